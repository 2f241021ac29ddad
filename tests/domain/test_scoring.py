"""The laws of the scoring: silence says nothing, a yes never lowers, a no never raises, and help never closes."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content import open_content
from screening.domain.answers import Answer, Given, How
from screening.domain.network import build
from screening.domain.protocol import Sort
from screening.domain.scoring import NO_CONCERN, PATHS, assess
from screening.domain.weighing import ratios, weigh
from screening.domain.weights import EXPLANATIONS

CONTENT = open_content()
PROTOCOL, WEIGHTS = CONTENT.protocol, CONTENT.weights
ITEMS = list(PROTOCOL.items)
SIGNS = [
    item.id
    for item in PROTOCOL.items.values()
    if all(PROTOCOL.indicators[name].sort is not Sort.COUNTER for name in item.yes)
]
AGES = ("adult", "child", "unknown")
given_answers = st.builds(Given, st.sampled_from(Answer), st.sampled_from(How))
answer_sets = st.dictionaries(st.sampled_from(ITEMS), given_answers, max_size=40)
ages = st.sampled_from(AGES)


def log_odds(share):
    return math.log(share) - math.log1p(-share)


def trafficking(answers, age):
    return assess(PROTOCOL, WEIGHTS, answers, age_band=age).weighed["trafficking"].range.best


@pytest.mark.requirement("NV4")
@given(answer_sets, ages)
def test_not_known_and_declined_have_no_effect_at_all(answers, age):
    spoken = {name: each for name, each in answers.items() if each.answer.holds is not None}
    first = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    second = assess(PROTOCOL, WEIGHTS, spoken, age_band=age)
    assert first.weighed == second.weighed
    assert first.flagged == second.flagged


@given(answer_sets, st.sampled_from(SIGNS), st.sampled_from(How), ages)
def test_one_more_yes_to_a_sign_never_lowers_trafficking(answers, item, how, age):
    silent = {name: each for name, each in answers.items() if name != item}
    more = {**silent, item: Given(Answer.YES, how)}
    assert trafficking(more, age) >= trafficking(silent, age) - 1e-12


@given(answer_sets, st.sampled_from(ITEMS), st.sampled_from(How), ages)
def test_a_no_never_raises_trafficking(answers, item, how, age):
    silent = {name: each for name, each in answers.items() if name != item}
    more = {**silent, item: Given(Answer.NO, how)}
    assert trafficking(more, age) <= trafficking(silent, age) + 1e-12


@given(answer_sets, ages, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(answers, age, chance: random.Random):
    names = list(answers)
    chance.shuffle(names)
    first = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    assert assess(PROTOCOL, WEIGHTS, {name: answers[name] for name in names}, age_band=age) == first


@pytest.mark.requirement("JU10", "NV10")
@given(answer_sets, ages)
def test_contributions_add_up_to_the_reading(answers, age):
    found = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    for name in EXPLANATIONS:
        each = found.weighed[name]
        total = each.base + sum(part.weight for part in each.contributions)
        assert total == pytest.approx(log_odds(each.range.best), abs=1e-9)
        assert each.range.low <= each.range.best <= each.range.high


@given(answer_sets)
def test_the_strengths_equal_the_general_network(answers):
    found = assess(PROTOCOL, WEIGHTS, answers, age_band="adult")
    posterior = WEIGHTS.adult.posterior(ratios(WEIGHTS, found.signs))
    unable = "FCT-02" in found.signs and found.signs["FCT-02"].present
    if not unable:
        assert found.weighed["trafficking"].range.best == pytest.approx(
            posterior["exploitation"]["trafficking"], abs=1e-9
        )
    assert found.weighed["smuggling"].range.best == pytest.approx(posterior["movement"]["smuggling"], abs=1e-9)
    assert found.weighed["protection"].range.best == pytest.approx(posterior["protection_need"]["protection"], abs=1e-9)


@pytest.mark.requirement("JU6", "NV4")
@given(answer_sets, ages, st.sets(st.sampled_from(ITEMS), max_size=20))
def test_leaving_answers_out_never_turns_an_open_case_into_a_settled_one(answers, age, dropped):
    fewer = {name: each for name, each in answers.items() if name not in dropped}
    whole, part = (assess(PROTOCOL, WEIGHTS, each, age_band=age) for each in (answers, fewer))
    if "not_enough_asked" in whole.paths and not part.flagged:
        assert "not_enough_asked" in part.paths


@pytest.mark.requirement("JU4", "NV2")
@given(answer_sets, ages)
def test_every_case_has_a_path_and_none_says_who_is_not(answers, age):
    found = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    assert found.paths
    assert set(found.paths) <= set(PATHS)
    assert found.first in (*EXPLANATIONS, NO_CONCERN)
    assert ("child_protection" in found.paths) is (age != "adult")


@given(answer_sets)
def test_doubt_about_age_never_reads_weaker_than_either_age(answers):
    assert trafficking(answers, "unknown") >= max(trafficking(answers, "adult"), trafficking(answers, "child")) - 1e-12


@pytest.mark.requirement("JU6")
def test_with_nothing_asked_nothing_is_said():
    found = assess(PROTOCOL, WEIGHTS, {}, age_band="adult")
    assert found.paths == ("not_enough_asked", "information")
    assert {name for bands in found.bands.values() for name in bands} == {"not_enough_asked"}


def test_debt_alone_reaches_no_referral():
    found = assess(PROTOCOL, WEIGHTS, {"debt-owed": Given(Answer.YES, How.TOLD)}, age_band="adult")
    assert not found.flagged


@pytest.mark.requirement("CH3", "NV6")
def test_means_are_not_needed_for_a_child_and_agreement_cancels_nothing():
    answers = {
        name: Given(Answer.YES, How.TOLD)
        for name in ("sex-work", "arranged-by", "housed-by", "work-chosen", "own-decision", "keeps-earnings")
    }
    found = assess(PROTOCOL, WEIGHTS, answers, age_band="child")
    assert found.elements["means"].state == "not_needed"
    assert found.flagged
    assert "child_protection" in found.paths


def test_five_answers_about_one_fact_count_about_once():
    one = {"violence": Given(Answer.YES, How.TOLD)}
    many = {name: Given(Answer.YES, How.TOLD) for name in ("violence", "sexual-violence", "substances")}
    other = {name: Given(Answer.YES, How.TOLD) for name in ("violence", "papers-kept", "locked")}
    first, same, apart = (
        weigh(WEIGHTS, assess(PROTOCOL, WEIGHTS, each, age_band="adult").signs, child=False)["trafficking"].range.best
        for each in (one, many, other)
    )
    assert first < same < apart
    assert (log_odds(same) - log_odds(first)) < (log_odds(apart) - log_odds(first)) / 3


def test_a_no_to_one_way_says_nothing_where_another_way_was_affirmed():
    """Someone made to beg need not have been made to steal or to marry: the forms of one purpose exclude each other."""
    told = {"forced-marriage": Given(Answer.YES, How.ASKED)}
    forms = ("sex-work", "filmed", "made-to-beg", "made-to-crime", "body-part")
    denied = {name: Given(Answer.NO, How.ASKED) for name in forms}
    assert trafficking({**told, **denied}, "adult") == trafficking(told, "adult")
    assert trafficking(denied, "adult") < trafficking({}, "adult")


def test_trafficking_for_something_other_than_work_proposes_no_labour_remedy_until_pay_is_spoken_of():
    answers = {name: Given(Answer.YES, How.TOLD) for name in ("forced-marriage", "given-for-money", "locked")}
    found = assess(PROTOCOL, WEIGHTS, answers, age_band="adult")
    assert found.flagged
    assert "labour_remedy" not in found.paths
    paid = assess(PROTOCOL, WEIGHTS, {**answers, "little-pay": Given(Answer.YES, How.TOLD)}, age_band="adult")
    assert "labour_remedy" in paid.paths


def test_a_plan_to_use_a_person_that_was_stopped_early_leads_to_referral_although_nothing_has_happened_yet():
    answers = {name: Given(Answer.YES, How.ASKED) for name in ("own-decision", "arranged-by", "travel-arranged")}
    answers["plan-stopped"] = Given(Answer.YES, How.SEEN)
    answers |= {name: Given(Answer.NO, How.ASKED) for name in ("violence", "locked", "papers-kept")}
    assert assess(PROTOCOL, WEIGHTS, answers, age_band="adult").flagged


def test_for_a_child_a_form_of_the_purpose_leads_to_referral_whatever_the_child_denies():
    """Means are not needed (Palermo art. 3(c)), and a child's agreement counts for nothing (ATIPSOM s.16)."""
    denied = ("violence", "threats", "locked", "papers-kept", "debt-owed")
    agreed = ("own-decision", "can-leave", "work-chosen", "keeps-earnings", "own-papers", "free-time")
    answers = {
        "sex-work": Given(Answer.YES, How.ASKED),
        "housed-by": Given(Answer.YES, How.ASKED),
        **{name: Given(Answer.NO, How.ASKED) for name in denied},
        **{name: Given(Answer.YES, How.ASKED) for name in agreed},
    }
    assert assess(PROTOCOL, WEIGHTS, answers, age_band="child").flagged


@pytest.mark.requirement("JU7", "NV6")
def test_counter_evidence_alone_never_clears_a_strong_account():
    signs = {
        n: Given(Answer.YES, How.TOLD) for n in ("job-different", "papers-kept", "locked", "threats", "little-pay")
    }
    counter = {
        item.id: Given(Answer.YES, How.TOLD)
        for item in PROTOCOL.items.values()
        if any(PROTOCOL.indicators[name].sort is Sort.COUNTER for name in item.yes)
    }
    assert assess(PROTOCOL, WEIGHTS, {**signs, **counter}, age_band="adult").flagged


def test_told_freely_counts_more_than_after_a_question():
    strengths = [
        trafficking({"locked": Given(Answer.YES, how)}, "adult") for how in (How.TOLD, How.ASKED, How.THIRD_PARTY)
    ]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == 3


def test_an_answer_whose_root_turned_to_no_is_kept_but_does_not_count_until_it_holds_again():
    told = {"debt-owed": Given(Answer.YES, How.ASKED), "debt-grows": Given(Answer.YES, How.ASKED)}
    strong = trafficking(told, "adult")
    off = {**told, "debt-owed": Given(Answer.NO, How.ASKED)}
    assert trafficking(off, "adult") < strong
    assert trafficking({**off, "debt-owed": Given(Answer.YES, How.ASKED)}, "adult") == strong


@pytest.mark.requirement("JU8", "NV5")
def test_no_rule_has_an_input_for_origin_sex_job_place_or_permit():
    names = {*PROTOCOL.items, *PROTOCOL.indicators}
    for word in ("nationality", "sex-of", "gender", "sector", "venue", "credib", "demeanour", "consisten"):
        assert not any(word in name for name in names)


def test_the_network_of_an_edition_with_other_priors_is_another_network():
    origin = WEIGHTS.causes[0]
    other = replace(
        WEIGHTS,
        causes=(replace(origin, prior={**origin.prior, "none": origin.prior["trafficking"]}), *WEIGHTS.causes[1:]),
    )
    assert other.adult != WEIGHTS.adult
    assert build([], []).groups == ()
