"""Agreement is that of the library and of the literature, and is warned of where it says little."""

from __future__ import annotations

import math
import random
from collections import Counter

import krippendorff
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.training.agreement import RESAMPLES, SEED, agreement, alpha_of

OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units."""
UNITS = [str(place) for place in range(12)]


def ratings(rows: tuple[tuple[int | None, ...], ...]) -> list[dict[str, str]]:
    return [{unit: str(value) for unit, value in zip(UNITS, row, strict=False) if value is not None} for row in rows]


def test_alpha_is_that_of_the_worked_example() -> None:
    found = agreement(ratings(OBSERVERS), UNITS)
    assert found.alpha == pytest.approx(0.743, abs=0.0005)
    assert found.low <= found.alpha <= found.high
    assert found.warnings == ("few-raters",)


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from([1, 2, 3, None]), min_size=6, max_size=6), min_size=3, max_size=8))
def test_alpha_is_that_of_the_library_on_the_ratings_themselves(rows: list[list[int | None]]) -> None:
    found = agreement(ratings(tuple(map(tuple, rows))), UNITS[:6])
    if math.isnan(found.alpha):
        return
    table = numpy.array([[math.nan if value is None else value for value in row] for row in rows])
    assert found.alpha == pytest.approx(krippendorff.alpha(table, level_of_measurement="nominal"))
    assert -1 <= found.low <= found.high <= 1


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=2, max_size=7), min_size=3, max_size=9), st.randoms())
def test_alpha_of_counts_is_that_of_the_library(said: list[list[str]], chance: random.Random) -> None:
    counts = [Counter(each) for each in said]
    table = numpy.array([[count[value] for value in "abcd"] for count in counts])
    if len(set("".join(map("".join, said)))) < 2:
        assert math.isnan(alpha_of(counts))
    else:
        library = krippendorff.alpha(value_counts=table, level_of_measurement="nominal")
        assert alpha_of(counts) == pytest.approx(library, abs=1e-12)
    chance.shuffle(counts)
    assert alpha_of(counts) == pytest.approx(alpha_of([Counter(each) for each in said]), nan_ok=True, abs=0)


def test_the_interval_is_that_of_the_library_on_the_same_draws() -> None:
    counts = [Counter(row[unit] for row in ratings(OBSERVERS) if unit in row) for unit in UNITS]
    counts = [count for count in counts if count.total() > 1]
    table = numpy.array([[count[value] for value in "12345"] for count in counts], dtype=float)
    chance, found = random.Random(SEED), []
    for _ in range(RESAMPLES):
        drawn = table[[chance.randrange(len(counts)) for _ in counts]]
        single = numpy.count_nonzero(drawn.sum(axis=0)) < 2
        found.append(1.0 if single else krippendorff.alpha(value_counts=drawn, level_of_measurement="nominal"))
    found.sort()
    ours = agreement(ratings(OBSERVERS), UNITS)
    assert (ours.low, ours.high) == pytest.approx((found[25], found[974]), abs=1e-12)


def test_all_alike_gives_no_alpha_and_a_warning_instead_of_a_figure() -> None:
    found = agreement([dict.fromkeys(UNITS, "yes")] * 6, UNITS)
    assert math.isnan(found.alpha) and math.isnan(found.low)
    assert found.warnings == ("one-answer",)
    assert all((row.agree, row.of) == (6, 6) for row in found.units)


def test_nearly_all_alike_is_warned_of() -> None:
    rows = [dict.fromkeys(UNITS, "yes") for _ in range(6)]
    rows[0]["3"] = "no"
    found = agreement(rows, UNITS)
    assert found.alpha < 0.1 and "one-answer" in found.warnings
    assert (found.units[0].unit, found.units[0].agree, found.units[0].of) == ("3", 5, 6)


def test_a_single_case_has_raw_agreement_and_no_alpha() -> None:
    found = agreement([{"a": "yes"}, {"a": "no"}, {"a": "yes"}], ["a"])
    assert math.isnan(found.alpha) and set(found.warnings) == {"few-raters", "few-units"}
    assert (found.units[0].agree, found.units[0].of, found.units[0].value) == (2, 3, "yes")


def test_nobody_rated_anything() -> None:
    found = agreement([], ["a"])
    assert found.units == () and math.isnan(found.alpha)


def test_the_interval_repeats() -> None:
    assert agreement(ratings(OBSERVERS), UNITS) == agreement(ratings(OBSERVERS), UNITS)


def test_what_is_agreed_alike_stays_in_the_order_of_the_cards() -> None:
    ratings = [{"ten": "yes", "two": "yes", "one": "yes"}, {"ten": "yes", "two": "yes", "one": "no"}]
    found = agreement(ratings, ("two", "ten", "one"))
    assert [row.unit for row in found.units] == ["one", "two", "ten"]
