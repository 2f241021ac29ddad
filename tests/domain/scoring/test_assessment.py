"""The laws of the scoring: silence says nothing, control at work never lowers, the elements of the law hold."""

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.protocol.model import IndicatorSort
from screening.domain.scoring import assessment
from screening.domain.scoring.assessment import COUNTED_PATHS, NO_CONCERN, PATHS, assess
from screening.domain.scoring.inference import Scale, element_chances, noisy_or, ratios, requirements
from screening.domain.scoring.legal_elements import ElementState
from screening.domain.scoring.signs import signs
from screening.domain.scoring.weights import EXPLANATIONS

CONTENT = open_content()
PROTOCOL, WEIGHTS = CONTENT.protocol, CONTENT.weights
ITEMS = list(PROTOCOL.items)
EXPLAINED = ("harm_on_way", "harm_from_others")
"""Harm on a journey or by others is explained without exploitation: there one more yes may lower trafficking."""


def test_statistics_count_every_path_but_the_one_that_tells_an_age():
    assert {*PATHS} - {*COUNTED_PATHS} == {"child_protection"}


def told(*names, where=None, how=How.TOLD):
    """A yes to each of these items."""
    return {name: Given(Answer.YES, how, where) for name in names}


def explained(item):
    return any(link.dimension in EXPLAINED for name in item.yes for link in WEIGHTS.by_indicator.get(name, ()))


SIGNS = [
    item.id
    for item in PROTOCOL.items.values()
    if all(PROTOCOL.indicators[name].sort is not IndicatorSort.COUNTER for name in item.yes) and not explained(item)
]
PLACED = [item.id for item in PROTOCOL.items.values() if item.where]
AGES = ("adult", "child", "unknown")


@st.composite
def answer_sets(draw, most=40):
    """Random answers; a yes to an item that takes a place may say where."""
    found = {}
    for name in draw(st.lists(st.sampled_from(ITEMS), max_size=most, unique=True)):
        answer, how = draw(st.sampled_from(Answer)), draw(st.sampled_from(How))
        placed = PROTOCOL.items[name].where and answer is Answer.YES
        found[name] = Given(answer, how, draw(st.sampled_from([None, *Where])) if placed else None)
    return found


ages = st.sampled_from(AGES)


def log_odds(share):
    return math.log(share) - math.log1p(-share)


def trafficking(answers, age):
    return assess(PROTOCOL, WEIGHTS, answers, age_band=age).weighed["trafficking"].range.best


@pytest.mark.requirement("NV4")
@given(answer_sets(), ages)
def test_not_known_and_declined_have_no_effect_at_all(answers, age):
    spoken = {name: each for name, each in answers.items() if each.answer.holds is not None}
    first = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    second = assess(PROTOCOL, WEIGHTS, spoken, age_band=age)
    assert first.weighed == second.weighed
    assert first.flagged == second.flagged


@given(answer_sets(), st.sampled_from(SIGNS), st.sampled_from(How), st.sampled_from([None, Where.WORK]), ages)
def test_one_more_yes_to_a_sign_of_control_at_work_or_of_no_known_place_never_lowers_trafficking(
    answers, item, how, where, age
):
    silent = {name: each for name, each in answers.items() if name != item}
    more = {**silent, item: Given(Answer.YES, how, where if PROTOCOL.items[item].where else None)}
    assert trafficking(more, age) >= trafficking(silent, age) - 1e-12


@given(answer_sets(), st.sampled_from(PLACED), st.sampled_from(How), ages)
def test_harm_at_the_place_of_work_never_reads_weaker_than_harm_anywhere_else(answers, item, how, age):
    at_work = trafficking({**answers, item: Given(Answer.YES, how, Where.WORK)}, age)
    for where in (None, *Where):
        assert at_work >= trafficking({**answers, item: Given(Answer.YES, how, where)}, age) - 1e-12


def shows(element, answers, *, child=False):
    """Whether any sign of an element was affirmed."""
    found = assess(PROTOCOL, WEIGHTS, answers, age_band="child" if child else "adult").signs
    (need,) = (each for each in WEIGHTS.requirements if each.element == element)
    return any(found[name].present for name in need.shows if name in found)


@given(answer_sets())
def test_no_adult_is_read_as_trafficked_without_a_sign_of_exploitation_present_or_intended(answers):
    if not shows("purpose", answers):
        assert trafficking(answers, "adult") < WEIGHTS.thresholds.some_from + 1e-12
        assert not assess(PROTOCOL, WEIGHTS, answers, age_band="adult").flagged


@given(answer_sets())
def test_no_adult_who_can_protect_themselves_is_read_as_trafficked_without_a_sign_of_means(answers):
    free = {name: each for name, each in answers.items() if name != "care-limits"}
    if not shows("means", free):
        assert not assess(PROTOCOL, WEIGHTS, free, age_band="adult").flagged


@given(answer_sets())
def test_no_child_is_read_as_trafficked_without_a_sign_of_exploitation(answers):
    if not shows("purpose", answers, child=True):
        assert not assess(PROTOCOL, WEIGHTS, answers, age_band="child").flagged


@given(answer_sets(), st.sampled_from(("adult", "child")))
def test_no_referral_is_proposed_while_an_element_that_it_needs_reads_not_asked_or_not_shown(answers, age):
    read = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    needed = ("purpose",) if read.elements["means"].state is ElementState.NOT_NEEDED else ("means", "purpose")
    if read.flagged:
        assert all(read.elements[name].state in (ElementState.SHOWN, ElementState.INDICATED) for name in needed)
        assert all(read.elements[name].items for name in needed)


def test_pay_kept_back_so_that_a_person_stays_indicates_the_purpose_as_well_as_the_means():
    said = told("locked", where=Where.WORK) | told("pay-held")
    read = assess(PROTOCOL, WEIGHTS, said, age_band="adult")
    assert read.flagged
    assert read.elements["purpose"].state is ElementState.INDICATED
    assert read.elements["purpose"].items == ("pay-held",)
    assert "pay-held" in read.elements["means"].items


JOURNEY = told(
    "travel-arranged", "crossing-fee", "held-for-money", "let-go-paid", "watched-on-way", "papers-on-way",
) | told("violence", "threats", "needs-denied", where=Where.WAY)  # fmt: skip


def test_a_hard_paid_journey_is_smuggling_and_the_same_harm_at_work_is_not():
    hard = assess(PROTOCOL, WEIGHTS, JOURNEY, age_band="adult")
    assert hard.first == "smuggling"
    assert not hard.flagged
    held = told("violence", "threats", "needs-denied", "locked", where=Where.WORK)
    work = JOURNEY | held | told("works-for-holder", "pay-held")
    assert assess(PROTOCOL, WEIGHTS, work, age_band="adult").first == "trafficking"


def test_extortion_on_the_way_becomes_trafficking_where_the_person_is_put_to_work_for_those_who_hold_them():
    worked = JOURNEY | told("works-for-holder", "debt-tied")
    worked.pop("let-go-paid")
    assert assess(PROTOCOL, WEIGHTS, worked, age_band="adult").flagged


def test_flight_from_harm_at_home_is_a_need_for_protection():
    fled = told("left-danger", "fear-return")
    fled |= told("harm-by-others", "violence", "family-threat", where=Where.BEFORE)
    found = assess(PROTOCOL, WEIGHTS, fled, age_band="adult")
    assert found.first == "protection"
    assert not found.flagged


def test_control_at_work_without_a_word_about_exploitation_is_never_left_at_information_alone():
    held = told("locked", "violence", "threats", "papers-kept", where=Where.WORK)
    found = assess(PROTOCOL, WEIGHTS, held, age_band="adult")
    assert not found.flagged
    assert "second_interview" in found.paths


@given(answer_sets(), st.sampled_from(ITEMS), st.sampled_from(How), ages)
def test_a_no_never_raises_trafficking(answers, item, how, age):
    silent = {name: each for name, each in answers.items() if name != item}
    more = {**silent, item: Given(Answer.NO, how)}
    assert trafficking(more, age) <= trafficking(silent, age) + 1e-12


@given(answer_sets(), ages, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(answers, age, chance: random.Random):
    names = list(answers)
    chance.shuffle(names)
    first = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    assert assess(PROTOCOL, WEIGHTS, {name: answers[name] for name in names}, age_band=age) == first


@pytest.mark.requirement("JU10", "NV10")
@given(answer_sets(), ages)
def test_contributions_add_up_to_the_reading(answers, age):
    found = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    for name in EXPLANATIONS:
        each = found.weighed[name]
        total = each.base + sum(part.weight for part in each.contributions)
        assert total == pytest.approx(log_odds(each.range.best), abs=1e-9)
        assert each.range.low <= each.range.best <= each.range.high


@given(answer_sets())
def test_a_strength_is_made_of_the_posteriors_of_its_causes(answers):
    found = assess(PROTOCOL, WEIGHTS, answers, age_band="adult")
    said = ratios(WEIGHTS, found.signs)
    scales = {cause.id: Scale(WEIGHTS, cause, said, child=False) for cause in WEIGHTS.causes}
    posterior = {name: dict(zip(scale.states, scale.shares(), strict=True)) for name, scale in scales.items()}
    unable = "FCT-02" in found.signs and found.signs["FCT-02"].present
    if not unable:
        needs = requirements(WEIGHTS, means_free=False)
        through = math.prod(noisy_or(need.leak.best, element_chances(need, found.signs).values()) for need in needs)
        expected = posterior["exploitation"]["trafficking"] * through
        assert found.weighed["trafficking"].range.best == pytest.approx(expected, abs=1e-9)
    apart = (1 - posterior["movement"]["smuggling"]) * (1 - posterior["exploitation"]["journey_abuse"])
    assert found.weighed["smuggling"].range.best == pytest.approx(1 - apart, abs=1e-9)
    assert found.weighed["protection"].range.best == pytest.approx(posterior["protection_need"]["protection"], abs=1e-9)


@pytest.mark.requirement("JU6", "NV4")
@given(answer_sets(), ages, st.sets(st.sampled_from(ITEMS), max_size=20))
def test_leaving_answers_out_never_turns_an_open_case_into_a_settled_one(answers, age, dropped):
    fewer = {name: each for name, each in answers.items() if name not in dropped}
    whole, part = (assess(PROTOCOL, WEIGHTS, each, age_band=age) for each in (answers, fewer))
    if "not_enough_asked" in whole.paths and not part.flagged:
        assert "not_enough_asked" in part.paths


@pytest.mark.requirement("JU4", "NV2")
@given(answer_sets(), ages)
def test_every_case_has_a_path_and_none_says_who_is_not(answers, age):
    found = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
    assert found.paths
    assert set(found.paths) <= set(PATHS)
    assert found.first in (*EXPLANATIONS, NO_CONCERN)
    assert ("child_protection" in found.paths) is (age != "adult")


@given(answer_sets())
def test_doubt_about_age_never_reads_weaker_than_either_age(answers):
    assert trafficking(answers, "unknown") >= max(trafficking(answers, "adult"), trafficking(answers, "child")) - 1e-12


@pytest.mark.requirement("JU6")
def test_with_nothing_asked_nothing_is_said():
    found = assess(PROTOCOL, WEIGHTS, {}, age_band="adult")
    assert found.paths == ("not_enough_asked", "information")
    assert {name for bands in found.bands.values() for name in bands} == {"not_enough_asked"}


def test_of_which_explanation_a_sign_says_something_is_a_number_of_the_edition():
    fee = signs(PROTOCOL, {"crossing-fee": Given(Answer.YES)}, child=False)["SMG-1"]

    def spoken_of(**numbers):
        weights = replace(WEIGHTS, thresholds=replace(WEIGHTS.thresholds, **numbers))
        return {name for name in EXPLANATIONS if weights.speaks(fee, name)}

    assert spoken_of() == {"smuggling"}, "a fee for the way says nothing of an irregular stay"
    assert spoken_of(speaks_from=0.1) == {"smuggling", "irregular_migration"}
    assert spoken_of(speaks_from=0.1, contrast_from=20.0) == {"smuggling"}


def test_a_decision_of_ones_own_is_no_sign_that_somebody_was_paid_for_the_way():
    stay = told("outside-permit", "holds-own")
    decided = stay | told("own-decision")
    before, after = (assess(PROTOCOL, WEIGHTS, answers, age_band="adult") for answers in (stay, decided))
    assert after.first == "irregular_migration"
    assert after.weighed["smuggling"].range.best <= before.weighed["smuggling"].range.best


def test_a_marriage_that_a_family_forces_is_a_second_talk_and_one_for_a_price_a_referral():
    fled = told("forced-marriage", "fear-return") | told("harm-by-others", where=Where.HOME)
    found = assess(PROTOCOL, WEIGHTS, fled, age_band="child")
    assert not found.flagged
    assert found.first == "protection"
    assert {"protection", "child_protection", "health", "care", "second_interview"} <= {*found.paths}
    priced = fled | told("given-for-money")
    assert assess(PROTOCOL, WEIGHTS, priced, age_band="child").flagged
    assert assess(PROTOCOL, WEIGHTS, priced, age_band="adult").flagged


def test_debt_alone_reaches_no_referral():
    found = assess(PROTOCOL, WEIGHTS, told("debt-owed"), age_band="adult")
    assert not found.flagged


@pytest.mark.requirement("CH3", "NV6")
def test_means_are_not_needed_for_a_child_and_agreement_cancels_nothing():
    answers = told("sex-work", "arranged-by", "housed-by", "found-work-self", "own-decision", "keeps-earnings")
    found = assess(PROTOCOL, WEIGHTS, answers, age_band="child")
    assert found.elements["means"].state == "not_needed"
    assert found.flagged
    assert "child_protection" in found.paths


def cause_alone(found):
    """The strength before the elements of the law."""
    each = found.weighed["trafficking"]
    return each.range.best / each.through


def test_five_answers_about_one_fact_count_about_once():
    base = told("long-hours") | told("violence", where=Where.WORK)
    many = base | told("sexual-violence", "substances", where=Where.WORK)
    other = base | told("papers-kept", "locked", where=Where.WORK)
    first, same, apart = (
        cause_alone(assess(PROTOCOL, WEIGHTS, each, age_band="adult")) for each in (base, many, other)
    )
    assert first < same < apart
    assert (log_odds(same) - log_odds(first)) < (log_odds(apart) - log_odds(first)) / 3


def test_a_no_to_one_way_says_nothing_where_another_way_was_affirmed():
    """Someone made to beg need not have been made to steal or to marry: the forms of one purpose exclude each other."""
    married = told("forced-marriage", how=How.ASKED)
    forms = ("sex-work", "filmed", "made-to-beg", "made-to-crime", "body-part")
    denied = {name: Given(Answer.NO, How.ASKED) for name in forms}
    assert trafficking({**married, **denied}, "adult") == trafficking(married, "adult")
    assert trafficking(denied, "adult") < trafficking({}, "adult")


def test_trafficking_for_something_other_than_work_proposes_no_labour_remedy_until_pay_is_spoken_of():
    answers = told("forced-marriage", "given-for-money", "locked")
    found = assess(PROTOCOL, WEIGHTS, answers, age_band="adult")
    assert found.flagged
    assert "labour_remedy" not in found.paths
    paid = assess(PROTOCOL, WEIGHTS, answers | told("little-pay"), age_band="adult")
    assert "labour_remedy" in paid.paths


def test_a_plan_to_use_a_person_that_was_stopped_early_leads_to_referral_although_nothing_has_happened_yet():
    """A plan is a purpose alone: with an act (somebody recruited and moved them) and a means (they were deceived) the
    three elements of the law stand, and it is referred. These three are the fewest: with any one less it is not."""
    elements = ("arranged-by", "travel-arranged", "job-different")
    answers = told(*elements, how=How.ASKED) | told("plan-told", how=How.SEEN)
    answers |= {name: Given(Answer.NO, How.ASKED) for name in ("violence", "locked", "papers-kept")}
    assert assess(PROTOCOL, WEIGHTS, answers, age_band="adult").flagged
    for left_out in elements:
        fewer = {name: each for name, each in answers.items() if name != left_out}
        assert not assess(PROTOCOL, WEIGHTS, fewer, age_band="adult").flagged, left_out


def test_for_a_child_a_form_of_the_purpose_leads_to_referral_whatever_the_child_denies():
    """Means are not needed (Palermo art. 3(c)), and a child's agreement counts for nothing (ATIPSOM s.16)."""
    denied = ("violence", "threats", "locked", "papers-kept", "debt-owed")
    agreed = ("own-decision", "can-leave", "found-work-self", "keeps-earnings", "holds-own", "free-time")
    answers = told("sex-work", "housed-by", *agreed, how=How.ASKED)
    answers |= {name: Given(Answer.NO, How.ASKED) for name in denied}
    assert assess(PROTOCOL, WEIGHTS, answers, age_band="child").flagged


@pytest.mark.requirement("JU7", "NV6")
def test_counter_evidence_alone_never_clears_a_strong_account():
    """Six signs of control and deceit alone are referred. With every counter of the questionnaire against them at once
    they are no longer more likely than not, since the counters speak for a journey that was agreed, a danger at home
    and a quarrel about pay: those are then what is proposed, with a second interview, and never information alone. No
    element of the law is taken away by it, and two more signs bring the referral back.
    """
    signs = told("job-different", "little-pay", "afraid-to-leave")
    signs |= told("papers-kept", "locked", "threats", where=Where.WORK)
    counter = told(
        *(
            item.id
            for item in PROTOCOL.items.values()
            if any(PROTOCOL.indicators[name].sort is IndicatorSort.COUNTER for name in item.yes)
        )
    )
    assert len(counter) > 20
    alone = assess(PROTOCOL, WEIGHTS, signs, age_band="adult")
    assert alone.paths == ("formal_identification", "labour_remedy", "care", "second_interview")
    thin = assess(PROTOCOL, WEIGHTS, {**signs, **counter}, age_band="adult")
    assert thin.paths == ("protection", "labour_remedy", "care", "second_interview")
    assert thin.bands["trafficking"] == ("little", "some", "strong")
    assert {name: each.state for name, each in thin.elements.items()} == {
        name: each.state for name, each in alone.elements.items()
    }
    more = told("violence", where=Where.WORK) | told("works-for-holder")
    assert assess(PROTOCOL, WEIGHTS, {**signs, **counter, **more}, age_band="adult").flagged


def test_a_sign_that_hardly_moves_a_reading_is_no_weighty_reason():
    """Reasons follow the reading: they are not what is left over from an inexact sum."""
    less = told("sex-work", "housed-by", how=How.ASKED)
    more = less | told("free-time", how=How.ASKED)
    moved = log_odds(trafficking(more, "child")) - log_odds(trafficking(less, "child"))
    found = assess(PROTOCOL, WEIGHTS, more, age_band="child")
    own = sum(part.weight for part in found.weighed["trafficking"].contributions if part.indicator == "LAB-6")
    assert own == pytest.approx(moved, abs=0.05)


def test_told_freely_counts_more_than_after_a_question():
    strengths = [trafficking(told("locked", how=how), "adult") for how in (How.TOLD, How.ASKED, How.THIRD_PARTY)]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == 3


def test_an_answer_whose_root_turned_to_no_is_kept_but_does_not_count_until_it_holds_again():
    on = told("debt-owed", "debt-grows", how=How.ASKED)
    off = {**on, "debt-owed": Given(Answer.NO, How.ASKED)}
    assert trafficking(off, "adult") < trafficking(on, "adult")
    assert trafficking(off | told("debt-owed", how=How.ASKED), "adult") == trafficking(on, "adult")


@pytest.mark.requirement("JU8", "NV5")
def test_no_rule_has_an_input_for_origin_sex_job_place_or_permit():
    names = {*PROTOCOL.items, *PROTOCOL.indicators}
    for word in ("nationality", "sex-of", "gender", "sector", "venue", "credib", "demeanour", "consisten"):
        assert not any(word in name for name in names)


def test_sights_of_control_propose_a_second_interview_whatever_was_said():
    seen = told("other-speaks", "asks-silence", "seen-fear", "papers-store", how=How.SEEN)
    said = {name: Given(Answer.NO, How.ASKED) for name in ("violence", "threats", "little-pay", "papers-kept")}
    said["can-leave"] = Given(Answer.YES, How.ASKED)
    found = assess(PROTOCOL, WEIGHTS, {**seen, **said}, age_band="adult")
    assert not found.flagged
    assert "second_interview" in found.paths
    fewer = {name: each for name, each in seen.items() if name != "seen-fear"}
    assert "second_interview" not in assess(PROTOCOL, WEIGHTS, {**fewer, **said}, age_band="adult").paths


@pytest.mark.parametrize("edition", ["2026-2", "2026-3"])
def test_a_need_that_labour_law_answers_opens_its_path_however_weak_the_signs_are(edition):
    content = open_content(edition)
    for name in (item.id for item in content.protocol.items.values() if item.need == "labour"):
        said = {name: Given(Answer.YES, How.THIRD_PARTY, Where.WORK)}
        found = assess(content.protocol, content.weights, said, age_band="adult")
        assert "labour_remedy" in found.paths, name
        if found.weighed["labour_violation"].range.best < content.weights.thresholds.hold_from:
            break
    else:
        raise AssertionError("every one of them holds by its strength as well")


THRESHOLDS = replace(
    WEIGHTS.thresholds,
    refer_from=0.5,
    hold_from=0.4,
    some_from=0.15,
    moderate_from=0.5,
    strong_from=0.75,
    clearer_by=0.25,
)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0.0, "little"),
        (0.149, "little"),
        (0.15, "some"),
        (0.499, "some"),
        (0.5, "moderate"),
        (0.749, "moderate"),
        (0.75, "strong"),
        (1.0, "strong"),
    ],
)
def test_a_band_begins_at_its_number(value, word):
    assert assessment.band(value, THRESHOLDS) == word


@pytest.mark.parametrize(
    ("strengths", "first"),
    [
        ({}, NO_CONCERN),
        ({"trafficking": 0.5, "protection": 0.9}, "trafficking"),
        ({"trafficking": 0.49, "protection": 0.4, "smuggling": 0.9}, "protection"),
        ({"trafficking": 0.49, "protection": 0.39, "smuggling": 0.4}, "smuggling"),
        ({"smuggling": 0.5, "irregular_migration": 0.74}, "smuggling"),
        ({"smuggling": 0.5, "irregular_migration": 0.75}, "irregular_migration"),
        ({"labour_violation": 0.5, "irregular_migration": 0.75}, "irregular_migration"),
        ({"labour_violation": 0.5, "irregular_migration": 0.74}, "labour_violation"),
        ({"protection": 0.5, "irregular_migration": 0.9}, "protection"),
        ({"irregular_migration": 0.4}, "irregular_migration"),
        ({"irregular_migration": 0.39}, NO_CONCERN),
    ],
)
def test_of_the_explanations_that_hold_the_one_that_protects_most_leads(strengths, first):
    assert assessment._leading(THRESHOLDS, dict.fromkeys(EXPLANATIONS, 0.0) | strengths) == first


def test_a_number_of_nought_signs_that_were_seen_proposes_nothing():
    unseen = replace(WEIGHTS, thresholds=replace(WEIGHTS.thresholds, seen_from=0))
    said = {item.id: Given(Answer.NO, How.ASKED) for item in PROTOCOL.core if item.kind == "ask"}
    assert "second_interview" not in assess(PROTOCOL, unseen, said, age_band="adult").paths
    seen = replace(WEIGHTS, thresholds=replace(WEIGHTS.thresholds, seen_from=1))
    assert "second_interview" not in assess(PROTOCOL, seen, said, age_band="adult").paths
    sight = said | told("seen-fear", how=How.SEEN)
    assert "second_interview" in assess(PROTOCOL, seen, sight, age_band="adult").paths


def test_what_the_gate_found_opens_its_path_and_a_need_that_was_told_does_too():
    def paths(answers, **found):
        return set(assess(PROTOCOL, WEIGHTS, answers, age_band="adult", **found).paths)

    assert paths({}) == {"not_enough_asked", "information"}
    assert paths({}, urgent=True) == {"not_enough_asked", "urgent"}
    assert paths({}, unwell=True) == {"not_enough_asked", "health"}
    assert paths(told("needs-afraid")) == {"not_enough_asked", "urgent"}
    assert paths(told("needs-hurt")) == {"not_enough_asked", "health"}
    assert paths(told("wants-help")) == {"not_enough_asked", "information"}
    assert paths({"needs-hurt": Given(Answer.NO, How.ASKED)}) == {"not_enough_asked", "information"}


def test_the_lead_is_the_whole_assessment_s():
    for answers in ({}, JOURNEY, told("locked", "violence", "little-pay", "papers-kept", where=Where.WORK)):
        for age in ("child", "adult", "unknown"):
            whole = assess(PROTOCOL, WEIGHTS, answers, age_band=age)
            found = assessment.lead(PROTOCOL, WEIGHTS, answers, age_band=age)
            assert (found.flagged, found.first) == (whole.flagged, whole.first)
            assert found.strength == pytest.approx(whole.weighed["trafficking"].range.best)


def test_the_core_counts_what_is_asked_and_has_an_answer_of_any_kind():
    core = [item.id for item in PROTOCOL.core if item.kind == "ask"]
    assert assessment.asked_core(PROTOCOL, {}) == (0, len(core))
    said = {core[0]: Given(Answer.NOT_KNOWN), core[1]: Given(Answer.YES), "seen-fear": Given(Answer.YES)}
    assert assessment.asked_core(PROTOCOL, said) == (2, len(core))


@pytest.mark.parametrize(("age", "profile"), [("adult", "adult"), ("child", "child")])
def test_the_ilo_reads_an_adult_and_a_child_by_lists_of_their_own(age, profile):
    read = assess(PROTOCOL, WEIGHTS, told("locked", "little-pay"), age_band=age)
    assert set(read.ilo) == {f"{profile}_labour", f"{profile}_sexual"}
    assert read.child is (profile == "child")
