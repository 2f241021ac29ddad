"""Cases as they might have come: wrong answers, missing answers, and only the items the program itself would ask."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from screening.domain import explanation
from screening.domain.answers import Answer, Answers, Given, How, ItemId
from screening.domain.protocol import Protocol
from screening.domain.weights import Weights

OTHER = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}


def flipped(answers: Answers, share: float, chance: random.Random) -> dict[ItemId, Given]:
    """Each yes or no turned round with the given chance."""
    return {
        name: replace(given, answer=OTHER.get(given.answer, given.answer)) if chance.random() < share else given
        for name, given in answers.items()
    }


def dropped(answers: Answers, share: float, chance: random.Random) -> dict[ItemId, Given]:
    """Each answer left out with the given chance."""
    return {name: given for name, given in answers.items() if chance.random() >= share}


def asked_by_program(
    protocol: Protocol, weights: Weights, truth: Answers, *, child: bool, at_most: int
) -> tuple[dict[ItemId, Given], int]:
    """What is known after the program chose every item itself, from a person who answers only what is asked.

    An item on which the truth is silent is answered "not known" and has been asked all the same. The core pass
    ends when no item is worth its asking any more. Returns the answers and how many items were asked.
    """
    known: dict[ItemId, Given] = {}
    while len(known) < at_most:
        worth = explanation.worth_asking(protocol, weights, known, child=child)
        if not worth or (len(known) >= len(protocol.core) // 2 and worth[0].value < weights.thresholds.ask_from):
            break
        item = worth[0].item
        known[item] = truth.get(item, Given(Answer.NOT_KNOWN, How.ASKED))
    return known, len(known)


def repeated(
    answers: Answers, change: Callable[[Answers, random.Random], dict[ItemId, Given]], times: int, seed: int
) -> list[dict[ItemId, Given]]:
    """``answers`` changed ``times`` times, seeded."""
    chance = random.Random(seed)
    return [change(answers, chance) for _ in range(times)]
