"""F1 says on every page of the talk what it is for and which keys work on it."""

from __future__ import annotations

import pytest

from screening.casework.interview.side_cards import help_of
from screening.domain.case.places import Place
from screening.store import practice_vault
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("bn")
    vault.close()


def test_every_page_of_the_talk_has_help_of_its_own(session):
    own = [place for place in session.interview.places() if place != "closing" and not place.startswith("topic.")]
    told = {place: help_of(session.interview, place) for place in ("closing", *own[: own.index("own-view")])}
    assert len(set(told.values())) == len(told), told
    for place in session.interview.places():
        if place.startswith("topic."):
            assert session.interview.words.say(f"{place}.help") in help_of(session.interview, place)


@pytest.mark.parametrize("place", sorted({*Place} - {Place.TOPIC}))
def test_every_page_of_a_case_says_something(session, place):
    assert help_of(session.interview, place)


def test_a_question_says_what_it_may_mean_and_a_sealed_one_only_why_it_rests(session):
    say = session.interview.words.say
    assert say("item.violence.may_mean") in help_of(session.interview, "topic.treatment", "violence")
    session.do(session.interview.answer_gate("hearing", "others"))
    assert help_of(session.interview, "topic.treatment", "violence") == say("locked.privacy")


def test_what_is_only_seen_names_its_three_keys(session):
    assert "3 not sure" in help_of(session.interview, "topic.needs", "other-speaks")
