"""How much work an age file asks for before anything of it is known: its header is read before it is decrypted."""

from __future__ import annotations

from screening.errors import BadInput

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
