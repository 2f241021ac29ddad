"""What can happen in an operation, where many people are met at once: numbers instead of names.

An operation has a stream of events of its own beside the cases. ``person`` is drawn at random for each number that is
given, so that two people who were given one number stay two; ``number`` is what stands on the wristband.
"""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.events.event import KnownEvent, event_of_kind

SORTS = ("raid", "depot", "rescue", "site")
OUTCOMES = ("talked", "health", "child-protection", "transferred", "left", "refused", "not-found")
"""What became of a number. ``refused``: not now, and the offer was left."""


@dataclass(frozen=True, slots=True)
class OperationEvent(KnownEvent):
    """What happened in an operation."""


@event_of_kind("operation-opened")
class OperationOpened(OperationEvent):
    """An operation began. ``sort``: one of SORTS; ``edition`` is that of the items of the first look."""

    sort: str
    edition: str
    practice: bool = False


@event_of_kind("laptop-named")
class LaptopNamed(OperationEvent):
    """A laptop, by the number of its card, takes part and gives numbers that begin with ``prefix``."""

    card: str
    prefix: str


@event_of_kind("number-given")
class NumberGiven(OperationEvent):
    """A person was given a number, or another one in the place of it."""

    person: str
    number: str


@event_of_kind("look-noted")
class LookNoted(OperationEvent):
    """One line of the first look was answered; "" takes it back. ``replaces`` are the digests that it knew.

    ``line``: safe, child, hurt, language, wish, an item of the edition, or a sign that was pointed at.
    """

    person: str
    line: str
    value: str
    replaces: tuple[str, ...] = ()


@event_of_kind("look-taken")
class LookTaken(OperationEvent):
    """The look at one number was finished; after a day it is taken again."""

    person: str
    number: str


@event_of_kind("talk-begun")
class TalkBegun(OperationEvent):
    """A private talk with a number began: a case of its own, by its code."""

    person: str
    number: str
    case: str


@event_of_kind("outcome-given")
class OutcomeGiven(OperationEvent):
    """What became of a number: one of OUTCOMES, or "" where that was recorded by mistake. ``where`` they went to."""

    person: str
    number: str
    outcome: str
    where: str = ""
    replaces: tuple[str, ...] = ()


@event_of_kind("operation-closed")
class OperationClosed(OperationEvent):
    """Nobody was left over. ``seen`` is how far each laptop's entries went then, as "strand number"."""

    seen: tuple[str, ...]


@event_of_kind("operation-reopened")
class OperationReopened(OperationEvent):
    """A person decided that the operation goes on."""


@event_of_kind("case-in-operation")
class CaseInOperation(KnownEvent):
    """In a case's own strand: in which operation, and with which number, the talk began.

    ``language`` (a tag) and ``wish`` (woman, man or either) are what the first look noted; "" for nothing, and where
    two laptops differ. They are proposed in the talk and are no answers.
    """

    operation: str
    number: str
    language: str = ""
    wish: str = ""
