"""Seal and clear away in one act, for an officer in danger, and bring such a record back.

First a whole copy under a new data key, which only the organisation's recovery key opens; then the marker; then
everything else on this computer goes. Nothing is destroyed before the copy was opened again and compared.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from screening.domain.events.record import KeysChanged
from screening.errors import BadInput, NotAccepted, NotSaved, StoreTrouble
from screening.record_place import entries
from screening.store.crypto import atomic_files, key_file
from screening.store.crypto.key_file import Cost, KeyFile, Keys
from screening.store.crypto.passphrase import refuse_weak
from screening.store.database.driver import dbapi, why
from screening.store.folder import automatic_copies, identity_db, keyring, process_lock, sealed_marker
from screening.store.folder.sealed_marker import Sealed
from screening.store.vault import copies_on_sticks, lifecycle, trusted_recipients
from screening.store.vault.copies_on_sticks import StickCopy

if TYPE_CHECKING:
    from screening.store.vault.vault import Vault


def seal_and_purge(vault: Vault, place: Path | None = None) -> Sealed:
    """Seal the whole record for the organisation and clear it away here; the vault is closed when this returns.

    The sealed copy goes into the folder ``place``, on a stick, where it takes the place of former copies of this
    vault; or it stays on this computer. Raises NotAccepted("recovery-first") without a recovery key,
    BadInput("practice-has-no-copy"), ("folder-missing"), ("path-not-local"), ("copy-inside-record"), and
    ("seal-not-made"): then the record is as it was. Works also when nothing can be written to the record any more.
    """
    if vault.folder is None:
        raise BadInput("practice-has-no-copy")
    folder, tables = vault.folder, vault.tables
    if not trusted_recipients.known(vault.events("")):
        raise NotAccepted("recovery-first")
    if place is not None:
        place = copies_on_sticks.outside(folder, place)
    with suppress(NotSaved):
        vault.append("", KeysChanged("sealing"))
    at = f"{vault.clock():%Y-%m-%d}"
    try:
        shelf = place or folder / sealed_marker.HERE
        shelf.mkdir(mode=0o700, exist_ok=True)
        if place is None and shelf.is_symlink():
            raise BadInput("seal-not-made")
        new = Keys(vault.keys.vault, vault.keys.salt, key_file.new_keys().data_key)
        copy = copies_on_sticks.put(_sealed_copy(vault, shelf, new), shelf, vault.keys, tables, folder)
        if not automatic_copies.is_copy(copy) or atomic_files.within(copy, folder) is not (place is None):
            raise BadInput("seal-not-made")
        sealed = Sealed(vault.keys.vault, at, len(tables.listed_cases(0, -1)), copy.name, place is None)
        sealed_marker.begin(folder, sealed, vault.keys, new)
    except (OSError, StoreTrouble, dbapi.Error) as trouble:
        if isinstance(trouble, StoreTrouble) and trouble.code == "identity-damaged":
            raise
        raise BadInput("seal-not-made") from None
    opened = vault.keys
    vault.abandon()
    return sealed_marker.finish_sealing(folder, opened) or sealed


def _sealed_copy(vault: Vault, shelf: Path, new: Keys) -> Path:
    """Make a whole copy under a ``new`` data key, which no passphrase ever opened, under a name of its own."""
    assert vault.folder is not None
    atomic_files.sweep(shelf)
    tables, old, file = vault.tables, vault.keys, key_file.read(vault.folder)[0]
    slots = trusted_recipients.sealed_for_all(vault, new)
    with automatic_copies.copy_being_made(shelf) as part:
        automatic_copies.copy_database(part / automatic_copies.FILE, new, tables)
        identity_db.copy(vault.folder, part)
        identity_db.Identity(part, old).sealed_under(new)
        identity_db.Identity(part, new).settle()
        if identity_db.Identity(part, new).all() != vault.people.identity.all():
            raise StoreTrouble("backup-differs")
        key_file.write(part, KeyFile(file.vault, file.salt, file.of_kind(key_file.SECOND), slots))
    return part


def recover_copy(
    copy: Path, folder: Path, secret: Path, passphrase: str, *, cost: Cost | None = None, which: int = 0
) -> None:
    """Bring a record back from a copy with the organisation's key, under a new passphrase, to ``folder``.

    ``folder`` is new, empty, or the place of a record that was sealed: then only a copy of that record is taken, and
    its sealed copy in that place is removed when the record is back from it. Where several copies open, ``which`` is
    the number of one of them. Raises what ``recover`` raises, SeveralCopies, and BadInput("no-copy-there"),
    ("copy-of-another"), ("folder-not-empty").
    """
    refuse_weak(passphrase)
    atomic_files.keep_private()
    folder = atomic_files.local_path(folder)
    was = sealed_marker.became(folder) if folder.is_dir() else None
    if was is None and folder.exists() and (not folder.is_dir() or entries(folder)):
        raise BadInput("folder-not-empty")
    choice = copies_on_sticks.the_one(
        _of_the_sealed(copies_on_sticks.opening_copies(copy, keyring.by_recovery(secret)), was), which
    )
    inside = atomic_files.within(choice.path, folder)
    aside = None
    try:
        with atomic_files.building(folder) as fresh:
            copies_on_sticks.restore_with_keys(choice.path, fresh, choice.unlocked, place=folder)
            lifecycle.recover(fresh, secret, passphrase, cost=cost)
            if was is not None:
                aside = sealed_marker.set_sealed_aside(folder)
            if folder.exists():
                folder.rmdir()
            atomic_files.take_name(fresh, folder)
    except OSError as trouble:
        raise NotSaved(why(trouble, folder.parent)) from None
    if aside is not None:
        sealed_marker.finish_with_copy(aside, choice.unlocked.keys)
        _remove_sealed(aside, choice.path.name if inside else "")


def _of_the_sealed(choices: tuple[StickCopy, ...], was: Sealed | None) -> tuple[StickCopy, ...]:
    """Return the copies of the record that was sealed here, the very one that its marker names if it is among them."""
    if was is None or not was.vault:
        return choices
    own = tuple(each for each in choices if each.unlocked.keys.vault == was.vault)
    if not own:
        raise BadInput("copy-of-another")
    return tuple(each for each in own if each.path.name == was.copy) or own


def _remove_sealed(aside: Path, back: str) -> None:
    """Remove what an erasing to come would not reach: the sealed copy that the record is back from.

    Another sealed copy stays, because it may hold what is nowhere else; so does whatever else lies there. The marker
    goes with the last of it.
    """
    kept = aside / sealed_marker.HERE
    if any(each.name != back for each in copies_on_sticks.copies_in(kept)):
        return
    with suppress(OSError):
        if back:
            atomic_files.remove(kept / back)
        if kept.is_dir():
            kept.rmdir()
        if {each.name for each in aside.iterdir()} <= {sealed_marker.MARKER, process_lock.FILE}:
            atomic_files.remove(aside)


def sealed_here(folder: Path) -> Path | None:
    """Return where the sealed copy of the record of ``folder`` lies on this computer; None when elsewhere."""
    found = folder / sealed_marker.HERE
    return found if found.is_dir() and copies_on_sticks.copies_in(found) else None
