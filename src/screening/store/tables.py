"""What is asked of the vault's tables and what is put into them; every write belongs to the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from screening.errors import StoreTrouble
from screening.store.driver import Database
from screening.store.recorder import Position
from screening.store.rows import COLUMNS, Row, from_columns

_ROW = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO event ({_ROW}) VALUES ({', '.join('?' * len(COLUMNS))})"
_HEAD = """INSERT INTO head (case_code, events, first_at, last_at, last_n) VALUES (?, 1, ?, ?, ?)
    ON CONFLICT (case_code) DO UPDATE
    SET events = events + 1, first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
    last_n = excluded.last_n"""


@dataclass(frozen=True, slots=True)
class CaseHead:
    """One line of the list of cases. Times are UTC and for display."""

    case: str
    events: int
    first_at: str
    last_at: str


@dataclass(frozen=True, slots=True)
class Device:
    """Whose vault this is, and the name of the strand that this laptop writes."""

    strand: str
    officer: str
    role: str
    organisation: str


class Tables:
    """The tables of one open vault."""

    def __init__(self, con: Any, db: Database) -> None:
        self.con = con
        self.db = db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none of it: BEGIN IMMEDIATE, COMMIT.

        A disk error can end a transaction behind our back; then what follows would commit statement by statement,
        so it is asked before COMMIT whether there still is one.
        """
        self.con.execute("BEGIN IMMEDIATE")
        try:
            yield
            if not self.con.in_transaction:
                raise StoreTrouble("not-saved")
            self.con.execute("COMMIT")
        except BaseException:
            if self.con.in_transaction:
                self.con.execute("ROLLBACK")
            raise

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            n = self.con.execute(_INSERT, row.columns()).lastrowid
            self.con.execute(_HEAD, (row.link.case, row.link.at, row.link.at, n))

    def rows(self, case: str) -> Iterator[Row]:
        """One case's rows in the order in which its events are folded."""
        order = f"SELECT {_ROW} FROM event WHERE case_code = ? ORDER BY lamport, strand, seq"
        return map(from_columns, self.con.execute(order, (case,)))

    def all_rows(self) -> Iterator[Row]:
        """Every row in the order in which it came into this vault."""
        return map(from_columns, self.con.execute(f"SELECT {_ROW} FROM event ORDER BY n"))

    def row_after(self, n: int) -> tuple[int, Row] | None:
        """The first row whose number is above ``n``, with its number."""
        found = self.con.execute(f"SELECT n, {_ROW} FROM event WHERE n > ? ORDER BY n LIMIT 1", (n,)).fetchone()
        return None if found is None else (int(found[0]), from_columns(found[1:]))

    def strands(self) -> Iterator[Row]:
        """Every row, strand by strand within its case, each strand in its own order."""
        return map(from_columns, self.con.execute(f"SELECT {_ROW} FROM event ORDER BY case_code, strand, seq, n"))

    def digest_at(self, place: tuple[str, str, int]) -> str | None:
        found = self.con.execute(
            "SELECT digest FROM event WHERE case_code = ? AND strand = ? AND seq = ?", place
        ).fetchone()
        return None if found is None else str(found[0])

    def head_of(self, case: str, strand: str) -> tuple[int, str] | None:
        """The last number and digest of one strand of a case."""
        found = self.con.execute(
            "SELECT seq, digest FROM event WHERE case_code = ? AND strand = ? ORDER BY seq DESC LIMIT 1", (case, strand)
        ).fetchone()
        return None if found is None else (int(found[0]), str(found[1]))

    def lamport(self, case: str) -> int:
        found = self.con.execute("SELECT max(lamport) FROM event WHERE case_code = ?", (case,)).fetchone()
        return int(found[0] or 0)

    def strand_heads(self, case: str) -> list[str]:
        """The last digest of every strand of a case."""
        rows = self.db.query(
            """SELECT digest FROM event AS it WHERE case_code = :case AND seq =
            (SELECT max(seq) FROM event WHERE case_code = it.case_code AND strand = it.strand)""",
            {"case": case},
        )
        return [str(row["digest"]) for row in rows]

    def all_heads(self) -> list[tuple[str, int, int]]:
        """Every case with how many events it has and when it last got one; tells two copies of a vault apart."""
        return [tuple(row) for row in self.con.execute("SELECT case_code, events, last_n FROM head ORDER BY case_code")]

    def case_heads(self, offset: int, limit: int) -> tuple[CaseHead, ...]:
        rows = self.db.query(
            """SELECT case_code, events, first_at, last_at FROM head WHERE case_code <> ''
            ORDER BY last_n DESC LIMIT :limit OFFSET :offset""",
            {"limit": limit, "offset": offset},
        )
        return tuple(CaseHead(row["case_code"], row["events"], row["first_at"], row["last_at"]) for row in rows)

    def knows(self, case: str) -> bool:
        return self.con.execute("SELECT 1 FROM head WHERE case_code = ?", (case,)).fetchone() is not None

    def count(self) -> int:
        return int(self.con.execute("SELECT count(*) FROM event").fetchone()[0])

    def last_at(self) -> str:
        found = self.con.execute("SELECT at FROM event ORDER BY n DESC LIMIT 1").fetchone()
        return "" if found is None else str(found[0])

    def last_digest(self) -> str:
        found = self.con.execute("SELECT digest FROM event ORDER BY n DESC LIMIT 1").fetchone()
        return "" if found is None else str(found[0])

    def device(self) -> Device:
        found = self.con.execute("SELECT strand, officer, role, organisation FROM device").fetchone()
        if found is None:
            raise StoreTrouble("vault-damaged")
        return Device(*found)

    def set_device(self, device: Device) -> None:
        self.con.execute(
            "INSERT INTO device (only, strand, officer, role, organisation) VALUES (1, ?, ?, ?, ?)",
            (device.strand, device.officer, device.role, device.organisation),
        )

    def rename_strand(self, strand: str) -> None:
        """From now on this laptop writes another strand."""
        self.con.execute("UPDATE device SET strand = ?", (strand,))

    def mark(self) -> Position | None:
        found = self.con.execute("SELECT position, frames, digest FROM mark").fetchone()
        return None if found is None else Position(*found)

    def set_mark(self, at: Position) -> None:
        self.con.execute(
            "INSERT OR REPLACE INTO mark (only, position, frames, digest) VALUES (1, ?, ?, ?)",
            (at.offset, at.frames, at.digest),
        )

    def set_aside(self, case: str, body: str) -> None:
        self.con.execute("INSERT INTO aside (case_code, body) VALUES (?, ?)", (case, body))

    def aside(self) -> int:
        return int(self.con.execute("SELECT count(*) FROM aside").fetchone()[0])

    def place(self, case: str) -> str:
        found = self.con.execute("SELECT body FROM place WHERE case_code = ?", (case,)).fetchone()
        return "" if found is None else bytes(found[0]).decode()

    def set_place(self, case: str, text: str) -> None:
        self.con.execute("INSERT OR REPLACE INTO place (case_code, body) VALUES (?, ?)", (case, text.encode()))

    def drafts(self, case: str) -> dict[str, str]:
        found = self.con.execute("SELECT field, body FROM draft WHERE case_code = ? ORDER BY field", (case,))
        return {str(field): bytes(body).decode() for field, body in found}

    def set_draft(self, case: str, field: str, text: str) -> None:
        if text:
            self.con.execute(
                "INSERT OR REPLACE INTO draft (case_code, field, body) VALUES (?, ?, ?)", (case, field, text.encode())
            )
        else:
            self.con.execute("DELETE FROM draft WHERE case_code = ? AND field = ?", (case, field))

    def texts(self) -> list[tuple[str, str, str]]:
        """Every draft as case, field and text; places as case, no field and text."""
        found = self.con.execute(
            "SELECT case_code, field, body FROM draft UNION ALL SELECT case_code, '', body FROM place"
        )
        return [(str(case), str(field), bytes(body).decode()) for case, field, body in found]
