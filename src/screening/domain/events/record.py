"""What was done with a record as a whole: opened, locked, keys changed, copied, erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from screening.domain.events.event import VaultEvent


@dataclass(frozen=True, slots=True)
class RecordEvent(VaultEvent):
    """What was done with a record as a whole."""


@dataclass(frozen=True, slots=True)
class RecordErased(RecordEvent):
    """A record was erased whole. Lives in the vault's own strand and does not say which record it was.

    ``reason``: withdrawn, retention, asked or empty. ``marks`` let the erased strands be known when an old copy
    brings them back; ``heads`` let whoever holds a printed paper find that its record was erased. ``second`` is who
    agreed. ``emptied`` are the vault's own events ("strand seq") that named the record: their words are gone, not their
    links.
    """

    kind: ClassVar = "record-erased"
    reason: str
    marks: tuple[str, ...]
    heads: tuple[str, ...] = ()
    second: str = ""
    emptied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RetentionSet(RecordEvent):
    """The organisation's clocks: how many days each kind of object is kept, as "kind=days". The vault's own strand."""

    kind: ClassVar = "retention-set"
    clocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogCleared(RecordEvent):
    """Old entries of the log were cleared: of each only its digests and its place in the chain stay.

    ``entries`` are the vault's own events, as "strand first-last"; ``second`` is who agreed.
    """

    kind: ClassVar = "log-cleared"
    entries: tuple[str, ...]
    second: str = ""


@dataclass(frozen=True, slots=True)
class SecondNamed(RecordEvent):
    """Who must agree to erasing and to giving out many cases; ``token`` is the digest of what only they can open."""

    kind: ClassVar = "second-named"
    name: str
    token: str


KEY_CHANGES = (
    "passphrase", "added", "revoked", "recovery", "recovery-removed", "recovered", "drill", "travel", "rotated",
    "sealing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeysChanged(RecordEvent):
    """Who can open the vault changed. ``what``: one of KEY_CHANGES; ``name``: whose way in, if not the officer's.

    For an organisation's way in the name is its public key: only those that stand here are believed.
    """

    kind: ClassVar = "keys-changed"
    what: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CopyMade(RecordEvent):
    """A whole copy of the vault was made; ``place``: stick."""

    kind: ClassVar = "copy-made"
    place: str


@dataclass(frozen=True, slots=True)
class ClockMoved(RecordEvent):
    """The computer's clock was set ``seconds`` forward, or back where they are below zero, by its own count of time."""

    kind: ClassVar = "clock-moved"
    seconds: int


@dataclass(frozen=True, slots=True)
class CountsTaken(RecordEvent):
    """Counts without persons were looked at or left. ``what``: page, overview, accuracy, htcds, ctdc or summary;
    ``way``: shown, printed or saved; the digest of what left, and who agreed where a second person had to."""

    kind: ClassVar = "counts-taken"
    what: str
    way: str
    digest: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class SecondLookDrawn(RecordEvent):
    """Cases were drawn by lot to be seen again. ``lot`` was made by chance, and every number of a case by it.

    ``frame`` are the numbers of all cases that could be drawn, in order, so that none of them is drawn from again and
    whoever has the record can draw once more and compare. It names no case and does not say who was flagged.
    """

    kind: ClassVar = "second-look-drawn"
    lot: str
    frame: tuple[str, ...]
    drawn: int


@dataclass(frozen=True, slots=True)
class VaultRestored(RecordEvent):
    """The vault was brought back from a copy, and goes on under a new strand name."""

    kind: ClassVar = "vault-restored"


@dataclass(frozen=True, slots=True)
class VaultCreated(RecordEvent):
    """The vault began: who keeps it, and in which country. Lives in the vault's own strand.

    ``country`` is None for Malaysia, as older programs wrote it.
    """

    kind: ClassVar = "vault-created"
    officer: str
    role: str
    organisation: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class VaultUnlocked(RecordEvent):
    """The vault was opened."""

    kind: ClassVar = "vault-unlocked"


@dataclass(frozen=True, slots=True)
class UnlockFailed(RecordEvent):
    """A passphrase was wrong, at an unlocking or in the open vault; written at the next unlock, with how many."""

    kind: ClassVar = "unlock-failed"
    tries: int


@dataclass(frozen=True, slots=True)
class VaultLocked(RecordEvent):
    """The vault was closed on purpose."""

    kind: ClassVar = "vault-locked"


@dataclass(frozen=True, slots=True)
class TextRead(VaultEvent):
    """A translation was edited, approved or remarked on. ``forms`` are the words that stand now, whole.

    ``state`` is draft, reviewed or field-tested; ``digest`` covers the English text and the forms that were read;
    ``by`` is the reviewer's code. A later one of the same text takes the place of this one.
    """

    kind: ClassVar = "text-read"
    language: str
    text: str
    forms: tuple[str, ...]
    state: str
    digest: str
    by: str = ""
    remark: str = ""
