"""Copies outside this computer, and a record brought back from one: the same file, the same key slots."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from screening.domain.events.record import CopyMade, VaultRestored
from screening.errors import BadInput, NotSaved, StoreTrouble
from screening.record_place import entries
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.crypto import atomic_files, key_file
from screening.store.database import journal as journal_file
from screening.store.database import journal_rebuild
from screening.store.database.driver import dbapi, why
from screening.store.database.tables import Tables
from screening.store.folder import automatic_copies, identity_db, keyring
from screening.store.folder.keyring import Opener, Unlocked
from screening.store.folder.safe_paths import in_record
from screening.store.integrity import erasure, record_opening, repair
from screening.store.integrity.verify import verify_tables

if TYPE_CHECKING:
    from screening.store.vault.vault import Vault

NAME = "notes-copy-"
"""How the folder of a copy on a stick begins; the rest is the vault's own random name."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a copy held."""

    events: int
    cases: int
    whole: bool
    """Whether everything in it verified; a copy with faults is brought back all the same, and said so."""


@dataclass(frozen=True, slots=True)
class StickCopy:
    """A copy that opens: where it is, and what tells it from others. ``at`` is the time of its newest entry."""

    path: Path
    unlocked: Unlocked
    number: str
    at: str
    cases: int

    def __repr__(self) -> str:
        return f"Choice({self.path.name!r})"


class SeveralCopies(BadInput):
    """More than one copy opens, and only the officer knows which is meant."""

    def __init__(self, choices: tuple[StickCopy, ...]) -> None:
        super().__init__("several-copies", count=len(choices))
        self.choices = choices


def make_copy(vault: Vault, place: Path) -> Path:
    """Make a whole, verified copy in the folder ``place``; the former copy of this vault there goes only after that.

    Also of a vault that cannot be written any more, when it is wanted most; ``vault.trouble`` then says that it was
    not noted.

    Raises BadInput("folder-missing"), ("path-not-local"), ("copy-inside-record"), ("practice-has-no-copy"),
    and ("copy-not-made"): then what was on the stick before is as it was.
    """
    place = outside(vault.folder, place)
    if vault.folder is None:
        raise BadInput("practice-has-no-copy")
    tables = vault.tables
    try:
        atomic_files.sweep(place)
        final = put(
            automatic_copies.write_copy(vault.folder, place, vault.keys, tables),
            place,
            vault.keys,
            tables,
            vault.folder,
        )
    except (OSError, StoreTrouble, dbapi.Error):
        raise BadInput("copy-not-made") from None
    with suppress(NotSaved):
        vault.append("", CopyMade("stick"))
    return final


def outside(record: Path | None, place: Path) -> Path:
    """Return the folder ``place``, where a copy of the record in ``record`` outlives it.

    Raises BadInput("folder-missing"), ("path-not-local"), and ("copy-inside-record") for the record's own folder and
    any in it, by whatever name: what is cleared away or lost with the record is no copy of it.
    """
    place = atomic_files.local_path(place)
    if not place.is_dir():
        raise BadInput("folder-missing")
    if record is not None and atomic_files.within(place, record):
        raise BadInput("copy-inside-record")
    return place


def put(part: Path, place: Path, opened: key_file.Keys, tables: Tables, record: Path) -> Path:
    """Give a finished copy its name in ``place``; former copies of the vault there go after that. Raises OSError.

    A copy that was opened where it lies is the ``record`` itself, and stays; so does one that holds an entry which the
    record lacks. One under a former data key goes: whoever was taken out could open it.
    """
    vault = opened.vault
    name = f"{NAME}{vault}-"
    former = [each for each in place.iterdir() if each.name.startswith(name)]
    numbers = [int(number) for each in former if (number := each.name.removeprefix(name)).isdecimal()]
    final = place / f"{name}{max(numbers, default=0) + 1:04}"
    atomic_files.take_name(part, final)
    for each in former:
        if not atomic_files.within(record, each) and automatic_copies.outlived(
            each / automatic_copies.FILE, opened, tables, other=True
        ):
            atomic_files.remove(each)
    return final


def copies_in(place: Path) -> tuple[Path, ...]:
    """Return the folders at ``place`` that a record can be brought back from: itself, copies in it, backups in it."""
    place = atomic_files.local_path(place)
    found = [place] if _is_record(place) else []
    with suppress(OSError):
        inside = sorted(place.iterdir(), reverse=True)
        found += [each for each in inside if each.name.startswith(NAME) and automatic_copies.is_copy(each)]
    found += [each for each in automatic_copies.any_backup(place) if automatic_copies.is_copy(each)]
    return tuple(found)


def opening_copies(place: Path, opener: Opener) -> tuple[StickCopy, ...]:
    """Return the copies at ``place`` that open, each of which may be another record's or another day's; only read.

    A folder of a record stands for all that is in it; its backups by themselves, only the newest, where nothing else
    opens. Raises BadInput("no-copy-there") and what the ``opener`` raises.
    """
    there = copies_in(place)
    if not there:
        raise BadInput("no-copy-there")
    own = set(automatic_copies.any_backup(place))
    found: list[StickCopy] = []
    closed: list[StoreTrouble] = []
    for each in there:
        if each in own and any(choice.unlocked.sure for choice in found):
            break
        try:
            found.append(_looked_at(each, keyring.choose(each, keyring.found(each), opener, apart=True)))
        except StoreTrouble as trouble:
            closed.append(trouble)
    if not found:
        raise next((each for each in closed if each.code.startswith("wrong")), closed[0])
    return tuple(choice for choice in found if choice.unlocked.sure) or tuple(found[:1])


def the_one(choices: tuple[StickCopy, ...], which: int) -> StickCopy:
    """Return the only one, or the one that was asked for by its number. Raises SeveralCopies."""
    if len(choices) == 1 and not which:
        return choices[0]
    if not 1 <= which <= len(choices):
        raise SeveralCopies(choices)
    return choices[which - 1]


def restore_vault(place: Path, folder: Path, passphrase: str, *, which: int = 0) -> Restored:
    """Bring the record in a copy back into ``folder``, which must be new or empty; the copy is only read.

    It goes on under a new strand name: the laptop that the copy came from may still write under the old one. Where
    several copies open, ``which`` is the number of one of them. Raises SeveralCopies, BadInput ``no-copy-there`` or
    ``folder-not-empty``, ``path-too-long``, what ``open_vault`` raises, and NotSaved.
    """
    atomic_files.keep_private()
    folder = atomic_files.room_below(atomic_files.local_path(folder))
    if folder.exists() and (not folder.is_dir() or entries(folder)):
        raise BadInput("folder-not-empty")
    if in_record(folder.parent):
        raise BadInput("inside-record")
    choice = the_one(opening_copies(place, keyring.by_passphrase(passphrase)), which)
    return restore_with_keys(choice.path, folder, choice.unlocked)


def restore_with_keys(source: Path, folder: Path, unlocked: Unlocked, *, place: Path | None = None) -> Restored:
    """Do what ``restore_vault`` does once a slot of the copy is open; the record is built beside ``place``.

    Of the folder of a record everything comes along: a journal, the journal with what the vault had not taken in yet,
    its backups. Where its file is damaged or gone it is put together from those, in the new place.
    """
    opened = unlocked.keys
    try:
        with atomic_files.building(place or folder) as part:
            _bring(source, part, unlocked)
            with closing(_opened(part, unlocked)) as tables:
                if (part / journal_file.FILE).exists():
                    record_opening.reconcile(part, opened, tables)[0].close()
                checked = verify_tables(tables)
                with tables.transaction():
                    tables.rename_strand(ExchangeTables(tables).new_strand())
                keyring.settle(tables, unlocked.file)
                journal_rebuild.renew(part, opened, tables).close()
            _note(part, opened)
            if folder.exists():
                folder.rmdir()
            atomic_files.take_name(part, folder)
    except (OSError, dbapi.Error) as trouble:
        raise _not_restored(trouble, folder) from None
    except NotSaved:
        raise NotSaved("not-saved-restoring") from None
    return Restored(checked.events, checked.cases, replace(checked, journal="none").holds)


def _not_restored(trouble: Exception, folder: Path) -> NotSaved:
    code = why(trouble, folder.parent)
    return NotSaved("not-saved-restoring" if code == "not-saved" else f"{code}-restoring")


def _bring(source: Path, part: Path, unlocked: Unlocked) -> None:
    atomic_files.make_folder(part)
    key_file.write(part, unlocked.file)
    for name in (automatic_copies.FILE, journal_file.FILE, journal_file.NEXT, *identity_db.NAMES, erasure.DAMAGED):
        for file in (name, f"{name}-journal"):
            if (source / file).is_file():
                atomic_files.copy_file(source / file, part / file)
    for path in journal_file.others(source):
        atomic_files.copy_file(path, part / path.name)
    for each in automatic_copies.any_backup(source, unlocked.keys.vault):
        there = part / automatic_copies.FOLDER / each.name
        atomic_files.make_folder(there)
        for path in each.iterdir():
            if path.is_file():
                atomic_files.copy_file(path, there / path.name)
        atomic_files.sync_folder(there)
    atomic_files.sync_folder(part)


def _opened(part: Path, unlocked: Unlocked) -> Tables:
    try:
        record_opening.not_older(part, unlocked)
        return record_opening.open_tables(part, unlocked.keys)[0]
    except StoreTrouble as trouble:
        more = (part / journal_file.FILE).exists() or automatic_copies.any_backup(part, unlocked.keys.vault)
        if trouble.code not in ("vault-damaged", "vault-missing", "vault-older") or not more:
            raise
    repair.rebuild(part, unlocked.keys, unlocked.file)
    return record_opening.open_tables(part, unlocked.keys)[0]


def _note(part: Path, opened: key_file.Keys) -> None:
    from screening.store.vault.lifecycle import open_with_keys

    with closing(open_with_keys(part, opened)) as vault:
        vault.append("", VaultRestored())


def _looked_at(path: Path, unlocked: Unlocked) -> StickCopy:
    """Return what a copy says of itself; where its file cannot be read, only its name and the day of the file."""
    number = path.name.rpartition("-")[2] if path.name.startswith(NAME) else ""
    with (
        suppress(StoreTrouble, dbapi.Error, OSError),
        closing(Tables.of(path / automatic_copies.FILE, unlocked.keys, beside=True)) as tables,
    ):
        return StickCopy(path, unlocked, number, tables.last_at(), tables.count_cases())
    return StickCopy(path, unlocked, number, "", 0)


def _is_record(place: Path) -> bool:
    backups = automatic_copies.any_backup(place)
    keyed = any((place / name).is_file() for name in (key_file.FILE, key_file.COPY)) or backups
    return bool(
        keyed and (backups or any((place / name).is_file() for name in (automatic_copies.FILE, journal_file.FILE)))
    )
