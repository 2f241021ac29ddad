"""Distress: one key, signs without judgement, whom to ring, a card for talk of dying; only "used" is kept."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest

from screening.casework.content import directory as services
from screening.casework.interview import children, readiness, side_cards
from screening.casework.referral import recipients, referral_form
from screening.domain.events.catalogue import CareCardUsed
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.source_texts import Audience
from tests.casework.some_talk import Session

PRESSING = re.compile(r"\b(required|incomplete|you must|hurry up|seconds? left|countdown|beep|error)\b", re.IGNORECASE)


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("bn")
    vault.close()


@pytest.mark.requirement("DI2", "NV7")
def test_signs_are_named_without_judging_what_was_said(session):
    said = " ".join(row.label.own for row in side_cards.help_view(session.interview).rows)
    for word in ("Frozen", "Far away", "Angry", "Restless", "asleep", "Laughing"):
        assert word in said
    assert "never a sign that something is untrue" in said


@pytest.mark.requirement("DI1")
def test_rest_stop_doctor_and_counsellor_are_all_offered(session):
    rows = side_cards.help_view(session.interview).rows
    assert {row.id for row in rows if row.kind == "act"} == {"care-break", "care-stop"}
    assert sum("No number here yet" in row.label.own for row in rows) == 3


@pytest.mark.requirement("DI1", "DI3", "NV40")
@pytest.mark.parametrize(
    "view", [side_cards.help_view, side_cards.suicide_view, children.child_view, readiness.contact_view]
)
def test_every_card_with_somebody_to_ring_has_a_number_with_its_mark(session, view):
    directory, today = services.shipped(OWN), datetime.date(2026, 11, 24)
    session.interview.numbers = services.numbers(directory, "", today, session.interview.words)
    rows = view(session.interview).rows
    told = [row.label.own for row in rows] + [card.line for row in rows for card in row.numbers]
    assert any("999 (not yet verified)" in each for each in told)
    assert not [each for each in told if "999" in each and "not yet verified" not in each]


@pytest.mark.requirement("DI3")
def test_talk_of_dying_has_a_card_of_its_own(session):
    rows = side_cards.suicide_view(session.interview).rows
    said = " ".join(row.label.own for row in rows)
    assert "Do not leave the person alone" in said
    assert "Are you thinking of ending your life?" in said
    assert any(row.label.theirs for row in rows)


@pytest.mark.requirement("DI6")
def test_that_the_card_was_used_is_all_that_is_kept(session):
    assert dataclasses.fields(CareCardUsed) == ()
    session.do(session.interview.care())
    assert session.interview.care() is None
    assert session.interview.case.care_used


@pytest.mark.requirement("DI4", "NV16")
def test_nothing_the_person_may_see_presses(session):
    words = session.interview.words
    assert not [each for each in words.ids(Audience.PERSON) if PRESSING.search(words.source(each))]


@pytest.mark.requirement("SE1")
def test_the_officer_reads_three_lines_and_a_number_and_nothing_is_stored(session):
    before = len(session.vault.events(session.code))
    directory, today = services.shipped(OWN), datetime.date(2026, 11, 24)
    session.interview.numbers = services.numbers(directory, "", today, session.interview.words)
    lines = side_cards.self_view(session.interview).lines
    assert len(lines) == 3
    assert "Your number: 15555 (not yet verified)." in lines[-1].text
    assert "Talian HEAL" in lines[-1].note
    assert len(session.vault.events(session.code)) == before


def test_where_there_is_no_number_for_the_officer_the_line_says_so(session):
    lines = side_cards.self_view(session.interview).lines
    assert len(lines) == 3
    assert "No number here yet" in lines[-1].text


@pytest.mark.requirement("SE1")
def test_the_number_for_the_officer_is_offered_to_no_person(session):
    directory = services.shipped(OWN)
    assert services.OFFICER_CARE not in referral_form.NUMBERS
    others = recipients.adding_view(session.interview, directory, "").others
    assert "talian-heal" not in {each.id for each in others}
    assert "unhcr" in {each.id for each in others}
