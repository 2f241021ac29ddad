"""The kinds of act, as every part of practice names them."""

from __future__ import annotations

from screening.domain.practice.acts import EASING, PRESSING, QUESTIONS, Act, ActKind, TalkSoFar


def test_every_kind_asks_presses_or_eases():
    assert set(ActKind) == QUESTIONS | PRESSING | EASING
    assert not EASING & (QUESTIONS | PRESSING)


def test_what_is_not_known_of_an_act_stays_open():
    act = Act(ActKind.FACILITATOR, "And then?")
    assert (act.topic, act.item, act.offers, act.repeated, act.strange) == (None, None, None, False, False)
    assert TalkSoFar() == TalkSoFar(frozenset(), (), ())
