"""Agreement beside the decisions: said back, the words that were heard, duties, embassies, taking it back."""

from __future__ import annotations

import pytest

from screening.casework.interview import consent, interpreter, interview_views, shared_lines, shelter
from screening.casework.interview.note_pages import FIELDS
from screening.domain.case import rules, sessions
from screening.domain.events.catalogue import FormIssued, TalkResumed
from screening.domain.events.referral import ReferralSent
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

DANGER = "consent.spoken.limits-office-danger"


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


@pytest.mark.requirement("CO2")
def test_nothing_is_set_beforehand(session):
    session.do(session.interview.choose_language("ur"))
    view = shared_lines.consent_view(session.interview)
    assert [each.value for each in view.lines if each.number and each.options] == [""] * 5
    assert {each.when for each in session.interview.protocol.decisions} == {"start", "closing"}
    assert len(session.interview.protocol.decisions) == 8


@pytest.mark.requirement("CO2", "NV18")
def test_a_no_to_anything_changes_nothing_about_the_help(session):
    session.do(session.interview.choose_language("en"))
    before = interview_views.closing_view(session.interview).leaving
    for decision in session.interview.protocol.decisions:
        decide(session, decision.id, "no")
        assert interview_views.closing_view(session.interview).leaving == before


def test_an_officer_claims_no_duty_to_report_every_danger_and_an_earlier_edition_says_what_it_said():
    for language in ("en", "ms", "id", "th"):
        before, now = (Words(language, edition=each).say(DANGER) for each in ("2026-2", "2026-3"))
        report = {"en": "report", "ms": "laporkan", "id": "laporkan", "th": "รายงาน"}[language]
        assert report in before
        assert report not in now
        assert "18" in now


@pytest.mark.requirement("CO7")
def test_the_exact_words_heard_can_be_shown_again_in_the_language_they_were_heard_in(session):
    session.do(session.interview.choose_language("ur"))
    spoken = [session.interview.theirs.say(f"consent.spoken.{each.id}") for each in session.interview.spoken_parts()]
    decide(session, "talk", "yes")
    decide(session, "notes", "yes")
    session.do(session.interview.choose_language("en"))
    shown = texts(consent.heard_view(session.interview))
    assert [each for each in shown if each in spoken] == spoken
    assert any("no one could hear" in each for each in shown)


@pytest.mark.requirement("CO5")
def test_two_tries_that_were_not_clear_change_the_explanation(session):
    session.agrees()
    session.do(sessions.say_back("first", False))
    assert shared_lines.consent_view(session.interview).said_back_note == ""
    session.do(sessions.say_back("first", False))
    assert "another language" in shared_lines.consent_view(session.interview).said_back_note
    session.do(sessions.say_back("first", True))
    assert shared_lines.consent_view(session.interview).said_back_note == ""


@pytest.mark.requirement("CO9")
def test_another_session_shows_the_last_decision_and_asks_again(session):
    session.agrees()
    session.do(TalkResumed())
    (talk,) = (each for each in shared_lines.consent_view(session.interview).lines if each.id == "consent.talk")
    assert (talk.value, talk.note) == ("", "Last time: Yes. Ask again.")


@pytest.mark.parametrize("role", ["labour-officer", "public-officer", "ngo", "trainer"])
def test_a_duty_that_binds_everybody_can_be_recorded_by_every_role(session, role):
    session.agrees()
    session.interview.role = role
    assert any(row.kind == "act" for row in consent.informed_view(session.interview).rows)


def test_an_embassy_is_named_with_its_danger_and_the_safe_choice_comes_first(session):
    session.agrees("bn")
    view = consent.embassy_view(session.interview)
    acts = [row for row in view.rows if row.kind == "act"]
    assert [(row.id, row.main) for row in acts] == [("embassy-no", True), ("embassy-yes", False)]
    assert any("know that you are here" in each for each in texts(view))


@pytest.mark.requirement("CO8")
def test_taking_back_says_what_has_left_and_needs_a_choice_first(session):
    session.agrees()
    session.do(FormIssued("sheet-a", "saved", "ab" * 32))
    session.do(ReferralSent("tenaganita", ("needs",), "saved", "ab" * 32, ""))
    view = consent.withdraw_view(session.interview)
    assert any("Tenaganita" in each and "abab" in each for each in texts(view))
    assert view.rows[-1].why
    session.do(sessions.write("withdraw", "choice", "erase"))
    assert not consent.withdraw_view(session.interview).rows[-1].why


PAGES = {"plan": shelter.plan_view, "prefer": interpreter.prefer_view, "refused": shelter.refused_view}


@pytest.mark.requirement("CO1")
@pytest.mark.parametrize("page", list(PAGES))
def test_after_a_no_to_notes_a_page_has_no_field_for_their_words_and_says_what_may_be_written(session, page):
    session.agrees()
    refused = session.interview.words.say("page.notes.refused")

    def own() -> list[str]:
        rows = PAGES[page](session.interview).rows
        return [row.id for row in rows if row.kind in FIELDS and rules.own_words(page, row.id)]

    assert own() and refused not in texts(PAGES[page](session.interview))
    decide(session, "notes", "no")
    assert own() == []
    assert texts(PAGES[page](session.interview))[0] == refused
    if page == "prefer":
        session.do(session.interview.beside("prefer", "where", "here"))
        rows = {row.id: row.kind for row in PAGES[page](session.interview).rows}
        assert (rows["interpreter"], rows["all-right"]) == ("link", "choice"), "the interpreter's card stays at hand"


def test_after_a_no_to_notes_the_closing_has_no_field_for_their_wishes_and_keeps_the_others(session):
    session.agrees()
    decide(session, "notes", "no")
    view = interview_views.closing_view(session.interview)
    assert [line.id for line in view.lines if line.closed] == ["wishes"]
    assert session.interview.words.say("page.notes.refused") in view.lead


def test_what_was_noted_with_their_yes_stays_in_sight_and_can_be_taken_away(session):
    session.agrees()
    session.do(session.interview.beside("plan", "hard", "doors locked from outside"))
    decide(session, "notes", "no")
    assert "hard" in [row.id for row in shelter.plan_view(session.interview).rows]
    session.do(session.interview.beside("plan", "hard", ""))
    assert "hard" not in [row.id for row in shelter.plan_view(session.interview).rows]


@pytest.mark.requirement("CO7")
def test_what_the_person_understood_says_in_which_language_a_decision_was_explained_and_when(session):
    session.do(session.interview.choose_language("bn"))
    for event in shared_lines.say_line(session.interview, "consent.count"):
        session.do(event)
    for event in shared_lines.decide(session.interview, "consent.count", "yes"):
        session.do(event)
    decide(session, "talk", "yes")
    counted, talked = (
        next(each for each in texts(consent.heard_view(session.interview)) if each.startswith(title))
        for title in ("Counting me", "Talking now")
    )
    assert "explained in Bangla, " in counted
    assert talked.endswith("not recorded that it was said")
