"""Whether answering alone can be offered, what is heard, and what it leaves in the record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from screening.casework.content.edition import Content
from screening.casework.interview import private_answering
from screening.casework.interview.interview import Interview, open_case
from screening.casework.interview.private_answering import alone_view, doubts, offer_waits, refuse
from screening.domain.case import private_answering as rules
from screening.domain.case import sessions
from screening.domain.case.case import fold
from screening.domain.case.private_answering import SittingKey, heard
from screening.errors import NotAccepted
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

YES, NO, OUT = SittingKey.YES, SittingKey.NO, SittingKey.LEAVE_OUT


@pytest.fixture
def vault():
    made = practice_vault()
    yield made
    made.close()


@pytest.fixture
def session(vault, content) -> Session:
    return Session(vault, content).gate().agrees("bn")


def sat(session: Session, *given: SittingKey):
    sitting = private_answering.sit_down(session.interview, practice_voice=True)
    for key in (YES, NO, *given):
        sitting = sitting.hear().press(key)
    return sitting


def record(session: Session, sitting) -> None:
    events = private_answering.outcome(session.interview, sitting, synthetic=True)
    for each in session.vault.append_many(session.code, events):
        session.interview.accept(each)


@pytest.mark.requirement("PR6")
def test_every_text_of_a_sitting_can_be_said_in_the_persons_language(session):
    for text_id in heard(session.interview.protocol):
        said = private_answering.heard(session.interview, text_id, "female")
        assert said.language == "bn"
        assert said.words
        assert "{" not in said.words


def test_a_question_that_leans_on_another_has_words_of_its_own_for_the_ear(session):
    assert private_answering.heard(session.interview, "item.debt-tied.text", "").text_id == "private.item.debt-tied"
    assert private_answering.heard(session.interview, "item.locked.text", "").text_id == "item.locked.text"


def test_practice_may_use_the_computers_voice_and_says_so(session):
    view = private_answering.alone_view(session.interview, practice_voice=True)
    assert not view.waits
    assert "Never for a real person" in view.note
    assert private_answering.refusal(session.interview, practice_voice=False) == "no-practice-voice"


def test_a_real_person_is_never_given_the_computers_voice(vault, content):
    code = vault.new_case()
    first = vault.append(code, open_case("", content, setting="workplace", profile="field", practice=False))
    real = Session(vault, content)
    real.code = code
    real.interview = Interview(content, fold(code, [first]), Words("en"), "labour-officer")
    real.gate().agrees("bn")
    assert private_answering.refusal(real.interview, practice_voice=True) == "no-recordings"
    assert private_answering.alone_view(real.interview, practice_voice=True).waits
    with pytest.raises(NotAccepted):
        private_answering.sit_down(real.interview, practice_voice=True)


def test_answers_enter_the_record_as_private_audio_only_when_the_person_says_so(session):
    record(session, sat(session, YES, NO, SittingKey.STOP, YES, YES))
    given = session.interview.case.answers
    assert (given["needs-basic"].answer, given["needs-basic"].how) == ("yes", "private")
    assert given["job-different"].answer == "no"
    assert "lets you see the answers" in private_answering.outcome_sentence(session.interview)


def test_only_how_many_tells_the_officer_two_numbers(session):
    record(session, sat(session, YES, NO, SittingKey.STOP, YES, NO))
    assert not session.interview.case.answers
    assert "2 answered yes or no, 1 of them yes" in private_answering.outcome_sentence(session.interview)


def test_erased_answers_are_nowhere_in_the_record(session):
    before = len(session.vault.events(session.code))
    record(session, sat(session, YES, NO, SittingKey.STOP, YES, OUT))
    assert not session.interview.case.answers
    assert len(session.vault.events(session.code)) == before + 1
    assert "erased" in private_answering.outcome_sentence(session.interview)


def test_nothing_is_told_where_nobody_answered_alone(session):
    assert private_answering.outcome_sentence(session.interview) == ""


DOUBTS = {
    "privacy": lambda session: session.do(session.interview.answer_gate("hearing", "others")),
    "language": lambda session: session.do(session.interview.choose_language("ne")),
    "listening": lambda session: session.do(sessions.write("prefer", "follow", "listen")),
}


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        yield Session(vault, content).gate().agrees()


def test_where_nothing_is_in_doubt_it_is_not_offered(talk: Session) -> None:
    assert doubts(talk.interview) == offer_waits(talk.interview) == ()


@pytest.mark.requirement("PR1")
@pytest.mark.parametrize("doubt", DOUBTS)
def test_it_is_offered_in_each_of_the_three_doubts_and_a_no_changes_nothing_else(talk: Session, doubt: str) -> None:
    DOUBTS[doubt](talk)
    interview = talk.interview
    assert offer_waits(interview) == (doubt,)
    assert interview.words.say(f"page.alone.doubt.{doubt}") in alone_view(interview, practice_voice=True).why
    before = interview.case
    talk.do(refuse(interview))
    assert offer_waits(interview) == (), "it is not pressed on anybody"
    names = [each.name for each in dataclasses.fields(before)]
    changed = {name for name in names if getattr(before, name) != getattr(interview.case, name)}
    assert changed <= {"sessions", "lamport", "last_at"}
    assert rules.refusal(interview.protocol, interview.case) == "", "and it stays open to whoever asks for it later"


@pytest.mark.parametrize("sign", [("follow", "interpreter"), ("second", "Maithili")])
def test_an_interpreter_and_a_second_language_are_a_doubt_about_the_language(
    talk: Session, sign: tuple[str, str]
) -> None:
    talk.do(sessions.write("prefer", *sign))
    assert doubts(talk.interview) == ("language",)


@pytest.mark.requirement("PR1")
def test_another_doubt_and_another_session_offer_it_again(talk: Session) -> None:
    DOUBTS["listening"](talk)
    talk.do(refuse(talk.interview))
    DOUBTS["privacy"](talk)
    assert offer_waits(talk.interview) == ("privacy",)
    talk.do(refuse(talk.interview))
    talk.do(talk.interview.stop("later"))
    talk.do(talk.interview.resume())
    assert offer_waits(talk.gate().agrees().interview) == ("listening",)


def test_it_is_offered_to_nobody_who_may_be_a_child(talk: Session) -> None:
    DOUBTS["listening"](talk)
    talk.do(talk.interview.answer_gate("minor", "might_be"))
    assert offer_waits(talk.interview) == ()
