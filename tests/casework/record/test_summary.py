"""A finished case on one page: everything is reached from it, and no result stands on it."""

from __future__ import annotations

import datetime
import re

import pytest

from screening.casework.assessment import assessment
from screening.casework.interview import record_sheet
from screening.casework.record.caseload import is_finished, summary
from screening.domain.case.places import Place
from screening.domain.events.referral import NoReferral, PromiseMade
from screening.store import practice_vault
from tests.casework.some_talk import Session

TODAY = datetime.date.today()


@pytest.fixture
def session(content):
    with practice_vault() as vault:
        yield Session(vault, content)


@pytest.fixture
def finished(session):
    """A talk that is over, its view written, its assessment opened, and nothing to be passed on."""
    session.gate().agrees().says("papers-kept locked little-pay threats", where="work").ends()
    session.do(assessment.open_assessment(session.interview))
    session.do(NoReferral("They want to think about it."))
    return session


def test_a_case_is_finished_when_its_assessment_stands_and_nothing_is_left_to_pass_on(session):
    session.gate().agrees().says("papers-kept locked", where="work").ends()
    assert not is_finished(session.interview)
    session.do(assessment.open_assessment(session.interview))
    assert not is_finished(session.interview)
    session.do(NoReferral("They want to think about it."))
    assert is_finished(session.interview)


def test_another_session_takes_a_case_off_its_summary(finished):
    finished.do(finished.interview.resume())
    assert not is_finished(finished.interview)


def test_every_part_of_a_finished_case_is_reached_from_its_summary(finished):
    places = {row.place for row in summary(finished.interview, TODAY, pin=True).rows}
    assert places >= {
        Place.OWN_VIEW, Place.ASSESSMENT, Place.TAKING, Place.PAPERS, Place.FOLLOW, Place.SESSION,
        Place.HANDOVER, Place.WITHDRAW,
    }  # fmt: skip


@pytest.mark.requirement("JU15")
def test_no_result_stands_on_the_summary(finished):
    rows = summary(finished.interview, TODAY, pin=True).rows
    told = " / ".join(f"{row.text} / {row.note}" for row in rows).casefold()
    reading = assessment.assessment_view(finished.interview)
    for band in reading.bands:
        assert band.title.casefold() not in told
        assert not re.search(rf"\b{re.escape(band.words.casefold())}\b", told)
    assert "think about it" not in told


def test_a_finished_case_opens_on_the_same_rows_that_were_read_back(finished):
    finished.do(finished.interview.write("papers", "In the grey cupboard."))
    told = summary(finished.interview, TODAY, pin=True).rows
    assert told[-len(sheet := tuple(record_sheet.rows(finished.interview))) :] == sheet
    assert "In the grey cupboard." in {row.text for row in told}


def test_only_what_is_still_open_is_counted_beside_the_follow_up(finished):
    def follow() -> str:
        return next(row.note for row in summary(finished.interview, TODAY, pin=True).rows if row.place == Place.FOLLOW)

    assert follow() == ""
    finished.do(PromiseMade("promise-1", "To ring on Monday.", "2026-12-01"))
    assert follow() == "1 promise still open"
