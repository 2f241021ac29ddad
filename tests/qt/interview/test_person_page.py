"""Listening first in the window, and the person's own view on this screen or on another."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from screening.casework.assessment import assessment
from screening.casework.interview import account
from screening.domain.case import rules
from screening.qt.entry.break_page import RestPage
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.person_page import PersonPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.question import PauseCard
from tests.qt.conftest import Wear
from tests.qt.page_objects import CONTROL, Screen, stray_windows, texts
from tests.qt.test_layouts import settle


@pytest.fixture
def talking(practice: Screen) -> Screen:
    practice.agreeing("ur")
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


@pytest.mark.parametrize("scale", [100, 200])
def test_the_signs_of_the_account_scroll_by_themselves_only_where_the_page_does_not(
    talking: Screen, wear: Wear, scale: int
) -> None:
    wear("day", scale)
    talking.window.resize(1366, 768)
    page = listening(talking)
    page.search.edit.setFocus()
    talking.type_text("passport")
    talking.wait(lambda: page.lines)
    settle(talking.window)
    assert talking.window.shell is not None
    scrolls = talking.window.shell.main.area.verticalScrollBar().maximum() > 0
    assert scrolls is (scale == 200)
    assert page.list.isVisible() is not scrolls
    line = next(iter(page.lines.values()))
    assert line.isVisible()
    talking.press(Qt.Key.Key_Tab)
    assert talking.focused() is line
    talking.window.looks.scale(300 - scale)
    settle(talking.window)
    assert line.isVisible()
    assert page.list.isVisible() is scrolls


def test_an_account_that_nobody_asked_for_is_kept_as_told_freely_until_the_officer_says_otherwise(
    talking: Screen,
) -> None:
    page = listening(talking)
    assert page.account is not None and page.account.how() == "told"
    talking.type_text("The agent has it.")
    talking.next("topic.needs")
    talking.wait(lambda: [each.how for each in talking.case.words] == ["told"])
    talking.press(Qt.Key.Key_Backspace, CONTROL)
    talking.at("listening")
    page = talking.page
    assert isinstance(page, ListeningPage) and page.account is not None
    page.account.chip.picked.emit("document")
    talking.wait(lambda: [each.how for each in talking.case.words] == ["document"])
    talking.next("topic.needs")
    talking.press(Qt.Key.Key_Backspace, CONTROL)
    talking.at("listening")
    page = talking.page
    assert isinstance(page, ListeningPage) and page.account is not None
    assert page.account.how() == "document"


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


@pytest.mark.sweep
def test_marked_words_are_tied_to_a_sign_underlined_and_quoted_by_the_reading(talking: Screen) -> None:
    page = listening(talking)
    talking.type_text("Last month the wages stopped. The passport is in the grey cupboard.")
    select(page, "in the grey cupboard")
    talking.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "in the grey cupboard" in page.holding.text()
    talking.type_text("passport")
    talking.wait(lambda: "papers-kept" in page.lines)
    talking.choose("sign-papers-kept")
    talking.wait(lambda: account.quote(talking.pages.interview, "papers-kept") == "in the grey cupboard")
    assert talking.case.answers["papers-kept"].how == "told"
    assert page.holding.isHidden()
    assert page.account is not None
    (line,) = page.account.edit.extraSelections()
    assert line.cursor.selectedText() == "in the grey cupboard"
    assert line.format.fontUnderline()
    assert "“in the grey cupboard”" in talking.shown()
    talking.closing()
    talking.own_view(["control"], "sure", "The papers are held.")
    reasons = assessment.assessment_view(talking.pages.interview).rules
    assert any(each.startswith("Supports it: ") and "“in the grey cupboard”" in each for each in reasons)


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
    assert talking.case.sessions.note(account.PAGE, "papers-kept") == ""
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
    assert account.quote(talking.pages.interview, "papers-kept") == ""


def test_a_tick_is_taken_back(talking: Screen) -> None:
    page = listening(talking)
    for times in (1, 0):
        talking.choose("sign-papers-kept")
        talking.wait(lambda times=times: len(talking.case.answers) == times)
    assert not page.lines["papers-kept"].isChecked()


@pytest.mark.requirement("IN19", "NV11")
def test_the_turned_view_shows_their_question_and_hides_everything_else(talking: Screen) -> None:
    talking.begin_talk()
    talking.answer("needs-basic", "yes", "told")
    talking.find("papers-kept")
    talking.press(Qt.Key.Key_F4)
    page = person(talking)
    shown = texts(page)
    assert talking.pages.interview.theirs.say("item.papers-kept.text") in shown
    assert talking.case.code not in shown
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F5, Qt.Key.Key_1):
        talking.press(key)
        assert talking.window.stack.currentWidget() is page
        talking.settle()
        assert QApplication.focusWidget() is page, "a key that does not arrive proves nothing"
    assert "papers-kept" not in talking.case.answers


@pytest.mark.requirement("GA6")
def test_the_keyboard_stays_with_the_window_while_the_view_is_turned(talking: Screen) -> None:
    with stray_windows() as strays:
        talking.press(Qt.Key.Key_F4)
        talking.settle()
    assert strays == []
    assert QApplication.activeWindow() is talking.window
    talking.press(Qt.Key.Key_Escape)
    assert talking.window.stack.currentWidget() is talking.window.cover


def test_the_person_leaves_a_question_out_by_themselves(talking: Screen) -> None:
    talking.begin_talk()
    talking.find("papers-kept")
    talking.press(Qt.Key.Key_F4)
    before = person(talking).sentence.text()
    person(talking).buttons["leave-out"].chosen.emit()
    talking.wait(lambda: "papers-kept" in talking.case.answers)
    assert talking.case.answers["papers-kept"].answer == "declined"
    talking.wait(lambda: person(talking).sentence.text() != before)


@pytest.mark.sweep
@pytest.mark.requirement("IN19")
def test_where_the_gate_came_back_leaving_a_question_out_brings_the_officer(talking: Screen) -> None:
    talking.begin_talk()
    talking.find("papers-kept")
    talking.press(Qt.Key.Key_F4)
    page = person(talking)
    talking.pages.return_after(rules.GATE_AGAIN + 1, "cover")
    talking.wait(lambda: talking.case.gate == {})
    page.buttons["leave-out"].chosen.emit()
    talking.wait(lambda: isinstance(talking.window.stack.currentWidget(), RestPage))
    assert "papers-kept" not in talking.case.answers


def test_the_person_ends_for_today_and_the_officer_is_told(talking: Screen) -> None:
    talking.press(Qt.Key.Key_F4)
    person(talking).buttons["end"].chosen.emit()
    talking.at("stop")
    assert "all for today" in talking.complaint()


@pytest.mark.sweep
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


@pytest.mark.one_in(4)
@pytest.mark.requirement("DI5")
@pytest.mark.parametrize("answer", ["yes", "no", "not_known", "declined"])
def test_after_any_answer_to_a_harm_item_a_pause_stands_before_the_next_and_offers_something_neutral(
    answer: str, talking: Screen
) -> None:
    talking.begin_talk()
    page = talking.find("violence")
    assert page.view is not None
    talking.answer("violence", answer)
    talking.wait(lambda: page.open_item == "")
    assert page.pause is not None and page.pause.isVisible()
    assert talking.focused() is page.pause
    assert "something neutral" in talking.shown()


@pytest.mark.sweep
@pytest.mark.requirement("DI5")
def test_after_a_harm_item_the_question_in_the_next_line_opens_where_it_is_neutral(talking: Screen) -> None:
    talking.begin_talk()
    for topic in talking.pages.interview.protocol.topics:
        talking.pages.go(f"topic.{topic.id}")
        talking.invite()
        page = talking.page
        assert isinstance(page, TopicPage) and page.view is not None
        items = page.view.items
        for one, after in itertools.pairwise(items):
            if one.harm and one.kind == "ask" and not one.locked and not after.locked:
                talking.answer(one.id, "no")
                talking.wait(lambda one=one, page=page: page.open_item != one.id)
                assert page.open_item == ("" if after.harm else after.id), (one.id, "the ring never jumps over a line")


@pytest.mark.requirement("DI5")
def test_where_a_pause_stands_no_figure_answers(talking: Screen) -> None:
    talking.begin_talk()
    page = talking.find("violence")
    talking.answer("violence", "no")
    talking.wait(lambda: page.open_item == "")
    assert isinstance(page.pause, PauseCard) and page.pause.isVisible()
    assert talking.focused() is page.pause
    given = len(talking.case.answers)
    for figure in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0):
        talking.press(figure)
    talking.settle()
    assert len(talking.case.answers) == given
    assert talking.case.answers["violence"].answer == "no"
    assert talking.pages.person.page is None
    talking.press(Qt.Key.Key_Down)
    names = [item.id for item in page.view.items] if page.view is not None else []
    assert page.open_item == names[names.index("violence") + 1], "the order is the officer's, by one key"
    assert page.pause is not None and not page.pause.isVisible()


@pytest.mark.sweep
@pytest.mark.requirement("DI5")
def test_a_page_opened_after_something_heavy_begins_with_something_neutral(talking: Screen) -> None:
    talking.begin_talk()
    talking.find("violence")
    talking.answer("violence", "yes")
    for topic in talking.pages.interview.protocol.topics:
        talking.pages.go(f"topic.{topic.id}")
        page = talking.page
        assert isinstance(page, TopicPage) and page.view is not None
        harm = {item.id: item.harm for item in page.view.items}
        assert not page.open_item or not harm[page.open_item], topic.id


@pytest.mark.requirement("IN9")
def test_the_pause_offers_a_break_and_the_person_sees_the_invitation(talking: Screen) -> None:
    talking.begin_talk()
    page = talking.find("violence")
    talking.answer("violence", "declined")
    talking.wait(lambda: page.open_item == "")
    talking.press(Qt.Key.Key_F4)
    theirs = talking.pages.interview.theirs
    assert person(talking).sentence.text() == theirs.say("topic.treatment.invitation")
    talking.pages.person.close()
    talking.choose("pause-rest")
    talking.wait(lambda: talking.case.breaks == 1)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)], ids=["1366x768", "1024x640"])
def test_title_search_and_account_stay_in_view_while_the_signs_scroll(talking: Screen, size) -> None:
    talking.window.resize(*size)
    page = listening(talking)
    shell = talking.window.shell
    assert shell is not None
    talking.wait(lambda: page.height() <= shell.main.height() and page.list.below.isVisible())
    settle(shell)
    for part in (page.title, page.search, page.account):
        top = part.mapTo(shell.main, QPoint(0, 0)).y()
        assert top >= 0 and top + part.height() <= shell.main.height()
    before = page.search.mapTo(shell, QPoint(0, 0))
    for _ in range(6):
        page.list.below.click()
    assert page.list.area.verticalScrollBar().value() > 0
    assert page.search.mapTo(shell, QPoint(0, 0)) == before
    assert shell.main.area.verticalScrollBar().value() == 0
