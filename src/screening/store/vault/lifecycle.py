"""Make a vault, open one with its passphrase or its keys, and make one in memory for practice."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from screening.domain.events.contacts import LONGEST_NAME
from screening.domain.events.record import KeysChanged, UnlockFailed, VaultCreated, VaultUnlocked
from screening.domain.events.timestamps import utc_text
from screening.errors import BadInput, Notice, NotSaved, StoreTrouble
from screening.record_place import entries
from screening.store.crypto import atomic_files, key_file
from screening.store.crypto.key_file import Cost, KeyFile, Keys
from screening.store.crypto.passphrase import refuse_weak
from screening.store.database import journal_rebuild
from screening.store.database.driver import dbapi, not_saved, why
from screening.store.database.rows import storable
from screening.store.database.tables import Device, Tables
from screening.store.folder import identity_db, keyring, process_lock, recovery_key, sealed_marker, throttle
from screening.store.folder.automatic_copies import any_backup
from screening.store.folder.identity_db import Identity
from screening.store.folder.process_lock import Hold
from screening.store.integrity import check_behind, record_opening, repair
from screening.store.vault import incoming, key_slots, trusted_recipients
from screening.store.vault.key_slots import finish_passphrase, rotate, write_slots
from screening.store.vault.vault import VAULT, Vault


def create_vault(
    folder: Path,
    passphrase: str,
    officer: str,
    role: str,
    organisation: str,
    *,
    country: str | None = None,
    cost: Cost | None = None,
) -> Vault:
    """Make a vault in ``folder``, which must be new or empty. ``cost`` defaults to about a second per guess.

    ``country`` is the one whose law and services it is kept under, None for Malaysia; it stays for good.

    It is built beside ``folder`` and takes its name when it is whole. Raises BadInput ``folder-not-empty``,
    ``path-not-local``, ``path-too-long``, ``name-too-long`` or what ``passphrase_trouble`` says, and NotSaved.
    """
    refuse_weak(passphrase)
    atomic_files.keep_private()
    folder = atomic_files.room_below(atomic_files.local_path(folder))
    if folder.exists() and (not folder.is_dir() or entries(folder)):
        raise BadInput("folder-not-empty")
    for text in (officer, role, organisation):
        if len(storable(text)) > LONGEST_NAME:
            raise BadInput("name-too-long", most=LONGEST_NAME)
    fresh = key_file.new_keys()
    slot = key_file.seal(fresh, passphrase, cost or key_file.calibrated())
    file = KeyFile(fresh.vault, fresh.salt, (slot,), generation=1)
    device = Device("", officer, role, organisation)
    # What is held is closed before a part is cleared away.
    with not_saved(folder.parent), atomic_files.building(folder) as part, ExitStack() as held:
        atomic_files.make_folder(part)
        key_file.write(part, file)
        Identity(part, fresh).begin()
        tables = record_opening.new_tables(part / record_opening.FILE, fresh, device)
        held.callback(tables.con.close)
        keyring.settle(tables, file)
        vault = Vault(part, fresh, tables, journal_rebuild.renew(part, fresh, tables))
        held.callback(vault.let_go_of_files)
        vault.append(VAULT, VaultCreated(officer, role, organisation, country))
        vault.abandon()
        if folder.exists():
            folder.rmdir()
        atomic_files.take_name(part, folder)
    return open_with_keys(folder, fresh)


def open_vault(folder: Path, passphrase: str, *, behind: bool = False) -> Vault:
    """Unlock the vault in ``folder``. Creates nothing where something is missing.

    With ``behind``, ``Vault.left`` says what of a large record is still to be checked (``integrity.check_behind``).

    Raises StoreTrouble: ``vault-not-found``, ``keys-missing`` and ``keys-damaged`` (``backups`` says how many there
    are), ``wait-before-trying`` (``seconds``), ``wrong-passphrase``, ``vault-open-elsewhere``, ``vault-newer``,
    ``vault-missing``, ``vault-damaged`` and ``vault-older`` (``events`` says how many ``rebuild_vault`` would bring
    back).
    A vault that cannot be written opens all the same, with ``trouble`` set.
    """
    atomic_files.keep_private()
    folder = atomic_files.local_path(folder)
    hold = process_lock.hold(folder)
    try:
        return _open_held(folder, passphrase, hold, behind)
    except BaseException:
        hold.close()
        raise


def _open_held(folder: Path, passphrase: str, hold: Hold, behind: bool) -> Vault:
    try:
        unlocked = record_opening.unlock(folder, passphrase)
    except OSError:
        raise StoreTrouble("vault-not-readable") from None
    record_opening.not_older(folder, unlocked)
    amiss = older = newer = False
    if unlocked.sure and not unlocked.foreign:
        own = [each for each in key_file.copies(folder) if each is not None and each.vault == unlocked.keys.vault]
        # Two that the vault knows are what a full disk or a power cut leaves of one change: nobody put them there.
        older = any(each != unlocked.file and keyring.mark_of(each) not in unlocked.known for each in own)
        newer = any(each.generation > unlocked.file.generation for each in own)
        with suppress(OSError, StoreTrouble):
            amiss = keyring.mend(folder, unlocked)
    try:
        vault = open_with_keys(folder, unlocked.keys, hold, behind=behind)
    except OSError:
        raise StoreTrouble("vault-not-readable") from None
    if not vault.trouble and not unlocked.foreign:
        with suppress(OSError, StoreTrouble, dbapi.Error):
            # Opening may have written the next one itself, to finish or to mend something.
            if key_file.copies(folder) == [unlocked.file, unlocked.file]:
                keyring.settle(vault.writable(), unlocked.file)
    if unlocked.foreign:
        vault.notices.append(Notice("keys-not-known"))
    elif amiss:
        vault.notices.append(Notice("keys-aside" if newer else "keys-older" if older else "keys-copy-used"))
    return vault


def practice_vault(country: str | None = None) -> Vault:
    """Make a vault in memory, under a key that nobody keeps: no file, nothing left afterwards."""
    fresh = key_file.new_keys()
    vault = Vault(None, fresh, record_opening.new_tables(None, fresh, Device("", "practice", "", "")), None)
    if country is not None:
        vault.append(VAULT, VaultCreated("practice", "", "", country))
    return vault


def open_with_keys(folder: Path, opened: Keys, hold: Hold | None = None, *, behind: bool = False) -> Vault:
    """Do what ``open_vault`` does once the passphrase has opened a slot; ``hold`` is the record's, where it is held."""
    hold = hold or process_lock.hold(folder)
    try:
        return _open_with_keys(folder, opened, hold, behind)
    except BaseException:
        hold.close()
        raise


def _open_with_keys(folder: Path, opened: Keys, hold: Hold, behind: bool) -> Vault:
    try:
        tables, unwritable = record_opening.open_tables(folder, opened, behind=behind)
        return _opened(folder, opened, hold, tables, unwritable, behind)
    except record_opening.OlderPages as trouble:
        return _brought_back(folder, opened, hold, trouble)
    except (StoreTrouble, dbapi.Error) as trouble:
        told = record_opening.worded(folder, opened, trouble)
        if not behind or told.code != "vault-damaged":
            raise told from None
    return _open_with_keys(folder, opened, hold, behind=False)  # which looks at everything first


def _brought_back(folder: Path, opened: Keys, hold: Hold, trouble: StoreTrouble) -> Vault:
    """The vault put together anew before anything of it is shown; where the disk does not take it, the trouble."""
    try:
        file = next(each for each in key_file.copies(folder) if each is not None and each.vault == opened.vault)
        repair.rebuild(folder, opened, file, whole=True)
    except (OSError, StopIteration, dbapi.Error):
        raise trouble from None
    tables, unwritable = record_opening.open_tables(folder, opened, compared=False)
    vault = _opened(folder, opened, hold, tables, unwritable, behind=False)
    vault.notices.insert(0, Notice("pages-older"))
    return vault


def _to_be_read(vault: Vault, trouble: str) -> Vault:
    """A vault that cannot be written, which says so before anything is typed into it."""
    vault.trouble = trouble
    vault.notices.append(Notice("disk-full") if trouble == "not-saved-disk-full" else Notice("read-only"))
    return vault


def _opened(folder: Path, opened: Keys, hold: Hold, tables: Tables, unwritable: str, behind: bool) -> Vault:
    record_opening.sweep_beside(folder, opened.vault)
    try:
        try:
            hold.begin()
        except OSError as trouble:
            unwritable = unwritable or why(trouble, folder)
        if unwritable:
            return _to_be_read(Vault(folder, opened, tables, None, hold), unwritable)
        try:
            atomic_files.sweep(folder)
            left = behind and check_behind.may_wait(folder, tables)
            journal, notices = record_opening.reconcile(folder, opened, tables)
            with suppress(dbapi.Error):  # without it the names are looked for in every entry
                tables.begin_index()
            if key_slots.pending(tables):
                journal.close()
                if (renewed := key_slots.finish(folder, opened, tables)) is not None:
                    renewed.close()
                journal, _ = record_opening.reconcile(folder, opened, tables)
        except (OSError, StoreTrouble, dbapi.Error) as trouble:
            if behind and record_opening.worded(folder, opened, trouble).code == "vault-damaged":
                raise
            return _to_be_read(Vault(folder, opened, tables, None, hold), why(trouble, folder))
        vault = Vault(folder, opened, tables, journal, hold)
        vault.left = check_behind.behind(folder, opened, journal, tables.last_number()) if left else None
    except BaseException:
        tables.con.close()
        raise
    vault.notices += notices
    if tables.last_at() > utc_text(vault.clock()):
        vault.notices.append(Notice("clock-behind"))
    wrong = throttle.count(folder)
    try:
        if moved := vault.note_clock():
            vault.notices.append(Notice("clock-moved", {"n": round(abs(moved) / 60)}))
        vault.append_many(VAULT, [*([UnlockFailed(wrong)] if wrong else []), VaultUnlocked()])
        incoming.settle(vault)
    except NotSaved:
        if behind and vault.trouble == "not-saved":  # no disk that is full: pages that do not belong together
            vault.let_go_of_files()
            raise StoreTrouble("vault-damaged") from None
        return vault
    throttle.forget(folder)
    try:
        vault.clean()
        vault.all_checked()
    except NotSaved:
        vault.notices.append(Notice("erasing-unfinished"))
        return vault
    try:
        key_slots.settle_letting_in(vault)
        finish_passphrase(vault)
        trusted_recipients.restore_slots(vault)
        if identity_db.recover(folder, opened, any_backup(folder, opened.vault)):
            vault.notices.append(Notice("identity-from-backup"))
        before = vault.people.compared()
        vault.people.identity.begin()
        swept = vault.people.sweep(before)
        now = vault.people.compared() if swept else before
        if before.state == "older":
            vault.notices.append(Notice("identity-older", {"n": len(before.back)}))
        if now.lacking:
            vault.notices.append(Notice("identity-lacking", {"n": len(now.lacking)}))
    except (OSError, StoreTrouble, dbapi.Error):
        vault.notices.append(Notice("identity-not-ready"))
    return vault


def recover(folder: Path, secret: Path, passphrase: str, *, cost: Cost | None = None) -> None:
    """Open a vault with the organisation's key and give it a new passphrase; every former one opens it no more.

    The data key is changed at the same time. Raises what ``open_vault`` raises, ("no-recovery"), ("wrong-recovery"),
    and BadInput ("passphrase-of-second") or with what is wrong with the passphrase.
    """
    refuse_weak(passphrase)
    folder = atomic_files.local_path(folder)
    if not folder.is_dir():
        raise StoreTrouble("vault-not-found")
    if sealed_marker.became(folder) is not None:
        raise StoreTrouble("vault-sealed")
    hold = process_lock.hold(folder)
    try:
        unlocked = keyring.choose(folder, keyring.found(folder, every=True), keyring.by_recovery(secret))
        if sealed_marker.finish_sealing(folder, unlocked.keys) is not None:
            raise StoreTrouble("vault-sealed")
        key_file.refuse_second_passphrase(unlocked.file, passphrase)
        if unlocked.older:
            repair.rebuild(folder, unlocked.keys, unlocked.file)
        if unlocked.sure:
            with suppress(OSError):
                keyring.mend(folder, unlocked)
        vault = open_with_keys(folder, unlocked.keys, hold)
    except BaseException:
        hold.close()
        raise
    cost = cost or key_file.calibrated()
    try:
        # First the new passphrase for the key of today, so that it opens the vault whenever the change is stopped.
        slot = key_file.seal(vault.keys, passphrase, cost)
        write_slots(vault, lambda each: replace(each, slots=(*each.of_kind(key_file.SECOND), slot)))
        trusted_recipients.record_let_in(vault, recovery_key.public_half(secret))
        rotate(vault, passphrase, cost=cost)
        vault.append("", KeysChanged("recovered"))
    finally:
        vault.close()
