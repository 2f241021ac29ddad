"""Shares with their limits: published figures, and the ends at nought, at one and where nothing is divided."""

from __future__ import annotations

import math

import pytest

from screening.domain.statistics.intervals import Interval, mixed, part_of, wilson


def near(found: Interval, value: float, low: float, high: float) -> None:
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("found", "of", "limits"),
    [
        (81, 263, (0.30798, 0.25529, 0.36621)),  # Newcombe, Statistics in Medicine 17, 1998, table I
        (15, 148, (0.10135, 0.06239, 0.16049)),
        (0, 20, (0.0, 0.0, 0.16113)),
        (1, 29, (0.03448, 0.00611, 0.17176)),
        (20, 20, (1.0, 0.83887, 1.0)),
        (2.5, 7.5, (0.33333, 0.10969, 0.66988)),
    ],
)
def test_one_share_has_the_published_limits(found: float, of: float, limits: tuple[float, float, float]) -> None:
    assert wilson(found, of).low <= wilson(found, of).value <= wilson(found, of).high
    near(wilson(found, of), *limits)


def test_the_other_share_is_what_is_left() -> None:
    near(Interval(0.3, 0.2, 0.45).other(), 0.7, 0.55, 0.8)


def test_shares_are_mixed_by_their_weights_and_stay_between_nought_and_one() -> None:
    parts = [(0.25, Interval(0.2, 0.1, 0.4)), (0.75, Interval(0.6, 0.5, 0.8))]
    near(mixed(parts), 0.5, 0.5 - math.hypot(0.025, 0.075), 0.5 + math.hypot(0.05, 0.15))
    near(mixed([(1.0, Interval(0.05, -0.2, 0.9))]), 0.05, 0.0, 0.9)
    near(
        mixed([(0.5, Interval(0.9, 0.8, 1.3)), (0.5, Interval(0.9, 0.8, 1.3))]), 0.9, 0.9 - math.hypot(0.05, 0.05), 1.0
    )


def test_how_much_of_what_is_found_is_in_the_first_group_is_between_its_limits() -> None:
    found = part_of(Interval(0.5, 0.4, 0.6), Interval(0.1, 0.05, 0.2), Interval(0.5, 0.5, 0.5))
    near(found, 0.83333, 0.70588, 0.91067)
    same = part_of(Interval(0.3, 0.2, 0.4), Interval(0.3, 0.2, 0.4), Interval(0.25, 0.2, 0.3))
    assert same.value == pytest.approx(0.25)
    assert 0 < same.low < same.value < same.high < 1


def test_where_nothing_is_found_in_the_first_group_nothing_is_known_and_where_all_is_in_it_it_is_all() -> None:
    assert part_of(Interval(0.0, 0.0, 0.2), Interval(0.1, 0.0, 0.2), Interval(0.5, 0.4, 0.6)) == Interval(0.0, 0.0, 1.0)
    none_else = part_of(Interval(0.5, 0.4, 0.6), Interval(0.0, 0.0, 0.1), Interval(0.5, 0.4, 0.6))
    assert none_else.value == 1.0
    assert none_else.low < 1.0
    wide = part_of(Interval(0.5, 0.0, 1.0), Interval(0.2, 0.1, 0.3), Interval(0.5, 0.1, 0.9))
    assert 0.0 <= wide.low <= wide.value <= wide.high <= 1.0
    whole = part_of(Interval(0.5, 0.4, 0.6), Interval(0.2, 0.1, 0.3), Interval(0.9, 0.8, 1.0))
    assert whole.high == pytest.approx(1.0)
