"""The gate comes back after a long lock, cover page or break, and after another place (GA12)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.domain.case import rules
from screening.qt.entry.break_page import RestPage
from screening.qt.interview.person_page import PersonPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.session import vault_work
from tests.qt.page_objects import COVER_PIN, SAFE, Screen

K = Qt.Key
Open = Callable[..., Screen]


class Clock:
    """Seconds that pass only when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(screen: Screen) -> Clock:
    screen.window.guard.clock = Clock()
    return screen.window.guard.clock


@pytest.fixture
def talking(screen: Screen) -> Screen:
    screen.talking("en", talk="yes", notes="yes")
    screen.topic("papers")
    return screen


def cover_for(screen: Screen, clock: Clock, seconds: float) -> None:
    screen.press(K.Key_Escape)
    clock.now += seconds
    screen.type_text(COVER_PIN)
    screen.press(K.Key_Return)


@pytest.mark.requirement("GA12")
def test_a_long_cover_brings_the_gate_back_and_the_gate_leads_back_to_the_talk(talking: Screen, clock: Clock) -> None:
    cover_for(talking, clock, rules.GATE_AGAIN + 1)
    talking.at("gate")
    assert talking.case.gate == {}
    assert talking.complaint() == talking.window.words.say("gate-again.long")
    talking.gate_lines(hearing="nobody", hurt="no", afraid="no", minor="adult", stop="no", officer="safe")
    talking.next("topic.papers")


def test_a_short_cover_leaves_the_talk_where_it_was(talking: Screen, clock: Clock) -> None:
    cover_for(talking, clock, rules.GATE_AGAIN)
    assert talking.place == "topic.papers"
    assert talking.pages.interview.gate().passed


def test_a_long_break_brings_the_gate_back(talking: Screen, clock: Clock) -> None:
    talking.window.rest()
    talking.wait(lambda: isinstance(talking.window.stack.currentWidget(), RestPage))
    clock.now += rules.GATE_AGAIN + 1
    talking.type_text(COVER_PIN)
    talking.press(K.Key_Return)
    talking.at("gate")


@pytest.mark.requirement("GA12")
def test_another_place_after_the_gate_brings_it_back(talking: Screen) -> None:
    talking.rail("closing")
    talking.pages.go("gate")
    talking.setting("hostel")
    talking.wait(lambda: not talking.pages.interview.gate().passed)
    assert talking.complaint() == talking.window.words.say("gate-again.place")


@pytest.mark.requirement("GA12")
def test_a_record_left_for_long_opens_at_the_gate(
    talking: Screen, opened: Open, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(talking.page, TopicPage)
    monkeypatch.setattr(rules, "GATE_AGAIN", -1)
    again = talking.reopen()
    again.at("gate")
    assert again.case.gate == {}
    assert again.case.agreed, "what was agreed to stands; who is in hearing is asked anew"


@pytest.mark.requirement("CO9")
def test_a_record_left_over_night_opens_with_another_session(talking: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault_work, "seconds_since", lambda _at, _now: 20 * 3600.0)
    again = talking.reopen()
    again.at("gate")
    assert again.complaint() == again.window.words.say("gate-again.session")
    assert again.case.sessions.number == 2
    again.gate()
    assert again.place == "language"
    assert not again.case.agreed


def test_a_record_looked_at_on_another_day_begins_no_session(talking: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    talking.closing()
    talking.own_view(("control",), "sure", "The agent holds the papers.")
    monkeypatch.setattr(vault_work, "seconds_since", lambda _at, _now: 20 * 3600.0)
    again = talking.reopen()
    assert (again.place, again.case.sessions.number) == ("reading", 1)
    for place in ("papers", "follow"):
        again.pages.go(place)
        assert again.place == place


@pytest.mark.requirement("CO9")
def test_a_cover_over_night_asks_for_agreement_again(talking: Screen, clock: Clock) -> None:
    cover_for(talking, clock, 20 * 3600)
    talking.at("gate")
    assert talking.case.sessions.number == 2
    assert talking.complaint() == talking.window.words.say("gate-again.session")
    talking.gate()
    assert talking.place == "language"


@pytest.mark.requirement("CO9")
def test_another_session_begun_from_a_topic_leads_to_its_own_agreement(talking: Screen) -> None:
    talking.closing()
    talking.own_view(("control",), "sure", "The agent holds the papers.")
    talking.pages.go("topic.papers")
    talking.pages.go("session")
    talking.choose("note-session-begin")
    talking.at("gate")
    talking.gate()
    assert talking.place == "language"
    assert not talking.case.agreed


@pytest.mark.requirement("GA12")
def test_the_gate_returns_in_a_second_session_after_the_view_of_the_first(talking: Screen, clock: Clock) -> None:
    talking.closing({}, {})
    talking.own_view(("control",), "fairly_sure", "The papers are in the office.")
    talking.at("reading")
    talking.pages.go("session")
    talking.at("session")
    talking.choose("note-session-begin")
    talking.at("gate")
    talking.gate_lines(**SAFE)
    talking.wait(lambda: talking.pages.interview.gate().passed)
    talking.past_gate()
    talking.pages.go("consent")
    talking.at("consent")
    cover_for(talking, clock, rules.GATE_AGAIN + 1)
    talking.at("gate")
    assert talking.case.gate == {}


@pytest.mark.requirement("GA6", "GA12")
def test_a_long_cover_over_the_persons_turned_view_leads_to_the_gate_before_the_talk(
    talking: Screen, clock: Clock
) -> None:
    talking.press(K.Key_F4)
    talking.settle()
    assert isinstance(talking.window.stack.currentWidget(), PersonPage)
    cover_for(talking, clock, rules.GATE_AGAIN + 1)
    talking.wait(lambda: talking.case.gate == {})
    assert isinstance(talking.window.stack.currentWidget(), PersonPage), "the officer's page is not shown to the person"
    talking.press(K.Key_F4)
    talking.at("gate")
    assert talking.complaint() == talking.window.words.say("gate-again.long")
    talking.gate_lines(**SAFE)
    talking.next("topic.papers")


@pytest.mark.requirement("GA12")
def test_after_a_long_cover_over_a_page_of_the_desk_the_gate_takes_figures_and_keys(
    talking: Screen, clock: Clock
) -> None:
    talking.window.open_record_page("services")
    cover_for(talking, clock, rules.GATE_AGAIN + 1)
    talking.at("gate")
    assert talking.window.record.beside.place == ""
    talking.gate_lines(hearing="nobody", hurt="no", afraid="no", minor="adult", stop="no", officer="safe")
    talking.next("topic.papers")
    talking.press(K.Key_F9)
    talking.at("stop")


@pytest.mark.requirement("GA9", "HW2")
@pytest.mark.parametrize(("key", "place"), [(K.Key_F9, "stop"), (K.Key_F7, "care")])
def test_stop_and_care_are_reached_from_a_page_of_the_desk(talking: Screen, key: K, place: str) -> None:
    talking.window.open_record_page("services")
    talking.settle()
    talking.press(key)
    talking.at(place)
    assert talking.window.record.beside.place == ""
    talking.press(K.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    talking.at("topic.papers")
    talking.window.open_record_page("services")
    talking.window.commands.back()
    talking.at("topic.papers")


@pytest.mark.parametrize("key", [K.Key_F9, K.Key_F7])
def test_without_a_case_stop_and_care_leave_a_page_of_the_desk_where_it_is(screen: Screen, key: K) -> None:
    screen.window.open_record_page("services")
    screen.settle()
    screen.press(key)
    screen.settle()
    assert screen.window.record.beside.place == "services"
