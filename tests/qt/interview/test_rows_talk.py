"""During the talk: telling more, breaks, care, answering alone on offer, and one announcement for each answer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from screening.domain.case.places import TOPIC
from screening.domain.events.catalogue import TopicOffered
from screening.qt.entry.break_page import RestPage
from screening.qt.frame import frame_presenter
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.notes_page import NotesPage
from screening.qt.text import screen_reader
from tests.qt.page_objects import COVER_PIN, Screen, texts

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def talking(practice: Screen) -> Screen:
    practice.talking("en", talk="yes", notes="yes")
    return practice


@pytest.mark.sweep
@pytest.mark.requirement("IN1")
def test_the_talk_goes_from_needs_and_agreement_over_the_account_to_the_topics_and_the_closing(
    practice: Screen,
) -> None:
    practice.agreeing("ne")
    assert practice.pages.interview.theirs.say("topic.needs.invitation") in practice.shown(), "needs before agreement"
    practice.decide(talk="yes", notes="yes")
    practice.to_prefer()
    been = ["consent", "prefer"]
    while been[-1] != "closing":
        practice.next()
        been.append(practice.place)
    topics = [f"topic.{topic.id}" for topic in practice.pages.interview.protocol.topics]
    assert been == ["consent", "prefer", "listening", *topics, "closing"]
    practice.press(K.Key_Backspace, CONTROL)
    practice.at(topics[-1])


@pytest.mark.requirement("IN1")
def test_no_closed_item_is_on_a_topic_s_page_before_its_invitation_was_said(talking: Screen) -> None:
    talking.next("topic.work-began")
    page = talking.page
    assert isinstance(page, TopicPage)
    topic = talking.pages.interview.protocol.topic("work-began")
    items = [talking.window.words.say(f"item.{item.id}.text") for item in topic.items]
    assert not [text for text in items if text in talking.shown()]
    assert page.open_question is None
    for key in (K.Key_Down, K.Key_Up, K.Key_H, K.Key_0):
        talking.press(key)
    assert not [text for text in items if text in talking.shown()]
    assert talking.case.answers == {}
    talking.press(K.Key_1)
    talking.wait(lambda: not page.waits)
    assert all(text in talking.shown() for text in items)
    assert talking.case.offered["work-began"].offered
    assert talking.case.answers == {}, "the figure said the invitation and answered nothing"
    assert talking.focused() is page.open_question


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("key", "reason"), [(K.Key_A, "told"), (K.Key_B, "unwilling"), (K.Key_C, "time")])
def test_the_invitation_is_left_out_by_one_key_with_its_reason(talking: Screen, key: Qt.Key, reason: str) -> None:
    talking.next("topic.work-began")
    talking.press(key)
    talking.wait(lambda: "work-began" in talking.case.offered)
    assert talking.case.offered["work-began"].reason == reason
    assert talking.page.view.items


def test_what_they_say_to_the_invitation_brings_the_closed_items_with_it(talking: Screen) -> None:
    talking.next("topic.work-began")
    page = talking.page
    assert isinstance(page, TopicPage)
    talking.words("An uncle sent me.")
    talking.press(K.Key_Tab)
    talking.wait(lambda: not page.waits)
    assert talking.case.words[0].text == "An uncle sent me."
    assert page.field is not None
    assert page.field.text() == "An uncle sent me."
    assert talking.case.offered["work-began"].offered


@pytest.mark.sweep
def test_a_question_that_is_looked_for_opens_at_once_and_the_reason_is_kept(talking: Screen) -> None:
    talking.find("papers-kept")
    assert talking.case.offered["papers"] == TopicOffered("papers", False, "looked_for")
    talking.press(K.Key_2)
    talking.wait(lambda: "papers-kept" in talking.case.answers)


@pytest.mark.requirement("IN4")
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


@pytest.mark.requirement("IN9")
def test_a_break_is_one_key_and_shows_nothing_of_the_case(talking: Screen) -> None:
    talking.words("The passport is in the office.")
    talking.press(K.Key_F8)
    talking.wait(lambda: isinstance(talking.window.stack.currentWidget(), RestPage))
    shown = texts(talking.window.stack.currentWidget())
    assert talking.case.code not in shown
    assert "passport" not in shown
    talking.wait(lambda: talking.case.breaks == 1)


@pytest.mark.requirement("IN9")
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


@pytest.mark.requirement("IN9", "IN13")
def test_a_break_and_another_day_are_suggested_in_words(talking: Screen) -> None:
    interview, place = talking.pages.interview, TOPIC + "needs"
    told = [frame_presenter.strip_view(interview, place, minutes=minutes).elapsed for minutes in (5, 20, 45)]
    assert told == ["5 min", "20 min, offer a break", "45 min, offer another day"]


def in_minutes(talking: Screen, minutes: int) -> None:
    """So much later, on the clock that the talk is told by."""
    then = datetime.fromisoformat(talking.case.talk_at) + timedelta(minutes=minutes)
    talking.pages.interview.now = lambda: then


@pytest.mark.requirement("IN9", "IN13")
def test_the_suggestion_comes_while_nothing_is_pressed(talking: Screen) -> None:
    shell = talking.window.shell
    assert shell is not None
    page = talking.page
    for minutes, told in ((20, "20 min, offer a break"), (45, "45 min, offer another day")):
        in_minutes(talking, minutes)
        talking.pages.minute.timeout.emit()
        assert shell.strip.elapsed.text() == told
    assert talking.page is page
    assert talking.pages.minute.isActive()


@pytest.mark.requirement("IN13")
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


@pytest.mark.requirement("DI1")
def test_the_care_card_is_one_key_from_the_talk(talking: Screen) -> None:
    talking.press(K.Key_F7)
    talking.at("care")
    assert isinstance(talking.page, NotesPage)
    assert talking.case.care_used


def test_answering_alone_is_offered_on_the_talk_s_pages_and_left_by_one_key(talking: Screen) -> None:
    assert talking.window.shell is not None
    assert "alone" in talking.window.shell.rail.rows
    talking.rail("alone")
    talking.press(K.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    talking.at("topic.needs")
    assert talking.case.alone == ()


@pytest.mark.requirement("HW8")
def test_each_answer_is_announced_once(talking: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    talking.topic("papers")
    page = talking.page
    assert isinstance(page, TopicPage)
    heard: list[str] = []
    monkeypatch.setattr(screen_reader, "say", lambda _source, text, **_how: heard.append(text) if text else None)
    first = page.open_item
    talking.press(K.Key_2)
    talking.wait(lambda: first in talking.case.answers)
    talking.wait(lambda: page.open_item != first)
    talking.wait(lambda: bool(heard))
    assert len(heard) == 1
    assert heard[0].startswith("No. Saved. For you to look at, 2 of ")
