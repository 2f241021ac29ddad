"""A shelter's questions wait for a day of rest, there alone, and for nobody who wants to talk (SH1)."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from screening.domain.case import rules
from screening.domain.case.case import Case
from screening.domain.case.child_and_shelter import arrived_at, resting
from screening.domain.case.sessions import Session
from tests.domain.some_case import Talk

ARRIVED = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)


@pytest.fixture
def talk(content) -> Talk:
    return Talk(content.protocol).gate()


def arrived(case: Case, setting: str) -> Case:
    began = (Session(1, ARRIVED.isoformat(), "LAB-07", "shelter"),)
    return replace(case, setting=setting, sessions=replace(case.sessions, began=began))


@pytest.mark.requirement("SH1")
@pytest.mark.parametrize(("hours", "rests"), [(0, True), (23.9, True), (24, False), (-1, True)])
def test_questions_wait_for_a_day_after_the_arrival_and_where_the_clock_cannot_tell(talk, hours, rests):
    now = ARRIVED + datetime.timedelta(hours=hours)
    assert resting(talk.protocol, arrived(talk.case, "shelter"), now) is rests


@pytest.mark.requirement("SH1")
def test_they_wait_in_a_shelter_alone_and_for_nobody_who_wants_to_talk(talk):
    assert not resting(talk.protocol, arrived(talk.case, "workplace"), ARRIVED)
    assert not resting(talk.protocol, replace(talk.case, setting="shelter"), ARRIVED), "nobody arrived"
    assert arrived_at(talk.case) == ""
    talk.happens(rules.note_beside(talk.case, "arrival", "wishes-to-talk", "yes"))
    assert not resting(talk.protocol, arrived(talk.case, "shelter"), ARRIVED)
