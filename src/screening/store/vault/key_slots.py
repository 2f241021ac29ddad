"""Who can open a vault: letting somebody in, taking somebody out with a new data key, and the organisation's way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from screening.domain.events.record import KeysChanged
from screening.errors import BadInput, NotAccepted, Notice, NotSaved, StoreTrouble
from screening.store import progress
from screening.store.crypto import key_file
from screening.store.crypto.key_file import PASSPHRASE, Cost, KeyFile, Keys, Recovery, Slot
from screening.store.crypto.passphrase import refuse_weak
from screening.store.database import journal as journal_file
from screening.store.database import journal_rebuild
from screening.store.database.driver import dbapi, why
from screening.store.database.journal import Journal
from screening.store.database.rows import storable
from screening.store.database.tables import Tables
from screening.store.folder import identity_db, keyring, recovery_key
from screening.store.integrity import erasure
from screening.store.vault import trusted_recipients
from screening.store.vault.second_person import officers_slot, second_named
from screening.store.vault.vault import VAULT, Vault

PASSPHRASE_PUT = "passphrase "
"""What stands in ``pending`` while a passphrase is changed, before the name of its slot."""


def change_passphrase(vault: Vault, old: str, new: str, *, cost: Cost | None = None) -> None:
    """Seal the same data key under another passphrase, here and beside every backup; nothing is re-encrypted.

    Raises StoreTrouble("wrong-passphrase"), ("wait-before-trying"), BadInput ("passphrase-of-second") or with what
    ``passphrase_trouble`` says of the new one, and NotSaved: with "passphrase-unfinished" the new one opens the
    vault, and its next unlocking does the rest.
    """
    if vault.folder is None:
        vault.append(VAULT, KeysChanged("passphrase"))
        return
    refuse_weak(new)
    tables, file = vault.writable(), key_file.read(vault.folder)[0]
    slot = officers_slot(vault, file, old)
    key_file.refuse_second_passphrase(file, new)
    fresh = key_file.seal(vault.keys, new, cost or key_file.calibrated(), key_file.name_of(vault.keys, slot))
    changed = replace(file, slots=tuple(fresh if each is slot else each for each in file.slots))
    try:
        with tables.transaction():
            tables.set_pending(PASSPHRASE_PUT + fresh.id)
        keyring.put(tables, vault.folder, changed, vault.keys)
    except (OSError, StoreTrouble, dbapi.Error) as trouble:
        raise NotSaved("passphrase-unfinished" if has_slot(vault, fresh.id) else why(trouble, vault.folder)) from None
    try:
        finish_passphrase(vault)
    except NotSaved:
        raise NotSaved("passphrase-unfinished") from None


def finish_passphrase(vault: Vault) -> None:
    """Note a change of the passphrase that is in force and was not noted yet. Raises NotSaved."""
    tables = vault.writable()
    left = [what for what in tables.pending() if what.startswith(PASSPHRASE_PUT)]
    if not left:
        return
    there = any(has_slot(vault, what.removeprefix(PASSPHRASE_PUT)) for what in left)
    rows = vault.next_rows(VAULT, [KeysChanged("passphrase")] if there else ())
    vault.take_rows(rows, lambda tables: tables.clear_pending(*left))


ROTATE = "rotate "
"""What stands in ``pending`` while the data key changes: a check value of the new one, and the new slots' names."""

CHECK = "rotation"

LETTING_IN = "letting in "
"""Before the id of a new slot in ``pending``, from before the log tells of it until the key file holds it."""


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One slot, as it may be shown: its id, its kind, and whose it is."""

    id: str
    kind: str
    name: str
    known: bool = True
    """Whether the record itself says that it was let in; where not, it is given no new key."""


def has_slot(vault: Vault, slot: str) -> bool:
    """Return whether the key file has this slot; False where it cannot be read."""
    if vault.folder is None:
        return False
    try:
        file = key_file.read(vault.folder)[0]
        return slot in {*(each.id for each in file.slots), *(each.id for each in file.recoveries)}
    except (OSError, StoreTrouble):
        return False


def list_key_slots(vault: Vault) -> tuple[KeySlot, ...]:
    """Return every slot of the key file. The officer's own has no name; a recovery has its public key."""
    if vault.folder is None:
        return ()
    file, believed = key_file.read(vault.folder)[0], trusted_recipients.known(vault.events(""))
    slots = [KeySlot(slot.id, slot.kind, _whose(vault, slot)) for slot in file.slots]
    return (
        *slots,
        *(KeySlot(each.id, key_file.RECOVERY, each.recipient, each.recipient in believed) for each in file.recoveries),
    )


def _whose(vault: Vault, slot: Slot) -> str:
    """Return whose slot it is; a second person's outlives a data key, and who they are stands in the record itself."""
    named = second_named(vault) if slot.kind == key_file.SECOND else None
    return named.name if named is not None else key_file.name_of(vault.keys, slot)


def add_person(vault: Vault, name: str, passphrase: str, *, cost: Cost | None = None) -> None:
    """Let somebody else open this vault with a passphrase of their own: they can read everything in it.

    Raises BadInput("officer-missing"), ("way-name-too-long"), ("too-many-ways"), ("passphrase-of-second") or with what
    is wrong with the passphrase, and NotSaved: with "way-in-unfinished" they are let in.
    """
    refuse_weak(passphrase)
    if not name.strip():
        raise BadInput("officer-missing")
    key_file.refuse_long_name(storable(name.strip()))
    if vault.folder is not None:
        file = key_file.read(vault.folder)[0]
        key_file.refuse_too_many_slots(file)
        key_file.refuse_second_passphrase(file, passphrase)
    slot = key_file.seal(vault.keys, passphrase, cost or key_file.calibrated(), name.strip())
    begun = LETTING_IN + slot.id
    # The log first: nobody opens the record whom it does not name.
    with vault.transaction() as tables:
        tables.set_pending(begun)
    vault.append("", KeysChanged("added", name.strip()))
    write_slots(vault, lambda file: replace(file, slots=(*file.slots, slot)), slot.id)
    with suppress(dbapi.Error), tables.transaction():
        tables.clear_pending(begun)


def settle_letting_in(vault: Vault) -> None:
    """Tell of somebody who was let in by the log alone, because it was stopped before the key file was written.

    The notice is ``way-in-not-made``. Raises NotSaved.
    """
    tables = vault.writable()
    begun = [what for what in tables.pending() if what.startswith(LETTING_IN)]
    if not begun or vault.folder is None:
        return
    there = {LETTING_IN + slot.id for slot in key_file.read(vault.folder)[0].slots}
    if not there.issuperset(begun):
        vault.notices.append(Notice("way-in-not-made"))
    with vault.transaction():
        tables.clear_pending(*begun)


def add_recovery(vault: Vault, recipient: str) -> None:
    """Let the organisation's recovery key open this vault; it takes the place of the same key's former slot.

    Raises BadInput("recovery-not-a-key"), ("too-many-ways"), and NotSaved: with "way-in-unfinished" it is let in.
    """
    slot = recovery_key.sealed_to(vault.keys, recipient)
    if vault.folder is not None:
        file, believed = key_file.read(vault.folder)[0], trusted_recipients.known(vault.events(""))
        lacking = {slot.recipient, *believed}.difference(each.recipient for each in file.recoveries)
        if slot.recipient in lacking and slot.recipient not in believed:
            key_file.refuse_too_many_slots(file, len(lacking))

    def change(file: KeyFile) -> KeyFile:
        kept = tuple(each for each in file.recoveries if each.recipient != slot.recipient)
        return replace(file, recoveries=(*kept, slot))

    # The record first: what it knows and the key file lacks is put back at the next unlocking, never the reverse.
    trusted_recipients.record_let_in(vault, slot.recipient)
    write_slots(vault, change, slot.id)


def drill(vault: Vault, secret: Path) -> None:
    """Try the recovery key on this vault's own slot. Raises StoreTrouble("wrong-recovery"), ("no-recovery").

    A key that opens the vault was let in by it, for nobody else could seal its data key: it is known from then on.
    """
    if vault.folder is None:
        raise StoreTrouble("no-recovery")
    found = recovery_key.opened_by(key_file.read(vault.folder)[0], secret)
    if vault.keys.data_key not in [each.data_key for each in found]:
        raise StoreTrouble("wrong-recovery")
    trusted_recipients.record_let_in(vault, recovery_key.public_half(secret))
    vault.append("", KeysChanged("drill"))


def close_for_travel(vault: Vault) -> None:
    """Take every passphrase out, so that only the organisation's key opens the vault; then lock it (border mode).

    Raises NotAccepted("recovery-first") where the record knows of no organisation: it would be lost.
    """
    fresh = trusted_recipients.sealed_for_all(vault, vault.keys) if vault.folder is not None else ()
    if not fresh:
        raise NotAccepted("recovery-first")
    vault.append("", KeysChanged("travel"))
    vault.backup()

    def change(file: KeyFile) -> KeyFile:
        return replace(file, slots=tuple(each for each in file.slots if each.kind != PASSPHRASE), recoveries=fresh)

    write_slots(vault, change)


def revoke(vault: Vault, slot: str, passphrase: str, *, cost: Cost | None = None) -> None:
    """Take somebody's way in out and change the data key, so that no old copy of it opens what is written from now on.

    Other people's passphrases are not known here, so their ways in go as well: they are let in again.
    Raises StoreTrouble("wrong-passphrase") when ``passphrase`` is not the officer's own.
    """
    assert vault.folder is not None
    file = key_file.read(vault.folder)[0]
    own = officers_slot(vault, file, passphrase)
    gone = next((each for each in file.slots if each.id == slot), None)
    if gone is None or own.id == slot:
        raise BadInput("no-such-way-in")
    whose = key_file.name_of(vault.keys, gone)
    rotate(vault, passphrase, cost=cost, name=key_file.name_of(vault.keys, own))
    vault.append("", KeysChanged("revoked", whose))


def remove_recovery(vault: Vault, slot: str, passphrase: str, *, cost: Cost | None = None) -> None:
    """Take an organisation's way in out and change the data key."""
    assert vault.folder is not None
    file = key_file.read(vault.folder)[0]
    own = officers_slot(vault, file, passphrase)
    gone = next((each.recipient for each in file.recoveries if each.id == slot), None)
    if gone is None:
        raise BadInput("no-such-way-in")
    vault.append("", KeysChanged(trusted_recipients.TAKEN_OUT, gone))
    write_slots(vault, lambda each: replace(each, recoveries=tuple(r for r in each.recoveries if r.recipient != gone)))
    rotate(vault, passphrase, cost=cost, name=key_file.name_of(vault.keys, own))


def rotate(vault: Vault, passphrase: str, *, cost: Cost | None = None, name: str = "") -> None:
    """Change the data key of the vault, its journal, its names and its backups; safe at a kill or power cut anywhere.

    A backup first; then the key file knows both; then the vault is written under the new key in one transaction of
    the database; then everything else follows, and the key file forgets the old one. Of the ways in stay this
    passphrase, the organisations' keys that the record knows, and the second person. Raises NotSaved;
    BadInput("too-many-ways") where the key file has no room for both, and StoreTrouble("identity-damaged") where the
    names cannot be read and so not be put under the new key: then nothing was changed.
    """
    if vault.folder is None:
        return
    tables, folder = vault.writable(), vault.folder
    old = vault.keys
    new = Keys(old.vault, old.salt, key_file.new_keys().data_key)
    file, recoveries = key_file.read(folder)[0], trusted_recipients.sealed_for_all(vault, new)
    if len(file.slots) + 1 + len(file.recoveries) + len(recoveries) > key_file.MOST_READ:
        raise BadInput("too-many-ways", most=key_file.MOST)
    identity_db.Identity(folder, old).all()
    vault.backup()
    progress.step("rekey", 0, 4)
    slot = key_file.seal(new, passphrase, cost or key_file.calibrated(), name)
    with progress.to_the_end():
        _put_under(vault, tables, folder, old, new, file, slot, recoveries)
    vault.append("", KeysChanged("rotated"))


def _put_under(
    vault: Vault, tables: Tables, folder: Path, old: Keys, new: Keys, file: KeyFile, slot: Slot,
    recoveries: Sequence[Recovery],
) -> None:  # fmt: skip
    """Write everything under the new key. Half of it would open under neither, so that it is not left off."""
    fresh: tuple[Slot | Recovery, ...] = (slot, *recoveries)
    try:
        with tables.transaction():
            tables.set_pending(" ".join((ROTATE + new.sub(CHECK).hex(), *(way.id for way in fresh))))
        identity_db.Identity(folder, old).sealed_under(new)
        both = replace(file, slots=(*file.slots, slot), recoveries=(*file.recoveries, *recoveries))
        keyring.put(tables, folder, both)
        progress.step("rekey", 1, 4)
        rekey(tables, new)
        progress.step("rekey", 2, 4)
        vault.take_keys(new)
        vault.renew_journal(lambda: finish(folder, new, tables, old))
    except (OSError, StoreTrouble, dbapi.Error) as trouble:
        vault.trouble = why(trouble, folder)
        raise NotSaved(vault.trouble) from None


def rekey(tables: Tables, new: Keys) -> None:
    """Write every page under the new key, in one transaction."""
    tables.con.execute(f"PRAGMA rekey = \"x'{new.sub('sqlcipher').hex()}{new.salt.hex()}'\"").fetchall()
    tables.con.execute("SELECT count(*) FROM sqlite_master").fetchall()


def pending(tables: Tables) -> tuple[str, ...]:
    """Check value and new slots of a change of the data key that was not finished; () when there is none."""
    found = next((what for what in tables.pending() if what.startswith(ROTATE)), "")
    return tuple(found.removeprefix(ROTATE).split())


def finish(folder: Path, opened: Keys, tables: Tables, former: Keys | None = None) -> Journal | None:
    """Finish a change of the data key under whichever key the vault opened, or leave it undone; the journal if new.

    ``former`` are the keys before the change, where they are at hand. May be done again at any time. Raises OSError,
    StoreTrouble or the driver's errors.
    """
    if not pending(tables):
        return None
    check, *ids = pending(tables)
    file = key_file.read(folder)[0]
    new = check == opened.sub(CHECK).hex()
    try:
        identity_db.Identity(folder, opened).settle()
    except StoreTrouble:
        if new:
            raise  # else nothing waits for the names: they stay as they are, under the key of before
    kept_slots = tuple(s for s in file.slots if s.kind == key_file.SECOND or (s.id in ids) is new)
    kept = replace(file, slots=kept_slots, recoveries=tuple(r for r in file.recoveries if (r.id in ids) is new))
    journal = journal_rebuild.carry_over(folder, opened, tables, former=former) if new else None
    try:
        keyring.put(tables, folder, kept)
        if new:
            erasure.one_backup(folder, opened, tables)
            if former is not None:
                journal_file.remove_others(folder, former)
        with tables.transaction():
            over = (ROTATE, LETTING_IN) if new else ROTATE
            tables.clear_pending(*(what for what in tables.pending() if what.startswith(over)))
    except BaseException:
        if journal is not None:
            journal.close()
        raise
    return journal


def write_slots(vault: Vault, change: Callable[[KeyFile], KeyFile], slot: str = "") -> None:
    """Change the key file here and beside every backup of this vault.

    Raises NotSaved: with "way-in-unfinished" the key file has the new ``slot``, and the next unlocking does the rest.
    """
    if vault.folder is None:
        return
    tables = vault.writable()
    try:
        keyring.put(tables, vault.folder, change(key_file.read(vault.folder)[0]), vault.keys)
    except (OSError, StoreTrouble, dbapi.Error) as trouble:
        if slot and has_slot(vault, slot):
            raise NotSaved("way-in-unfinished") from None
        if isinstance(trouble, StoreTrouble):
            raise
        raise NotSaved(why(trouble, vault.folder)) from None
