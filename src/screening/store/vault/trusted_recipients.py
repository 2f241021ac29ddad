"""Which organisations may open a vault: those that its own record names, whatever the key file says.

A key file can be written by whoever can write the folder. Nobody can put a way in there that opens the vault, because
that takes the data key; but a public key that stands there would be given the next data key, or a whole sealed copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import KeysChanged
from screening.errors import Notice, NotSaved
from screening.store.crypto import key_file
from screening.store.crypto.key_file import KeyFile, Keys, Recovery
from screening.store.folder import keyring, recovery_key

if TYPE_CHECKING:
    from screening.store.vault.vault import Vault

LET_IN, TAKEN_OUT = "recovery", "recovery-removed"
LEARN = "learn ways"
"""Stands in ``pending`` until a record of an earlier shape has taken down whose keys it was given."""


def known(own: Iterable[Recorded]) -> tuple[str, ...]:
    """Return the public keys that the vault's own events let in and did not take out again."""
    found: dict[str, None] = {}
    for each in own:
        match each.event:
            case KeysChanged(what="recovery", name=name) if name:
                found[name] = None
            case KeysChanged(what="recovery-removed", name=name):
                found.pop(name, None)
    return tuple(found)


def record_let_in(vault: Vault, recipient: str) -> None:
    """Take down that an organisation's key may open the vault, where that is not known yet."""
    if recipient not in known(vault.events("")):
        vault.append("", KeysChanged(LET_IN, recipient))


def sealed_for_all(vault: Vault, opened: Keys) -> tuple[Recovery, ...]:
    """Return a slot under some keys for every organisation that the record knows, each made now."""
    return tuple(recovery_key.sealed_to(opened, each) for each in known(vault.events("")))


def record_known_keys(vault: Vault, file: KeyFile) -> None:
    """Once for a record of an earlier shape, whose events name no keys: take down those that stand in its key file.

    Never more of them than the record says were let in. Raises NotSaved.
    """
    tables = vault.writable()
    if LEARN not in tables.pending():
        return
    own = vault.events("")
    let_in = sum(isinstance(each.event, KeysChanged) and each.event.what == LET_IN for each in own)
    new = [each.recipient for each in file.recoveries if each.recipient not in known(own)]
    if let_in and len(file.recoveries) <= let_in:
        vault.append_many("", [KeysChanged(LET_IN, each) for each in new])
    with vault.transaction():
        tables.clear_pending(LEARN)


def restore_slots(vault: Vault) -> None:
    """Put back into the key file the ways in that the record knows and it lacks; notices say what differed.

    ``ways-mended`` and ``ways-unknown`` with how many. Raises OSError, NotSaved.
    """
    if vault.folder is None:
        return
    file = key_file.read(vault.folder)[0]
    try:
        record_known_keys(vault, file)
    except NotSaved:
        return
    believed = known(vault.events(""))
    there = {each.recipient for each in file.recoveries}
    if lacking := [each for each in believed if each not in there]:
        slots = tuple(recovery_key.sealed_to(vault.keys, each) for each in lacking)
        keyring.put(vault.writable(), vault.folder, replace(file, recoveries=(*file.recoveries, *slots)), vault.keys)
        vault.notices.append(Notice("ways-mended", {"n": len(lacking)}))
    if strange := there.difference(believed):
        vault.notices.append(Notice("ways-unknown", {"n": len(strange)}))
