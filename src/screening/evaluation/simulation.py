"""Cases as they might have come: wrong answers, missing answers, and only the items the program itself would ask."""

from __future__ import annotations

import random
from dataclasses import replace

from screening.domain.answers import Answer, Answers, Given, How, ItemId
from screening.domain.protocol.model import Protocol
from screening.domain.scoring import question_value
from screening.domain.scoring.weights import Weights

OTHER = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}


def flipped(answers: Answers, share: float, chance: random.Random) -> dict[ItemId, Given]:
    """Return each yes or no turned round with the given chance."""
    return {
        name: replace(given, answer=OTHER.get(given.answer, given.answer)) if chance.random() < share else given
        for name, given in answers.items()
    }


def dropped(answers: Answers, share: float, chance: random.Random) -> dict[ItemId, Given]:
    """Return each answer left out with the given chance."""
    return {name: given for name, given in answers.items() if chance.random() >= share}


def asked_by_program(
    protocol: Protocol, weights: Weights, truth: Answers, *, child: bool, at_most: int
) -> tuple[dict[ItemId, Given], int]:
    """Return what is known after the program chose every question itself, from a person who answers only what is asked.

    What the officer sees or reads in papers is noted from the start: nobody is asked for it, and it is not counted. A
    question on which the truth is silent is answered "not known" and has been asked all the same. The core pass
    ends when no question that is left is worth its asking. Returns the answers and how many questions were put.
    """
    known = {name: given for name, given in truth.items() if (item := protocol.items.get(name)) and item.kind != "ask"}
    asked = 0
    while asked < at_most:
        worth = [
            each
            for each in question_value.worth_asking(protocol, weights, known, child=child)
            if protocol.items[each.item].kind == "ask"
        ]
        if not worth or (asked >= len(protocol.core) // 2 and question_value.pass_is_over(weights, worth)):
            break
        known[worth[0].item] = truth.get(worth[0].item, Given(Answer.NOT_KNOWN, How.ASKED))
        asked += 1
    return known, asked
