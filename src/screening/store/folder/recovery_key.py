"""The organisation's way in: the data key sealed with age to a public key whose secret half is kept elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from screening.errors import BadInput, StoreTrouble
from screening.store.crypto import atomic_files
from screening.store.crypto.age import MOST_RECIPIENTS, age, bounded
from screening.store.crypto.key_file import KeyFile, Keys, Recovery, base32_name
from screening.store.folder import safe_paths

LARGEST = 4096


def new_recovery_key(path: Path) -> str:
    """Write a new recovery key, the secret half, to ``path``, which must not be there yet; the public half.

    Raises BadInput("recovery-file-exists"), ("path-not-local"), ("inside-record"), and what ``save_new`` raises.
    """
    path = safe_paths.outside(path)
    if path.exists() or path.is_symlink():
        raise BadInput("recovery-file-exists")
    identity = age().x25519.Identity.generate()
    safe_paths.save_new(path, f"{identity}\n".encode())
    return str(identity.to_public())


def sealed_to(keys: Keys, recipient: str) -> Recovery:
    """Return a recovery slot for a public key. Raises BadInput("recovery-not-a-key")."""
    try:
        public = age().x25519.Recipient.from_str(recipient.strip())
    except Exception:
        raise BadInput("recovery-not-a-key") from None
    name = base32_name()
    fields = json.dumps({"vault": keys.vault, "id": name, "key": keys.data_key.hex()}).encode()
    return Recovery(name, str(public), age().encrypt(fields, [public]))


def opened_by(file: KeyFile, path: Path) -> list[Keys]:
    """Return the keys that the secret half in a file opens; more than one only while the data key is being changed.

    Raises StoreTrouble("no-recovery") where there is no recovery slot, ("wrong-recovery") where none opens, and
    BadInput("recovery-unreadable").
    """
    if not file.recoveries:
        raise StoreTrouble("no-recovery")
    identity = _identity(path)
    found = []
    for slot in file.recoveries:
        if not bounded(slot.sealed, MOST_RECIPIENTS):
            continue
        try:
            fields = json.loads(age().decrypt(slot.sealed, [identity]))
            key = bytes.fromhex(fields["key"])
        except (age().DecryptError, ValueError, KeyError, TypeError):
            continue
        if (fields.get("vault"), fields.get("id")) == (file.vault, slot.id) and len(key) == 32:
            found.append(Keys(file.vault, file.salt, key))
    if not found:
        raise StoreTrouble("wrong-recovery")
    return found


def public_half(path: Path) -> str:
    """Return the public key of the secret half in a file.

    Raises StoreTrouble("wrong-recovery"), and like ``read_secret``.
    """
    return str(_identity(path).to_public())


def _identity(path: Path) -> Any:
    try:
        return age().x25519.Identity.from_str(read_secret(path).strip())
    except BadInput:
        raise
    except Exception:
        raise StoreTrouble("wrong-recovery") from None


def read_secret(path: Path) -> str:
    """Return the secret half from its file. Raises BadInput("recovery-unreadable")."""
    try:
        text = atomic_files.read_foreign_bounded(atomic_files.local_path(path), LARGEST).decode()
    except (OSError, UnicodeDecodeError, StoreTrouble):
        raise BadInput("recovery-unreadable") from None
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return lines[0] if lines else ""
