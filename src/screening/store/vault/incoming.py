"""A large bundle on its way into a record: all of it, or nothing, wherever it is stopped.

Its pieces are put beside the record's entries first, in the same encrypted file. Once all of them are there, one short
transaction says so, and from then on the bundle is taken in whatever happens: what is left of it is put in at the next
unlocking, before anything is shown. Before that moment nothing of it is in the record, and an unlocking removes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from screening.domain.events.catalogue import Event, from_json, to_json
from screening.domain.events.hash_chain import START
from screening.errors import BadInput, NotSaved
from screening.store import progress
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.bundles.pieces import Piece, read_piece
from screening.store.database.rows import Row, to_text
from screening.store.database.tables import INCOMING, Tables
from screening.store.integrity.erasure_markers import mark_of
from screening.store.vault.vault import VAULT, Vault

WHOLE = "bundle whole"
"""In ``pending`` from when all of a bundle is in the file until it is in the record."""
SHAPE = f"""CREATE TABLE IF NOT EXISTS {INCOMING} (
    part INTEGER PRIMARY KEY, case_code TEXT NOT NULL, signs INTEGER NOT NULL, body BLOB NOT NULL
) STRICT"""
BYTES = 256 << 10
MOST = 64
"""Bytes and pieces of one transaction."""


def take(vault: Vault, parts: Iterable[tuple[Piece, bool]], note: Event, total: int) -> None:
    """Take in pieces, each with whether its strand's head is kept as signed; all of them, or none.

    ``note`` follows as the vault's own entry; ``total`` is how many events come. Raises NotSaved, Cancelled while it
    may be left off, and what ``parts`` raises.
    """
    settle(vault)
    try:
        _beside(vault, parts, total)
    except (BadInput, progress.Cancelled):
        settle(vault)
        raise
    with vault.transaction() as tables:
        tables.con.execute(
            f"INSERT INTO {INCOMING} (part, case_code, signs, body) VALUES (0, '', 0, ?)",
            (json.dumps([note.kind, to_json(note)]).encode(),),
        )
        tables.set_pending(WHOLE)
    settle(vault)


def settle(vault: Vault) -> None:
    """Finish what was begun: put in what is left of a bundle that is whole here, remove one that is not.

    Raises NotSaved, and with "bundle-unfinished" where the bundle is in the file and the disk did not take the rest of
    it: nothing of it is lost, and the next unlocking goes on.
    """
    with vault.reading() as tables:
        there = tables.con.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (INCOMING,)).fetchone() is not None
        whole = there and WHOLE in tables.pending()
    if not there:
        return
    first, last = _waiting(vault)
    try:
        with progress.to_the_end():
            while _put_in(vault) if whole else _removed(vault):
                done = (_waiting(vault)[0] or last) - first
                progress.step("take-in", (last - first) // 2 + done, 3 * (last - first) // 2)  # a third is behind it
            if whole:
                _note(vault)
    except NotSaved:
        if whole:
            raise NotSaved("bundle-unfinished") from None
        raise


def _waiting(vault: Vault) -> tuple[int, int]:
    """The numbers of the first and the last piece that wait; of none, zeros."""
    with vault.reading() as tables:
        asked = f"SELECT (SELECT min(part) FROM {INCOMING} WHERE part > 0), (SELECT max(part) FROM {INCOMING})"
        first, last = tables.con.execute(asked).fetchone()
    return int(first or 0), int(last or 0)


def _beside(vault: Vault, parts: Iterable[tuple[Piece, bool]], total: int) -> None:
    with vault.transaction() as tables:
        tables.con.execute(SHAPE)
    held: list[tuple[str, int, bytes]] = []
    size = events = 0

    def write() -> None:
        with vault.transaction() as tables:
            tables.con.executemany(f"INSERT INTO {INCOMING} (case_code, signs, body) VALUES (?, ?, ?)", held)
        held.clear()

    for piece, signs in parts:
        body = piece.written()
        held.append((piece.head.case, signs, body))
        size, events = size + len(body), events + len(piece.rows)
        if size > BYTES or len(held) >= MOST:
            progress.step("take-in", events, 3 * total)
            write()
            size = 0
    write()


def _removed(vault: Vault) -> bool:
    with vault.transaction() as tables:
        asked = f"DELETE FROM {INCOMING} WHERE part IN (SELECT part FROM {INCOMING} ORDER BY part LIMIT ?)"
        return int(tables.con.execute(asked, (MOST,)).rowcount) > 0


def _put_in(vault: Vault) -> bool:
    """Put the next pieces into the record, and out of those that wait; whether there were any."""
    with vault.reading() as tables:
        asked = f"SELECT part, signs, body FROM {INCOMING} WHERE part > 0 ORDER BY part LIMIT ?"
        found = tables.con.execute(asked, (MOST,)).fetchall()
        if not found:
            return False
        pieces = [(bool(signs), read_piece(bytes(body))) for _, signs, body in found]
        new, others = _missing(tables, [piece for _, piece in pieces])

    def beside(tables: Tables) -> None:
        for row in others:
            tables.set_aside(row.link.case, to_text(row))
        asked = ExchangeTables(tables)
        for signs, piece in pieces:
            if signs and piece.is_last and tables.knows(piece.head.case):
                asked.set_head(piece.head)
                asked.set_key_of(piece.head.strand, piece.head.signing)
        tables.con.execute(f"DELETE FROM {INCOMING} WHERE part > 0 AND part <= ?", (found[-1][0],))

    vault.take_rows(tuple(new), beside)
    return True


def _missing(tables: Tables, pieces: Iterable[Piece]) -> tuple[list[Row], list[Row]]:
    """The rows that follow what is here, and those where another row stands by now: they are kept aside."""
    new, others = list[Row](), list[Row]()
    reached: dict[tuple[str, str], str] = {}
    for piece in pieces:
        case, strand = place = piece.head.case, piece.head.strand
        if piece.first == 1:
            if tables.any_erased() and tables.was_erased(mark_of(piece.rows[0].link.digest)):
                continue
            before: str | None = START
        else:
            before = reached.get(place) or tables.digest_at((case, strand, piece.first - 1))
        if before is None and not tables.knows(case):
            continue  # the case was erased while the bundle was coming in
        for row in piece.rows:
            known = tables.digest_at(row.place)
            if known is None and row.link.prev == before:
                new.append(row)
            elif known != row.link.digest:
                others.append(row)
            before = row.link.digest
        reached[place] = piece.rows[-1].link.digest
    return new, others


def _note(vault: Vault) -> None:
    with vault.reading() as tables:
        found = tables.con.execute(f"SELECT body FROM {INCOMING} WHERE part = 0").fetchone()
    events: tuple[Event, ...] = ()
    if found is not None:
        kind, body = json.loads(bytes(found[0]))
        events = (from_json(kind, body),)

    def beside(tables: Tables) -> None:
        tables.con.execute(f"DELETE FROM {INCOMING}")
        tables.clear_pending(WHOLE)

    vault.take_rows(vault.next_rows(VAULT, events), beside)
