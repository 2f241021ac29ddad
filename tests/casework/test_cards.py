"""Said so far: everything recorded, by whom, on which day and how; two answers of two laptops are told as two."""

from __future__ import annotations

import hashlib

import pytest
from some_talk import Session

from screening.casework import cards, settling, talk_views
from screening.domain.answers import Answer, How
from screening.domain.events import AnswerGiven, ConsentDecided, Event, Recorded
from screening.store import practice_vault
from screening.wording.languages import format_date


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


def test_every_line_says_who_wrote_it_and_on_which_day(session):
    session.says("papers-kept")
    session.do(session.interview.write("papers", "In the grey cupboard."))
    here = session.interview.case.heads["papers-kept"][-1]
    brought(session, AnswerGiven("locked", Answer.NO, How.ASKED))
    notes = {line.text: line.note for line in cards.said_view(session.interview).lines}
    today = format_date(here.at, "en")
    assert f"after a question · {here.by}, {today}" in notes["Papers kept by someone else"]
    assert f"{here.by}, {today}" in notes["In the grey cupboard."]
    locked = session.interview.words.say("item.locked.mark")
    assert "Budi, 20 November 2026" in notes[f"{locked}: No"]


def test_two_answers_are_told_as_two_and_lead_to_both(session):
    session.says("papers-kept")
    brought(session, AnswerGiven("papers-kept", Answer.NO, How.TOLD))
    (line,) = [each for each in cards.said_view(session.interview).lines if each.text.startswith("Papers kept")]
    assert line.text.endswith("two answers, see both")
    assert "Yes · after a question" in line.note and "No · told freely · Budi, 20 November 2026" in line.note
    assert "Does not know" not in f"{line.text} {line.note}"
    assert line.place == settling.PLACE


def test_where_two_laptops_heard_different_decisions_no_button_is_filled(session):
    session.do(session.interview.decide("count", "no"))
    brought(session, ConsentDecided("count", "yes", "v1", "en"))
    (decision,) = [each for each in talk_views.consent_view(session.interview).decisions if each.id == "count"]
    assert decision.value == ""
    assert "Yes · Budi, 20 November 2026" in decision.before and "asked again" in decision.before
