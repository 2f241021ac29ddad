"""Copies outside this computer, and a record brought back from one: the same file, the same key slots."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from screening.domain.events import CopyMade, VaultRestored
from screening.errors import BadInput, NotSaved, StoreTrouble
from screening.store import backup, files, identity, keys, opening, renewing
from screening.store.driver import dbapi
from screening.store.exchange_tables import ExchangeTables
from screening.store.failures import why
from screening.store.verify import Verification, verify_tables

if TYPE_CHECKING:
    from screening.store.vault import Vault

NAME = "notes-copy-"
"""How the folder of a copy on a stick begins; the rest is the vault's own random name."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a copy held."""

    events: int
    cases: int
    whole: bool
    """Whether everything in it verified; a copy with faults is brought back all the same, and said so."""


def make_copy(vault: Vault, place: Path) -> Path:
    """A whole, verified copy in the folder ``place``; the former copy of this vault there goes only after that.

    Also of a vault that cannot be written any more, when it is wanted most; ``vault.trouble`` then says that it was
    not noted.

    Raises BadInput("folder-missing"), ("path-not-local"), ("practice-has-no-copy"),
    and ("copy-not-made"): then what was on the stick before is as it was.
    """
    place = files.local_path(place)
    if not place.is_dir():
        raise BadInput("folder-missing")
    if vault.folder is None:
        raise BadInput("practice-has-no-copy")
    tables = vault._open()
    try:
        files.sweep(place)
        final = put(backup.write_copy(vault.folder, place, vault.keys, tables), place, vault.keys.vault)
    except (OSError, StoreTrouble, dbapi.Error):
        raise BadInput("copy-not-made") from None
    with suppress(NotSaved):
        vault.append("", CopyMade("stick"))
    return final


def put(part: Path, place: Path, vault: str) -> Path:
    """Give a finished copy its name in ``place``; former copies of the vault there go after that. Raises OSError."""
    name = f"{NAME}{vault}-"
    former = [each for each in place.iterdir() if each.name.startswith(name)]
    numbers = [int(number) for each in former if (number := each.name.removeprefix(name)).isdecimal()]
    final = place / f"{name}{max(numbers, default=0) + 1:04}"
    part.replace(final)
    files.sync_folder(place)
    for each in former:
        files.remove(each)
    return final


def copies_in(place: Path) -> tuple[Path, ...]:
    """The folders at ``place`` that a record can be brought back from: itself, copies in it, backups in it."""
    place = files.local_path(place)
    found = [place] if _is_copy(place) else []
    with suppress(OSError):
        inside = sorted(place.iterdir(), reverse=True)
        found += [each for each in inside if each.name.startswith(NAME) and _is_copy(each)]
    found += [each for each in backup.any_backup(place) if _is_copy(each)]
    return tuple(found)


def restore_vault(place: Path, folder: Path, passphrase: str) -> Restored:
    """Bring the record in a copy back into ``folder``, which must be new or empty; the copy is only read.

    It goes on under a new strand name: the laptop that the copy came from may still write under the old one.
    Raises BadInput ``no-copy-there`` or ``folder-not-empty``, what ``open_vault`` raises, and NotSaved.
    """
    files.keep_private()
    folder = files.local_path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput("folder-not-empty")
    found = copies_in(place)
    if not found:
        raise BadInput("no-copy-there")
    source = found[0]
    opened = keys.unseal(keys.read(source)[0], passphrase)
    return restore_with_keys(source, folder, opened)


def restore_with_keys(source: Path, folder: Path, opened: keys.Keys) -> Restored:
    """What ``restore_vault`` does once a slot of the copy is open."""
    part = folder.with_name(f"{files.PART}{secrets.token_hex(8)}")
    try:
        files.make_folder(part)
        for name in (keys.FILE, keys.COPY, backup.FILE, *identity.NAMES):
            if (source / name).exists():
                files.write_atomic(part / name, (source / name).read_bytes())
        file, whole = keys.read(part)
        if not whole:
            keys.write(part, file)
        tables, _ = opening.open_tables(part, opened)
        try:
            checked = verify_tables(tables, None, "none")
            with tables.transaction():
                tables.rename_strand(ExchangeTables(tables).new_strand())
            renewing.renew(part, opened, tables).close()
        finally:
            tables.con.close()
        _note(part, opened)
        if folder.exists():
            folder.rmdir()
        part.replace(folder)
        files.sync_folder(folder.parent)
    except (OSError, dbapi.Error) as trouble:
        raise NotSaved(why(trouble, folder.parent)) from None
    finally:
        files.remove(part)
    return _told(checked)


def fits(copy: Path, opened: keys.Keys) -> bool:
    """Whether a copy is under these keys."""
    return opening.under(copy, opened)


def _note(part: Path, opened: keys.Keys) -> None:
    from screening.store.entrance import open_with_keys

    vault = open_with_keys(part, opened)
    try:
        vault.append("", VaultRestored())
    finally:
        vault.close()


def _told(checked: Verification) -> Restored:
    return Restored(checked.events, checked.cases, replace(checked, recorder="none").holds)


def _is_copy(place: Path) -> bool:
    return (place / backup.FILE).is_file() and any((place / name).is_file() for name in (keys.FILE, keys.COPY))
