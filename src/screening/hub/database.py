"""The tables of a headquarters: what is asked of them and put into them. Every write belongs to a ``transaction``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from screening.domain.events.catalogue import Recorded
from screening.domain.events.hash_chain import LogHead
from screening.errors import BadInput, StoreTrouble
from screening.hub import connection
from screening.hub.accounts import Accounts
from screening.hub.departures import DERIVED, ROW, without_nul
from screening.store.bundles.bundle_format import Bundle, Strand
from screening.store.bundles.joining import new_rows
from screening.store.database.rows import Row, from_columns

LOCK = 0x5363726E
"""One import at a time: the number of PostgreSQL's advisory lock."""
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""U+0000 as JSON writes it, and not a backslash that somebody typed."""

_COLUMNS = (
    """case_code, strand, seq, lamport, at, by_whom, kind, salt, body, facts, body_digest, prev, digest, bundle"""
)

_RECORD = (
    "case_code", "year", "month", "setting", "sector", "state", "sex", "age_band", "language", "paths", "indicators",
    "plan",
)  # fmt: skip
_COUNTED = [f"standing.{name}" if name in ("indicators", "plan") else f"cases.{name}" for name in _RECORD]

Place = tuple[str, str]
"""A case and a strand of it."""


Rows = list[dict[str, Any]]
OfCase = Mapping[str, Rows]
"""What is read off one case: rows by table of ``DERIVED``."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file brought."""

    sender: str
    """The number of the card that signed it."""
    sender_name: str
    cases: int
    events: int
    log: LogHead | None = None
    """How the sender's own log stood."""
    added: int = 0
    others: int = 0
    """New entries by laptops whose cards are not believed; the sender answers for them."""
    log_trouble: bool = False
    """Whether that log got shorter, or is another, than an earlier bundle of the sender said."""
    held_back: int = 0
    """Cases that were not taken in because they were erased here."""
    erased: int = 0
    """Cases that were taken out because the bundle says that their persons took it back."""
    strangers: tuple[str, ...] = ()
    """Cases for which it had entries by laptops that never had them: they are kept apart, and count for nothing."""


class Published(NamedTuple):
    """The last snapshot: its number, its day, the day before which cases were opened, its simple counts, all counts."""

    number: int
    day: datetime.date
    before: datetime.date
    counts: Mapping[tuple[str, str], int]
    cells: Mapping[tuple[str, str, str, str], int] = {}


class Database(Accounts):
    """An open connection."""

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
        """Return the version of the tables; 0 in an empty database."""
        if self._asked_one("SELECT to_regclass('screening.shape')")[0] is None:
            return 0
        found = self._asked_one("SELECT version FROM screening.shape")
        return int(found[0]) if found else 0

    def migrate(self, sql: str, version: int) -> None:
        """Change the tables, waiting for nobody longer than readers may wait."""
        self._con.execute("SET LOCAL lock_timeout TO '500ms'")
        self._con.execute(sql)
        self._con.execute("UPDATE screening.shape SET version = %s", (version,))

    # --- events

    def reaches(self, places: Sequence[Place]) -> dict[Place, tuple[int, int]]:
        """Return how many events of each strand are here, and the number of its last; those not here are left out."""
        rows = self._asked(
            """SELECT case_code, strand, count(*), max(seq) FROM screening.event
            JOIN unnest(%s::text[], %s::text[]) AS asked (case_code, strand) USING (case_code, strand)
            GROUP BY case_code, strand""",
            [case for case, _ in places],
            [strand for _, strand in places],
        )
        return {(case, strand): (count, last) for case, strand, count, last in rows}

    def first_digests(self, cases: Sequence[str]) -> dict[str, set[str]]:
        """Return the digests of the first event of every strand of these cases, of those that are here."""
        found: dict[str, set[str]] = {}
        asked = "SELECT case_code, digest FROM screening.event WHERE case_code = ANY (%s) AND seq = 1"
        for case, digest in self._asked(asked, list(cases)):
            found.setdefault(case, set()).add(digest)
        return found

    def digests(self, places: Mapping[Place, int]) -> dict[Place, str]:
        """Return the digest of the event of each strand with this number."""
        rows = self._asked(
            """SELECT case_code, strand, digest FROM screening.event
            JOIN unnest(%s::text[], %s::text[], %s::int[]) AS asked (case_code, strand, seq)
            USING (case_code, strand, seq)""",
            [case for case, _ in places],
            [strand for _, strand in places],
            list(places.values()),
        )
        return {(case, strand): digest for case, strand, digest in rows}

    def missing(self, strands: Sequence[Strand], reaches: Mapping[Place, tuple[int, int]]) -> list[Strand]:
        """Return the rows of each strand that are not here yet; ``reaches`` are those of the strands.

        Raises BadInput("bundle-contradicts") (``case``).
        """
        ends = {head.place: min(reaches[head.place][1], len(rows)) for head, rows in strands if head.place in reaches}
        digests = self.digests(ends) if ends else {}
        new = []
        for head, rows in strands:
            count, last = reaches.get(head.place, (0, 0))
            if count != last:
                raise BadInput("bundle-contradicts", case=head.case)
            known = {min(last, len(rows)): digests.get(head.place)}
            new.append((head, new_rows(rows, (count, last), known.get)))
        return new

    def keys_of(self, strands: Iterable[str]) -> dict[str, str]:
        """Return which key each strand was first seen under, where that is known."""
        return dict(self._asked("SELECT strand, signing FROM screening.strand WHERE strand = ANY (%s)", list(strands)))

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
        """Return the events of these cases, each case's in the order in which they are folded."""
        found: dict[str, list[Recorded]] = {}
        asked = f"""SELECT {ROW} FROM screening.event WHERE case_code = ANY (%s)
            ORDER BY case_code, lamport, strand COLLATE "C", seq"""
        for row in self._asked(asked, list(cases)):
            found.setdefault(row[0], []).append(from_columns(row).recorded())
        return found

    # --- bundles

    def taken(self, digest: str) -> Imported | None:
        """Return what is kept of the file with this digest; None where it was not taken in, or by an earlier version.

        For before it is opened. Raises StoreTrouble.
        """
        found = self._asked_one(
            """SELECT bundle, bundle.sender, sender_name, cases, events, log_head.entries, log_head.fingerprint
            FROM screening.bundle LEFT JOIN screening.log_head USING (bundle)
            WHERE digest = %s AND cases IS NOT NULL""",
            digest,
        )
        if found is None:
            return None
        bundle, sender, name, cases, events, entries, fingerprint = found
        log = LogHead(entries, fingerprint) if entries is not None else None
        return Imported(sender, name, cases, events, log, log_trouble=self.log_trouble(bundle))

    def knows(self, bundle: Bundle) -> bool:
        """Return whether this very file was taken in whole before."""
        asked = "SELECT 1 FROM screening.bundle WHERE bundle = %s AND digest = %s"
        return bool(self._asked(asked, bundle.manifest.bundle, bundle.digest))

    def note(self, bundle: Bundle) -> None:
        it = bundle.manifest
        self._con.execute(
            """INSERT INTO screening.bundle (bundle, digest, sender, sender_name, sender_organisation, made_at, purpose,
            duty, cases, events, added) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0)
            ON CONFLICT (bundle) DO NOTHING""",
            (
                it.bundle, bundle.digest, it.sender.number, it.sender.name, it.sender.organisation, it.made_at,
                without_nul(it.purpose), without_nul(it.duty), len(it.cases), it.events,
            ),
        )  # fmt: skip

    def note_added(self, bundle: str, added: int, held_back: int) -> None:
        self._con.execute(
            "UPDATE screening.bundle SET added = %s, held_back = %s WHERE bundle = %s", (added, held_back, bundle)
        )

    def note_log(self, bundle: Bundle) -> None:
        """Keep how the sender's own log stood."""
        it = bundle.manifest
        if it.log is not None:
            self._con.execute(
                """INSERT INTO screening.log_head (bundle, sender, made_at, entries, fingerprint)
                VALUES (%s, %s, %s, %s, %s) ON CONFLICT (bundle) DO NOTHING""",
                (it.bundle, it.sender.number, it.made_at, it.log.entries, it.log.fingerprint),
            )

    def log_trouble(self, bundle: str) -> bool:
        """Whether the log that this bundle tells of got shorter, or another, since an earlier one of its sender."""
        asked = "SELECT EXISTS (SELECT FROM screening.log_trouble WHERE bundle = %s OR against = %s)"
        return bool(self._asked_one(asked, bundle, bundle)[0])

    def note_refused(self, digest: str, reason: str) -> None:
        """Keep that a file was refused: its digest and the code of the reason, nothing that it says."""
        self._con.execute(
            """INSERT INTO screening.refused (digest, reason) VALUES (%s, %s)
            ON CONFLICT (digest, reason) DO UPDATE SET last_at = now(), times = refused.times + 1""",
            (digest, reason),
        )

    # --- what cases come to

    def units(self, cases: Sequence[str]) -> dict[str, str]:
        """Which agency opened each case."""
        return dict(
            self._asked("SELECT case_code, unit FROM screening.case_unit WHERE case_code = ANY (%s)", list(cases))
        )

    def set_units(self, units: Mapping[str, str]) -> None:
        """Keep whose cases are that nobody brought before."""
        self._con.execute(
            """INSERT INTO screening.case_unit (case_code, unit) SELECT * FROM unnest(%s::text[], %s::text[])
            ON CONFLICT (case_code) DO NOTHING""",
            (list(units), without_nul(list(units.values()))),
        )

    def set_derived(self, cases: Mapping[str, OfCase]) -> None:
        """Put in what cases come to, in the place of what stood there of them."""
        for table in DERIVED:
            self._con.execute(f"DELETE FROM screening.{table} WHERE case_code = ANY (%s)", (list(cases),))
            self._copy(f"screening.{table}", [row for each in cases.values() for row in each[table]])

    def _copy(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows that all have the same columns."""
        if not rows:
            return
        names = list(rows[0])
        with self._con.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([without_nul(row[name]) for name in names])

    def stale(self, derivation: str, most: int) -> list[str]:
        """Cases that were read with another knowledge than this."""
        asked = "SELECT case_code FROM screening.standing WHERE derivation < %s OR derivation > %s LIMIT %s"
        return [code for (code,) in self._asked(asked, derivation, derivation, most)]

    def forget_derivations(self) -> None:
        self._con.execute("UPDATE screening.standing SET derivation = ''")

    def set_codes(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Labels of code lists; those of an edition that another program knew stay."""
        with self._con.cursor() as cursor:
            cursor.executemany(
                """INSERT INTO screening.code (list, code, edition, language, label) VALUES (%s, %s, %s, %s, %s)
                ON CONFLICT (list, code, edition, language) DO UPDATE SET label = excluded.label
                WHERE code.label <> excluded.label""",
                list(rows),
            )

    def set_missing_settings(self, values: Mapping[str, str]) -> None:
        self._con.execute(
            """INSERT INTO screening.setting (name, value) SELECT * FROM unnest(%s::text[], %s::text[])
            ON CONFLICT (name) DO NOTHING""",
            (list(values), list(values.values())),
        )

    # --- snapshots

    def uncounted(self, before: datetime.date) -> list[dict[str, Any]]:
        """Real cases of people who said that they may be counted, opened before a day and in no snapshot yet."""
        rows = self._asked(
            f"""SELECT {", ".join(_COUNTED)} FROM screening.cases JOIN screening.standing USING (case_code)
            WHERE NOT cases.practice AND cases.agreed_count = 'yes'
            AND cases.opened_at < (%s::date)::timestamp AT TIME ZONE screening.time_zone()
            AND NOT EXISTS (SELECT FROM screening.counted_case WHERE counted_case.case_code = cases.case_code)""",
            before,
        )
        return [dict(zip(_RECORD, row, strict=True)) for row in rows]

    def published(self) -> Published | None:
        """The last snapshot, with its counts; None where nothing was published."""
        found = self._asked_one(
            """SELECT number, (published_at AT TIME ZONE screening.time_zone())::date, opened_before
            FROM screening_totals.snapshots ORDER BY number DESC LIMIT 1"""
        )
        if found is None:
            return None
        counts = self.last_counts()
        single = {(name, value): n for (name, value, second, _), n in counts.items() if not second}
        return Published(found[0], found[1], found[2], single, counts)

    def last_counts(self) -> dict[tuple[str, str, str, str], int]:
        """The counts of the last snapshot, by dimension, value, second dimension and second value."""
        asked = "SELECT dimension, value, second_dimension, second_value, cases FROM screening_totals.statistics"
        return {(row[0], row[1], row[2], row[3]): row[4] for row in self._asked(asked)}

    def add_snapshot(
        self, before: datetime.date, counts: Mapping[tuple[str, str, str, str], int], added: int, cases: Sequence[str]
    ) -> int:
        """Keep a snapshot and which cases it added; its number."""
        number = int(
            self._con.execute(
                """INSERT INTO screening_totals.snapshot (number, opened_before, cases, added)
                SELECT coalesce(max(number), 0) + 1, %s, %s, %s FROM screening_totals.snapshot RETURNING number""",
                (before, counts[("all", "all", "", "")], added),
            ).fetchone()[0]
        )
        names = ("dimension", "value", "second_dimension", "second_value")
        self._copy(
            "screening_totals.counted",
            [{"snapshot": number, **dict(zip(names, cell, strict=True)), "cases": n} for cell, n in counts.items()],
        )
        self._copy("screening.counted_case", [{"case_code": code, "snapshot": number} for code in cases])
        return number


@contextmanager
def connected(url: str) -> Iterator[Database]:
    """The database at a libpq address. Raises what ``screening.hub.connection.opened`` raises."""
    with connection.opened(url) as con:
        yield Database(con)


def _values(row: Row, bundle: str) -> tuple[Any, ...]:
    it = row.link
    # jsonb refuses U+0000, which a text may hold; the text itself is kept word for word beside it.
    facts = _NUL.sub(r"\1\\ufffd", row.body) if "\\u0000" in row.body else row.body
    return (
        it.case, it.strand, it.seq, it.lamport, it.at, without_nul(it.by), it.kind, row.salt, row.body, facts,
        it.body, it.prev, it.digest, bundle,
    )  # fmt: skip
