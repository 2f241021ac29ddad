"""Whether a vault's record still holds: every page, every body, every link, and the recorder beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path

from screening.domain.events.hash_chain import Break, first_break
from screening.store import progress
from screening.store.crypto.key_file import Keys
from screening.store.database.driver import dbapi, integrity_faults
from screening.store.database.journal import FILE as RECORDER
from screening.store.database.journal import NO_SUM, sum_of, summed_up
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from screening.store.folder.identity_db import Identity
from screening.store.integrity import bulk_verify, erasure_markers
from screening.store.integrity.identity_check import compared
from screening.store.integrity.open_files import recorder_state, salvaged_rows

ROWS_AT_ONCE = 100_000
"""Rows whose digests are held in memory together."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and the first thing that does not hold."""

    events: int
    cases: int
    strands: int
    first: Break | None
    page_faults: int
    recorder: str
    """``whole``, ``damaged``, ``missing``, or ``none`` for a vault in memory."""
    names: str = ""
    """What is amiss with the store of names: ``damaged``, ``older``, ``lacking``, or "" for nothing."""

    @property
    def holds(self) -> bool:
        return self.first is None and not self.page_faults and self.recorder in ("whole", "none") and not self.names


def verify_with_recorder(folder: Path | None, keys: Keys, tables: Tables) -> Verification:
    """Check open tables, and against the recorder in ``folder`` when it is whole; and the store of names."""
    if folder is None:
        return verify_tables(tables, None, "none")
    checked = _with_recorder(folder, keys, tables)
    try:
        return replace(checked, names=compared(tables, Identity(folder, keys)).state)
    except dbapi.Error:
        return checked


def _with_recorder(folder: Path, keys: Keys, tables: Tables) -> Verification:
    if (whole := _all_holds(folder, keys, tables)) is not None:
        return whole
    state, mark = recorder_state(folder, tables), tables.mark()
    if state != "whole" or mark is None:
        return verify_tables(tables, None, state)
    # Frames behind the mark were never committed; the next opening that can write replays or drops them.
    return verify_tables(tables, islice(salvaged_rows(folder, keys), mark.frames), state)


def _all_holds(folder: Path, keys: Keys, tables: Tables) -> Verification | None:
    """Verify fast; None where anything does not hold, or is unusual, so that the slow check names it.

    The recorder's bytes are those that were written, and its last frame tells the sum of the vault's events.
    """
    mark = tables.mark()
    last = tables.last_number()
    if mark is None or not last:
        return None
    try:
        own = list(tables.rows(""))
        strands = bulk_verify.Strands(erasure_markers.emptied(own), erasure_markers.cleared(own))
        if recorder_state(folder, tables) != "whole" or not bulk_verify.pages_hold(tables.con):
            return None
        total = NO_SUM
        for number, part in enumerate(bulk_verify.parts(tables.con, last, ROWS_AT_ONCE), 1):
            progress.step("verify", number * ROWS_AT_ONCE, last)
            strands.join(part)
            total = summed_up(total, part.each_digest())
        if sum_of(folder / RECORDER, keys, mark) != total:
            return None
    except (bulk_verify.NotAsWritten, OSError, dbapi.Error):
        return None
    lengths = strands.lengths()
    cases = {case for case, _ in lengths}
    return Verification(sum(lengths.values()), len(cases - {""}), len(lengths), None, 0, "whole")


def verify_tables(tables: Tables, recorded: Iterable[tuple[Row, ...]] | None, recorder: str) -> Verification:
    """Check ``tables``, and against ``recorded``, the rows of a whole recorder, when there are any.

    A chain that checks itself proves nothing against someone with the key who rewrites its tail; the recorder and
    the printed fingerprint do.
    """
    faults = integrity_faults(tables.con)
    faults += sum(row[0] != "ok" for row in tables.con.execute("PRAGMA integrity_check"))
    events = strands = 0
    count = tables.count()
    cases: set[str] = set()
    digests: set[str] = set()
    first: Break | None = None
    own = list(tables.rows(""))
    emptied, cleared = erasure_markers.emptied(own), erasure_markers.cleared(own)
    for (case, _strand), rows in groupby(tables.strands(), key=lambda row: (row.link.case, row.link.strand)):
        strand = list(rows)
        progress.step("verify", events, count)
        events, strands = events + len(strand), strands + 1
        cases.add(case)
        digests.update(row.link.digest for row in strand)
        first = first or _first_fault(strand, emptied, cleared)
    if recorded is not None:
        first = first or _compared(tables, recorded, digests)
    return Verification(events, len(cases - {""}), strands, first, faults, recorder)


def _first_fault(
    strand: list[Row], emptied: frozenset[tuple[str, int]], cleared: frozenset[tuple[str, int]]
) -> Break | None:
    own = not strand[0].link.case
    linked = first_break((row.link for row in strand), cleared if own else ())
    for row in strand:
        if linked is not None and row.link.seq >= linked.seq:
            break
        lawful = own and not row.salt and (row.link.strand, row.link.seq) in emptied | cleared
        if not lawful and not row.sound():
            return Break(row.link.strand, row.link.case, row.link.seq, "edited")
    return linked


def _compared(tables: Tables, recorded: Iterable[tuple[Row, ...]], digests: set[str]) -> Break | None:
    """Return the first difference between the vault and its recorder."""
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
