"""The people that a vault exchanges cases with, its own card and keys, and bundles out of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from screening.domain.events.catalogue import Event
from screening.domain.events.contacts import LONGEST_NAME, Contact, ContactCard, fold_contacts, may_publish, same_number
from screening.domain.events.exchange import (
    BundleBegun,
    BundleMade,
    BundleOpened,
    ContactAdded,
    ContactChecked,
    ContactRemoved,
    ContactTrusted,
    ExchangeKeysMade,
    NotWritten,
)
from screening.domain.events.hash_chain import LogHead
from screening.domain.events.timestamps import utc_text
from screening.errors import BadInput
from screening.store import progress
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.bundles.joining import names_writer, written_by
from screening.store.bundles.manifest import Head
from screening.store.bundles.own_keys import OwnKeys, new_own_keys
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from screening.store.folder import safe_paths
from screening.store.integrity.erasure import erasings
from screening.store.vault.vault import VAULT, Vault, noted

HEADQUARTERS = "headquarters"
"""The station on the card of a headquarters."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that is on disk."""

    path: Path
    bundle: str
    cases: tuple[str, ...]
    events: int
    size: int


def own_card(vault: Vault) -> ContactCard:
    """Return this vault's card. Raises NotSaved when it is asked for the first time and that cannot be noted."""
    return _card(vault, own_keys(vault))


def publisher_card(vault: Vault) -> ContactCard:
    """Return the card under which this vault signs packs and updates: the same keys, and a number of its own.

    Whoever checked the other one to exchange cases does not trust this one yet. Raises what ``own_card`` raises.
    """
    return replace(own_card(vault), station="publisher")


def contacts(vault: Vault) -> Mapping[str, Contact]:
    """Return everybody whose card was added, also those removed since, by their number."""
    return fold_contacts(recorded.event for recorded in vault.events(VAULT))


def add_contact(vault: Vault, card: ContactCard, number: str = "") -> Contact:
    """Keep somebody's card; with the ``number`` that they read aloud it is checked as well.

    Raises BadInput("contact-is-yourself"), and ("contact-number-differs") with nothing kept.
    """
    if card.signing == own_card(vault).signing:
        raise BadInput("contact-is-yourself")
    if number and not same_number(number, card.number):
        raise BadInput("contact-number-differs")
    known = contacts(vault).get(card.number)
    todo: list[Event] = []
    if known is None or known.removed:
        todo.append(ContactAdded(card.name, card.organisation, card.station, card.signing, card.recipient))
    if number and (known is None or not known.checked):
        todo.append(ContactChecked(card.number))
    vault.append_many(VAULT, todo)
    return contacts(vault)[card.number]


def trust(vault: Vault, number: str, *, content: bool, updates: bool) -> Contact:
    """Say for what a headquarters' or publisher's signature counts from now on.

    Raises BadInput: ``contact-unknown``, ``contact-not-checked``, ``contact-no-publisher``; and NotSaved.
    """
    contact = _checked(contacts(vault), number)
    if not may_publish(contact):
        raise BadInput("contact-no-publisher")
    if (content, updates) != (contact.content, contact.updates):
        vault.append(VAULT, ContactTrusted(number, content, updates))
    return contacts(vault)[number]


def remove_contact(vault: Vault, number: str) -> None:
    """Send nothing to a card and believe nothing from it any more; what it brought stays. Raises BadInput."""
    known = contacts(vault).get(number)
    if known is None or known.removed:
        raise BadInput("contact-unknown")
    vault.append(VAULT, ContactRemoved(number))


def make_bundle(
    vault: Vault,
    cases: Iterable[str],
    to: Iterable[str],
    out: Path,
    *,
    purpose: str = "",
    second: str = "",
    grounds: Mapping[str, str] | None = None,
    duty: str = "",
) -> Made:
    """Write a bundle of ``cases`` for the contacts whose numbers are ``to``; it is whole on disk when this returns.

    ``second`` is the second person who agreed, where one had to; ``grounds`` and ``duty`` are why each case may leave,
    which the file says.

    Without a case it tells headquarters alone which cases were erased here because their persons took them back.
    ``out`` is a folder, where it gets a name that says nothing, or the name of a file that is not there yet.
    That it leaves is noted first. Raises BadInput (``contact-unknown``, ``contact-not-checked``, ``bundle-no-cases``,
    ``bundle-file-exists``, ``inside-record``, ``path-not-local``, ``not-a-case-code``),
    NotAccepted("text-not-storable") and NotSaved.
    """
    numbers = tuple(dict.fromkeys(to))
    if not numbers:
        raise BadInput("bundle-no-recipient")
    people = [_checked(contacts(vault), number) for number in numbers]
    codes = tuple(sorted(set(cases)))
    path = _free_name(out)
    keys = own_keys(vault)
    at = utc_text(vault.clock())
    with vault.reading() as tables:
        asked = ExchangeTables(tables)
        if missing := [code for code in codes if not tables.knows(code)]:
            raise BadInput("bundle-no-such-case", case=missing[0][:20])
        for_headquarters = all(each.card.station == HEADQUARTERS for each in people)
        erased = tuple(_taken_back(tables)) if for_headquarters else ()
        if not codes and not erased:
            raise BadInput("bundle-no-cases")
        made, data = bundles.make(
            keys,
            _card(vault, keys),
            [person.card.recipient for person in people],
            _whole_strands(asked, keys, codes),
            made_at=at,
            purpose=purpose,
            log=lambda number: _begun(vault, number),
            erased=erased,
            grounds=grounds,
            duty=duty,
        )
    digest = hashlib.sha256(data).hexdigest()
    leaves = BundleMade(made.bundle, numbers, codes, made.events, purpose, digest, second, duty)
    with noted(vault, VAULT, leaves, NotWritten(digest)):
        path = safe_paths.save_new(path, data)
    return Made(path, made.bundle, codes, made.events, len(data))


def had(vault: Vault, case: str) -> frozenset[str]:
    """Return the numbers of the cards that have a case, as the log knows: it went there, or came from there."""
    found: set[str] = set()
    own = [each.event for each in vault.events(VAULT)]
    failed = {event.digest for event in own if isinstance(event, NotWritten)}
    for event in own:
        match event:
            case BundleMade(recipients=recipients, cases=cases, digest=digest) if (
                case in cases and digest not in failed
            ):
                found.update(recipients)
            case BundleOpened(sender=sender, cases=cases) if case in cases:
                found.add(sender)
    return frozenset(found)


def _taken_back(tables: Tables) -> Iterator[str]:
    """Marks of the cases that were erased here because their persons took it back or asked for it.

    Those whose time was over here are not among them: a headquarters has clocks of its own.
    """
    return (
        mark for each in erasings(tables.rows(VAULT)) if each.reason in ("withdrawn", "asked") for mark in each.marks
    )


def _begun(vault: Vault, number: str) -> LogHead:
    """The head of the log with the entry that a bundle is being made: a copy of the record from before lacks it."""
    vault.append(VAULT, BundleBegun(number))
    return vault.log_head()


def _whole_strands(asked: ExchangeTables, keys: OwnKeys, codes: tuple[str, ...]) -> Iterator[tuple[Head, list[Row]]]:
    own = asked.own_strands()
    for code in progress.over("bundle", codes, len(codes)):
        strands = asked.strands(code)
        for head in asked.heads(code):
            # A strand of before the keys were lost is passed on as it is: its name would not fit this signature.
            signs = head.strand in own and (not names_writer(head.strand) or written_by(head.strand, keys.signing))
            yield head.signed(keys) if signs else head, strands[head.strand]


def own_keys(vault: Vault) -> OwnKeys:
    """Return what the vault signs and receives with; noted when they are asked for the first time. Raises NotSaved."""
    with vault.reading() as tables:
        asked = ExchangeTables(tables)
        keys = asked.keys()
        if keys is not None and (vault.trouble or asked.keys_recorded(keys)):
            return keys
    made = keys or new_own_keys()
    card = _card(vault, made)
    rows = vault.next_rows(VAULT, (ExchangeKeysMade(made.signing, made.recipient, card.number),))
    vault.take_rows(rows, lambda tables: ExchangeTables(tables).set_keys(made))
    return made


def _card(vault: Vault, keys: OwnKeys) -> ContactCard:
    return ContactCard(_line(vault.officer) or "-", _line(vault.organisation), "laptop", keys.signing, keys.recipient)


def _line(text: str) -> str:
    """A name as one line of a card."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST_NAME].strip()


def _checked(known: Mapping[str, Contact], number: str) -> Contact:
    contact = known.get(number)
    if contact is None or contact.removed:
        raise BadInput("contact-unknown")
    if not contact.checked:
        raise BadInput("contact-not-checked")
    return contact


def _free_name(out: Path) -> Path:
    out = safe_paths.outside(out)
    if out.is_dir():
        return out / f"bundle-{secrets.token_hex(4).upper()}.age"
    safe_paths.new_file(out)
    if not out.parent.is_dir():
        raise BadInput("folder-missing")
    return out
