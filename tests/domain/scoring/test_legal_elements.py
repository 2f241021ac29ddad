"""Act, means and purpose: from how many signs each is shown, indicated, not shown, not asked or not needed."""

import pytest

from screening.casework.content.edition import open_content
from screening.domain.answers import How
from screening.domain.scoring.legal_elements import ElementState, made_out, read_elements
from screening.domain.scoring.signs import Sign

PROTOCOL = open_content().protocol


def reading(present="", absent="", *, child=False, means_free=False, bearing=None):
    """The elements where these indicators were affirmed and denied; each speaks from an item of its own name."""
    told = [(name, True) for name in present.split()] + [(name, False) for name in absent.split()]
    signs = {name: Sign(name, holds, How.ASKED, (f"item-{name}",)) for name, holds in told}
    return read_elements(PROTOCOL, signs, child=child, means_free=means_free, bearing=bearing or {})


def state(element, *args, **how):
    return reading(*args, **how)[element].state


@pytest.mark.parametrize("element", ["act", "means", "purpose"])
def test_what_was_not_asked_is_never_not_shown(element):
    assert state(element) is ElementState.NOT_ASKED
    assert state(element, "", "ACT-01 CTL-06 EXP-02") is ElementState.NOT_SHOWN


@pytest.mark.parametrize("present", ["CTL-01", "CTL-06 CTL-07", "CTL-15 CTL-16 CTL-17"])
def test_one_strong_means_two_medium_ones_or_any_three_show_it(present):
    assert state("means", present) is ElementState.SHOWN


@pytest.mark.parametrize("present", ["CTL-06", "CTL-15 CTL-16", "CTL-06 CTL-17"])
def test_fewer_means_indicate_it(present):
    assert state("means", present) is ElementState.INDICATED


def test_two_weaknesses_that_were_used_indicate_means_and_one_does_not():
    assert state("means", "VUL-08 VUL-09") is ElementState.INDICATED
    assert state("means", "VUL-08") is ElementState.NOT_ASKED
    assert state("means", "VUL-08", "CTL-06 VUL-09") is ElementState.NOT_SHOWN


@pytest.mark.parametrize(
    ("present", "found"),
    [
        ("ACT-01", ElementState.INDICATED),
        ("ACT-01 ACT-02", ElementState.SHOWN),
        ("ACT-03", ElementState.SHOWN),
        ("ACT-04", ElementState.SHOWN),
        ("ACT-05", ElementState.SHOWN),
        ("CTL-03", ElementState.INDICATED),
        ("DST-01", ElementState.INDICATED),
    ],
)
def test_an_act_is_shown_by_two_signs_or_one_clear_one_and_indicated_by_keeping(present, found):
    assert state("act", present) is found
    assert state("act", "CTL-03", "ACT-01") is ElementState.INDICATED


@pytest.mark.parametrize(
    ("present", "found"),
    [
        ("EXP-02", ElementState.INDICATED),
        ("EXP-02 EXP-03", ElementState.SHOWN),
        ("EXP-01", ElementState.SHOWN),
        ("EXP-09", ElementState.SHOWN),
        ("EXP-11", ElementState.SHOWN),
    ],
)
def test_a_purpose_is_shown_by_two_signs_of_labour_one_strong_one_or_any_other_kind(present, found):
    assert state("purpose", present) is found


def test_means_are_not_needed_of_a_child_or_of_somebody_unable_to_protect_themselves():
    found = reading("ACT-03 CTL-01 EXP-01", "CTL-06", child=True, means_free=True)["means"]
    assert found.state is ElementState.NOT_NEEDED
    assert (found.items, found.against) == (("item-CTL-01",), ("item-CTL-06",))


def test_all_three_are_made_out_where_each_is_indicated_and_means_only_where_they_are_needed():
    assert made_out(reading("ACT-01 CTL-06 EXP-02"))
    assert not made_out(reading("ACT-01 EXP-02"))
    assert made_out(reading("ACT-01 EXP-02", child=True, means_free=True))
    assert not made_out(reading("CTL-06 EXP-02"))
    assert not made_out(reading("ACT-01 CTL-06"))


def test_a_sign_of_another_element_indicates_this_one_where_none_of_its_own_does():
    bearing = {"means": frozenset({"EXP-18"}), "purpose": frozenset({"CTL-10"})}
    found = reading("EXP-18 CTL-10", "CTL-06", bearing={"means": frozenset({"EXP-18"})})
    assert found["means"].state is ElementState.INDICATED, "CTL-10 is a means of its own"
    found = reading("EXP-18", "CTL-06", bearing={"means": frozenset({"EXP-18"})})["means"]
    assert (found.state, found.items, found.against) == (ElementState.INDICATED, ("item-EXP-18",), ("item-CTL-06",))
    assert state("purpose", "CTL-10", bearing=bearing | {"means": frozenset()}) is ElementState.INDICATED


def test_the_strongest_signs_are_named_first():
    assert reading("CTL-17 CTL-06 CTL-04 CTL-01")["means"].items == (
        "item-CTL-01", "item-CTL-04", "item-CTL-06", "item-CTL-17",
    )  # fmt: skip
