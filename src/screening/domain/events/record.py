"""What was done with a record as a whole: opened, locked, keys changed, copied, erased."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.events.event import VaultEvent, event_of_kind


@dataclass(frozen=True, slots=True)
class RecordEvent(VaultEvent):
    """What was done with a record as a whole."""


@event_of_kind("record-erased")
class RecordErased(RecordEvent):
    """A record was erased whole. Lives in the vault's own strand and does not say which record it was.

    ``reason``: withdrawn, retention, asked or empty. ``marks`` let the erased strands be known when an old copy
    brings them back; ``heads`` let whoever holds a printed paper find that its record was erased. ``second`` is who
    agreed. ``emptied`` are the vault's own events ("strand seq") that named the record: their words are gone, not their
    links.
    """

    reason: str
    marks: tuple[str, ...]
    heads: tuple[str, ...] = ()
    second: str = ""
    emptied: tuple[str, ...] = ()


@event_of_kind("retention-set")
class RetentionSet(RecordEvent):
    """The organisation's clocks: how many days each kind of object is kept, as "kind=days". The vault's own strand."""

    clocks: tuple[str, ...]


@event_of_kind("log-cleared")
class LogCleared(RecordEvent):
    """Old entries of the log were cleared: of each only its digests and its place in the chain stay.

    ``entries`` are the vault's own events, as "strand first-last"; ``second`` is who agreed.
    """

    entries: tuple[str, ...]
    second: str = ""


@event_of_kind("second-named")
class SecondNamed(RecordEvent):
    """Who must agree to erasing and to giving out many cases; ``token`` is the digest of what only they can open."""

    name: str
    token: str


KEY_CHANGES = (
    "passphrase", "added", "revoked", "recovery", "recovery-removed", "recovered", "drill", "travel", "rotated",
    "sealing",
)  # fmt: skip


@event_of_kind("keys-changed")
class KeysChanged(RecordEvent):
    """Who can open the vault changed. ``what``: one of KEY_CHANGES; ``name``: whose way in, if not the officer's.

    For an organisation's way in the name is its public key: only those that stand here are believed.
    """

    what: str
    name: str = ""


@event_of_kind("copy-made")
class CopyMade(RecordEvent):
    """A whole copy of the vault was made; ``place``: stick."""

    place: str


@event_of_kind("clock-moved")
class ClockMoved(RecordEvent):
    """The computer's clock was set ``seconds`` forward, or back where they are below zero, by its own count of time."""

    seconds: int


@event_of_kind("counts-taken")
class CountsTaken(RecordEvent):
    """Counts without persons were looked at or left. ``what``: page, overview, accuracy, htcds, ctdc or summary;
    ``way``: shown, printed or saved; the digest of what left, and who agreed where a second person had to."""

    what: str
    way: str
    digest: str = ""
    second: str = ""


@event_of_kind("second-look-drawn")
class SecondLookDrawn(RecordEvent):
    """Cases were drawn by lot to be seen again. ``lot`` was made by chance, and every number of a case by it.

    ``frame`` are the numbers of all cases that could be drawn, in order, so that none of them is drawn from again and
    whoever has the record can draw once more and compare. It names no case and does not say who was flagged.
    """

    lot: str
    frame: tuple[str, ...]
    drawn: int


@event_of_kind("vault-restored")
class VaultRestored(RecordEvent):
    """The vault was brought back from a copy, and goes on under a new strand name."""


@event_of_kind("vault-created")
class VaultCreated(RecordEvent):
    """The vault began: who keeps it, and in which country. Lives in the vault's own strand.

    ``country`` is None for Malaysia, as older programs wrote it.
    """

    officer: str
    role: str
    organisation: str
    country: str | None = None


@event_of_kind("vault-unlocked")
class VaultUnlocked(RecordEvent):
    """The vault was opened."""


@event_of_kind("unlock-failed")
class UnlockFailed(RecordEvent):
    """A passphrase was wrong, at an unlocking or in the open vault; written at the next unlock, with how many."""

    tries: int


@event_of_kind("vault-locked")
class VaultLocked(RecordEvent):
    """The vault was closed on purpose."""


@event_of_kind("text-read")
class TextRead(VaultEvent):
    """A translation was edited, approved or remarked on. ``forms`` are the words that stand now, whole.

    ``state`` is draft, reviewed or field-tested; ``digest`` covers the English text and the forms that were read;
    ``by`` is the reviewer's code. A later one of the same text takes the place of this one.
    """

    language: str
    text: str
    forms: tuple[str, ...]
    state: str
    digest: str
    by: str = ""
    remark: str = ""
