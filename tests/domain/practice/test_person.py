"""What a person feels, and how what is said changes it: rules as data, nothing by chance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.practice.acts import PRESSING, Act, ActKind
from screening.domain.practice.person import FEELINGS, Nature, Person, arrive, gives_in, hear, shut_by
from screening.domain.scenarios.loader import open_training

RULES = open_training(settings.indicators_root(), open_content().protocol).rules
PLACE = Act(ActKind.OFFER, "", offers="place")
OFFERED = st.sampled_from((None, "place", "water", "interpreter"))
ACTS = st.builds(Act, st.sampled_from(ActKind), st.just(""), offers=OFFERED)
USUAL = Nature()


def after(*acts: Act | ActKind, nature: Nature = USUAL) -> Person:
    person = arrive(nature)
    for act in acts:
        person, _ = hear(person, act if isinstance(act, Act) else Act(act, ""), RULES)
    return person


OPENED = (PLACE, *(ActKind.EXPLANATION,) * 4, *(ActKind.CONSENT,) * 4, ActKind.KINDNESS, ActKind.KINDNESS)


def test_where_it_is_safe_and_was_explained_somebody_who_trusts_speaks():
    assert shut_by(arrive(Nature()), "work", RULES) == "unsafe"
    assert shut_by(after(PLACE), "work", RULES) == "unexplained"
    assert shut_by(after(PLACE, ActKind.EXPLANATION, ActKind.EXPLANATION), "treatment", RULES) == "wary"
    assert shut_by(after(*OPENED), "treatment", RULES) == ""


def test_trust_without_a_safe_place_opens_nothing():
    told_all = after(*OPENED[1:])
    assert told_all.trust >= RULES.opens("treatment") and shut_by(told_all, "treatment", RULES) == "unsafe"


@pytest.mark.parametrize("kind", [ActKind.THREAT, ActKind.PROMISE, ActKind.ACCUSATION])
def test_a_threat_a_promise_and_an_accusation_close_and_kindness_opens_again(kind):
    closed = after(*OPENED, kind)
    assert shut_by(closed, "work", RULES) == "shut"
    again = closed
    for act in (ActKind.KINDNESS, ActKind.BREAK, ActKind.EXPLANATION) * 4:
        again, _ = hear(again, Act(act, ""), RULES)
    assert shut_by(again, "work", RULES) == ""


def test_a_threat_closes_for_longer_than_an_accusation():
    threat, promise, blame = (
        after(*OPENED, kind).closed for kind in (ActKind.THREAT, ActKind.PROMISE, ActKind.ACCUSATION)
    )
    assert threat > promise > blame


def test_a_place_refused_is_mended_by_another_place_or_by_an_explanation():
    refused = replace(after(*(ActKind.CONSENT,) * 5), not_here=True)
    assert shut_by(refused, "work", RULES) == "unsafe"
    for mending in (PLACE, Act(ActKind.EXPLANATION, "")):
        assert shut_by(hear(refused, mending, RULES)[0], "work", RULES) == ""


def test_a_companion_stays_at_the_first_word_and_goes_at_the_second():
    beside = Nature(companion=True)
    assert after(PLACE, nature=beside).companion and not after(PLACE, nature=beside).alone
    assert after(PLACE, PLACE, nature=beside).alone
    assert after(ActKind.EXPLANATION, PLACE, nature=beside).alone


def test_who_may_go_goes_when_pressed_and_who_may_not_stays():
    pressed = (ActKind.ACCUSATION,) * 3
    assert not after(*pressed, nature=Nature(may_go=True)).here
    assert after(*pressed, nature=Nature()).here
    assert after(*(ActKind.DIRECTIVE,) * 30, nature=Nature(may_go=True)).here


def test_a_long_row_of_questions_tires_and_a_break_helps():
    tired = after(*OPENED, *(ActKind.DIRECTIVE,) * 30)
    assert shut_by(tired, "work", RULES) == "tired"
    assert shut_by(hear(tired, Act(ActKind.BREAK, ""), RULES)[0], "work", RULES) == ""


def test_a_question_that_comes_again_is_given_in_to_and_trust_withstands():
    leading, again = Act(ActKind.LEADING, ""), Act(ActKind.OPTION_POSING, "", repeated=True)
    child = Nature(yields=60)
    assert gives_in(after(nature=child), leading, RULES)
    assert gives_in(after(nature=Nature(yields=40)), again, RULES)
    assert not gives_in(after(*OPENED), leading, RULES)


def test_a_rule_counts_as_often_as_it_says():
    first, rule = hear(arrive(Nature()), Act(ActKind.GREETING, ""), RULES)
    again, none = hear(first, Act(ActKind.GREETING, ""), RULES)
    assert (rule, none) == ("greeted", "") and first.trust == again.trust > Nature().trust


@given(st.lists(ACTS, max_size=40))
def test_feelings_stay_between_0_and_100_and_the_same_acts_leave_the_same_person(acts):
    person = after(*acts)
    assert all(0 <= getattr(person, name) <= 100 for name in FEELINGS) and person.closed >= 0
    assert after(*acts) == person


@given(st.lists(ACTS, max_size=20), st.sampled_from(sorted(PRESSING)))
def test_pressing_never_raises_trust(acts, kind):
    person = after(*acts)
    assert hear(person, Act(kind, ""), RULES)[0].trust <= person.trust


@pytest.mark.parametrize(
    ("yields", "distress", "tiredness", "trust", "repeated", "gives"),
    [
        (RULES.limits.yields, 0, 0, 0, False, True),
        (RULES.limits.yields - 1, 0, 0, 0, False, False),
        (RULES.limits.yields - 20, 0, 0, 0, True, True),
        (RULES.limits.yields - 21, 0, 0, 0, True, False),
        (RULES.limits.yields - 20, 30, 30, 0, False, True),
        (RULES.limits.yields - 20, 30, 29, 0, False, False),
        (RULES.limits.yields, 30, 30, 60, False, True),
        (RULES.limits.yields, 30, 30, 61, False, False),
    ],
)
def test_fear_tiredness_and_a_question_again_push_and_trust_holds(yields, distress, tiredness, trust, repeated, gives):
    person = replace(arrive(Nature(yields=yields)), distress=distress, tiredness=tiredness, trust=trust)
    assert gives_in(person, Act(ActKind.LEADING, "", repeated=repeated), RULES) is gives


OFFERED_BY = [rule for rule in RULES.rules if rule.offer]


@pytest.mark.parametrize("rule", OFFERED_BY, ids=lambda rule: rule.id)
def test_a_rule_for_one_offer_is_moved_by_that_offer_alone(rule):
    assert hear(arrive(USUAL), Act(rule.act, "", offers=rule.offer), RULES)[1] == rule.id
    others = {each.offer for each in OFFERED_BY} - {rule.offer} | {"no such offer", None}
    for other in others:
        assert hear(arrive(USUAL), Act(rule.act, "", offers=other), RULES)[1] != rule.id
    assert hear(arrive(USUAL), Act(ActKind.KINDNESS, "", offers=rule.offer), RULES)[1] != rule.id
