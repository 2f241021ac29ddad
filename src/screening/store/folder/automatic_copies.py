"""Copies of a vault: made whole, checked, then given their name; the three newest are kept, each with its key file."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from screening.errors import StoreTrouble
from screening.store import progress
from screening.store.crypto import key_file
from screening.store.crypto.atomic_files import PART, create_private, make_folder, remove, sweep, sync_folder, take_name
from screening.store.crypto.key_file import Keys
from screening.store.database import journal as journal_file
from screening.store.database.driver import dbapi, integrity_faults
from screening.store.database.tables import Tables
from screening.store.folder import identity_db

FOLDER = "backup"
FILE = "vault.db"
KEPT = 3
PAGES_AT_ONCE = 1024
"""Pages of a copy after which it is said how far it is: 4 MB."""


def any_backup(folder: Path, vault: str = "") -> list[Path]:
    """Return the backups of the vault in ``folder``, newest first; one whose key file names another vault is none of
    them.

    ``vault`` is the vault's own name, where it is known already.
    """
    there = _numbered(folder)
    own = vault or (vault_in(folder) if there else "")
    return [each for each in there if vault_in(each) in ("", own) or not own]


def _numbered(folder: Path) -> list[Path]:
    try:
        found = [each for each in (folder / FOLDER).iterdir() if re.fullmatch(r"[0-9]{6}", each.name)]
    except OSError:
        return []
    return sorted(found, reverse=True)


def vault_in(folder: Path) -> str:
    """Return the name of the vault in a folder, from its journal or its key files; "" where neither tells."""
    if found := journal_file.vault_of(folder / journal_file.FILE):
        return found
    with suppress(StoreTrouble):
        return key_file.read(folder)[0].vault
    return ""


def is_copy(place: Path) -> bool:
    """Return whether a folder looks like a copy: the file of a record, and a key file."""
    return (place / FILE).is_file() and any((place / name).is_file() for name in (key_file.FILE, key_file.COPY))


def count_backups(folder: Path) -> int:
    """Return how many backups there are."""
    return len(any_backup(folder))


def make_backup(folder: Path, keys: Keys, tables: Tables) -> Path:
    """Make a backup, opened again and compared before it counts; older ones go only after that.

    One under another data key, or with an entry that the vault lacks, is none of the older ones and stays.
    Raises OSError, the driver's errors, and StoreTrouble("backup-differs").
    """
    if tables.con.in_transaction:
        raise RuntimeError("a backup inside a transaction would never end")
    shelf = folder / FOLDER
    shelf.mkdir(mode=0o700, exist_ok=True)
    sweep(shelf)
    part = write_copy(folder, shelf, keys, tables)
    try:
        older, there = any_backup(folder, keys.vault), _numbered(folder)
        made = shelf / f"{int(there[0].name) + 1 if there else 1:06}"
        take_name(part, made)
    except BaseException:
        remove(part)
        raise
    for old in [each for each in older if outlived(each / FILE, keys, tables)][KEPT - 1 :]:
        remove(old)
    return made


def outlived(path: Path, keys: Keys, tables: Tables, *, other: bool = False) -> bool:
    """Return whether the vault holds what a backup holds: that is under its data key and the newest entry is known
    here.

    ``other`` is what is said of one that does not open under that key.
    """
    try:
        with closing(Tables.of(path, keys, beside=True)) as copy:
            last = copy.last_link()
    except (StoreTrouble, dbapi.Error):
        return other
    return last is None or tables.digest_at(last[0]) == last[1]


def write_copy(folder: Path, shelf: Path, keys: Keys, tables: Tables) -> Path:
    """Return a whole copy under a name of its own in ``shelf``, opened again and compared."""
    with copy_being_made(shelf) as part:
        key_file.write(part, key_file.read(folder)[0])
        copy_database(part / FILE, keys, tables)
        identity_db.copy(folder, part)
    return part


@contextmanager
def copy_being_made(shelf: Path) -> Iterator[Path]:
    """Yield a new folder in ``shelf`` for a copy, which is on disk at the end; nothing is left of a failed one."""
    part = shelf / f"{PART}{secrets.token_hex(8)}"
    make_folder(part)
    try:
        yield part
        for each in part.iterdir():
            if each.name.endswith("-journal"):
                remove(each)
        sync_folder(part)
    except BaseException:
        remove(part)
        raise


def copy_database(path: Path, keys: Keys, tables: Tables) -> None:
    """Copy every page into a new file under ``keys``, opened again and compared. Raises like ``make_backup``."""
    os.close(create_private(path))
    with closing(Tables.of(path, keys)) as copy:
        tables.con.backup(copy.con, pages=PAGES_AT_ONCE, progress=_say_progress)
    with closing(Tables.of(path, keys)) as copy:
        same = copy.all_heads() == tables.all_heads() and copy.last_link() == tables.last_link()
        if integrity_faults(copy.con) or not same:
            raise StoreTrouble("backup-differs")


def _say_progress(_status: int, remaining: int, total: int) -> None:
    progress.step("copy", total - remaining, total)
