"""A row of a case says what was read, decided and seen again; who did not agree is in no figure."""

from __future__ import annotations

import pytest

from screening.casework.content.edition import Content
from screening.casework.statistics import field_rows
from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import Event
from screening.domain.events.session import DrawnForSecondLook, Withdrawn
from screening.domain.statistics.field_accuracy import Screened
from tests.casework.some_screened import screened
from tests.domain.some_case import recorded

LOT = DrawnForSecondLook("lot", 10, 40)


def case(*more: Event, **what: object) -> Case:
    return fold("CODE", [recorded(each) for each in (*screened(**what), *more)])  # type: ignore[arg-type]


def row(content: Content, *more: Event, **what: object) -> Screened:
    found = field_rows.screened(case(*more, **what), content)
    assert found is not None
    return found


def test_a_flag_and_its_band_come_from_the_reading(content: Content) -> None:
    assert row(content).flagged
    assert row(content).band in ("moderate", "strong")
    assert not row(content, flagged=False).flagged
    assert (row(content).setting, row(content).language) == ("workplace", "bn")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("identified", True), ("not_identified", False), ("asked", None), ("grounds", None), ("no_decision", None),
        ("closed", None), ("", None),
    ],
)  # fmt: skip
def test_only_a_decision_on_the_person_is_one(content: Content, step: str, said: bool | None) -> None:
    assert row(content, identified=step).identified is said


@pytest.mark.parametrize(("thought", "said"), [("control", True), ("dispute", False), ("unsure", None), ("", None)])
def test_who_cannot_tell_has_said_neither(content: Content, thought: str, said: bool | None) -> None:
    assert row(content, second=thought, lot=LOT).second is said
    assert row(content, view=thought or "unsure").view is said


def test_a_case_of_a_lot_stands_for_as_many_as_it_was_drawn_from(content: Content) -> None:
    assert row(content, lot=LOT).weight == 4
    assert row(content).weight == 0


@pytest.mark.parametrize("odd", [(0, 40), (50, 40), (-1, 40)])
def test_a_lot_that_cannot_be_counts_for_none(content: Content, odd: tuple[int, int]) -> None:
    assert row(content, lot=DrawnForSecondLook("lot", *odd)).weight == 0


@pytest.mark.parametrize("what", [{"counted": "no"}, {"counted": "later"}, {"read": False}, {"practice": True}])
def test_who_did_not_agree_and_what_was_not_read_is_in_no_figure(content: Content, what: dict[str, object]) -> None:
    assert field_rows.screened(case(**what), content) is None


def test_what_was_taken_back_is_in_no_figure(content: Content) -> None:
    assert field_rows.screened(case(Withdrawn("keep")), content) is None


def test_a_case_of_an_edition_that_is_not_here_is_named_as_unread(content: Content) -> None:
    other = case()
    made, unread = field_rows.figures([case(), type(other)(**{**_fields(other), "edition": "1999-1"})], content)
    assert (made.cases, unread) == (1, 1)


def _fields(case: Case) -> dict[str, object]:
    return {name: getattr(case, name) for name in case.__dataclass_fields__}


def test_the_numbers_below_which_nothing_is_said_are_data() -> None:
    named = field_rows.limits()
    assert named.decisions >= 10
    assert named.looks >= named.decisions
