"""Traps of the field trial of November 2026: keys that did more than they say, and pages that led nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.person_page import PersonPage
from screening.qt.interview.side_pages import DangerPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.invitation import TopicPath
from screening.qt.questions.notes_page import NotesPage
from screening.qt.style.theme import active
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import CONTROL, SAFE, Screen

K = Qt.Key


def test_a_new_case_begins_on_the_list_of_cases_and_on_no_other_page(screen: Screen) -> None:
    for place in ("services", "prepare", "keeping", "safety"):
        screen.window.open_record_page(place)
        screen.press(K.Key_N, CONTROL)
        desk = screen.window.desk
        assert desk is not None
        done: list[int] = []
        desk.ask(lambda vault: vault.count_cases(), success=done.append)
        screen.wait(lambda done=done: done)
        assert done == [0], place
    screen.window.show_cases()
    screen.new_screening()


def test_ctrl_backspace_in_a_text_takes_a_word_away_and_never_leaves_the_page(practice: Screen) -> None:
    practice.agreeing("ms")
    practice.decide(talk="yes", notes="yes")
    practice.to_account()
    page = practice.page
    assert isinstance(page, ListeningPage) and page.account is not None
    page.account.edit.setFocus()
    practice.type_text("The agent has it")
    practice.press(K.Key_Backspace, CONTROL)
    assert practice.place == "listening"
    assert page.account.edit.toPlainText() == "The agent has "
    page.title.setFocus()
    practice.press(K.Key_Backspace, CONTROL)
    practice.at("prefer")


def test_a_danger_opens_its_card_at_once_and_the_other_lines_wait(practice: Screen) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    assert list(page.lines)[1] == "minor", "age comes second: the card's acts depend on it"
    practice.gate_lines(hearing="nobody", minor="adult", hurt="yes")
    practice.at("danger")
    assert isinstance(practice.page, DangerPage)
    assert practice.pages.interview.gate().open_lines == ("afraid", "stop", "officer")
    assert practice.window.shell is not None
    practice.window.shell.bar.buttons["go-on"].click()
    practice.at("gate")
    assert isinstance(practice.page, GatePage)
    assert practice.page.open_line == "afraid"
    practice.gate_lines(afraid="no", stop="no", officer="safe")
    practice.past_gate()
    practice.at("language")


def test_the_fields_of_a_promise_are_empty_once_it_is_kept(screen: Screen) -> None:
    screen.new_screening()
    screen.gate("shelter")
    screen.choose("language-en")
    screen.at("arrival")
    screen.pages.go("session")
    page = screen.page
    assert isinstance(page, NotesPage)
    screen.tab_to("note-promise")
    screen.type_text("Ask about the passport")
    screen.choose("note-promise-add")
    screen.wait(lambda: len(screen.case.referrals.promises) == 1)
    screen.wait(lambda: not screen.pages.desk.pending)
    page = screen.page
    assert isinstance(page, NotesPage)
    assert (page.text("promise"), page.text("promise-by")) == ("", "")
    screen.pages.go("gate")
    screen.pages.go("session")
    page = screen.page
    assert isinstance(page, NotesPage)
    assert page.text("promise") == ""


@pytest.mark.sweep
def test_the_own_view_says_at_once_all_that_is_missing_and_goes_to_the_first_of_it(practice: Screen) -> None:
    practice.talking("ms", talk="yes", notes="yes")
    practice.closing()
    page = practice.page
    assert isinstance(page, OwnViewPage) and page.sureness is not None
    say = practice.window.words.say
    page.title.setFocus()
    practice.press(K.Key_Return, CONTROL)
    assert all(say(f"page.own-view.lacks-{name}") in practice.complaint() for name in ("choice", "sure", "reason"))
    assert practice.focused() is next(iter(page.checks.values()))
    practice.press(K.Key_Space)
    practice.press(K.Key_Return, CONTROL)
    assert say("page.own-view.lacks-choice") not in practice.complaint()
    assert practice.focused() is next(iter(page.sureness.buttons.values()))
    practice.press(K.Key_Space)
    practice.press(K.Key_Return, CONTROL)
    assert practice.focused() is page.reason
    assert practice.place == "own-view"


def test_the_persons_own_page_has_a_way_out_that_can_be_seen_and_found(screen: Screen) -> None:
    screen.talking("ms", talk="yes", notes="yes")
    screen.pages.person.open(turned=True)
    page = screen.pages.person.page
    assert isinstance(page, PersonPage)
    screen.wait(page.isVisible)
    edge = page.grab().toImage().pixelColor(page.back.mapTo(page, page.back.rect().topLeft()) + QPoint(0, 20))
    assert edge == active().color("edge"), "the corner has an edge"
    screen.tab_to("person-back")
    screen.press(K.Key_Space)
    screen.wait(lambda: screen.pages.person.page is None)
    assert screen.window.stack.currentWidget() is screen.window.shell


def test_in_the_first_hours_of_a_shelter_no_main_button_refuses(practice: Screen) -> None:
    practice.new_screening()
    practice.gate("shelter")
    practice.choose("language-en")
    practice.at("arrival")
    practice.next("consent")
    practice.decide(talk="yes", notes="yes")
    practice.next()
    assert practice.window.shell is not None
    assert "arrival" in practice.window.shell.rail.rows
    seen = []
    while practice.place not in seen:
        seen.append(practice.place)
        practice.press(K.Key_Return, CONTROL)
        practice.settle()
        assert practice.complaint() == "", seen
    assert {"prefer", "arrival", "later"} <= set(seen)


def test_the_path_fills_what_was_talked_about_and_not_what_lies_before(practice: Screen) -> None:
    practice.talking("ms", talk="yes", notes="yes")
    practice.pages.go("topic.treatment")
    page = practice.page
    assert isinstance(page, TopicPage) and page.view is not None
    at = page.view.number - 1
    path = page.findChild(TopicPath)
    assert path is not None
    assert [number for number, done in enumerate(path.filled) if done] == [0], "only the first was begun"
    practice.invite()
    practice.wait(lambda: path.filled[at])


def test_a_case_in_which_nothing_was_recorded_is_deleted_after_one_sentence(screen: Screen) -> None:
    screen.new_screening()
    code = screen.case.code
    screen.window.show_cases()
    page = screen.cases()
    screen.at_case(code)
    screen.press(K.Key_Delete)
    screen.wait(lambda: page.asking is not None)
    assert screen.focused().objectName() == "keep-case", "the safe choice has the keyboard"
    assert screen.window.words.say("page.cases.delete", code=code) in screen.shown()
    screen.press(K.Key_Space)
    assert page.asking is None
    assert screen.focused().objectName() == f"case-{code}"
    screen.press(K.Key_Delete)
    screen.wait(lambda: page.asking is not None)
    screen.choose("delete-case")
    screen.wait(lambda: screen.cases() is not page)
    assert code not in screen.shown()
    found: list[bool] = []
    assert screen.window.desk is not None
    screen.window.desk.ask(lambda vault: vault.knows(code), success=found.append)
    screen.wait(lambda: found)
    assert found == [False]


def test_a_case_with_one_answer_is_not_deleted_from_the_list(screen: Screen) -> None:
    screen.new_screening()
    screen.gate_lines(hearing="nobody")
    code = screen.case.code
    screen.window.show_cases()
    page = screen.cases()
    screen.at_case(code)
    screen.press(K.Key_Delete)
    screen.wait(lambda: screen.complaint() == screen.window.words.say("error.case-not-empty"))
    assert page.asking is None


def test_page_keys_and_arrows_scroll_what_has_no_rows(practice: Screen, wear: Wear) -> None:
    wear("day", 200)
    practice.window.resize(1366, 720)
    practice.new_screening()
    practice.gate_lines(**{**SAFE, "hurt": "yes"})
    practice.at("danger")
    assert practice.window.shell is not None
    bar = practice.window.shell.main.area.verticalScrollBar()
    practice.wait(lambda: bar.maximum() > 0)
    for down, up in ((K.Key_PageDown, K.Key_PageUp), (K.Key_Down, K.Key_Up)):
        assert bar.value() == 0
        practice.press(down)
        assert bar.value() > 0
        practice.press(up)
        assert bar.value() == 0
    practice.window.open_record_page("prepare")
    practice.wait(lambda: bar.maximum() > 0)
    practice.press(K.Key_PageDown)
    assert bar.value() > 0


def test_return_presses_the_button_that_has_the_keyboard(practice: Screen) -> None:
    practice.cases()
    practice.tab_to("new-screening")
    practice.press(K.Key_Return)
    practice.at("gate")
    practice.wait(lambda: practice.window.shell is not None and practice.window.shell.bar.buttons["end"].isVisible())


def test_next_says_why_it_waits_where_numbers_are_not_verified(practice: Screen) -> None:
    practice.new_screening()
    practice.gate_lines(**SAFE)
    practice.next("numbers")
    practice.press(K.Key_Return, CONTROL)
    assert practice.place == "numbers"
    assert "Choose a reason" in practice.complaint()


def test_the_first_keys_on_the_page_of_taking_it_back_are_said_and_the_choice(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.pages.go("withdraw")
    practice.settle()
    practice.press(K.Key_Space)
    practice.press(K.Key_A)
    practice.wait(lambda: practice.case.sessions.note("withdraw", "choice") == "keep")


def test_back_shows_its_key_only_where_the_key_leads_back(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    back = practice.window.shell.bar.buttons["back"]
    assert back.cap
    page = practice.page
    page.field.edit.setFocus()
    practice.wait(lambda: page.field.edit.hasFocus())
    assert not back.cap, "in a text it takes a word away"
    practice.window.shell.bar.stop.setFocus()
    practice.wait(lambda: back.cap)


def test_while_a_record_is_shown_for_the_first_time_the_keyboard_is_not_on_the_lock(opened: Open, record: Path) -> None:
    found, focused = opened(record), []
    show = found.window.guard.open
    found.window.guard.open = lambda *args: (focused.append(found.window.focusWidget()), show(*args))
    found.unlock()
    found.cases()
    assert focused == [found.window.shell]
