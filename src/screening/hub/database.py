"""The tables of a headquarters: what is asked of them and put into them. Every write belongs to a ``transaction``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from screening.domain.events.catalogue import Recorded
from screening.errors import StoreTrouble
from screening.hub import connection
from screening.store.bundles.bundle_format import Bundle, Head
from screening.store.database.rows import Row, from_columns
from screening.store.integrity.erasure_markers import mark_of

LOCK = 0x5363726E
"""One import at a time: the number of PostgreSQL's advisory lock."""
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""U+0000 as JSON writes it, and not a backslash that somebody typed."""

_COLUMNS = (
    """case_code, strand, seq, lamport, at, by_whom, kind, salt, body, facts, body_digest, prev, digest, bundle"""
)
_ROW = """case_code, strand, seq, lamport, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), by_whom, kind,
    salt, body, body_digest, prev, digest"""

Place = tuple[str, str]
"""A case and a strand of it."""


class Database:
    """An open connection."""

    def __init__(self, con: Any) -> None:
        self._con = con

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none of it, and one at a time.

        Raises StoreTrouble: ``hub-importing`` where another one goes on for minutes, and what
        ``screening.hub.connection.understood`` raises.
        """
        with connection.understood(self._con), self._con.transaction():
            try:
                self._con.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            except connection.driver().errors.LockNotAvailable:
                raise StoreTrouble("hub-importing") from None
            yield

    # --- the version of the tables

    def version(self) -> int:
        """The version of the tables; 0 in an empty database."""
        with connection.understood(self._con):
            if self._con.execute("SELECT to_regclass('screening.shape')").fetchone()[0] is None:
                return 0
            found = self._con.execute("SELECT version FROM screening.shape").fetchone()
        return int(found[0]) if found else 0

    def migrate(self, sql: str, version: int) -> None:
        """Change the tables, waiting for nobody longer than readers may wait."""
        self._con.execute("SET LOCAL lock_timeout TO '500ms'")
        self._con.execute(sql)
        self._con.execute("UPDATE screening.shape SET version = %s", (version,))

    # --- events

    def reaches(self, places: Sequence[Place]) -> dict[Place, tuple[int, int]]:
        """How many events of each strand are here, and the number of its last; those not here are left out."""
        rows = self._con.execute(
            """SELECT case_code, strand, count(*), max(seq) FROM screening.event
            JOIN unnest(%s::text[], %s::text[]) AS asked (case_code, strand) USING (case_code, strand)
            GROUP BY case_code, strand""",
            ([case for case, _ in places], [strand for _, strand in places]),
        )
        return {(case, strand): (count, last) for case, strand, count, last in rows}

    def digests(self, places: Mapping[Place, int]) -> dict[Place, str]:
        """The digest of the event of each strand with this number."""
        rows = self._con.execute(
            """SELECT case_code, strand, digest FROM screening.event
            JOIN unnest(%s::text[], %s::text[], %s::int[]) AS asked (case_code, strand, seq)
            USING (case_code, strand, seq)""",
            ([case for case, _ in places], [strand for _, strand in places], list(places.values())),
        )
        return {(case, strand): digest for case, strand, digest in rows}

    def keys_of(self, strands: Iterable[str]) -> dict[str, str]:
        """Which key each strand was first seen under, where that is known."""
        return dict(
            self._con.execute(
                "SELECT strand, signing FROM screening.strand WHERE strand = ANY (%s)", (list(strands),)
            ).fetchall()
        )

    def set_keys_of(self, keys: Mapping[str, str]) -> None:
        self._con.execute(
            """INSERT INTO screening.strand (strand, signing) SELECT * FROM unnest(%s::text[], %s::text[])
            ON CONFLICT (strand) DO UPDATE SET signing = excluded.signing WHERE strand.signing <> excluded.signing""",
            (list(keys), list(keys.values())),
        )

    def add(self, rows: Iterable[Row], bundle: str) -> None:
        """Put events in, by COPY."""
        with (
            self._con.cursor() as cursor,
            cursor.copy(f"COPY screening.event ({_COLUMNS}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(_values(row, bundle))

    def events(self, cases: Sequence[str]) -> dict[str, list[Recorded]]:
        """The events of these cases, each case's in the order in which they are folded."""
        found: dict[str, list[Recorded]] = {}
        rows = self._con.execute(
            f"""SELECT {_ROW} FROM screening.event WHERE case_code = ANY (%s)
            ORDER BY case_code, lamport, strand COLLATE "C", seq""",
            (list(cases),),
        )
        for row in rows:
            found.setdefault(row[0], []).append(from_columns(row).recorded())
        return found

    # --- bundles

    def knows(self, bundle: Bundle) -> bool:
        """Whether this very file was taken in whole before."""
        found = self._con.execute(
            "SELECT 1 FROM screening.bundle WHERE bundle = %s AND digest = %s", (bundle.manifest.bundle, bundle.digest)
        ).fetchone()
        return found is not None

    def note(self, bundle: Bundle) -> None:
        it = bundle.manifest
        self._con.execute(
            """INSERT INTO screening.bundle (bundle, digest, sender, sender_name, sender_organisation, made_at, purpose,
            events, added) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0) ON CONFLICT (bundle) DO NOTHING""",
            (
                it.bundle, bundle.digest, it.sender.number, it.sender.name, it.sender.organisation, it.made_at,
                _without_nul(it.purpose), it.events,
            ),
        )  # fmt: skip

    def note_added(self, bundle: str, added: int) -> None:
        self._con.execute("UPDATE screening.bundle SET added = %s WHERE bundle = %s", (added, bundle))

    # --- erasing

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

    def erased(self, marks: Iterable[str]) -> frozenset[str]:
        """Those of the marks that belong to cases which were erased here."""
        rows = self._con.execute("SELECT mark FROM screening.erased WHERE mark = ANY (%s)", (list(marks),))
        return frozenset(mark for (mark,) in rows)

    # --- what cases come to

    def set_standings(self, standings: Sequence[Mapping[str, Any]]) -> None:
        """Put in where cases stand, in the place of what stood there of them."""
        if not standings:
            return
        names = list(standings[0])
        self._con.execute(
            "DELETE FROM screening.standing WHERE case_code = ANY (%s)", ([each["case_code"] for each in standings],)
        )
        with (
            self._con.cursor() as cursor,
            cursor.copy(f"COPY screening.standing ({', '.join(names)}) FROM STDIN") as copy,
        ):
            for each in standings:
                copy.write_row([_without_nul(each[name]) for name in names])

    def stale(self, derivation: str, most: int) -> list[str]:
        """Cases that were read with another knowledge than this."""
        rows = self._con.execute(
            "SELECT case_code FROM screening.standing WHERE derivation < %s OR derivation > %s LIMIT %s",
            (derivation, derivation, most),
        )
        return [code for (code,) in rows]

    def forget_derivations(self) -> None:
        self._con.execute("UPDATE screening.standing SET derivation = ''")

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
    """The database at a libpq address. Raises what ``screening.hub.connection.opened`` raises."""
    with connection.opened(url) as con:
        yield Database(con)


def place_of(head: Head) -> Place:
    return head.case, head.strand


def _without_nul(value: Any) -> Any:
    """A text, or each of a list of texts, with U+FFFD for U+0000, which PostgreSQL refuses."""
    if isinstance(value, list):
        return [_without_nul(each) for each in value]
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value


def _values(row: Row, bundle: str) -> tuple[Any, ...]:
    it = row.link
    # jsonb refuses U+0000, which a text may hold; the text itself is kept word for word beside it.
    facts = _NUL.sub(r"\1\\ufffd", row.body) if "\\u0000" in row.body else row.body
    return (
        it.case, it.strand, it.seq, it.lamport, it.at, _without_nul(it.by), it.kind, row.salt, row.body, facts,
        it.body, it.prev, it.digest, bundle,
    )  # fmt: skip
