"""A line is recorded as said, in its languages; a decision counts after its own line, and goes with it."""

from __future__ import annotations

import pytest

from screening.domain.case import rules, sessions
from screening.domain.events.catalogue import LanguageChosen, TalkResumed, TalkStopped
from screening.domain.known.known import explained, line_of
from screening.errors import NotAccepted
from tests.domain.some_case import Talk

NOTES = line_of("notes")


@pytest.fixture
def talk(content) -> Talk:
    return Talk(content.protocol).gate().happens(LanguageChosen("bn"))


def said(talk: Talk, line: str = NOTES) -> Talk:
    return talk.happens(rules.say(talk.protocol, talk.case, line, "en", "bn"))


def decided(talk: Talk, value: str, decision: str = "notes") -> Talk:
    line = line_of(decision)
    return talk.happens(rules.consent(talk.protocol, talk.case, decision, value, text_version="v1", line=line))


@pytest.mark.requirement("CO1", "CO7")
def test_a_decision_counts_only_after_its_own_line_was_said_in_this_session(talk):
    with pytest.raises(NotAccepted, match="say-first"):
        decided(talk, "yes")
    said(talk, line_of("talk"))
    with pytest.raises(NotAccepted, match="say-first"):
        decided(talk, "yes")
    decided(said(talk), "yes")
    assert talk.case.consented("notes") == "yes"
    talk.happens(TalkResumed()).gate()
    with pytest.raises(NotAccepted, match="say-first"):
        decided(talk, "yes")


@pytest.mark.requirement("CO7")
def test_the_record_says_in_which_languages_and_when_a_decision_was_explained(talk):
    decided(said(talk), "no")
    told = explained(talk.case, "notes")
    assert (told.own, told.theirs, told.at) == ("en", "bn", talk.case.last_at)


def test_a_decision_of_before_lines_were_recorded_stands_and_was_not_recorded_as_explained(talk):
    talk.agrees()
    assert talk.case.agreed
    assert explained(talk.case, "notes") is None


def test_a_line_of_an_earlier_session_explains_nothing_that_was_decided_later(talk):
    decided(said(talk), "yes")
    talk.happens(TalkResumed()).gate().agrees()
    assert explained(talk.case, "notes") is None


def test_taking_back_that_a_line_was_said_takes_the_decision_with_it(talk):
    decided(said(talk), "yes")
    for event in rules.unsay(talk.case, NOTES, "notes"):
        talk.happens(event)
    assert talk.case.sessions.said_now(NOTES) is None
    assert talk.case.consented("notes") == ""
    assert rules.unsay(talk.case, NOTES, "notes") == ()


def test_a_decision_goes_back_to_not_asked_and_the_line_stays_said(talk):
    decided(said(talk), "later")
    for event in rules.undecide(talk.case, "notes"):
        talk.happens(event)
    assert talk.case.consented("notes") == ""
    assert talk.case.sessions.said_now(NOTES) is not None
    assert decided(talk, "yes").case.consented("notes") == "yes"


def test_what_another_laptop_heard_meanwhile_is_not_taken_back(talk):
    decided(said(talk), "yes")
    taken = rules.undecide(talk.case, "notes")
    elsewhere = rules.consent(talk.protocol, talk.case, "notes", "no", text_version="v1")
    talk.happens(elsewhere, strand="laptop-b")
    for event in taken:
        talk.happens(event)
    assert talk.case.consented("notes") == "no"


@pytest.mark.requirement("CO8")
def test_a_yes_that_opened_a_withdrawn_record_and_is_taken_back_closes_it_again(content):
    talk = Talk(content.protocol).gate().agrees()
    talk.happens(sessions.withdraw("keep")).happens(TalkResumed()).gate().agrees()
    assert not talk.case.taken_back
    for event in rules.undecide(talk.case, "notes"):
        talk.happens(event)
    assert talk.case.taken_back


def test_lines_of_agreement_wait_for_the_gate_and_what_protects_does_not(content):
    talk = Talk(content.protocol)
    with pytest.raises(NotAccepted, match="gate-first"):
        said(talk)
    assert said(talk, "care.suicide.said").case.sessions.said_now("care.suicide.said") is not None


def test_after_a_talk_was_taken_back_neither_a_line_nor_a_decision_goes_back(talk):
    decided(said(talk), "yes").happens(TalkStopped("withdrawn"))
    for act in (lambda: rules.unsay(talk.case, NOTES, "notes"), lambda: rules.undecide(talk.case, "notes")):
        with pytest.raises(NotAccepted, match="taken-back"):
            act()
    talk.happens(TalkResumed()).gate()
    assert rules.unsay(talk.case, NOTES)[0].taken_back, "who came back may be told anew"
