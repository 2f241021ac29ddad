"""What is asked of the vault's tables when cases travel, and what is put into them; the caller has the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from screening.domain.events.exchange import ExchangeKeysMade
from screening.store.bundles.joining import new_rows, strand_name
from screening.store.bundles.manifest import Head
from screening.store.bundles.own_keys import OwnKeys, new_own_keys
from screening.store.database.rows import Row
from screening.store.database.tables import Tables

SHAPE = (
    # What this vault signs bundles with and receives them with.
    """CREATE TABLE IF NOT EXISTS exchange_key (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        seed BLOB NOT NULL,
        identity TEXT NOT NULL
    ) STRICT""",
    # How far the strands of other laptops go, signed by them.
    """CREATE TABLE IF NOT EXISTS strand_head (
        case_code TEXT NOT NULL,
        strand TEXT NOT NULL,
        seq INTEGER NOT NULL,
        digest TEXT NOT NULL,
        signing TEXT NOT NULL,
        signature TEXT NOT NULL,
        PRIMARY KEY (case_code, strand)
    ) STRICT""",
    # Whose key a strand was first seen under; nobody else can add to it.
    "CREATE TABLE IF NOT EXISTS strand_key (strand TEXT PRIMARY KEY, signing TEXT NOT NULL) STRICT",
)
"""Made when a vault gets its keys; one of an earlier program whose cases never travelled has none of these."""

_HEADS = """SELECT it.strand, it.seq, it.digest, head.signing, head.signature FROM event AS it
    LEFT JOIN strand_head AS head ON head.case_code = it.case_code AND head.strand = it.strand AND head.seq = it.seq
    WHERE it.case_code = ? AND it.seq =
    (SELECT max(seq) FROM event WHERE case_code = it.case_code AND strand = it.strand) ORDER BY it.strand"""


@dataclass(frozen=True, slots=True)
class Kept:
    """This vault's keys, the signed heads of others' strands, and whose key each strand was first seen under."""

    keys: OwnKeys
    heads: tuple[Head, ...]
    pinned: Mapping[str, str]


class ExchangeTables:
    """The part of one open vault's tables that bundles need."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.con: Any = tables.con

    def keys(self) -> OwnKeys | None:
        if not self.tables.has("exchange_key"):
            return None
        found = self.con.execute("SELECT seed, identity FROM exchange_key").fetchone()
        return None if found is None else OwnKeys(bytes(found[0]), str(found[1]))

    def set_keys(self, keys: OwnKeys) -> None:
        for statement in SHAPE:
            self.con.execute(statement)
        self.con.execute(
            "INSERT OR REPLACE INTO exchange_key (only, seed, identity) VALUES (1, ?, ?)", (keys.seed, keys.identity)
        )

    def keys_recorded(self, keys: OwnKeys) -> bool:
        """Return whether the vault's own strand says that these keys were made."""
        found = (row.recorded().event for row in self.tables.own_rows(ExchangeKeysMade.kind))
        return any(isinstance(event, ExchangeKeysMade) and event.signing == keys.signing for event in found)

    def new_strand(self) -> str:
        """Return a name that this vault has not used, made from its signing key, which is made where there is none."""
        keys = self.keys()
        if keys is None:
            keys = new_own_keys()
            self.set_keys(keys)
        return strand_name(keys.signing)

    def own_strands(self) -> frozenset[str]:
        """Return every strand that this vault ever wrote: the vault's own events are never taken from elsewhere."""
        return frozenset(
            str(row[0]) for row in self.con.execute("SELECT DISTINCT strand FROM event WHERE case_code = ''")
        )

    def heads(self, case: str) -> list[Head]:
        """Return how far each strand of a case goes, with its writer's signature where that is known."""
        return [
            Head(case, strand, seq, digest, signing or "", signature or "")
            for strand, seq, digest, signing, signature in self.con.execute(_HEADS, (case,))
        ]

    def strands(self, case: str) -> dict[str, list[Row]]:
        """Return each strand of a case, whole."""
        found: dict[str, list[Row]] = {}
        for row in self.tables.rows(case):
            found.setdefault(row.link.strand, []).append(row)
        return found

    def reach(self, case: str, strand: str) -> tuple[int, int]:
        """Return how many events of a strand are here, and the number of its last; the same when none is missing."""
        found = self.con.execute(
            "SELECT count(*), max(seq) FROM event WHERE case_code = ? AND strand = ?", (case, strand)
        ).fetchone()
        return int(found[0]), int(found[1] or 0)

    def missing(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Return those rows of one strand that are not here. Raises as ``joining.new_rows``."""
        case, strand, _ = rows[0].place
        return new_rows(rows, self.reach(case, strand), lambda seq: self.tables.digest_at((case, strand, seq)))

    def set_head(self, head: Head) -> None:
        """Keep the signature of a strand that goes at least as far as the one that is kept."""
        self.con.execute(
            """INSERT INTO strand_head (case_code, strand, seq, digest, signing, signature) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (case_code, strand) DO UPDATE SET seq = excluded.seq, digest = excluded.digest,
            signing = excluded.signing, signature = excluded.signature WHERE excluded.seq >= seq""",
            (head.case, head.strand, head.seq, head.digest, head.signing, head.signature),
        )

    def key_of(self, strand: str) -> str:
        found = self.con.execute("SELECT signing FROM strand_key WHERE strand = ?", (strand,)).fetchone()
        return "" if found is None else str(found[0])

    def set_key_of(self, strand: str, signing: str) -> None:
        self.con.execute("INSERT OR REPLACE INTO strand_key (strand, signing) VALUES (?, ?)", (strand, signing))

    def kept(self) -> Kept | None:
        """Return all that is not in any event, for a vault that is rebuilt; None where nothing ever travelled."""
        keys = self.keys()
        if keys is None:
            return None
        heads = self.con.execute(
            "SELECT case_code, strand, seq, digest, signing, signature FROM strand_head"
        ).fetchall()
        pinned = self.con.execute("SELECT strand, signing FROM strand_key").fetchall()
        return Kept(keys, tuple(Head(*each) for each in heads), dict(pinned))

    def keep(self, kept: Kept) -> None:
        self.set_keys(kept.keys)
        for head in kept.heads:
            self.set_head(head)
        for strand, signing in kept.pinned.items():
            self.set_key_of(strand, signing)
