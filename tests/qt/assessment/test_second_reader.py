"""A second reader in the window, and what else it may be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.qt.assessment.assessment_page import AssessmentPage
from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.assessment.result_lock import PinPage
from screening.qt.questions.notes_page import NotesPage
from screening.qt.text.text_label import ScriptText
from tests.qt.page_objects import COVER_PIN, Screen

K = Qt.Key
REASON = "The agent holds the papers."


@pytest.mark.requirement("JU16")
def test_a_second_reader_writes_blind_and_then_both_stand_side_by_side(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.answer("papers-kept", "yes")
    practice.closing()
    practice.own_view(("control",), "sure", REASON)
    practice.rail("second")
    page = practice.page
    assert isinstance(page, NotesPage)
    assert REASON not in practice.shown()
    practice.tab_to("note-reader")
    practice.type_text("LAB-09")
    practice.choose("note-view:dispute")
    practice.wait(lambda: page.ticks["view:dispute"].isChecked())
    page.choices["sureness"].chosen.emit("fairly_sure")
    practice.wait(lambda: practice.case.sessions.note("second", "sureness") == "fairly_sure")
    assert practice.case.sessions.note("second", "view:dispute") == "yes"
    practice.tab_to("note-reason")
    practice.type_text("Pay, nothing else.")
    practice.choose("note-second-keep")
    practice.wait(lambda: practice.case.sessions.second is not None)
    practice.wait(lambda: REASON in practice.shown())
    assert "LAB-09" in practice.shown()
    practice.rail("else")
    assert "A labour-rights breach or dispute" in practice.shown()
    fold = practice.tab_to("fold-page.else.towards.smuggling")
    lines = [each for each in practice.page.findChildren(ScriptText) if each.isVisible()]
    practice.press(Qt.Key.Key_Space)
    assert practice.focused() is fold
    assert len([each for each in practice.page.findChildren(ScriptText) if each.isVisible()]) > len(lines)


def handed_over(screen: Screen) -> NotesPage:
    """A record with a first view, at the page of the second reader, who does not know the PIN."""
    screen.talking("en", talk="yes", notes="yes")
    screen.answer("papers-kept", "yes")
    screen.closing()
    screen.own_view(("control",), "sure", REASON)
    screen.rail("second")
    page = screen.page
    assert isinstance(page, NotesPage), "the PIN was given for the reading already"
    return page


@pytest.mark.requirement("JU16")
def test_nothing_of_the_first_view_opens_to_the_second_reader(screen: Screen) -> None:
    handed_over(screen)
    for place in ("reading", "own-view", "taking", "papers", "else"):
        screen.pages.go(place)
        assert isinstance(screen.page, PinPage), place
        assert REASON not in screen.shown()
    screen.pages.go("second")
    assert isinstance(screen.page, NotesPage), "the second reader's own page needs no PIN once it was opened"
    screen.press(K.Key_F5)
    screen.at("said")
    assert REASON not in screen.shown()
    screen.press(K.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert REASON not in screen.shown()


@pytest.mark.requirement("JU16")
def test_the_list_opens_nothing_of_the_first_view_to_the_second_reader(screen: Screen) -> None:
    handed_over(screen)
    code = screen.case.code
    screen.window.show_cases()
    screen.cases()
    screen.open_case(code)
    for place in ("reading", "own-view"):
        screen.pages.go(place)
        assert isinstance(screen.page, PinPage), place
        assert REASON not in screen.shown()
    screen.pages.go("second")
    assert isinstance(screen.page, NotesPage), "it is still with the second reader"
    assert REASON not in screen.shown()


@pytest.mark.requirement("JU16")
def test_another_pin_opens_the_reading_to_the_first_officer_again(screen: Screen) -> None:
    handed_over(screen)
    screen.pages.go("reading")
    screen.unseal(COVER_PIN)
    assert isinstance(screen.page, AssessmentPage)
    screen.pages.go("own-view")
    assert isinstance(screen.page, OwnViewPage)


def test_once_the_second_view_is_kept_both_officers_see_everything(screen: Screen) -> None:
    page = handed_over(screen)
    screen.tab_to("note-reader")
    screen.type_text("LAB-09")
    screen.choose("note-view:dispute")
    page.choices["sureness"].chosen.emit("fairly_sure")
    screen.wait(lambda: screen.case.sessions.note("second", "sureness") == "fairly_sure")
    screen.tab_to("note-reason")
    screen.type_text("Pay, nothing else.")
    screen.choose("note-second-keep")
    screen.wait(lambda: REASON in screen.shown())
    screen.pages.go("reading")
    assert isinstance(screen.page, AssessmentPage)
