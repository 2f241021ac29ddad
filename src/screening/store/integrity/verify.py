"""Whether a vault's record still holds: every page, every body, every link, and the recorder beside it.

Every row is read once, in the order in which it is stored. One that is to the byte what this program writes behind the
row before it in its strand holds. A strand with any other row, lawful or not, is looked at whole by the rule of the
chain, which names the first thing that does not hold.
"""

from __future__ import annotations

import hashlib
from binascii import hexlify, unhexlify
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from screening.domain.events.hash_chain import START, Break, canonical, first_break
from screening.store import progress
from screening.store.crypto.key_file import Keys
from screening.store.crypto.quick_open import digester
from screening.store.database.driver import dbapi, page_faults
from screening.store.database.journal import FILE as RECORDER
from screening.store.database.journal import NO_SUM, sum_of
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from screening.store.folder.identity_db import Identity
from screening.store.integrity import erasure_markers
from screening.store.integrity.identity_check import compared
from screening.store.integrity.record_opening import recorder_state, salvaged_rows

PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
IN_A_TIME = b"0123456789TZ:.+-"
SPELLED = 4096
"""Numbers whose spelling is kept."""


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


@dataclass(frozen=True, slots=True)
class Walked:
    """What reading every row once told."""

    lengths: dict[tuple[str, str], int]
    """How many events each strand has that holds, by case and name."""
    doubtful: set[tuple[str, str]]
    """The strands that the rule of the chain must look at."""
    sum: bytes
    """The running sum of all digests, which the recorder's last frame tells too."""


def verify_with_recorder(folder: Path | None, keys: Keys, tables: Tables) -> Verification:
    """Check open tables, and against the recorder in ``folder`` when it is whole; and the store of names."""
    if folder is None:
        return verify_tables(tables)
    checked, total = _verified(tables, recorder_state(folder, tables))
    if checked.recorder == "whole" and checked.first is None:
        checked = replace(checked, first=_compared(folder, keys, tables, total))
    try:
        return replace(checked, names=compared(tables, Identity(folder, keys)).state)
    except dbapi.Error:
        return checked


def verify_tables(tables: Tables) -> Verification:
    """Check ``tables`` alone.

    A chain that checks itself proves nothing against someone with the key who rewrites its tail; the recorder and
    the printed fingerprint do.
    """
    return _verified(tables, "none")[0]


def _verified(tables: Tables, recorder: str) -> tuple[Verification, bytes]:
    faults = page_faults(tables.con)
    tables.keys.forget()  # what is in memory opens a record whose key is gone from the disk
    own = list(tables.rows(""))
    emptied, cleared = erasure_markers.emptied(own), erasure_markers.cleared(own)
    walked = walk(tables)
    events, first = sum(walked.lengths.values()), None
    for case, name in sorted(walked.doubtful):
        strand = tables.strand(case, name)
        events += len(strand)
        first = first or _first_fault(case, name, strand, emptied, cleared)
    places = walked.lengths.keys() | walked.doubtful
    cases = {case for case, _ in places} - {""}
    return Verification(events, len(cases), len(places), first, faults, recorder), walked.sum


class _Spelled(dict[int, bytes]):
    """Numbers as JSON spells them, each in its setting."""

    def __init__(self, setting: bytes) -> None:
        super().__init__()
        self.setting = setting

    def __missing__(self, number: int) -> bytes:
        spelled = self.setting % number
        if len(self) < SPELLED:
            self[number] = spelled
        return spelled


class _Quoted(dict[tuple[bytes, bytes], bytes]):
    """Author and kind as the chain spells them, in their setting. Raises ValueError where either is no text."""

    def __missing__(self, pair: tuple[bytes, bytes]) -> bytes:
        quoted = self[pair] = b'",%b,%b,"' % tuple(canonical(each.decode()) for each in pair)
        return quoted


def walk(tables: Tables) -> Walked:
    """Read every row once and tell which strands are, to the byte, as this program writes them.

    Every field of a link is either of plain signs or spelled by the chain's own speller. So the text that is digested
    is the canonical one, and no two different links have the same.
    """
    digest_sealed, join, begun = digester(), b"".join, hashlib.sha256().copy
    spelled, spelled_between, quoted = _Spelled(b"%d"), _Spelled(b',%d,"'), _Quoted()
    keys = {case.encode(): key for case, key in tables.keys.every().items()}
    start, events, done = START.encode(), tables.last_number(), 0
    ends: dict[tuple[bytes, bytes], tuple[int, bytes]] = {}
    doubtful: set[tuple[bytes, bytes]] = set()
    total = NO_SUM
    here: tuple[bytes, bytes] = (b"", b"?")
    case, name = here
    first = last = 0
    end = key = place = b""
    lead = begun
    stopped: list[BaseException] = []

    def move_to(case_now: bytes, name_now: bytes) -> None:
        nonlocal here, case, name, first, last, end, key, place, lead, done
        ends[here] = last, end
        done += last - first
        try:
            progress.step("verify", done, events)
        except BaseException as why:
            stopped.append(why)
            raise
        here = case, name = case_now, name_now
        first, end = ends.get(here, (0, start))
        last = first
        key = b"" if (case + name).translate(None, PLAIN) else keys.get(case, b"")
        place = b"event/%b/%b/" % here
        digest = begun()
        digest.update(b'["%b","%b",' % (name, case))
        lead = digest.copy

    def look(
        case_now: bytes, name_now: bytes, seq: int, lamport: int, at: bytes, by: bytes, kind: bytes, sealed: bytes,
        covered: bytes, prev: bytes, digest: bytes,
    ) -> None:  # fmt: skip
        nonlocal last, end, total
        if name_now != name or case_now != case:
            move_to(case_now, name_now)
        try:
            number = spelled[seq]
            body = digest_sealed(sealed, place + number, key)
            link = lead()
            link.update(join((number, spelled_between[lamport], at, quoted[by, kind], covered, b'","', prev, b'"]')))
            raw = link.digest()
            holds = (
                body is not None
                and hexlify(body) == covered
                and hexlify(raw) == digest
                and prev == end
                and seq == last + 1
                and not at.translate(None, IN_A_TIME)
            )
        except (ValueError, TypeError):
            holds = False
        if not holds:
            doubtful.add(here)
            raw = _raw(digest)
        last, end = seq, digest
        summed = begun()
        summed.update(total + raw)
        total = summed.digest()

    try:
        tables.look_at_each(look)
    except dbapi.Error:
        if stopped:
            raise stopped[0] from None
        raise
    ends[here] = last, end
    del ends[b"", b"?"]
    lengths = {_words(at): last for at, (last, _) in ends.items() if at not in doubtful}
    return Walked(lengths, {_words(at) for at in doubtful}, total)


def _raw(digest: bytes) -> bytes:
    try:
        return unhexlify(digest)
    except ValueError:
        return b""  # then the sum is another than the recorder's


def _words(place: tuple[bytes, bytes]) -> tuple[str, str]:
    case, name = place
    return case.decode(errors="replace"), name.decode(errors="replace")


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
    """Return the first difference between a vault that holds and its whole recorder."""
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
