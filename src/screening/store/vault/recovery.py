"""Open a record with the organisation's key when its passphrase is lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from screening.domain.events.record import KeysChanged
from screening.errors import StoreTrouble
from screening.store.crypto import atomic_files, key_file
from screening.store.crypto.key_file import Cost
from screening.store.crypto.passphrase import refuse_weak
from screening.store.folder import keyring, process_lock, recovery_key, sealed_marker
from screening.store.integrity import repair
from screening.store.vault import lifecycle, trusted_recipients
from screening.store.vault.key_slots import rotate, write_slots


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
        vault = lifecycle.open_with_keys(folder, unlocked.keys, hold)
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
