"""A large bundle that a program from before December 2026 had begun to take in when it was stopped.

That program put pieces of it beside the record's entries first: zlib over a JSON list of the head of the strand, the
number of the first row, the digest before it, and the rows. Once all of them were there, one transaction said so, and
from then on the bundle counted.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable

from screening.domain.events.catalogue import Event, from_json
from screening.domain.events.hash_chain import START
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.bundles.manifest import Head
from screening.store.database.rows import Row, chained, to_text
from screening.store.database.tables import INCOMING, Tables
from screening.store.integrity.erasure import mark_of
from screening.store.vault.vault import VAULT, Vault

WHOLE = "bundle whole"
"""In ``pending`` from when all of a bundle was in the file until it was in the record."""


def settle(vault: Vault) -> None:
    """Put in what is left of a bundle that is whole here, remove one that is not. Raises NotSaved: nothing is lost."""
    with vault.reading() as tables:
        if not tables.has(INCOMING):
            return
        found = tables.con.execute(f"SELECT part, signs, body FROM {INCOMING} ORDER BY part").fetchall()
        if WHOLE not in tables.pending():
            found = []
        strands = [(bool(signs), *_piece(bytes(body))) for part, signs, body in found if part]
        events = tuple(_note(bytes(body)) for part, _, body in found if not part)
        new, others = _missing(tables, [rows for _, _, rows in strands])

    def beside(tables: Tables) -> None:
        for row in others:
            tables.set_aside(row.link.case, to_text(row))
        asked = ExchangeTables(tables)
        for signs, head, rows in strands:
            if signs and rows[-1].link.seq == head.seq and tables.knows(head.case):
                asked.set_head(head)
                asked.set_key_of(head.strand, head.signing)
        tables.con.execute(f"DROP TABLE {INCOMING}")
        tables.clear_pending(WHOLE)

    vault.take_rows((*new, *vault.next_rows(VAULT, events)), beside)


def _piece(data: bytes) -> tuple[Head, tuple[Row, ...]]:
    fields, first, prev, listed = json.loads(zlib.decompress(data))
    head = Head(*fields)
    return head, chained(head.case, head.strand, listed, first, prev)


def _note(data: bytes) -> Event:
    return from_json(*json.loads(data))


def _missing(tables: Tables, pieces: Iterable[tuple[Row, ...]]) -> tuple[list[Row], list[Row]]:
    """The rows that follow what is here, and those where another row stands by now: they are kept aside."""
    new, others = list[Row](), list[Row]()
    reached: dict[tuple[str, str], str] = {}
    for rows in pieces:
        case, strand, first = rows[0].place
        if first == 1 and tables.was_erased(mark_of(rows[0].link.digest)):
            continue
        before = START if first == 1 else reached.get((case, strand)) or tables.digest_at((case, strand, first - 1))
        if before is None and not tables.knows(case):
            continue  # the case was erased while the bundle was coming in
        for row in rows:
            known = tables.digest_at(row.place)
            if known is None and row.link.prev == before:
                new.append(row)
            elif known != row.link.digest:
                others.append(row)
                before = ""  # what follows it follows nothing that is here
                continue
            before = row.link.digest
        reached[case, strand] = before or ""
    return new, others
