"""How far raters agree: raw agreement for each unit, Krippendorff's alpha with a bootstrap interval, and warnings.

The only place that speaks to the ``krippendorff`` library (docs/decisions/0021). Alpha is that of K. Krippendorff,
"Content Analysis" (2004), ch. 11: any number of raters, missing ratings allowed. The interval resamples units, seeded
so that it repeats; figures with few raters or little variation are warned of, not hidden (TR5).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RESAMPLES = 1000
SEED = 20261124
FEW_RATERS = 6
MOSTLY = 0.9
"""From this share of one answer among all ratings on, alpha says little: it is low however well raters agree."""
FEW_UNITS = 3
"""Fewer items or cases than this give no alpha worth a figure."""

Ratings = Sequence[Mapping[str, str]]
"""One mapping a rater: unit to value. A unit that a rater did not rate is left out."""


@dataclass(frozen=True, slots=True)
class UnitAgreement:
    """One unit: how many gave the commonest value, of how many, and which it was."""

    unit: str
    agree: int
    of: int
    value: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """``alpha`` and its 95 % interval are NaN where they cannot be had. ``warnings`` are text ids' ends."""

    units: tuple[UnitAgreement, ...]
    alpha: float
    low: float
    high: float
    raters: int
    warnings: tuple[str, ...]


def agreement(ratings: Ratings, units: Sequence[str]) -> Agreement:
    """How far the raters agree over these units, the least agreed first."""
    counts = [Counter(rating[unit] for rating in ratings if unit in rating) for unit in units]
    rows = [_unit(unit, count) for unit, count in zip(units, counts, strict=True) if count]
    pairable = [count for count in counts if count.total() > 1]
    alpha = alpha_of(pairable)
    low, high = _interval(pairable) if not math.isnan(alpha) else (math.nan, math.nan)
    ordered = tuple(sorted(rows, key=lambda row: (row.agree / row.of, row.unit)))
    return Agreement(ordered, alpha, low, high, len(ratings), tuple(_warnings(ratings, pairable)))


def alpha_of(counts: Sequence[Mapping[str, int]]) -> float:
    """Nominal alpha of units given as counts of values. NaN for fewer than FEW_UNITS units or a single value."""
    values = sorted({value for count in counts for value, times in count.items() if times})
    if len(counts) < FEW_UNITS or len(values) < 2:
        return math.nan
    import krippendorff
    import numpy

    table = numpy.array([[count.get(value, 0) for value in values] for count in counts])
    return float(krippendorff.alpha(value_counts=table, level_of_measurement="nominal"))


def _interval(counts: Sequence[Mapping[str, int]]) -> tuple[float, float]:
    """The 2.5 % and 97.5 % places of alpha over resampled units. A draw with a single value agrees wholly: 1."""
    import numpy

    chance = random.Random(SEED)
    values = sorted({value for count in counts for value in count})
    table = numpy.array([[count.get(value, 0) for value in values] for count in counts], dtype=float)
    found = []
    for _ in range(RESAMPLES):
        drawn = table[[chance.randrange(len(counts)) for _ in counts]]
        found.append(_nominal(drawn.sum(axis=0), drawn))
    found.sort()
    return found[int(0.025 * RESAMPLES)], found[int(0.975 * (RESAMPLES - 1))]


def _nominal(totals: object, drawn: object) -> float:
    import krippendorff
    import numpy

    if numpy.count_nonzero(totals) < 2:  # type: ignore[call-overload]
        return 1.0
    return float(krippendorff.alpha(value_counts=drawn, level_of_measurement="nominal"))  # type: ignore[arg-type]


def _unit(unit: str, count: Counter[str]) -> UnitAgreement:
    value, agree = min(count.items(), key=lambda pair: (-pair[1], pair[0]))
    return UnitAgreement(unit, agree, count.total(), value)


def _warnings(ratings: Ratings, counts: Sequence[Counter[str]]) -> list[str]:
    found = []
    if len(ratings) < FEW_RATERS:
        found.append("few-raters")
    if len(counts) < FEW_UNITS:
        found.append("few-units")
    total: Counter[str] = sum(counts, Counter())
    if total and max(total.values()) >= MOSTLY * total.total():
        found.append("one-answer")
    return found
