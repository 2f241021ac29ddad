"""Whether answering alone can be offered, what is heard, and what it leaves in the record."""

from __future__ import annotations

import pytest
from some_talk import Session

from screening.casework import answering_alone
from screening.casework.interviewing import Interview, open_case
from screening.domain.case import fold
from screening.domain.private_mode import Key, heard
from screening.errors import NotAccepted
from screening.store import practice_vault
from screening.wording.catalogs import Words

YES, NO, OUT = Key.YES, Key.NO, Key.LEAVE_OUT


@pytest.fixture
def vault():
    made = practice_vault()
    yield made
    made.close()


@pytest.fixture
def session(vault, content) -> Session:
    return Session(vault, content).gate().agrees("bn")


def sat(session: Session, *given: Key):
    sitting = answering_alone.sit_down(session.interview, practice_voice=True)
    for key in (YES, NO, *given):
        sitting = sitting.press(key)
    return sitting


def record(session: Session, sitting) -> None:
    events = answering_alone.outcome(session.interview, sitting, synthetic=True)
    for each in session.vault.append_many(session.code, events):
        session.interview.accept(each)


def test_every_text_of_a_sitting_can_be_said_in_the_persons_language(session):
    for text_id in heard(session.interview.protocol):
        said = answering_alone.heard(session.interview, text_id, "female")
        assert said.language == "bn"
        assert said.words
        assert "{" not in said.words


def test_a_question_that_leans_on_another_has_words_of_its_own_for_the_ear(session):
    assert answering_alone.heard(session.interview, "item.debt-tied.text", "").text_id == "private.item.debt-tied"
    assert answering_alone.heard(session.interview, "item.locked.text", "").text_id == "item.locked.text"


def test_practice_may_use_the_computers_voice_and_says_so(session):
    view = answering_alone.alone_view(session.interview, practice_voice=True)
    assert not view.waits
    assert "Never for a real person" in view.note
    assert answering_alone.refusal(session.interview, practice_voice=False) == "no-practice-voice"


def test_a_real_person_is_never_given_the_computers_voice(vault, content):
    code = vault.new_case()
    first = vault.append(code, open_case("", content, setting="workplace", profile="field", practice=False))
    real = Session(vault, content)
    real.code = code
    real.interview = Interview(content, fold(code, [first]), Words("en"), "labour-officer")
    real.gate().agrees("bn")
    assert answering_alone.refusal(real.interview, practice_voice=True) == "no-recordings"
    assert answering_alone.alone_view(real.interview, practice_voice=True).waits
    with pytest.raises(NotAccepted):
        answering_alone.sit_down(real.interview, practice_voice=True)


def test_answers_enter_the_record_as_private_audio_only_when_the_person_says_so(session):
    record(session, sat(session, YES, NO, Key.STOP, YES, YES))
    given = session.interview.case.answers
    assert (given["needs-basic"].answer, given["needs-basic"].how) == ("yes", "private")
    assert given["job-different"].answer == "no"
    assert "lets you see the answers" in answering_alone.told(session.interview)


def test_only_how_many_tells_the_officer_two_numbers(session):
    record(session, sat(session, YES, NO, Key.STOP, YES, NO))
    assert not session.interview.case.answers
    assert "2 answered, 1 of them yes" in answering_alone.told(session.interview)


def test_erased_answers_are_nowhere_in_the_record(session):
    before = len(session.vault.events(session.code))
    record(session, sat(session, YES, NO, Key.STOP, YES, OUT))
    assert not session.interview.case.answers
    assert len(session.vault.events(session.code)) == before + 1
    assert "erased" in answering_alone.told(session.interview)


def test_nothing_is_told_where_nobody_answered_alone(session):
    assert answering_alone.told(session.interview) == ""
