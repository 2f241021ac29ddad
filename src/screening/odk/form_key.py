"""What a form needs whose answers are encrypted on the phone: a public RSA key, and for KoboToolbox where they go.

https://support.kobotoolbox.org/encrypting_forms.html, a copy of May 2024, read 2026-12-01. The length of the key, 2048
bits, is from memory.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from screening.domain.content.foreign_files import read_foreign
from screening.errors import BadInput

LARGEST = 1 << 16
RSA = bytes.fromhex("06092a864886f70d010101")
"""The identifier of RSA, rsaEncryption of RFC 8017, as it stands in a public key."""
LEAST = 290
"""Bytes of a public key of 2048 bits, which has 294; one of 1024 bits has 162."""


def form_key(path: Path) -> str:
    """Return the public key in a PEM file, or in one of base64 alone, as a form holds it.

    Raises BadInput: ``form-key-private`` for a private key, which must never go into a form, ``form-key-not-one``,
    ``file-unreadable``.
    """
    try:
        text = read_foreign(path, LARGEST).decode("ascii")
    except UnicodeDecodeError:
        raise BadInput("form-key-not-one", file=path.name) from None
    except OSError as trouble:
        raise BadInput("file-unreadable", file=path.name, reason=trouble.strerror or "") from None
    if "PRIVATE KEY" in text:
        raise BadInput("form-key-private", file=path.name)
    told = "".join(line.strip() for line in text.splitlines() if not line.startswith("-----"))
    try:
        key = base64.b64decode(told, validate=True)
    except binascii.Error:
        raise BadInput("form-key-not-one", file=path.name) from None
    if len(key) < LEAST or RSA not in key[:32]:
        raise BadInput("form-key-not-one", file=path.name)
    return told


def form_address(address: str) -> str:
    """Return the address that a form sends its answers to. Raises BadInput("form-address") unless it begins https."""
    if not address.startswith("https://") or address.split() != [address]:
        raise BadInput("form-address")
    return address
