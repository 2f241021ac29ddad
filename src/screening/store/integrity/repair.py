"""Bring a vault back: from its journal, its damaged file and its backups, whatever of them can still be read."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from screening.domain.events.hash_chain import Break
from screening.domain.events.record import VaultCreated
from screening.errors import StoreTrouble
from screening.store.bundles.exchange_tables import ExchangeTables, Kept
from screening.store.crypto import atomic_files
from screening.store.crypto.key_file import KeyFile, Keys
from screening.store.database import journal as journal_file
from screening.store.database import journal_rebuild
from screening.store.database.driver import dbapi, not_saved
from screening.store.database.rows import Row, to_text
from screening.store.database.tables import Device, Tables
from screening.store.folder import automatic_copies, keyring, process_lock
from screening.store.folder.keyring import Unlocked
from screening.store.integrity import record_opening
from screening.store.integrity.erasure import DAMAGED, apply, erased_so_far
from screening.store.integrity.verify import verify_tables

SMALLEST_ROW = 100
"""Bytes that an event takes at least; a file has no more events than its size allows."""

Texts = list[tuple[str, str, str]]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was brought back. ``first`` is the first gap that could not be closed."""

    events: int
    cases: int
    from_journal: int
    from_damaged: int
    from_backups: int
    first: Break | None


def rebuild_vault(folder: Path, passphrase: str) -> Rebuilt:
    """Put right what is broken in ``folder``: key files from a backup, the vault from all that is left of it.

    Changes nothing when the vault opens. Raises what ``open_vault`` raises for passphrases, and StoreTrouble
    ("nothing-to-rebuild-from"), NotSaved.
    """
    atomic_files.keep_private()
    folder = atomic_files.local_path(folder)
    with process_lock.held(folder):
        return _rebuild_held(folder, passphrase)


def _rebuild_held(folder: Path, passphrase: str) -> Rebuilt:
    unlocked = _unlock(folder, passphrase)
    opened = unlocked.keys
    try:
        record_opening.not_older(folder, unlocked)
        tables, _ = record_opening.open_tables(folder, opened)
    except StoreTrouble as trouble:
        if trouble.code not in ("vault-missing", "vault-damaged", "vault-older", "not-a-vault"):
            raise
    else:
        checked = verify_tables(tables)
        tables.con.close()
        if not unlocked.foreign:
            keyring.mend(folder, unlocked)
        return Rebuilt(checked.events, checked.cases, 0, 0, 0, checked.first)
    with not_saved(folder):
        rebuilt = rebuild(folder, unlocked.keys, unlocked.file)
        keyring.mend(folder, unlocked)
    return rebuilt


def _unlock(folder: Path, passphrase: str) -> Unlocked:
    """Return the keys, if need be through a backup's key file."""
    try:
        return record_opening.unlock(folder, passphrase, every=True)
    except StoreTrouble as trouble:
        if trouble.code not in ("keys-missing", "keys-damaged"):
            raise
        try:
            return record_opening.fitting(folder, passphrase)
        except StoreTrouble:
            raise trouble from None


def rebuild(folder: Path, opened: Keys, file: KeyFile, *, whole: bool = False) -> Rebuilt:
    """Put the vault's file together anew; where the journal is ``whole``, with its events and no others: what older
    pages have besides was erased. Raises OSError, the driver's errors and StoreTrouble.
    """
    rows: dict[tuple[str, str, int], Row] = {}
    aside: list[Row] = []
    counts: list[int] = []
    texts: Texts = []
    device: Device | None = None
    exchanged: Kept | None = None
    tally: Counter[str] = Counter()
    for source in ("recorder", "damaged", "backups"):
        before = len(rows)
        if source == "recorder":
            for found in _journal_rows(folder, opened):
                _take(rows, aside, found)
        else:
            for path in _copies(folder, opened.vault, damaged=source == "damaged"):
                reader = _Reader(path, opened)
                _take(rows, aside, () if whole else reader.rows())
                device = device or reader.asked(Tables.device)
                texts = texts or reader.asked(Tables.texts) or []
                exchanged = exchanged or reader.asked(lambda tables: ExchangeTables(tables).kept())
                tally |= Counter(reader.asked(Tables.tally) or {})
        counts.append(len(rows) - before)
    device = device or _device_of(rows.values())
    if device is None:
        raise StoreTrouble("nothing-to-rebuild-from")
    # By time, because sources overlap; this order only decides which case is listed first.
    ordered = sorted(rows.values(), key=lambda row: row.link.at)
    part = folder / f"{atomic_files.PART}{secrets.token_hex(8)}"
    tables = record_opening.new_tables(part, opened, device)
    try:
        with tables.transaction():
            tables.add(ordered)
            apply(tables, ordered)
            exchange = ExchangeTables(tables)
            tables.set_tally(tally | erased_so_far(ordered))
            if exchanged is not None:
                exchange.keep(replace(exchanged, heads=tuple(h for h in exchanged.heads if tables.may_hold(h.case))))
            # Numbers that may be lost must not be given again, to other events, under the same strand's name.
            tables.rename_strand(exchange.new_strand())
            for row in aside:
                if tables.may_hold(row.link.case):
                    tables.set_aside(row.link.case, to_text(row))
            for case, field, text in texts:
                if tables.may_hold(case):
                    tables.set_draft(case, field, text) if field else tables.set_place(case, text)
        keyring.settle(tables, file)
        checked = verify_tables(tables)
        journal_file.set_aside(folder, opened)
        journal_rebuild.renew(folder, opened, tables).close()
    except BaseException:
        tables.con.close()
        atomic_files.remove(part)
        atomic_files.remove(part.with_name(f"{part.name}-journal"))
        raise
    tables.con.close()
    _put_in_place(folder, part)
    journal_file.remove_others(folder, opened)
    journal, damaged, backups = counts
    return Rebuilt(checked.events, checked.cases, journal, damaged, backups, checked.first)


def _put_in_place(folder: Path, part: Path) -> None:
    """The damaged file aside, and its journal with it: a journal left behind would be played into the new file."""
    old = folder / record_opening.FILE
    for path, name in ((old, DAMAGED), (folder / f"{record_opening.FILE}-journal", f"{DAMAGED}-journal")):
        if path.exists():
            atomic_files.take_name(path, folder / name)
    atomic_files.remove(part.with_name(f"{part.name}-journal"))
    atomic_files.sync_folder(folder)
    atomic_files.take_name(part, old)


def _journal_rows(folder: Path, opened: Keys) -> Iterator[tuple[Row, ...]]:
    for path in (folder / journal_file.FILE, *journal_file.others(folder)):
        with suppress(OSError):
            yield from record_opening.salvaged_rows(folder, opened, path.name)


def _copies(folder: Path, vault: str, *, damaged: bool) -> list[Path]:
    if damaged:
        return [path for name in (record_opening.FILE, DAMAGED) if (path := folder / name).exists()]
    return [
        path for each in automatic_copies.any_backup(folder, vault) if (path := each / automatic_copies.FILE).exists()
    ]


def _take(rows: dict[tuple[str, str, int], Row], aside: list[Row], found: Iterable[Row]) -> None:
    for row in found:
        known = rows.setdefault(row.place, row)
        if known.link.digest != row.link.digest:
            aside.append(row)
        elif not known.salt:
            rows[row.place] = row  # the other copy's key was gone


def _device_of(rows: Iterable[Row]) -> Device | None:
    """Return whose vault it is, from its first event, when no copy of the table could be read."""
    for row in rows:
        own = not row.link.case and row.link.kind == VaultCreated.kind
        if own and isinstance(created := row.recorded().event, VaultCreated):
            return Device(row.link.strand, created.officer, created.role, created.organisation)
    return None


class _Reader:
    """Reads what can be read of a copy that may be damaged; opens it again after every fault it runs into."""

    def __init__(self, path: Path, opened: Keys) -> None:
        self._path = path
        self._keys = opened

    def rows(self) -> Iterator[Row]:
        """Yield every row outside the damage, found by number: one by one at its edge, in growing steps further in."""
        last = self._path.stat().st_size // SMALLEST_ROW
        tables, n, faults = self._tables(), 0, 0
        while tables is not None and n < last:
            try:
                found = tables.row_after(n)
            except (dbapi.Error, TypeError, ValueError):
                tables.con.close()
                faults += 1
                tables, n = self._tables(), n + (1 if faults <= 64 else 1 << min(20, faults // 16))
                continue
            if found is None:
                break
            n, row = found
            faults = 0
            yield row
        if tables is not None:
            tables.con.close()

    def asked(self, ask: Callable[[Tables], Found]) -> Found | None:
        """Return what is asked of the tables; None where they cannot say."""
        try:
            with closing(Tables.of(self._path, self._keys)) as tables:
                return ask(tables)
        except (dbapi.Error, StoreTrouble, TypeError, ValueError):
            return None

    def _tables(self) -> Tables | None:
        try:
            return Tables.of(self._path, self._keys)
        except StoreTrouble:
            return None
