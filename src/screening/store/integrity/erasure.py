"""After a record's key was destroyed: every file that may still hold a word of it is made anew. May be done again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from screening.store.crypto import atomic_files
from screening.store.crypto.key_file import Keys
from screening.store.database import journal as journal_file
from screening.store.database import journal_rebuild
from screening.store.database.journal import Journal
from screening.store.database.tables import Tables
from screening.store.folder import automatic_copies
from screening.store.integrity.erasure_markers import PENDING
from screening.store.integrity.repair import DAMAGED


def clean(folder: Path, keys: Keys, tables: Tables, erased: Sequence[str] = ()) -> Journal:
    """Finish an erasing: a new journal, which is returned, a new backup, no older backups and no damaged file.

    ``erased`` are the codes that went, where they are still known: then only what names them is written anew.
    May be done again at any time. Raises OSError, StoreTrouble or the driver's errors; then it is still pending.
    """
    if erased:
        journal = journal_rebuild.carry_over(folder, keys, tables, naming=erased)
    else:
        journal = journal_rebuild.renew(folder, keys, tables)
    try:
        one_backup(folder, keys, tables)
        with tables.transaction():
            tables.clear_pending(PENDING)
    except BaseException:
        journal.close()
        raise
    return journal


def one_backup(folder: Path, keys: Keys, tables: Tables) -> None:
    """Make a new backup in the place of all others, and leave no damaged file. May be done again; raises the same."""
    made = automatic_copies.make_backup(folder, keys, tables)
    for each in automatic_copies.any_backup(folder, keys.vault):
        if each != made:
            atomic_files.remove(each)
    for path in folder.glob(f"{DAMAGED}*"):
        atomic_files.remove(path)
    journal_file.remove_others(folder, keys)
    atomic_files.sync_folder(folder)
