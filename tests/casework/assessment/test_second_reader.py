"""A second reader writes without seeing the first; another laptop's view is not this officer's; what else it may be."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from screening.casework.assessment import assessment, second_reader
from screening.domain.case import sessions
from screening.domain.case.case import apply
from screening.domain.events.catalogue import Recorded, ViewWritten
from screening.errors import NotAccepted
from screening.store import practice_vault
from tests.casework.some_talk import Session
from tests.casework.some_views import listed

REASON = "The papers are in the office."


@pytest.fixture
def session(content):
    vault = practice_vault()
    made = Session(vault, content).gate().agrees().says("papers-kept debt-owed debt-tied", "holds-own")
    yield made.ends()
    vault.close()


def shown(session: Session) -> str:
    view = second_reader.second_view(session.interview)
    return " ".join((view.title, view.lead, *(f"{row.label.own} {row.value}" for row in view.rows)))


def chooses(session: Session, name: str) -> None:
    session.do(sessions.write("second", f"view:{name}", "yes"))
    session.do(sessions.write("second", "sureness", "sure"))


@pytest.mark.requirement("JU16")
def test_the_first_view_and_the_reading_are_nowhere_on_the_page_before_the_second_is_kept(session):
    text = shown(session)
    assert REASON not in text
    reading = assessment.assessment_view(session.interview)
    assert not [each for each in reading.steps if each.path in text]
    assert not [band.words for band in reading.bands if f"{band.title}: {band.words}" in text]
    chooses(session, "dispute")
    session.do(second_reader.keep(session.interview, "LAB-09", "Pay only."))
    assert REASON in shown(session)
    assert "They differ" in shown(session)


@pytest.mark.requirement("JU1", "NV1")
def test_the_working_figures_stand_on_the_second_readers_page_alone_and_only_when_both_have_written(session):
    figure = re.compile(r"\d\.\d\d")
    reading = assessment.assessment_view(session.interview)
    assert not figure.search(json.dumps(dataclasses.asdict(dataclasses.replace(reading, bands=()))))
    assert not figure.search(shown(session))
    chooses(session, "dispute")
    session.do(second_reader.keep(session.interview, "LAB-09", "Pay only."))
    assert figure.search(shown(session))
    session.interview.at_open_site = True
    assert not figure.search(shown(session)), "no result of anybody while the site is open"


def test_two_who_think_the_same_prove_nothing(session):
    chooses(session, "control")
    session.do(second_reader.keep(session.interview, "LAB-09", "As I see it."))
    assert "proves nothing by itself" in shown(session)


@pytest.mark.parametrize("reader", ["", "  ", "practice"])
def test_a_second_reader_is_somebody_else(session, reader):
    chooses(session, "control")
    with pytest.raises(NotAccepted) as trouble:
        second_reader.keep(session.interview, reader, "Because.")
    assert trouble.value.code == "reader-missing"


def test_a_second_view_needs_a_choice_and_a_reason(session):
    with pytest.raises(NotAccepted) as trouble:
        second_reader.keep(session.interview, "LAB-09", "Because.")
    assert trouble.value.code == "view-needs-choice"
    chooses(session, "control")
    with pytest.raises(NotAccepted) as trouble:
        second_reader.keep(session.interview, "LAB-09", " ")
    assert trouble.value.code == "view-needs-reason"


@pytest.mark.requirement("JU16")
def test_a_second_view_is_of_one_view_and_another_sessions_view_waits_for_its_own(session):
    chooses(session, "dispute")
    session.do(second_reader.keep(session.interview, "LAB-09", "Pay only."))
    assert session.interview.case.second is not None
    session.do(session.interview.resume())
    session.gate().agrees().says("threats")
    session.ends()
    assert session.interview.case.second is None
    session.do(assessment.differ(session.interview, raised=False, reason="Less than it looks."))
    assert second_reader.needs_second(session.interview.case)
    assert "They differ" not in shown(session)
    chooses(session, "dispute")
    session.do(second_reader.keep(session.interview, "LAB-09", "Still pay only."))
    assert not second_reader.needs_second(session.interview.case)
    assert "They differ" in shown(session)


@pytest.mark.requirement("JU9")
def test_lowering_calls_a_second_reader_and_raising_does_not(session, content):
    session.do(assessment.differ(session.interview, raised=True, reason=""))
    assert not second_reader.needs_second(session.interview.case)
    session.do(assessment.differ(session.interview, raised=False, reason="He laughed about it."))
    assert second_reader.needs_second(session.interview.case)
    assert listed(content, session.interview.case, session.interview.words).next == "Have a second reader check it"
    chooses(session, "control")
    session.do(second_reader.keep(session.interview, "LAB-09", "No."))
    assert not second_reader.needs_second(session.interview.case)


@pytest.mark.requirement("NV3")
def test_a_view_that_came_from_another_laptop_is_not_this_officers_and_opens_nothing(content):
    vault = practice_vault()
    session = Session(vault, content).gate().agrees().says("papers-kept")
    session.interview.strand = vault.strand
    theirs = ViewWritten(("dispute",), "sure", "Seen elsewhere.")
    foreign = Recorded(theirs, "d" * 64, "2026-11-24T09:00:00Z", "LAB-02", "another-laptop", 1, 99)
    session.interview.case = apply(session.interview.case, foreign)
    assert assessment.own_view(session.interview) is None
    assert session.interview.reachable("reading") == "locked.view"
    for opening in (assessment.assessment_view, assessment.open_assessment):
        with pytest.raises(NotAccepted):
            opening(session.interview)
    session.do(assessment.write_view(session.interview, ["control"], "sure", "My own."))
    assert session.interview.reachable("reading") == ""
    own = assessment.own_view(session.interview)
    assert own is not None and own.reason == "My own."
    vault.close()


@pytest.mark.requirement("JU13")
def test_every_other_explanation_says_what_would_point_there_and_what_to_ask_first(session, content):
    rows = second_reader.else_view(session.interview).rows
    headings = [row.label.own for row in rows if row.kind == "fold"]
    assert len(headings) == len(second_reader.TOWARDS)
    counters = [each for each in content.protocol.indicators.values() if each.towards]
    told = " ".join(row.label.own for row in rows)
    assert all(session.interview.words.say(f"indicator.{each.id}.name") in told for each in counters)
    probes = (session.interview.words.say(f"indicator.{each.id}.probe") for each in counters)
    assert all(second_reader.named(session.interview, probe) in told for probe in probes)
    assert not second_reader.SIGN.search(told)


@pytest.mark.requirement("SE2", "NV36")
def test_no_event_counts_what_an_officer_found():
    assert {field.name for field in dataclasses.fields(ViewWritten)} == {"explanations", "sureness", "reason"}
