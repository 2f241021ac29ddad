"""Who was met where people are held while trafficking is open, and when a second talk with them is to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.casework.content.edition import open_content
from screening.domain.events.catalogue import AssessmentOpened, SettingChanged, TalkResumed, TalkStopped, ViewWritten
from screening.domain.events.session import NoteWritten
from screening.domain.known import detention
from screening.wording.catalogue.dates import typed_day
from tests.domain.some_case import Talk

PROTOCOL = open_content().protocol


def in_detention() -> Talk:
    return Talk(PROTOCOL).happens(SettingChanged("detention")).gate().agrees()


@pytest.mark.parametrize("path", ["formal_identification", "second_interview", "not_enough_asked", "child_protection"])
def test_nobody_is_to_be_removed_while_a_decision_or_another_talk_is_to_come(path):
    assert detention.is_open(True, ("information", path))
    assert not detention.is_open(False, (path,))
    assert not detention.is_open(True, ("information", "labour_remedy"))


def test_a_second_talk_waits_from_the_end_of_the_first_on_and_while_trafficking_is_open():
    talk = in_detention()
    assert not detention.waits(talk.case)
    talk.happens(TalkStopped("finished"))
    assert detention.waits(talk.case)
    talk.happens(ViewWritten(("control",), "sure", "Because."))
    assert detention.waits(talk.happens(AssessmentOpened(PROTOCOL.id, ("second_interview",), "d")).case)
    assert not detention.waits(talk.happens(AssessmentOpened(PROTOCOL.id, ("information",), "d")).case)


def test_a_workplace_waits_for_none():
    assert not detention.waits(Talk(PROTOCOL).gate().agrees().happens(TalkStopped("finished")).case)


def test_the_day_of_a_second_talk_is_over_once_another_session_began():
    talk = in_detention().happens(TalkStopped("finished"))
    talk.happens(NoteWritten("dates", "second-talk", "4 December 2026"))
    assert detention.second_talk(talk.case, typed_day) == "2026-12-04"
    talk.happens(TalkResumed())
    assert detention.second_talk(talk.case, typed_day) == ""
    assert not detention.waits(talk.case)


@pytest.mark.parametrize(("place", "said", "held"), [
    ("detention", "", True), ("after-raid", "yes", True), ("after-raid", "no", False), ("after-raid", "", False),
    ("clinic", "yes", True), ("workplace", "yes", False),
])  # fmt: skip
def test_somebody_is_held_in_detention_or_where_it_was_said(place, said, held):
    talk = Talk(PROTOCOL).happens(SettingChanged(place))
    if said:
        talk.happens(NoteWritten(*detention.HELD, said))
    assert detention.held(talk.case) is held


def test_that_somebody_was_held_counts_in_its_own_session():
    talk = Talk(PROTOCOL).happens(SettingChanged("after-raid")).happens(NoteWritten(*detention.HELD, "yes"))
    talk.happens(TalkStopped("finished")).happens(TalkResumed())
    assert not detention.held(talk.case)


def test_a_view_ends_the_first_talk_as_a_stop_does_and_one_of_an_earlier_session_does_not():
    talk = in_detention().happens(ViewWritten(("control",), "sure", "Because."))
    assert detention.waits(talk.case)
    assert not detention.waits(talk.happens(TalkStopped("finished")).happens(TalkResumed()).case)


def test_nothing_waits_in_a_record_that_was_taken_back():
    waits = detention.waits(in_detention().happens(TalkStopped("withdrawn")).case)
    assert waits is False


def test_the_days_until_a_second_talk_are_those_of_detention():
    rows = ({"id": "hostel", "second_talk_days": 9}, {"id": "detention", "second_talk_days": 3})

    def days(*settings):
        return detention.days_until(replace(PROTOCOL, tables={**PROTOCOL.tables, "settings": {"setting": settings}}))

    assert days(*rows) == 3
    assert days(rows[0]) == days({"id": "detention"}) == 0
