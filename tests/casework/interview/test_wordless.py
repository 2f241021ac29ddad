"""No shared language: signs that are pointed at become needs, and an interpreter is asked for."""

from __future__ import annotations

import pytest

from screening.casework.interview import wordless
from screening.store import practice_vault
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate()
    vault.close()


def point(session: Session, sign: str) -> None:
    for event in wordless.point(session.interview, sign):
        session.do(event)


def need(session: Session, name: str) -> str:
    return session.interview.case.referrals.note("need", name)


def test_a_sign_that_is_pointed_at_is_a_need_and_can_be_taken_back(session):
    point(session, "doctor")
    assert need(session, "medical") == "yes"
    point(session, "doctor")
    assert need(session, "medical") == ""
    assert not wordless.pointed(session.interview, "doctor")


def test_a_need_stays_while_another_sign_of_it_is_pointed_at(session):
    point(session, "water")
    point(session, "sleep")
    point(session, "water")
    assert need(session, "basic") == "yes"
    point(session, "sleep")
    assert need(session, "basic") == ""


def test_every_sign_has_a_name_and_a_need_of_the_directory(session):
    from screening.casework.content.directory import shipped

    known = {each.id for each in shipped().needs}
    assert set(wordless.NEEDS.values()) <= known
    assert all(each.text for each in wordless.signs(session.interview))


def test_it_ends_with_an_interpreter_asked_for_and_no_answer_recorded(session):
    for event in wordless.end(session.interview):
        session.do(event)
    assert need(session, "interpreter") == "yes"
    assert session.interview.case.answers == {}
    assert session.interview.case.language is None
