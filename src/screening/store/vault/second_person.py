"""A second person: named once, with a passphrase of their own that opens nothing and proves that they are there."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import replace

from screening.domain.events.record import SecondNamed
from screening.errors import BadInput, StoreTrouble
from screening.store.crypto import key_file
from screening.store.crypto.key_file import PASSPHRASE, SECOND, Cost, KeyFile, Slot
from screening.store.crypto.passphrase import refuse_weak
from screening.store.database.driver import dbapi, not_saved
from screening.store.database.rows import storable
from screening.store.folder import keyring, throttle
from screening.store.vault.open_record import OpenRecord


def second_named(vault: OpenRecord) -> SecondNamed | None:
    """Return who the second person of this vault is; None when nobody was named."""
    named = [each.event for each in vault.events("") if isinstance(each.event, SecondNamed)]
    return named[-1] if named else None


def name_second(vault: OpenRecord, name: str, passphrase: str, *, former: str = "", cost: Cost | None = None) -> None:
    """Name the second person, or another one: then the ``former`` one's passphrase is needed.

    The former slot stays in the key file until the record knows the new one, so that a kill leaves one who can agree.
    Raises StoreTrouble("wrong-second"), BadInput("way-name-too-long"), ("too-many-ways"), ("passphrase-of-officer") or
    with what is wrong with the new passphrase, and NotSaved.
    """
    refuse_weak(passphrase)
    key_file.refuse_long_name(storable(name))
    standing = (_believed(vault, former)[0],) if second_named(vault) is not None else ()
    if vault.folder is None:
        return
    file, _ = key_file.read(vault.folder)
    key_file.refuse_too_many_slots(file, 0 if file.of_kind(SECOND) else 1)
    if key_file.opens(file, PASSPHRASE, passphrase):
        raise BadInput("passphrase-of-officer")
    token = secrets.token_bytes(32)
    slot = key_file.seal_secret(vault.keys, token, SECOND, passphrase, cost or key_file.calibrated(), name)
    tables = vault.writable()
    others = tuple(each for each in file.slots if each.kind != SECOND)
    with not_saved(vault.folder):
        keyring.put(tables, vault.folder, replace(file, slots=(*others, *standing, slot)), vault.keys)
    vault.append("", SecondNamed(name, hashlib.sha256(token).hexdigest()))
    if standing:
        # A former slot that stays behind opens to a token that the record does not know any more.
        with suppress(OSError, dbapi.Error):
            keyring.put(tables, vault.folder, replace(file, slots=(*others, slot)), vault.keys)


def confirm_second(vault: OpenRecord, passphrase: str) -> str:
    """Return the second person's name, when this is their passphrase.

    A slot that somebody put into the key file is not believed: what is in it must be what the record knows.
    Raises StoreTrouble: ``no-second``, ``wrong-second``, ``wait-before-trying``.
    """
    return _believed(vault, passphrase)[1]


def _believed(vault: OpenRecord, passphrase: str) -> tuple[Slot, str]:
    """Return the slot that the record knows, and whose it is, where a passphrase opens it.

    Raises like ``confirm_second``.
    """
    named = second_named(vault)
    if named is None or vault.folder is None:
        raise StoreTrouble("no-second")
    with throttle.asked(vault.folder, vault.folder / SECOND):
        for slot, token in key_file.opened_slots(key_file.read(vault.folder)[0], SECOND, passphrase):
            if hashlib.sha256(token).hexdigest() == named.token:
                return slot, named.name
        raise StoreTrouble("wrong-second")


def confirm_officer(vault: OpenRecord, passphrase: str) -> None:
    """Whoever is at the keys may open the vault. Raises StoreTrouble("wrong-passphrase"), ("wait-before-trying")."""
    if vault.folder is not None:
        officers_slot(vault, key_file.read(vault.folder)[0], passphrase)


def officers_slot(vault: OpenRecord, file: KeyFile, passphrase: str) -> Slot:
    """Return the slot of an open vault's key file that this passphrase opens; one to another key is not believed.

    A wrong one waits and is counted as at the unlocking. Raises StoreTrouble("wrong-passphrase"),
    ("wait-before-trying").
    """
    assert vault.folder is not None
    with throttle.asked(vault.folder):
        for slot, key in key_file.opened_slots(file, PASSPHRASE, passphrase):
            if key == vault.keys.data_key:
                return slot
        raise StoreTrouble("wrong-passphrase")
