"""The one door to PostgreSQL (psycopg 3): the headquarters' own database, over a socket or an encrypted connection."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from screening.domain.events.catalogue import Recorded
from screening.errors import BadInput, StoreTrouble
from screening.hub import shape
from screening.store.bundles.bundle_format import Bundle, Head
from screening.store.database.rows import Row, from_columns
from screening.store.integrity.erasure_markers import mark_of

NEAR = ("localhost", "127.0.0.1", "::1")
CHECKED = "verify-full"
"""The libpq mode in which the server's certificate and name are checked."""
LOCK = 0x5363726E
"""One import at a time: the number of PostgreSQL's advisory lock."""
BATCH = 5000
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""U+0000 as JSON writes it, and not a backslash that somebody typed."""

_INSERT = """INSERT INTO screening.event (case_code, strand, seq, lamport, at, by_whom, kind, salt, body, facts,
    body_digest, prev, digest, bundle) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s)"""
_ROW = """case_code, strand, seq, lamport, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), by_whom, kind,
    salt, body, body_digest, prev, digest"""


class Database:
    """An open connection. Every write belongs to the caller's ``transaction``."""

    def __init__(self, con: Any) -> None:
        self._con = con

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none of it, and one import at a time.

        Raises StoreTrouble("hub-not-saved"), and ("hub-not-taken") for what no column can hold.
        """
        try:
            with self._con.transaction():
                self._con.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
                yield
        except _psycopg().DataError:
            raise StoreTrouble("hub-not-taken") from None
        except _psycopg().Error:
            # The server's words may quote a row.
            raise StoreTrouble("hub-not-saved") from None

    def prepare(self) -> None:
        """Make what is missing. Raises StoreTrouble("hub-newer") on a later program's database."""
        for statement in shape.STATEMENTS:
            self._con.execute(statement)
        found = self._con.execute("SELECT version FROM screening.shape").fetchone()
        if found is None:
            self._con.execute("INSERT INTO screening.shape (only_one, version) VALUES (true, %s)", (shape.VERSION,))
        elif found[0] > shape.VERSION:
            raise StoreTrouble("hub-newer")

    def reach(self, head: Head) -> tuple[int, int]:
        """How many events of a strand are here, and the number of its last."""
        found = self._con.execute(
            "SELECT count(*), max(seq) FROM screening.event WHERE case_code = %s AND strand = %s",
            (head.case, head.strand),
        ).fetchone()
        return int(found[0]), int(found[1] or 0)

    def digest_at(self, head: Head, seq: int) -> str | None:
        found = self._con.execute(
            "SELECT digest FROM screening.event WHERE case_code = %s AND strand = %s AND seq = %s",
            (head.case, head.strand, seq),
        ).fetchone()
        return None if found is None else str(found[0])

    def key_of(self, strand: str) -> str:
        found = self._con.execute("SELECT signing FROM screening.strand WHERE strand = %s", (strand,)).fetchone()
        return "" if found is None else str(found[0])

    def set_key_of(self, strand: str, signing: str) -> None:
        self._con.execute(
            """INSERT INTO screening.strand (strand, signing) VALUES (%s, %s)
            ON CONFLICT (strand) DO UPDATE SET signing = excluded.signing""",
            (strand, signing),
        )

    def knows(self, bundle: Bundle) -> bool:
        found = self._con.execute(
            "SELECT 1 FROM screening.bundle WHERE bundle = %s", (bundle.manifest.bundle,)
        ).fetchone()
        return found is not None

    def note(self, bundle: Bundle, added: int) -> None:
        it = bundle.manifest
        self._con.execute(
            """INSERT INTO screening.bundle (bundle, digest, sender, sender_name, sender_organisation, made_at, purpose,
            events, added) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)""",
            (
                it.bundle, bundle.digest, it.sender.number, it.sender.name, it.sender.organisation, it.made_at,
                _without_nul(it.purpose), it.events, added,
            ),
        )  # fmt: skip

    def add(self, rows: Iterable[Row], bundle: str) -> None:
        with self._con.cursor() as cursor:
            cursor.executemany(_INSERT, [_values(row, bundle) for row in rows])

    def erase(self, case: str) -> int:
        """Take a case out, and keep marks by which an older bundle cannot bring it back. How many events went."""
        first = self._con.execute(
            "SELECT digest FROM screening.event WHERE case_code = %s AND seq = 1", (case,)
        ).fetchall()
        for (digest,) in first:
            self._con.execute(
                "INSERT INTO screening.erased (mark) VALUES (%s) ON CONFLICT DO NOTHING", (mark_of(str(digest)),)
            )
        self._con.execute("DELETE FROM screening.standing WHERE case_code = %s", (case,))
        return int(self._con.execute("DELETE FROM screening.event WHERE case_code = %s", (case,)).rowcount)

    def was_erased(self, digest: str) -> bool:
        """Whether the strand that begins with this link belongs to a case that was erased here."""
        asked = (mark_of(digest),)
        return self._con.execute("SELECT 1 FROM screening.erased WHERE mark = %s", asked).fetchone() is not None

    def events(self, case: str) -> tuple[Recorded, ...]:
        """A case's events in the order in which they are folded."""
        rows = self._con.execute(
            f'SELECT {_ROW} FROM screening.event WHERE case_code = %s ORDER BY lamport, strand COLLATE "C", seq',
            (case,),
        ).fetchall()
        return tuple(from_columns(row).recorded() for row in rows)

    def set_standing(self, values: dict[str, Any]) -> None:
        values = {name: _without_nul(value) for name, value in values.items()}
        names = ", ".join(values)
        marks = ", ".join(f"%({name})s" for name in values)
        self._con.execute("DELETE FROM screening.standing WHERE case_code = %s", (values["case_code"],))
        self._con.execute(f"INSERT INTO screening.standing ({names}) VALUES ({marks})", values)

    def countable(self) -> list[dict[str, Any]]:
        """The cases that go into totals: real ones, of people who said that they may be counted."""
        rows = self._con.execute(
            """SELECT setting, age_band, paths, to_char(opened_at AT TIME ZONE 'UTC', 'YYYY') FROM screening.standing
            WHERE NOT practice AND agreed_count = 'yes' AND opened_at IS NOT NULL"""
        ).fetchall()
        return [{"setting": row[0], "age_band": row[1], "path": tuple(row[2]), "year": row[3]} for row in rows]

    def set_totals(self, rows: Iterable[tuple[str, str, str, str, int | None]]) -> None:
        self._con.execute("DELETE FROM screening_totals.counted")
        with self._con.cursor() as cursor:
            cursor.executemany("INSERT INTO screening_totals.counted VALUES (%s, %s, %s, %s, %s)", list(rows))


@contextmanager
def connected(url: str) -> Iterator[Database]:
    """The database at a libpq address (a URL or ``key=value`` words).

    Raises BadInput: ``hub-needs-extra`` without psycopg, ``hub-address``, ``hub-not-encrypted`` for another machine
    without ``sslmode=verify-full``; StoreTrouble("hub-no-database") when nothing answers there.
    """
    psycopg = _psycopg()
    try:
        far = _far(psycopg, url)
    except psycopg.Error:
        raise BadInput("hub-address") from None
    if far:
        raise BadInput("hub-not-encrypted")
    try:
        con = psycopg.connect(url, autocommit=True)
    except (psycopg.Error, ValueError):
        raise StoreTrouble("hub-no-database") from None
    try:
        yield Database(con)
    finally:
        con.close()


def _far(psycopg: Any, url: str) -> bool:
    """Whether what libpq makes of an address, the environment and its service file may leave this machine unchecked.

    A service is a line in a file that names anything: with one, the address itself must ask for the check.
    """
    named = {name: str(value) for name, value in psycopg.conninfo.conninfo_to_dict(url).items()}
    if named.get("sslmode") == CHECKED:
        return False
    if "service" in named or os.environ.get("PGSERVICE"):
        return True
    every = {each.keyword.decode(): (each.val or b"").decode() for each in psycopg.pq.Conninfo.get_defaults()} | named
    places = [*every.get("host", "").split(","), *every.get("hostaddr", "").split(",")]
    away = any(place and place not in NEAR and not place.startswith(("/", "@")) for place in places)
    return away and every.get("sslmode") != CHECKED


def _psycopg() -> Any:
    """psycopg, an extra of its own: the program of an officer has no way to a database."""
    try:
        return importlib.import_module("psycopg")
    except ImportError:
        raise BadInput("hub-needs-extra") from None


def _without_nul(value: Any) -> Any:
    """A text, or each of a list of texts, with U+FFFD for U+0000, which PostgreSQL refuses."""
    if isinstance(value, list):
        return [_without_nul(each) for each in value]
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value


def _values(row: Row, bundle: str) -> tuple[Any, ...]:
    it = row.link
    # jsonb refuses U+0000, which a text may hold; the text itself is kept word for word beside it.
    facts = _NUL.sub(r"\1\\ufffd", row.body)
    return (
        it.case, it.strand, it.seq, it.lamport, it.at, _without_nul(it.by), it.kind, row.salt, row.body, facts,
        it.body, it.prev, it.digest, bundle,
    )  # fmt: skip
