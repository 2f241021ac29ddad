"""What each simulated officer says on a topic, in order: the check of a card is no better than its officers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.practice.acts import ActKind
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.officers import talk_as
from screening.domain.scenarios.talk import CONSENT, GATE, PRIVACY, Talk

PACK = open_training(settings.indicators_root(), open_content().protocol)
CARD = PACK.scenarios["sorting-yard"]
SILENT = replace(CARD, facts=(), nature=replace(CARD.nature, companion=False, through="", tiredness=0))
"""A card with nothing on it: what is said hangs on the officer alone."""
BEGINNING = ["greeting+small_talk", "", "offer", *["explanation", "consent", "explanation", "explanation"]]
EACH = ["invitation", "facilitator", "invitation"]


def said(talk: Talk) -> list[str]:
    return ["+".join(act.kind.value for act in each.move.acts) for each in talk.moments]


@pytest.mark.parametrize(
    ("style", "first", "second"), [("open", "reflection", "kindness"), ("careful",) + ("kindness",) * 2]
)
def test_a_good_officer_explains_first_asks_openly_and_rests(style: str, first: str, second: str) -> None:
    talk = talk_as(style, SILENT, PACK, ("work", "papers"))
    assert talk.steps[:10] == (GATE, PRIVACY, *CONSENT)
    rounds = said(talk)[1 + 2 + len(CONSENT) :]
    opening = lambda kind: [f"{kind}+invitation", "facilitator", "invitation"]  # noqa: E731
    assert rounds == [
        "break", *opening(first), *opening(second), *opening(first), "break", *opening(second),
    ]  # fmt: skip
    topics = [each.move.topic for each in talk.moments[1 + 2 + len(CONSENT) :]]
    assert topics == ["work"] * 4 + ["papers"] * 3 + ["work"] * 3 + ["papers"] * 4


def test_a_good_officer_sends_a_companion_out_and_asks_for_every_word() -> None:
    beside = replace(SILENT, nature=replace(SILENT.nature, companion=True, through="adds"))
    talk = talk_as("open", beside, PACK, ())
    assert not talk.person.companion and talk.person.interpreted
    begun = [act.offers for each in talk.moments for act in each.move.acts if act.kind is ActKind.OFFER]
    assert begun[0] == "place" and begun[-1] == "interpreter"
    assert [
        act.offers for each in talk_as("open", SILENT, PACK, ()).moments for act in each.move.acts if act.offers
    ] == ["place"]


@pytest.mark.parametrize(
    ("style", "rounds"),
    [
        ("hurried", ["option_posing"]),
        ("suggesting", ["leading", "why", "invitation"]),
        ("threatening", ["accusation", "threat+invitation", "promise+invitation"]),
    ],
)
def test_a_hurried_or_pressing_officer_explains_nothing(style: str, rounds: list[str]) -> None:
    talk = talk_as(style, CARD, PACK, ("papers",))
    asked = [fact.yes[0] for fact in CARD.facts if fact.topic == "papers" and fact.yes]
    assert said(talk) == rounds * (1 if style == "threatening" else len(asked))
    if style != "threatening":
        assert [act.item for each in talk.moments for act in each.move.acts if act.item] == asked
    assert talk.steps == ()
