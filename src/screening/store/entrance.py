"""Ways into a vault: making one, opening one with its passphrase or its keys, and one in memory for practice."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from screening.domain.contacts import LONGEST_NAME
from screening.domain.events import UnlockFailed, VaultCreated, VaultUnlocked
from screening.errors import BadInput, NotSaved, StoreTrouble
from screening.store import access, files, holding, identity, keyring, keys, opening, renewing, tries, ways
from screening.store.backup import any_backup
from screening.store.driver import dbapi
from screening.store.failures import why
from screening.store.holding import Hold
from screening.store.identity import Identity
from screening.store.keys import Cost, KeyFile, Keys
from screening.store.names import Names
from screening.store.notices import Notice
from screening.store.passphrase import strong
from screening.store.rows import storable
from screening.store.tables import Device
from screening.store.vault import VAULT, Vault


def create_vault(
    folder: Path, passphrase: str, officer: str, role: str, organisation: str, *, cost: Cost | None = None
) -> Vault:
    """A new vault in ``folder``, which must be new or empty. ``cost`` defaults to about a second per guess.

    It is built beside ``folder`` and takes its name when it is whole. Raises BadInput ``folder-not-empty``,
    ``path-not-local``, ``name-too-long`` or what ``passphrase_trouble`` says, and NotSaved.
    """
    strong(passphrase)
    files.keep_private()
    folder = files.local_path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput("folder-not-empty")
    for text in (officer, role, organisation):
        if len(storable(text)) > LONGEST_NAME:
            raise BadInput("name-too-long", most=LONGEST_NAME)
    fresh = keys.new_keys()
    slot = keys.seal(fresh, passphrase, cost or keys.calibrated())
    file = KeyFile(fresh.vault, fresh.salt, (slot,), generation=1)
    device = Device("", officer, role, organisation)
    try:
        with files.building(folder) as part:
            files.make_folder(part)
            keys.write(part, file)
            Identity(part, fresh).begin()
            tables = opening.new_tables(part / opening.FILE, fresh, device)
            keyring.settle(tables, file)
            vault = Vault(part, fresh, tables, renewing.renew(part, fresh, tables))
            vault.append(VAULT, VaultCreated(officer, role, organisation))
            vault._let_go()
            if folder.exists():
                folder.rmdir()
            part.replace(folder)
            files.sync_folder(folder.parent)
    except (OSError, dbapi.Error) as trouble:
        raise NotSaved(why(trouble, folder.parent)) from None
    return open_with_keys(folder, fresh)


def open_vault(folder: Path, passphrase: str) -> Vault:
    """Unlock the vault in ``folder``. Creates nothing where something is missing.

    Raises StoreTrouble: ``vault-not-found``, ``keys-missing`` and ``keys-damaged`` (``backups`` says how many there
    are), ``wait-before-trying`` (``seconds``), ``wrong-passphrase``, ``vault-open-elsewhere``, ``vault-newer``,
    ``vault-missing``, ``vault-damaged`` and ``vault-older`` (``events`` says how many ``rebuild_vault`` would bring
    back).
    A vault that cannot be written opens all the same, with ``trouble`` set.
    """
    files.keep_private()
    folder = files.local_path(folder)
    hold = holding.hold(folder)
    try:
        return _open_held(folder, passphrase, hold)
    except BaseException:
        hold.close()
        raise


def _open_held(folder: Path, passphrase: str, hold: Hold) -> Vault:
    try:
        unlocked = opening.unlock(folder, passphrase)
    except OSError:
        raise StoreTrouble("vault-not-readable") from None
    opening.not_older(folder, unlocked)
    amiss = older = newer = False
    if unlocked.sure and not unlocked.foreign:
        own = [each for each in keys.copies(folder) if each is not None and each.vault == unlocked.keys.vault]
        # Two that the vault knows are what a full disk or a power cut leaves of one change: nobody put them there.
        older = any(each != unlocked.file and keyring.mark_of(each) not in unlocked.known for each in own)
        newer = any(each.generation > unlocked.file.generation for each in own)
        with suppress(OSError, StoreTrouble):
            amiss = keyring.mend(folder, unlocked)
    try:
        vault = open_with_keys(folder, unlocked.keys, hold)
    except OSError:
        raise StoreTrouble("vault-not-readable") from None
    if not vault.trouble and not unlocked.foreign:
        with suppress(OSError, StoreTrouble, dbapi.Error):
            # Opening may have written the next one itself, to finish or to mend something.
            if keys.copies(folder) == [unlocked.file, unlocked.file]:
                keyring.settle(vault._writable(), unlocked.file)
    if unlocked.foreign:
        vault.notices.append(Notice("keys-not-known"))
    elif amiss:
        vault.notices.append(Notice("keys-aside" if newer else "keys-older" if older else "keys-copy-used"))
    return vault


def practice_vault() -> Vault:
    """A vault in memory, under a key that nobody keeps: no file, nothing left afterwards."""
    fresh = keys.new_keys()
    return Vault(None, fresh, opening.new_tables(None, fresh, Device("", "practice", "", "")), None)


def open_with_keys(folder: Path, opened: Keys, hold: Hold | None = None) -> Vault:
    """What ``open_vault`` does once the passphrase has opened a slot; ``hold`` is the record's, where it is held."""
    hold = hold or holding.hold(folder)
    try:
        return _open_with_keys(folder, opened, hold)
    except BaseException:
        hold.close()
        raise


def _open_with_keys(folder: Path, opened: Keys, hold: Hold) -> Vault:
    tables, unwritable = opening.open_tables(folder, opened)
    opening.sweep_beside(folder, opened.vault)
    try:
        try:
            hold.begin()
        except OSError as trouble:
            unwritable = unwritable or why(trouble, folder)
        if unwritable:
            vault = Vault(folder, opened, tables, None, hold)
            vault.trouble = unwritable
            return vault
        try:
            files.sweep(folder)
            recorder, notices = opening.reconcile(folder, opened, tables)
            if access.pending(tables):
                recorder.close()
                if (renewed := access.finish(folder, opened, tables)) is not None:
                    renewed.close()
                recorder, _ = opening.reconcile(folder, opened, tables)
        except (OSError, StoreTrouble, dbapi.Error) as trouble:
            vault = Vault(folder, opened, tables, None, hold)
            vault.trouble = why(trouble, folder)
            return vault
        vault = Vault(folder, opened, tables, recorder, hold)
    except BaseException:
        tables.con.close()
        raise
    vault.notices += notices
    if tables.last_at() > vault.clock().strftime("%Y-%m-%dT%H:%M:%SZ"):
        vault.notices.append(Notice("clock-behind"))
    wrong = tries.count(folder)
    try:
        if moved := vault.note_clock():
            vault.notices.append(Notice("clock-moved", {"n": round(abs(moved) / 60)}))
        vault.append_many(VAULT, [*([UnlockFailed(wrong)] if wrong else []), VaultUnlocked()])
    except NotSaved:
        return vault
    tries.forget(folder)
    try:
        vault.clean()
    except NotSaved:
        vault.notices.append(Notice("erasing-unfinished"))
        return vault
    try:
        access.settle_letting_in(vault)
        vault.finish_passphrase()
        ways.mend(vault)
        if identity.recover(folder, opened, any_backup(folder, opened.vault)):
            vault.notices.append(Notice("identity-from-backup"))
        before = vault.people.compared()
        vault.people.identity.begin()
        swept = vault.people.sweep(before)
        vault.notices += _of_names(before, vault.people.compared() if swept else before)
    except (OSError, StoreTrouble, dbapi.Error):
        vault.notices.append(Notice("identity-not-ready"))
    return vault


def _of_names(before: Names, now: Names) -> list[Notice]:
    """What there is to say of the store of names, as it was found and as it is."""
    told = []
    if before.state == "older":
        told.append(Notice("identity-older", {"n": len(before.back)}))
    if now.lacking:
        told.append(Notice("identity-lacking", {"n": len(now.lacking)}))
    return told
