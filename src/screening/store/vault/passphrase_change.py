"""Changing the officer's passphrase, and noting a change that was cut short."""

from __future__ import annotations

from dataclasses import replace

from screening.domain.events.record import KeysChanged
from screening.errors import NotSaved, StoreTrouble
from screening.store.crypto import key_file
from screening.store.crypto.key_file import Cost
from screening.store.crypto.passphrase import refuse_weak
from screening.store.database.driver import dbapi
from screening.store.database.rows import to_frame
from screening.store.database.write_errors import why
from screening.store.folder import keyring
from screening.store.vault.key_slots import has_slot
from screening.store.vault.second_person import officers_slot
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
    with vault.transaction(to_frame(rows) if rows else None):
        tables.add(rows)
        for what in left:
            tables.clear_pending(what)
