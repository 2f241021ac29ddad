"""The keys of a headquarters in a file under a passphrase, and the cards of the laptops that it believes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from screening.domain.events.contacts import LARGEST_CARD, TITLE, ContactCard, parse_card, same_number, sound_card
from screening.errors import BadInput, StoreTrouble
from screening.store.bundles.own_keys import OwnKeys, new_own_keys, open_keys, seal_keys
from screening.store.crypto.atomic_files import local_path, read_foreign_bounded
from screening.store.crypto.passphrase import refuse_weak
from screening.store.folder.safe_paths import outside, save_new, write_over

LARGEST = 1 << 16
MOST_CARDS = 10_000


def make_identity(path: Path, passphrase: str, name: str, organisation: str) -> ContactCard:
    """New keys in a new file; their card. Raises BadInput for a weak passphrase, a taken name, an unfit ``name``."""
    refuse_weak(passphrase)
    keys = new_own_keys()
    card = sound_card(ContactCard(name, organisation, "headquarters", keys.signing, keys.recipient))
    data = seal_keys(keys, card, passphrase)
    save_new(path, data)
    return card


def open_identity(path: Path, passphrase: str) -> tuple[OwnKeys, ContactCard]:
    """Return the keys and the card in a file.

    Raises BadInput ``hub-no-identity``, StoreTrouble ``hub-wrong-passphrase``.
    """
    try:
        data = read_foreign_bounded(local_path(path), LARGEST)
    except (OSError, StoreTrouble):
        raise BadInput("hub-no-identity") from None
    return open_keys(data, passphrase)


def believed(path: Path) -> Mapping[str, ContactCard]:
    """Number to card, of everybody in a file of cards; an empty one means nobody.

    Raises BadInput ``hub-no-senders``, ``hub-senders-damaged``.
    """
    try:
        text = read_foreign_bounded(local_path(path), MOST_CARDS * LARGEST_CARD).decode()
    except (OSError, StoreTrouble):
        raise BadInput("hub-no-senders") from None
    except ValueError:
        raise BadInput("hub-senders-damaged") from None
    # A card begins with a line of its own: the same words may stand in a name.
    before, *parts = re.split(rf"^{re.escape(TITLE)}$", text, flags=re.MULTILINE)
    if before.strip():
        raise BadInput("hub-senders-damaged")
    try:
        cards = [parse_card(TITLE + part) for part in parts]
    except BadInput:
        raise BadInput("hub-senders-damaged") from None
    return {card.number: card for card in cards}


def believe(path: Path, card: ContactCard, number: str) -> None:
    """Add a card whose number was read aloud. Raises BadInput("contact-number-differs"), ("hub-senders-damaged")."""
    if not same_number(number, card.number):
        raise BadInput("contact-number-differs")
    path = outside(path)
    known = dict(believed(path)) if path.exists() else {}
    known[card.number] = card
    _write(path, known)


def disbelieve(path: Path, number: str) -> None:
    """Take a card out. Raises BadInput("contact-unknown")."""
    known = dict(believed(path))
    found = [each for each in known if same_number(number, each)]
    if not found:
        raise BadInput("contact-unknown")
    del known[found[0]]
    _write(path, known)


def _write(path: Path, known: Mapping[str, ContactCard]) -> None:
    write_over(path, "\n".join(card.text() for card in known.values()).encode())
