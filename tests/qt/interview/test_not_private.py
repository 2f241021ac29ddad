"""Somebody may hear: three buttons at the gate that do what they say, and resting lines in the topics (GA4)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.hearing_page import HearingPage
from screening.qt.interview.topic_page import TopicPage
from tests.qt.interview.test_hear import said  # noqa: F401
from tests.qt.page_objects import SAFE, Screen, key_of, texts
from tests.qt.test_layouts import settle

K = Qt.Key


def overheard(screen: Screen, **choices: str) -> GatePage:
    screen.new_screening()
    screen.gate_lines(**{**SAFE, "hearing": "others", **choices})
    assert isinstance(screen.page, GatePage)
    return screen.page


@pytest.mark.requirement("GA4")
def test_move_asks_every_line_again(practice: Screen) -> None:
    overheard(practice)
    practice.choose("gate-offer-move")
    practice.wait(lambda: len(practice.waiting_lines()) == 6)
    assert isinstance(practice.page, GatePage)
    practice.wait(lambda: practice.page.open_line == "hearing")
    assert practice.complaint() == practice.window.words.say("gate-again.place")
    assert practice.page.offers == {}
    practice.gate()


@pytest.mark.requirement("GA4")
def test_later_agrees_another_time(practice: Screen) -> None:
    overheard(practice)
    practice.choose("gate-offer-later")
    practice.at("later")
    practice.choose("note-later-done")
    practice.cases()


@pytest.mark.requirement("GA4")
def test_headphones_come_right_after_language_and_agreement(practice: Screen) -> None:
    overheard(practice)
    practice.choose("gate-offer-private")
    practice.at("numbers")
    practice.past_numbers()
    practice.at("language")
    assert practice.complaint() == practice.window.words.say("page.gate.ear-waits")
    practice.language("ms")
    practice.decide(talk="yes", notes="yes")
    practice.next("alone")
    assert isinstance(practice.page, HearingPage)
    practice.press(K.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    practice.at("consent")
    practice.next("prefer")


def test_headphones_wait_for_the_other_lines_and_rest_for_a_child(practice: Screen) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    practice.press(key_of(page.lines["hearing"], "others"))
    practice.wait(lambda: practice.case.gate.get("hearing") == "others")
    practice.wait(lambda: page.offers)
    page.offers["private"].click()
    assert practice.place == "gate"
    assert practice.complaint() == practice.window.words.say("page.gate.ear-waits")
    practice.gate_lines(hurt="no", afraid="no", minor="might_be", stop="no", officer="safe")
    practice.wait(lambda: page.offers["private"].why)
    page.offers["private"].click()
    assert practice.complaint() == practice.window.words.say("page.gate.not-for-child")
    assert practice.place == "gate"


@pytest.mark.requirement("GA4")
def test_sensitive_lines_rest_under_a_lock_and_say_nothing_when_opened(
    practice: Screen,
    said: list[tuple[str, str]],  # noqa: F811
) -> None:
    overheard(practice)
    practice.past_gate()
    practice.at("language")
    practice.language("ur")
    practice.consent(talk="yes", notes="yes")
    practice.pages.go("topic.treatment", "violence")
    page = practice.page
    assert isinstance(page, TopicPage)
    practice.wait(lambda: page.open_item == "violence" and page.open_question is not None)
    question = page.open_question
    assert question is not None
    assert question.answers.isHidden()
    assert not question.locked.isHidden()
    line = page.lines["threats"]
    assert line.answer_words == "Closed for now"
    own, theirs = practice.window.words, practice.pages.interview.theirs
    for item in ("violence", "threats"):
        assert own.say(f"item.{item}.text") not in texts(page)
        assert theirs.say(f"item.{item}.text") not in texts(page)
    shift = Qt.KeyboardModifier.ShiftModifier
    for key, held in (
        (K.Key_1, Qt.KeyboardModifier.NoModifier),
        (K.Key_4, Qt.KeyboardModifier.NoModifier),
        (K.Key_F1, shift),
    ):
        practice.press(key, held)
        practice.wait(lambda: practice.complaint() == own.say("locked.privacy"))
        practice.window.shell.complaints.hide()
    practice.press(K.Key_F2)
    assert theirs.say("item.violence.text") not in [text for _tag, text in said]
    assert practice.case.answers == {}


@pytest.mark.requirement("GA4")
def test_in_a_low_window_all_six_lines_stay_in_sight_and_each_way_says_what_it_does(practice: Screen) -> None:
    practice.window.resize(1024, 600)
    practice.new_screening()
    practice.gate_lines(hearing="others")
    page = practice.page
    assert isinstance(page, GatePage)
    settle(practice.window)
    shell = practice.window.shell
    assert shell is not None
    last = page.lines["officer"]
    assert last.mapTo(shell.main, last.rect().bottomLeft()).y() <= shell.main.height()
    assert shell.main.area.verticalScrollBar().value() == 0
    say = practice.window.words.say
    told = page.offers["move"].accessibleName()
    assert say("gate.offer.move.title") in told and say("gate.offer.move.text") in told
    practice.window.resize(1366, 768)
    settle(practice.window)
    assert say("gate.offer.move.text") in texts(page)
    practice.choose("gate-offer-move")
    practice.wait(lambda: len(practice.waiting_lines()) == 6)
