"""The door to age (``pyrage``), and how much work one of its files asks for before anything of it is known.

The library is loaded with the first bundle, key or locked file: 1.4 MB that a talk does not need.
"""

from __future__ import annotations

import functools
from typing import Any

from screening.errors import BadInput
from screening.store.crypto.passphrase import normal, refuse_weak


def locked(data: bytes, passphrase: str) -> bytes:
    """Return the bytes under a passphrase, as any program for age opens them. Raises BadInput for a weak one."""
    refuse_weak(passphrase)
    return bytes(age().passphrase.encrypt(data, normal(passphrase)))


BEGINS = b"age-encryption.org/v1\n"
MOST_RECIPIENTS = 32
"""Each costs a key exchange, whoever it is for."""
LARGEST_STANZA = 200
"""Bytes for a recipient, which takes about 110."""


def bounded(data: bytes, most: int = MOST_RECIPIENTS) -> bool:
    """Return whether the header is that of a file for at most so many X25519 recipients, and no passphrase.

    Stanzas of other names are not counted: age adds one of noise, which costs nothing to pass over.
    """
    head, ends, _ = data[: len(BEGINS) + most * LARGEST_STANZA + 5].partition(b"\n---")
    if not ends or not head.startswith(BEGINS):
        return False
    stanzas = [line for line in head.split(b"\n") if line.startswith(b"->")]
    recipients = sum(line.startswith(b"-> X25519 ") for line in stanzas)
    return 0 < recipients <= most and not any(line.startswith(b"-> scrypt") for line in stanzas)


def must_be_bounded(data: bytes, code: str) -> None:
    """Raise BadInput with ``code`` for any other header."""
    if not bounded(data):
        raise BadInput(code)


@functools.cache
def age() -> Any:
    """Return the library."""
    import pyrage

    return pyrage
