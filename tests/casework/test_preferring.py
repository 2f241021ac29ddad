"""With whom the person would talk: asked, kept, raised when it cannot be had; an interpreter with ties steps back."""

from __future__ import annotations

import pytest
from some_talk import Session

from screening.casework import preferring
from screening.domain import sessions
from screening.store import practice_vault


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("bn")
    vault.close()


def shown(session: Session) -> str:
    return " ".join(row.label.own for row in preferring.prefer_view(session.interview).rows)


def note(session: Session, field: str, value: str) -> None:
    session.do(sessions.write("prefer", field, value))


def test_what_cannot_be_had_today_is_said_and_written_down(session):
    assert "not possible today" not in shown(session)
    note(session, "officer-today", "no")
    assert "not possible today" in shown(session)


@pytest.mark.parametrize("ties", [each for each in preferring.TIES if each != "none"])
def test_an_interpreter_with_ties_or_unknown_ties_steps_back(session, ties):
    note(session, "ties", "none")
    assert "steps back" not in shown(session)
    note(session, "ties", ties)
    assert "steps back" in shown(session)


@pytest.mark.parametrize("answer", ["no", "not_known", "declined"])
def test_anything_but_a_yes_to_the_interpreter_ends_it(session, answer):
    note(session, "all-right", answer)
    assert "steps back" in shown(session)
    note(session, "all-right", "yes")
    assert "steps back" not in shown(session)


def test_how_they_follow_and_other_languages_are_kept(session):
    rows = {row.id: row for row in preferring.prefer_view(session.interview).rows if row.id}
    assert [key for key, _text, _shape in rows["follow"].options] == ["listen", "read", "interpreter"]
    note(session, "follow", "listen")
    note(session, "second", "Maithili")
    note(session, "dialect", "from the plains")
    again = {row.id: row.value for row in preferring.prefer_view(session.interview).rows if row.id}
    assert (again["follow"], again["second"], again["dialect"]) == ("listen", "Maithili", "from the plains")


@pytest.mark.parametrize("line", ["briefed", "promised"])
def test_the_card_asks_whether_they_were_briefed_and_promised_silence(session, line):
    note(session, line, "yes")
    assert "steps back" not in shown(session)
    note(session, line, "no")
    assert "steps back" in shown(session)


def test_the_card_has_a_code_and_no_name(session):
    row = next(row for row in preferring.prefer_view(session.interview).rows if row.id == "code")
    assert row.help == "No name."


def test_by_telephone_the_person_is_told_that_they_are_not_seen(session):
    told = session.interview.words.say("interpreter.phone")
    assert told not in shown(session)
    note(session, "where", "phone")
    assert told in shown(session)
    assert session.interview.words.say("number.interpreter") in shown(session)


def test_what_the_interpreter_remarks_is_no_part_of_the_account(session):
    note(session, "remarks", "He means the old foreman.")
    assert session.interview.case.words == ()
    assert session.interview.case.sessions.note("prefer", "remarks") == "He means the old foreman."


def test_another_interpreter_begins_with_an_empty_card(session):
    for field, value in (("code", "IN-7"), ("ties", "family"), ("all-right", "no"), ("officer", "woman")):
        note(session, field, value)
    for event in preferring.replace_interpreter(session.interview):
        session.do(event)
    kept = session.interview.case.sessions
    assert [kept.note("prefer", field) for field in ("code", "ties", "all-right")] == ["", "", ""]
    assert kept.note("prefer", "officer") == "woman", "what the person would rather have stands"
    assert "steps back" not in shown(session)
