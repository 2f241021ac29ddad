"""Twelve letters that stand for every page of a paper, so that its reader can see whether anything was changed.

They are drawn on a ground of their own, which is not counted. They find a slip or a changed file; they are no
signature: whoever can make papers can make letters for them, so a reader who must be sure asks the sender to read the
letters from the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SEAL = "seal"
"""The name of the ground that the letters stand on."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LETTERS = 12


def seal_of(pages: Iterable[bytes]) -> str:
    """The letters for these page streams, in groups of four: 59 bits of SHA-256. White space does not count."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(b" ".join(page.split()) + b"\0")
    number = int.from_bytes(digest.digest(), "big")
    letters = ""
    for _ in range(LETTERS):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return "-".join(letters[at : at + 4] for at in range(0, LETTERS, 4))


def qr_text(sheets: str, code: str, fingerprint: str, seal: str) -> str:
    """What the QR code of a paper holds: nothing that is not printed beside it."""
    return "|".join(("SCREENING1", sheets, code, fingerprint, seal))
