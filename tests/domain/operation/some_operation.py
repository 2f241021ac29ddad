"""Making operations for tests: a laptop each, whose entries are merged in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from screening.domain.events.catalogue import Event, Recorded
from screening.domain.operation import rules
from screening.domain.operation.operation import Operation, fold

CODE = "OP-2222-2222-2"


class Laptop:
    """What one laptop has of an operation; it writes a strand of its own."""

    def __init__(self, card: str) -> None:
        self.card = card
        self.events: dict[tuple[str, int], Recorded] = {}
        self.hour = 9

    @property
    def operation(self) -> Operation:
        return fold(CODE, self.recorded)

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        """In the order of a record."""
        return tuple(sorted(self.events.values(), key=lambda each: (each.lamport, each.strand, each.seq)))

    def does(self, *events: Event | None) -> Laptop:
        for event in events:
            assert event is not None
            seq = 1 + max((number for strand, number in self.events if strand == self.card), default=0)
            lamport = 1 + max((each.lamport for each in self.events.values()), default=0)
            digest = hashlib.sha256(f"{self.card} {seq}".encode()).hexdigest()
            at = f"2026-12-01T{self.hour:02}:{seq % 60:02}:00Z"
            self.events[self.card, seq] = Recorded(event, digest, at, self.card, self.card, seq, lamport)
        return self

    def gives(self) -> str:
        """The next number, given to somebody; who that is."""
        event = rules.give_number(self.operation, self.card)
        self.does(event)
        return event.person

    def notes(self, person: str, **answers: str) -> Laptop:
        """Answers of the look, and that it is finished; an item is written ``item_papers_kept``."""
        for line, value in answers.items():
            name = f"item:{line.removeprefix('item_').replace('_', '-')}" if line.startswith("item_") else line
            self.does(rules.note(self.operation, person, name, value))
        return self.does(rules.finish_look(self.operation, person))

    def takes(self, others: Iterable[Laptop]) -> Laptop:
        """As a stick brings it: a union."""
        for other in others:
            self.events.update(other.events)
        return self


def laptops(*cards: str) -> list[Laptop]:
    """Laptops that all have one operation, which the first began."""
    first = Laptop(cards[0]).does(*rules.begin("raid", "2026-3", cards[0]))
    for card in cards[1:]:
        first.does(rules.name_laptop(first.operation, card))
    return [first, *(Laptop(card).takes([first]) for card in cards[1:])]
