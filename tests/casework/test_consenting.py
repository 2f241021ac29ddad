"""Agreement beside the decisions: said back, the words that were heard, duties, embassies, taking it back."""

from __future__ import annotations

import pytest
from some_talk import Session

from screening.casework import consenting, talk_views
from screening.domain import sessions
from screening.domain.events import FormIssued, TalkResumed
from screening.store import practice_vault


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate()
    vault.close()


def texts(view) -> list[str]:
    return [row.label.own for row in view.rows]


def decide(session: Session, decision: str, value: str) -> None:
    for event in session.interview.decided(decision, value):
        session.do(event)


def test_nothing_is_set_beforehand(session):
    session.do(session.interview.choose_language("ur"))
    assert [each.value for each in talk_views.consent_view(session.interview).decisions] == [""] * 5
    assert {each.when for each in session.interview.protocol.decisions} == {"start", "closing"}
    assert len(session.interview.protocol.decisions) == 8


def test_a_no_to_anything_changes_nothing_about_the_help(session):
    session.do(session.interview.choose_language("en"))
    before = talk_views.closing_view(session.interview).information
    for decision in session.interview.protocol.decisions:
        decide(session, decision.id, "no")
        assert talk_views.closing_view(session.interview).information == before


def test_the_exact_words_heard_can_be_shown_again_in_the_language_they_were_heard_in(session):
    session.do(session.interview.choose_language("ur"))
    spoken = [pair.theirs for pair in talk_views.consent_view(session.interview).said]
    decide(session, "talk", "yes")
    decide(session, "notes", "yes")
    session.do(session.interview.choose_language("en"))
    shown = texts(consenting.heard_view(session.interview))
    assert [each for each in shown if each in spoken] == spoken
    assert any("nobody in hearing" in each for each in shown)


def test_two_tries_that_were_not_clear_change_the_explanation(session):
    session.agrees()
    session.do(sessions.say_back("first", False))
    assert consenting.said_back_note(session.interview) == ""
    session.do(sessions.say_back("first", False))
    assert "another language" in consenting.said_back_note(session.interview)
    session.do(sessions.say_back("first", True))
    assert consenting.said_back_note(session.interview) == ""


def test_another_session_shows_the_last_decision_and_asks_again(session):
    session.agrees()
    session.do(TalkResumed())
    talk = talk_views.consent_view(session.interview).decisions[0]
    assert (talk.value, talk.before) == ("", "Last time: Yes. Ask again.")


def test_a_public_duty_is_for_public_officers(session):
    session.agrees()
    assert any(row.kind == "act" for row in consenting.informed_view(session.interview).rows)
    session.interview.role = "ngo"
    assert not any(row.kind == "act" for row in consenting.informed_view(session.interview).rows)


def test_an_embassy_is_named_with_its_danger_and_the_safe_choice_comes_first(session):
    session.agrees("bn")
    view = consenting.embassy_view(session.interview)
    acts = [row for row in view.rows if row.kind == "act"]
    assert [(row.id, row.main) for row in acts] == [("embassy-no", True), ("embassy-yes", False)]
    assert any("know that you are here" in each for each in texts(view))


def test_taking_back_says_what_has_left_and_needs_a_choice_first(session):
    session.agrees()
    session.do(FormIssued("referral-my", "saved", "ab" * 32))
    view = consenting.withdraw_view(session.interview)
    assert any("referral-my" in each and "abab" in each for each in texts(view))
    assert view.rows[-1].why
    session.do(sessions.write("withdraw", "choice", "erase"))
    assert not consenting.withdraw_view(session.interview).rows[-1].why
