"""Whether answering alone can be offered, what is heard, and what it leaves in the record."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.casework.content.edition import Content
from screening.casework.interview import private_answering, record_sheet
from screening.casework.interview.interview import Interview, open_case
from screening.casework.interview.private_answering import alone_view, doubts, offer_waits, refuse
from screening.domain.case import private_answering as rules
from screening.domain.case import sessions
from screening.domain.case.case import fold
from screening.domain.case.private_answering import SittingKey, heard
from screening.errors import NotAccepted
from screening.settings import Installation
from screening.store import practice_vault
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.recordings import Recordings
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
    sitting = private_answering.sit_down(session.interview, computer=True)
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
    view = private_answering.alone_view(session.interview, computer=True)
    assert not view.waits
    assert "A computer speaks" in view.note
    assert private_answering.refusal(session.interview, computer=False) == "no-practice-voice"


def real(vault, content, *allowed: str) -> Session:
    """A case of a real person who speaks Bangla, where the organisation allows a computer's voice in some languages."""
    code = vault.new_case()
    first = vault.append(code, open_case("", content, setting="workplace", profile="field", practice=False))
    session = Session(vault, content)
    session.code = code
    here = dataclasses.replace(content, installation=Installation(computer_voice=allowed))
    session.interview = Interview(here, fold(code, [first]), Words("en"), "labour-officer")
    return session.gate().agrees("bn")


@pytest.mark.parametrize("allowed", [(), ("ur",)])
def test_a_real_person_is_not_given_the_computers_voice_unless_the_organisation_allows_their_language(
    vault, content, allowed
):
    session = real(vault, content, *allowed)
    assert private_answering.refusal(session.interview, computer=True) == "no-recordings"
    assert private_answering.alone_view(session.interview, computer=True).waits
    with pytest.raises(NotAccepted):
        private_answering.sit_down(session.interview, computer=True)


def test_where_it_is_allowed_the_person_hears_and_reads_first_that_a_computer_speaks_and_the_officer_too(
    vault, content
):
    session = real(vault, content, "bn")
    view = private_answering.alone_view(session.interview, computer=True)
    theirs = session.interview.theirs.say(rules.TOLD)
    assert (view.waits, view.computer, view.voices) == ("", True, ())
    assert theirs in [pair.theirs for pair in view.said]
    assert "Your organisation allows it" in view.note
    sitting = private_answering.sit_down(session.interview, computer=True)
    assert sitting.says[0] == rules.TOLD
    assert private_answering.heard(session.interview, rules.TOLD, "").words == theirs


def test_where_the_computer_has_no_voice_after_all_the_officer_is_told_why(vault, content):
    session = real(vault, content, "bn")
    assert private_answering.refusal(session.interview, computer=False) == "no-computer-voice"
    assert "“speech” is not installed" in private_answering.alone_view(session.interview, computer=False).waits


@pytest.mark.parametrize("state", ["field-tested", "reviewed"])
def test_a_person_who_recorded_is_always_heard_before_a_computer(vault, content, monkeypatch, state):
    """Recordings that were not tried with people yet are heard by no real person: then the computer may speak."""
    session = real(vault, content, "bn")
    ids = [private_answering.spoken_id(session.interview.theirs, each) for each in heard(session.interview.protocol)]
    files = {"female": {each: Path(f"{each}.flac") for each in ids}, "male": {}}
    found = Recordings("bn", State(state), ("A. Rahman",), datetime.date(2026, 11, 3), files)
    monkeypatch.setattr(private_answering, "recordings", lambda *_asked: found)
    speaks = private_answering.speaks(session.interview, computer=True)
    view = private_answering.alone_view(session.interview, computer=True)
    told = private_answering.sit_down(session.interview, computer=True).says[0] == rules.TOLD
    if state == "field-tested":
        assert (speaks, view.voices, told) == ("recorded", ("female",), False)
        assert "reviewed 3 November 2026" in view.note
    else:
        assert (speaks, view.voices, told) == ("synthetic", (), True)
        assert private_answering.heard(session.interview, ids[0], "").path is None


def test_the_record_and_every_page_say_that_a_computers_voice_asked(session):
    record(session, sat(session, YES, NO, SittingKey.STOP, YES, YES))
    interview = session.interview
    assert "A computer’s voice asked the questions." in private_answering.outcome_sentence(interview)
    given = interview.case.answers["needs-basic"]
    assert (given.how, given.computer, given.way) == ("private", True, "computer")
    lines = [row.note for row in record_sheet.rows(interview)]
    assert sum("private audio, a computer’s voice" in line for line in lines) == 2


def test_what_a_person_said_in_a_recording_is_not_said_to_be_a_computers(session):
    record(session, sat(session, YES, NO, SittingKey.STOP, YES, YES))
    again = private_answering.sit_down(session.interview, computer=True)
    for key in (YES, NO, NO, SittingKey.STOP, YES, YES):
        again = again.hear().press(key)
    for each in session.vault.append_many(
        session.code, private_answering.outcome(session.interview, again, synthetic=False)
    ):
        session.interview.accept(each)
    answers = session.interview.case.answers
    assert (answers["needs-basic"].answer, answers["needs-basic"].way) == ("no", "private")
    assert answers["job-different"].way == "computer", "it stands as it was given before"
    session.do(session.interview.answer("job-different", "no", "private"))
    assert session.interview.case.answers["job-different"].way == "computer", "said again it stays what it was"
    session.do(session.interview.answer("job-different", "yes", "private"))
    assert session.interview.case.answers["job-different"].way == "private", "another answer is another"


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
    assert interview.words.say(f"page.alone.doubt.{doubt}") in alone_view(interview, computer=True).why
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
