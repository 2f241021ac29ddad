"""One event as it is stored: its link, its salt and its body, in the vault's table and in the journal's frames."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from screening.domain.events.catalogue import VAULT_KINDS, Event, Recorded, Unknown, from_json, to_json
from screening.domain.events.hash_chain import START, ChainLink, body_digest, canonical, link
from screening.errors import NotAccepted
from screening.store.database.journal import JournalFrame

COLUMNS = (
    "case_code", "strand", "seq", "lamport", "at", "by_whom", "kind", "salt", "body", "body_digest", "prev", "digest"
)  # fmt: skip

LONGEST = 16 << 20
"""Bytes of one event's body. A longer one is refused whole, never cut."""

LONGEST_FRAME = 64 << 20
USUAL_FRAME = 1 << 20
"""Bytes of bodies after which many rows go on in another frame."""

_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One event's row. ``body`` is its canonical JSON; testimony, so ``repr`` leaves it out. Blank once emptied."""

    link: ChainLink
    salt: bytes
    body: str

    def __repr__(self) -> str:
        return f"Row({self.link.case!r}, {self.link.strand!r}, {self.link.seq})"

    @property
    def place(self) -> tuple[str, str, int]:
        """Case, strand and number: no two rows of a vault share it."""
        return self.link.case, self.link.strand, self.link.seq

    def columns(self) -> tuple[Any, ...]:
        it = self.link
        head = (it.case, it.strand, it.seq, it.lamport, it.at, it.by, it.kind)
        return (*head, self.salt, self.body, it.body, it.prev, it.digest)

    def recorded(self) -> Recorded:
        """Return the event; ``Unknown`` and empty when its body was emptied, or is unreadable, which verifying names.

        A kind of the vault's own, written into a case, is ``Unknown`` too: whoever writes to a case has no say here.
        """
        it = self.link
        try:
            body = json.loads(self.body or "{}")
            misplaced = bool(it.case) and it.kind in VAULT_KINDS
            event = Unknown(it.kind, body) if misplaced else from_json(it.kind, body)
        except (ValueError, RecursionError):
            event = Unknown(it.kind, {})
        return Recorded(event, it.digest, it.at, it.by, it.strand, it.seq, it.lamport)

    def sound(self) -> bool:
        """Return whether the body is the one that the link covers."""
        # Stored in the chain's own spelling, so its bytes can be digested as they are, which is most of verifying.
        if hashlib.sha256(self.salt + self.body.encode()).hexdigest() == self.link.body:
            return True
        try:
            return body_digest(self.salt, json.loads(self.body)) == self.link.body
        except (ValueError, RecursionError):
            return False


def folded_by(row: Row) -> tuple[int, str, int]:
    """Return what rows of a case are sorted by to be folded."""
    return row.link.lamport, row.link.strand, row.link.seq


def new_row(event: Event, *, case: str, strand: str, seq: int, lamport: int, at: str, by: str, prev: str) -> Row:
    """Return the row that follows ``prev``. Raises NotAccepted("text-not-storable") or ("text-too-long")."""
    body = to_json(event)
    text = storable(canonical_text(body))
    salt = secrets.token_bytes(16)
    covered = body_digest(salt, body)
    linked = link(
        strand=strand, case=case, seq=seq, lamport=lamport, at=at, by=by, kind=event.kind, body=covered, prev=prev
    )
    return Row(linked, salt, text)


def canonical_text(body: Mapping[str, Any]) -> str:
    """Return the chain's own spelling of a body, as text."""
    try:
        return canonical(body).decode()
    except UnicodeEncodeError:
        # The driver's exception would carry the text itself.
        raise NotAccepted("text-not-storable") from None


def storable(text: str) -> str:
    """Return ``text`` itself. Raises NotAccepted when it cannot be kept exactly as it is."""
    if _LONE.search(text):
        raise NotAccepted("text-not-storable")
    if len(text) > LONGEST or len(text.encode()) > LONGEST:
        raise NotAccepted("text-too-long")
    return text


def storable_together(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return ``rows`` themselves. Raises NotAccepted("text-too-long") for more than is written down at once."""
    if sum(len(row.body) for row in rows) > LONGEST_FRAME:
        raise NotAccepted("text-too-long")
    return rows


def from_columns(values: tuple[Any, ...]) -> Row:
    """Return the row whose ``COLUMNS`` are ``values``."""
    case, strand, seq, lamport, at, by, kind, salt, body, covered, prev, digest = values
    return Row(
        ChainLink(strand, case, seq, lamport, at, by, kind, covered, prev, digest), bytes(salt or b""), body or ""
    )


def in_strand(rows: Iterable[Row]) -> list[list[Any]]:
    """Return rows of one strand as JSON values, for ``chained``: what follows from their place is left out."""
    return [[row.link.lamport, row.link.at, row.link.by, row.link.kind, row.salt.hex(), row.body] for row in rows]


def chained(
    case: str, strand: str, listed: Iterable[Sequence[Any]], first: int = 1, prev: str = START
) -> tuple[Row, ...]:
    """Return the rows that ``in_strand`` gave, chained anew; ``first`` is the number of the first one.

    Raises ValueError or TypeError for what gives none.
    """
    rows: list[Row] = []
    for seq, (lamport, at, by, kind, salt_hex, body) in enumerate(listed, start=first):
        salt = bytes.fromhex(salt_hex)
        covered = hashlib.sha256(salt + body.encode()).hexdigest()
        linked = link(
            strand=strand, case=case, seq=seq, lamport=lamport, at=at, by=by, kind=kind, body=covered, prev=prev
        )
        rows.append(Row(linked, salt, body))
        prev = linked.digest
    return tuple(rows)


def in_parts(rows: Iterable[Row]) -> Iterator[tuple[tuple[Row, ...], bool]]:
    """Yield the rows of one transaction in as many parts as there are to be frames, each with whether more follow."""
    held: list[Row] = []
    size = 0
    for row in rows:
        if size > USUAL_FRAME:
            yield tuple(held), True
            held, size = [], 0
        held.append(row)
        size += len(row.body)
    if held:
        yield tuple(held), False


def to_frame(rows: tuple[Row, ...], *, more: bool = False) -> JournalFrame:
    """Return rows that belong to one transaction, as a journal's frame. Raises NotAccepted("text-too-long").

    ``more`` says that the next frame belongs to the same transaction: both are replayed, or neither.
    """
    return JournalFrame(_rows_json(rows, more=more), tuple(bytes.fromhex(row.link.digest) for row in rows))


def to_text(row: Row) -> str:
    """Return one row as it is kept aside."""
    return _rows_json((row,), more=False).decode()


def _rows_json(rows: tuple[Row, ...], *, more: bool) -> bytes:
    as_lists = [[value.hex() if isinstance(value, bytes) else value for value in row.columns()] for row in rows]
    frame = json.dumps(
        {"rows": as_lists, "more": True} if more else {"rows": as_lists},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    if len(frame) > LONGEST_FRAME:
        raise NotAccepted("text-too-long")
    return frame


def from_frame(data: bytes) -> tuple[Row, ...]:
    """Return the rows of a frame; raises ValueError when it is not one."""
    try:
        rows = json.loads(data)["rows"]
        return tuple(from_columns((*each[:7], bytes.fromhex(each[7]), *each[8:])) for each in rows)
    except (KeyError, TypeError, IndexError, RecursionError):
        raise ValueError("not a frame of rows") from None


def has_more(data: bytes) -> bool:
    """Return whether the next frame belongs to the same transaction as this one."""
    # Looked for as bytes: reading a frame twice would double the time of a replay. "rows" comes first, so a text of
    # somebody's, which stands inside it, cannot end the frame this way.
    return data.endswith(b'"more":true}')
