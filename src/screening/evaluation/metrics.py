"""How well readings agree with labels: plain statistics with bootstrap intervals, seeded so that they repeat."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RESAMPLES = 2000
SEED = 20261124
BINS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % bootstrap interval; NaN where it cannot be had."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scored:
    """One case: whether it truly is one, whether it was flagged, and the strength it was given."""

    true: bool
    flagged: bool
    strength: float


def sensitivity(pairs: Sequence[Scored]) -> float:
    """Return the share of true cases that were flagged; NaN without any."""
    found = [pair.flagged for pair in pairs if pair.true]
    return sum(found) / len(found) if found else math.nan


def specificity(pairs: Sequence[Scored]) -> float:
    """Return the share of the other cases that were not flagged; NaN without any."""
    found = [not pair.flagged for pair in pairs if not pair.true]
    return sum(found) / len(found) if found else math.nan


def youden(pairs: Sequence[Scored]) -> float:
    """Return Youden's J: sensitivity and specificity less one."""
    return sensitivity(pairs) + specificity(pairs) - 1


def auc(pairs: Sequence[Scored]) -> float:
    """Return the chance that a true case has the greater strength than another; ties count half."""
    true = [pair.strength for pair in pairs if pair.true]
    other = [pair.strength for pair in pairs if not pair.true]
    if not true or not other:
        return math.nan
    wins = sum((a > b) + 0.5 * (a == b) for a in true for b in other)
    return wins / (len(true) * len(other))


def brier(pairs: Sequence[Scored]) -> float:
    """Return the mean squared distance of strength and truth; 0 is best."""
    return math.fsum((pair.strength - pair.true) ** 2 for pair in pairs) / len(pairs) if pairs else math.nan


def predictive(sens: float, spec: float, prevalence: float) -> tuple[float, float]:
    """Return the positive and the negative predictive value at a prevalence."""
    flagged = sens * prevalence + (1 - spec) * (1 - prevalence)
    passed = (1 - sens) * prevalence + spec * (1 - prevalence)
    positive = sens * prevalence / flagged if flagged else math.nan
    negative = spec * (1 - prevalence) / passed if passed else math.nan
    return positive, negative


def alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Krippendorff's alpha for two coders, nominal codes and no cell left out (Krippendorff 2004, section 11.3)."""
    counts = Counter(code for pair in pairs for code in pair)
    total = sum(counts.values())
    expected = total * (total - 1) - sum(count * (count - 1) for count in counts.values())
    if not expected:
        return math.nan
    return 1 - 2 * sum(a != b for a, b in pairs) * (total - 1) / expected


def figure(pairs: Sequence[Scored], measure: Callable[[Sequence[Scored]], float]) -> Figure:
    """Return a measure with its interval over resampled cases."""
    chance = random.Random(SEED)
    drawn = (measure([pairs[chance.randrange(len(pairs))] for _ in pairs]) for _ in range(RESAMPLES))
    values = sorted(value for value in drawn if not math.isnan(value)) or [math.nan]
    return Figure(measure(pairs), values[int(0.025 * len(values))], values[int(0.975 * (len(values) - 1))])


def reliability(pairs: Sequence[Scored]) -> list[tuple[float, float, int]]:
    """Return for each of BINS of equal width the mean strength, the share that is true, and how many cases."""
    rows = []
    for index in range(BINS):
        low, high = index / BINS, (index + 1) / BINS
        inside = [pair for pair in pairs if low <= pair.strength < high or (index == BINS - 1 and pair.strength == 1)]
        if inside:
            mean = math.fsum(pair.strength for pair in inside) / len(inside)
            rows.append((mean, sum(pair.true for pair in inside) / len(inside), len(inside)))
    return rows


def roc(pairs: Sequence[Scored]) -> list[tuple[float, float]]:
    """Return the curve as (1 - specificity, sensitivity), from (0, 0) to (1, 1)."""
    true = sum(pair.true for pair in pairs)
    other = len(pairs) - true
    points = [(0.0, 0.0)]
    for cut in sorted({pair.strength for pair in pairs}, reverse=True):
        hits = sum(pair.true and pair.strength >= cut for pair in pairs)
        false = sum(not pair.true and pair.strength >= cut for pair in pairs)
        points.append((false / other if other else 0.0, hits / true if true else 0.0))
    return points if points[-1] == (1.0, 1.0) else [*points, (1.0, 1.0)]
