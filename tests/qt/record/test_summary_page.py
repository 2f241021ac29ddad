"""The summary of a case: its lines lead to pages of the case, and back from each leads to it again."""

from __future__ import annotations

import pytest

from screening.casework.view_models import LINE
from screening.qt.frame.record_sheet import RecordPage, RecordSheet
from screening.store.vault.preferences import Preferences
from tests.qt.page_objects import Screen


def to_summary(screen: Screen) -> RecordSheet:
    screen.pages.go("summary")
    screen.at("summary")
    page = screen.page
    assert isinstance(page, RecordPage)
    return page.sheet


def ended(screen: Screen) -> None:
    """A case in which nothing was asked, with the officer's view."""
    screen.new_screening()
    screen.pages.go("contact")
    screen.choose("note-contact-done")
    screen.at("own-view")
    screen.own_view(["unsure"], "not_sure", "Information was given.")
    screen.next("taking")


def back_says(screen: Screen) -> str:
    assert screen.window.shell is not None
    return screen.window.shell.bar.buttons["back"].words


@pytest.mark.parametrize("line", ["follow", "taking", "papers", "reading", "own-view", "session", "handover"])
def test_back_from_a_page_that_the_summary_led_to_leads_to_the_summary(practice: Screen, line: str) -> None:
    ended(practice)
    to_summary(practice).chosen.emit(line)
    practice.at(line)
    assert back_says(practice) == "Back to the summary"
    practice.back()
    practice.at("summary")
    assert back_says(practice) == "Back to cases"
    practice.back()
    practice.cases()


def test_who_goes_on_from_such_a_page_is_on_the_way_of_the_case_again(practice: Screen) -> None:
    ended(practice)
    to_summary(practice).chosen.emit("papers")
    practice.at("papers")
    practice.next("follow")
    practice.back()
    practice.at("papers")
    practice.back()
    practice.at("taking")


@pytest.mark.parametrize("pin", [False, True])
def test_a_pin_is_mentioned_only_where_there_is_one(practice: Screen, pin: bool) -> None:
    ended(practice)
    practice.window.guard.kept = Preferences(pin="set" if pin else "")
    notes = {line.row.place: line.row.note for line in to_summary(practice).lines if line.row.kind == LINE}
    assert ["PIN" in notes[place] for place in ("reading", "own-view")] == [pin, pin]
