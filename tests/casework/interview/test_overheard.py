"""Where somebody else may see or hear, no page of the talk shows a word of a sensitive question (GA4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from screening.casework.interview import account, frame_views, interview_views, record_sheet, side_cards
from screening.casework.interview.conflicts import differing
from screening.casework.interview.person_view import person_view
from screening.domain.case import sessions
from screening.domain.events.catalogue import GateReturned
from screening.store import practice_vault
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("bn").invites(*(topic.id for topic in content.protocol.topics))
    vault.close()


def shown(session: Session) -> Iterator[Any]:
    """Every page of the talk that can name an item, as data."""
    interview = session.interview
    for topic in interview.protocol.topics:
        yield interview_views.topic_view(interview, topic.id)
        for item in topic.items:
            yield person_view(interview, f"topic.{topic.id}", item.id)
    yield record_sheet.sheet_view(interview)
    yield differing(interview)
    for wanted in ("", "threat", "hurt", "work", "beat"):
        yield side_cards.find_view(interview, wanted)
        yield account.listening_view(interview, wanted)


def words_of(session: Session, item: str) -> set[str]:
    """What would give a question away: its text in both languages, its mark, what it may mean, and its sound."""
    own, theirs = session.interview.words, session.interview.theirs
    return {
        own.say(f"item.{item}.text"), theirs.say(f"item.{item}.text"), own.say(f"item.{item}.mark"),
        record_sheet.short_name(own, item),
        own.say(f"item.{item}.may_mean"), own.say(f"item.{item}.may_else"),
    }  # fmt: skip


@pytest.mark.requirement("GA4")
@pytest.mark.parametrize("hearing", ["others", "not_sure"])
def test_no_word_of_a_sensitive_question_stands_on_any_page_of_the_talk(session, hearing):
    session.says("violence threats made-to-crime little-pay")
    session.do(session.interview.answer_gate("hearing", hearing))
    pages = "\n".join(repr(page) for page in shown(session))
    sensitive = [item for item in session.interview.protocol.items.values() if item.harm and item.kind == "ask"]
    assert len(sensitive) > 15
    for item in sensitive:
        assert not {each for each in words_of(session, item.id) if each in pages}, item.id
    assert session.interview.words.say("item.little-pay.text") in pages, "what is not sensitive is asked on"
    assert session.interview.words.say("item.papers-store.text") in pages, "what is seen stays open"


def test_what_was_said_to_it_is_not_shown_either(session):
    session.says("violence")
    session.do(session.interview.answer_gate("hearing", "others"))
    line = next(
        item for item in interview_views.topic_view(session.interview, "treatment").items if item.id == "violence"
    )
    assert (line.answer, line.how, line.sealed) == ("", "", True)
    assert line.text.own == "8.1  Saved for later"
    assert line.locked
    rows = [each for each in record_sheet.rows(session.interview) if each.kind == "sign"]
    assert [(each.text, each.shape, each.how) for each in rows] == [("Saved for later", "", "")]


def test_no_word_of_a_topic_with_a_sealed_question_stands_on_the_record(session):
    session.do(session.interview.write("treatment", "He hits us."))
    assert "He hits us." in repr(record_sheet.sheet_view(session.interview))
    session.do(session.interview.answer_gate("hearing", "others"))
    assert "He hits us." not in repr(record_sheet.sheet_view(session.interview))


def test_alone_again_or_away_from_the_talk_it_can_be_read(session):
    mark = record_sheet.short_name(session.interview.words, "violence")
    session.says("violence")
    session.do(session.interview.answer_gate("hearing", "others"))
    session.do(session.interview.answer_gate("hearing", "nobody"))
    assert mark in repr(record_sheet.sheet_view(session.interview))
    session.do(session.interview.answer_gate("hearing", "others"))
    session.do(session.interview.stop("finished"))
    assert mark in repr(record_sheet.sheet_view(session.interview)), (
        "the officer is at their own work, away from the person"
    )


def test_moving_asks_every_line_of_the_gate_again(session):
    session.do(session.interview.answer_gate("hearing", "others"))
    session.do(GateReturned("place"))
    assert len(session.interview.gate().open_lines) == len(session.interview.protocol.gate)


@pytest.mark.requirement("GA4")
@pytest.mark.parametrize(("age", "rests"), [("adult", False), ("might_be", True), ("under_18", True)])
def test_three_ways_on_are_offered_and_headphones_not_to_a_child(content, age, rests):
    vault = practice_vault()
    session = Session(vault, content).gate()
    assert interview_views.gate_view(session.interview).offers == ()
    session.do(session.interview.answer_gate("hearing", "others"))
    session.do(session.interview.answer_gate("minor", age))
    offers = {each.id: each for each in interview_views.gate_view(session.interview).offers}
    assert [each.title for each in offers.values()] == ["Move", "Later", "Headphones"]
    assert bool(offers["private"].why) is rests
    assert not offers["move"].why and not offers["later"].why
    vault.close()


@pytest.mark.requirement("LA13")
@pytest.mark.parametrize(("ties", "reason"), [("", "locked.interpreter"), ("workplace", "locked.interpreter-ends")])
def test_beside_an_interpreter_who_may_not_hear_it_the_pages_say_why_and_what_to_do(session, ties, reason):
    session.do(session.interview.answer_gate("hearing", "interpreter"))
    session.do(sessions.write("prefer", "ties", ties))
    pages = "\n".join(repr(page) for page in shown(session))
    say = session.interview.words.say
    for item in session.interview.protocol.items.values():
        if item.harm and item.kind == "ask":
            assert not {each for each in words_of(session, item.id) if each in pages}, item.id
    assert say(reason) in pages
    told = frame_views.hearing(session.interview)
    assert told == say("strip.hearing.ends" if ties else "strip.hearing.waits")
    assert bool(interview_views.gate_view(session.interview).offers) is bool(ties), "an open card is no reason to move"
