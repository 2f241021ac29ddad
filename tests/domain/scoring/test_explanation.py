"""Why an assessment is as it is: each sign's part, the weightiest first, and one reason for each answer."""

from __future__ import annotations

from dataclasses import replace

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.scoring.assessment import assess
from screening.domain.scoring.explanation import AGAINST, FOR, Reason, by_item, reasons

CONTENT = open_content("2026-3")
PROTOCOL = CONTENT.protocol
SAID = {
    "locked": Given(Answer.YES, How.TOLD, Where.WAY),
    "little-pay": Given(Answer.YES, How.ASKED),
    "papers-kept": Given(Answer.YES, How.ASKED, Where.WORK),
    "violence": Given(Answer.NO, How.ASKED),
}


def found(explanation: str = "trafficking") -> tuple[Reason, ...]:
    return reasons(PROTOCOL, assess(PROTOCOL, CONTENT.weights, SAID, age_band="adult"), explanation)


def test_reasons_are_the_contributions_the_weightiest_first() -> None:
    read = assess(PROTOCOL, CONTENT.weights, SAID, age_band="adult").weighed["trafficking"].contributions
    told = found()
    assert sorted(each.weight for each in told) == sorted(each.weight for each in read)
    sizes = [abs(each.weight) for each in told]
    assert sizes == sorted(sizes, reverse=True)
    assert {each.explanation for each in told} == {"trafficking"}


def test_a_reason_says_from_which_answer_it_comes_and_which_way_it_leans() -> None:
    for each in found():
        assert each.direction == (FOR if each.weight >= 0 else AGAINST)
        assert each.item in SAID
        assert each.how == SAID[each.item].how
        assert each.present is (SAID[each.item].answer is Answer.YES)
        assert each.source == PROTOCOL.indicators[each.indicator].source
    places = {each.item: each.where for each in found()}
    assert (places["locked"], places["violence"]) == (Where.WAY, None)
    assert places["little-pay"] is None or PROTOCOL.items["little-pay"].where


REASON = Reason("trafficking", "CTL-03", "locked", FOR, "confined", 0.5, How.TOLD, True, Where.WORK, ("a",))


def test_an_answer_that_speaks_through_several_signs_is_one_reason() -> None:
    other = replace(REASON, indicator="ACT-04", dimension="act", weight=-0.8, direction=AGAINST, source=("b", "a"))
    (one,) = by_item([REASON, other])
    assert (one.indicator, one.direction, one.source) == ("CTL-03", AGAINST, ("a", "b"))
    assert round(one.weight, 9) == -0.3
    (none,) = by_item([REASON, replace(other, weight=-0.5)])
    assert (none.weight, none.direction) == (0.0, FOR)


def test_a_yes_and_a_no_to_one_item_are_two_reasons_and_equal_ones_stand_by_their_names() -> None:
    denied = replace(REASON, present=False, weight=-0.9, direction=AGAINST)
    assert by_item([REASON, denied]) == (denied, REASON)
    other = replace(REASON, item="debt-owed")
    assert by_item([REASON, other]) == (other, REASON)


def test_a_sign_without_any_weight_speaks_against_nothing() -> None:
    read = assess(PROTOCOL, CONTENT.weights, SAID, age_band="adult")
    weighed = read.weighed["trafficking"]
    none = replace(weighed, contributions=tuple(replace(each, weight=0.0) for each in weighed.contributions))
    told = reasons(PROTOCOL, replace(read, weighed={**read.weighed, "trafficking": none}), "trafficking")
    assert told and {each.direction for each in told} == {FOR}
