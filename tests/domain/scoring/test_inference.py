"""Strengths against brute force: the posterior over everything that may hold, a range over every end of its numbers."""

import math
import tomllib
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.scoring.inference import JOURNEY, LABOUR, Scale, weigh
from screening.domain.scoring.signs import Sign, signs
from screening.domain.scoring.weights import EXPLANATIONS, Hidden, Link, Origin, Range, Requirement

WEIGHTS = open_content().weights
chances = st.floats(0.01, 0.99)


def exactly(value):
    return Range(value, value, value)


@st.composite
def causes_with_evidence(draw):
    """Priors need not add up to 1."""
    states = tuple(f"state-{place}" for place in range(draw(st.integers(2, 4))))
    cause = Origin("cause", states, {state: exactly(draw(st.floats(0.1, 1))) for state in states})
    dimensions = []
    for number in range(draw(st.integers(0, 5))):
        table = {state: exactly(draw(chances)) for state in states}
        dimensions.append(Hidden(f"dimension-{number}", "cause", table, table))
    return cause, tuple(dimensions), {each.id: draw(st.floats(-4, 6)) for each in dimensions}


def posterior(cause, dimensions, evidence):
    return Scale(replace(WEIGHTS, dimensions=dimensions), cause, evidence, child=False).shares()


def brute_force(cause, dimensions, evidence):
    sums = []
    for state in cause.states:
        sums.append(0.0)
        for held in product((False, True), repeat=len(dimensions)):
            weight = cause.prior[state].best
            for each, holds in zip(dimensions, held, strict=True):
                present = each.adult[state].best
                weight *= present * math.exp(evidence[each.id]) if holds else 1 - present
            sums[-1] += weight
    return [each / sum(sums) for each in sums]


@given(causes_with_evidence())
def test_the_posterior_equals_brute_force(drawn):
    assert posterior(*drawn) == pytest.approx(brute_force(*drawn), abs=1e-9)


@given(causes_with_evidence())
def test_without_evidence_the_priors_stand(drawn):
    cause, dimensions, _ = drawn
    total = sum(cause.prior[state].best for state in cause.states)
    expected = [cause.prior[state].best / total for state in cause.states]
    assert posterior(cause, dimensions, {}) == pytest.approx(expected, abs=1e-12)


def log_odds(share):
    return math.log(share / (1 - share))


STATES = (*EXPLANATIONS, JOURNEY, "none")
LOUD = Range(1, 1, 1)
"""Every answer is taken as given."""


def one_dimension(common, rare, named):
    """An edition of one sign, CTL-06, of a dimension that is common under what is ``named`` and rare elsewhere."""
    tables = {state: common if state in named else rare for state in STATES}
    dimensions = (
        Hidden("control", "cause", tables, tables),
        Hidden(LABOUR, "cause", tables, tables, beside=exactly(0.1)),
    )
    link = Link("CTL-06", "control", Range(0.6, 0.8, 0.9), Range(0.05, 0.1, 0.2), Range(0.3, 0.5, 0.7))
    cause = Origin("cause", STATES, {state: exactly(1 / len(STATES)) for state in STATES})
    how = dict.fromkeys(How, LOUD)
    return replace(WEIGHTS, causes=(cause,), dimensions=dimensions, links=(link,), how=how, requirements=())


def at_every_end(common, rare, name, present):
    """The strength with each number at its low, best and high, one state's chance against all others'."""
    found = []
    for own, others, loud, soft in product((0, 2), repeat=4):
        ratio = (
            math.log(Range(0.6, 0.8, 0.9).at(loud) / Range(0.05, 0.1, 0.2).at(soft))
            if present
            else math.log(Range(0.3, 0.5, 0.7).at(soft))
        )
        if present and loud == soft:
            continue  # an answer speaks loudly or softly as a whole
        weighed = []
        for state in STATES:
            chance = (common if state == name else rare).at(own if state == name else others)
            weighed.append(1 - chance + chance * math.exp(ratio))
        found.append(weighed[STATES.index(name)] / sum(weighed))
    return found


@pytest.mark.parametrize("present", [True, False])
@pytest.mark.parametrize(
    ("common", "rare"),
    [(Range(0.6, 0.7, 0.8), Range(0.1, 0.2, 0.3)), (Range(0.1, 0.2, 0.3), Range(0.6, 0.7, 0.8))],
)
def test_a_range_reaches_as_far_as_its_numbers_at_the_end_that_leans_furthest(common, rare, present):
    """Also where the dimension is rarer under the explanation than elsewhere: then a yes speaks against it."""
    signs = {"CTL-06": Sign("CTL-06", present, How.ASKED, ("threats",))}
    for name in ("protection", "irregular_migration"):
        found = weigh(one_dimension(common, rare, {name}), signs, child=False)[name].range
        every = at_every_end(common, rare, name, present)
        assert log_odds(found.low) == pytest.approx(log_odds(min(every)), abs=1e-9)
        assert log_odds(found.high) == pytest.approx(log_odds(max(every)), abs=1e-9)


def test_the_range_of_trafficking_is_wider_by_how_sure_the_elements_of_the_law_are():
    signs = {"CTL-06": Sign("CTL-06", True, How.ASKED, ("threats",))}
    edition = one_dimension(Range(0.6, 0.7, 0.8), Range(0.1, 0.2, 0.3), {"trafficking"})
    unsure = Requirement("means", Range(0.1, 0.2, 0.4), {"CTL-06": Range(0.4, 0.6, 0.8)}, True)
    sure = replace(unsure, leak=exactly(0.2), shows={"CTL-06": exactly(0.6)})
    editions = (replace(edition, requirements=(need,)) for need in (unsure, sure))
    wide, narrow = (weigh(each, signs, child=False)["trafficking"].range for each in editions)
    assert wide.best == narrow.best
    assert wide.low < narrow.low and wide.high > narrow.high
    for end, corner in (("low", 0), ("high", 2)):
        moved = math.prod((1 - unsure.leak.at(corner), 1 - unsure.shows["CTL-06"].at(corner)))
        share = wide.best / (1 - 0.8 * 0.4) * (1 - moved)
        by_law = log_odds(share) - log_odds(wide.best)
        by_rest = log_odds(getattr(narrow, end)) - log_odds(narrow.best)
        told = log_odds(getattr(wide, end)) - log_odds(wide.best)
        assert abs(told) == pytest.approx(math.hypot(by_law, by_rest), abs=1e-9)


READINGS = tomllib.loads((Path(__file__).parent / "readings.toml").read_text("utf-8"))
"""Of seven invented cases under edition 2026-3. Who changes its numbers with a reason changes these with it."""


def answers(case):
    said = {name: Given(Answer.NO, How.ASKED) for name in case["no"].split()}
    for each in case["yes"].split():
        name, _, where = each.partition("@")
        said[name] = Given(Answer.YES, How.ASKED, Where(where) if where else None)
    return said


@pytest.mark.parametrize("name", READINGS)
def test_what_an_edition_read_of_a_case_stays_as_it_was(name):
    case, content = READINGS[name], open_content("2026-3")
    found = signs(content.protocol, answers(case), child=case["child"])
    weighed = weigh(content.weights, found, child=case["child"], means_free=case["means_free"])
    for explanation in EXPLANATIONS:
        read = weighed[explanation]
        strength = (read.range.low, read.range.best, read.range.high, read.base)
        assert strength == pytest.approx(tuple(case[explanation]), abs=2e-5), explanation
    added = {}
    for explanation in ("trafficking", "labour_violation", "smuggling", "protection"):
        for each in weighed[explanation].contributions:
            key = f"{explanation} {each.indicator} {each.dimension}"
            added[key] = added.get(key, 0.0) + each.weight
    weighty = {key: weight for key, weight in added.items() if abs(weight) > 0.02}
    assert weighty == pytest.approx(case["weights"], abs=1e-4)
    assert {each.through for name, each in weighed.items() if name != "trafficking"} == {1.0}


def test_an_age_alone_frees_of_means_where_nothing_else_is_said():
    said = signs(open_content().protocol, {"sex-work": Given(Answer.YES, How.ASKED)}, child=True)
    assert weigh(WEIGHTS, said, child=True) == weigh(WEIGHTS, said, child=True, means_free=True)
    assert weigh(WEIGHTS, said, child=False) == weigh(WEIGHTS, said, child=False, means_free=False)
