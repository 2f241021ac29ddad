"""The posterior of a cause equals brute force over its states and over every dimension held and not held."""

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.casework.content.edition import open_content
from screening.domain.scoring.inference import Scale
from screening.domain.scoring.weights import Hidden, Origin, Range

WEIGHTS = open_content().weights
chances = st.floats(0.01, 0.99)


def exactly(value):
    return Range(value, value, value)


@st.composite
def causes_with_evidence(draw):
    """Priors need not add up to 1."""
    states = tuple(f"state-{place}" for place in range(draw(st.integers(2, 4))))
    cause = Origin("cause", states, {state: exactly(draw(st.floats(0.1, 1))) for state in states}, "", "")
    dimensions = []
    for number in range(draw(st.integers(0, 5))):
        table = {state: exactly(draw(chances)) for state in states}
        dimensions.append(Hidden(f"dimension-{number}", "", "cause", table, table, "", ""))
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
