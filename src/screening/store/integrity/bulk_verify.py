"""Verify a large record fast: the same checks as ``store.integrity.verify``, in parts, which can only say that
all holds.

A part never names a fault. Whatever it does not find exactly as this program writes it, lawful or not, ends the fast
way, and ``store.integrity.verify`` looks at everything again in its own order and names the first thing that does
not hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from screening.domain.events.hash_chain import CLEARED, START, canonical
from screening.store.crypto.quick_open import opener
from screening.store.database.driver import integrity_faults

PLAIN = re.compile(r"[A-Za-z0-9_-]*").fullmatch
TIME = re.compile(r"[0-9TZ:.+-]*").fullmatch
HEX = re.compile(r"[0-9a-f]{64}").fullmatch
ROWS = """SELECT case_code, strand, seq, lamport, at, by_whom, kind, sealed, body_digest, prev, digest
    FROM event WHERE n BETWEEN ? AND ? ORDER BY n"""
AT_ONCE = 512
CACHE_KIB = 32 << 10
LOWEST = -(1 << 63)
"""The least number that SQLite gives a row."""


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
    """32 of every row, in order."""

    def each_digest(self) -> Iterator[bytes]:
        return (self.digests[at : at + 32] for at in range(0, len(self.digests), 32))


class NotAsWritten(Exception):
    """Something is not exactly as this program writes it; the slow check finds out what."""


def pages_hold(con: Any) -> bool:
    """Return whether SQLCipher finds every page whole, and SQLite every table and index in step."""
    con.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return not integrity_faults(con) and [tuple(row) for row in con.execute("PRAGMA integrity_check")] == [("ok",)]


def rows_part(con: Any, low: int, high: int) -> RowsPart:
    """Return the rows whose number is ``low`` to ``high``. Raises NotAsWritten."""
    keys = {str(case): bytes(key) for case, key in con.execute("SELECT case_code, key FROM record_key")}
    open_sealed, sha256 = opener(), hashlib.sha256
    found: dict[tuple[str, str], list[Any]] = {}
    quoted: dict[tuple[str, str], str] = {}
    emptied: list[tuple[str, int]] = []
    cleared: list[tuple[str, int]] = []
    digests: list[str] = []
    here: tuple[str, str] | tuple[()] = ()
    at_end, key, place, lead = None, b"", b"", ""
    rows = con.execute(ROWS, (low, high))
    while some := rows.fetchmany(AT_ONCE):
        for case, strand, seq, lamport, at, by, kind, sealed, covered, prev, digest in some:
            if (case, strand) != here:
                here = (case, strand)
                at_end, key = found.get((case, strand)), keys.get(case, b"")
                place, lead = f"event/{case}/{strand}/".encode(), f'["{strand}","{case}",'
            gone = sealed is None and (at, by, kind, covered) == CLEARED
            if gone:
                if case or not HEX(digest):
                    raise NotAsWritten
                cleared.append((strand, seq))
            elif sealed is None:
                if case or not HEX(covered):
                    raise NotAsWritten
                emptied.append((strand, seq))
            else:
                opened = open_sealed(sealed[24:], b"%b%d" % (place, seq), sealed[:24], key)
                if opened is None or sha256(opened).hexdigest() != covered:
                    raise NotAsWritten
            # Every field below is either of plain signs or spelled by the chain's own speller: so the text is the
            # canonical one, and no two different links have the same.
            if at_end is None:
                if not (PLAIN(case) and PLAIN(strand) and HEX(prev)):
                    raise NotAsWritten
                at_end = found[case, strand] = [seq, prev, seq, digest]
            else:
                if seq != at_end[2] + 1 or prev != at_end[3]:
                    raise NotAsWritten
                at_end[2], at_end[3] = seq, digest
            digests.append(digest)
            if gone:
                continue
            named = quoted.get((by, kind))
            if named is None:
                named = quoted[by, kind] = f"{canonical(by).decode()},{canonical(kind).decode()}"
            if not TIME(at):
                raise NotAsWritten
            text = f'{lead}{seq},{lamport},"{at}",{named},"{covered}","{prev}"]'
            if sha256(text.encode()).hexdigest() != digest:
                raise NotAsWritten
    strands = tuple(Strand(*each, *ends) for each, ends in found.items())
    return RowsPart(strands, tuple(emptied), tuple(cleared), bytes.fromhex("".join(digests)))


def parts(con: Any, last: int, size: int) -> Iterator[RowsPart]:
    """Yield the rows up to number ``last``, ``size`` at a time. Raises NotAsWritten, and the driver's errors."""
    low = LOWEST
    for high in (*range(size, last, size), last):
        yield rows_part(con, low, high)
        low = high + 1


class Strands:
    """The strands of a record's parts, taken in order, each going on where the part before left it."""

    def __init__(self, emptied: frozenset[tuple[str, int]], cleared: frozenset[tuple[str, int]]) -> None:
        """``emptied`` and ``cleared`` are the entries of which that is lawful."""
        self._emptied, self._cleared = emptied, cleared
        self._ends: dict[tuple[str, str], tuple[int, str]] = {}

    def join(self, part: RowsPart) -> None:
        """Raise NotAsWritten where the part does not follow the ones before it."""
        if not self._emptied.issuperset(part.emptied) or not self._cleared.issuperset(part.cleared):
            raise NotAsWritten
        for it in part.strands:
            seq, digest = self._ends.get((it.case, it.strand), (0, START))
            if it.first != seq + 1 or it.prev != digest:
                raise NotAsWritten
            self._ends[it.case, it.strand] = it.last, it.digest

    def lengths(self) -> dict[tuple[str, str], int]:
        """Return how many events each strand of each case has."""
        return {place: last for place, (last, _) in self._ends.items()}
