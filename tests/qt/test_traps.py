"""Traps of the field trial of November 2026: keys that did more than they say, and pages that led nowhere."""

from __future__ import annotations

from page_objects import CONTROL, Screen
from PySide6.QtCore import Qt

from screening.qt.pages.danger import DangerPage
from screening.qt.pages.gate import GatePage
from screening.qt.pages.listening import ListeningPage
from screening.qt.pages.notes import NotesPage

K = Qt.Key


def test_a_new_case_begins_on_the_list_of_cases_and_on_no_other_page(screen: Screen) -> None:
    for place in ("services", "prepare", "keeping", "safety"):
        screen.window.open_desk_page(place)
        screen.press(K.Key_N, CONTROL)
        desk = screen.window.desk
        assert desk is not None
        done: list[int] = []
        desk.ask(lambda vault: vault.count_cases(), done.append)
        screen.wait(lambda done=done: done)
        assert done == [0], place
    screen.window.show_cases()
    screen.new_screening()


def test_ctrl_backspace_in_a_text_takes_a_word_away_and_never_leaves_the_page(practice: Screen) -> None:
    practice.new_screening()
    practice.gate()
    practice.language("ms")
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
