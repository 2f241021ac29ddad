"""Listening first in the window, and the person's own view on this screen or on another."""

from __future__ import annotations

import itertools

import pytest
from page_objects import Screen, texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from screening.casework import assessing, marking
from screening.qt.pages.listening import ListeningPage
from screening.qt.pages.person import PersonPage
from screening.store.preferences import Preferences, seal_pin


@pytest.fixture
def talking(practice: Screen) -> Screen:
    practice.new_screening()
    practice.gate()
    practice.language("ur")
    practice.decide(talk="yes", notes="yes")
    return practice


def listening(screen: Screen) -> ListeningPage:
    screen.to_account()
    assert isinstance(screen.page, ListeningPage)
    return screen.page


def person(screen: Screen) -> PersonPage:
    page = screen.window.stack.currentWidget()
    assert isinstance(page, PersonPage)
    return page


def test_the_account_is_typed_a_sign_is_found_and_ticked_and_both_are_kept(talking: Screen) -> None:
    page = listening(talking)
    talking.type_text("He says the passport is in the office.")
    talking.tab_to("find")
    talking.type_text("passport")
    talking.wait(lambda: "papers-kept" in page.lines)
    talking.choose("sign-papers-kept")
    talking.wait(lambda: "papers-kept" in talking.case.answers)
    assert talking.case.answers["papers-kept"].how == "told"
    assert page.lines["papers-kept"].isChecked()
    talking.wait(lambda: any(each.topic == "account" for each in talking.case.words))
    talking.next("topic.needs")
    assert [each.text for each in talking.case.words] == ["He says the passport is in the office."]


def select(page: ListeningPage, words: str) -> None:
    """Select words of the account as the mouse does."""
    assert page.account is not None
    edit = page.account.edit
    cursor = edit.textCursor()
    begin = edit.toPlainText().index(words)
    cursor.setPosition(begin)
    cursor.setPosition(begin + len(words), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def test_marked_words_are_tied_to_a_sign_underlined_and_quoted_by_the_reading(talking: Screen) -> None:
    page = listening(talking)
    talking.type_text("Last month the wages stopped. The passport is in the grey cupboard.")
    select(page, "in the grey cupboard")
    talking.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "in the grey cupboard" in page.holding.text()
    talking.type_text("passport")
    talking.wait(lambda: "papers-kept" in page.lines)
    talking.choose("sign-papers-kept")
    talking.wait(lambda: marking.quote(talking.pages.interview, "papers-kept") == "in the grey cupboard")
    assert talking.case.answers["papers-kept"].how == "told"
    assert page.holding.isHidden()
    assert page.account is not None
    (line,) = page.account.edit.extraSelections()
    assert line.cursor.selectedText() == "in the grey cupboard"
    assert line.format.fontUnderline()
    assert "“in the grey cupboard”" in talking.shown()
    talking.closing()
    talking.own_view(["control"], "sure", "The papers are held.")
    reasons = assessing.reading(talking.pages.interview).reasons_for
    assert any("“in the grey cupboard”" in each.text for each in reasons)


def test_nothing_is_marked_where_nothing_is_selected(talking: Screen) -> None:
    page = listening(talking)
    talking.type_text("He waits.")
    talking.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert page.held == ""
    assert talking.complaint() == talking.window.words.say("page.listening.mark-none")


def test_a_sign_that_is_taken_back_lets_its_words_go(talking: Screen) -> None:
    page = listening(talking)
    talking.type_text("The passport is in the grey cupboard.")
    select(page, "grey cupboard")
    page.mark()
    talking.choose("sign-papers-kept")
    talking.wait(lambda: "papers-kept" in talking.case.answers)
    talking.choose("sign-papers-kept")
    talking.wait(lambda: "papers-kept" not in talking.case.answers)
    assert talking.case.sessions.note(marking.PAGE, "papers-kept") == ""
    assert page.account is not None
    assert page.account.edit.extraSelections() == []


def test_words_that_were_written_over_are_quoted_no_more(talking: Screen) -> None:
    page = listening(talking)
    talking.type_text("The passport is in the grey cupboard.")
    select(page, "grey cupboard")
    page.mark()
    talking.choose("sign-papers-kept")
    talking.wait(lambda: "papers-kept" in talking.case.answers)
    assert page.account is not None
    page.account.edit.setPlainText("The passport is somewhere.")
    page.flush()
    talking.wait(lambda: talking.case.words[0].text == "The passport is somewhere.")
    assert marking.quote(talking.pages.interview, "papers-kept") == ""


def test_a_tick_is_taken_back(talking: Screen) -> None:
    page = listening(talking)
    for times in (1, 0):
        talking.choose("sign-papers-kept")
        talking.wait(lambda times=times: len(talking.case.answers) == times)
    assert not page.lines["papers-kept"].isChecked()


def test_the_turned_view_shows_their_question_and_hides_everything_else(talking: Screen) -> None:
    talking.begin_talk()
    talking.answer("needs-basic", "yes", "told")
    talking.find("papers-kept")
    talking.press(Qt.Key.Key_F4)
    page = person(talking)
    shown = texts(page)
    assert talking.pages.interview.theirs.say("item.papers-kept.text") in shown
    assert talking.case.code not in shown
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_1):
        talking.press(key)
        assert talking.window.stack.currentWidget() is page
    assert "papers-kept" not in talking.case.answers


def test_the_person_leaves_a_question_out_by_themselves(talking: Screen) -> None:
    talking.begin_talk()
    talking.find("papers-kept")
    talking.press(Qt.Key.Key_F4)
    before = person(talking).sentence.text()
    person(talking).buttons["leave-out"].chosen.emit()
    talking.wait(lambda: "papers-kept" in talking.case.answers)
    assert talking.case.answers["papers-kept"].answer == "declined"
    talking.wait(lambda: person(talking).sentence.text() != before)


def test_the_officers_pin_leads_back_from_the_turned_view(talking: Screen) -> None:
    talking.window.guard.kept = Preferences(pin=seal_pin("2580"))
    talking.window.guard.clock = itertools.count(0, 100).__next__
    talking.press(Qt.Key.Key_F4)
    page = person(talking)
    page.returned.emit("1234")
    assert talking.window.stack.currentWidget() is page
    page.returned.emit("2580")
    assert talking.window.stack.currentWidget() is talking.window.shell


def test_the_person_ends_for_today_and_the_officer_is_told(talking: Screen) -> None:
    talking.press(Qt.Key.Key_F4)
    person(talking).buttons["end"].chosen.emit()
    talking.at("stop")
    assert "all for today" in talking.complaint()


def test_a_second_screen_follows_the_officers_page_and_is_dark_under_the_cover(talking: Screen) -> None:
    views = talking.pages.person
    views.open(turned=False)
    page = views.page
    assert page is not None
    assert page.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    talking.window.activateWindow()  # without a window manager nobody gives the window its keys back
    talking.wait(talking.window.isActiveWindow)
    talking.begin_talk()
    talking.find("locked")
    theirs = talking.pages.interview.theirs
    assert page.sentence.text() == theirs.say("item.locked.text")
    talking.press(Qt.Key.Key_Escape)
    assert not page.isVisible()
    talking.window.guard.uncover("")
    assert page.isVisible()
    views.close()


def test_after_a_yes_to_a_harm_item_something_neutral_is_offered(talking: Screen) -> None:
    talking.begin_talk()
    talking.answer("violence", "yes")
    assert "something neutral" in talking.complaint()
