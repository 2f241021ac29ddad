"""What can happen in an operation, where many people are met at once: numbers instead of names.

An operation has a stream of events of its own beside the cases. ``person`` is drawn at random for each number that is
given, so that two people who were given one number stay two; ``number`` is what stands on the wristband.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from screening.domain.events.event import KnownEvent

SORTS = ("raid", "depot", "rescue", "site")
OUTCOMES = ("talked", "health", "child-protection", "transferred", "left", "refused", "not-found")
"""What became of a number. ``refused``: not now, and the offer was left."""


@dataclass(frozen=True, slots=True)
class OperationEvent(KnownEvent):
    """What happened in an operation."""


@dataclass(frozen=True, slots=True)
class OperationOpened(OperationEvent):
    """An operation began. ``sort``: one of SORTS; ``edition`` is that of the items of the first look."""

    kind: ClassVar = "operation-opened"
    sort: str
    edition: str
    practice: bool = False


@dataclass(frozen=True, slots=True)
class LaptopNamed(OperationEvent):
    """A laptop, by the number of its card, takes part and gives numbers that begin with ``prefix``."""

    kind: ClassVar = "laptop-named"
    card: str
    prefix: str


@dataclass(frozen=True, slots=True)
class NumberGiven(OperationEvent):
    """A person was given a number, or another one in the place of it."""

    kind: ClassVar = "number-given"
    person: str
    number: str


@dataclass(frozen=True, slots=True)
class LookNoted(OperationEvent):
    """One line of the first look was answered; "" takes it back. ``replaces`` are the digests that it knew.

    ``line``: safe, child, hurt, language, wish, an item of the edition, or a sign that was pointed at.
    """

    kind: ClassVar = "look-noted"
    person: str
    line: str
    value: str
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookTaken(OperationEvent):
    """The look at one number was finished; after a day it is taken again."""

    kind: ClassVar = "look-taken"
    person: str
    number: str


@dataclass(frozen=True, slots=True)
class TalkBegun(OperationEvent):
    """A private talk with a number began: a case of its own, by its code."""

    kind: ClassVar = "talk-begun"
    person: str
    number: str
    case: str


@dataclass(frozen=True, slots=True)
class OutcomeGiven(OperationEvent):
    """What became of a number: one of OUTCOMES, or "" where that was recorded by mistake. ``where`` they went to."""

    kind: ClassVar = "outcome-given"
    person: str
    number: str
    outcome: str
    where: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OperationClosed(OperationEvent):
    """Nobody was left over. ``seen`` is how far each laptop's entries went then, as "strand number"."""

    kind: ClassVar = "operation-closed"
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperationReopened(OperationEvent):
    """A person decided that the operation goes on."""

    kind: ClassVar = "operation-reopened"


@dataclass(frozen=True, slots=True)
class CaseInOperation(KnownEvent):
    """In a case's own strand: in which operation, and with which number, the talk began.

    ``language`` (a tag) and ``wish`` (woman, man or either) are what the first look noted; "" for nothing, and where
    two laptops differ. They are proposed in the talk and are no answers.
    """

    kind: ClassVar = "case-in-operation"
    operation: str
    number: str
    language: str = ""
    wish: str = ""
