"""What can happen around the questions: notes, the exact text heard, a told duty, a start overridden, withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from screening.domain.events.event import KnownEvent


@dataclass(frozen=True, slots=True)
class SessionEvent(KnownEvent):
    """What happened around the questions of a case."""


@dataclass(frozen=True, slots=True)
class NoteWritten(SessionEvent):
    """One field of a page beside the questions, as arrival, safety plan or the dates of an order; "" empties it."""

    kind: ClassVar = "note-written"
    page: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class TextHeard(SessionEvent):
    """The exact words that stood before the person when they decided, kept once for each version (CO7)."""

    kind: ClassVar = "text-heard"
    version: str
    language: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineSaid(SessionEvent):
    """One line was said to the person, as it stood in the officer's language and in theirs; the same when there is one.

    ``line`` names it: "consent.notes". ``taken_back``: it was not said after all.
    """

    kind: ClassVar = "line-said"
    line: str
    own: str
    theirs: str
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class SaidBack(SessionEvent):
    """Whether one point came back clear in the person's own words (CO5). ``point``: first or second."""

    kind: ClassVar = "said-back"
    point: str
    clear: bool


@dataclass(frozen=True, slots=True)
class Informed(SessionEvent):
    """A public duty stood in the place of agreement: the person was told what is written and who gets it (CO12)."""

    kind: ClassVar = "informed"
    duty: str


@dataclass(frozen=True, slots=True)
class Withdrawn(SessionEvent):
    """The person took back what they said (CO8). ``choice``: erase, or kept with their permission."""

    kind: ClassVar = "withdrawn"
    choice: str


@dataclass(frozen=True, slots=True)
class SecondViewWritten(SessionEvent):
    """Another officer's view of the same record, written without seeing the first (JU16)."""

    kind: ClassVar = "second-view-written"
    reader: str
    explanations: tuple[str, ...]
    sureness: str
    reason: str


@dataclass(frozen=True, slots=True)
class DrawnForSecondLook(SessionEvent):
    """The case was drawn by lot to be seen again: ``drawn`` were, out of ``out_of`` cases of which it is one.

    Cases of both kinds are drawn, flagged and not: that a case was drawn says nothing about its reading.
    """

    kind: ClassVar = "drawn-for-second-look"
    lot: str
    drawn: int
    out_of: int


@dataclass(frozen=True, slots=True)
class StartOverridden(SessionEvent):
    """The talk began although nobody had rung some of the numbers that it may need (GA9).

    ``region`` is the state chosen for it, "" for none; ``kinds`` are what nobody had rung there. ``reason``: here,
    paper, leaving or other; ``line`` is the officer's own short line for other.
    """

    kind: ClassVar = "start-overridden"
    region: str
    kinds: tuple[str, ...]
    reason: str
    line: str = ""
