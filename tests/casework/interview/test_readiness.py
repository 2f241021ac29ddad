"""Before the talk: what to mind in each place, the raid, numbers nobody rang, and the contact without a question."""

from __future__ import annotations

import pytest

from screening.casework.content import directory
from screening.casework.interview import readiness, record_sheet
from screening.casework.interview.interview import NUMBERS_FIRST
from screening.casework.referral import recipients
from screening.casework.view_models import NumberCard
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.store import practice_vault
from tests.casework.some_talk import SAFE, Session

ORDINARY = ("workplace", "hostel", "household", "vessel", "shelter", "airport", "clinic", "street", "phone")


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content)
    vault.close()


def at(session: Session, setting: str) -> readiness.MindingView:
    for event in session.interview.choose_setting(setting):
        session.do(event)
    return readiness.minding_view(session.interview)


@pytest.mark.requirement("GA13")
def test_every_place_says_what_to_mind_there(session):
    places = [row["id"] for row in session.interview.protocol.tables["settings"]["setting"]]
    assert {*ORDINARY, *readiness.RAIDED} <= set(places)
    warnings = [at(session, place).warning for place in places]
    assert all(warnings)
    assert len(set(warnings)) == len(warnings), "each its own"


@pytest.mark.requirement("GA11")
@pytest.mark.parametrize("place", readiness.RAIDED)
def test_who_took_part_in_a_raid_is_advised_to_let_another_talk(session, place):
    assert at(session, place).raid
    assert not at(session, place).advice
    session.do(readiness.took_part("yes"))
    assert "someone else" in readiness.minding_view(session.interview).advice
    session.do(readiness.took_part("no"))
    assert not readiness.minding_view(session.interview).advice


@pytest.mark.parametrize("place", ORDINARY)
def test_elsewhere_nobody_is_asked_about_a_raid(session, place):
    assert not at(session, place).raid


def rung(session: Session, region: str, *but: str) -> None:
    """Numbers of that state were rung here, all five but these."""
    session.do(readiness.choose_region(session.interview, region))
    say = session.interview.words.say
    session.interview.numbers = {
        name: NumberCard(say(f"number.{name}"), "03-1", "verified") for name in NUMBERS_FIRST if name not in but
    }


def passed(session: Session) -> Session:
    """Every line of the gate is answered, and nothing else."""
    for line, choice in SAFE.items():
        session.do(session.interview.answer_gate(line, choice))
    return session


@pytest.mark.requirement("GA9")
def test_what_nobody_rang_is_named_at_the_gate(session):
    say = session.interview.words.say
    told = readiness.minding_view(session.interview).unrung
    assert all(say(f"number.{name}") in told for name in NUMBERS_FIRST)
    rung(session, "johor", "shelter")
    told = readiness.minding_view(session.interview).unrung
    assert say("number.shelter") in told
    assert say("number.emergency") not in told


@pytest.mark.requirement("GA9")
@pytest.mark.parametrize("lacking", NUMBERS_FIRST)
def test_one_number_that_nobody_rang_blocks_the_start(session, lacking):
    interview = passed(session).interview
    rung(session, "johor", lacking)
    assert interview.waits_for() == (lacking,)
    for place in ("language", "consent", "topic.needs", "closing"):
        assert interview.reachable(place) == "locked.numbers"
    with pytest.raises(NotAccepted, match="numbers-first"):
        interview.choose_language("ne")
    assert not interview.reachable("gate")
    assert interview.care() is not None, "care stays open"
    assert readiness.contact_given(interview), "and so does the short contact"
    session.do(interview.begin_without("here"))
    assert not interview.waits_for()
    assert not interview.reachable("language")
    assert interview.choose_language("ne")


def test_with_all_five_rung_nothing_waits_and_no_reason_is_asked(session):
    rung(passed(session), "johor")
    assert not session.interview.waits_for()
    assert not session.interview.reachable("language")


@pytest.mark.requirement("GA9")
def test_without_a_state_the_start_waits_and_nothing_that_was_rung_is_called_unrung(session):
    rung(passed(session), "")
    assert session.interview.waits_for() == NUMBERS_FIRST
    view = readiness.numbers_view(session.interview, directory.shipped(OWN))
    assert [line.chosen for line in view.lines] == [True] * 5
    assert all(session.interview.number(line.id).number in line.text for line in view.lines)
    assert readiness.minding_view(session.interview).unrung == ""
    assert view.lead == session.interview.words.say("page.numbers.no-state")


def test_another_state_asks_again_and_the_same_state_does_not(session):
    rung(passed(session), "johor", "shelter")
    session.do(session.interview.begin_without("paper"))
    rung(session, "sabah", "shelter")
    assert session.interview.waits_for() == ("shelter",)
    rung(session, "johor", "shelter")
    assert not session.interview.waits_for()


def test_another_session_asks_again_and_nothing_waits_after_the_talk(session):
    rung(session.gate().agrees(), "johor", "shelter")
    session.do(session.interview.begin_without("leaving"))
    session.do(session.interview.stop("finished"))
    rung(session, "sabah", *NUMBERS_FIRST)
    assert not session.interview.waits_for()
    assert recipients.decide(session.interview, "tenaganita", "needs", "yes"), "what follows is the officer's own work"
    session.do(session.interview.resume())
    assert session.interview.waits_for() == NUMBERS_FIRST
    passed(session)
    with pytest.raises(NotAccepted, match="numbers-first"):
        session.interview.decide("talk", "yes")


def test_a_question_waits_and_what_is_only_seen_does_not(session):
    passed(session)
    items = session.interview.protocol.items.values()
    seen, asked = (next(each.id for each in items if each.kind == kind) for kind in ("observe", "ask"))
    assert session.interview.answer(seen, "yes")
    with pytest.raises(NotAccepted, match="numbers-first"):
        session.interview.answer(asked, "yes")


def test_the_reason_stands_in_what_was_said_so_far(session):
    passed(session)
    session.do(session.interview.begin_without("other", "Shelter is being rung by my colleague"))
    line = tuple(record_sheet.rows(session.interview))[-1]
    say = session.interview.words.say
    assert all(say(f"number.{name}") in line.text for name in NUMBERS_FIRST)
    assert say("page.numbers.reason.other") in line.note
    assert "my colleague" in line.note


@pytest.mark.requirement("GA10")
def test_a_short_contact_asks_nothing_and_tells_what_help_there_is(session):
    view = readiness.contact_view(session.interview)
    assert {row.kind for row in view.rows} == {"said", "info", "act"}, "no field and no choice"
    said = [row.label.own for row in view.rows if row.kind == "said"]
    information = session.interview.protocol.tables["closing"]["information"]
    assert len(said) == sum("{" not in row["text"] for row in information) + 1
    assert not any("?" in text for text in said)
    assert sum(len(text.split()) for text in said) < 250, "under three minutes, read slowly"


def test_after_a_short_contact_nothing_is_asked_and_nothing_was_answered(session):
    for event in readiness.contact_given(session.interview):
        session.do(event)
    assert session.interview.case.answers == {}
    assert session.interview.case.stopped == "finished"
    assert not session.interview.reachable("own-view")


def point(session: Session, sign: str) -> None:
    for event in readiness.point(session.interview, sign):
        session.do(event)


def need(session: Session, name: str) -> str:
    return session.interview.case.referrals.note("need", name)


def test_a_sign_that_is_pointed_at_is_a_need_and_can_be_taken_back(session):
    session.gate()
    point(session, "doctor")
    assert need(session, "medical") == "yes"
    point(session, "doctor")
    assert need(session, "medical") == ""
    assert not readiness.pointed(session.interview, "doctor")


def test_a_need_stays_while_another_sign_of_it_is_pointed_at(session):
    session.gate()
    point(session, "water")
    point(session, "sleep")
    point(session, "water")
    assert need(session, "basic") == "yes"
    point(session, "sleep")
    assert need(session, "basic") == ""


def test_every_sign_has_a_name_and_a_need_of_the_directory(session):
    known = {each.id for each in directory.shipped(OWN).needs}
    assert set(readiness.NEEDS.values()) <= known
    assert all(each.text for each in readiness.signs(session.interview))


def test_it_ends_with_an_interpreter_asked_for_and_no_answer_recorded(session):
    session.gate()
    for event in readiness.end_wordless(session.interview):
        session.do(event)
    assert need(session, "interpreter") == "yes"
    assert session.interview.case.answers == {}
    assert session.interview.case.language is None
