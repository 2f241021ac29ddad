"""Making cases for tests: events recorded on one or more laptops, as a store would record them."""

from __future__ import annotations

import hashlib
import itertools

from screening.domain.answers import Answer, How
from screening.domain.case import rules
from screening.domain.case.case import Case, apply, fold
from screening.domain.events.catalogue import CaseOpened, Event, LanguageChosen, Recorded
from screening.domain.protocol.model import Protocol

_numbers = itertools.count(1)


def recorded(event: Event, *, lamport: int = 0, strand: str = "laptop-a") -> Recorded:
    number = next(_numbers)
    digest = hashlib.sha256(f"{number}".encode()).hexdigest()
    return Recorded(event, digest, "2026-11-24T09:00:00Z", "LAB-07", strand, number, lamport or number)


class Talk:
    """A case that grows by what a screener does."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.case: Case = fold("CODE", [recorded(CaseOpened(protocol.id, "workplace", "field"))])

    def happens(self, event: Event, strand: str = "laptop-a") -> Talk:
        self.case = apply(self.case, recorded(event, strand=strand))
        return self

    def gate(self, **choices: str) -> Talk:
        usual = {
            "hearing": "nobody", "hurt": "no", "afraid": "no", "minor": "adult", "stop": "no", "officer": "safe",
        }  # fmt: skip
        for line, choice in {**usual, **choices}.items():
            self.happens(rules.answer_gate(self.protocol, self.case, line, choice))
        return self

    def agrees(self, **values: str) -> Talk:
        self.happens(LanguageChosen("en"))
        for decision, value in {"talk": "yes", "notes": "yes", **values}.items():
            self.happens(rules.consent(self.protocol, self.case, decision, value, text_version="v1"))
        return self

    def says(self, item: str, answer: str = "yes", how: str = "asked") -> Talk:
        return self.happens(rules.answer(self.protocol, self.case, item, Answer(answer), How(how)))
