"""Whether a vault's record still holds: every page, every body, every link, and the journal beside it.

Every row is read once, in the order in which it is stored. One whose body and link fit their digests, behind the row
before it in its strand, holds. A strand with any other row, lawful or not, is looked at whole by the rule of the chain,
which names the first thing that does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from screening.domain.events.catalogue import IdentityHandled
from screening.domain.events.hash_chain import START, Break, first_break, link_digest
from screening.errors import StoreTrouble
from screening.store import progress
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.crypto import aead
from screening.store.crypto.key_file import Keys
from screening.store.crypto.record_keys import event_place
from screening.store.database.driver import dbapi, page_faults
from screening.store.database.journal import FILE as RECORDER
from screening.store.database.journal import NO_SUM, sum_of
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from screening.store.folder.identity_db import Identity
from screening.store.integrity import erasure
from screening.store.integrity.record_opening import journal_state, salvaged_rows


@dataclass(frozen=True, slots=True)
class Names:
    """Codes of cases whose names are ``lacking`` although they were kept, or ``back`` although they were erased."""

    damaged: bool = False
    older: bool = False
    """Whether the store is one from before an erasing that the record tells of."""
    lacking: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()

    @property
    def state(self) -> str:
        """``damaged``, ``older``, ``lacking``, or "" for a store that is as the record says."""
        if self.damaged:
            return "damaged"
        return "older" if self.older or self.back else "lacking" if self.lacking else ""


def compared(tables: Tables, identity: Identity) -> Names:
    """Compare the store of names with this laptop's own events. Writes nothing. Raises the driver's errors.

    A name that was written just before a kill stands in no event: it is none that came back.
    """
    own = ExchangeTables(tables).own_strands()
    last: dict[str, str] = {}
    marks: list[str] = []
    for row in tables.of_names():
        event = row.recorded().event
        if row.link.strand not in own or not isinstance(event, IdentityHandled) or event.act not in ("kept", "erased"):
            continue
        last.setdefault(row.link.case, event.act)
        marks += [event.store] if event.store else []
    try:
        mark, there = identity.look()
    except StoreTrouble as trouble:
        return Names(damaged=trouble.code == "identity-damaged")
    current = bool(marks) and mark == marks[0]
    back = frozenset() if current else frozenset(case for case in there if last.get(case) == "erased")
    lacking = frozenset(case for case, act in last.items() if act == "kept" and case not in there)
    return Names(older=not current and mark in marks, lacking=lacking, back=back)


STEP = 1000
"""Rows after which it is said how far the verifying is."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and the first thing that does not hold."""

    events: int
    cases: int
    strands: int
    first: Break | None
    page_faults: int
    journal: str
    """``whole``, ``damaged``, ``missing``, or ``none`` for a vault in memory."""
    names: str = ""
    """What is amiss with the store of names: ``damaged``, ``older``, ``lacking``, or "" for nothing."""

    @property
    def holds(self) -> bool:
        return self.first is None and not self.page_faults and self.journal in ("whole", "none") and not self.names


@dataclass(frozen=True, slots=True)
class Walked:
    """What reading every row once told."""

    lengths: dict[tuple[str, str], int]
    """How many events each strand has that holds, by case and name."""
    doubtful: set[tuple[str, str]]
    """The strands that the rule of the chain must look at."""
    sum: bytes
    """The running sum of all digests, which the journal's last frame tells too."""


def verify_with_journal(folder: Path | None, keys: Keys, tables: Tables) -> Verification:
    """Check open tables, and against the journal in ``folder`` when it is whole; and the store of names."""
    if folder is None:
        return verify_tables(tables)
    checked, total = _verified(tables, journal_state(folder, tables))
    if checked.journal == "whole" and checked.first is None:
        checked = replace(checked, first=_compared(folder, keys, tables, total))
    try:
        return replace(checked, names=compared(tables, Identity(folder, keys)).state)
    except dbapi.Error:
        return checked


def verify_tables(tables: Tables) -> Verification:
    """Check ``tables`` alone.

    A chain that checks itself proves nothing against someone with the key who rewrites its tail; the journal and
    the printed fingerprint do.
    """
    return _verified(tables, "none")[0]


def _verified(tables: Tables, journal: str) -> tuple[Verification, bytes]:
    faults = page_faults(tables.con)
    tables.keys.forget()  # what is in memory opens a record whose key is gone from the disk
    own = list(tables.rows(""))
    emptied, cleared = erasure.emptied(own), erasure.cleared(own)
    walked = walk(tables)
    events, first = sum(walked.lengths.values()), None
    for case, name in sorted(walked.doubtful):
        strand = tables.strand(case, name)
        events += len(strand)
        first = first or _first_fault(case, name, strand, emptied, cleared)
    places = walked.lengths.keys() | walked.doubtful
    cases = {case for case, _ in places} - {""}
    return Verification(events, len(cases), len(places), first, faults, journal), walked.sum


def walk(tables: Tables) -> Walked:
    """Read every row once, in the order in which it came; tell which strands hold row by row, and the running sum."""
    keys, ends = tables.keys.every(), dict[tuple[str, str], tuple[int, str]]()
    doubtful: set[tuple[str, str]] = set()
    total, events = NO_SUM, tables.last_number()
    for number, row in enumerate(tables.stored_rows()):
        if not number % STEP:
            progress.step("verify", number, events)
        case, strand, seq, lamport, at, by, kind, sealed, covered, prev, digest = row
        link = strand, case, seq, lamport, at, by, kind, covered, prev
        try:
            body = aead.unseal(keys[case], event_place(case, strand, seq).encode(), sealed)
            holds = (seq - 1, prev) == ends.get((case, strand), (0, START))
            holds = holds and sha256(body).hexdigest() == covered and link_digest(*link) == digest
        except (KeyError, TypeError, ValueError):  # its body or its key is gone, perhaps by an erasing
            holds = False
        if not holds:
            doubtful.add((case, strand))
        ends[case, strand] = seq, digest
        total = sha256(total + _raw(digest)).digest()
    return Walked({each: seq for each, (seq, _) in ends.items() if each not in doubtful}, doubtful, total)


def _raw(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""  # then the sum is another than the journal's


def _first_fault(
    case: str, name: str, strand: list[Row], emptied: frozenset[tuple[str, int]], cleared: frozenset[tuple[str, int]]
) -> Break | None:
    if not strand:
        return Break(name, case, 1, "relinked")  # its name is no text, so nothing can be asked of it
    linked = first_break((row.link for row in strand), () if case else cleared)
    for row in strand:
        if linked is not None and row.link.seq >= linked.seq:
            break
        lawful = not case and not row.salt and (row.link.strand, row.link.seq) in emptied | cleared
        if not lawful and not row.sound():
            return Break(row.link.strand, row.link.case, row.link.seq, "edited")
    return linked


def _compared(folder: Path, keys: Keys, tables: Tables, total: bytes) -> Break | None:
    """Return the first difference between a vault that holds and its whole journal."""
    mark = tables.mark()
    if mark is None or sum_of(folder / RECORDER, keys, mark) == total:
        return None
    # Another order is lawful. Frames behind the mark were never committed; the next opening that can write replays or
    # drops them.
    return _first_difference(tables, islice(salvaged_rows(folder, keys), mark.frames))


def _first_difference(tables: Tables, recorded: Iterable[tuple[Row, ...]]) -> Break | None:
    digests = {digest.hex() for digest in tables.all_digests()}
    for rows in recorded:
        for row in rows:
            if row.link.digest in digests:
                digests.discard(row.link.digest)
            else:
                other = tables.digest_at(row.place)
                fault = "missing" if other is None else "relinked"
                return Break(row.link.strand, row.link.case, row.link.seq, fault)
    for row in tables.all_rows():
        if row.link.digest in digests:
            return Break(row.link.strand, row.link.case, row.link.seq, "inserted")
    return None
