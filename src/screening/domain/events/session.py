"""What can happen around the questions: notes, the exact text heard, a told duty, a start overridden, withdrawal."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.events.event import KnownEvent, event_of_kind


@dataclass(frozen=True, slots=True)
class SessionEvent(KnownEvent):
    """What happened around the questions of a case."""


@event_of_kind("note-written")
class NoteWritten(SessionEvent):
    """One field of a page beside the questions, as arrival, safety plan or the dates of an order; "" empties it."""

    page: str
    field: str
    text: str


@event_of_kind("text-heard")
class TextHeard(SessionEvent):
    """The exact words that stood before the person when they decided, kept once for each version (CO7)."""

    version: str
    language: str
    texts: tuple[str, ...]


@event_of_kind("line-said")
class LineSaid(SessionEvent):
    """One line was said to the person, as it stood in the officer's language and in theirs; the same when there is one.

    ``line`` names it: "consent.notes". ``taken_back``: it was not said after all.
    """

    line: str
    own: str
    theirs: str
    taken_back: bool = False


@event_of_kind("said-back")
class SaidBack(SessionEvent):
    """Whether one point came back clear in the person's own words (CO5). ``point``: first or second."""

    point: str
    clear: bool


@event_of_kind("informed")
class Informed(SessionEvent):
    """A public duty stood in the place of agreement: the person was told what is written and who gets it (CO12)."""

    duty: str


@event_of_kind("withdrawn")
class Withdrawn(SessionEvent):
    """The person took back what they said (CO8). ``choice``: erase, or kept with their permission."""

    choice: str


@event_of_kind("second-view-written")
class SecondViewWritten(SessionEvent):
    """Another officer's view of the same record, written without seeing the first (JU16)."""

    reader: str
    explanations: tuple[str, ...]
    sureness: str
    reason: str


@event_of_kind("drawn-for-second-look")
class DrawnForSecondLook(SessionEvent):
    """The case was drawn by lot to be seen again: ``drawn`` were, out of ``out_of`` cases of which it is one.

    Cases of both kinds are drawn, flagged and not: that a case was drawn says nothing about its reading.
    """

    lot: str
    drawn: int
    out_of: int


@event_of_kind("start-overridden")
class StartOverridden(SessionEvent):
    """The talk began although nobody had rung some of the numbers that it may need (GA9).

    ``region`` is the state chosen for it, "" for none; ``kinds`` are what nobody had rung there. ``reason``: here,
    paper, leaving or other; ``line`` is the officer's own short line for other.
    """

    region: str
    kinds: tuple[str, ...]
    reason: str
    line: str = ""
