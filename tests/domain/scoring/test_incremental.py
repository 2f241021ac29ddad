"""The standing after one more answer equals the full assessment, for any order of answers and any change of mind."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.protocol.conditions import All, Is, Not, Some
from screening.domain.scoring.assessment import assess
from screening.domain.scoring.incremental import stand
from screening.domain.scoring.question_value import Prospects, worth_asking
from screening.domain.scoring.signs import applies

CONTENT = open_content()
PROTOCOL, WEIGHTS = CONTENT.protocol, CONTENT.weights
ROOTS = ("debt-owed", "debt-tied", "debt-grows", "care-limits", "papers-kept", "sex-work", "child-works")
items = st.one_of(st.sampled_from(ROOTS), st.sampled_from(list(PROTOCOL.items)))
places = st.sampled_from((None, *Where))
answers = st.one_of(st.none(), st.builds(Given, st.sampled_from(Answer), st.sampled_from(How), places))
talks = st.lists(st.tuples(items, answers), max_size=25)
ages = st.sampled_from(("adult", "child", "unknown"))


def check(standing, protocol, age, weights=WEIGHTS):
    found = assess(protocol, weights, standing.answers, age_band=age)
    for name, strength in standing.strengths.items():
        assert strength == pytest.approx(found.weighed[name].range.best, abs=1e-9)
    assert standing.child is found.child
    assert standing.signs == found.signs
    assert standing.flagged is found.flagged
    assert standing.hidden == {item.id for item in protocol.items.values() if not applies(item, standing.answers)}


@given(talks, ages)
def test_every_step_of_a_talk_with_changes_of_mind_equals_the_full_assessment(talk, age):
    standing = stand(PROTOCOL, WEIGHTS, {}, age_band=age)
    for item, given_answer in talk:
        standing = standing.after(item, given_answer)
        check(standing, PROTOCOL, age)


@given(talks)
def test_an_unknown_age_stands_as_the_stronger_of_an_adult_s_and_a_child_s_case_weighed_apart(talk):
    """To the last bit, also when a sign stands that counts for one of them alone, and when it is taken back."""
    unknown, *apart = (stand(PROTOCOL, WEIGHTS, {}, age_band=age) for age in ("unknown", "adult", "child"))
    for item, given_answer in talk:
        unknown = unknown.after(item, given_answer)
        apart = [each.after(item, given_answer) for each in apart]
        taken = max(apart, key=lambda each: each.strengths["trafficking"])
        assert unknown.strengths == taken.strengths
        assert (unknown.signs, unknown.ratios, unknown.child) == (taken.signs, taken.ratios, taken.child)


@given(talks, ages)
def test_so_it_does_in_an_edition_that_reads_trafficking_from_its_cause_alone(talk, age):
    older = open_content("2026-1")
    assert not older.weights.requirements
    standing = stand(older.protocol, older.weights, {}, age_band=age)
    for item, given_answer in talk:
        standing = standing.after(item, given_answer)
        check(standing, older.protocol, age, older.weights)


@given(talks, ages)
def test_a_standing_from_nothing_equals_one_that_was_moved_on(talk, age):
    moved = stand(PROTOCOL, WEIGHTS, {}, age_band=age)
    for item, given_answer in talk:
        moved = moved.after(item, given_answer)
    fresh = stand(PROTOCOL, WEIGHTS, moved.answers, age_band=age)
    assert fresh.strengths == pytest.approx(moved.strengths, abs=1e-9)
    assert (fresh.hidden, fresh.signs, fresh.child) == (moved.hidden, moved.signs, moved.child)


def knotted():
    """The protocol with conditions that hang together, so that an answer hides and shows several items."""
    yes, no = Answer.YES, Answer.NO
    ways = {
        "papers-kept": Some((Is("holds-own", no), Not(Is("can-leave", yes)))),
        "sex-work": All((Is("papers-kept", yes), Is("debt-owed", yes))),
        "care-limits": Not(Is("sex-work", no)),
        "child-works": Is("care-limits", yes),
        "debt-grows": Some((Is("debt-owed", yes), Is("child-works", yes))),
    }
    topics = tuple(
        dataclasses.replace(
            topic,
            items=tuple(dataclasses.replace(item, condition=ways.get(item.id, item.condition)) for item in topic.items),
        )
        for topic in PROTOCOL.topics
    )
    return dataclasses.replace(PROTOCOL, topics=topics)


KNOTTED = knotted()
KNOTS = ("holds-own", "can-leave", "papers-kept", "debt-owed", "sex-work", "care-limits", "child-works", "debt-grows")


@given(st.lists(st.tuples(st.sampled_from(KNOTS), answers), max_size=25), ages)
def test_items_that_an_answer_hides_or_shows_again_are_followed(talk, age):
    standing = stand(KNOTTED, WEIGHTS, {}, age_band=age)
    for item, given_answer in talk:
        standing = standing.after(item, given_answer)
        check(standing, KNOTTED, age)


def test_root_yes_follow_up_yes_root_no_root_yes_counts_again():
    yes, no = (Given(each, How.ASKED) for each in (Answer.YES, Answer.NO))
    standing = stand(PROTOCOL, WEIGHTS, {}, age_band="adult")
    strengths = []
    for item, given_answer in (("debt-owed", yes), ("debt-grows", yes), ("debt-owed", no), ("debt-owed", yes)):
        standing = standing.after(item, given_answer)
        strengths.append(standing.strengths["trafficking"])
    assert strengths[1] == strengths[3] > strengths[0] > strengths[2]


def test_an_answer_to_something_the_edition_does_not_know_changes_nothing():
    standing = stand(PROTOCOL, WEIGHTS, {}, age_band="adult")
    assert standing.after("no-such-item", Given(Answer.YES, How.TOLD)).strengths == standing.strengths


@pytest.mark.sweep
@given(talks, ages)
def test_what_is_worth_asking_is_the_same_moved_on_as_from_nothing(talk, age):
    """``Prospects`` keeps what an answer leaves as it is."""
    prospects, standing = Prospects(PROTOCOL, WEIGHTS), stand(PROTOCOL, WEIGHTS, {}, age_band=age)
    for item, given_answer in talk:
        standing = standing.after(item, given_answer)
        child = standing.child
        found = prospects.worth(standing.answers, standing.signs, standing.ratios, hidden=standing.hidden, child=child)
        fresh = {each.item: each for each in worth_asking(PROTOCOL, WEIGHTS, standing.answers, child=child)}
        assert {each.item for each in found} == set(fresh)
        for each in found:
            assert math.isclose(each.teaches, fresh[each.item].teaches, abs_tol=1e-12)
            assert each.burden == fresh[each.item].burden


@pytest.mark.sweep
@given(talks, ages)
def test_what_is_worth_little_is_left_out_and_the_rest_is_as_it_was(talk, age):
    prospects, least = Prospects(PROTOCOL, WEIGHTS), WEIGHTS.asking.ask_from
    standing = stand(PROTOCOL, WEIGHTS, {}, age_band=age)
    for item, given_answer in talk:
        standing = standing.after(item, given_answer)
    answers, told, ratios = standing.answers, standing.signs, standing.ratios
    child, hidden = standing.child, standing.hidden
    found = prospects.worth(answers, told, ratios, hidden=hidden, child=child, least=least)
    every = Prospects(PROTOCOL, WEIGHTS).worth(answers, told, ratios, hidden=hidden, child=child)
    assert found == tuple(each for each in every if each.value >= least)
