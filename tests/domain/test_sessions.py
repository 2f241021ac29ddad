"""Agreement is asked again each session, said back, kept with its exact text, and can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from some_case import Talk

from screening.domain import sessions
from screening.domain.events import TalkResumed
from screening.domain.private_mode import refusal
from screening.domain.session_events import NoteWritten, TextHeard
from screening.errors import NotAccepted


@pytest.fixture
def talk(content) -> Talk:
    return Talk(content.protocol).gate().agrees(count="yes")


def test_a_yes_of_another_session_opens_nothing_today(talk):
    assert talk.case.agreed
    talk.happens(TalkResumed()).gate()
    assert talk.case.sessions.number == 2
    assert not talk.case.agreed
    assert (talk.case.consented("talk"), talk.case.decided_now("talk")) == ("yes", "")
    with pytest.raises(NotAccepted):
        talk.says("locked")
    assert refusal(talk.protocol, talk.case) == "locked-consent"
    talk.agrees()
    assert talk.says("locked").case.answers["locked"].answer == "yes"


def test_a_told_duty_stands_for_the_notes_and_never_for_the_talk(content):
    talk = Talk(content.protocol).gate().agrees(notes="no")
    talk.happens(sessions.inform("Act 670, s. 24"))
    assert talk.case.agreed
    assert talk.case.consented("notes") == "no"
    talk.agrees(talk="no", notes="no")
    assert not talk.case.agreed


@pytest.mark.parametrize("duty", ["", "  "])
def test_a_duty_without_a_name_is_none(duty):
    with pytest.raises(NotAccepted):
        sessions.inform(duty)


def test_who_was_in_hearing_is_kept_with_each_decision(content):
    talk = Talk(content.protocol).gate(hearing="others").agrees()
    assert talk.case.consent["talk", ""].event.present == "others"


def test_a_note_that_is_emptied_is_gone_and_its_history_is_not(talk):
    talk.happens(NoteWritten("arrival", "near", "her sister"))
    assert talk.case.sessions.note("arrival", "near") == "her sister"
    talk.happens(NoteWritten("arrival", "near", " "))
    assert talk.case.sessions.note("arrival", "near") == ""


def test_saying_back_is_counted_by_session_and_point(talk):
    talk.happens(sessions.say_back("first", False)).happens(sessions.say_back("first", True))
    assert talk.case.sessions.tries("first") == (False, True)
    talk.happens(TalkResumed())
    assert talk.case.sessions.tries("first") == ()


def test_the_exact_text_is_kept_once_for_each_version(talk):
    talk.happens(TextHeard("v1", "bn", ("এক", "দুই")))
    assert talk.case.sessions.heard["v1"].texts == ("এক", "দুই")


def test_what_does_not_exist_cannot_be_chosen():
    for wrong in (lambda: sessions.withdraw("perhaps"), lambda: sessions.say_back("third", True)):
        with pytest.raises(NotAccepted):
            wrong()
    with pytest.raises(NotAccepted):
        sessions.write("arrival", "near", "x" * (sessions.LONGEST + 1))


def test_a_start_without_numbers_counts_for_its_state_and_its_session(talk):
    talk.happens(sessions.override("johor", ("shelter", "medical"), "here"))
    assert talk.case.sessions.begun_without("johor") == {"shelter", "medical"}
    assert talk.case.sessions.begun_without("sabah") == frozenset()
    talk.happens(TalkResumed())
    assert talk.case.sessions.begun_without("johor") == frozenset()


def test_another_reason_needs_a_short_line_and_no_other_reason_keeps_one():
    for line, code in (("  ", "override-needs-line"), ("a" * 201, "text-too-long")):
        with pytest.raises(NotAccepted, match=code):
            sessions.override("johor", ("shelter",), "other", line)
    with pytest.raises(NotAccepted, match="no-such-choice"):
        sessions.override("johor", ("shelter",), "hurry")
    assert sessions.override("johor", ("shelter",), "here", "Mariam").line == ""


@given(st.permutations(range(3)))
def test_starts_of_two_laptops_stand_beside_each_other_in_any_order(content, order):
    made = [
        sessions.override("johor", ("shelter",), "here"),
        sessions.override("johor", ("medical",), "other", "The clinic is next door"),
        sessions.override("sabah", ("emergency",), "paper"),
    ]
    talk = Talk(content.protocol)
    for at in order:
        talk.happens(made[at])
    assert talk.case.sessions.begun_without("johor") == {"shelter", "medical"}
    assert talk.case.sessions.begun_without("sabah") == {"emergency"}
    assert len(talk.case.sessions.overridden) == 3
