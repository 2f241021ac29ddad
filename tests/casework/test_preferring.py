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
