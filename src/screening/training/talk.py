"""How a talk with an invented person went: the way of talking, the questions, what was found of what is so."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from screening.domain.answers import Answer, ItemId
from screening.domain.practice.acts import PRESSING
from screening.domain.scenarios.model import OPEN_KINDS, PRESSING_KINDS, Layer, answers_of
from screening.domain.scenarios.talk import CONSENT_LEAST, GATE, PRIVACY, Talk

PROCESS = ("gate", "privacy", "consent", "choice", "break", "closing", "no-leading")
"""The way of talking, in the order in which it is read back (TR9)."""
NEEDED = frozenset({"gate", "privacy", "consent"})
"""Without these, nothing that was found counts as found well."""
NOT_ASKED = "not_asked"
NOTES = (*(answer.value for answer in Answer), NOT_ASKED)
"""What may be noted for an item."""

Noted = Mapping[ItemId, str]


class ItemOutcome(StrEnum):
    """What became of one item of the key."""

    HIT = "hit"
    MISSED = "missed"
    INVENTED = "invented"
    """Noted as yes though nobody said it and nothing showed it: the gravest of the four."""
    UNTOLD = "untold"
    """On the card, and never brought out."""
    LED = "led"
    """Noted as yes, and said only because a question put it there: it is worth nothing, true or not."""
    QUIET = "quiet"
    """Not present, and not noted as present."""


@dataclass(frozen=True, slots=True)
class Questions:
    """How many questions of each kind were asked."""

    kinds: Mapping[Any, int]
    """By the kinds of a class, or by those of a talk alone."""

    @property
    def total(self) -> int:
        return sum(self.kinds.values())

    @property
    def open(self) -> int:
        return sum(self.kinds.get(kind, 0) for kind in OPEN_KINDS)

    @property
    def pressing(self) -> int:
        return sum(self.kinds.get(kind, 0) for kind in PRESSING_KINDS | PRESSING)

    @property
    def other(self) -> int:
        return self.total - self.open - self.pressing


def process_from(before: Set[str], steps: Set[str], questions: Questions) -> dict[str, bool]:
    """Return which lines of PROCESS hold. ``before`` are the steps done before the first question: only there gate,
    privacy and agreement count."""
    return {
        "gate": GATE in before,
        "privacy": PRIVACY in before,
        "consent": before >= CONSENT_LEAST,
        "choice": "skip" in steps,
        "break": "break" in steps,
        "closing": "next" in steps and "read-back" in steps,
        "no-leading": bool(questions.total) and not questions.pressing,
    }


def found_in(talk: Talk, noted: Noted) -> dict[ItemId, ItemOutcome]:
    """Return what became of each item of the key, and of each that was noted as yes though only a question said it."""
    scenario = talk.scenario
    heard = answers_of([fact for fact in scenario.facts if fact.id in talk.given])
    said = {item for item, given in heard.items() if given.answer is Answer.YES} | talk.agreed
    on_card = {item for fact in scenario.facts if fact.layer <= Layer.WHEN_SAFE for item in fact.yes}
    found = {}
    for item in dict.fromkeys((*scenario.key_items(), *talk.led)):
        noted_yes = noted.get(item) == Answer.YES.value
        if item in said:
            found[item] = ItemOutcome.HIT if noted_yes else ItemOutcome.MISSED
        elif noted_yes:
            found[item] = ItemOutcome.LED if item in talk.led else ItemOutcome.INVENTED
        else:
            found[item] = ItemOutcome.UNTOLD if item in on_card else ItemOutcome.QUIET
    return found
