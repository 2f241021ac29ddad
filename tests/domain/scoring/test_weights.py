"""What a sign says by its link, how it came and where it happened, and of what it says nothing."""

from __future__ import annotations

import math

import pytest

from screening.casework.content.edition import open_content
from screening.domain.answers import How, Where
from screening.domain.scoring.inference import HIGH, LOW
from screening.domain.scoring.signs import Sign
from screening.domain.scoring.weights import BEST, Link, Range, log_ratio, yes_ratio

WEIGHTS = open_content("2026-3").weights
LINK = Link("CTL-03", "confined", Range(0.6, 0.7, 0.8), Range(0.05, 0.1, 0.2), Range(0.3, 0.4, 0.5))
HOW = {How.TOLD: Range(0.9, 1.0, 1.0), How.ASKED: Range(0.7, 0.8, 0.9)}


def sign(present: bool, how: How = How.TOLD, where: Where | None = Where.WORK, name: str = "CTL-03") -> Sign:
    return Sign(name, present, how, ("locked",), where)


def test_a_yes_that_is_taken_as_given_says_how_much_commoner_it_is_and_a_no_how_much_rarer() -> None:
    assert log_ratio(LINK, sign(True), HOW) == pytest.approx(math.log(7))
    assert log_ratio(LINK, sign(False), HOW) == pytest.approx(math.log(0.4))
    blur = 0.2 * math.sqrt(0.7 * 0.1)
    asked = math.log((0.8 * 0.7 + blur) / (0.8 * 0.1 + blur))
    assert log_ratio(LINK, sign(True, How.ASKED), HOW) == yes_ratio(LINK, 0.8) == pytest.approx(asked)
    assert log_ratio(LINK, sign(False, How.ASKED), HOW) == pytest.approx(math.log(0.8 * 0.4 + 0.2))


def test_a_corner_speaks_as_loudly_or_as_softly_as_the_ranges_allow() -> None:
    soft, best, loud = (log_ratio(LINK, sign(True), HOW, corner) for corner in (LOW, BEST, HIGH))
    assert soft < best < loud == pytest.approx(math.log(0.8 / 0.05))
    soft, best, loud = (log_ratio(LINK, sign(False), HOW, corner) for corner in (LOW, BEST, HIGH))
    assert soft > best > loud == pytest.approx(math.log(0.3))
    assert soft == pytest.approx(math.log(0.9 * 0.5 + 0.1))


def test_a_yes_never_speaks_against_and_a_no_never_for() -> None:
    turned = Link("X", "d", Range(0.1, 0.1, 0.1), Range(0.9, 0.9, 0.9), Range(1.5, 1.5, 1.5))
    assert log_ratio(turned, sign(True), HOW) == 0.0
    assert log_ratio(turned, sign(False), HOW) == 0.0
    assert yes_ratio(turned, 1.0) < 0


def test_harm_elsewhere_speaks_of_another_dimension_and_a_no_or_harm_at_work_of_its_own() -> None:
    link = next(each for each in WEIGHTS.links if WEIGHTS.hidden[each.dimension].elsewhere)
    elsewhere = WEIGHTS.hidden[link.dimension].elsewhere
    for where, other in elsewhere.items():
        assert WEIGHTS.dimension_of(link, sign(True, where=where)) == other
        assert WEIGHTS.dimension_of(link, sign(False, where=where)) == link.dimension
    assert WEIGHTS.dimension_of(link, sign(True)) == link.dimension
    plain = next(each for each in WEIGHTS.links if not WEIGHTS.hidden[each.dimension].elsewhere)
    assert WEIGHTS.dimension_of(plain, sign(True, where=Where.HOME)) == plain.dimension
    reach = WEIGHTS.reach(link.indicator)
    assert {link.dimension, *elsewhere.values()} <= reach
    assert WEIGHTS.reach("no-such-sign") == frozenset()
    assert WEIGHTS.reach(plain.indicator) >= {plain.dimension}


def test_a_sign_speaks_of_explanations_in_which_its_dimension_is_common_enough() -> None:
    for link in WEIGHTS.links:
        chances = {state: each.best for state, each in WEIGHTS.hidden[link.dimension].adult.items()}
        spoken = sign(True, name=link.indicator)
        for state, chance in chances.items():
            enough = chance >= 0.25 * max(chances.values()) and chance >= 1.5 * min(chances.values())
            assert not enough or WEIGHTS.speaks(spoken, state)
    assert not WEIGHTS.speaks(sign(True, name="no-such-sign"), "trafficking")
    assert not any(WEIGHTS.speaks(sign(True), name) for name in ("no-such-explanation",))


def test_links_and_dimensions_are_found_by_their_names() -> None:
    for name, links in WEIGHTS.by_indicator.items():
        assert links == tuple(each for each in WEIGHTS.links if each.indicator == name)
    assert set(WEIGHTS.hidden) == {each.id for each in WEIGHTS.dimensions}
    assert all(WEIGHTS.hidden[name].id == name for name in WEIGHTS.hidden)
