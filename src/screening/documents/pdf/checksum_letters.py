"""Twelve letters that stand for a whole paper, so that its reader can see whether anything was changed.

They find a slip or a changed file; they are no signature: whoever can make papers can make letters for them, so a
reader who must be sure asks the sender to read the letters from the record. What they count stands in
``whole_digest``; older papers count the drawing of their pages alone (``seal_of``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SEAL = "seal"
"""The name of the ground that the letters stand on."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LETTERS = 12


def letters_of(digest: bytes) -> str:
    """The letters for a digest, in groups of four: 59 bits of it."""
    number = int.from_bytes(digest, "big")
    letters = ""
    for _ in range(LETTERS):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return "-".join(letters[at : at + 4] for at in range(0, LETTERS, 4))


def seal_of(pages: Iterable[bytes]) -> str:
    """The letters of a paper of the first edition, for its page streams. White space does not count."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(b" ".join(page.split()) + b"\0")
    return letters_of(digest.digest())


def qr_text(sheets: str, code: str, fingerprint: str, seal: str) -> str:
    """What the QR code of a paper holds: nothing that is not printed beside it."""
    return "|".join(("SCREENING1", sheets, code, fingerprint, seal))
