"""Carrying cases to other laptops: own card, people, bundles out and in, as views and as lines for the terminal."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from screening import settings
from screening.domain.events.contacts import LARGEST_CARD, Card, Contact, parse_card
from screening.domain.policy import bulk_limit
from screening.domain.policy.roles import EXCHANGE, must
from screening.errors import BadInput, NotAccepted, NotSaved, StoreTrouble
from screening.store import (
    Made,
    Taken,
    Vault,
    add_contact,
    confirm_second,
    contacts,
    make_bundle,
    own_card,
    remove_contact,
    second_named,
)
from screening.store.crypto.atomic_files import local_path, read_foreign_bounded, typed_folder
from screening.store.folder.safe_paths import outside
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One of the people whose card is here."""

    number: str
    name: str
    organisation: str
    station: str
    """Already worded."""
    checked: bool
    state: str

    @property
    def about(self) -> str:
        """Organisation and kind, as one line."""
        return " · ".join(part for part in (self.organisation, self.station) if part)


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """The desk's page of bundles: own card, people, and the cases that can be sent."""

    own: Card
    people: tuple[PersonRow, ...]
    cases: tuple[str, ...]
    second: str
    """The second person's name; "" when none was named."""
    practice: bool
    waiting: frozenset[str] = frozenset()
    """Cases that even alone need the second person now: enough others left without that person lately."""


def exchange_view(vault: Vault, words: Words) -> ExchangeView:
    """The pages of bundles and people."""
    named, cases = second_named(vault), vault.cases()
    limit, sent = _sent_alone(vault)
    waiting = frozenset(each for each in cases if vault.folder is not None and bulk_limit.bulk((each,), sent, limit))
    return ExchangeView(
        own_card(vault), people(vault, words), cases, named.name if named else "", vault.folder is None, waiting
    )


def needs_second(vault: Vault, cases: Iterable[str]) -> bool:
    """Whether sending these needs the second person now. Practice never does."""
    if vault.folder is None:
        return False
    limit, sent = _sent_alone(vault)
    return bulk_limit.bulk(cases, sent, limit)


def _sent_alone(vault: Vault) -> tuple[bulk_limit.Limit, frozenset[str]]:
    """The limit, and which cases count towards it now."""
    with suppress(NotSaved):
        vault.note_clock()
    limit = bulk_limit.open_limit(settings.indicators_root())
    return limit, bulk_limit.sent_alone(vault.events(""), limit, datetime.datetime.now(datetime.UTC))


def send(
    vault: Vault, cases: Iterable[str], to: Iterable[str], out: Path, *, purpose: str = "", second: str = ""
) -> Made:
    """Write a bundle; several cases at once, or one after the other (SX8), need the ``second`` person's passphrase.

    Raises what ``make_bundle`` raises, NotAccepted("second-first") when nobody was named, StoreTrouble("wrong-second").
    """
    must(vault.role, EXCHANGE)
    codes = tuple(cases)
    agreed = ""
    if needs_second(vault, codes):
        if second_named(vault) is None:
            raise NotAccepted("second-first")
        agreed = confirm_second(vault, second)
    return make_bundle(vault, codes, to, out, purpose=purpose, second=agreed)


def save_own_card(vault: Vault, folder: str) -> Path:
    """Write this vault's card into a folder. Raises what ``save_card`` raises."""
    return save_card(own_card(vault), typed_folder(folder))


def card_in(text: str) -> Card:
    """Return a card from its text, or from the file that is named. Raises what ``read_card`` raises."""
    written = text.strip()
    return parse_card(written) if "\n" in written else read_card(Path(written).expanduser())


def check_number(vault: Vault, number: str, typed: str) -> Contact:
    """The person read their number aloud. Raises BadInput("contact-number-differs"), ("contact-unknown")."""
    known = contacts(vault).get(number)
    if known is None or known.removed:
        raise BadInput("contact-unknown")
    return add_contact(vault, known.card, typed or "-")


def take_out(vault: Vault, number: str) -> None:
    remove_contact(vault, number)


def people(vault: Vault, words: Words) -> tuple[PersonRow, ...]:
    """Everybody whose card is here and was not taken out, by name."""
    there = [contact for contact in contacts(vault).values() if not contact.removed]
    return tuple(person_row(each, words) for each in sorted(there, key=lambda each: each.card.name.casefold()))


def person_row(contact: Contact, words: Words) -> PersonRow:
    card = contact.card
    state = words.say("exchange.checked" if contact.checked else "exchange.not-checked")
    station = words.say(f"exchange.station.{card.station}")
    return PersonRow(
        card.number, visible_text(card.name), visible_text(card.organisation), station, contact.checked, state
    )


def find_person(known: Mapping[str, Contact], wanted: str) -> str:
    """The number of the one person meant by a name or a number.

    Raises BadInput("contact-unknown") and ("contact-ambiguous"), where two have that name.
    """
    there = {number: contact for number, contact in known.items() if not contact.removed}
    digits = "".join(wanted.split()).replace("-", "")
    found = [number for number in there if number.replace(" ", "") == digits]
    found = found or [number for number, contact in there.items() if contact.card.name == wanted.strip()]
    if not found:
        raise BadInput("contact-unknown")
    if len(found) > 1:
        raise BadInput("contact-ambiguous")
    return found[0]


def read_card(path: Path) -> Card:
    """The card in a file. Raises BadInput("not-a-card"), ("bundle-not-found")."""
    path = local_path(path)
    if not path.is_file():
        raise BadInput("card-not-found")
    try:
        return parse_card(read_foreign_bounded(path, LARGEST_CARD).decode())
    except (OSError, ValueError):
        raise BadInput("not-a-card") from None


def save_card(card: Card, out: Path) -> Path:
    """Write a card as a text file: into a folder under a name that says nothing, or to a file that is not there yet.

    Raises BadInput: ``bundle-file-exists``, ``inside-record``, ``bundle-not-written``.
    """
    out = outside(out)
    path = out / f"card-{card.number[:5]}.txt" if out.is_dir() else out
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(card.text())
    except FileExistsError:
        if _holds(path, card.text().encode()):
            return path
        raise BadInput("bundle-file-exists") from None
    except OSError as trouble:
        raise BadInput("bundle-not-written", reason=trouble.strerror or "") from None
    return path


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_foreign_bounded(path, LARGEST_CARD) == data
    except (OSError, StoreTrouble):
        return False


def taken_lines(taken: Taken, words: Words) -> tuple[str, ...]:
    """What was taken in, or would be."""
    card = taken.sender.card
    whose = ", ".join(visible_text(part) for part in (card.name, card.organisation) if part)
    lines = [
        words.say("exchange.from", name=whose, number=card.number),
        words.say_count("exchange.holds", len(taken.cases)),
        words.say_count("exchange.new", taken.added) if taken.added else words.say("exchange.nothing-new"),
    ]
    if taken.purpose:
        lines.append(words.say("exchange.purpose", purpose=" ".join(visible_text(taken.purpose).split())))
    if taken.log is not None:
        lines.append(words.say_count("exchange.log", taken.log.entries, fingerprint=taken.log.fingerprint))
    if taken.log_older:
        lines.append(words.say("exchange.log-older"))
    if taken.own:
        lines.append(words.say_count("exchange.lost", taken.own))
    if taken.strangers:
        lines.append(words.say_count("exchange.strangers", taken.strangers))
    if taken.taken_out:
        lines.append(words.say_count("exchange.taken-out", taken.taken_out))
    return tuple(lines)


def chosen_cases(vault: Vault, codes: Iterable[str], *, all_of_them: bool) -> tuple[str, ...]:
    """The cases that are to go. Raises BadInput("bundle-no-cases")."""
    chosen = vault.cases() if all_of_them else tuple(code.strip().upper() for code in codes)
    if not chosen:
        raise BadInput("bundle-no-cases")
    return chosen
