"""The network's answer equals brute force over every joint state."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.scoring.bayes_network import Cause, Dimension, build

chances = st.floats(0.01, 0.99)


@st.composite
def networks(draw):
    causes = []
    for number in range(draw(st.integers(1, 3))):
        size = draw(st.integers(2, 3))
        raw = [draw(st.floats(0.1, 1)) for _ in range(size)]
        causes.append(
            Cause(f"c{number}", tuple(f"s{place}" for place in range(size)), tuple(each / sum(raw) for each in raw))
        )
    dimensions, evidence = [], {}
    for number in range(draw(st.integers(0, 5))):
        parents = draw(st.lists(st.sampled_from([each.id for each in causes]), min_size=1, max_size=2, unique=True))
        size = math.prod(len(cause.states) for name in parents for cause in causes if cause.id == name)
        dimensions.append(Dimension(f"d{number}", tuple(parents), tuple(draw(chances) for _ in range(size))))
        evidence[f"d{number}"] = draw(st.floats(-4, 6))
    return causes, dimensions, evidence


def brute_force(causes, dimensions, evidence):
    sums = {cause.id: dict.fromkeys(cause.states, 0.0) for cause in causes}
    for joint in product(*(range(len(cause.states)) for cause in causes)):
        state = dict(zip((cause.id for cause in causes), joint, strict=True))
        prior = math.prod(cause.prior[state[cause.id]] for cause in causes)
        for held in product((0, 1), repeat=len(dimensions)):
            weight = prior
            for each, holds in zip(dimensions, held, strict=True):
                index = 0
                for parent in each.parents:
                    index = index * len(next(c for c in causes if c.id == parent).states) + state[parent]
                chance = each.present[index]
                weight *= chance * math.exp(evidence[each.id]) if holds else 1 - chance
            for cause in causes:
                sums[cause.id][cause.states[state[cause.id]]] += weight
    total = sum(sums[causes[0].id].values())
    return {name: {state: value / total for state, value in states.items()} for name, states in sums.items()}


@given(networks())
def test_the_posterior_equals_brute_force(network):
    causes, dimensions, evidence = network
    found = build(causes, dimensions).posterior(evidence)
    expected = brute_force(causes, dimensions, evidence)
    for name, states in expected.items():
        for state, value in states.items():
            assert found[name][state] == pytest.approx(value, abs=1e-9)


@given(networks())
def test_without_evidence_the_priors_stand(network):
    causes, dimensions, _ = network
    found = build(causes, dimensions).posterior({})
    for cause in causes:
        assert [found[cause.id][state] for state in cause.states] == pytest.approx(cause.prior, abs=1e-12)


def test_a_table_of_the_wrong_length_is_refused():
    cause = Cause("c", ("a", "b"), (0.5, 0.5))
    with pytest.raises(ValueError, match="d"):
        build([cause], [Dimension("d", ("c",), (0.1,))])
