"""The ILO's rule of 2009: how many signs of which strength make a dimension positive, and what follows from them."""

import pytest

from screening.casework.content.edition import open_content
from screening.domain.answers import How
from screening.domain.protocol.model import PROFILES
from screening.domain.scoring.ilo_rule import positive, read_ilo
from screening.domain.scoring.signs import Sign

PROTOCOL = open_content().protocol


@pytest.mark.parametrize(
    ("strong", "medium", "weak", "holds"),
    [
        (2, 0, 0, True), (1, 1, 0, True), (1, 0, 1, True), (0, 3, 0, True), (0, 2, 1, True), (0, 4, 4, True),
        (1, 0, 0, False), (0, 2, 0, False), (0, 1, 1, False), (0, 1, 9, False), (0, 0, 9, False), (0, 0, 0, False),
    ],
)  # fmt: skip
def test_a_dimension_is_positive_from_so_many_signs_on(strong, medium, weak, holds):
    assert positive(strong, medium, weak) is holds


def reading(present="", absent="", profile="adult_labour"):
    told = [(name, True) for name in present.split()] + [(name, False) for name in absent.split()]
    return read_ilo(PROTOCOL, {name: Sign(name, holds, How.ASKED, ()) for name, holds in told}, profile)


RECRUITED = "COE-01 COE-02"
EXPLOITED = "EXP-01 EXP-02"
CONTROLLED = "CTL-01 CTL-02"
USED = "DST-01 DST-02 DST-03"


def test_only_what_was_affirmed_counts_for_its_own_dimension():
    assert reading(EXPLOITED).positive == {1: False, 2: False, 3: False, 4: True, 5: False, 6: False}
    assert not any(reading("", EXPLOITED).positive.values())
    assert not reading("EXP-01", "EXP-02").positive[4]


def test_an_adult_needs_act_exploitation_and_means_and_the_strict_rule_control_and_recruitment():
    strict = reading(f"ACT-01 {RECRUITED} {EXPLOITED} {CONTROLLED}")
    assert (strict.act, strict.strict, strict.any_means) == (True, True, True)
    for means in (RECRUITED, CONTROLLED, USED):
        found = reading(f"ACT-01 {EXPLOITED} {means}")
        assert (found.strict, found.any_means) == (False, True)
    assert not reading(f"ACT-01 {EXPLOITED}").any_means
    assert not reading(f"{EXPLOITED} {RECRUITED}").any_means, "no act"
    assert not reading(f"ACT-01 {RECRUITED} {CONTROLLED}").any_means, "no exploitation"


@pytest.mark.parametrize("name", ["ACT-01", "CTL-03", "CTL-14", "EXP-14"])
def test_an_act_is_one_of_its_own_or_keeping_the_person(name):
    assert reading(name).act
    assert not reading("", name).act


def test_no_means_are_asked_of_a_child():
    found = reading(f"ACT-01 {EXPLOITED}", profile="child_labour")
    assert (found.strict, found.any_means) == (True, True)
    assert not reading(EXPLOITED, profile="child_labour").any_means


def test_the_reading_says_that_the_rule_was_not_read_in_its_original():
    assert {reading(profile=profile).verified for profile in PROFILES} == {False}
    with pytest.raises(ValueError, match="somebody"):
        reading(profile="somebody")
