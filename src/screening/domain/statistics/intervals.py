"""Shares with the interval in which the true one lies 95 times of 100, for small numbers as for large ones.

Wilson, JASA 22, 1927, for one share. What is worked out of several shares has its interval from the limits of each (the
method of variance estimates recovery: Donner and Zou, Statistical Methods in Medical Research 21, 2012; Newcombe,
Statistics in Medicine 17, 1998): never empty, never outside nought and one, and not the same on both sides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z = 1.959963984540054
"""The 97.5th per cent point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure between its limits."""

    value: float
    low: float
    high: float

    def other(self) -> Interval:
        """Return the interval of one less the figure."""
        return Interval(1 - self.value, 1 - self.high, 1 - self.low)


def wilson(found: float, of: float) -> Interval:
    """Return the share ``found`` of ``of``, which is above nought; weighted numbers need not be whole."""
    share, square = found / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return Interval(share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))


def mixed(parts: Sequence[tuple[float, Interval]]) -> Interval:
    """Return the sum of shares, each by its weight; the weights come to one."""
    value = math.fsum(weight * each.value for weight, each in parts)
    down = math.sqrt(math.fsum((weight * (each.value - each.low)) ** 2 for weight, each in parts))
    up = math.sqrt(math.fsum((weight * (each.high - each.value)) ** 2 for weight, each in parts))
    return Interval(value, max(0.0, value - down), min(1.0, value + up))


def part_of(one: Interval, other: Interval, share: Interval) -> Interval:
    """Return how much of everything that is found is found in the first of two groups.

    ``one`` and ``other`` are what is found in each group, ``share`` is how large the first group is of both.
    """
    if one.value <= 0:
        return Interval(0.0, 0.0, 1.0)
    odds = _product(_odds(share), one)
    rest = _ratio(other, odds)
    return Interval(1 / (1 + rest.value), 1 / (1 + rest.high), 1 / (1 + rest.low))


def _odds(share: Interval) -> Interval:
    def of(value: float) -> float:
        return value / (1 - value) if value < 1 else math.inf

    return Interval(of(share.value), of(share.low), of(share.high))


def _product(one: Interval, other: Interval) -> Interval:
    value = one.value * other.value
    down = math.hypot(other.value * (one.value - one.low), one.value * (other.value - other.low))
    up = math.hypot(other.value * (one.high - one.value), one.value * (other.high - other.value))
    return Interval(value, max(0.0, value - down), value + up)


def _ratio(top: Interval, bottom: Interval) -> Interval:
    """Return a ratio with its interval (Donner and Zou 2012, equation 8)."""
    both = top.value * bottom.value

    def root(first: float, second: float) -> float:
        return math.sqrt(max(0.0, both * both - first * second * (2 * top.value - first) * (2 * bottom.value - second)))

    high_side = bottom.high * (2 * bottom.value - bottom.high)
    low_side = bottom.low * (2 * bottom.value - bottom.low)
    # Where the upper limit of the divisor is beyond twice its figure, the lower limit of the ratio is by that limit.
    low = (both - root(top.low, bottom.high)) / high_side if high_side > 0 else top.low / bottom.high
    high = (both + root(top.high, bottom.low)) / low_side if low_side > 0 else math.inf
    return Interval(top.value / bottom.value, max(0.0, low), high)
