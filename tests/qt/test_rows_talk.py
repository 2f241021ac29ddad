"""During the talk: telling more, breaks, care, answering alone on offer, and one announcement for each answer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from page_objects import COVER_PIN, Screen, texts
from PySide6.QtCore import Qt

from screening.casework.interviewing import TOPIC
from screening.qt import dressing, speech
from screening.qt.pages.care import CarePage
from screening.qt.pages.rest import RestPage
from screening.qt.pages.topic import TopicPage
from screening.wording.catalogs import Words

K = Qt.Key


@pytest.fixture
def talking(practice: Screen) -> Screen:
    practice.new_screening()
    practice.gate()
    practice.language("en")
    practice.consent(talk="yes", notes="yes")
    return practice


def test_after_a_yes_the_page_offers_tell_me_more(talking: Screen) -> None:
    talking.topic("papers")
    talking.reach("papers-kept")
    page = talking.page
    assert isinstance(page, TopicPage)
    question = page.open_question
    assert question is not None
    talking.press(K.Key_1)
    talking.wait(lambda: "papers-kept" in talking.case.answers)
    talking.press(K.Key_Up)
    question = page.open_question
    assert question is not None
    assert page.open_item == "papers-kept"
    assert question.more.words.rstrip(".") == talking.window.words.say("talk.more").rstrip(".")
    talking.press(K.Key_M)
    assert page.field is not None
    talking.wait(page.field.edit.hasFocus)


def test_a_break_is_one_key_and_shows_nothing_of_the_case(talking: Screen) -> None:
    talking.words("The passport is in the office.")
    talking.press(K.Key_F8)
    talking.wait(lambda: isinstance(talking.window.stack.currentWidget(), RestPage))
    shown = texts(talking.window.stack.currentWidget())
    assert talking.case.code not in shown
    assert "passport" not in shown
    talking.wait(lambda: talking.case.breaks == 1)


def test_a_break_is_locked_as_the_cover_page_is(screen: Screen) -> None:
    screen.new_screening()
    screen.press(K.Key_F8)
    screen.wait(lambda: isinstance(screen.window.stack.currentWidget(), RestPage))
    page = screen.window.stack.currentWidget()
    assert isinstance(page, RestPage)
    for typed in ("", "1111"):
        screen.type_text(typed)
        screen.press(K.Key_Return)
        screen.choose("rest-go-on")
        assert screen.window.stack.currentWidget() is page, "nothing is said, and nothing opens"
    screen.window.guard.clock = lambda: float("inf")
    screen.tab_to("rest-back")
    screen.type_text(COVER_PIN)
    screen.press(K.Key_Return)
    screen.at("gate")


def test_where_practice_has_no_pin_a_break_ends_with_one_press(talking: Screen) -> None:
    talking.press(K.Key_F8)
    talking.wait(lambda: isinstance(talking.window.stack.currentWidget(), RestPage))
    talking.press(K.Key_Space)
    talking.at("topic.needs")


def test_a_break_and_another_day_are_suggested_in_words(talking: Screen) -> None:
    strip = talking.pages.interview
    from screening.casework import talk_frame

    data = talk_frame.strip(strip, TOPIC + "needs")
    words = Words("en")
    told = [dressing.strip_view(words, data, minutes=minutes).elapsed for minutes in (5, 20, 45)]
    assert told == ["5 min", "20 min, offer a break", "45 min, offer another day"]


def in_minutes(talking: Screen, minutes: int) -> None:
    """So much later, on the clock that the talk is told by."""
    then = datetime.fromisoformat(talking.case.talk_at) + timedelta(minutes=minutes)
    talking.pages.interview.now = lambda: then


def test_the_suggestion_comes_while_nothing_is_pressed(talking: Screen) -> None:
    shell = talking.window.shell
    assert shell is not None
    page = talking.page
    for minutes, told in ((20, "20 min, offer a break"), (45, "45 min, offer another day")):
        in_minutes(talking, minutes)
        talking.pages.frame.minute.timeout.emit()
        assert shell.strip.elapsed.text() == told
    assert talking.page is page
    assert talking.pages.frame.minute.isActive()


def test_minutes_count_from_the_beginning_of_this_talk_and_not_of_the_day(talking: Screen) -> None:
    first = talking.case.code
    in_minutes(talking, 47)
    talking.window.show_cases()
    talking.new_screening()
    assert talking.case.code != first
    assert talking.case.talk_at == talking.case.opened_at
    talking.gate()
    assert talking.window.shell is not None
    assert talking.window.shell.strip.elapsed.text() == ""


def test_the_care_card_is_one_key_from_the_talk(talking: Screen) -> None:
    talking.press(K.Key_F7)
    talking.at("care")
    assert isinstance(talking.page, CarePage)
    assert talking.case.care_used


def test_answering_alone_is_offered_on_the_talk_s_pages_and_left_by_one_key(talking: Screen) -> None:
    assert talking.window.shell is not None
    assert "alone" in talking.window.shell.rail.rows
    talking.rail("alone")
    talking.press(K.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    talking.at("topic.needs")
    assert talking.case.alone == ()


def test_each_answer_is_announced_once(talking: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    talking.topic("papers")
    page = talking.page
    assert isinstance(page, TopicPage)
    heard: list[str] = []
    monkeypatch.setattr(speech, "say", lambda _source, text, **_how: heard.append(text) if text else None)
    first = page.open_item
    talking.press(K.Key_2)
    talking.wait(lambda: first in talking.case.answers)
    talking.wait(lambda: page.open_item != first)
    talking.wait(lambda: bool(heard))
    assert len(heard) == 1
