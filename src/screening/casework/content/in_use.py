"""Which content an open record uses: the program's own, or that of signed packs which its log says were put in.

A pack is read only while the part of it that was signed is the one that the record's log names, and every file in it
is as that part says. It was held against the cards that the record believes when it was put in; the log is what is
believed from then on, so that cases stay readable whoever leaves the organisation.
"""

from __future__ import annotations

import datetime
import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from screening.casework.content import country
from screening.casework.content.directory import shipped
from screening.casework.content.edition import Content, open_content
from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.problems import Problem
from screening.domain.events.contacts import ContactCard
from screening.domain.policy import computer_voice
from screening.domain.policy.content_age import Old, PacksOfRecord, open_age, packs_of, too_old
from screening.settings import EDITION, OWN, Installation, content_root, locales_root
from screening.store import Vault
from screening.store.exchange.pack_file import CONTENT, LARGEST_SOUND, LARGEST_TEXT, Sort, still_signed
from screening.store.vault.vault import VAULT
from screening.wording.catalogue.packs import packs, packs_folder

FOLDER = "content"
SIGNED = "pack.signed"
"""The part of the pack's file that is signed, kept beside what it signs."""
TAG = "content"
PAGE = "content.toml"


@dataclass(frozen=True, slots=True)
class SignedPack:
    """A pack in its folder, every file as it was signed."""

    folder: Path
    pack: str
    """The SHA-256 of its signed part: what the log calls it by."""
    signer: ContactCard
    page: bytes
    """What a content pack says of itself."""


def home(folder: Path | None = None) -> Path:
    """Return where content packs lie: in the folder of packs, beside the record."""
    return (folder or packs_folder()) / FOLDER


def place_of(pack: str, folder: Path | None = None) -> Path:
    return home(folder) / pack[:16]


def whole(place: Path) -> SignedPack | None:
    """Return the content pack in a folder, as ``signed_pack``; None as well for one without a page."""
    found = signed_pack(place, TAG, CONTENT)
    return found if found is not None and found.page else None


def signed_pack(place: Path, tag: str, sort: Sort, beside: str = "") -> SignedPack | None:
    """Return the pack in a folder; None where a file is missing, changed, or was not signed.

    Nobody is believed by it yet. ``beside`` is a file that lies there and is not of the pack.
    """
    try:
        names = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if not path.is_dir()}
        signed = read_foreign(names.pop(SIGNED), LARGEST_TEXT)
        names.pop(beside, None)
        if len(names) > sort.most:
            return None
        files = {name: read_foreign(path, LARGEST_SOUND) for name, path in names.items()}
    except (OSError, KeyError):
        return None
    signer = still_signed(signed, tag, files, sort)
    if signer is None:
        return None
    return SignedPack(place, hashlib.sha256(signed).hexdigest(), signer, files.get(PAGE, b""))


def known_of(vault: Vault) -> PacksOfRecord:
    """Return what the record's log says of packs."""
    return packs_of(vault.events(VAULT))


def content_of_record(vault: Vault, folder: Path | None = None) -> tuple[Installation, tuple[str, ...]]:
    """Return the country and the content that this record's log names, and the packs that are not as they were.

    Where the pack in use is among those, it is the program's own content. Raises BadInput("no-such-country").
    """
    recorded = vault.events(VAULT)
    name, known = country.one(country.of_record(recorded), OWN).id, packs_of(recorded)
    found = {event.pack: whole(place_of(event.pack, folder)) for event in known.put_in}
    good = {pack: each for pack, each in found.items() if each is not None and each.pack == pack}
    current = good.get(known.in_use)
    here = Installation(
        name,
        tuple(each.folder for each in good.values()),
        None if current is None else current.folder,
        (edition_of(current.page) if current is not None else "") or EDITION,
        tuple(known.editions.items()),
        computer_voice=() if current is None else voices_in(current.folder / "indicators", []),
    )
    return here, tuple(pack for pack in found if pack not in good)


def voices_in(indicators: Path, problems: list[Problem]) -> tuple[str, ...]:
    """Return the languages in which a pack allows a computer's voice; what is wrong with that goes into ``problems``.

    None where it says nothing of it. Raises BadInput("content-unreadable") where the voices themselves cannot be read.
    """
    if not (indicators / computer_voice.FILE).is_file():
        return ()
    languages = packs(content_root())
    return computer_voice.read_allowed(indicators, computer_voice.open_voices(locales_root()), languages, problems)


def edition_of_record(vault: Vault) -> Content:
    """Return the edition that new cases of this record open under, as its country reads it.

    Raises what ``open_content`` and ``content_of_record`` raise.
    """
    return open_content(here=content_of_record(vault)[0])


def edition_of(page: bytes) -> str:
    """Return the edition that a pack's own page names; "" for none, or where the page cannot be read."""
    try:
        named = tomllib.loads(page.decode("utf-8")).get("edition", "")
    except (ValueError, RecursionError):
        return ""
    return named if isinstance(named, str) else ""


def aged(here: Installation, today: datetime.date) -> tuple[Old, ...]:
    """Return what of the content in use is older than the organisation's limit.

    Raises BadInput where content or limits cannot be read.
    """
    looked_at = {"law": country.of(here).looked_at, "directory": shipped(here).checked_on}
    return too_old(today, open_age(here.age_root), looked_at)


def lying_there(folder: Path | None = None) -> Iterable[SignedPack]:
    """Return every pack in the folder that is whole, by whomever it was signed."""
    place = home(folder)
    found = [whole(each) for each in sorted(place.iterdir()) if each.is_dir()] if place.is_dir() else []
    return [each for each in found if each is not None]
