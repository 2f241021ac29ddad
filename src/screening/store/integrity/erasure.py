"""Erase records: their keys first, then every file that may still hold a word of them is made anew.

What an erased record leaves is nothing of its own, and marks by which a copy of it is known when it comes back.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from screening.domain.events.catalogue import FormIssued
from screening.domain.events.hash_chain import fingerprint
from screening.domain.events.record import LogCleared, RecordErased
from screening.store.crypto import atomic_files
from screening.store.crypto.key_file import Keys
from screening.store.database import journal as journal_file
from screening.store.database import journal_rebuild
from screening.store.database.journal import Journal
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from screening.store.folder import automatic_copies

PENDING = "clean"
"""What stands in ``pending`` until the other files are made anew as well."""
DAMAGED = "vault.damaged"
"""The name that a damaged file is kept under; it is encrypted as before."""
ERASED = "erased."
"""Before the reason, in the tally's numbers of erased records."""


def mark_of(first_digest: str) -> str:
    """Return how an erased strand is known again: from the digest of its first event, which only copies still hold."""
    return hashlib.sha256(b"erased/" + first_digest.encode()).hexdigest()


def mark_of_head(printed: str) -> str:
    """Return how a printed head of an erased record is known again, by whoever holds the paper."""
    return hashlib.sha256(b"erased-head/" + printed.replace(" ", "").encode()).hexdigest()


def erased_event(tables: Tables, case: str, reason: str, second: str) -> RecordErased:
    """Return the event that says that some record was erased and why; nothing in it leads to which one it was."""
    rows = tuple(tables.rows(case))
    firsts = [row.link.digest for row in rows if row.link.seq == 1]
    marks = sorted({mark_of(digest) for digest in (*firsts, *tables.first_digests_apart(case))})
    heads = [fingerprint(_heads_before(rows, None))]
    heads += [fingerprint(_heads_before(rows, row.link.lamport)) for row in rows if row.link.kind == FormIssued.kind]
    named = tuple(f"{row.link.strand} {row.link.seq}" for row in tables.rows("") if case in row.body)
    return RecordErased(reason, tuple(marks), tuple(sorted({mark_of_head(head) for head in heads})), second, named)


def erasings(rows: Iterable[Row]) -> list[RecordErased]:
    """Return what the vault itself says was erased; what stands in a case erases nothing, whoever wrote it."""
    own = (row.recorded().event for row in rows if not row.link.case and row.link.kind == RecordErased.kind)
    return [event for event in own if isinstance(event, RecordErased)]


def erased_so_far(rows: Iterable[Row]) -> Counter[str]:
    """Return how many records were erased for each reason, under the names of the tally."""
    return Counter(f"{ERASED}{event.reason}" for event in erasings(rows))


def emptied(rows: Iterable[Row]) -> frozenset[tuple[str, int]]:
    """Return which of the vault's own events, strand and number, were emptied by an erasing among ``rows``."""
    places = [place.split() for event in erasings(rows) for place in event.emptied]
    return frozenset((strand, int(seq)) for strand, seq in places)


def cleared(rows: Iterable[Row]) -> frozenset[tuple[str, int]]:
    """Return which of the vault's own events, strand and number, were cleared from the log by ``rows``."""
    return frozenset((strand, seq) for strand, first, last in _runs(rows) for seq in range(first, last + 1))


def _runs(rows: Iterable[Row]) -> list[tuple[str, int, int]]:
    events = [row.recorded().event for row in rows if not row.link.case and row.link.kind == LogCleared.kind]
    runs = [entry.split() for event in events if isinstance(event, LogCleared) for entry in event.entries]
    return [(strand, int(run.split("-")[0]), int(run.split("-")[1])) for strand, run in runs]


def _heads_before(rows: Iterable[Row], lamport: int | None) -> list[str]:
    """Return the last digest of each strand among the rows below a Lamport counter."""
    last: dict[str, tuple[int, str]] = {}
    for row in rows:
        if lamport is None or row.link.lamport < lamport:
            last[row.link.strand] = max(last.get(row.link.strand, (0, "")), (row.link.seq, row.link.digest))
    return [digest for _, digest in last.values()]


def apply(tables: Tables, rows: Sequence[Row], known: Sequence[str] = ()) -> int:
    """Take out of the tables what the events among ``rows`` say was erased, in the caller's transaction; how many.

    The key goes, and with it the events, drafts and places. What is left to do in other files is set down. Where the
    marks are not those of the ``known`` cases, every case is asked.
    """
    events = erasings(rows)
    marks = {mark for event in events for mark in event.marks}
    runs = _runs(rows)
    for strand, first, last in runs:
        tables.clear_entry(strand, first, last)
    if runs:
        tables.set_pending(PENDING)
    if not events:
        return 0
    cases = set(known)
    if not known or not {mark_of(digest) for case in known for digest in tables.first_digests_of(case)} <= marks:
        cases = {case for case, digest in tables.first_digests() if mark_of(digest) in marks}
    for case in cases:
        tables.erase(case)
    for strand, seq in emptied(rows):
        tables.empty(strand, seq)
    for mark in marks:
        tables.remember_erased(mark)
    tables.set_pending(PENDING)
    return len(cases)


def wanted(tables: Tables, rows: Iterable[Row]) -> list[Row]:
    """Return the rows without those of records that were erased here, whichever laptop wrote them."""
    held = list(rows)
    gone = {row.link.case for row in held if row.link.seq == 1 and tables.was_erased(mark_of(row.link.digest))}
    return [row for row in held if row.link.case not in gone]


def clean(folder: Path, keys: Keys, tables: Tables, erased: Sequence[str] = ()) -> Journal:
    """Finish an erasing: a new journal, which is returned, a new backup, no older backups and no damaged file.

    ``erased`` are the codes that went, where they are still known: then only what names them is written anew.
    May be done again at any time. Raises OSError, StoreTrouble or the driver's errors; then it is still pending.
    """
    if erased:
        journal = journal_rebuild.carry_over(folder, keys, tables, naming=erased)
    else:
        journal = journal_rebuild.renew(folder, keys, tables)
    try:
        one_backup(folder, keys, tables)
        with tables.transaction():
            tables.clear_pending(PENDING)
    except BaseException:
        journal.close()
        raise
    return journal


def one_backup(folder: Path, keys: Keys, tables: Tables) -> None:
    """Make a new backup in the place of all others, and leave no damaged file. May be done again; raises the same."""
    made = automatic_copies.make_backup(folder, keys, tables)
    for each in automatic_copies.any_backup(folder, keys.vault):
        if each != made:
            atomic_files.remove(each)
    for path in folder.glob(f"{DAMAGED}*"):
        atomic_files.remove(path)
    journal_file.remove_others(folder, keys)
    atomic_files.sync_folder(folder)
