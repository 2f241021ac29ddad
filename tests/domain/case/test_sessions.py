"""Agreement is asked again each session, said back, kept with its exact text, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import LONGEST_TEXT, Answer, How
from screening.domain.case import rules, sessions
from screening.domain.case.private_answering import refusal
from screening.domain.events.allowed_values import STOPS
from screening.domain.events.catalogue import Event, LanguageChosen, SettingChanged, TalkResumed, TalkStopped
from screening.domain.events.session import NoteWritten, SecondViewWritten, TextHeard
from screening.errors import NotAccepted
from tests.domain.some_case import Talk


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


@pytest.mark.requirement("CO12")
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


@pytest.mark.requirement("CO7")
def test_who_was_in_hearing_is_kept_with_each_decision(content):
    talk = Talk(content.protocol).gate(hearing="others").agrees()
    assert talk.case.consent["talk", ""].event.present == "others"


def test_a_note_that_is_emptied_is_gone_and_its_history_is_not(talk):
    talk.happens(NoteWritten("arrival", "near", "her sister"))
    assert talk.case.sessions.note("arrival", "near") == "her sister"
    talk.happens(NoteWritten("arrival", "near", " "))
    assert talk.case.sessions.note("arrival", "near") == ""


def test_a_note_holds_twenty_thousand_signs_and_not_one_more(talk):
    assert len(rules.note_beside(talk.case, "prefer", "ties", "x" * 20_000).text) == 20_000
    with pytest.raises(NotAccepted, match="text-too-long"):
        rules.note_beside(talk.case, "prefer", "ties", "x" * 20_001)


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
        sessions.write("arrival", "near", "x" * (LONGEST_TEXT + 1))


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


def taken_back(talk: Talk) -> Talk:
    """The person takes it back, and it is put away."""
    talk.happens(sessions.withdraw("keep"))
    return talk.happens(rules.stop(talk.case, "withdrawn"))


def acts(talk: Talk) -> dict[str, Callable[[], Event]]:
    """Everything that writes into the talk."""
    protocol, case = talk.protocol, talk.case
    return {
        "answer": lambda: rules.answer(protocol, case, "locked", Answer.YES, How.ASKED),
        "seen": lambda: rules.answer(protocol, case, "papers-store", Answer.YES, How.SEEN),
        "take back": lambda: rules.take_back(protocol, case, "locked"),
        "invite": lambda: rules.invite(protocol, case, "money"),
        "words": lambda: rules.words(protocol, case, "money", "1", "words"),
        "closing": lambda: rules.note_closing(protocol, case, "wishes", "words"),
        "view": lambda: rules.write_view(case, ["control"], "sure", "because"),
        "consent": lambda: rules.consent(protocol, case, "talk", "yes", text_version="v1"),
    }


ACTS = ("answer", "seen", "take back", "invite", "words", "closing", "view", "consent")


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("name", ACTS)
def test_nothing_is_written_into_what_was_taken_back(talk, name):
    taken_back(talk.says("locked"))
    with pytest.raises(NotAccepted, check=lambda error: error.code == "taken-back"):
        acts(talk)[name]()
    rules.answer_gate(talk.protocol, talk.case, "hurt", "yes")
    assert not talk.case.agreed


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("way", ["finished", "later", "ring_back", "ended_at_gate"])
def test_no_other_end_takes_the_place_of_taking_it_back(talk, way):
    taken_back(talk)
    with pytest.raises(NotAccepted, check=lambda error: error.code == "taken-back"):
        rules.stop(talk.case, way)
    talk.happens(TalkStopped(way))  # as a record of an earlier program holds it
    assert (talk.case.stopped, talk.case.taken_back) == ("withdrawn", True)


@pytest.mark.requirement("CO9")
def test_only_another_session_with_a_new_agreement_opens_it_again(talk):
    taken_back(talk.agrees(count="yes"))
    talk.happens(TalkResumed()).gate()
    assert talk.case.taken_back
    talk.happens(rules.stop(talk.case, "later"))
    assert talk.case.taken_back, "a person who came back and left again has agreed to nothing"
    talk.happens(TalkResumed()).gate().agrees()
    assert not talk.case.taken_back
    assert talk.says("locked").case.answers["locked"].answer == "yes"
    assert talk.case.consented("count") == "", "what was agreed to before counts no more"
    talk.happens(TalkResumed())
    assert not talk.case.taken_back, "a third session is asked for its own agreement, no more"


@pytest.mark.parametrize(("value", "open_again"), [("yes", True), ("no", False)])
def test_a_child_who_came_back_opens_it_with_their_own_yes(content, value, open_again):
    talk = taken_back(Talk(content.protocol).gate(minor="under_18").happens(sessions.write("child", "assent", "yes")))
    assert talk.case.taken_back
    talk.happens(TalkResumed()).gate(minor="under_18").happens(sessions.write("child", "assent", value))
    assert talk.case.taken_back is not open_again


OWN = [("plan", "hard"), ("when", "pay.when"), ("prefer", "second"), ("child", "wishes"), ("refused", "next")]
SAFETY = [
    ("prefer", "ties"),
    ("gate", "took-part"),
    ("later", "needs"),
    ("arrival", "doctor"),
    ("child", "best-interest"),
]


def noted(talk: Talk, page: str, field: str) -> Event:
    return rules.note_beside(talk.case, page, field, "Tell nobody")


@pytest.mark.requirement("CO1")
@pytest.mark.parametrize("value", ["no", "later"])
def test_without_a_yes_to_notes_none_of_their_own_words_are_kept_anywhere(content, value):
    talk = Talk(content.protocol).gate().agrees(notes=value)
    for page, field in OWN:
        with pytest.raises(NotAccepted, check=lambda error: error.code == "locked-consent"):
            noted(talk, page, field)
        rules.note_beside(talk.case, page, field, "")
    with pytest.raises(NotAccepted, check=lambda error: error.code == "locked-consent"):
        rules.note_closing(talk.protocol, talk.case, "wishes", "Tell nobody")
    for page, field in SAFETY:
        assert noted(talk, page, field).text == "Tell nobody"
    for line in ("promised", "must-not-know", "card"):
        assert rules.note_closing(talk.protocol, talk.case, line, "Tell nobody")


@pytest.mark.parametrize("way", ["yes", "duty", "not asked"])
def test_with_a_yes_or_a_told_duty_or_before_it_was_asked_their_words_may_be_written(content, way):
    talk = Talk(content.protocol).gate()
    if way != "not asked":
        talk.agrees(notes="yes" if way == "yes" else "no")
    if way == "duty":
        talk.happens(sessions.inform("Act 670, s. 24"))
    for page, field in OWN:
        assert noted(talk, page, field).text == "Tell nobody"
    assert rules.note_closing(talk.protocol, talk.case, "wishes", "Tell nobody")


def test_a_no_to_notes_stands_in_the_next_session_until_it_is_asked_anew(content):
    talk = Talk(content.protocol).gate().agrees(notes="no").happens(TalkResumed()).gate()
    with pytest.raises(NotAccepted):
        noted(talk, "plan", "hard")
    assert noted(talk.agrees(), "plan", "hard")


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize(("page", "field"), [*OWN, ("arrival", "near")])
def test_no_note_of_the_talk_is_written_once_it_was_taken_back(talk, page, field):
    taken_back(talk)
    with pytest.raises(NotAccepted, check=lambda error: error.code == "taken-back"):
        noted(talk, page, field)
    for safe in (("gate", "took-part"), ("suicide", "told"), ("withdraw", "choice")):
        assert noted(talk, *safe)


@pytest.mark.parametrize(
    ("reader", "chosen", "sureness", "reason", "code"),
    [
        (" ", ("control",), "sure", "Because.", "reader-missing"),
        (" lab-07", ("control",), "sure", "Because.", "reader-missing"),
        ("Budi", (), "sure", "Because.", "view-needs-choice"),
        ("Budi", ("control",), "certain", "Because.", "view-needs-choice"),
        ("Budi", ("control",), "", "Because.", "view-needs-choice"),
        ("Budi", ("control",), "sure", "  ", "view-needs-reason"),
    ],
)
def test_a_second_view_is_another_person_s_with_a_choice_how_sure_it_is_and_a_reason(
    reader, chosen, sureness, reason, code
):
    with pytest.raises(NotAccepted, match=f"^{code}"):
        sessions.second_view("LAB-07 ", reader, chosen, sureness, reason)
    told = sessions.second_view("LAB-07", " Budi ", ("control", "pay"), "sure", " Because. ")
    assert told == SecondViewWritten("Budi", ("control", "pay"), "sure", "Because.")


def test_another_place_or_language_is_of_the_session_in_hand_and_of_none_before(talk):
    talk.happens(SettingChanged("shelter"))
    talk.happens(TalkResumed()).happens(SettingChanged("office")).happens(LanguageChosen("bn"))
    held = [(each.number, each.setting, each.language) for each in talk.case.sessions.began]
    assert held == [(1, "shelter", "en"), (2, "office", "bn")]
    talk.happens(TalkResumed())
    assert [each.number for each in talk.case.sessions.began] == [1, 2, 3]
    assert talk.case.sessions.began[-1].setting == "office", "the place stays until another one is chosen"
    assert sessions.Sessions().held(setting="office") == sessions.Sessions()


def test_a_line_about_a_start_without_numbers_has_one_space_between_words_and_a_length(talk):
    assert sessions.override("johor", ("shelter",), "other", "  no   signal ").line == "no signal"
    assert len(sessions.override("johor", ("shelter",), "other", "a" * 200).line) == 200


def test_a_duty_is_kept_by_its_name_and_counts_in_its_own_session(talk):
    assert sessions.inform(" Act 670, s. 24 ").duty == "Act 670, s. 24"
    talk.happens(sessions.inform("Act 670, s. 24"))
    assert talk.case.sessions.informed_now
    assert [(number, duty) for number, duty, _at in talk.case.sessions.informed] == [(1, "Act 670, s. 24")]
    assert not talk.happens(TalkResumed()).case.sessions.informed_now


ASKED_ANEW = [
    ("child", "assent"), ("child", "trained"), ("withdraw", "choice"), ("prefer", "where"), ("prefer", "ties"),
    ("prefer", "briefed"), ("prefer", "promised"), ("prefer", "all-right"),
]  # fmt: skip


@pytest.mark.requirement("CO9", "CH2", "LA12")
@pytest.mark.parametrize(("page", "field"), [*ASKED_ANEW, ("prefer", "officer"), ("child", "wishes"), ("plan", "hard")])
def test_what_counts_in_its_own_session_is_asked_anew_in_the_next_and_every_other_note_stays(talk, page, field):
    talk.happens(NoteWritten(page, field, "yes"))
    assert talk.case.sessions.note(page, field) == "yes"
    talk.happens(TalkResumed())
    assert talk.case.sessions.note(page, field) == ("" if (page, field) in ASKED_ANEW else "yes")
    talk.happens(NoteWritten(page, field, "no"))
    assert talk.case.sessions.note(page, field) == "no"


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize("way", STOPS)
def test_of_all_the_ends_of_a_talk_one_takes_back_what_was_said(talk, way):
    case = talk.happens(rules.stop(talk.case, way)).case
    assert (case.stopped, bool(case.stopped_at)) == (way, True)
    assert (case.taken_back, case.sessions.withdrawn) == ((True, "keep") if way == "withdrawn" else (False, ""))
    assert case.consented("count") == ("" if way == "withdrawn" else "yes")
