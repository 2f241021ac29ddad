"""After a record's key was destroyed: every file that may still hold a word of it is made anew. May be done again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from screening.store import backup, files, renewing
from screening.store import recorder as recorders
from screening.store.erased import PENDING
from screening.store.keys import Keys
from screening.store.recorder import Recorder
from screening.store.repair import DAMAGED
from screening.store.tables import Tables


def clean(folder: Path, keys: Keys, tables: Tables, erased: Sequence[str] = ()) -> Recorder:
    """After an erasing: a new recorder, a new backup, no older backups and no damaged file. The new recorder.

    ``erased`` are the codes that went, where they are still known: then only what names them is written anew.
    May be done again at any time. Raises OSError, StoreTrouble or the driver's errors; then it is still pending.
    """
    if erased:
        recorder = renewing.carry_over(folder, keys, tables, naming=erased)
    else:
        recorder = renewing.renew(folder, keys, tables)
    try:
        one_backup(folder, keys, tables)
        with tables.transaction():
            tables.clear_pending(PENDING)
    except BaseException:
        recorder.close()
        raise
    return recorder


def one_backup(folder: Path, keys: Keys, tables: Tables) -> None:
    """A new backup in the place of all others, and no damaged file of before. May be done again; raises the same."""
    made = backup.make_backup(folder, keys, tables)
    for each in backup.any_backup(folder, keys.vault):
        if each != made:
            files.remove(each)
    for path in folder.glob(f"{DAMAGED}*"):
        files.remove(path)
    recorders.remove_others(folder, keys)
    files.sync_folder(folder)
