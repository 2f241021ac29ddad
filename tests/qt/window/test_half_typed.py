"""Every field of every page of a case keeps what is typed, while it is typed and without anything being pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from screening.casework.assessment import assessment
from screening.casework.referral import papers
from screening.domain.case.places import TOPIC, Place
from screening.domain.events import catalogue as ev
from screening.domain.events.referral import ReferralSent
from screening.qt.widgets import fields
from screening.qt.widgets.fields import LineEdit
from screening.qt.widgets.text_area import WordsEdit
from tests.qt.page_objects import Screen

SEARCHES = ("find",)
"""Fields that are looked up with and say nothing of a case."""
FOLDERS = ("folder",)
NOT_NOW = (Place.DANGER, Place.UNSAVED, Place.TAKEN_BACK, Place.DIFFERING)
"""Pages without a field, which stand only where there is a danger, something unsaved, taken back or told twice."""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields hand over with the next turn of the loop instead of after a second."""
    monkeypatch.setattr(fields, "KEPT_AFTER", 0)


def typed_fields(page: QWidget) -> list[LineEdit | WordsEdit]:
    """The fields of a page in which something of a case is written, those that wait out of sight too."""
    found = [*page.findChildren(LineEdit), *page.findChildren(WordsEdit)]
    return [
        each
        for each in found
        if each.objectName() not in SEARCHES
        and not each.objectName().endswith(FOLDERS)
        and not (isinstance(each, LineEdit) and each.echoMode() is not QLineEdit.EchoMode.Normal)
    ]


def write(edit: LineEdit | WordsEdit, text: str) -> None:
    """As a hand writes: the field does not know where it comes from."""
    if isinstance(edit, LineEdit):
        edit.insert(text)
    else:
        edit.textCursor().insertText(text)


def on_disk(screen: Screen) -> tuple[str, ...]:
    """What half-typed text, and what of the person's name, the record holds now."""
    found: list[tuple[str, ...]] = []

    def read(vault) -> tuple[str, ...]:
        person = vault.people.read(screen.case.code)
        names = (person.name, person.contact, person.phrase) if person is not None else ()
        return (*vault.drafts(screen.case.code).values(), *names)

    screen.window.desk.ask(read, success=found.append)
    screen.wait(lambda: found)
    return found[0]


def recorded(screen: Screen) -> list[object]:
    """The events of the case in hand."""
    found: list[list[object]] = []
    code = screen.case.code
    screen.window.desk.ask(lambda vault: [each.event for each in vault.events(code)], success=found.append)
    screen.wait(lambda: found)
    return found[0]


def far_on(screen: Screen) -> None:
    """A case with a view, its reading opened, a paper that went out, and name and contact agreed to."""
    screen.talking("en", talk="yes", notes="yes")
    interview, done = screen.pages.interview, []
    for make in (
        lambda: (
            *interview.decided("identity", "yes", ""),
            ev.ViewWritten(("unsure",), "not_sure", "Nothing was told."),
            ReferralSent("police-trafficking", ("service",), "saved", "0" * 64, "2026-12-07"),
        ),
        lambda: assessment.assessment_opened(interview),
    ):
        screen.pages.record(make, success=lambda: done.append(True))
        screen.wait(lambda: done)
        done.clear()


def places(screen: Screen) -> Iterator[str]:
    """Every page of a case; of the topics the first."""
    for place in (each for each in Place if each not in NOT_NOW):
        yield TOPIC + screen.pages.interview.protocol.topics[0].id if place == Place.TOPIC else str(place)


@pytest.mark.sweep
def test_what_is_typed_into_any_field_of_a_case_is_on_disk_before_it_is_left(practice: Screen, at_once: None) -> None:
    far_on(practice)
    written = 0
    lost, passed_over = [], []
    for place in places(practice):
        practice.pages.go(place)
        practice.settle()
        if practice.place == Place.PAPERS:
            practice.pages.referral._choose(practice.page, papers.PERSON)
        if practice.place != place:
            passed_over.append(place)
            continue
        for number, edit in enumerate(typed_fields(practice.page)):
            text = f" {place} {number}"
            write(edit, text)
            written += 1
            practice.settle()
            practice.settle()
            if not any(text in each for each in on_disk(practice)):
                lost.append((place, edit.objectName()))
    assert not lost
    assert not passed_over
    assert written > 40


def test_a_promise_that_was_half_typed_stands_there_again_after_a_restart(screen: Screen) -> None:
    far_on(screen)
    screen.pages.go(Place.FOLLOW)
    write(screen.page.promise.edit, "To ring the hosp")
    screen.page.promise.edit.tell_half_typed()

    again = screen.reopen()

    again.pages.go(Place.FOLLOW)
    assert again.page.promise.text() == "To ring the hosp"


def test_what_is_recorded_is_half_typed_no_more(practice: Screen) -> None:
    far_on(practice)
    practice.pages.go(Place.FOLLOW)
    page = practice.page
    write(page.promise.edit, "To ring the hospital")
    page.tell_half_typed()
    assert practice.pages.draft("promise.text") == "To ring the hospital"

    page._keep()

    practice.wait(lambda: practice.case.referrals.promises)
    practice.wait(lambda: not practice.pages.draft("promise.text"))
    assert page.promise.text() == ""


def test_a_name_that_is_being_typed_is_told_of_once_and_kept_each_time(screen: Screen) -> None:
    far_on(screen)
    screen.pages.go(Place.IDENTITY)
    edit = screen.page.fields["name"].edit
    for text in ("Si", "Siti", "Siti R"):
        edit.setText(text)
        edit._rested()
        screen.wait(lambda text=text: text in on_disk(screen))
    told = [each for each in recorded(screen) if isinstance(each, ev.IdentityHandled) and each.act == "kept"]
    assert len(told) == 1
