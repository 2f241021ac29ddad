"""What shows a result opens after the PIN, and closes again beside the person (JU15)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.errors import NotAccepted, NotSaved
from screening.qt.assessment.assessment_page import AssessmentPage, NextSteps
from screening.qt.assessment.result_lock import PinPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.text.text_label import ScriptText
from tests.qt.page_objects import COVER_PIN, Screen

K = Qt.Key


def read(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.closing()
    screen.type_view(["control"], "fairly_sure", "They spoke of pay only.")
    screen.next("reading")


@pytest.mark.requirement("PR12", "JU15", "NV38")
def test_the_reading_opens_after_the_pin_and_a_wrong_one_shows_nothing(screen: Screen) -> None:
    read(screen)
    assert isinstance(screen.page, PinPage)
    assert screen.window.words.say("limits.text") not in screen.shown()
    screen.type_text("1111")
    screen.press(K.Key_Return)
    assert isinstance(screen.page, PinPage)
    assert screen.page.field.text() == ""
    screen.window.guard.clock = lambda: float("inf")
    screen.unseal()
    assert isinstance(screen.page, AssessmentPage)
    screen.next("taking")
    assert not isinstance(screen.page, PinPage), "once is enough until the talk or the list"


def test_a_short_account_is_told_beside_the_title_and_its_questions_below_the_next_step(practice: Screen) -> None:
    read(practice)
    page = practice.page
    assert isinstance(page, AssessmentPage) and page.view is not None
    assert page.view.short.startswith("Nothing is recorded of: ")
    assert page.lead.text().startswith("a short account: 0 of ")
    told = next(each for each in page.findChildren(ScriptText) if each.text() == page.view.short)
    steps = page.findChildren(NextSteps)[0]
    assert told.mapTo(page, told.rect().topLeft()).y() > steps.lines[0].mapTo(page, steps.rect().topLeft()).y()


@pytest.mark.requirement("JU15")
def test_back_in_the_talk_it_closes_again(screen: Screen) -> None:
    read(screen)
    screen.unseal()
    screen.pages.go("topic.needs")
    assert isinstance(screen.page, TopicPage)
    screen.pages.go("reading")
    assert isinstance(screen.page, PinPage)


def test_practice_without_a_pin_asks_for_none(practice: Screen) -> None:
    read(practice)
    assert isinstance(practice.page, AssessmentPage)


def test_return_with_nothing_typed_is_no_try(screen: Screen) -> None:
    read(screen)
    screen.press(K.Key_Return)
    screen.unseal()
    assert screen.place == "reading" and not isinstance(screen.page, PinPage)


def bar(screen: Screen) -> set[str]:
    assert screen.window.shell is not None
    return set(screen.window.shell.bar.buttons)


@pytest.mark.requirement("JU15")
def test_the_page_of_the_pin_has_a_bar_of_its_own_and_nothing_leads_past_it(screen: Screen) -> None:
    read(screen)
    assert bar(screen) == {"back"}
    screen.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.place == "reading" and isinstance(screen.page, PinPage)
    screen.type_text(COVER_PIN)
    screen.press(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.wait(lambda: isinstance(screen.page, AssessmentPage))
    assert bar(screen) == {"differ", "next"}


@pytest.mark.requirement("JU15")
def test_a_reading_is_recorded_as_opened_when_it_is_seen_and_once(screen: Screen) -> None:
    read(screen)
    screen.wait(lambda: screen.case.view is not None and not screen.pages.desk.pending)
    assert screen.case.assessed is None
    screen.pages.go("papers")
    screen.unseal()
    assert screen.window.words.say("locked.reading") in screen.shown()
    screen.pages.go("reading")
    screen.wait(lambda: screen.case.assessed is not None)
    first = screen.case.assessed
    screen.pages.go("taking")
    screen.pages.go("reading")
    screen.wait(lambda: not screen.pages.desk.pending)
    assert screen.case.assessed == first


def rule_text(screen: Screen) -> str:
    page = screen.page
    assert isinstance(page, AssessmentPage) and page.view is not None
    return page.view.rules[0]


@pytest.mark.requirement("JU15", "NV11", "NV38")
def test_the_rule_in_words_opens_on_the_reading_and_is_nowhere_afterwards(screen: Screen) -> None:
    read(screen)
    screen.unseal()
    told = rule_text(screen)
    page = screen.page
    assert isinstance(page, AssessmentPage)
    screen.press(K.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert page.rule.isVisible()
    assert screen.complaint() == ""
    for place in ("second", "own-view", "topic.needs", "closing"):
        screen.pages.go(place)
        screen.settle()
        screen.let_go()
        assert told not in screen.shown(), place
    screen.window.show_cases()
    screen.new_screening()
    screen.let_go()
    assert told not in screen.shown()


@pytest.mark.requirement("IN19", "NV11")
def test_what_is_said_of_a_page_goes_with_it_and_not_saved_stays(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.press(K.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert screen.complaint()
    screen.press(K.Key_Down)
    assert screen.complaint() == "", "it was said of another question"
    for leave in (lambda: screen.pages.go("closing"), lambda: screen.window.open_record_page("services")):
        shell = screen.window.shell
        assert shell is not None
        shell.complaints.say("Waits until no one else can hear.")
        leave()
        assert screen.complaint() == ""
    screen.window.show_cases()
    screen.cases()
    screen.pages.desk.complained.emit(NotAccepted("gate-first"))
    assert screen.complaint()
    screen.new_screening()
    screen.window.show_cases()
    assert screen.complaint() == "", "what was refused in a case goes with the case"
    screen.new_screening()
    shell.complaints.tell(NotSaved("not-saved-disk-full"))
    screen.pages.go("contact")
    screen.window.show_cases()
    assert screen.complaint().startswith("Not saved.")
