"""Strands by laptops that never had their case: kept beside the record, out of every case, until a person decides.

They stand in the encrypted file, sealed under the key of their case, and go with it when that is erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.events.exchange import EntriesAccepted, EntriesKeptApart
from screening.domain.events.session import Withdrawn
from screening.errors import BadInput, StoreTrouble
from screening.store.bundles.bundle_format import Strand
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.bundles.manifest import Head
from screening.store.crypto.record_keys import SALT, apart_place, seal, unseal
from screening.store.database.rows import Row, chained, in_strand
from screening.store.database.tables import APART, Tables
from screening.store.vault.second_person import confirm_second
from screening.store.vault.vault import VAULT, Vault

PHRASE = "phrase"
SHAPE = f"""CREATE TABLE IF NOT EXISTS {APART} (
    case_code TEXT NOT NULL, strand TEXT NOT NULL, sender TEXT NOT NULL, seq INTEGER NOT NULL, first TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (case_code, strand, sender)
) STRICT"""


@dataclass(frozen=True, slots=True)
class Apart:
    """One strand that is kept apart. ``sender`` is the number of the card that brought it."""

    case: str
    strand: str
    sender: str
    rows: tuple[Row, ...]
    head: Head

    @property
    def takes_back(self) -> bool:
        """Whether it says that the person took back what they said."""
        return any(row.link.kind == Withdrawn.kind for row in self.rows)


def keep(vault: Vault, strands: Iterable[Strand], sender: str) -> None:
    """Keep these strands of a bundle apart, one in a transaction, and note each; the same again changes nothing.

    Raises NotSaved.
    """
    for head, rows in strands:
        _put(vault, head, rows, sender)


def _put(vault: Vault, head: Head, rows: tuple[Row, ...], sender: str) -> None:
    with vault.reading() as tables:
        known = _seq(tables, *head.place, sender)
    if known >= head.seq:
        return
    text = json.dumps([[head.seq, head.digest, head.signing, head.signature], in_strand(rows)])

    def beside(tables: Tables) -> None:
        tables.con.execute(SHAPE)
        sealed = seal(tables.keys.made(head.case), apart_place(*head.place), bytes(SALT), text)
        tables.con.execute(
            f"INSERT OR REPLACE INTO {APART} (case_code, strand, sender, seq, first, body) VALUES (?, ?, ?, ?, ?, ?)",
            (head.case, head.strand, sender, head.seq, rows[0].link.digest, sealed),
        )

    vault.take_rows(vault.next_rows(VAULT, (EntriesKeptApart(head.case, head.strand, sender, len(rows)),)), beside)


def kept_apart(vault: Vault, case: str = "") -> tuple[Apart, ...]:
    """Return what is kept apart of one case, or of all."""
    with vault.reading() as tables:
        if not tables.has(APART):
            return ()
        asked = f"SELECT case_code, strand, sender, body FROM {APART} WHERE ? IN ('', case_code) ORDER BY 1, 2"
        return tuple(_opened(tables, *row) for row in tables.con.execute(asked, (case,)).fetchall())


def accept(vault: Vault, case: str, strand: str, sender: str, *, second: str = "", phrase: str = "") -> int:
    """Let what a sender brought and is kept apart count, and return how many entries that were.

    The ``second`` person's passphrase says so, or the person's own safe ``phrase`` that somebody was told. Raises
    BadInput("apart-none"), ("bundle-contradicts"), StoreTrouble: ``wrong-phrase`` and what ``confirm_second`` raises,
    NotSaved.
    """
    found = next((each for each in kept_apart(vault, case) if (each.strand, each.sender) == (strand, sender)), None)
    if found is None:
        raise BadInput("apart-none", case=case[:20])
    by = PHRASE if phrase else ""
    if phrase:
        person = vault.people.read(case)
        if person is None or not person.phrase.strip() or _plain(person.phrase) != _plain(phrase):
            raise StoreTrouble("wrong-phrase")
    else:
        by = confirm_second(vault, second)

    with vault.reading() as tables:
        rows = ExchangeTables(tables).missing(found.rows)

    def beside(tables: Tables) -> None:
        tables.con.execute(
            f"DELETE FROM {APART} WHERE case_code = ? AND strand = ? AND sender = ?", (case, strand, sender)
        )
        if found.head.signing:
            asked = ExchangeTables(tables)
            asked.set_head(found.head)
            asked.set_key_of(strand, found.head.signing)

    vault.take_rows((*rows, *vault.next_rows(VAULT, (EntriesAccepted(case, strand, by),))), beside)
    return len(rows)


def _plain(phrase: str) -> str:
    return " ".join(phrase.split()).casefold()


def _seq(tables: Tables, case: str, strand: str, sender: str) -> int:
    if not tables.has(APART):
        return 0
    asked = f"SELECT seq FROM {APART} WHERE case_code = ? AND strand = ? AND sender = ?"
    found = tables.con.execute(asked, (case, strand, sender)).fetchone()
    return 0 if found is None else int(found[0])


def _opened(tables: Tables, case: str, strand: str, sender: str, body: bytes) -> Apart:
    """Raises StoreTrouble("vault-damaged") where it cannot be read."""
    key = tables.keys.of(case)
    try:
        if key is None:
            raise ValueError("no key")
        (seq, digest, signing, signature), listed = json.loads(unseal(key, apart_place(case, strand), bytes(body))[1])
    except ValueError:
        raise StoreTrouble("vault-damaged") from None
    head = Head(case, strand, seq, digest, signing, signature)
    return Apart(case, strand, sender, chained(case, strand, listed), head)
