"""What to ask next is computed, suggests open questions only, and spares people: sensitive ones, pressing, privacy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How
from screening.domain.scoring.question_value import pass_is_over, topics_worth, worth_asking
from screening.evaluation import evaluation

CONTENT = open_content()
PROTOCOL, WEIGHTS = CONTENT.protocol, CONTENT.weights
given_answers = st.builds(Given, st.sampled_from(Answer), st.sampled_from(How))
answer_sets = st.dictionaries(st.sampled_from(list(PROTOCOL.items)), given_answers, max_size=40)


def value(item, answers, **how):
    return next(
        each.value for each in worth_asking(PROTOCOL, WEIGHTS, answers, child=False, **how) if each.item == item
    )


@given(answer_sets, st.booleans(), st.booleans())
def test_only_open_items_are_named_and_no_sensitive_one_without_privacy(answers, private, child):
    worth = worth_asking(PROTOCOL, WEIGHTS, answers, child=child, private=private)
    assert not {each.item for each in worth} & set(answers)
    assert all(each.teaches >= 0 and each.burden >= 1 and math.isfinite(each.value) for each in worth)
    assert [each.value for each in worth] == sorted((each.value for each in worth), reverse=True)
    if not private:
        assert not any(PROTOCOL.items[each.item].harm for each in worth)


def test_a_question_about_a_matter_that_stayed_silent_weighs_more():
    silent = {"violence": Given(Answer.DECLINED, How.ASKED)}
    assert value("sexual-violence", silent) < value("sexual-violence", {})
    assert value("papers-kept", silent) == value("papers-kept", {})


def test_what_three_questions_of_a_published_edition_teach_stays_as_it_is():
    """Worked out once under an edition that never changes, for somebody whose papers were kept."""
    published = open_content("2026-2")
    told = {"papers-kept": Given(Answer.YES, How.TOLD), "job-different": Given(Answer.NO, How.ASKED)}
    worth = {each.item: each for each in worth_asking(published.protocol, published.weights, told, child=False)}
    assert [worth[name].teaches for name in ("pay-held", "locked", "can-leave")] == pytest.approx(
        [0.0601564371, 0.0047934914, 0.0009212020], rel=1e-6
    )


def test_what_is_known_well_is_not_worth_asking_again():
    told = {name: Given(Answer.YES, How.TOLD) for name in ("violence", "threats", "locked", "papers-kept", "sex-work")}
    assert value("pay-held", told) < value("pay-held", {})


def test_an_answer_that_makes_a_reading_less_certain_is_worth_something():
    """Counter-evidence is one-sided: entropy would call it worthless just where it matters most."""
    told = {name: Given(Answer.YES, How.TOLD) for name in ("papers-kept", "job-different")}
    assert value("can-leave", told) > WEIGHTS.asking.ask_from


def test_the_pass_is_open_at_first_and_ends_with_nothing_left_to_ask():
    worth = worth_asking(PROTOCOL, WEIGHTS, {}, child=False)
    assert not pass_is_over(WEIGHTS, worth)
    assert pass_is_over(WEIGHTS, ())
    topics = topics_worth(PROTOCOL, worth)
    assert {name for name, _ in topics} <= {topic.id for topic in PROTOCOL.topics}
    assert topics[0][1] == worth[0].value


@pytest.mark.sweep
@given(answer_sets, st.integers(min_value=0, max_value=30))
def test_a_simulated_person_answers_only_what_is_asked_and_what_is_seen_is_not_asked(truth, at_most):
    known, asked = evaluation.asked_by_program(PROTOCOL, WEIGHTS, truth, child=False, at_most=at_most)
    seen = {name for name in truth if PROTOCOL.items[name].kind != "ask"}
    assert asked <= at_most
    assert len(known) == asked + len(seen)
    assert all(known[name] == truth.get(name, Given(Answer.NOT_KNOWN, How.ASKED)) for name in known)
