"""Answering alone: five keys, two practice questions, the same length for everyone, and the person decides who sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answer, How
from screening.domain.case.private_answering import (
    TOLD,
    Share,
    Sitting,
    SittingKey,
    Stage,
    heard,
    outcome,
    refusal,
    sit_down,
)  # fmt: skip
from screening.domain.events.catalogue import AnsweredAlone, AnswerGiven
from screening.domain.protocol.validation import MOST
from screening.errors import NotAccepted
from tests.domain.some_case import Talk

YES, NO, OUT, AGAIN, STOP = SittingKey.YES, SittingKey.NO, SittingKey.LEAVE_OUT, SittingKey.AGAIN, SittingKey.STOP
keys = st.sampled_from(list(SittingKey))


@pytest.fixture
def talk(content) -> Talk:
    return Talk(content.protocol).gate().agrees()


def pressed(sitting: Sitting, *given: SittingKey) -> Sitting:
    """The sitting after these keys, each pressed once what it answers was heard."""
    for key in given:
        sitting = sitting.hear().press(key)
    return sitting


def begun(talk: Talk) -> Sitting:
    """After both practice questions."""
    return pressed(sit_down(talk.protocol, talk.case), YES, NO)


def whole(talk: Talk, *answers: SittingKey) -> Sitting:
    """Every question answered; the ones that are not given are left out."""
    sitting = begun(talk)
    return pressed(sitting, *answers, *[OUT] * (len(sitting.items) - len(answers)))


@pytest.mark.requirement("PR8")
def test_the_explanation_and_two_practice_questions_come_first(talk):
    sitting = sit_down(talk.protocol, talk.case)
    assert sitting.says[0] == "private.about"
    assert sitting.says[-1] == "private.practice-yes"
    assert pressed(sitting, YES).says == ("private.practice-no",)
    assert begun(talk).step is Stage.ITEM
    assert begun(talk).says[-1] == "item.needs-basic.text"


@pytest.mark.requirement("PR8", "NV37")
def test_a_practice_question_that_is_not_right_twice_leads_back_to_talk(talk):
    once = pressed(sit_down(talk.protocol, talk.case), NO)
    assert once.step is Stage.PRACTICE
    assert once.says[0] == "private.practice-again"
    twice = pressed(once, OUT)
    assert (twice.step, twice.way, twice.says[-1]) == (Stage.ENDED, "to_talk", "private.to-talk")
    assert outcome(talk.case, twice, language="en", sound="recorded") == (
        AnsweredAlone("to_talk", "none", 0, 0, "en", "recorded"),
    )


@given(st.lists(keys, max_size=60))
def test_hearing_again_changes_nothing_wherever_it_is_pressed(talk_of_all, given):
    sitting = pressed(sit_down(talk_of_all.protocol, talk_of_all.case), *given)
    assert sitting.press(AGAIN) is sitting


@pytest.mark.requirement("PR9", "BI2", "NV39")
@given(st.lists(st.sampled_from([YES, NO, OUT]), min_size=25, max_size=25))
def test_everyone_hears_the_same_questions_and_moves_the_same_stones(talk_of_all, answers):
    sitting, said, stones = begun(talk_of_all), [], []
    for key in answers:
        said.append(sitting.says[-1])
        stones.append(sitting.behind)
        sitting = pressed(sitting, key)
    assert said == [f"item.{name}.text" for name in sitting.items]
    assert stones == list(range(25))
    assert sitting.step is Stage.SHARE


@pytest.mark.requirement("PR9")
def test_there_are_at_most_twenty_five_questions_and_none_is_heard_twice(content):
    items = content.protocol.tables["private"]["items"]
    assert len(items) == len(set(items)) <= MOST
    assert set(heard(content.protocol)) >= {f"item.{name}.text" for name in items}


def test_stopping_takes_two_steps_and_leads_back_where_it_was(talk):
    sitting = pressed(begun(talk), YES, NO, STOP)
    assert sitting.step is Stage.STOP_SURE
    assert pressed(sitting, NO).says == ("item.little-pay.text",)
    stopped = pressed(sitting, YES)
    assert stopped.says == (
        "private.stopped", "private.share", "private.share-circle", "private.share-square", "private.share-triangle"
    )  # fmt: skip
    first = pressed(sit_down(talk.protocol, talk.case), YES, STOP, NO)
    assert (first.step, first.says) == (Stage.PRACTICE, ("private.practice-no",))


@pytest.mark.requirement("IN7", "PR5")
@given(st.lists(keys, max_size=60), st.lists(st.sampled_from([YES, NO, OUT]), min_size=1, max_size=5))
def test_no_answer_is_taken_to_a_question_that_was_not_heard_to_its_end(talk_of_all, before, fast):
    sitting = pressed(sit_down(talk_of_all.protocol, talk_of_all.case), *before)
    again = sitting
    for key in fast:
        again = again.press(key)
    assert again is sitting or sitting.heard


@pytest.mark.requirement("IN7", "PR5")
def test_a_figure_pressed_twice_answers_one_question(talk):
    once = pressed(begun(talk), YES)
    assert once.press(YES).answers == {"needs-basic": Answer.YES}
    assert once.press(YES).says == ("item.job-different.text",)
    assert pressed(once, NO).answers == {"needs-basic": Answer.YES, "job-different": Answer.NO}


@pytest.mark.requirement("PR10", "LA11")
def test_who_may_see_the_answers_is_asked_and_each_figure_named_before_one_answers(talk):
    last = whole(talk, YES)
    assert last.says == ("private.share", "private.share-circle", "private.share-square", "private.share-triangle")
    for key in (YES, NO, OUT, STOP):
        assert last.press(key) is last
    assert last.hear().press(AGAIN).says == last.says, "the waves say all of it again"


@pytest.mark.requirement("PR10")
def test_a_second_press_at_the_last_question_shares_nothing(talk):
    last = whole(talk, YES)
    assert last.step is Stage.SHARE
    assert last.press(YES) is last
    assert last.press(STOP) is last


def test_asking_to_stop_is_taken_at_any_time_and_stopping_only_once_it_was_heard(talk):
    asked = begun(talk).press(STOP)
    assert asked.step is Stage.STOP_SURE
    assert asked.press(STOP) is asked
    assert asked.press(YES) is asked
    back = pressed(asked, NO)
    assert back.press(NO) is back, "the figure that leads back answers no question"


def test_what_was_heard_once_may_be_answered_while_it_is_heard_again(talk):
    assert begun(talk).hear().press(AGAIN).press(YES).answers == {"needs-basic": Answer.YES}


@pytest.mark.requirement("PR10")
def test_where_nothing_can_be_heard_any_more_nothing_is_kept(talk):
    silent = pressed(begun(talk), YES, YES).fall_silent()
    assert (silent.step, silent.way, silent.share, silent.answers) == (Stage.ENDED, "to_talk", Share.NONE, {})
    assert silent.fall_silent() is silent


@pytest.mark.requirement("PR13")
def test_whoever_stops_before_any_answer_still_hears_what_help_there_is(talk):
    stopped = pressed(sit_down(talk.protocol, talk.case), STOP, YES)
    assert (stopped.step, stopped.way, stopped.share) == (Stage.ENDED, "stopped", Share.NONE)
    assert "private.rights" in stopped.says
    assert "closing.information.later" in stopped.says


@pytest.mark.requirement("PR13")
@pytest.mark.parametrize(
    "ways",
    [
        pytest.param((NO, NO), id="the first practice question does not fit"),
        pytest.param((YES, YES, OUT), id="the second practice question does not fit"),
        pytest.param((STOP, YES), id="stopped in practice"),
        pytest.param((YES, NO, STOP, YES), id="stopped before an answer"),
        pytest.param((YES, NO, YES, STOP, YES, YES), id="stopped, all"),
        pytest.param((YES, NO, YES, STOP, YES, OUT), id="stopped, none"),
        pytest.param((YES, NO, *[OUT] * 25, NO), id="finished, count"),
    ],
)
def test_rights_and_every_help_are_heard_on_every_way_out(talk, ways):
    ended = pressed(sit_down(talk.protocol, talk.case), *ways)
    assert ended.step is Stage.ENDED
    help_ = tuple(f"closing.information.{name}" for name in talk.protocol.tables["private"]["information"])
    at = ended.says.index("private.rights")
    assert ended.says[at + 1 : -1] == help_
    assert len(help_) > 1


@pytest.mark.requirement("PR10")
@pytest.mark.parametrize(("key", "share"), [(YES, Share.ALL), (NO, Share.COUNT), (OUT, Share.NONE), (STOP, Share.NONE)])
def test_the_person_says_who_may_see_the_answers_and_hears_it_back(talk, key, share):
    ended = pressed(whole(talk, YES, NO), key)
    assert (ended.step, ended.share) == (Stage.ENDED, share)
    assert ended.says[0] == f"private.shared-{share}"


def test_all_records_every_answer_as_private_audio(talk):
    ended = pressed(whole(talk, YES, NO, OUT), YES)
    *given_, last = outcome(talk.case, ended, language="bn", sound="recorded")
    assert last == AnsweredAlone("finished", "all", 2, 1, "bn", "recorded")
    assert given_[:3] == [
        AnswerGiven("needs-basic", Answer.YES, How.PRIVATE),
        AnswerGiven("job-different", Answer.NO, How.PRIVATE),
        AnswerGiven("little-pay", Answer.NOT_KNOWN, How.PRIVATE),
    ]
    assert len(given_) == 25


def test_only_how_many_keeps_two_numbers_and_no_answer(talk):
    ended = pressed(begun(talk), YES, YES, NO, STOP, YES, NO)
    assert outcome(talk.case, ended, language="ur", sound="synthetic") == (
        AnsweredAlone("stopped", "count", 3, 2, "ur", "synthetic"),
    )


@pytest.mark.requirement("IN7", "NV4")
@given(st.lists(st.sampled_from([YES, NO, OUT]), max_size=25))
def test_only_how_many_counts_what_was_left_out_neither_as_an_answer_nor_as_a_no(talk_of_all, answers):
    ended = pressed(whole(talk_of_all, *answers), NO)
    (count,) = outcome(talk_of_all.case, ended, language="ur", sound="recorded")
    assert count.share == "count"
    assert (count.answered, count.yes) == (answers.count(YES) + answers.count(NO), answers.count(YES))


def test_erase_leaves_neither_answers_nor_numbers_even_in_memory(talk):
    ended = pressed(whole(talk, YES, YES), OUT)
    assert ended.answers == {}
    assert outcome(talk.case, ended, language="en", sound="recorded") == (
        AnsweredAlone("finished", "none", 0, 0, "en", "recorded"),
    )


@pytest.mark.requirement("NV4")
def test_what_is_left_out_replaces_no_earlier_answer(talk):
    talk.says("needs-basic", "yes", "told")
    events = outcome(talk.case, pressed(whole(talk, OUT, YES), YES), language="en", sound="recorded")
    assert "needs-basic" not in {each.item for each in events if isinstance(each, AnswerGiven)}
    for event in events:
        talk.happens(event)
    assert talk.case.answers["needs-basic"].answer is Answer.YES
    assert talk.case.answers["job-different"].how is How.PRIVATE
    assert len(talk.case.alone) == 1


def test_nothing_is_recorded_before_the_person_has_ended_it(talk):
    with pytest.raises(NotAccepted) as trouble:
        outcome(talk.case, begun(talk), language="en", sound="recorded")
    assert trouble.value.code == "private-not-ended"


@pytest.mark.requirement("PR15")
@pytest.mark.parametrize("age", ["under_18", "might_be"])
def test_nobody_who_may_be_a_child_is_left_alone_with_questions(content, age):
    case = Talk(content.protocol).gate(minor=age).agrees().case
    assert refusal(content.protocol, case) == "private-not-for-children"


def test_it_waits_for_gate_and_agreement(content):
    assert refusal(content.protocol, Talk(content.protocol).case) == "gate-first"
    assert refusal(content.protocol, Talk(content.protocol).gate().case) == "language-first"
    assert refusal(content.protocol, Talk(content.protocol).gate().agrees(notes="no").case) == "locked-consent"


def test_others_in_hearing_do_not_keep_it_closed(content):
    case = Talk(content.protocol).gate(hearing="others").agrees().case
    assert refusal(content.protocol, case) == ""


@pytest.fixture(scope="module")
def talk_of_all(content):
    return Talk(content.protocol).gate().agrees()


def test_a_sitting_begins_at_the_first_practice_question_with_nothing_given(talk):
    sitting = sit_down(talk.protocol, talk.case)
    assert (sitting.step, sitting.before, sitting.at, sitting.missed) == (Stage.PRACTICE, Stage.PRACTICE, 0, 0)
    assert (dict(sitting.answers), sitting.share, sitting.way, sitting.heard) == ({}, Share.NONE, "", False)
    assert (sitting.tries, len(sitting.items), sitting.behind) == (2, 25, 0)
    assert sitting.says == (
        "private.about", "private.yes", "private.no", "private.leave-out", "private.again", "private.stop",
        "private.practise", "private.practice-yes",
    )  # fmt: skip


def test_a_missed_practice_question_is_told_with_every_key_and_a_right_one_forgets_the_miss(talk):
    missed = pressed(sit_down(talk.protocol, talk.case), NO)
    assert (missed.missed, missed.at) == (1, 0)
    assert missed.says == (
        "private.practice-again", "private.yes", "private.no", "private.leave-out", "private.again", "private.stop",
        "private.practice-yes",
    )  # fmt: skip
    assert (pressed(missed, YES).missed, pressed(missed, YES).at) == (0, 1)
    assert pressed(missed, YES, YES).says[-1] == "private.practice-no"
    assert pressed(missed, YES, NO).says == ("private.practice-done", "private.begin", "item.needs-basic.text")


def test_half_of_the_questions_are_told_once_behind_the_thirteenth(talk):
    sitting, told = begun(talk), []
    for number in range(1, 26):
        sitting = pressed(sitting, NO)
        if "private.halfway" in sitting.says:
            told.append(number)
    assert told == [13]
    assert (sitting.step, sitting.behind) == (Stage.SHARE, 25)


def test_asking_to_stop_keeps_the_place_and_the_path_of_stones(talk):
    practising = pressed(sit_down(talk.protocol, talk.case), YES, STOP)
    assert (practising.step, practising.before, practising.behind) == (Stage.STOP_SURE, Stage.PRACTICE, 0)
    assert pressed(practising, NO).says == ("private.practice-no",)
    asked = pressed(begun(talk), YES, NO, STOP)
    assert (asked.step, asked.before, asked.behind, asked.says) == (
        Stage.STOP_SURE, Stage.ITEM, 2, ("private.stop-sure",),
    )  # fmt: skip
    assert pressed(asked, OUT).says == (f"item.{asked.items[2]}.text",)


def test_what_is_recorded_says_how_it_ended_and_how_many_were_answered(talk):
    sitting = pressed(begun(talk), YES, NO, OUT, STOP, YES)
    assert (sitting.way, sitting.says[0]) == ("stopped", "private.stopped")
    for key, last in (
        (YES, ("stopped", "all", 2, 1)),
        (NO, ("stopped", "count", 2, 1)),
        (OUT, ("stopped", "none", 0, 0)),
    ):
        told = outcome(talk.case, pressed(sitting, key), language="bn", sound="synthetic")
        assert told[-1] == AnsweredAlone(*last, "bn", "synthetic")
        assert len(told) == (4 if key is YES else 1)


def test_a_language_needs_every_text_of_a_sitting_in_sound(talk):
    told = heard(talk.protocol)
    assert len(told) == len(set(told))
    said = {
        text
        for way in ([YES, NO, *[YES] * 26], [NO, NO], [YES, NO, YES, STOP, YES, NO], [YES, NO, STOP, YES])
        for cut in range(len(way) + 1)
        for text in pressed(sit_down(talk.protocol, talk.case), *way[:cut]).says
    }
    assert said <= set(told)
    assert set(told) - said == {"private.sound", "private.shared-none"}


def test_nobody_sits_down_where_answering_alone_is_not_offered(content):
    early = Talk(content.protocol).gate()
    for case, code in ((Talk(content.protocol).case, "gate-first"), (early.case, "language-first")):
        with pytest.raises(NotAccepted) as trouble:
            sit_down(content.protocol, case)
        assert (trouble.value.code, trouble.value.details) == (code, {"item": ""})


def test_a_computer_s_voice_says_what_it_is_before_anything_else(talk):
    plain, spoken = (sit_down(talk.protocol, talk.case, computer=computer) for computer in (False, True))
    assert spoken.says == (TOLD, *plain.says)
    assert TOLD not in plain.says
