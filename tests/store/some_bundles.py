"""Laptops for the tests of bundles: vaults in memory that know each other, and what their records come to."""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage

from screening.domain.case.case import Case, fold
from screening.domain.events.catalogue import Event
from screening.domain.events.hash_chain import START, canonical
from screening.store import Vault, add_contact, make_bundle, own_card, practice_vault
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.manifest import Head, Manifest, manifest_json
from screening.store.bundles.own_keys import OwnKeys
from screening.store.database.rows import Row, new_row
from screening.store.exchange.exchange import own_keys


def laptop(name: str) -> Vault:
    """A vault in memory whose clock goes on by a minute at every look, from a time of its own, yesterday."""
    vault = practice_vault()
    vault.officer = name
    yesterday = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(1)
    began, minutes = yesterday + timedelta(hours=len(name)), itertools.count()
    vault.clock = lambda: began + timedelta(minutes=next(minutes))
    return vault


def introduce(*vaults: Vault) -> None:
    """Everybody gets everybody's card and hears its number."""
    for one in vaults:
        for other in vaults:
            if other is not one:
                card = own_card(other)
                add_contact(one, card, card.number)


def number(vault: Vault) -> str:
    return own_card(vault).number


def bundle(sender: Vault, receiver: Vault, folder: Path, *cases: str) -> Path:
    """A bundle of these cases, or of all."""
    return make_bundle(sender, cases or sender.cases(), [number(receiver)], folder).path


def state(vault: Vault) -> dict[str, object]:
    """All that a vault says of its cases, whatever the order in which it came."""
    return {
        head.case: (vault.events(head.case), vault.fingerprint(head.case), head) for head in vault.listed_cases(0, -1)
    }


def case_of(vault: Vault, code: str) -> Case:
    return fold(code, vault.events(code))


def strand_of(
    events: Sequence[Event],
    case: str,
    strand: str,
    *,
    at: str = "2026-11-20T09:00:00Z",
    by: str = "Officer",
    first: int = 1,
) -> list[Row]:
    """A whole strand with these events, chained as it should be; Lamport counters from ``first`` on."""
    rows: list[Row] = []
    prev = START
    for seq, event in enumerate(events, start=1):
        made = new_row(event, case=case, strand=strand, seq=seq, lamport=first + seq - 1, at=at, by=by, prev=prev)
        rows.append(made)
        prev = made.link.digest
    return rows


def forged(
    sender: Vault,
    receiver: Vault | OwnKeys,
    strands: Sequence[Sequence[Row]],
    folder: Path,
    *,
    signer: OwnKeys | None = None,
) -> Path:
    """A bundle of exactly these strands, signed by the sender, that no ``make`` looked at.

    ``signer`` signs the heads: the sender unless it is said otherwise.
    """
    keys = own_keys(sender)
    to = (own_keys(receiver) if isinstance(receiver, Vault) else receiver).recipient
    by_place = sorted(strands, key=lambda rows: rows[0].place)
    heads = tuple(
        Head(*rows[-1].place, rows[-1].link.digest).signed(keys if signer is None else signer) for rows in by_place
    )
    lines = b"".join(canonical([*rows[0].place[:2], [_told(row) for row in rows]]) + b"\n" for rows in by_place)
    packed = zlib.compress(lines)
    manifest = Manifest(
        hashlib.sha256(packed).hexdigest()[:32], "2026-11-20T09:00:00Z", "", own_card(sender),
        (to,), sum(map(len, strands)), hashlib.sha256(packed).hexdigest(), len(lines), heads,
    )  # fmt: skip
    told = canonical(manifest_json(manifest))
    plain = bundles.MAGIC + bundles.LENGTH.pack(len(told)) + told + keys.sign(b"screening bundle 1\x00" + told) + packed
    path = folder / f"{manifest.bundle}.age"
    path.write_bytes(bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(to)])))
    return path


def _told(row: Row) -> list[object]:
    it = row.link
    return [it.lamport, it.at, it.by, it.kind, row.salt.hex(), row.body]


def unsigned(head: Head) -> Head:
    """The head as a laptop passes it on that lost its writer's signature."""
    return replace(head, signing="", signature="")
