"""The case is what its events say, whichever laptop they came from."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answer, Given, How
from screening.domain.case.case import FAILED, apply, fold
from screening.domain.events import catalogue as ev
from tests.domain.some_case import Talk, recorded


def test_a_later_answer_replaces_the_earlier(content):
    talk = Talk(content.protocol).gate().agrees().says("papers-kept", "yes").says("papers-kept", "no")
    assert talk.case.answers["papers-kept"] == Given(Answer.NO, How.ASKED)
    assert not talk.case.contested


@pytest.mark.requirement("IN7")
def test_an_answer_taken_back_is_not_asked_again(content):
    talk = Talk(content.protocol).gate().agrees().says("papers-kept", "yes")
    talk.happens(ev.AnswerTakenBack("papers-kept", tuple(h.digest for h in talk.case.heads["papers-kept"])))
    assert "papers-kept" not in talk.case.answers


def test_a_question_is_counted_once_in_each_session_and_what_was_told_unasked_is_not(content):
    talk = Talk(content.protocol).gate().agrees().says("locked", "yes", "told")
    assert dict(talk.case.asked_times) == {}
    talk.says("papers-kept", "yes").says("papers-kept", "no")
    assert dict(talk.case.asked_times) == {"papers-kept": 1}
    talk.happens(ev.TalkResumed()).gate().agrees().says("papers-kept", "yes")
    assert dict(talk.case.asked_times) == {"papers-kept": 2}


def test_each_session_keeps_the_answer_that_stood_at_its_end(content):
    talk = Talk(content.protocol).gate().agrees().says("papers-kept", "yes").says("papers-kept", "no")
    assert [each.event.answer for _, each in talk.case.given_in["papers-kept"]] == [Answer.NO]
    talk.happens(ev.TalkResumed()).gate().agrees().says("papers-kept", "yes")
    assert [(at, each.event.answer) for at, each in talk.case.given_in["papers-kept"]] == [
        (1, Answer.NO),
        (2, Answer.YES),
    ]


def test_a_laptop_that_knew_of_no_withdrawal_moves_its_time_no_further(content):
    talk = Talk(content.protocol).gate().agrees().happens(ev.TalkStopped("withdrawn"))
    late = replace(recorded(ev.TalkResumed(), strand="laptop-b"), at="2026-11-26T09:00:00Z")
    case = apply(talk.case, late)
    assert (case.stopped, case.stopped_at) == ("withdrawn", talk.case.stopped_at)


def test_two_laptops_that_disagree_count_as_not_known_until_settled():
    first = recorded(ev.AnswerGiven("locked", Answer.YES, How.TOLD), strand="laptop-a")
    second = recorded(ev.AnswerGiven("locked", Answer.NO, How.ASKED), strand="laptop-b")
    case = fold("C", [first, second])
    assert case.contested == {"locked"}
    assert case.answers["locked"].answer is Answer.NOT_KNOWN
    settled = recorded(ev.AnswerGiven("locked", Answer.YES, How.TOLD, (first.digest, second.digest)))
    case = fold("C", [first, second, settled])
    assert not case.contested
    assert case.answers["locked"].answer is Answer.YES


def test_two_laptops_that_agree_are_not_contested():
    both = [recorded(ev.AnswerGiven("locked", Answer.YES, How.TOLD), strand=name) for name in ("laptop-a", "laptop-b")]
    case = fold("C", both)
    assert not case.contested
    assert case.answers["locked"].answer is Answer.YES


@given(st.permutations(range(4)))
def test_answers_that_had_not_seen_each_other_come_to_the_same_in_any_order(order):
    told = [
        recorded(ev.AnswerGiven("locked", answer, How.TOLD), strand=f"laptop-{place}")
        for place, answer in enumerate([Answer.YES, Answer.NO, Answer.YES, Answer.DECLINED])
    ]
    case = fold("C", [told[place] for place in order])
    assert case.answers["locked"].answer is Answer.NOT_KNOWN


def test_words_written_again_replace_their_entry_and_empty_words_take_it_out():
    written = recorded(ev.WordsWritten("papers", "1", "in the grey cupboard"))
    again = recorded(ev.WordsWritten("papers", "1", "in the office cupboard"))
    assert [each.text for each in fold("C", [written, again]).words] == ["in the office cupboard"]
    gone = recorded(ev.WordsWritten("papers", "1", "  "))
    assert fold("C", [written, again, gone]).words == ()


def test_words_on_one_topic_leave_the_words_on_another_alone():
    told = [recorded(ev.WordsWritten(topic, "1", topic)) for topic in ("papers", "money")]
    assert [each.text for each in fold("C", told).words] == ["papers", "money"]


def test_a_new_round_of_the_gate_starts_with_nothing_answered():
    first = recorded(ev.GateAnswered("hearing", "nobody", 1))
    case = fold("C", [first, recorded(ev.TalkResumed())])
    assert case.gate == {}
    assert case.gate_round == 2
    later = replace(first, event=ev.GateAnswered("hearing", "others", 3))
    assert fold("C", [first, later]).gate == {"hearing": "others"}


def test_an_unknown_event_is_kept_and_the_rest_still_reads():
    case = fold("C", [recorded(ev.Unknown("newer-thing", {"a": 1})), recorded(ev.BreakTaken())])
    assert case.unknown == ("newer-thing",)
    assert case.breaks == 1


@given(st.permutations(["2026-11-24T09:00:00Z", "2026-11-24T11:30:00Z", "2026-11-10T08:00:00Z"]))
def test_the_last_moment_is_the_latest_whichever_laptop_is_folded_last(moments):
    told = [replace(recorded(ev.CaseViewed(), strand=f"laptop-{at}"), at=at) for at in moments]
    assert fold("C", told).last_at == "2026-11-24T11:30:00Z"


@pytest.mark.requirement("IN13")
def test_minutes_count_from_the_case_the_session_or_a_record_opened_after_an_hour():
    def at(event, time):
        return replace(recorded(event), at=f"2026-11-24T{time}:00Z")

    opened = at(ev.CaseOpened("2026-1", "workplace", "field"), "09:00")
    assert fold("C", [opened]).talk_at == opened.at
    soon = [opened, at(ev.CaseViewed(), "09:40"), at(ev.GateReturned("lock"), "09:40"), at(ev.CaseViewed(), "10:39")]
    assert fold("C", soon).talk_at == opened.at, "the same person, as tired as before"
    late = [*soon, at(ev.CaseViewed(), "11:40")]
    assert fold("C", late).talk_at == late[-1].at
    again = [*late, at(ev.TalkStopped("later"), "11:50"), at(ev.TalkResumed(), "11:55")]
    assert fold("C", again).talk_at == again[-1].at


def test_a_paper_that_could_not_be_written_takes_out_itself_alone(content):
    talk = (
        Talk(content.protocol)
        .happens(ev.FormIssued("sheet-a", "saved", "a"))
        .happens(ev.FormIssued("sheet-b", "saved", "b"))
    )
    talk.happens(ev.FormIssued("sheet-a", FAILED, "a"))
    assert [each.event.form for each in talk.case.forms] == ["sheet-b"]
    talk.happens(ev.FormIssued("sheet-c", FAILED, "c"))
    assert [each.event.form for each in talk.case.forms] == ["sheet-b"], "and one that was never noted takes out none"


events = st.lists(
    st.tuples(
        st.sampled_from(("locked", "papers-kept", "violence")),
        st.sampled_from((*Answer, None)),
        st.sampled_from(("laptop-a", "laptop-b")),
        st.booleans(),
    ),
    max_size=12,
)


@given(events)
def test_answers_carried_from_event_to_event_are_those_read_from_nothing(steps):
    """In the same order too: papers and exports go through them as they stand."""
    said, case = [], fold("C", [])
    for item, answer, strand, knows in steps:
        replaces = tuple(head.digest for head in case.heads.get(item, ())) if knows else ()
        event = (
            ev.AnswerTakenBack(item, replaces) if answer is None else ev.AnswerGiven(item, answer, How.ASKED, replaces)
        )
        said.append(recorded(event, strand=strand))
        assert case.answers is case.answers and case.contested is case.contested  # both have been read
        case, fresh = apply(case, said[-1]), fold("C", said)
        assert list(case.answers.items()) == list(fresh.answers.items())
        assert case.contested == fresh.contested
