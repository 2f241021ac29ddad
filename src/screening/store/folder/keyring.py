"""Which key file counts where there are several, and writing one so that the vault itself knows it.

A key file has a generation, one higher with each change, and the vault's own file says which one is in force. So an
older one that comes back, with a passphrase that was changed since, is not believed while the newer one is anywhere
on this computer; and where it is nowhere the officer is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from screening.errors import StoreTrouble
from screening.store.crypto import key_file as keys
from screening.store.crypto.atomic_files import take_name
from screening.store.crypto.key_file import KeyFile, Keys
from screening.store.database import journal as journal_file
from screening.store.database.driver import dbapi
from screening.store.database.tables import Tables
from screening.store.folder import automatic_copies, recovery_key

NOW, NEXT = "now ", "next "
"""Before the mark of the key file that is in force, and of the one that is being written."""

SHAPE = "CREATE TABLE IF NOT EXISTS key_file (what TEXT PRIMARY KEY) STRICT"
"""Which key files the vault knows. Made with the first key file that is written: a record of before has none."""

Opener = Callable[[KeyFile], Iterator[Keys]]
"""The keys that a passphrase or a recovery key opens in a key file. Raises StoreTrouble where there are none."""


class Unlocked(NamedTuple):
    """The keys, and the key file that they are from."""

    keys: Keys
    file: KeyFile
    sure: bool
    """Whether something of the vault opens under them."""
    foreign: bool
    """Whether the vault knows another key file, which is nowhere on this computer."""
    older: bool = False
    """Whether the vault's file is from before this key file, under which other files of the vault are."""
    known: frozenset[str] = frozenset()
    """The marks of the key files that the vault's file knows: two where a change was stopped on the way."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the vault's file says of its key files: nothing where it is of an earlier program or cannot be asked."""

    digests: frozenset[str] = frozenset()
    begun: frozenset[str] = frozenset()
    """Those of ``digests`` that were to be written: whether they ever were it does not say."""

    def newest(self) -> int:
        """Return the generation of the newest key file that it knows."""
        return max(map(_number, self.digests), default=0)


def mark_of(file: KeyFile) -> str:
    """Return how the vault knows a key file: its generation and its digest."""
    return f"{file.generation} {sha256(keys.to_bytes(file)).hexdigest()}"


def put(tables: Tables, folder: Path, file: KeyFile, opened: Keys | None = None) -> None:
    """Write the next key file, here and with ``opened`` beside every backup that is under these keys.

    The vault is told before and after, so a kill leaves files of which it knows each. A file that could not be read
    again is refused before anything is touched. Raises OSError, StoreTrouble or the driver's errors.
    """
    newest = max((each.generation for each in found(folder)), default=0)
    fresh = replace(file, generation=max(newest, file.generation, _newest_known(tables)) + 1)
    keys.checked_bytes(fresh)
    _write_marks(tables, *(what for what in _rows(tables) if what.startswith(NOW)), NEXT + mark_of(fresh))
    for each in (folder, *(own_backups(folder, opened) if opened else ())):
        keys.write(each, fresh)
    settle(tables, fresh)


def settle(tables: Tables, file: KeyFile) -> None:
    """Note that this key file is the one in force from now on. Raises the driver's errors."""
    mark = NOW + mark_of(file)
    if _rows(tables) != [mark]:
        _write_marks(tables, mark)


def mend(folder: Path, unlocked: Unlocked) -> bool:
    """Put the key file that counts where an older one, or none, stands; whether anything here was amiss.

    Another vault's, and one with a higher number, is kept under a name of its own. Raises OSError, StoreTrouble.
    """
    file = unlocked.file
    own = keys.copies(folder)
    amiss = own != [file, file]
    if amiss:
        keys.set_foreign_key_files_aside(folder, file.vault)
        for name, each in zip((keys.FILE, keys.COPY), own, strict=True):
            if each is not None and each.vault == file.vault and each.generation > file.generation:
                take_name(folder / name, folder / keys.OTHERS)
        keys.write(folder, file)
    for place in own_backups(folder, unlocked.keys):
        there = keys.copies(place)
        if there != [file, file] and not any(each and each.generation > file.generation for each in there):
            keys.write(place, file)
    return amiss


def own_backups(folder: Path, opened: Keys, *, apart: bool = False) -> list[Path]:
    """Return the backups whose file is under these keys, so none of another vault's or under an earlier data key."""
    return [
        each
        for each in automatic_copies.any_backup(folder, opened.vault)
        if _under(each / automatic_copies.FILE, opened, apart=apart)
    ]


def found(folder: Path, *, every: bool = False) -> list[KeyFile]:
    """Return every different key file of the vault in ``folder``, newest first; those of its backups where they are of
    another generation than those here, or all with ``every``.

    Raises StoreTrouble("vault-newer").
    """
    files = [file for file in keys.copies(folder) if file is not None]
    own = journal_file.vault_of(folder / journal_file.FILE)
    if any(file.vault == own for file in files):
        files = [file for file in files if file.vault == own]
    newest = max((file.generation for file in files), default=-1)
    for each in automatic_copies.any_backup(folder, own):
        files += [file for file in keys.copies(each) if file is not None and (every or file.generation != newest)]
    return sorted(dict.fromkeys(files), key=lambda file: -file.generation)


def newest_backup_knows(folder: Path, opened: Keys, tables: Tables) -> bool:
    """Return whether the newest backup knows the key file in force: by it an older vault's file is known as such."""
    now = {what.removeprefix(NOW) for what in _rows(tables) if what.startswith(NOW)}
    known = next(
        (_asked(each, opened, apart=False) for each in automatic_copies.any_backup(folder, opened.vault)), None
    )
    return known is not None and now <= known.digests


def by_passphrase(passphrase: str) -> Opener:
    """Return an opener by passphrase, which tries each slot once, however many files it stands in."""
    tried: dict[tuple[str, bytes, keys.Slot], bytes | None] = {}

    def opened(file: KeyFile) -> Iterator[Keys]:
        slots = file.of_kind(keys.PASSPHRASE)
        if file.recoveries and not slots:
            raise StoreTrouble("vault-closed-for-travel")
        fits = False
        for slot in slots:
            place = (file.vault, file.salt, slot)
            if place not in tried:
                alone = replace(file, slots=(slot,))
                tried[place] = next((key for _, key in keys.opened_slots(alone, keys.PASSPHRASE, passphrase)), None)
            if (key := tried[place]) is not None:
                fits = True
                yield Keys(file.vault, file.salt, key)
        if not fits:
            raise StoreTrouble("wrong-passphrase")

    return opened


def by_recovery(secret: Path) -> Opener:
    """Return the keys that the organisation's key opens."""
    return lambda file: iter(recovery_key.opened_by(file, secret))


def choose(folder: Path, files: Iterable[KeyFile], opener: Opener, *, apart: bool = False) -> Unlocked:
    """Return the keys of the key file that counts. Writes nothing; ``apart`` leaves even a journal as it is.

    The vault's file and the backups under its keys say which one that is; where they cannot be asked, and where the
    journal is under other keys, an older one is not believed beside a newer one that stays closed. One that is newer
    than all that the vault's file knows, and that a backup knows or that the journal or a backup is under, comes
    first: then the vault's file is an older copy. Raises StoreTrouble: what the ``opener`` raises.
    """
    offered = list(files)
    """Grows by the one in force, where the vault names one that lies beside a backup only."""
    trouble: StoreTrouble | None = None
    spare: list[Unlocked] = []
    newest_closed = -1
    for file in offered:
        refused = False
        try:
            for opened in opener(file):
                known = _asked(folder, opened, apart=apart)
                if known is None:
                    spare.append(Unlocked(opened, file, False, foreign=newest_closed > file.generation))
                    continue
                hit = Unlocked(opened, file, True, foreign=False, known=known.digests)
                if known.digests:
                    in_force, later = _in_force(folder, opened, known, apart=apart)
                    hit = hit._replace(foreign=not in_force, older=later and bool(in_force))
                    offered += [each for each in in_force if each not in offered]
                    refused = bool(in_force) and file not in in_force
                else:
                    refused = newest_closed > file.generation
                if not refused and newest_closed > file.generation:
                    refused = _other_journal(folder, opened)
                if not refused:
                    return _or_newer(folder, hit, spare, apart=apart)
        except StoreTrouble as closed:
            trouble, newest_closed = trouble or closed, max(newest_closed, file.generation)
        if refused:
            trouble = trouble or StoreTrouble("wrong-passphrase")
    for each in spare:
        if _elsewhere(folder, each.keys, apart=apart):
            if not each.foreign:
                return each._replace(sure=True)
            raise trouble or StoreTrouble("wrong-passphrase")
    if spare:
        return spare[0]
    raise trouble or StoreTrouble("keys-missing", backups=0)


def _or_newer(folder: Path, hit: Unlocked, spare: Iterable[Unlocked], *, apart: bool) -> Unlocked:
    """Return what opens the vault's file, or the newer keys under which the journal or a backup is.

    Raises StoreTrouble("wrong-passphrase") where a newer key file still stays closed.
    """
    for each in spare:
        if each.file.generation > hit.file.generation and _elsewhere(folder, each.keys, apart=apart):
            if each.foreign:
                raise StoreTrouble("wrong-passphrase")
            return each._replace(sure=True, older=True)
    return hit


def _in_force(folder: Path, opened: Keys, known: _Known, *, apart: bool) -> tuple[list[KeyFile], bool]:
    """Return the key files here that the vault knows, and whether those are newer than its file: then a backup knows
    them.

    None, and true, where one that was in force for a backup is newer and nowhere here.
    """
    asked = (_asked(each, opened, apart=apart) for each in automatic_copies.any_backup(folder, opened.vault))
    there = [each for each in asked if each is not None]
    newest = known.newest()
    later = {mark for each in there for mark in each.digests - each.begun if _number(mark) > newest}
    here = found(folder, every=True)
    if in_force := [each for each in here if mark_of(each) in later]:
        return in_force, True
    if later:
        return [], True
    return [each for each in here if mark_of(each) in known.digests], False


def _other_journal(folder: Path, opened: Keys) -> bool:
    """Return whether the vault's journal holds something and nothing that these keys open."""
    path = folder / journal_file.FILE
    try:
        ours = journal_file.vault_of(path) == opened.vault and path.stat().st_size > journal_file.START
        return ours and not journal_file.opens(path, opened)
    except OSError:
        return False


def _asked(folder: Path, opened: Keys, *, apart: bool) -> _Known | None:
    """Return what the vault's file knows; None where it is not there, or does not open under these keys."""
    path = folder / automatic_copies.FILE
    if not path.exists():
        return None
    try:
        with closing(Tables.of(path, opened, beside=apart)) as tables:
            rows = _rows(tables)
    except StoreTrouble as trouble:
        return None if trouble.code == "vault-damaged" else _Known()
    except dbapi.Error:
        return _Known()
    begun = frozenset(what.removeprefix(NEXT) for what in rows if what.startswith(NEXT))
    return _Known(begun | {what.removeprefix(NOW) for what in rows if what.startswith(NOW)}, begun)


def _elsewhere(folder: Path, opened: Keys, *, apart: bool) -> bool:
    """Return whether the journal or a backup opens under these keys."""
    for path in (folder / journal_file.FILE, *journal_file.others(folder)):
        with suppress(OSError):
            if journal_file.opens(path, opened):
                return True
    return bool(own_backups(folder, opened, apart=apart))


def _under(path: Path, opened: Keys, *, apart: bool) -> bool:
    try:
        Tables.of(path, opened, beside=apart).close()
    except StoreTrouble:
        return False
    return True


def _rows(tables: Tables) -> list[str]:
    return [str(row[0]) for row in tables.con.execute("SELECT what FROM key_file")] if tables.has("key_file") else []


def _write_marks(tables: Tables, *marks: str) -> None:
    with tables.transaction():
        tables.con.execute(SHAPE)
        tables.con.execute("DELETE FROM key_file")
        tables.con.executemany("INSERT INTO key_file (what) VALUES (?)", [(what,) for what in marks])


def _newest_known(tables: Tables) -> int:
    return max((_number(what.removeprefix(NOW).removeprefix(NEXT)) for what in _rows(tables)), default=0)


def _number(mark: str) -> int:
    """Return the generation of the key file of which ``mark_of`` is this."""
    return int(mark.split()[0])
