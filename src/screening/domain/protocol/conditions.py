"""Three-valued conditions on answers: true, false, or not known (Kleene). Silence never makes one false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.domain.answers import Answer, Answers, ItemId


@dataclass(frozen=True, slots=True)
class Is:
    """``item is yes`` / ``item is no``. Not asked, not known and declined leave it open."""

    item: ItemId
    answer: Answer

    def holds(self, answers: Answers) -> bool | None:
        given = answers.get(self.item)
        if given is None or given.answer.holds is None:
            return None
        return given.answer is self.answer

    def items(self) -> Iterator[ItemId]:
        yield self.item


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition; not known where that is not known."""

    part: Condition

    def holds(self, answers: Answers) -> bool | None:
        value = self.part.holds(answers)
        return None if value is None else not value

    def items(self) -> Iterator[ItemId]:
        return self.part.items()


@dataclass(frozen=True, slots=True)
class All:
    """True where every part is, false where any part is; else not known."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool | None:
        values = [part.holds(answers) for part in self.parts]
        if False in values:
            return False
        return None if None in values else True

    def items(self) -> Iterator[ItemId]:
        for part in self.parts:
            yield from part.items()


@dataclass(frozen=True, slots=True)
class Some:
    """True where any part is, false where every part is; else not known."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool | None:
        values = [part.holds(answers) for part in self.parts]
        if True in values:
            return True
        return None if None in values else False

    def items(self) -> Iterator[ItemId]:
        for part in self.parts:
            yield from part.items()


Condition = Is | Not | All | Some
