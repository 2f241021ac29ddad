"""The record's sheet: everything recorded, by whom, when and how; two answers of two laptops are told as two."""

from __future__ import annotations

import hashlib

import pytest

from screening.casework.interview import account, conflicts, interview_views, record_sheet, shared_lines
from screening.domain.answers import Answer, How
from screening.domain.case import rules
from screening.domain.case.rules import ACCOUNT
from screening.domain.events.catalogue import AnswerGiven, ConsentDecided, Event, GateReturned, Recorded
from screening.store import practice_vault
from screening.wording.catalogue.languages import format_date
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees()
    vault.close()


def brought(session: Session, event: Event, *, by: str = "Budi", at: str = "2026-11-20T12:00:00Z") -> Recorded:
    """An event of another laptop, which had not seen this one's, comes in a bundle."""
    digest = hashlib.sha256(f"{event}{by}".encode()).hexdigest()
    made = Recorded(event, digest, at, by, "other-laptop", 1, session.interview.case.lamport + 1)
    session.interview.accept(made)
    return made


@pytest.mark.requirement("SH3")
def test_every_line_says_who_wrote_it_and_on_which_day(session):
    session.says("papers-kept")
    session.do(session.interview.write("papers", "In the grey cupboard."))
    here = session.interview.case.heads["papers-kept"][-1]
    brought(session, AnswerGiven("locked", Answer.NO, How.ASKED))
    told = {row.text: row.told for row in record_sheet.rows(session.interview)}
    today = format_date(here.at, "en")
    assert told["Papers kept by others"].startswith("Papers kept by someone else. ")
    assert f"after a question · {here.by}, {today}" in told["Papers kept by others"]
    assert f"{here.by}, {today}" in told["In the grey cupboard."]
    assert "Budi, 20 November 2026" in told["Stopped, guarded, locked: No"]
    notes = {row.text: row.note for row in record_sheet.rows(session.interview)}
    assert "Budi, 20 November 2026" in notes["Stopped, guarded, locked: No"], "two hands, and two days: the note says"


def again(session: Session) -> Session:
    """Another session, agreed to as the first."""
    session.do(session.interview.stop("later"))
    session.do(session.interview.resume())
    return session.gate().agrees()


def tells(session: Session, topic: str, text: str) -> None:
    for event in session.interview.write_words(topic, text, "told"):
        session.do(event)


@pytest.mark.requirement("SH3")
@pytest.mark.parametrize("topic", ["papers", ACCOUNT])
def test_what_was_told_in_an_earlier_session_stands_beside_what_is_told_now(session, topic):
    talk = session.interview
    tells(session, topic, "The agent is in Ipoh.")
    again(session)
    assert talk.own_words(topic) is None, "the field of this session begins empty"
    tells(session, topic, "The agent is in Klang.")
    tells(session, topic, "The agent is in Klang now.")
    assert [(each.text, each.session) for each in talk.case.words] == [
        ("The agent is in Ipoh.", 1),
        ("The agent is in Klang now.", 2),
    ]
    (beside,) = interview_views.words_beside(talk, topic)
    written = talk.case.words[0]
    assert beside.text == "The agent is in Ipoh."
    assert beside.by == f"Said in an earlier session: {conflicts.written_by(talk, written.by, written.at)}"
    if topic == ACCOUNT:
        view = account.listening_view(talk, "")
        assert (view.account, view.beside) == ("The agent is in Klang now.", (beside,))
    else:
        shown = interview_views.topic_view(talk, topic)
        assert (shown.words.text, shown.beside) == ("The agent is in Klang now.", (beside,))
    said = [row.text for row in record_sheet.rows(talk)]
    assert {"The agent is in Ipoh.", "The agent is in Klang now."} <= set(said)


@pytest.mark.requirement("SH3")
def test_an_answer_that_differs_from_an_earlier_session_stands_beside_it(session):
    talk, item = session.interview, "papers-kept"
    mark, view = record_sheet.short_name(talk.words, item), talk.protocol.items[item]
    session.says("", "holds-own").says(item)
    again(session).says("holds-own", item)
    lines = {row.text: row.told for row in record_sheet.rows(talk)}
    first = talk.case.earlier(item)[0][1]
    kept = conflicts.written_by(talk, first.by, first.at)
    assert lines[f"{mark}: Yes"].endswith(f"Session 1. after a question · {kept}"), "both stand, each with its day"
    assert f"{mark}: No" in lines
    assert (
        interview_views.item_view(talk, view, first=False).earlier
        == f"In an earlier session: Yes · after a question · {kept}"
    )
    session.says(item)
    assert interview_views.item_view(talk, view, first=False).earlier == "", "the same in both sessions is told once"
    assert not talk.case.earlier("needs-hurt")
    session.do(talk.take_back("holds-own"))
    assert not talk.case.earlier("holds-own")
    session.says("holds-own")
    assert len(talk.case.earlier("holds-own")) == 1


def test_within_one_session_a_corrected_answer_leaves_nothing_beside_it(session):
    session.says("papers-kept").says("", "papers-kept")
    assert not session.interview.case.earlier("papers-kept")


def test_what_an_earlier_session_told_stays_sealed_where_somebody_may_hear(session):
    talk = session.interview
    item = next(each for each in talk.protocol.items.values() if each.kind == "ask" and each.harm)
    session.says(item.id)
    again(session).says("", item.id)
    session.do(GateReturned("place"))
    session.gate(hearing="others")
    assert interview_views.item_view(talk, item, first=False).earlier == ""
    said = repr(tuple(record_sheet.rows(talk)))
    assert talk.words.say(f"item.{item.id}.mark") not in said
    assert record_sheet.short_name(talk.words, item.id) not in said


def test_words_that_an_older_program_wrote_over_in_a_second_session_go_on_where_they_stand(session):
    talk = session.interview
    tells(session, "papers", "In the office.")
    again(session)
    session.do(rules.words(talk.protocol, talk.case, "papers", "1", "In the office, he says."))
    assert talk.own_words("papers").text == "In the office, he says."
    tells(session, "papers", "In the office, she says.")
    assert [(each.entry, each.text) for each in talk.case.words] == [("1", "In the office, she says.")]


@pytest.mark.requirement("SH3")
def test_two_answers_are_told_as_two_and_lead_to_both(session):
    session.says("papers-kept")
    brought(session, AnswerGiven("papers-kept", Answer.NO, How.TOLD))
    (line,) = [each for each in record_sheet.rows(session.interview) if each.text.startswith("Papers kept")]
    assert line.text.endswith("two answers, see both")
    assert "Yes · after a question" in line.told and "No · told freely · Budi, 20 November 2026" in line.told
    assert "Does not know" not in f"{line.text} {line.told}"
    assert line.place == conflicts.PLACE


@pytest.mark.requirement("CO2")
def test_where_two_laptops_heard_different_decisions_no_button_is_filled(session):
    session.do(session.interview.decide("count", "no"))
    brought(session, ConsentDecided("count", "yes", "v1", "en"))
    (line,) = [each for each in shared_lines.consent_view(session.interview).lines if each.id == "consent.count"]
    assert line.value == ""
    assert "Yes · Budi, 20 November 2026" in line.note and "asked again" in line.note
