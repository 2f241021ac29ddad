"""A shelter's questions wait for a day of rest, there alone, and for nobody who wants to talk (SH1)."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from screening.domain.case import rules
from screening.domain.case.case import Case
from screening.domain.case.child_and_shelter import (
    PROTECTOR,
    arrival_due,
    arrived_at,
    child_lacks,
    is_child,
    papers_out,
    permission,
    rest_hours,
    resting,
    trained,
)
from screening.domain.case.sessions import Session
from screening.domain.events.catalogue import ClosingNoted, FormIssued, SettingChanged
from screening.domain.events.session import NoteWritten
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


def test_rest_counts_from_the_first_session_in_a_shelter_and_is_as_long_as_the_edition_says(content):
    hostel, first, second = (Session(at, f"2026-11-2{at}T09:00:00Z", "LAB-07", place) for at, place in
                             enumerate(("hostel", "shelter", "shelter"), 1))  # fmt: skip
    case = Talk(content.protocol).case
    assert arrived_at(replace(case, sessions=replace(case.sessions, began=(hostel, first, second)))) == first.at
    rows = ({"id": "hostel", "rest_hours": 3}, {"id": "shelter", "rest_hours": 12})

    def hours(*settings):
        return rest_hours(
            replace(content.protocol, tables={**content.protocol.tables, "settings": {"setting": settings}})
        )

    assert (hours(*rows), hours(rows[0]), hours({"id": "shelter"})) == (12, 0, 0)


def test_the_first_night_is_still_to_come_until_something_of_it_was_noted(talk):
    assert arrival_due(talk.case) is False
    talk.happens(SettingChanged("shelter"))
    assert arrival_due(talk.case) is True
    talk.happens(NoteWritten("child", "wishes", "Home"))
    assert arrival_due(talk.case) is True
    talk.happens(NoteWritten("arrival", "hungry", "no"))
    assert arrival_due(talk.case) is False


@pytest.mark.parametrize(
    ("adult", "controller", "who"),
    [
        ("parent", "no", "may_give"),
        ("parent", "yes", PROTECTOR),
        ("parent", "not_known", PROTECTOR),
        ("accompanying", "no", PROTECTOR),
        ("nobody-of-these", "no", PROTECTOR),
        ("", "no", PROTECTOR),
    ],
)
def test_only_a_parent_who_plainly_controls_nobody_may_give_permission(content, adult, controller, who):
    assert permission(content.protocol, adult, controller) == who


def test_doubt_about_age_is_a_child_and_who_is_trained_says_so(content):
    for choice, child in (("under_18", True), ("might_be", True), ("adult", False)):
        talk = Talk(content.protocol).gate(minor=choice)
        assert is_child(talk.protocol, talk.case) is child
    assert trained(talk.case) is False
    assert trained(talk.happens(NoteWritten("child", "trained", "yes")).case) is True
    assert trained(talk.happens(NoteWritten("child", "trained", "no")).case) is False


@pytest.mark.parametrize(
    ("notes", "closing", "lacks"),
    [
        ({}, "", "child-notes-first"),
        ({"best-interest": "Stays here"}, "", "child-wishes-first"),
        ({"wishes": "School"}, "", "best-interest-first"),
        ({"wishes-not-asked": "asleep"}, "", "best-interest-first"),
        ({}, "School", "best-interest-first"),
        ({}, "  ", "child-notes-first"),
        ({"wishes": "School", "best-interest": "Stays here"}, "", ""),
        ({"best-interest": "Stays here"}, "School", ""),
    ],
)
def test_a_child_s_record_waits_for_their_wishes_and_for_what_is_best(content, notes, closing, lacks):
    talk, grown = Talk(content.protocol).gate(minor="might_be"), Talk(content.protocol).gate()
    for each in (talk, grown):
        for name, text in notes.items():
            each.happens(NoteWritten("child", name, text))
        each.happens(ClosingNoted("wishes", closing))
    assert child_lacks(talk.protocol, talk.case) == lacks
    assert child_lacks(grown.protocol, grown.case) == ""


def test_a_paper_is_out_where_one_left_that_is_no_sheet_for_the_next_worker(talk):
    assert papers_out(talk.case) is False
    assert papers_out(talk.happens(FormIssued("handover", "printed", "a")).case) is False
    assert papers_out(talk.happens(FormIssued("A", "printed", "b")).case) is True
