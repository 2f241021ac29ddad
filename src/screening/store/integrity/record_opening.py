"""From a folder and its keys to open tables and a journal that agree with each other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from screening.errors import Notice, StoreTrouble
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.crypto import atomic_files, key_file
from screening.store.crypto.atomic_files import create_private
from screening.store.crypto.key_file import Keys
from screening.store.database import journal as journal_file
from screening.store.database import journal_rebuild, schema
from screening.store.database.driver import (
    SMALLEST_VAULT,
    as_store_trouble,
    dbapi,
    faults_in_use,
    integrity_faults,
    room,
    why,
)
from screening.store.database.journal import Journal, Position, salvage
from screening.store.database.rows import Row, from_frame, has_more, to_text
from screening.store.database.tables import Device, Tables
from screening.store.folder import automatic_copies, keyring, sealed_marker, throttle
from screening.store.folder.automatic_copies import count_backups, make_backup
from screening.store.folder.keyring import Unlocked
from screening.store.integrity import check_behind
from screening.store.integrity.erasure import PENDING, apply, wanted

FILE = "vault.db"


class OlderPages(StoreTrouble):
    """``vault-damaged``, where each page is whole and some are of an earlier time than the others."""


def unlock(folder: Path, passphrase: str, *, every: bool = False) -> Unlocked:
    """Return the keys of the vault in ``folder``, and the key file that they are from. Writes nothing of the vault.

    Only what was sealed under these very keys, and not cleared away yet, is cleared away: StoreTrouble("vault-sealed").

    ``every`` tries the key files of all backups as well.
    """
    if not folder.is_dir():
        raise StoreTrouble("vault-not-found")
    if sealed_marker.became(folder) is not None:
        raise StoreTrouble("vault-sealed")
    throttle.must_not_wait(folder)
    try:
        key_file.read(folder)
    except StoreTrouble as trouble:
        if trouble.code in ("keys-missing", "keys-damaged"):
            raise StoreTrouble(trouble.code, backups=count_backups(folder)) from None
        raise
    return fitting(folder, passphrase, every=every)


def fitting(folder: Path, passphrase: str, *, every: bool = True) -> Unlocked:
    """Return the same where both key files may be gone: those of the backups serve as well."""
    try:
        unlocked = keyring.choose(folder, keyring.found(folder, every=every), keyring.by_passphrase(passphrase))
    except StoreTrouble as trouble:
        if trouble.code == "wrong-passphrase":
            throttle.note_wrong(folder)
        raise
    throttle.note_right(folder)
    if sealed_marker.finish_sealing(folder, unlocked.keys) is not None:
        raise StoreTrouble("vault-sealed")
    return unlocked


def not_older(folder: Path, unlocked: Unlocked) -> None:
    """Raise StoreTrouble("vault-older") where newer entries than those of the vault's file are beside it."""
    if unlocked.older:
        raise StoreTrouble("vault-older", events=recorded_events(folder, unlocked.keys))


def sweep_beside(folder: Path, vault: str) -> None:
    """Remove what a killed restoring or recovering of this record left beside it: a whole copy, which opens."""
    atomic_files.sweep_beside(folder, lambda each: automatic_copies.vault_in(each) == vault)


def new_tables(path: Path | None, keys: Keys, device: Device) -> Tables:
    """Make an empty vault in a new file, or in memory. A device without a strand gets one."""
    if path is not None:
        os.close(create_private(path))
    con = Tables.of(path, keys).con
    schema.create(con)
    tables = Tables(con)
    with tables.transaction():
        strand = device.strand or ExchangeTables(tables).new_strand()
        tables.set_device(replace(device, strand=strand))
    return tables


def open_tables(
    folder: Path, keys: Keys, *, behind: bool = False, compared: bool = True
) -> tuple[Tables, str]:  # fmt: skip
    """The vault's tables, every page checked, held against other programs; and why they cannot be written, or "".

    With ``behind``, the pages of a large file are for ``check_behind``; each that is read is checked all the same.
    A page proves that it is the vault's, not that it is of today: so every row that the second file holds must be there
    (of a large one's, those that it was written last), unless not ``compared``.

    A record of an earlier shape is brought over first, after a backup. Where the disk takes neither it is brought over
    in memory, to be read, and the file stays as it is.


    Raises StoreTrouble: ``vault-missing`` or ``vault-damaged`` (``events`` says how many the journal still has;
    ``OlderPages`` where it can bring back what is lacking), ``vault-open-elsewhere``, ``vault-newer``,
    ``vault-not-readable``. Creates nothing.
    """
    path = folder / FILE
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise StoreTrouble("vault-missing", events=recorded_events(folder, keys)) from None
    if size < SMALLEST_VAULT:
        raise StoreTrouble("vault-damaged", events=recorded_events(folder, keys))
    con = None
    try:
        tables = Tables.of(path, keys)
        con = tables.con
        trouble = "" if _hold(con) else "not-saved-read-only"
        if behind and check_behind.may_wait(folder, tables):
            amiss = _ends_otherwise(folder, keys, tables)
        elif compared:
            with room(con):
                amiss = bool(faults_in_use(con)) or lacks(folder, keys, tables)
        else:
            amiss = bool(integrity_faults(con))
        if amiss:
            raise StoreTrouble("vault-damaged")
        if schema.check(con):
            trouble = trouble or _brought_over(folder, keys, tables)
            tables = Tables(con)
            if trouble:
                tables = _in_memory(keys, con)
                con.close()
        return tables, trouble
    except (OSError, StoreTrouble, dbapi.Error) as fault:
        ours = fault if isinstance(fault, StoreTrouble) else as_store_trouble(fault)
        if ours.code == "vault-damaged":
            kind = OlderPages if _only_older(folder, keys, con) else StoreTrouble
            ours = kind("vault-damaged", events=recorded_events(folder, keys))
        if con is not None:
            con.close()
        raise ours from None


def lacks(folder: Path, keys: Keys, tables: Tables) -> bool:
    """Whether the tables hold other events than a whole journal does up to the mark, or do not know them all.

    Where the journal is not whole, ``reconcile`` puts them right. Raises OSError or the driver's errors.
    """
    if schema.version(tables.con) < len(schema.STEPS):
        return False
    if not tables.counted():
        return True
    mark, path = tables.mark(), folder / journal_file.FILE
    if mark is None or not path.exists():
        return False
    erasing = PENDING in tables.pending()
    if not erasing and journal_file.sum_of(path, keys, mark) == journal_rebuild.running_sum(tables):
        return False
    if not journal_file.agrees(path, mark):
        return False
    frames = [*islice(salvaged_rows(folder, keys), mark.frames)]
    if not any(frames):
        return False  # its bytes are those that were written, under the key of before: that change is finished first
    # Another order is lawful, and so is a journal that still has what was just erased.
    recorded = wanted(tables, chain.from_iterable(frames))
    told, held = ({row.link.digest for row in recorded}, {digest.hex() for digest in tables.all_digests()})
    return told != held


def _ends_otherwise(folder: Path, keys: Keys, tables: Tables) -> bool:
    """Whether the tables do not hold what the journal held last at the mark: asked of a record of any size."""
    mark, path = tables.mark(), folder / journal_file.FILE
    if mark is None or not path.exists():
        return False
    last = _rows_in(journal_file.last_before(path, keys, mark))
    return any(tables.digest_at(row.place) != row.link.digest for row in wanted(tables, last))


def _only_older(folder: Path, keys: Keys, con: Any) -> bool:
    """Whether every page is whole, and so is the journal, from which a vault can be put together."""
    try:
        frames = list(salvage(folder / journal_file.FILE, keys))
        return con is not None and not integrity_faults(con) and bool(frames) and None not in frames
    except (OSError, dbapi.Error):
        return False


def _brought_over(folder: Path, keys: Keys, tables: Tables) -> str:
    """Back up a file of an earlier shape and take it to today's; why the disk did not let it, or "".

    Raises the driver's errors for any other trouble.
    """
    try:
        make_backup(folder, keys, tables)
    except (OSError, StoreTrouble, dbapi.Error) as fault:
        return why(fault, folder)
    try:
        schema.upgrade(tables.con)
    except dbapi.Error as fault:
        if not str(fault.sqlite_errorname).startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR")):
            raise
        return why(fault, folder)
    return ""


def _in_memory(keys: Keys, con: Any) -> Tables:
    """Today's shape of a file of an earlier one, in memory."""
    held = Tables.of(None, keys).con
    try:
        con.backup(held)
        schema.upgrade(held)
    except BaseException:
        held.close()
        raise
    return Tables(held)


def _hold(con: Any) -> bool:
    """Take the lock that EXCLUSIVE mode keeps until the end. False when the file cannot be written."""
    try:
        con.execute("BEGIN EXCLUSIVE")
        con.execute("COMMIT")
    except dbapi.Error as trouble:
        if str(getattr(trouble, "sqlite_errorname", "")).startswith("SQLITE_READONLY"):
            return False
        raise
    return True


def recorded_events(folder: Path, keys: Keys) -> int:
    """Return how many events the journal still holds."""
    try:
        return sum(map(len, salvaged_rows(folder, keys)))
    except OSError:
        return 0


def worded(folder: Path | None, keys: Keys, trouble: Exception) -> StoreTrouble:
    """Return an error of the driver, or trouble of ours, as trouble whose sentence has all that it says."""
    told = trouble if isinstance(trouble, StoreTrouble) else as_store_trouble(trouble)
    if folder is None or told.code != "vault-damaged" or "events" in told.details:
        return told
    return StoreTrouble(told.code, events=recorded_events(folder, keys))


def salvaged_rows(folder: Path, keys: Keys, name: str = journal_file.FILE) -> Iterator[tuple[Row, ...]]:
    """Return the rows of every readable frame; an empty tuple stands for each damaged place. Raises OSError."""
    for content in salvage(folder / name, keys):
        yield _rows_in(content)


def _rows_in(content: bytes | None) -> tuple[Row, ...]:
    try:
        return () if content is None else from_frame(content)
    except ValueError:
        return ()


def reconcile(folder: Path, keys: Keys, tables: Tables, frames: int | None = None) -> tuple[Journal, list[Notice]]:
    """Return the journal, agreeing with the vault; and what had to be done for that.

    A frame behind the vault's mark was written but not committed: it is replayed into the vault. Those behind the
    first ``frames`` are dropped instead, because the officer was told that they were not saved. A missing or damaged
    journal is begun anew from the vault, after whatever it alone still held has been put into the vault. One of which
    nothing can be read is kept under another name: it may be whole, and under a newer data key.
    Raises OSError, StoreTrouble or the driver's errors.
    """
    journal_rebuild.finish(folder, keys, tables)
    mark = tables.mark()
    path = folder / journal_file.FILE
    journal = Journal.open(path, keys, mark) if mark and path.exists() else None
    if journal is None:
        notice = _salvaged(folder, keys, tables)
        return journal_rebuild.renew(folder, keys, tables), [notice]
    try:
        added = _replay(journal, tables, frames)
        if journal.position != tables.mark():
            # The frames at the end belong to a transaction whose last frame was never written.
            journal.close()
            mark = tables.mark()
            again = Journal.open(path, keys, mark) if mark else None
            if again is None:
                raise StoreTrouble("written-differently")
            journal = again
        journal.cut()
        if journal.sum is None:
            journal.sum = journal_rebuild.running_sum(tables)
    except BaseException:
        journal.close()
        raise
    return journal, [Notice("recorder-ahead", {"added": added})] if added else []


def _salvaged(folder: Path, keys: Keys, tables: Tables) -> Notice:
    """Put into the vault what the journal alone still held; what there is to say of it."""
    if not (folder / journal_file.FILE).exists():
        return Notice("recorder-missing", {"found": 0, "added": 0})
    ours = journal_file.vault_of(folder / journal_file.FILE) == keys.vault
    salvaged = [row for rows in salvaged_rows(folder, keys) for row in rows]
    with tables.transaction():
        added = _add_missing(tables, wanted(tables, salvaged))
    if journal_file.set_aside(folder, keys) and ours:
        return Notice("recorder-aside", {})
    return Notice("recorder-damaged", {"found": len(salvaged), "added": added})


def take_back(
    folder: Path, keys: Keys, tables: Tables, journal: Journal, before: Position
) -> tuple[Tables | None, bool]:
    """Undo a failed write; return the tables to read from, and whether it is certain that nothing of it stays.

    Only the file knows whether a COMMIT that failed took effect: it is opened again and asked. Where it did not, the
    journal is cut back, so that the next start does not find what the officer was told is not saved.
    """
    if journal.position != before:
        with suppress(dbapi.Error):
            tables.con.close()
        try:
            tables = Tables.of(folder / FILE, keys)
            mark = tables.mark()
        except (StoreTrouble, dbapi.Error):
            return None, False
        if mark is None or mark.frames > before.frames:
            return tables, False
    try:
        journal.cut(before)
    except OSError:
        return tables, False
    return tables, True


def _replay(journal: Journal, tables: Tables, frames: int | None) -> int:
    """Put the frames behind the vault's mark into the vault, each transaction whole; how many events were new."""
    added, replayed, whole = 0, journal.replay(frames), True
    while whole:
        new, whole = 0, False
        with suppress(_Unfinished), tables.transaction():
            for content, position in replayed:
                new += _add_missing(tables, _rows_in(content))
                if not has_more(content):
                    tables.set_mark(position)
                    whole = True
                    break
            if not whole:
                raise _Unfinished
        added += new if whole else 0
    return added


class _Unfinished(Exception):
    """The frames ended before their transaction did."""


def _add_missing(tables: Tables, rows: Iterable[Row]) -> int:
    """Put in the rows whose places are empty; rows that contradict the vault's are kept aside. How many were new.

    An erasing among them is carried out.
    """
    added = 0
    new: list[Row] = []
    for row in rows:
        known = tables.digest_at(row.place)
        if known is None:
            tables.add((row,))
            new.append(row)
            added += 1
        elif known != row.link.digest:
            tables.set_aside(row.link.case, to_text(row))
    apply(tables, new)
    return added


def journal_state(folder: Path, tables: Tables) -> str:
    """Return ``whole``, ``damaged`` or ``missing``."""
    mark = tables.mark()
    try:
        return "whole" if mark and journal_file.agrees(folder / journal_file.FILE, mark) else "damaged"
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "damaged"


def file_identity(folder: Path | None) -> tuple[int, int]:
    """Return which file the vault is, whatever its name leads to later; zeros when there is none."""
    if folder is None:
        return 0, 0
    try:
        found = os.stat(f"{folder}{os.sep}{FILE}")  # noqa: PTH116  # asked twice at every save
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino
