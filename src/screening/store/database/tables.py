"""What is asked of the vault's tables and what is put into them; every write belongs to the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.events.catalogue import IdentityHandled
from screening.domain.events.hash_chain import LogHead, fingerprint
from screening.errors import StoreTrouble
from screening.store.crypto.key_file import Keys
from screening.store.crypto.record_keys import SALT, RecordKeys, aside_place, draft_place, event_place, seal, unseal
from screening.store.database import case_index, schema
from screening.store.database.driver import connect, database
from screening.store.database.journal import Position
from screening.store.database.rows import Row, from_columns

NAME_OUT = "name out "
"""Before the code of a case in ``pending``, from before its name is taken out until the record tells of it."""

APART = "apart_strand"
"""The table of strands by laptops that never had their case (``store/exchange/apart``); not there before one came."""
INCOMING = "incoming"
"""The table of what is on its way into the record (``store/vault/incoming``) in files of an earlier program."""

OF_NAMES = f"kind = '{IdentityHandled.kind}'"
"""Written out, because only so the index that has the same words serves."""
_LINK = "case_code, strand, seq, lamport, at, by_whom, kind"
_ROW = f"{_LINK}, sealed, body_digest, prev, digest"
_INSERT = f"INSERT INTO event ({_ROW}) VALUES ({', '.join('?' * 11)})"
_FIRST_SHAPE = f"{_LINK}, salt, body, body_digest, prev, digest"
_HEAD = """INSERT INTO head (case_code, events, first_at, last_at, last_n) VALUES (?, 1, ?, ?, ?)
    ON CONFLICT (case_code) DO UPDATE
    SET events = events + 1, first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
    last_n = excluded.last_n"""


@dataclass(frozen=True, slots=True)
class ListedCase:
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

    def __init__(self, con: Any) -> None:
        self.con = con
        self.db = database(con)
        self.keys = RecordKeys(con)
        self._cases: int | None = None
        """How many cases there are, once they were counted."""
        self._row = _ROW if schema.version(con) > 1 else _FIRST_SHAPE

    @classmethod
    def of(cls, path: Path | None, keys: Keys, *, beside: bool = False) -> Tables:
        """Return the tables of a file that is there, or of one in memory; ``beside`` only reads and asks for no lock.

        Raises what ``driver.connect`` raises.
        """
        return cls(connect(path, keys.sub("sqlcipher"), keys.salt, beside=beside))

    def close(self) -> None:
        self.con.close()

    def _text(self, asked: str, *values: object) -> str | None:
        """Return the one text that is asked for; None where there is none."""
        found = self.con.execute(asked, values).fetchone()
        return None if found is None else str(found[0])

    def _number(self, asked: str, *values: object) -> int:
        """Return the one number that is asked for; 0 where there is none."""
        found = self.con.execute(asked, values).fetchone()
        return 0 if found is None else int(found[0] or 0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of it or none of it: BEGIN IMMEDIATE, COMMIT.

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
            self.keys.forget()
            self._cases = None
            if self.con.in_transaction:
                self.con.execute("ROLLBACK")
            raise

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            it = row.link
            if it.seq == 1:
                self._cases = None
            sealed = seal(self.keys.made(it.case), event_place(*row.place), row.salt, row.body) if row.salt else None
            head = (it.case, it.strand, it.seq, it.lamport, it.at, it.by, it.kind)
            n = self.con.execute(_INSERT, (*head, sealed, it.body, it.prev, it.digest)).lastrowid
            self.con.execute(_HEAD, (row.link.case, row.link.at, row.link.at, n))

    def _opened(self, values: tuple[Any, ...]) -> Row:
        """The row, its body unsealed; without body and salt where its key is gone or it was changed."""
        if self._row == _FIRST_SHAPE:
            return from_columns(values)
        head, sealed, tail = values[:7], values[7], values[8:]
        key = self.keys.of(head[0])
        try:
            salt, body = unseal(key, event_place(*head[:3]), bytes(sealed)) if key and sealed else (b"", "")
        except ValueError:
            salt, body = b"", ""
        return from_columns((*head, salt, body, *tail))

    def rows(self, case: str) -> Iterator[Row]:
        """Return one case's rows in the order in which its events are folded."""
        order = f"SELECT {self._row} FROM event WHERE case_code = ? ORDER BY lamport, strand, seq"
        return map(self._opened, self.con.execute(order, (case,)))

    def rows_of(self, cases: Iterable[str]) -> dict[str, list[Row]]:
        """Return the rows of several cases by code, each in the order in which its events are folded."""
        found: dict[str, list[Row]] = {case: [] for case in cases}
        wanted = json.dumps(list(found))
        self.keys.learn(wanted)
        order = f"""SELECT {self._row} FROM event WHERE case_code IN (SELECT value FROM json_each(?))
            ORDER BY case_code, lamport, strand, seq"""
        for row in map(self._opened, self.con.execute(order, (wanted,))):
            found[row.link.case].append(row)
        return found

    def all_rows(self) -> Iterator[Row]:
        """Return every row in the order in which it came into this vault."""
        return map(self._opened, self.con.execute(f"SELECT {self._row} FROM event ORDER BY n"))

    def newest(self, kinds: Sequence[str], limit: int) -> Iterator[Row]:
        """Return the newest events of some kinds, of every case and of the vault itself, newest first."""
        order = f"""SELECT {self._row} FROM event WHERE kind IN ({", ".join("?" * len(kinds))})
            ORDER BY n DESC LIMIT {int(limit)}"""
        return map(self._opened, self.con.execute(order, tuple(kinds)))

    def of_names(self) -> Iterator[Row]:
        """Return what was done with the names beside the record, newest first; at once, however large the record is."""
        return map(self._opened, self.con.execute(f"SELECT {self._row} FROM event WHERE {OF_NAMES} ORDER BY n DESC"))

    def begin_index(self) -> None:
        """Make an index for ``of_names`` in a record from before there was one. Raises the driver's errors."""
        self.con.execute(f"CREATE INDEX IF NOT EXISTS event_of_names ON event (n) WHERE {OF_NAMES}")

    def own_rows(self, kind: str) -> Iterator[Row]:
        """Return the vault's own events of one kind, a name of the catalogue."""
        # The kind stands in the text: bound, SQLite would compare it with that of a partial index, and plan the
        # question anew each time.
        assert kind.replace("-", "").isalpha(), kind
        order = f"SELECT {self._row} FROM event WHERE case_code = '' AND kind = '{kind}' ORDER BY n"
        return map(self._opened, self.con.execute(order))

    def row_after(self, n: int) -> tuple[int, Row] | None:
        """Return the first row whose number is above ``n``, with its number."""
        found = self.con.execute(f"SELECT n, {self._row} FROM event WHERE n > ? ORDER BY n LIMIT 1", (n,)).fetchone()
        return None if found is None else (int(found[0]), self._opened(found[1:]))

    def strand(self, case: str, strand: str) -> list[Row]:
        """Return the rows of one strand of a case, by number; two with one number as they came into this vault."""
        asked = f"SELECT {self._row} FROM event WHERE case_code = ? AND strand = ? ORDER BY seq, n"
        return [self._opened(each) for each in self.con.execute(asked, (case, strand)).fetchall()]

    def stored_rows(self) -> Iterator[tuple[Any, ...]]:
        """Return every row as it stands in the table, sealed, in the order in which it came into this vault."""
        return iter(self.con.execute(f"SELECT {_ROW} FROM event ORDER BY n"))

    def row_at(self, place: tuple[str, str, int]) -> Row | None:
        """Return the row at one place; None where there is none."""
        asked = f"SELECT {self._row} FROM event WHERE case_code = ? AND strand = ? AND seq = ?"
        found = self.con.execute(asked, place).fetchone()
        return None if found is None else self._opened(found)

    def all_digests(self) -> Iterator[bytes]:
        """Return every row's digest in the order in which it came into this vault."""
        return (bytes.fromhex(row[0]) for row in self.con.execute("SELECT digest FROM event ORDER BY n"))

    def digest_at(self, place: tuple[str, str, int]) -> str | None:
        return self._text("SELECT digest FROM event WHERE case_code = ? AND strand = ? AND seq = ?", *place)

    def head_of(self, case: str, strand: str) -> tuple[int, str] | None:
        """Return the last number and digest of one strand of a case."""
        found = self.con.execute(
            "SELECT seq, digest FROM event WHERE case_code = ? AND strand = ? ORDER BY seq DESC LIMIT 1", (case, strand)
        ).fetchone()
        return None if found is None else (int(found[0]), str(found[1]))

    def lamport(self, case: str) -> int:
        return self._number("SELECT max(lamport) FROM event WHERE case_code = ?", case)

    def strand_heads(self, case: str) -> list[str]:
        """Return the last digest of every strand of a case."""
        asked = """SELECT digest FROM event AS it WHERE case_code = ? AND seq =
            (SELECT max(seq) FROM event WHERE case_code = it.case_code AND strand = it.strand)"""
        return [str(row["digest"]) for row in self.db.query(asked, (case,))]

    def log_head(self) -> LogHead:
        """Return how the vault's own log stands."""
        count = self._number("SELECT count(*) FROM event WHERE case_code = ''")
        return LogHead(count, fingerprint(self.strand_heads("")))

    def all_heads(self) -> list[tuple[str, int, int]]:
        """Return every case with how many events it has and when it last got one; tells two copies of a vault apart."""
        return [tuple(row) for row in self.con.execute("SELECT case_code, events, last_n FROM head ORDER BY case_code")]

    def listed_cases(self, offset: int, limit: int) -> tuple[ListedCase, ...]:
        """Return a part of the list of cases, newest activity first; all that follow with a limit below zero."""
        asked = f"""
            SELECT case_code, events, first_at, last_at FROM head
            WHERE case_code <> '' AND NOT {case_index.IS_OPERATION} ORDER BY last_n DESC LIMIT ? OFFSET ?"""
        return tuple(ListedCase(*row) for row in self.con.execute(asked, (limit, offset)))

    def count_cases(self) -> int:
        if self._cases is None:
            self._cases = self._number(
                f"SELECT count(*) FROM head WHERE case_code <> '' AND NOT {case_index.IS_OPERATION}"
            )
        return self._cases

    def operations(self) -> tuple[str, ...]:
        """Return the codes of the operations, newest activity first."""
        asked = f"SELECT case_code FROM head WHERE {case_index.IS_OPERATION} ORDER BY last_n DESC"
        return tuple(str(row[0]) for row in self.con.execute(asked))

    def knows(self, case: str) -> bool:
        return bool(self._number("SELECT 1 FROM head WHERE case_code = ?", case))

    def reach(self, case: str) -> tuple[int, int]:
        """Return how many events there are of a case or an operation, and the number of the newest; 0 for none."""
        found = self.con.execute("SELECT events, last_n FROM head WHERE case_code = ?", (case,)).fetchone()
        return (0, 0) if found is None else (int(found[0]), int(found[1]))

    def may_hold(self, case: str) -> bool:
        """Whether anything may stand here for a code: it is the vault's own, or a case that has events."""
        return not case or self.knows(case)

    def counted(self) -> bool:
        """Whether the cases are listed with as many events as there are, up to the newest, and each has its key.

        A list of an earlier time has fewer, or a case that was erased since and has no key.
        """
        asked = """SELECT (SELECT count(*) FROM event) = (SELECT coalesce(sum(events), 0) FROM head)
            AND (SELECT max(n) FROM event) IS (SELECT max(last_n) FROM head)
            AND NOT EXISTS (SELECT case_code FROM head EXCEPT SELECT case_code FROM record_key)"""
        return bool(self._number(asked))

    def last_number(self) -> int:
        """Return the highest number of a row; 0 without rows."""
        return self._number("SELECT max(n) FROM event")

    def last_at(self) -> str:
        return self._text("SELECT at FROM event ORDER BY n DESC LIMIT 1") or ""

    def last_link(self) -> tuple[tuple[str, str, int], str] | None:
        """Return the place and the digest of the newest row; None without rows."""
        found = self.con.execute("SELECT case_code, strand, seq, digest FROM event ORDER BY n DESC LIMIT 1").fetchone()
        return None if found is None else ((str(found[0]), str(found[1]), int(found[2])), str(found[3]))

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
        """Write another strand from now on."""
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
        sealed = seal(self.keys.made(case), aside_place(case), bytes(SALT), body)
        self.con.execute("INSERT INTO set_aside (case_code, body) VALUES (?, ?)", (case, sealed))

    def aside(self) -> int:
        return self._number("SELECT count(*) FROM set_aside")

    def place(self, case: str) -> str:
        found = self.con.execute("SELECT body FROM place WHERE case_code = ?", (case,)).fetchone()
        return "" if found is None else bytes(found[0]).decode()

    def set_place(self, case: str, text: str) -> None:
        self.con.execute("INSERT OR REPLACE INTO place (case_code, body) VALUES (?, ?)", (case, text.encode()))

    def drafts(self, case: str) -> dict[str, str]:
        found = self.con.execute("SELECT field, body FROM draft WHERE case_code = ? ORDER BY field", (case,))
        return {str(field): self._draft(case, str(field), bytes(body)) for field, body in found}

    def drafts_of(self, cases: Iterable[str], field: str) -> dict[str, str]:
        """Return which of several cases have half-typed text, each with that of one field, "" where it is another."""
        wanted = json.dumps(list(cases))
        asked = """SELECT case_code, max(CASE WHEN field = ? THEN body END) FROM draft
            WHERE case_code IN (SELECT value FROM json_each(?)) GROUP BY case_code"""
        found = self.con.execute(asked, (field, wanted))
        return {str(case): self._draft(case, field, bytes(body)) if body is not None else "" for case, body in found}

    def set_draft(self, case: str, field: str, text: str) -> None:
        if text:
            self.con.execute(
                "INSERT OR REPLACE INTO draft (case_code, field, body) VALUES (?, ?, ?)",
                (case, field, seal(self.keys.made(case), draft_place(case, field), bytes(SALT), text)),
            )
        else:
            self.con.execute("DELETE FROM draft WHERE case_code = ? AND field = ?", (case, field))

    # --- erasing

    def first_digests(self) -> list[tuple[str, str]]:
        """Return case and digest of the first event of every strand of every case."""
        found = self.con.execute("SELECT case_code, digest FROM event WHERE seq = 1 AND case_code <> ''")
        return [(str(case), str(digest)) for case, digest in found]

    def first_digests_of(self, case: str) -> list[str]:
        """Return the digest of the first event of every strand of one case."""
        found = self.con.execute("SELECT digest FROM event WHERE case_code = ? AND seq = 1", (case,))
        return [str(digest) for (digest,) in found]

    def has(self, table: str) -> bool:
        """Whether there is such a table: some are only made when they are needed."""
        return bool(self._number("SELECT 1 FROM sqlite_master WHERE name = ?", table))

    def first_digests_apart(self, case: str) -> list[str]:
        """Return the digest of the first event of every strand of a case that is kept apart."""
        if not self.has(APART):
            return []
        return [str(row[0]) for row in self.con.execute(f"SELECT first FROM {APART} WHERE case_code = ?", (case,))]

    def erase(self, case: str) -> None:
        """Destroy the record's key, and everything that was sealed under it or stands beside it."""
        self._cases = None
        self.keys.destroy(case)
        beside = ("place", "draft", "set_aside", "strand_head", INCOMING, APART, *case_index.OF_A_CASE)
        for table in ("event", "head", *beside):
            if self.has(table):
                self.con.execute(f"DELETE FROM {table} WHERE case_code = ?", (case,))
        self.con.execute("DELETE FROM pending WHERE what = ?", (NAME_OUT + case,))

    def empty(self, strand: str, seq: int) -> None:
        """Take body and salt out of one of the vault's own events; its link stands."""
        self.con.execute(
            "UPDATE event SET sealed = NULL WHERE case_code = '' AND strand = ? AND seq = ?", (strand, seq)
        )

    def clear_entry(self, strand: str, first: int, last: int) -> None:
        """Leave of some of the vault's own events only their digests and their places in the chain."""
        self.con.execute(
            """UPDATE event SET sealed = NULL, at = '', by_whom = '', kind = '', body_digest = ''
            WHERE case_code = '' AND strand = ? AND seq BETWEEN ? AND ?""",
            (strand, first, last),
        )
        self.con.execute(
            """UPDATE head SET first_at = (SELECT coalesce(min(at), '') FROM event WHERE case_code = '' AND at <> '')
            WHERE case_code = ''"""
        )

    def remember_erased(self, mark: str) -> None:
        self.con.execute("INSERT OR IGNORE INTO erased (mark) VALUES (?)", (mark,))

    def any_erased(self) -> bool:
        return bool(self._number("SELECT 1 FROM erased"))

    def was_erased(self, mark: str) -> bool:
        return bool(self._number("SELECT 1 FROM erased WHERE mark = ?", mark))

    def count_up(self, names: Iterable[str]) -> None:
        self.con.executemany(
            "INSERT INTO tally (name, n) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1",
            [(name,) for name in names],
        )

    def tally(self) -> dict[str, int]:
        return {str(name): int(n) for name, n in self.con.execute("SELECT name, n FROM tally ORDER BY name")}

    def set_tally(self, counts: Mapping[str, int]) -> None:
        self.con.executemany("INSERT OR REPLACE INTO tally (name, n) VALUES (?, ?)", list(counts.items()))

    def set_pending(self, *each: str) -> None:
        self.con.executemany("INSERT OR IGNORE INTO pending (what) VALUES (?)", [(what,) for what in each])

    def clear_pending(self, *each: str) -> None:
        self.con.executemany("DELETE FROM pending WHERE what = ?", [(what,) for what in each])

    def pending(self) -> frozenset[str]:
        return frozenset(str(row[0]) for row in self.con.execute("SELECT what FROM pending"))

    def texts(self) -> list[tuple[str, str, str]]:
        """Return every draft as case, field and text; places as case, no field and text."""
        drafts = self.con.execute("SELECT case_code, field, body FROM draft").fetchall()
        places = self.con.execute("SELECT case_code, body FROM place").fetchall()
        return [
            *((str(case), str(field), self._draft(case, field, bytes(body))) for case, field, body in drafts),
            *((str(case), "", bytes(body).decode()) for case, body in places),
        ]

    def _draft(self, case: str, field: str, body: bytes) -> str:
        if self._row == _FIRST_SHAPE:
            return body.decode()
        key = self.keys.of(case)
        try:
            return unseal(key, draft_place(case, field), body)[1] if key else ""
        except ValueError:
            return ""
