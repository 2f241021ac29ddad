"""The kinds of act, as every part of practice names them."""

from __future__ import annotations

from screening.domain.practice.acts import PRESSING, QUESTIONS, Act, ActKind, TalkSoFar

EASING = {
    ActKind.GREETING, ActKind.SMALL_TALK, ActKind.EXPLANATION, ActKind.CONSENT, ActKind.OFFER, ActKind.BREAK,
    ActKind.KINDNESS, ActKind.REFLECTION, ActKind.FACILITATOR, ActKind.CLOSING,
}  # fmt: skip
"""The kinds that ask for nothing and press for nothing."""


def test_every_kind_asks_presses_or_eases():
    assert set(ActKind) == QUESTIONS | PRESSING | EASING
    assert not EASING & (QUESTIONS | PRESSING)


def test_what_is_not_known_of_an_act_stays_open():
    act = Act(ActKind.FACILITATOR, "And then?")
    assert (act.topic, act.item, act.offers, act.repeated, act.strange) == (None, None, None, False, False)
    assert TalkSoFar() == TalkSoFar(frozenset(), (), ())
