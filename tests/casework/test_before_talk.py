"""Before the talk: what to mind in each place, the raid, numbers nobody rang, and the contact without a question."""

from __future__ import annotations

import pytest
from some_talk import Session

from screening.casework import before_talk
from screening.casework.views import NumberCard
from screening.store import practice_vault

ORDINARY = ("workplace", "hostel", "household", "vessel", "shelter", "airport", "clinic", "street", "phone")


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content)
    vault.close()


def at(session: Session, setting: str) -> before_talk.MindingView:
    for event in session.interview.choose_setting(setting):
        session.do(event)
    return before_talk.minding_view(session.interview)


def test_every_place_says_what_to_mind_there(session):
    places = [row["id"] for row in session.interview.protocol.tables["settings"]["setting"]]
    assert {*ORDINARY, *before_talk.RAIDED} <= set(places)
    warnings = [at(session, place).warning for place in places]
    assert all(warnings)
    assert len(set(warnings)) == len(warnings), "each its own"


@pytest.mark.parametrize("place", before_talk.RAIDED)
def test_who_took_part_in_a_raid_is_advised_to_let_another_talk(session, place):
    assert at(session, place).raid
    assert not at(session, place).advice
    session.do(before_talk.took_part("yes"))
    assert "someone else" in before_talk.minding_view(session.interview).advice
    session.do(before_talk.took_part("no"))
    assert not before_talk.minding_view(session.interview).advice


@pytest.mark.parametrize("place", ORDINARY)
def test_elsewhere_nobody_is_asked_about_a_raid(session, place):
    assert not at(session, place).raid


def test_what_nobody_rang_is_named_at_the_gate(session):
    say = session.interview.words.say
    told = before_talk.minding_view(session.interview).unrung
    assert all(say(f"number.{name}") in told for name in before_talk.NEEDED)
    session.interview.numbers = {
        name: NumberCard(say(f"number.{name}"), "03-1", "rung") for name in before_talk.NEEDED if name != "shelter"
    }
    told = before_talk.minding_view(session.interview).unrung
    assert say("number.shelter") in told
    assert say("number.emergency") not in told


def test_a_short_contact_asks_nothing_and_tells_what_help_there_is(session):
    view = before_talk.contact_view(session.interview)
    assert {row.kind for row in view.rows} == {"said", "info", "act"}, "no field and no choice"
    said = [row.label.own for row in view.rows if row.kind == "said"]
    information = session.interview.protocol.tables["closing"]["information"]
    assert len(said) == sum("{" not in row["text"] for row in information) + 1
    assert not any("?" in text for text in said)
    assert sum(len(text.split()) for text in said) < 250, "under three minutes, read slowly"


def test_after_a_short_contact_nothing_is_asked_and_nothing_was_answered(session):
    for event in before_talk.contact_given(session.interview):
        session.do(event)
    assert session.interview.case.answers == {}
    assert session.interview.case.stopped == "finished"
    assert not session.interview.reachable("own-view")
