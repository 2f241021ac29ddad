"""With whom the person would talk: asked, kept, raised when it cannot be had; an interpreter with ties steps back."""

from __future__ import annotations

import datetime

import pytest

from screening.casework.content.directory import shipped
from screening.casework.interview import interpreter, shelter
from screening.casework.interview.note_pages import NotesView
from screening.casework.record import caseload
from screening.casework.referral import papers, recipients
from screening.domain.case import sessions
from screening.domain.case.interpreter import TIES
from screening.domain.events.referral import SheetNoted
from screening.domain.known import known
from screening.settings import OWN
from screening.store import practice_vault
from tests.casework.some_talk import Session

DAY = datetime.date(2026, 11, 24)


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("bn")
    vault.close()


def shown(session: Session) -> str:
    return told(interpreter.prefer_view(session.interview))


def card(session: Session) -> str:
    return told(interpreter.card_view(session.interview))


def told(view: NotesView) -> str:
    return " ".join(row.label.own for row in view.rows)


def note(session: Session, field: str, value: str) -> None:
    session.do(sessions.write("prefer", field, value))


@pytest.mark.requirement("IN15")
def test_what_cannot_be_had_today_is_said_and_written_down(session):
    assert "not possible today" not in shown(session)
    note(session, "officer-today", "no")
    assert "not possible today" in shown(session)


@pytest.mark.requirement("LA12")
@pytest.mark.parametrize("ties", [each for each in TIES if each != "none"])
def test_an_interpreter_with_ties_or_unknown_ties_steps_back(session, ties):
    note(session, "ties", "none")
    assert "Stop using this interpreter" not in card(session)
    note(session, "ties", ties)
    assert "Stop using this interpreter" in card(session)


@pytest.mark.requirement("LA15")
def test_an_interpreter_of_an_earlier_session_closes_nothing_in_a_later_one(session):
    for field, value in (("where", "phone"), ("ties", "none"), ("all-right", "yes")):
        note(session, field, value)
    session.do(session.interview.resume())
    session.gate()
    assert not session.interview.gate().interpreter
    assert not session.interview.gate().not_private


@pytest.mark.requirement("LA14")
def test_another_code_is_another_interpreter_who_is_asked_about_anew(session):
    def write(code: str) -> None:
        for event in shelter.note(session.interview, "prefer", "code", code):
            session.do(event)

    write("INT-A")
    for field, value in (("ties", "none"), ("promised", "yes"), ("all-right", "yes")):
        note(session, field, value)
    write("INT-A ")
    assert session.interview.case.sessions.note("prefer", "ties") == "none"
    write("INT-B")
    kept = session.interview.case.sessions
    assert [kept.note("prefer", name) for name in ("code", "ties", "promised", "all-right")] == ["INT-B", "", "", ""]


@pytest.mark.requirement("LA12")
def test_another_session_asks_the_interpreters_card_again(session):
    for field, value in (
        ("code", "INT-A"),
        ("where", "phone"),
        ("ties", "none"),
        ("briefed", "yes"),
        ("promised", "no"),
        ("all-right", "no"),
    ):
        note(session, field, value)
    assert "Stop using this interpreter" in card(session)
    session.do(session.interview.resume())
    said = {row.id: row.value for row in interpreter.card_view(session.interview).rows}
    assert {said[name] for name in ("where", "ties", "briefed", "promised", "all-right")} == {""}
    assert said["code"] == "INT-A"
    note(session, "all-right", "yes")
    assert session.interview.case.sessions.note("prefer", "all-right") == "yes"


@pytest.mark.requirement("LA13")
@pytest.mark.parametrize("answer", ["no", "not_known", "declined"])
def test_anything_but_a_yes_to_the_interpreter_ends_it(session, answer):
    note(session, "all-right", answer)
    assert "Stop using this interpreter" in card(session)
    note(session, "all-right", "yes")
    assert "Stop using this interpreter" not in card(session)


@pytest.mark.requirement("LA7")
def test_how_they_follow_and_other_languages_are_kept(session):
    rows = {row.id: row for row in interpreter.prefer_view(session.interview).rows if row.id}
    assert [key for key, _text, _shape in rows["follow"].options] == ["listen", "read", "interpreter"]
    note(session, "follow", "listen")
    note(session, "second", "Maithili")
    note(session, "dialect", "from the plains")
    again = {row.id: row.value for row in interpreter.prefer_view(session.interview).rows if row.id}
    assert (again["follow"], again["second"], again["dialect"]) == ("listen", "Maithili", "from the plains")


@pytest.mark.requirement("LA12")
@pytest.mark.parametrize("line", ["briefed", "promised"])
def test_the_card_asks_whether_they_were_briefed_and_promised_silence(session, line):
    note(session, line, "yes")
    assert "Stop using this interpreter" not in card(session)
    note(session, line, "no")
    assert "Stop using this interpreter" in card(session)


def test_the_card_has_a_code_and_no_name(session):
    row = next(row for row in interpreter.card_view(session.interview).rows if row.id == "code")
    assert row.help == "Do not enter a name."


@pytest.mark.requirement("LA15")
def test_by_telephone_the_person_is_told_that_they_are_not_seen(session):
    told = session.interview.words.say("interpreter.phone")
    assert told not in shown(session)
    note(session, "where", "phone")
    assert told in shown(session)
    assert session.interview.words.say("number.interpreter") in shown(session)


@pytest.mark.requirement("LA14")
def test_what_the_interpreter_remarks_is_no_part_of_the_account(session):
    note(session, "remarks", "He means the old foreman.")
    assert session.interview.case.words == ()
    assert session.interview.case.sessions.note("prefer", "remarks") == "He means the old foreman."


def test_another_interpreter_begins_with_an_empty_card(session):
    for field, value in (("code", "IN-7"), ("ties", "family"), ("all-right", "no"), ("officer", "woman")):
        note(session, field, value)
    for event in interpreter.replace_interpreter(session.interview):
        session.do(event)
    kept = session.interview.case.sessions
    assert [kept.note("prefer", field) for field in ("code", "ties", "all-right")] == ["", "", ""]
    assert kept.note("prefer", "officer") == "woman", "what the person would rather have stands"
    assert "Stop using this interpreter" not in card(session)


@pytest.mark.requirement("IN15")
def test_it_is_asked_on_the_way_before_the_first_topic(session):
    places = session.interview.places()
    assert places[places.index("consent") + 1] == "prefer"
    after = [session.interview.next_place("prefer")]
    after.append(session.interview.next_place(after[0]))
    assert after == ["listening", f"topic.{session.interview.protocol.topics[0].id}"]
    assert caseload.next_place(session.interview) == "prefer", "a record left before it opens at it"
    session.invites("needs")
    assert caseload.next_place(session.interview) == "topic.needs", "passed with nothing asked, it is not asked again"


def test_whether_it_is_possible_today_is_asked_of_a_wish_only(session):
    def ids() -> list[str]:
        return [row.id for row in interpreter.prefer_view(session.interview).rows]

    assert "officer-today" not in ids()
    note(session, "officer", "either")
    assert "officer-today" not in ids()
    note(session, "officer", "woman")
    assert "officer-today" in ids()


@pytest.mark.requirement("LA13")
@pytest.mark.parametrize("how", ["gate", "noted"])
def test_where_somebody_interprets_the_person_is_asked_about_them_by_ear(content, how):
    vault = practice_vault()
    session = Session(vault, content).gate(hearing="interpreter" if how == "gate" else "nobody").agrees("bn")
    asked = lambda: [row for row in interpreter.prefer_view(session.interview).rows if row.id == "all-right"]  # noqa: E731
    if how == "noted":
        assert not asked()
        note(session, "where", "here")
    assert asked()
    heard = [row.plays for row in interpreter.prefer_view(session.interview).rows if row.kind == "hear"]
    assert heard == [("interpreter.alone", "interpreter.all-right")]
    vault.close()


@pytest.mark.requirement("IN15")
def test_what_could_not_be_had_is_raised_with_the_referral_and_stands_on_the_paper(session):
    words = session.interview.words
    note(session, "officer", "woman")
    note(session, "interpreter", "man")
    note(session, "officer-today", "no")
    note(session, "interpreter-today", "yes")
    raised = recipients.taking_view(session.interview, shipped(OWN), DAY).lead
    assert words.say("page.prefer.raise-officer", whom="A woman") in raised
    assert "interpreter" not in raised, "what was had is not raised"
    facts = papers.facts(session.interview, session.keeper(), shipped(OWN), "own", DAY)
    said = {field: [words.say(each) for each in facts.known[field].named] for field in ("prefers", "interpreter")}
    assert said == {
        "prefers": ["Prefers a woman. This was not possible at the screening."],
        "interpreter": ["Prefers a man."],
    }
    session.do(SheetNoted("paper", "prefers", "With Pn. Aina"))
    facts = papers.facts(session.interview, session.keeper(), shipped(OWN), "own", DAY)
    assert facts.notes["prefers"] == "With Pn. Aina", "what the officer types stands"


def test_the_person_s_sex_is_asked_beside_with_whom_they_would_talk_and_stands_in_one_place(session):
    rows = {row.id: row for row in interpreter.prefer_view(session.interview).rows if row.id}
    assert [name for name, _text, _mark in rows[interpreter.SEX].options] == ["woman", "man", "declined"]
    assert not rows[interpreter.SEX].value, "nothing is guessed"
    session.do(interpreter.note_sex(session.interview, "declined"))
    assert known.sex(session.interview.case) == "declined"
    assert session.interview.case.referrals.note("service", "sex") == "declined", "where Referrals has it too"
    session.do(interpreter.note_sex(session.interview, "declined"))
    assert known.sex(session.interview.case) == ""
