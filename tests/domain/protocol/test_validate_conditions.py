"""What must hold for conditions and counter-evidence, item by item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.casework.content.edition import open_content
from screening.domain.protocol.conditions import parse_condition
from screening.domain.protocol.model import IndicatorSort, Item, Topic
from screening.domain.protocol.validate_conditions import MOST_ITEMS, broken_conditions, can_hold

PROTOCOL = open_content().protocol
AGAINST = next(name for name, each in PROTOCOL.indicators.items() if each.sort is IndicatorSort.COUNTER)
SIGN, OTHER = [name for name, each in PROTOCOL.indicators.items() if each.sort is not IndicatorSort.COUNTER][:2]


def item(name: str, yes: tuple[str, ...] = (), no: tuple[str, ...] = (), condition: str = "") -> Item:
    return Item(name, "1.1", "work", "ask", "?", yes, no, condition=parse_condition(condition) if condition else None)


def told(*items: Item) -> list[tuple[str, str]]:
    """Item and the first words of each problem."""
    protocol = replace(PROTOCOL, topics=(Topic("work", 1, items),))
    return [(name, " ".join(what.split()[:5])) for name, what, remedy in broken_conditions(protocol) if remedy]


ROOT = item("root", (SIGN,), (SIGN,))


def every(items: list[Item]) -> str:
    return " and ".join(f"{each.id} is yes" for each in items)


MANY = [item(f"i{at}") for at in range(MOST_ITEMS + 1)]


@pytest.mark.parametrize(
    ("items", "problems"),
    [
        ([ROOT, item("x", (SIGN,), (SIGN,), "root is yes")], []),
        ([ROOT, item("x", (SIGN,), (), "root is yes")], []),
        ([ROOT, item("x", (), (SIGN,), "root is yes")], []),
        # Where an item bears on indicators its condition is one root that is yes, whose no speaks against the same.
        ([ROOT, item("x", (SIGN,), (), "root is no")], ["A condition that bears on"]),
        ([ROOT, item("x", (), (SIGN,), "root is no")], ["A condition that bears on"]),
        ([ROOT, item("y"), item("x", (SIGN,), (), "root is yes or y is yes")], ["A condition that bears on"]),
        ([ROOT, item("x", (OTHER,), (), "root is yes")], ['Its root "root" does not']),
        ([ROOT, item("x", (), (OTHER,), "root is yes")], ['Its root "root" does not']),
        ([ROOT, item("x", (OTHER,), (OTHER,), "root is yes")], ['Its root "root" does not']),
        ([item("root", (SIGN,)), item("x", (SIGN,), (), "root is yes")], ['Its root "root" does not']),
        # One that bears on none may have any condition that can hold and can fail.
        ([ROOT, item("x", condition="root is no")], []),
        ([ROOT, item("y"), item("x", condition="root is no or y is yes")], []),
        ([ROOT, item("x", condition="root is yes and root is no")], ["Its condition can never hold."]),
        ([ROOT, item("x", condition="root is yes or root is no")], ["Its condition always holds."]),
        ([*MANY[:-1], item("x", condition=every(MANY[:-1]))], []),
        ([*MANY, item("x", condition=every(MANY))], ["Its condition names 7 items;"]),
        # Roots stand before, and have no condition of their own; nothing depends on itself.
        ([item("x", condition="root is yes"), ROOT], ['Its root "root" is asked']),
        (
            [ROOT, item("y", condition="root is yes"), item("x", condition="y is yes")],
            ['Its root "y" has a'],
        ),
        ([item("x", condition="x is yes")], ["Its condition depends on itself."]),
        ([item("x", condition="no-such-item is yes")], []),
    ],
)  # fmt: skip
def test_a_condition_is_one_that_raises_no_reading(items: list[Item], problems: list[str]) -> None:
    assert told(*items) == [("x", each) for each in problems]


def test_two_items_that_depend_on_each_other_are_both_told() -> None:
    two = (item("x", condition="y is yes"), item("y", condition="x is yes"))
    assert told(*two) == [(name, "Its condition depends on itself.") for name in ("x", "y")]


@pytest.mark.parametrize(
    ("x", "problems"),
    [
        (item("x", (AGAINST,)), []),
        (item("x", (AGAINST,), (SIGN,)), ["It asks for counter-evidence, and"]),
        (item("x", (AGAINST, SIGN)), ["It evidences counter-evidence and indicators"]),
        (item("x", (SIGN,), (AGAINST,)), []),
        (item("x", ("NO-SUCH",), (SIGN,)), []),
    ],
)
def test_counter_evidence_is_asked_for_by_itself_and_its_no_says_nothing(x: Item, problems: list[str]) -> None:
    assert told(x) == [("x", each) for each in problems]


def test_counter_evidence_under_a_condition_is_told_beside_what_else_is_wrong() -> None:
    root = item("root", no=(AGAINST,))
    assert told(root, item("x", (AGAINST,), (), "root is yes")) == [("x", "It asks for counter-evidence under")]


@pytest.mark.parametrize(
    ("condition", "true", "false"),
    [
        ("a is yes", True, True),
        ("a is yes and a is no", False, True),
        ("a is yes or a is no", True, False),
        ("a is yes and b is no", True, True),
    ],
)
def test_whether_some_answers_make_a_condition_true_and_others_false(condition: str, true: bool, false: bool) -> None:
    assert (can_hold(parse_condition(condition)), can_hold(parse_condition(condition), False)) == (true, false)
