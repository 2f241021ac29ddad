"""Fold a case's events into its sessions and what stands beside the questions. Nothing replaces history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from screening.domain.answers import LONGEST_TEXT
from screening.domain.case.withdrawals import KNEW, Withdrawals
from screening.domain.events import session as sev
from screening.domain.events.allowed_values import POINTS, SURENESS, TAKEN_BACK
from screening.errors import NotAccepted

if TYPE_CHECKING:
    from screening.domain.events.catalogue import Recorded

OVERRIDES = ("here", "paper", "leaving", "other")
"""Why a talk begins although numbers were not rung (GA9)."""
LONGEST_LINE = 200
"""Signs in the line about a start without numbers."""
EACH_SESSION = frozenset(
    {("child", "assent"), ("child", "trained"), ("withdraw", "choice")}
    | {("prefer", name) for name in ("where", "ties", "briefed", "promised", "all-right")}
)
"""Notes that count in their own session only: a child's own yes, and who leads the talk (CH2); what is chosen on taking
it back; what an interpreter is to the matter, was told and promised, and whether the person accepts them (LA12).
Another session asks again (CO9)."""


@dataclass(frozen=True, slots=True)
class Note:
    """One field as it stands, and who wrote it when, in which session."""

    text: str
    at: str
    by: str
    session: int


@dataclass(frozen=True, slots=True)
class Session:
    """One session: when it began and who held it, where, and in which language it came to be held (SH4)."""

    number: int
    at: str
    by: str
    setting: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """When a line was said to the person, in which language of the officer's and of theirs, and in which session."""

    at: str
    own: str
    theirs: str
    session: int


@dataclass(frozen=True, slots=True)
class Sessions:
    """``number`` counts the sessions: a talk that goes on after a stop is a new one (CO9)."""

    number: int = 1
    began: tuple[Session, ...] = ()
    notes: Mapping[tuple[str, str], Note] = field(default_factory=dict)
    heard: Mapping[str, sev.TextHeard] = field(default_factory=dict)
    said: Mapping[str, SaidLine] = field(default_factory=dict)
    """The lines that were said, by their names, as each stands now."""
    said_back: tuple[tuple[int, str, bool], ...] = ()
    """Session, point and whether it was clear, in the order in which it was tried."""
    informed: tuple[tuple[int, str, str], ...] = ()
    """Session, duty and time."""
    withdrawals: Withdrawals = field(default_factory=Withdrawals)
    taken_back_in: int = 0
    """The last session in which it was taken back, or stayed so: what was agreed to until then counts no more."""
    overridden: tuple[tuple[int, Recorded], ...] = ()
    """Session and event of each start without numbers, of whichever laptop."""
    second: Recorded | None = None
    """The second reader's view, as it stands."""
    lot: sev.DrawnForSecondLook | None = None
    """By which lot the case was drawn to be seen again; the first, where two laptops drew."""

    def note(self, page: str, name: str) -> str:
        """Return the note as it counts now; "" for none, and for one of an earlier session that is asked anew in
        each.
        """
        found = self.notes.get((page, name))
        if found is None or ((page, name) in EACH_SESSION and found.session != self.number):
            return ""
        return found.text

    def tries(self, point: str) -> tuple[bool, ...]:
        """Return how saying a point back went in this session, try by try."""
        return tuple(clear for session, each, clear in self.said_back if (session, each) == (self.number, point))

    def said_now(self, line: str) -> SaidLine | None:
        """Return when and how a line was said in this session; None where it was not."""
        said = self.said.get(line)
        return said if said is not None and said.session == self.number else None

    @property
    def informed_now(self) -> bool:
        """Whether a duty was told in this session."""
        return any(session == self.number for session, _duty, _at in self.informed)

    def begun_without(self, region: str) -> frozenset[str]:
        """Return the numbers without which this session was begun in this state."""
        events = [each.event for session, each in self.overridden if session == self.number]
        found = [each for each in events if isinstance(each, sev.StartOverridden) and each.region == region]
        return frozenset(kind for each in found for kind in each.kinds)

    @property
    def withdrawn(self) -> str:
        """What the person chose when they took it back; "" when they never did, or came back and agreed anew (CO8)."""
        closed = self.withdrawals.closed
        return closed[-1].choice if closed else ""

    def taken_back(self, recorded: Recorded, choice: str) -> Sessions:
        """Return the sessions after the person took back what they said and agreed to."""
        return replace(self, withdrawals=self.withdrawals.taken(recorded, choice), taken_back_in=self.number)

    def decided(self, recorded: Recorded, decision: str, value: str) -> Sessions:
        """Return the sessions after a decision that is for nobody by name."""
        return replace(self, withdrawals=self.withdrawals.said(recorded.strand, decision, value))

    def resumed(self, recorded: Recorded) -> Sessions:
        """Return the sessions with another one, in the same place and language until others are chosen."""
        number = self.number + 1
        last = self.began[-1] if self.began else Session(self.number, "", "")
        begun = replace(last, number=number, at=recorded.at, by=recorded.by)
        return replace(
            self,
            number=number,
            began=(*self.began, begun),
            withdrawals=self.withdrawals.resumed(recorded.strand),
            taken_back_in=self.number if self.withdrawn else self.taken_back_in,
        )

    def opened(self, recorded: Recorded, setting: str) -> Sessions:
        """Return the sessions with the first one."""
        return replace(self, began=(Session(self.number, recorded.at, recorded.by, setting),))

    def held(self, *, setting: str = "", language: str = "") -> Sessions:
        """Return the sessions after the one in hand went on in another place or language."""
        if not self.began:
            return self
        last = self.began[-1]
        now = replace(last, setting=setting or last.setting, language=language or last.language)
        return replace(self, began=(*self.began[:-1], now))


def apply(sessions: Sessions, recorded: Recorded) -> Sessions:
    """Return the sessions after one more event."""
    match recorded.event:
        case sev.NoteWritten(page=page, field=name, text=text):
            note = Note(text, recorded.at, recorded.by, sessions.number)
            kept = {key: each for key, each in sessions.notes.items() if key != (page, name)}
            noted = replace(sessions, notes={**kept, (page, name): note} if text.strip() else kept)
            return replace(noted, withdrawals=_came_back(noted.withdrawals, recorded.strand, (page, name), text))
        case sev.TextHeard(version=version):
            return replace(sessions, heard={**sessions.heard, version: recorded.event})
        case sev.LineSaid(line=line, own=own, theirs=theirs, taken_back=taken_back):
            said = {name: each for name, each in sessions.said.items() if name != line}
            if not taken_back:
                said[line] = SaidLine(recorded.at, own, theirs, sessions.number)
            return replace(sessions, said=said)
        case sev.SaidBack(point=point, clear=clear):
            return replace(sessions, said_back=(*sessions.said_back, (sessions.number, point, clear)))
        case sev.Informed(duty=duty):
            return replace(sessions, informed=(*sessions.informed, (sessions.number, duty, recorded.at)))
        case sev.Withdrawn(choice=choice):
            return sessions.taken_back(recorded, choice)
        case sev.SecondViewWritten():
            return replace(sessions, second=recorded)
        case sev.DrawnForSecondLook():
            return replace(sessions, lot=sessions.lot or recorded.event)
        case sev.StartOverridden():
            return replace(sessions, overridden=(*sessions.overridden, (sessions.number, recorded)))
    return sessions


def _came_back(withdrawals: Withdrawals, strand: str, note: tuple[str, str], text: str) -> Withdrawals:
    """Return the sessions after a note: a child's own yes or no, or what a laptop names that it knows of."""
    if note == ("child", "assent"):
        return withdrawals.said(strand, "assent", text)
    return withdrawals.noted(strand, text) if note == KNEW else withdrawals


# --- what may happen now


def knew(sessions: Sessions, strand: str) -> tuple[sev.NoteWritten, ...]:
    """Return what a laptop records before another session, so that an agreement there counts; nothing where it wrote
    it.
    """
    digests = sessions.withdrawals.unnamed(strand)
    return (sev.NoteWritten(*KNEW, " ".join(digests)),) if strand and digests else ()


def fits(text: str) -> None:
    """Raise NotAccepted("text-too-long") for a text that is too long for one field: nothing is ever cut."""
    if len(text) > LONGEST_TEXT:
        raise NotAccepted("text-too-long", most=LONGEST_TEXT)


def write(page: str, name: str, text: str) -> sev.NoteWritten:
    """Write a note: return the event. Raises NotAccepted("text-too-long")."""
    fits(text)
    return sev.NoteWritten(page, name, text)


def say_back(point: str, clear: bool) -> sev.SaidBack:
    """Record how saying one point back went: return the event. Raises NotAccepted("no-such-choice")."""
    if point not in POINTS:
        raise NotAccepted("no-such-choice", place="said-back")
    return sev.SaidBack(point, clear)


def inform(duty: str) -> sev.Informed:
    """Raise NotAccepted("duty-not-named"): a duty that has no name is no duty."""
    if not duty.strip():
        raise NotAccepted("duty-not-named")
    return sev.Informed(duty.strip())


def withdraw(choice: str) -> sev.Withdrawn:
    """Take everything back, by the person's choice: return the event. Raises NotAccepted("no-such-choice")."""
    if choice not in TAKEN_BACK:
        raise NotAccepted("no-such-choice", place="withdraw")
    return sev.Withdrawn(choice)


def override(region: str, kinds: tuple[str, ...], reason: str, line: str = "") -> sev.StartOverridden:
    """Begin although ``kinds`` were not rung (GA9): return the event.

    Raises NotAccepted: no-such-choice, override-needs-line or text-too-long.
    """
    if reason not in OVERRIDES:
        raise NotAccepted("no-such-choice", place="numbers")
    said = " ".join(line.split()) if reason == "other" else ""
    if reason == "other" and not said:
        raise NotAccepted("override-needs-line")
    if len(said) > LONGEST_LINE:
        raise NotAccepted("text-too-long", most=LONGEST_LINE)
    return sev.StartOverridden(region, kinds, reason, said)


def second_view(
    first: str, reader: str, explanations: tuple[str, ...], sureness: str, reason: str
) -> sev.SecondViewWritten:
    """Write the second reader's view. ``first`` is who wrote the first one: the same person is no second reader.

    Raises NotAccepted: reader-missing, view-needs-choice or view-needs-reason.
    """
    name = reader.strip()
    if not name or name.casefold() == first.strip().casefold():
        raise NotAccepted("reader-missing")
    if not explanations or sureness not in SURENESS:
        raise NotAccepted("view-needs-choice")
    if not reason.strip():
        raise NotAccepted("view-needs-reason")
    return sev.SecondViewWritten(name, explanations, sureness, reason.strip())
