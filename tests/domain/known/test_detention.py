"""Who was met where people are held while trafficking is open, and when a second talk with them is to be."""

from __future__ import annotations

import pytest

from screening.casework.content.edition import open_content
from screening.domain.events.catalogue import AssessmentOpened, SettingChanged, TalkResumed, TalkStopped, ViewWritten
from screening.domain.events.session import NoteWritten
from screening.domain.known import detention
from screening.wording.catalogue.dates import typed_day
from tests.domain.some_case import Talk

PROTOCOL = open_content().protocol


def held() -> Talk:
    return Talk(PROTOCOL).happens(SettingChanged("detention")).gate().agrees()


@pytest.mark.parametrize("path", ["formal_identification", "second_interview", "not_enough_asked", "child_protection"])
def test_nobody_is_to_be_removed_while_a_decision_or_another_talk_is_to_come(path):
    assert detention.is_open("detention", ("information", path))
    assert not detention.is_open("workplace", (path,))
    assert not detention.is_open("detention", ("information", "labour_remedy"))


def test_a_second_talk_waits_from_the_end_of_the_first_on_and_while_trafficking_is_open():
    talk = held()
    assert not detention.waits(talk.case)
    talk.happens(TalkStopped("finished"))
    assert detention.waits(talk.case)
    talk.happens(ViewWritten(("control",), "sure", "Because."))
    assert detention.waits(talk.happens(AssessmentOpened(PROTOCOL.id, ("second_interview",), "d")).case)
    assert not detention.waits(talk.happens(AssessmentOpened(PROTOCOL.id, ("information",), "d")).case)


def test_a_workplace_waits_for_none():
    assert not detention.waits(Talk(PROTOCOL).gate().agrees().happens(TalkStopped("finished")).case)


def test_the_day_of_a_second_talk_is_over_once_another_session_began():
    talk = held().happens(TalkStopped("finished")).happens(NoteWritten("dates", "second-talk", "4 December 2026"))
    assert detention.second_talk(talk.case, typed_day) == "2026-12-04"
    talk.happens(TalkResumed())
    assert detention.second_talk(talk.case, typed_day) == ""
    assert not detention.waits(talk.case)
