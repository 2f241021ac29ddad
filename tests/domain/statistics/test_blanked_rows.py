"""Rows for single persons: a value that may be one of several is weighed like the others before any row leaves."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest

from screening.domain.statistics import blanked_rows
from screening.domain.statistics.blanked_rows import _narrow_pair, _Side, blanked
from screening.domain.statistics.disclosure_control import REST, Attribute, Margin, Publication, Record, publish

AGE = Attribute("age", frozenset({"adult", "child"}))
PATH = Attribute("path", many=True)
DOCTOR, NOTHING = frozenset({"health"}), frozenset[str]()


def people(adults: tuple[int, int], children: tuple[int, int]) -> list[Record]:
    """So many with a path and so many without, of each age."""
    both = {"adult": adults, "child": children}
    return [
        {"age": age, "path": path}
        for age, counts in both.items()
        for path, n in zip((DOCTOR, NOTHING), counts, strict=True)
        for _ in range(n)
    ]


@pytest.mark.parametrize(
    ("adults", "children"), [((5, 5), (30, 30)), ((0, 20), (15, 10)), ((0, 15), (15, 15)), ((2, 20), (20, 30))]
)
def test_a_path_leaves_no_row_where_it_would_tell_how_few_of_an_age_are_on_it(
    adults: tuple[int, int], children: tuple[int, int]
) -> None:
    found = people(adults, children)
    rows = blanked(found, (AGE, PATH), publish(found, [AGE, PATH]))
    assert {row["path"] for row in rows} == {NOTHING}
    assert Counter(row["age"] for row in rows) == {"adult": sum(adults), "child": sum(children)}


def test_a_path_stays_where_many_of_each_age_are_on_it_and_many_are_not() -> None:
    found = people((20, 20), (15, 30))
    rows = blanked(found, (AGE, PATH), publish(found, [AGE, PATH]))
    assert rows == found


def test_what_the_counts_show_and_no_row_has_stops_nothing() -> None:
    """Rows hold one path of those that are counted; of the others nothing is to be kept back."""
    found = people((20, 20), (15, 30))
    counted = [{**each, "path": each["path"] | {"labour"}} for each in found[:30]] + found[30:]
    rows = blanked(found, (AGE, PATH), publish(counted, [AGE, PATH]))
    assert rows == found


def test_two_values_are_narrow_where_every_order_of_the_blanks_leaves_too_few_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The interval is that of all ways to fill the blanks of one column, the other as it is."""
    monkeypatch.setattr(blanked_rows, "LEAST", 3)
    chance = random.Random(1)

    def some(share: float) -> frozenset[int]:
        return frozenset(at for at in range(9) if chance.random() < share)

    def numbers(fixed: _Side, moved: _Side) -> set[int]:
        known = fixed.has & (moved.has - moved.blank)
        ways = combinations(sorted(moved.blank), len(moved.has & moved.blank))
        return {len(known) + len(fixed.has.intersection(way)) for way in ways}

    for _ in range(300):
        one, other = _Side(some(0.5), some(0.6)), _Side(some(0.4), some(0.5))
        free = (chance.random() < 0.7, chance.random() < 0.7)
        both = len(one.has & other.has)
        possible = {both} | (numbers(one, other) if free[1] else set()) | (numbers(other, one) if free[0] else set())
        narrow = both < 3 and max(possible) - min(possible) < 3
        assert _narrow_pair(one, other, free) is narrow, (one, other, free)


def test_what_the_counts_do_not_show_is_cleared_from_every_row_and_so_is_a_value_of_a_hidden_cell() -> None:
    found: list[Record] = [
        {"sector": "farm", "path": DOCTOR, "age": "adult"},
        {"sector": "ship", "path": DOCTOR | {"rare"}, "age": "unknown"},
    ]
    told = Publication(
        40,
        {"sector": Margin({"farm": 30, "ship": 10}), "path": Margin({"health": 20}), "age": Margin({"adult": 30}, 10)},
    )
    assert blanked_rows._cleared(found, told) == [
        {"sector": "farm", "path": DOCTOR, "age": "adult"},
        {"sector": "ship", "path": DOCTOR, "age": REST},
    ]
    tabled = Publication(40, told.margins, {("path", "sector"): {("health", "farm"): 15}})
    assert [row["sector"] for row in blanked_rows._cleared(found, tabled)] == ["farm", REST]
    assert found[0]["sector"] == "farm", "the records stay as they are"
