"""What a headquarters keeps of its own work and of the laptops that send to it: who is believed, sent, was refused."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from screening.domain.events.contacts import ContactCard
from screening.hub.departures import Departures, without_nul

ACCOUNTS = ("read_log", "member", "bundle", "erasing", "exported", "decided", "learned")
"""The tables that an auditor reads."""
NAMES = ("name", "organisation")


class Accounts(Departures):
    """An open connection. Every write belongs to the caller's ``transaction``."""

    def described(self) -> list[tuple[str, str, str, str, str]]:
        """View, what it is, column, its type, what it means, for every view that people query and every account."""
        return self._asked(
            """SELECT nspname || '.' || relname, coalesce(obj_description(c.oid), ''), attname,
                format_type(atttypid, atttypmod), coalesce(col_description(c.oid, attnum), '')
            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = c.oid
            WHERE nspname LIKE 'screening%%' AND attnum > 0 AND NOT attisdropped
            AND (relkind = 'v' OR nspname = 'screening' AND relname = ANY (%s)) ORDER BY 1, attnum""",
            list(ACCOUNTS),
        )

    def believed(self) -> dict[str, tuple[str, str]]:
        """Return the laptops that were believed at the last import: number to name and organisation."""
        rows = self._asked("SELECT sender, name, organisation FROM screening.believed")
        return {sender: (name, organisation) for sender, name, organisation in rows}

    def set_believed(self, cards: Mapping[str, ContactCard]) -> None:
        """Keep whose cards are believed, by number: only so is a laptop seen that never sent."""
        numbers = list(cards)
        names, organisations = ([without_nul(getattr(each, name)) for each in cards.values()] for name in NAMES)
        self._con.execute("DELETE FROM screening.believed WHERE sender <> ALL (%s::text[])", (numbers,))
        self._con.execute(
            """INSERT INTO screening.believed (sender, name, organisation)
            SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])
            ON CONFLICT (sender) DO UPDATE SET name = excluded.name, organisation = excluded.organisation""",
            (numbers, names, organisations),
        )

    def senders(self) -> list[tuple[str, str, str, int, datetime.datetime | None, bool, bool]]:
        """Return of every laptop: number, name, organisation, how many bundles, when the newest was made, whether the
        next is overdue, and whether its card is believed.
        """
        return self._asked(
            """SELECT sender, name, organisation, bundles, last_made_at, overdue, believed
            FROM screening.senders ORDER BY overdue DESC, name, sender"""
        )

    def last_import(self) -> tuple[datetime.datetime, str, int | None, int] | None:
        """Return when a bundle was taken in last, its sender's name, its cases and its new entries."""
        asked = "SELECT imported_at, sender_name, cases, added FROM screening.bundle ORDER BY imported_at DESC LIMIT 1"
        found: tuple[datetime.datetime, str, int | None, int] | None = self._asked_one(asked)
        return found

    def refused(self) -> list[tuple[str, str, datetime.datetime]]:
        """Return digest, reason and last time of the files that were refused and never taken in, the last at first."""
        return self._asked(
            """SELECT digest, reason, last_at FROM screening.refused
            WHERE NOT EXISTS (SELECT FROM screening.bundle WHERE bundle.digest = refused.digest)
            ORDER BY last_at DESC"""
        )

    def cases_without_unit(self) -> int:
        """Return how many cases belong to no unit, so that no caseworker sees them."""
        return int(self._asked_one("SELECT count(*) FROM screening.standing WHERE unit = ''")[0])
