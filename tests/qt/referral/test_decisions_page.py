"""What became of it, key by key: a letter is entered, refused in a sentence where it cannot be, and taken back."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt

from screening.domain.case.case import apply
from screening.domain.events.later import FormalDecisionLearned
from screening.domain.known import outcomes
from tests.domain.some_case import recorded
from tests.qt.page_objects import Screen

TODAY = datetime.date.today()


def to_decisions(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.answer("little-pay", "yes")
    screen.closing()
    screen.own_view(("dispute",), "fairly_sure", "Late pay, three months.")
    screen.pages.go("decisions")
    screen.at("decisions")


@pytest.fixture
def at_page(screen: Screen) -> Screen:
    screen.as_walked(to_decisions)
    return screen


def choose(screen: Screen, row: str, letter: Qt.Key) -> None:
    screen.tab_to(f"note-{row}")
    before = screen.page.choices[row].picked
    screen.press(letter)
    screen.wait(lambda: screen.page.choices[row].picked != before)


def enter(screen: Screen, day: str, reference: str = "") -> None:
    choose(screen, "matter", Qt.Key.Key_A)
    choose(screen, "result", Qt.Key.Key_C)
    choose(screen, "body", Qt.Key.Key_A)
    screen.tab_to("note-day")
    screen.type_text(day)
    if reference:
        screen.tab_to("note-reference")
        screen.type_text(reference)
    screen.tab_to("note-decision-keep")
    screen.press(Qt.Key.Key_Return)


def test_a_letter_is_entered_by_keys_alone_and_stands_there_after_a_restart(at_page: Screen) -> None:
    enter(at_page, "today", "Order 7")
    at_page.wait(lambda: outcomes.identification(at_page.case) is not None)
    found = outcomes.identification(at_page.case)
    wanted = ("identified", "magistrate", TODAY.isoformat(), "Order 7")
    assert (found.result, found.body, found.day, found.reference) == wanted
    at_page.wait(lambda: "A Magistrate · Identified as trafficked · letter: Order 7" in at_page.shown())
    again = at_page.reopen()
    assert outcomes.identification(again.case) == found


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ((TODAY + datetime.timedelta(days=1)).isoformat(), "has not come yet"),
        ((TODAY - datetime.timedelta(days=400)).isoformat(), "before the interview"),
        ("", "missing or cannot be read"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_what_was_typed_stays(at_page: Screen, day: str, says: str) -> None:
    enter(at_page, day, "Order 7")
    at_page.wait(lambda: says in at_page.shown())
    assert outcomes.identification(at_page.case) is None
    assert at_page.page.text("reference") == "Order 7"
    assert at_page.page.choices["result"].picked == "identified"


def test_a_mistake_is_taken_back(at_page: Screen) -> None:
    enter(at_page, "today")
    at_page.wait(lambda: outcomes.identification(at_page.case) is not None)
    (entry,) = at_page.case.later
    at_page.tab_to(f"note-back:{entry.digest}")
    at_page.press(Qt.Key.Key_Return)
    at_page.wait(lambda: outcomes.identification(at_page.case) is None)
    assert len(at_page.case.later) == 2, "nothing is lost"


def test_of_two_laptops_that_contradict_both_are_shown_and_a_person_chooses(at_page: Screen) -> None:
    interview = at_page.pages.interview
    for result, strand in (("identified", "laptop-a"), ("not_identified", "laptop-b")):
        event = FormalDecisionLearned("identification", result, "magistrate", TODAY.isoformat())
        interview.case = apply(interview.case, recorded(event, strand=strand))
    at_page.pages.redraw()
    assert "Neither counts until you choose the right one" in at_page.shown()
    names = [name for name in at_page.page.acts if name.startswith("right:")]
    assert len(names) == 2
