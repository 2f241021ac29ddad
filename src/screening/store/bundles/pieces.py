"""A bundle's strands in pieces: some rows that follow each other, so that no step of taking a bundle in takes long.

A piece goes through a pipe, and waits in the record, as zlib over one JSON list: head of the whole strand, number of
the first row, the digest before it, and the rows as in a bundle. Its links are chained anew whenever it is read.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from screening.domain.events.hash_chain import START, link
from screening.store.bundles.manifest import Head
from screening.store.database.rows import Row

LARGEST = 16 << 10
"""Bytes of the bodies in one piece, unless a single one is larger."""
BESIDE = 300
"""Bytes of a row beside its body, about."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one strand. ``head`` is that of the whole strand, ``prev`` the digest of the row before the first."""

    head: Head
    prev: str
    rows: tuple[Row, ...]

    @property
    def first(self) -> int:
        """Return the number of the first row: 1 where the strand begins."""
        return self.rows[0].link.seq

    @property
    def is_last(self) -> bool:
        """Whether the strand ends with this piece."""
        return self.rows[-1].link.seq == self.head.seq

    def written(self) -> bytes:
        """Return the piece as it goes through a pipe."""
        it, listed = self.head, written_rows(self.rows)
        head = [it.case, it.strand, it.seq, it.digest, it.signing, it.signature]
        return zlib.compress(json.dumps([head, self.first, self.prev, listed]).encode(), 1)


def read_piece(data: bytes) -> Piece:
    """Return the piece that ``written`` gave, its rows chained anew."""
    fields, first, prev, listed = json.loads(zlib.decompress(data))
    head = Head(*fields)
    return Piece(head, prev, read_rows(head, listed, first, prev))


def written_rows(rows: Iterable[Row]) -> list[list[Any]]:
    """Return rows of one strand as JSON values, for ``read_rows``."""
    return [[row.link.lamport, row.link.at, row.link.by, row.link.kind, row.salt.hex(), row.body] for row in rows]


def read_rows(head: Head, listed: Iterable[Any], first: int = 1, prev: str = START) -> tuple[Row, ...]:
    """Return the rows that ``written_rows`` gave, chained anew; ``first`` is the number of the first one."""
    rows: list[Row] = []
    for seq, each in enumerate(listed, start=first):
        row = _row(each, head, seq, prev)
        rows.append(row)
        prev = row.link.digest
    return tuple(rows)


def in_pieces(strands: Iterable[tuple[Head, tuple[Row, ...]]]) -> Iterator[Piece]:
    """Return whole strands in pieces, in their order."""
    for head, rows in strands:
        held: list[Row] = []
        prev, size = rows[0].link.prev, 0
        for row in rows:
            more = len(row.body) + BESIDE
            if held and size + more > LARGEST:
                yield Piece(head, prev, tuple(held))
                prev, held, size = held[-1].link.digest, [], 0
            held.append(row)
            size += more
        yield Piece(head, prev, tuple(held))


def _row(each: Any, head: Head, seq: int, prev: str) -> Row:
    lamport, at, by, kind, salt_hex, body = each
    salt = bytes.fromhex(salt_hex)
    covered = hashlib.sha256(salt + body.encode()).hexdigest()
    linked = link(
        strand=head.strand, case=head.case, seq=seq, lamport=lamport, at=at, by=by, kind=kind, body=covered, prev=prev
    )
    return Row(linked, salt, body)
