"""A printed head against the record: whether what the paper saw still stands, and the first event that does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from screening.domain.events.hash_chain import Break, fingerprint
from screening.domain.events.record import RecordErased
from screening.errors import BadInput, StoreTrouble
from screening.store.crypto.key_file import Keys
from screening.store.database.driver import dbapi
from screening.store.database.rows import Row, folded_by
from screening.store.database.tables import Tables
from screening.store.folder import automatic_copies
from screening.store.integrity.erasure import mark_of_head
from screening.store.integrity.record_opening import salvaged_rows

SIGNS = re.compile(r"[A-Z2-7]{24}")


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """What a printed head says about the record.

    ``state``: ``stands`` (the paper saw the first ``entries`` of today's), ``cut`` (there are fewer than then),
    ``changed`` (what the paper saw is not there any more), ``erased`` (lawfully, ``at``), or ``unknown``.
    """

    state: str
    case: str = ""
    entries: int = 0
    now: int = 0
    first: Break | None = None
    """The first event that differs, where an older copy on this computer still shows what the paper saw."""
    at: str = ""
    log: bool = False
    """Whether it is the head of the vault's own log, which is no case."""


def plain(printed: str) -> str:
    """Return a head as typed from a paper in its one spelling; "" when it is none."""
    signs = re.sub(r"[\s·-]", "", printed).upper()
    return signs if SIGNS.fullmatch(signs) else ""


def check(
    folder: Path, keys: Keys, tables: Tables, printed: str, case: str = "", entries: int = 0, *, log: bool = False
) -> PrintedHead:
    """Compare a printed head with the record; with ``log``, that of its own log, as a paper or a bundle shows it.

    ``case`` and ``entries`` stand beside it on the paper; both may be missing. Reads journal and backups where the head
    is not found, to name the first event that differs. Entries of the log that were cleared or emptied lawfully keep
    their digests, so they change no head. Raises BadInput("not-a-head").
    """
    wanted = plain(printed)
    if not wanted:
        raise BadInput("not-a-head")
    codes = [""] if log else [case] if case else [code for code, *_ in tables.all_heads()]
    for row in () if log else tables.rows(""):
        event = row.recorded().event
        if isinstance(event, RecordErased) and mark_of_head(wanted) in event.heads:
            return PrintedHead("erased", at=row.link.at)
    for code in dict.fromkeys((*codes, "")):
        if stands := _stands(tables, code, wanted):
            return stands
    if found := _found_older(folder, keys, tables, wanted, codes):
        return found
    if log or (case and entries and tables.knows(case)):
        now = len(list(tables.rows(case)))
        state = "unknown" if not entries else "cut" if now < entries else "changed"
        return PrintedHead(state, case, entries, now, log=log)
    return PrintedHead("unknown", case)


def _stands(tables: Tables, code: str, wanted: str) -> PrintedHead | None:
    """Return what there is to say where a case, or with "" the log, has this head."""
    rows = list(tables.rows(code))
    seen = _seen(rows, wanted)
    return PrintedHead("stands", code, seen, len(rows), log=not code) if seen else None


def _found_older(folder: Path, keys: Keys, tables: Tables, wanted: str, codes: Sequence[str]) -> PrintedHead | None:
    """Return what an older copy that still has the head says, with the first event that differs; None without one."""
    for rows in _older(folder, keys, codes):
        seen = _seen(rows, wanted)
        if seen:
            code = rows[0].link.case
            now = list(tables.rows(code))
            first = _first_difference(rows[:seen], now)
            state = "cut" if first and first.fault == "missing" else "changed"
            return PrintedHead(state, code, seen, len(now), first, log=not code)
    return None


def _seen(rows: Sequence[Row], wanted: str) -> int:
    """Return how many events, in the order of the record, give this head; 0 when none do."""
    last: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        last[row.link.strand] = row.link.digest
        if fingerprint(last.values()).replace(" ", "") == wanted:
            return number
    return 0


def _older(folder: Path, keys: Keys, codes: Iterable[str]) -> Iterator[list[Row]]:
    """Yield the rows of each case, or of the log where that alone is asked for, as journal and backups have them."""
    wanted = set(codes)
    found: dict[str, list[Row]] = {}
    with suppress(OSError):
        for rows in salvaged_rows(folder, keys):
            for row in rows:
                if row.link.case in wanted or not wanted:
                    found.setdefault(row.link.case, []).append(row)
    log = wanted == {""}
    yield from (sorted(rows, key=folded_by) for case, rows in found.items() if case or log)
    for each in automatic_copies.any_backup(folder, keys.vault):
        with (
            suppress(StoreTrouble, dbapi.Error),
            closing(Tables.of(each / automatic_copies.FILE, keys)) as tables,
        ):
            for case in wanted if log else {code for code, *_ in tables.all_heads() if code}:
                yield list(tables.rows(case))


def _first_difference(then: Sequence[Row], now: Sequence[Row]) -> Break | None:
    """Return the first event of ``then`` that is not among ``now`` as it was."""
    by_place = {row.place: row for row in now}
    before = {row.place: row for row in then}
    for row in then:
        it = row.link
        found = by_place.get(row.place)
        if found is not None and found.link.digest == it.digest:
            continue
        if found is None:
            return Break(it.strand, it.case, it.seq, "missing")
        # Where what stood here follows one place later, it was put aside for what stood there, or for something new.
        after, next_then = (rows.get((it.case, it.strand, it.seq + 1)) for rows in (by_place, before))
        moved = after is not None and after.link.body == it.body
        fault = "inserted" if moved else "edited"
        if moved and next_then is not None and found.link.body == next_then.link.body:
            fault = "swapped"
        return Break(it.strand, it.case, it.seq, fault)
    return None
