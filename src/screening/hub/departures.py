"""What leaves the tables of a headquarters: cases that are erased, and cases that go back to a laptop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

from screening.domain.events.contacts import ContactCard
from screening.errors import ScreeningError
from screening.hub import connection
from screening.store.bundles.manifest import Head
from screening.store.database.rows import Row, from_columns
from screening.store.integrity.erasure import mark_of

DERIVED = ("standing", "answer", "referral", "paper", "formal_decision", "need_met")
"""Tables that hold what the events of cases come to, and nothing of their own."""
_MARK = "encode(sha256(('erased/' || digest)::bytea), 'hex')"
_APART = _MARK.replace("digest)", "first_digest)")
ROW = """case_code, strand, seq, lamport, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), by_whom, kind,
    salt, body, body_digest, prev, digest"""
"""The columns of an event, as a laptop knows them."""


class Departures:
    """An open connection. Every write belongs to the caller's ``transaction``."""

    def __init__(self, con: Any) -> None:
        self._con = con

    def _asked(self, asked: str, *values: object) -> list[Any]:
        """Return every row of what is asked. Raises what ``connection.understood`` raises."""
        with connection.understood(self._con):
            rows: list[Any] = self._con.execute(asked, values or None).fetchall()
        return rows

    def _asked_one(self, asked: str, *values: object) -> Any:
        """Return the first row of what is asked; None where there is none. Raises as ``_asked``."""
        return next(iter(self._asked(asked, *values)), None)

    # --- back to laptops

    def set_heads(self, heads: Sequence[Head]) -> None:
        """Keep how far writers signed their strands; a shorter strand than the one that is kept changes nothing."""
        signed = [each for each in heads if each.signature]
        columns = ("case", "strand", "seq", "digest", "signing", "signature")
        self._con.execute(
            """INSERT INTO screening.head (case_code, strand, seq, digest, signing, signature)
            SELECT * FROM unnest(%s::text[], %s::text[], %s::int[], %s::text[], %s::text[], %s::text[])
            ON CONFLICT (case_code, strand) DO UPDATE SET seq = excluded.seq, digest = excluded.digest,
            signing = excluded.signing, signature = excluded.signature WHERE head.seq <= excluded.seq""",
            [[getattr(each, name) for each in signed] for name in columns],
        )

    def heads(self, case: str) -> dict[str, Head]:
        """By strand how far its writer signed it."""
        asked = "SELECT case_code, strand, seq, digest, signing, signature FROM screening.head WHERE case_code = %s"
        return {row[1]: Head(*row) for row in self._asked(asked, case)}

    def rows(self, case: str) -> list[Row]:
        """The rows of a case, strand by strand."""
        asked = f'SELECT {ROW} FROM screening.event WHERE case_code = %s ORDER BY strand COLLATE "C", seq'
        return [from_columns(row) for row in self._asked(asked, case)]

    def strands(self, case: str) -> Iterator[tuple[Head, list[Row]]]:
        """Yield each strand of a case, whole, its head with the writer's signature where that is known of its end."""
        heads = self.heads(case)
        for strand, listed in groupby(self.rows(case), key=lambda row: row.link.strand):
            rows = list(listed)
            last, signed = rows[-1].link, heads.get(strand)
            fits = signed is not None and (signed.seq, signed.digest) == (last.seq, last.digest)
            yield (signed if signed and fits else Head(case, strand, last.seq, last.digest)), rows

    def open_cases(self, cases: Sequence[str]) -> list[str]:
        """Those of the cases that are here and were not taken back."""
        asked = "SELECT case_code FROM screening.standing WHERE case_code = ANY (%s) AND NOT taken_back"
        return [code for (code,) in self._asked(asked, list(cases))]

    def counted_and_read(self) -> list[str]:
        """Return the real cases of people who may be counted and whose reading was opened, in the order of codes."""
        rows = self._asked(
            """SELECT case_code FROM screening.standing WHERE NOT practice AND NOT taken_back
            AND agreed_count = 'yes' AND reading_at IS NOT NULL ORDER BY case_code COLLATE "C" """
        )
        return [code for (code,) in rows]

    def note_exported(
        self, bundle: str, recipient: str, purpose: str, duty: str, cases: Sequence[str], digest: str
    ) -> None:
        self._con.execute(
            """INSERT INTO screening.exported (bundle, recipient, purpose, duty, cases, digest)
            VALUES (%s, %s, %s, %s, %s, %s)""",
            (bundle, recipient, without_nul(purpose), without_nul(duty), list(cases), digest),
        )

    # --- entries by laptops that never had the case

    def set_stranger(
        self, head: Head, sender: str, bundle: str, first: str, texts: tuple[str, str], *, takes_back: bool
    ) -> None:
        """Keep a strand apart; one that is shorter than what is kept changes nothing. ``texts`` are head and rows."""
        self._con.execute(
            """INSERT INTO screening.stranger (case_code, strand, sender, bundle, seq, first_digest, takes_back, head,
            rows) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
            ON CONFLICT (case_code, strand, sender) DO UPDATE SET bundle = excluded.bundle,
            at = now(), seq = excluded.seq, takes_back = excluded.takes_back, head = excluded.head, rows = excluded.rows
            WHERE stranger.seq < excluded.seq""",
            (head.case, head.strand, sender, bundle, head.seq, first, takes_back, *texts),
        )

    def strangers(self) -> list[tuple[str, str, str, int, bool]]:
        """Return case, sender's number and name, how many entries, and whether they say that the person withdrew."""
        return self._asked("SELECT case_code, sender, name, entries, takes_back FROM screening.strangers ORDER BY 1, 2")

    def strangers_of(self, case: str, sender: str) -> list[tuple[str, str, str]]:
        """Return what a sender brought of a case and is kept apart: bundle, head and rows."""
        asked = "SELECT bundle, head, rows FROM screening.stranger WHERE case_code = %s AND sender = %s ORDER BY strand"
        return self._asked(asked, case, sender)

    def no_strangers(self, case: str, sender: str) -> None:
        self._con.execute("DELETE FROM screening.stranger WHERE case_code = %s AND sender = %s", (case, sender))

    def brought(self, case: str) -> dict[str, tuple[str, str]]:
        """Return by strand which bundle brought its first entry, and the number of the card that sent it."""
        rows = self._asked(
            """SELECT strand, bundle, sender FROM screening.event JOIN screening.bundle USING (bundle)
            WHERE case_code = %s AND seq = 1""",
            case,
        )
        return {strand: (bundle, sender) for strand, bundle, sender in rows}

    def take_out(self, case: str) -> None:
        """Take what counts of a case out of every table; what is kept apart stays."""
        for table in (*DERIVED, "case_unit", "head", "event"):
            self._con.execute(f"DELETE FROM screening.{table} WHERE case_code = %s", (case,))

    def organisation_of(self, sender: str) -> str:
        """Return the organisation on the card of a sender, as its newest bundle says."""
        asked = "SELECT sender_organisation FROM screening.bundle WHERE sender = %s ORDER BY made_at DESC LIMIT 1"
        found = self._asked_one(asked, sender)
        return "" if found is None else str(found[0])

    def note_decided(self, by: str, second: str, case: str, sender: str, *, instead: bool) -> None:
        self._con.execute(
            "INSERT INTO screening.decided (by_whom, second, case_code, sender, instead) VALUES (%s, %s, %s, %s, %s)",
            (without_nul(by), without_nul(second), case, sender, instead),
        )

    def note_learned(self, by: str, second: str, case: str, matter: str) -> None:
        """Keep who entered at headquarters what became of a case, and with whose word."""
        self._con.execute(
            "INSERT INTO screening.learned (by_whom, second, case_code, matter) VALUES (%s, %s, %s, %s)",
            (without_nul(by), without_nul(second), case, matter),
        )

    def note_own_entry(self, entry: str, card: ContactCard, at: str) -> None:
        """Keep where an entry came from that was written here: it was in no bundle, and stands as one of its own."""
        self._con.execute(
            """INSERT INTO screening.bundle (bundle, digest, sender, sender_name, sender_organisation, made_at, purpose,
            duty, cases, events, added) VALUES (%s, %s, %s, %s, %s, %s, '', '', 1, 1, 1)""",
            (entry, entry, card.number, card.name, card.organisation, at),
        )

    def pairs(self) -> list[tuple[str, str, str, str, int, int, int, bool | None]]:
        """Return two cases with their units, days apart, answers to both and the same, and what was decided.

        Those that nobody decided come first, and of these the most alike.
        """
        return self._asked(
            """SELECT case_code, unit, other_case, other_unit, days_apart, answers_both, answers_same, decided_same
            FROM screening.possible_pairs ORDER BY decided_same IS NOT NULL,
            answers_same::real / greatest(answers_both, 1) DESC, case_code, other_case"""
        )

    def note_pair(self, by: str, second: str, case: str, other: str, *, same: bool) -> None:
        self._con.execute(
            """INSERT INTO screening.decided (by_whom, second, case_code, sender, instead, other_case, same)
            VALUES (%s, %s, %s, '', false, %s, %s)""",
            (without_nul(by), without_nul(second), case, other, same),
        )

    # --- erasing

    def marks_of(self, case: str, *, apart: bool = False) -> list[str]:
        """The marks by which a case is known again once erased, with ``apart`` also those of what is kept apart."""
        rows = self._con.execute(
            """SELECT digest FROM screening.event WHERE case_code = %(case)s AND seq = 1
            UNION SELECT first_digest FROM screening.stranger WHERE case_code = %(case)s AND %(apart)s""",
            {"case": case, "apart": apart},
        )
        return sorted(mark_of(digest) for (digest,) in rows)

    def marked(self, marks: Sequence[str], signing: str = "") -> list[str]:
        """The cases here that these marks are of, also where they are kept apart; with ``signing`` only those that
        count and in which that key wrote.
        """
        rows = self._con.execute(
            f"""SELECT DISTINCT case_code FROM screening.event WHERE seq = 1 AND {_MARK} = ANY (%(marks)s)
            AND (%(key)s = '' OR EXISTS (SELECT FROM screening.event own JOIN screening.strand USING (strand)
            WHERE own.case_code = event.case_code AND own.seq = 1 AND strand.signing = %(key)s))
            UNION SELECT case_code FROM screening.stranger WHERE {_APART} = ANY (%(marks)s) AND %(key)s = ''""",
            {"marks": list(marks), "key": signing},
        )
        return [code for (code,) in rows]

    def knows_case(self, case: str) -> bool:
        return bool(self._asked("SELECT 1 FROM screening.event WHERE case_code = %s LIMIT 1", case))

    def remember_erased(self, marks: Iterable[str], signing: str = "") -> None:
        """Keep marks; those that a laptop told hold for what its key wrote, all others for everything."""
        self._con.execute(
            """INSERT INTO screening.erased (mark, sender_key) SELECT unnest(%s::text[]), %s
            ON CONFLICT (mark) DO UPDATE SET sender_key = '' WHERE excluded.sender_key = ''""",
            (list(marks), signing),
        )

    def erased(self, marks: Iterable[str]) -> dict[str, str]:
        """Those of the marks that were erased here, with the key of the laptop that told it, or ""."""
        return dict(self._asked("SELECT mark, sender_key FROM screening.erased WHERE mark = ANY (%s)", list(marks)))

    def await_erasure(self, case: str, reason: str) -> None:
        self._con.execute(
            "INSERT INTO screening.erasure_awaited (case_code, reason) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            (case, reason),
        )

    def awaited(self, cases: Iterable[str]) -> frozenset[str]:
        """Those of the cases that were erased before they came."""
        asked = "SELECT case_code FROM screening.erasure_awaited WHERE case_code = ANY (%s)"
        return frozenset(code for (code,) in self._asked(asked, list(cases)))

    def note_erasing(self, by: str, second: str, reason: str, events: int, marks: Sequence[str]) -> None:
        self._con.execute(
            "INSERT INTO screening.erasing (by_whom, second, reason, events, marks) VALUES (%s, %s, %s, %s, %s)",
            (without_nul(by), without_nul(second), reason, events, list(marks)),
        )

    def apart(self, cases: Iterable[str]) -> frozenset[str]:
        """Those of the cases of which something is kept apart."""
        asked = "SELECT DISTINCT case_code FROM screening.stranger WHERE case_code = ANY (%s)"
        return frozenset(code for (code,) in self._asked(asked, list(cases)))

    def erase(self, case: str, *, apart: bool = False) -> int:
        """Take a case out of every table, with ``apart`` also what is kept apart; how many events went."""
        for table in (*DERIVED, "case_unit", "counted_case", "head", *(("stranger",) if apart else ())):
            self._con.execute(f"DELETE FROM screening.{table} WHERE case_code = %s", (case,))
        return int(self._con.execute("DELETE FROM screening.event WHERE case_code = %s", (case,)).rowcount)

    def vacuum(self) -> None:
        """Free the places of what was erased, as far as the user may. Outside of any transaction; raises nothing."""
        with suppress(ScreeningError), connection.understood(self._con):
            self._con.execute(f"VACUUM screening.event, {', '.join(f'screening.{table}' for table in DERIVED)}")


def without_nul(value: Any) -> Any:
    """A text, or each of a list of texts, with U+FFFD for U+0000, which PostgreSQL refuses."""
    if isinstance(value, list):
        return [without_nul(each) for each in value]
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value
