"""Figures of the field agree with populations whose truth is known, and say nothing where they are too few."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields

import pytest

from screening.domain.statistics import field_accuracy as fa
from screening.domain.statistics.field_accuracy import FieldAccuracy, Screened, TellingLimits, measure
from screening.domain.statistics.intervals import Interval, mixed, part_of, wilson

LIMITS = TellingLimits(decisions=10, looks=30)


@dataclass(frozen=True)
class Population:
    """A place where people are screened. Shares of all; ``decided`` by band; ``lots``: chance of each period's lot."""

    people: int
    victims: float
    sensitivity: float
    specificity: float
    strong: tuple[float, float]
    """Of victims flagged, and of others flagged, how many are in the band "strong"."""
    decided: tuple[float, float]
    lots: tuple[float, ...]


POPULATIONS = {
    "a shelter, with many victims": Population(600, 0.3, 0.8, 0.85, (0.7, 0.3), (0.6, 0.4), (0.3,)),
    "a border, with few": Population(1500, 0.08, 0.75, 0.93, (0.7, 0.2), (0.7, 0.5), (0.15, 0.15)),
    "lots of unlike sizes": Population(2000, 0.25, 0.85, 0.9, (0.7, 0.3), (0.5, 0.3), (0.1, 0.3)),
    "few missed": Population(500, 0.35, 0.9, 0.8, (0.6, 0.3), (0.5, 0.5), (0.35,)),
}


def screened(place: Population, chance: random.Random) -> list[Screened]:
    """People of a place, of whom bodies decide on some of those flagged, and a second look at those drawn is right."""
    rows, passed = [], []
    for _ in range(place.people):
        victim = chance.random() < place.victims
        if chance.random() < (place.sensitivity if victim else 1 - place.specificity):
            strong = chance.random() < place.strong[0 if victim else 1]
            decided = chance.random() < place.decided[0 if strong else 1]
            rows.append(Screened("strong" if strong else "moderate", True, victim if decided else None))
        else:
            passed.append(victim)
    size = len(passed) // len(place.lots)
    for at, share in enumerate(place.lots):
        period = passed[at * size : (at + 1) * size if at + 1 < len(place.lots) else None]
        drawn = round(share * len(period))
        rows += [Screened("little", False, None, victim, len(period) / drawn) for victim in period[:drawn]]
        rows += [Screened("little", False)] * (len(period) - drawn)
    return rows


def covered(place: Population, runs: int) -> tuple[float, float]:
    """In how many of 100 runs the true sensitivity and specificity lie in their intervals."""
    chance, hits = random.Random(38), [0, 0]
    for _ in range(runs):
        made = measure(screened(place, chance), LIMITS)
        for at, (found, true) in enumerate(
            ((made.sensitivity, place.sensitivity), (made.specificity, place.specificity))
        ):
            assert found is not None
            hits[at] += found.low <= true <= found.high
    return 100 * hits[0] / runs, 100 * hits[1] / runs


@pytest.mark.sweep
@pytest.mark.parametrize("name", POPULATIONS)
def test_the_true_value_lies_in_the_interval_in_93_to_97_of_100_of_a_thousand_runs(name: str) -> None:
    for share in covered(POPULATIONS[name], 1000):
        assert 93 <= share <= 97


def test_the_true_value_lies_in_the_interval_in_about_95_of_100_runs() -> None:
    for share in covered(POPULATIONS["a shelter, with many victims"], 120):
        assert 89 <= share <= 99


def test_a_plain_sum_of_who_was_verified_would_be_wrong() -> None:
    """Nearly all who were verified were flagged: without the correction everybody seems to be found."""
    place = POPULATIONS["a shelter, with many victims"]
    rows = [row for _ in range(20) for row in screened(place, random.Random(_))]
    verified = [row for row in rows if row.found is not None]
    plain = sum(row.flagged for row in verified if row.found) / sum(row.found is True for row in verified)
    made = measure(rows, LIMITS).sensitivity
    assert made is not None
    assert plain > place.sensitivity + 0.04
    assert made.value == pytest.approx(place.sensitivity, abs=0.02)


# --- what is no answer


def flagged(n: int, identified: bool | None = None, **more: object) -> list[Screened]:
    return [Screened("strong", True, identified, **more)] * n  # type: ignore[arg-type]


def drawn(n: int, second: bool | None, weight: float = 1.0) -> list[Screened]:
    return [Screened("little", False, None, second, weight)] * n


def test_no_decision_yet_is_never_a_no() -> None:
    made = measure([*flagged(12, True), *flagged(4, False), *flagged(200)], LIMITS)
    assert (made.identified.found, made.identified.of, made.undecided) == (12, 16, 200)
    assert made.identified.within == wilson(12, 16)


def test_below_the_named_numbers_nothing_is_said() -> None:
    made = measure([*flagged(9, True), *drawn(29, False), *drawn(50, None)], LIMITS)
    assert made.identified.within is None
    assert made.looked.within is None
    assert (made.sensitivity, made.specificity) == (None, None)
    made = measure([*flagged(9, True), *drawn(30, False)], LIMITS)
    assert made.looked.within is not None
    assert made.sensitivity is None
    made = measure([*flagged(10, True), *drawn(30, False)], LIMITS)
    assert made.sensitivity is not None


def test_nobody_at_all_is_too_few_and_no_fault() -> None:
    made = measure([], LIMITS)
    assert (made.cases, made.identified.within, made.sensitivity, made.bands) == (0, None, None, ())
    made = measure([], TellingLimits(0, 0))
    assert made.identified.within is None
    assert made.sensitivity is None


def test_a_second_view_that_no_lot_asked_for_is_in_no_share_of_those_missed() -> None:
    asked_for = [Screened("little", False, None, second=True)] * 40
    made = measure([*flagged(20, True), *drawn(40, False), *asked_for], LIMITS)
    assert (made.looked.found, made.looked.of) == (0, 40)


def test_who_was_identified_without_a_flag_and_outside_the_lot_is_told_apart() -> None:
    made = measure([*flagged(20, True), *drawn(40, False), Screened("some", False, True)], LIMITS)
    assert made.beside_lot == 1
    assert made.looked.found == 0


def test_a_body_s_decision_goes_before_the_second_reader_s_view() -> None:
    made = measure([Screened("little", False, True, False, 1.0)] * 30, LIMITS)
    assert made.looked.found == 30


def test_when_everybody_drawn_is_none_the_sensitivity_is_still_no_certainty() -> None:
    made = measure([*flagged(30, True), *drawn(60, False, 5.0), *drawn(240, None, 0.0)], LIMITS)
    assert made.sensitivity is not None
    assert made.sensitivity.value == 1
    assert made.sensitivity.low < 0.9


# --- bands, own view, groups


def test_each_band_says_how_many_were_identified_and_what_was_expected() -> None:
    rows = [*flagged(15, True, strength=0.9), *flagged(5, False, strength=0.9), *flagged(3, strength=0.9)]
    (band,) = measure(rows, LIMITS).bands
    assert (band.band, band.cases, band.share.found, band.share.of) == ("strong", 23, 15, 20)
    assert band.expected == pytest.approx(0.9)
    assert band.calibrated is not None
    (off,) = measure([*flagged(5, True, strength=0.95), *flagged(15, False, strength=0.95)], LIMITS).bands
    assert off.calibrated is False
    (few,) = measure(flagged(5, True, strength=0.95), LIMITS).bands
    assert few.calibrated is None


def test_victims_among_the_flagged_are_counted_by_band_where_each_has_enough_decisions_and_else_together() -> None:
    """Of 40 strong half are decided and nearly all identified; of 60 moderate few are decided, and half identified."""
    strong = [*flagged(18, True), *flagged(2, False), *flagged(20)]

    def moderate(yes: int, no: int) -> list[Screened]:
        decided = [Screened("moderate", True, True)] * yes + [Screened("moderate", True, False)] * no
        return [*decided, *[Screened("moderate", True)] * (60 - yes - no)]

    def identified(rows: list[Screened]) -> Interval:
        return fa._identified(rows, Counter(row.band for row in rows if row.identified is not None), 10)

    by_band = identified([*strong, *moderate(5, 5)])
    assert by_band == mixed([(0.4, wilson(18, 20)), (0.6, wilson(5, 10))])
    assert identified([*strong, *moderate(5, 4)]) == wilson(23, 29)


def test_the_officer_s_own_view_stands_beside_the_reading() -> None:
    rows = [
        *flagged(10, True, view=True),
        *flagged(8, True, view=False),
        *flagged(4, False, view=False),
        *[Screened("some", False, None, view=True)] * 3,
        *flagged(2),
    ]
    made = measure(rows, LIMITS).view
    assert (made.agree.found, made.agree.of) == (10, 25)
    assert (made.officer_only, made.program_only) == (3, 12)
    assert (made.officer_right.found, made.officer_right.of) == (4, 12)


def test_the_second_reader_is_set_beside_the_bodies() -> None:
    made = measure([*flagged(9, True, second=True), *flagged(3, True, second=False)], LIMITS).second_right
    assert (made.found, made.of) == (9, 12)


def test_a_group_is_told_only_where_both_its_counts_may_be() -> None:
    rows = [
        *flagged(30, True, language="ms"), *flagged(20, False, language="ms"), *flagged(15, language="ms"),
        *flagged(30, True, language="id"), *flagged(12, False, language="id"), *flagged(15, language="id"),
        *flagged(3, True, language="my"), *flagged(1, False, language="my"),
        *[Screened("little", False, language="ms")] * 40, *[Screened("little", False, language="id")] * 40,
    ]  # fmt: skip
    groups = measure(rows, LIMITS).groups
    assert {(each.value, each.share.found, each.share.of) for each in groups if each.name == "language"} <= {
        ("ms", 30, 50), ("id", 30, 42),
    }  # fmt: skip
    assert groups
    assert all(each.value != "my" for each in groups)


def test_no_row_can_say_who_screened_when_or_whom() -> None:
    assert {each.name for each in fields(Screened)} == {
        "band", "flagged", "identified", "second", "weight", "view", "strength", "edition", "language", "setting",
    }  # fmt: skip
    assert not [each.name for each in fields(FieldAccuracy) if "officer" in each.name]


# --- intervals


def test_wilson_is_the_published_figure() -> None:
    """Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20."""
    for found, of, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        made = wilson(found, of)
        assert (made.low, made.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_one_band_alone_is_its_own_share() -> None:
    one = wilson(7, 20)
    made = mixed([(1.0, one)])
    assert (made.value, made.low, made.high) == pytest.approx((one.value, one.low, one.high))


@pytest.mark.parametrize("missed", [0, 1, 30, 60])
@pytest.mark.parametrize("found", [1, 10, 20])
def test_an_interval_holds_its_figure_and_stays_between_nought_and_one(missed: int, found: int) -> None:
    made = part_of(wilson(found, 20), wilson(missed, 60), wilson(30, 200))
    assert 0 <= made.low <= made.value <= made.high <= 1


def test_nothing_found_anywhere_says_nothing() -> None:
    assert part_of(wilson(0, 20), wilson(0, 60), wilson(30, 200)) == Interval(0.0, 0.0, 1.0)


# --- how many it takes


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_as_many_decisions_as_are_needed_are_enough_and_one_fewer_is_not(share: float) -> None:
    n = fa.decisions_needed(share, 0.1)

    def half(n: int) -> float:
        made = wilson(share * n, n)
        return max(made.value - made.low, made.high - made.value)

    assert half(n) <= 0.1 < half(n - 1)


def test_second_looks_have_a_number_or_cannot_do_it() -> None:
    enough: Callable[[float], int] = lambda half: fa.looks_needed(200, 800, 150, 0.6, 0.04, half)  # noqa: E731
    assert 0 < enough(0.15) < enough(0.1) <= 800
    assert enough(0.01) == 0
