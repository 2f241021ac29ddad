"""Verifying a large record fast: the same checks as ``store.verify``, in parts, which can only say that all holds.

A part never names a fault. Whatever it does not find exactly as this program writes it, lawful or not, ends the fast
way, and ``store.verify`` looks at everything again in its own order and names the first thing that does not hold.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.chain import CLEARED, START, canonical
from screening.store import recorder
from screening.store.driver import integrity_faults
from screening.store.keys import Keys
from screening.store.quick_open import opener

PLAIN = re.compile(r"[A-Za-z0-9_-]*").fullmatch
TIME = re.compile(r"[0-9TZ:.+-]*").fullmatch
HEX = re.compile(r"[0-9a-f]{64}").fullmatch
ROWS = """SELECT case_code, strand, seq, lamport, at, by_whom, kind, sealed, body_digest, prev, digest
    FROM event WHERE n BETWEEN ? AND ? ORDER BY n"""
AT_ONCE = 512
CACHE_KIB = 32 << 10


@dataclass(frozen=True, slots=True)
class Strand:
    """What a part saw of one strand of a case: the first link and the last."""

    case: str
    strand: str
    first: int
    prev: str
    last: int
    digest: str


@dataclass(frozen=True, slots=True)
class RowsPart:
    """A run of the vault's rows, each sound and following the one before it in its strand."""

    strands: tuple[Strand, ...]
    emptied: tuple[tuple[str, int], ...]
    """Strand and number of the vault's own events without a body; whether that is lawful is not known here."""
    cleared: tuple[tuple[str, int], ...]
    """Strand and number of those of which only the digests stand."""
    digests: bytes


@dataclass(frozen=True, slots=True)
class FramesPart:
    """A run of the recorder's frames, each whole and numbered one after another. ``begins`` is -1 where none begins."""

    begins: int
    ends: int
    first: int
    after: int
    digests: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What it takes to read a vault's two files, and no more: not the key that these keys come from."""

    vault: str
    salt: bytes
    file_key: bytes
    recorder_key: bytes

    def __repr__(self) -> str:
        return f"Reading({self.vault!r})"


def reading(keys: Keys) -> Reading:
    return Reading(keys.vault, keys.salt, keys.sub("sqlcipher"), keys.sub("recorder"))


class Otherwise(Exception):
    """Something is not exactly as this program writes it."""


def pages_hold(con: Any) -> bool:
    """Whether SQLCipher finds every page whole, and SQLite every table and index in step."""
    con.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return not integrity_faults(con) and [tuple(row) for row in con.execute("PRAGMA integrity_check")] == [("ok",)]


def rows_part(con: Any, low: int, high: int) -> RowsPart:
    """The rows whose number is ``low`` to ``high``. Raises Otherwise."""
    keys = {str(case): bytes(key) for case, key in con.execute("SELECT case_code, key FROM record_key")}
    open_sealed, sha256 = opener(), hashlib.sha256
    found: dict[tuple[str, str], list[Any]] = {}
    quoted: dict[tuple[str, str], str] = {}
    emptied: list[tuple[str, int]] = []
    cleared: list[tuple[str, int]] = []
    digests: list[str] = []
    rows = con.execute(ROWS, (low, high))
    while some := rows.fetchmany(AT_ONCE):
        for case, strand, seq, lamport, at, by, kind, sealed, covered, prev, digest in some:
            gone = sealed is None and (at, by, kind, covered) == CLEARED
            if gone:
                if case or not HEX(digest):
                    raise Otherwise
                cleared.append((strand, seq))
            elif sealed is None:
                if case or not HEX(covered):
                    raise Otherwise
                emptied.append((strand, seq))
            else:
                place = f"event/{case}/{strand}/{seq}".encode()
                opened = open_sealed(sealed[24:], place, sealed[:24], keys.get(case, b""))
                if opened is None or sha256(opened).hexdigest() != covered:
                    raise Otherwise
            # Every field below is either of plain signs or spelled by the chain's own speller: so the text is the
            # canonical one, and no two different links have the same.
            at_end = found.get((case, strand))
            if at_end is None:
                if not (PLAIN(case) and PLAIN(strand) and HEX(prev)):
                    raise Otherwise
                found[case, strand] = [seq, prev, seq, digest]
            else:
                if seq != at_end[2] + 1 or prev != at_end[3]:
                    raise Otherwise
                at_end[2], at_end[3] = seq, digest
            digests.append(digest)
            if gone:
                continue
            named = quoted.get((by, kind))
            if named is None:
                named = quoted[by, kind] = f"{canonical(by).decode()},{canonical(kind).decode()}"
            if not TIME(at):
                raise Otherwise
            text = f'["{strand}","{case}",{seq},{lamport},"{at}",{named},"{covered}","{prev}"]'
            if sha256(text.encode()).hexdigest() != digest:
                raise Otherwise
    strands = tuple(Strand(*place, *ends) for place, ends in found.items())
    return RowsPart(strands, tuple(emptied), tuple(cleared), bytes.fromhex("".join(digests)))


def frames_part(path: Path, with_keys: Reading, low: int, high: int) -> FramesPart:
    """The frames that begin at or behind byte ``low`` and before ``high``. Raises Otherwise, OSError."""
    vault, key, head = with_keys.vault, with_keys.recorder_key, recorder.HEAD
    open_sealed = opener()
    digests: list[str] = []
    with path.open("rb") as file, recorder.mapped(file.fileno()) as data:
        offset = begins = recorder.frame_from(data, low, vault, key)
        if offset < 0:
            return FramesPart(-1, -1, 0, 0, b"")
        first = number = head.unpack_from(data, offset)[2]
        while offset < high:
            end = recorder.end_of_frame(data, offset)
            if end < 0 or head.unpack_from(data, offset)[2] != number:
                raise Otherwise
            lead = data[offset : offset + head.size]
            nonce = lead[-recorder.NONCE :]
            content = open_sealed(data[offset + head.size : end], recorder.bound_to(vault, lead), nonce, key)
            if content is None:
                raise Otherwise
            try:
                digests += [row[11] for row in json.loads(content)["rows"]]
            except (ValueError, KeyError, IndexError, TypeError, RecursionError):
                raise Otherwise from None
            offset, number = end, number + 1
    try:
        if any(len(digest) != 64 for digest in digests):
            raise Otherwise
        return FramesPart(begins, offset, first, number, bytes.fromhex("".join(digests)))
    except (ValueError, TypeError):
        raise Otherwise from None


def joined(
    parts: Iterable[RowsPart], emptied: frozenset[tuple[str, int]], cleared: frozenset[tuple[str, int]]
) -> dict[tuple[str, str], int]:
    """How many events each strand of each case has, the parts in order. Raises Otherwise where they do not join.

    ``emptied`` and ``cleared`` are the entries of which that is lawful.
    """
    ends: dict[tuple[str, str], tuple[int, str]] = {}
    for part in parts:
        if not emptied.issuperset(part.emptied) or not cleared.issuperset(part.cleared):
            raise Otherwise
        for it in part.strands:
            seq, digest = ends.get((it.case, it.strand), (0, START))
            if it.first != seq + 1 or it.prev != digest:
                raise Otherwise
            ends[it.case, it.strand] = it.last, it.digest
    return {place: last for place, (last, _) in ends.items()}


def same_frames(parts: Iterable[FramesPart], at: recorder.Position) -> bool:
    """Whether the parts, in order, are all the frames up to ``at`` and nothing else."""
    offset, number = recorder.START, 0
    for part in parts:
        if part.begins < 0:
            continue
        if (part.begins, part.first) != (offset, number):
            return False
        offset, number = part.ends, part.after
    return (offset, number) == (at.offset, at.frames)


def same_events(rows: Iterable[RowsPart], frames: Iterable[FramesPart]) -> bool:
    """Whether vault and recorder hold the same events in the same order."""
    return b"".join(part.digests for part in rows) == b"".join(part.digests for part in frames)
