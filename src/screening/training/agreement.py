"""How far raters agree: raw agreement for each unit, Krippendorff's alpha with a bootstrap interval, and warnings.

Alpha is that of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: nominal values, any
number of raters, missing ratings allowed. It is worked out here in whole numbers, because the library for it is under
the GPL and brings numpy (docs/decisions/0052); the tests hold it against that library. The interval resamples units,
seeded so that it repeats; figures with few raters or little variation are warned of, not hidden (TR5).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    """Return how far the raters agree over these units, the least agreed first, else in their order."""
    counts = [Counter(rating[unit] for rating in ratings if unit in rating) for unit in units]
    rows = [_unit(unit, count) for unit, count in zip(units, counts, strict=True) if count]
    pairable = [count for count in counts if count.total() > 1]
    alpha = alpha_of(pairable)
    low, high = _interval(pairable) if not math.isnan(alpha) else (math.nan, math.nan)
    ordered = tuple(sorted(rows, key=lambda row: row.agree / row.of))
    return Agreement(ordered, alpha, low, high, len(ratings), tuple(_warnings(ratings, pairable)))


def alpha_of(counts: Sequence[Mapping[str, int]]) -> float:
    """Nominal alpha of units given as counts of values. NaN for fewer than FEW_UNITS units or a single value."""
    units = [_Pairs.of(count) for count in counts]
    values = {value for count in counts for value, times in count.items() if times}
    if len(counts) < FEW_UNITS or len(values) < 2:
        return math.nan
    return _alpha(units)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """One unit as alpha sees it: how often each value was given, and how far its ratings differ among themselves."""

    counts: Counter[str]
    differ: Fraction
    """Ordered pairs of different ratings, over the ratings less one."""

    @classmethod
    def of(cls, count: Mapping[str, int]) -> _Pairs:
        """Return the pairs of a unit; one with fewer than two ratings has none and does not count."""
        given = Counter({value: times for value, times in count.items() if times})
        rated = given.total()
        if rated < 2:
            return cls(Counter(), Fraction(0))
        return cls(given, Fraction(rated * rated - sum(times * times for times in given.values()), rated - 1))


def _alpha(units: Sequence[_Pairs]) -> float:
    """One less what is observed to differ over what would differ by chance. A single value agrees wholly: 1."""
    total: Counter[str] = Counter()
    for unit in units:
        total.update(unit.counts)
    rated = total.total()
    by_chance = rated * rated - sum(times * times for times in total.values())
    if not by_chance:
        return 1.0
    return float(1 - (rated - 1) * sum((unit.differ for unit in units), Fraction(0)) / by_chance)


def _interval(counts: Sequence[Mapping[str, int]]) -> tuple[float, float]:
    """Return the 2.5 % and 97.5 % places of alpha over resampled units. A draw with a single value agrees wholly: 1."""
    chance = random.Random(SEED)
    units = [_Pairs.of(count) for count in counts]
    found = sorted(_alpha([units[chance.randrange(len(units))] for _ in units]) for _ in range(RESAMPLES))
    return found[int(0.025 * RESAMPLES)], found[int(0.975 * (RESAMPLES - 1))]


def _unit(unit: str, count: Counter[str]) -> UnitAgreement:
    value, agree = min(count.items(), key=lambda pair: (-pair[1], pair[0]))
    return UnitAgreement(unit, agree, count.total(), value)


def _warnings(ratings: Ratings, counts: Sequence[Counter[str]]) -> list[str]:
    total: Counter[str] = sum(counts, Counter())
    holds = {
        "few-raters": len(ratings) < FEW_RATERS, "few-units": len(counts) < FEW_UNITS,
        "one-answer": bool(total) and max(total.values()) >= MOSTLY * total.total(),
    }  # fmt: skip
    return [name for name, warned in holds.items() if warned]
