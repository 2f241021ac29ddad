"""Everything that can happen in a case or a vault: frozen facts in the past tense.

An event is stored as its ``kind`` and a JSON object of its fields. ``EVENTS`` maps kinds to classes;
a kind that is not there was written by a newer program and is kept word for word as ``Unknown``.

The kinds of an interview stand here, with the table that reads every kind back; those of the record, of exchange, of
referrals, of inspections, of operations and of what is learned later stand in modules of their own.
"""

from __future__ import annotations

import dataclasses
import functools
import sys
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from screening.domain.answers import Answer, How, Where
from screening.domain.events import exchange, inspection, later, operation, record, referral, session
from screening.domain.events.allowed_values import understood
from screening.domain.events.event import KnownEvent, VaultEvent, event_of_kind

Json = dict[str, Any]


@event_of_kind("case-opened")
class CaseOpened(KnownEvent):
    """A screening began. ``practice`` marks an invented person (TR1).

    ``country`` is the one whose law and services it is taken under; None for Malaysia, as older programs wrote it.
    """

    edition: str
    setting: str
    profile: str
    practice: bool = False
    country: str | None = None


@event_of_kind("case-imported")
class CaseImported(KnownEvent):
    """What follows was written on a form server, not here; it was read in as it came.

    ``server`` is the kind of server or file, ``form`` and ``version`` what it calls the form, ``content`` the digest
    of the edition that its questions had, ``submission`` the SHA-256 of its id for this answer set, ``file`` that of
    the bytes. ``started`` and ``ended`` are the other clock's. ``not_read`` are fields that the form does not have,
    ``said_twice`` items that it holds two answers for.
    """

    server: str
    form: str
    version: str
    content: str
    submission: str
    file: str
    started: str = ""
    ended: str = ""
    role: str = ""
    not_read: tuple[str, ...] = ()
    said_twice: tuple[str, ...] = ()


@event_of_kind("setting-changed")
class SettingChanged(KnownEvent):
    """The place of the talk was set or corrected (GA13)."""

    setting: str


@event_of_kind("gate-answered")
class GateAnswered(KnownEvent):
    """One line of the safety gate was answered by the officer (GA1-GA5). ``round`` counts the gate's returns."""

    line: str
    choice: str
    round: int = 1


@event_of_kind("danger-card-answered")
class DangerCardAnswered(KnownEvent):
    """The danger card was shown for ``lines``; the officer went on or ended (GA3)."""

    lines: tuple[str, ...]
    went_on: bool


@event_of_kind("language-chosen")
class LanguageChosen(KnownEvent):
    """The person's language (BCP 47 tag), and how they prefer to follow (LA7)."""

    language: str
    prefers: str = "listen"
    interpreter: bool = False


@event_of_kind("consent-decided")
class ConsentDecided(KnownEvent):
    """One of the separate consent decisions (CO1). ``value``: yes, no or later.

    ``text_version`` is the digest of the exact text heard, ``language`` its language, ``mode`` how it was
    given (read, heard, interpreter), ``recipient`` whom it is for where the decision is one per recipient, ``present``
    who was in hearing, as the gate says (CO7).
    """

    decision: str
    value: str
    text_version: str
    language: str
    mode: str = "read"
    recipient: str = ""
    present: str = ""
    replaces: tuple[str, ...] = ()
    """The digests of the decisions that were known when this one was made."""


@event_of_kind("decision-taken-back")
class DecisionTakenBack(KnownEvent):
    """A decision went back to "not asked". ``replaces`` are the digests of the decisions that it takes back."""

    decision: str
    recipient: str = ""
    replaces: tuple[str, ...] = ()


@event_of_kind("topic-offered")
class TopicOffered(KnownEvent):
    """A topic's open invitation was offered, or skipped with a reason (IN1)."""

    topic: str
    offered: bool = True
    reason: str = ""


@event_of_kind("words-written")
class WordsWritten(KnownEvent):
    """The person's own words on a topic, any script. A later writing of the same laptop replaces its ``entry``."""

    topic: str
    entry: str
    text: str
    how: How = How.TOLD


@event_of_kind("answer-given")
class AnswerGiven(KnownEvent):
    """An answer to an item and how it came. ``replaces`` are the digests of the answers it knew and replaces.

    ``where`` is where the harm happened that a "yes" speaks of; None where that was not recorded.
    """

    item: str
    answer: Answer
    how: How
    replaces: tuple[str, ...] = ()
    where: Where | None = None


@event_of_kind("answer-taken-back")
class AnswerTakenBack(KnownEvent):
    """The item went back to "not asked"."""

    item: str
    replaces: tuple[str, ...] = ()


@event_of_kind("break-taken")
class BreakTaken(KnownEvent):
    """The talk rested (IN9)."""


@event_of_kind("care-card-used")
class CareCardUsed(KnownEvent):
    """The distress card was opened; nothing else is kept about it (DI6)."""


@event_of_kind("answered-alone")
class AnsweredAlone(KnownEvent):
    """The person answered by ear, alone, and said who may see the answers (PR10).

    ``way``: finished, stopped, or to_talk where it did not fit. ``share``: all, count or none; the two numbers are 0
    for none; ``answered`` counts yes and no, not what was left out. ``sound``: recorded or synthetic. The answers
    themselves are events of their own, for all only.
    """

    way: str
    share: str
    answered: int
    yes: int
    language: str
    sound: str


@event_of_kind("talk-stopped")
class TalkStopped(KnownEvent):
    """The talk ended, as the person's act and never a lack.

    ``way``: finished, ring_back, later, withdrawn or ended_at_gate.
    """

    way: str


@event_of_kind("talk-resumed")
class TalkResumed(KnownEvent):
    """The talk went on after a stop; the gate is asked again (GA12)."""


@event_of_kind("gate-returned")
class GateReturned(KnownEvent):
    """The safety gate is asked again within a session (GA12). ``why``: place, lock, cover or break."""

    why: str


@event_of_kind("closing-noted")
class ClosingNoted(KnownEvent):
    """One line of the closing: what the person wants, who must not know. ``replaces`` are the notes that it knew."""

    line: str
    text: str
    replaces: tuple[str, ...] = ()


@event_of_kind("view-written")
class ViewWritten(KnownEvent):
    """The officer's own view, before any reading is opened (JU2)."""

    explanations: tuple[str, ...]
    sureness: str
    reason: str


@event_of_kind("reading-opened")
class AssessmentOpened(KnownEvent):
    """The program's reading was opened: its edition, paths and the digest of what was shown."""

    edition: str
    paths: tuple[str, ...]
    digest: str


@event_of_kind("reading-differed")
class AssessmentDisputed(KnownEvent):
    """The officer sees it differently (JU9). ``raised`` asks no reason; lowering does, and marks a second reader."""

    raised: bool
    reason: str = ""


@event_of_kind("form-issued")
class FormIssued(KnownEvent):
    """A paper leaves the program: which form, how (saved, printed), and the digest of its bytes.

    ``way`` failed: the one of that digest that was noted before could not be written after all.
    """

    form: str
    way: str
    digest: str


@event_of_kind("case-viewed")
class CaseViewed(KnownEvent):
    """The case was opened on screen (SX9)."""


@event_of_kind("identity-handled")
class IdentityHandled(KnownEvent):
    """Name and contact, which are kept apart, were written, shown, put on a slip or erased. None of it stands here.

    ``act``: kept, shown, slip, slip-failed or erased. ``store``: a mark of the store that this was done in, another
    one after each erasing, so that an older store is known when it comes back; "" in those of an earlier program.
    """

    act: str
    store: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event of a kind that this program does not know, kept word for word."""

    kind: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)


Event = KnownEvent | Unknown

EVENTS: Mapping[str, type[KnownEvent]] = {
    each.kind: each
    for module in (sys.modules[__name__], exchange, record, referral, session, inspection, later, operation)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, KnownEvent) and hasattr(each, "kind")
}

VAULT_KINDS = frozenset(kind for kind, each in EVENTS.items() if issubclass(each, VaultEvent))
"""Kinds that only a vault's own strand holds."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the record."""

    event: Event
    digest: str
    at: str
    """UTC, ISO 8601 with seconds; for display only, never for order."""
    by: str
    strand: str
    seq: int
    lamport: int


def to_json(event: Event) -> Json:
    """Return the event's fields as plain JSON values.

    A field without a value is left out, as older programs know it.
    """
    if isinstance(event, Unknown):
        return dict(event.body)
    return {
        f.name: list(value) if isinstance(value := getattr(event, f.name), tuple) else value
        for f in dataclasses.fields(event)
        if getattr(event, f.name) is not None
    }


def from_json(kind: str, body: Mapping[str, Any]) -> Event:
    """Return the event of ``kind``; ``Unknown`` when this program does not know the kind, a field, or what a field
    says.
    """
    cls = EVENTS.get(kind)
    if cls is None:
        return Unknown(kind, dict(body))
    readers = _readers_of(kind)
    if not body.keys() <= readers.keys():
        return Unknown(kind, dict(body))
    try:
        values = {name: readers[name](value) for name, value in body.items()}
        if not understood(kind, values):
            return Unknown(kind, dict(body))
        event: Event = cls(**values)
    except (TypeError, ValueError):
        return Unknown(kind, dict(body))
    return event


Reader = Callable[[Any], Any]
"""Returns a JSON value as the type that a field declares; raises ValueError or TypeError when it is another."""


@functools.cache
def _readers_of(kind: str) -> Mapping[str, Reader]:
    """Return the readers of an event's fields: looked up once, since a record is read event by event."""
    cls = EVENTS[kind]
    hints = typing.get_type_hints(cls)
    return {f.name: _reader(hints[f.name]) for f in dataclasses.fields(cls)}


def _reader(hint: Any) -> Reader:
    if typing.get_origin(hint) is tuple:
        return _texts
    if isinstance(hint, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not types.NoneType)
    if issubclass(hint, StrEnum):
        return typing.cast(Reader, hint)
    return functools.partial(_exactly, hint)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
        raise TypeError
    return tuple(value)


def _exactly(kind: type[Any], value: Any) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(kind)
    return value
