"""What several answers come to as one sign: a yes outweighs every no, and the best way and the nearest place count."""

import dataclasses
from itertools import pairwise

import pytest

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.scoring.signs import Sign, applies, counts_for, sign_of, signs

PROTOCOL = open_content().protocol
THREATS = [PROTOCOL.items[name] for name in ("threats", "threat-shown")]
"""Both speak of CTL-06, for and against it, and both take a place."""


def threats(one, other=None, hidden=()):
    answers = {item.id: given for item, given in zip(THREATS, (one, other), strict=True) if given is not None}
    return sign_of("CTL-06", THREATS, answers, hidden)


def yes(how=How.ASKED, where=None):
    return Given(Answer.YES, how, where)


NO = Given(Answer.NO, How.ASKED)


def test_where_nothing_was_said_there_is_no_sign():
    assert threats(None) is None
    for silence in (Answer.NOT_KNOWN, Answer.DECLINED):
        assert threats(Given(silence, How.ASKED)) is None


def test_one_yes_outweighs_a_no_and_the_no_is_not_named():
    assert threats(yes(where=Where.WAY), NO) == Sign("CTL-06", True, How.ASKED, ("threats",), Where.WAY)


def test_a_no_has_no_place_of_its_own_whether_one_was_said_or_several():
    assert threats(NO) == Sign("CTL-06", False, How.ASKED, ("threats",), Where.WORK)
    elsewhere = Given(Answer.NO, How.ASKED, Where.HOME)
    assert threats(elsewhere, elsewhere) == Sign("CTL-06", False, How.ASKED, ("threats", "threat-shown"), Where.WORK)


WAYS = (How.TOLD, How.DOCUMENT, How.SEEN, How.PRIVATE, How.ASKED, How.THIRD_PARTY)
PLACES = (Where.WORK, None, Where.WAY, Where.HOME, Where.BEFORE, Where.ELSEWHERE)


@pytest.mark.parametrize(("one", "other"), [*pairwise(WAYS)])
def test_of_two_ways_the_better_one_counts_and_what_was_told_freely_is_the_best(one, other):
    assert threats(yes(one), yes(other)).how is one
    assert threats(yes(other), yes(one)).how is one


@pytest.mark.parametrize(("near", "far"), [*pairwise(PLACES)])
def test_of_two_places_the_nearer_one_counts_and_a_place_that_is_not_known_is_near(near, far):
    assert threats(yes(where=near), yes(where=far)).where is near
    assert threats(yes(where=far), yes(where=near)).where is near


def test_a_yes_that_takes_no_place_counts_as_one_of_the_place_of_work():
    told = sign_of("DST-05", [PROTOCOL.items["status-used"]], {"status-used": yes(where=Where.HOME)}, ())
    assert told == Sign("DST-05", True, How.ASKED, ("status-used",), Where.WORK)


def test_a_hidden_answer_does_not_count():
    assert threats(yes(), NO, hidden={"threats"}) == Sign("CTL-06", False, How.ASKED, ("threat-shown",), Where.WORK)


def test_an_answer_counts_while_its_condition_is_not_false():
    grows = PROTOCOL.items["debt-grows"]
    assert applies(grows, {}) and applies(grows, {"debt-owed": yes()})
    assert not applies(grows, {"debt-owed": NO})
    told = {"debt-grows": yes()}
    assert signs(PROTOCOL, told, child=False)["CTL-02"].items == ("debt-grows",)
    denied = signs(PROTOCOL, {**told, "debt-owed": NO}, child=False)["CTL-02"]
    assert (denied.present, denied.items) == (False, ("debt-owed",))


@pytest.mark.parametrize(
    ("who", "of_adult", "of_child"), [("both", True, True), ("adult", True, False), ("child", False, True)]
)
def test_a_sign_counts_for_whom_it_is_of(who, of_adult, of_child):
    indicator = dataclasses.replace(PROTOCOL.indicators["CTL-06"], who=who)
    assert (counts_for(indicator, child=False), counts_for(indicator, child=True)) == (of_adult, of_child)
