"""A file that somebody with a passphrase opens with any program for age (https://age-encryption.org/v1)."""

from __future__ import annotations

from screening.errors import BadInput
from screening.store.crypto.age import age
from screening.store.crypto.passphrase import normal, passphrase_trouble


def locked(data: bytes, passphrase: str) -> bytes:
    """Return the bytes under a passphrase. Raises BadInput for a weak one."""
    if code := passphrase_trouble(passphrase):
        raise BadInput(code)
    return bytes(age().passphrase.encrypt(data, normal(passphrase)))
