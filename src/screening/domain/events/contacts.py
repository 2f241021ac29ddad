"""Cards: the public keys of a laptop or a headquarters, and whom this vault knows and has checked.

A card is text that may be read by anyone. Its number is short enough to be read aloud over a telephone; it covers the
keys and the name, so that a card which was changed on its way has another number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from screening.domain.events import exchange as ev
from screening.domain.events.hash_chain import canonical
from screening.errors import BadInput

TITLE = "screening card 1"
PUBLISHERS = ("headquarters", "publisher")
"""The stations whose cards may be trusted for content and for program updates."""
STATIONS = ("laptop", *PUBLISHERS)
LONGEST_NAME = 120
LARGEST_CARD = 4096
_DIGITS = 30
_NAMES = {"name": "name", "organisation": "organisation", "for": "station", "signs": "signing", "receives": "recipient"}


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Who can be written to, and whose signature is believed."""

    name: str
    organisation: str
    station: str
    signing: str
    """The Ed25519 key, 64 hex digits."""
    recipient: str
    """The age recipient, ``age1...``."""

    @property
    def number(self) -> str:
        """Six groups of five digits, some 99 bits: the same in every language, to be read aloud."""
        covered = canonical([TITLE, self.name, self.organisation, self.station, self.signing, self.recipient])
        digits = str(int.from_bytes(hashlib.sha256(covered).digest(), "big") % 10**_DIGITS).zfill(_DIGITS)
        return " ".join(digits[at : at + 5] for at in range(0, _DIGITS, 5))

    def text(self) -> str:
        """Return the card as lines to save, paste or photograph."""
        fields = "".join(f"{name}: {getattr(self, attribute)}\n" for name, attribute in _NAMES.items())
        return f"{TITLE}\n{fields}"


@dataclass(frozen=True, slots=True)
class Contact:
    """A card in this vault. Only a checked one is written to and believed."""

    card: ContactCard
    checked: bool = False
    removed: bool = False
    content: bool = False
    """Whether its packs of content and of languages are used."""
    updates: bool = False
    """Whether the program updates that it signed are called good."""


def parse_card(text: str) -> ContactCard:
    """Return the card in ``text``. Raises BadInput("not-a-card")."""
    lines = [line.strip() for line in text.strip("\ufeff\n\r\t ").splitlines() if line.strip()]
    if len(text) > LARGEST_CARD or not lines or lines[0] != TITLE:
        raise BadInput("not-a-card")
    fields: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or name.strip() not in _NAMES or _NAMES[name.strip()] in fields:
            raise BadInput("not-a-card")
        fields[_NAMES[name.strip()]] = value.strip()
    if set(fields) != set(_NAMES.values()):
        raise BadInput("not-a-card")
    return sound_card(ContactCard(**fields))


def sound_card(card: ContactCard) -> ContactCard:
    """Return ``card`` itself when its parts have the right form. Raises BadInput("not-a-card")."""
    named = card.name and all(
        len(each) <= LONGEST_NAME and each.isprintable() for each in (card.name, card.organisation)
    )
    if not named or card.station not in STATIONS:
        raise BadInput("not-a-card")
    if not re.fullmatch(r"[0-9a-f]{64}", card.signing) or not re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", card.recipient):
        raise BadInput("not-a-card")
    return card


def same_number(typed: str, number: str) -> bool:
    """Return whether what was typed, with or without spaces, is this number."""
    return re.sub(r"[\s-]", "", typed) == number.replace(" ", "")


def may_publish(contact: Contact) -> bool:
    """Return whether a contact can be trusted for content and updates at all: checked, and no officer's laptop."""
    return contact.checked and contact.card.station in PUBLISHERS


def fold_contacts(happened: Iterable[object]) -> Mapping[str, Contact]:
    """Return contacts by number after these events of the vault's own strand, the newest last."""
    found: dict[str, Contact] = {}
    for event in happened:
        match event:
            case ev.ContactAdded():
                card = ContactCard(event.name, event.organisation, event.station, event.signing, event.recipient)
                found.pop(card.number, None)
                found[card.number] = Contact(card)
            case ev.ContactChecked(number=number) if number in found:
                found[number] = replace(found[number], checked=True)
            case ev.ContactTrusted(number=number) if number in found and may_publish(found[number]):
                found[number] = replace(found[number], content=event.content, updates=event.updates)
            case ev.ContactRemoved(number=number) if number in found:
                found[number] = replace(found[number], checked=False, removed=True, content=False, updates=False)
    return found
