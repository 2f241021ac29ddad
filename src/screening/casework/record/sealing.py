"""Seal a record for the organisation and clear it away; what is said of one afterwards; bring it back."""

from __future__ import annotations

from pathlib import Path

from screening import store
from screening.errors import BadInput
from screening.record_place import entries
from screening.store import Sealed, Vault
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words


def seal(vault: Vault, place: str) -> Sealed:
    """Seal and clear away; ``place`` is a folder on a stick, "" leaves the sealed copy here. The vault is closed."""
    return store.seal_and_purge(vault, Path(place.strip()).expanduser() if place.strip() else None)


def became(folder: Path) -> Sealed | None:
    """Return what became of the record that stood here, when it was sealed and nothing here opens any more."""
    return store.became(folder) if folder.is_dir() else None


def sealed_lines(sealed: Sealed, words: Words) -> tuple[str, ...]:
    """Return what became of a sealed record, in plain lines."""
    lines = [words.say("sealed.unknown")]
    if sealed.at:
        day = format_date(sealed.at, words.language)
        lines = [words.say_count("sealed.when", sealed.cases, day=day)]
    lines.append(words.say("sealed.here") if sealed.here else words.say("sealed.stick", name=sealed.copy))
    if sealed.left:
        lines.append(words.say_count("sealed.left", sealed.left))
    if sealed.others:
        lines.append(words.say_count("sealed.others", sealed.others))
    return tuple(lines)


def lies_beside(folder: Path) -> bool:
    """Return whether a sealed record was set aside for a new one here."""
    return any(store.sealed_here(each) for each in store.sealed_beside(folder))


def bring_back(folder: Path, copy: str, secret: str, passphrase: str, which: int = 0) -> None:
    """Open a record with the organisation's key under a new passphrase: where it stands, or from a copy.

    Without ``copy`` the sealed copy on this computer is taken, else the record itself. Raises what ``recover`` and
    ``recover_copy`` raise, and BadInput("no-copy-there") for a sealed record whose copy is elsewhere.
    """
    key = Path(secret.strip()).expanduser()
    if copy.strip():
        store.recover_copy(Path(copy.strip()).expanduser(), folder, key, passphrase, which=which)
        return
    places = (folder, *store.sealed_beside(folder))
    here = next((each for place in places if (each := store.sealed_here(place)) is not None), None)
    if here is not None and (became(folder) is not None or not folder.exists() or not entries(folder)):
        store.recover_copy(here, folder, key, passphrase, which=which)
    elif became(folder) is not None:
        raise BadInput("no-copy-there")
    else:
        store.recover(folder, key, passphrase)
