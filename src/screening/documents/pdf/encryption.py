"""PDF files that leave the record: AES-256 under a passphrase, opening them again, and checking their seal.

pikepdf (qpdf) has its only door here: ReportLab's own encryption is RC4 or guessed at once.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf

from screening.documents.pdf.checksum_letters import ALPHABET, LETTERS, SEAL, seal_of
from screening.errors import BadInput

LARGEST = 50_000_000
"""Bytes of a file that is read to be checked."""
_SAID = re.compile(rb"/ActualText <FEFF([0-9A-F]*)>")
_GROUPS = "-".join(f"[{ALPHABET}]{{4}}" for _ in range(LETTERS // 4))
_LETTERS = re.compile(rf"(?<![0-9A-Z-]){_GROUPS}(?![0-9A-Z-])")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file says of itself: the letters printed on it, those of its pages now, and what the seal names."""

    printed: str
    found: str
    pages: int
    locked: bool

    @property
    def unchanged(self) -> bool:
        return bool(self.printed) and self.printed == self.found


def lock(pdf: bytes, passphrase: str) -> bytes:
    """The document under AES-256 (revision 6); nothing in it is left readable, its title neither."""
    made = io.BytesIO()
    rights = pikepdf.Permissions(extract=True, accessibility=True)
    keys = pikepdf.Encryption(user=passphrase, owner=passphrase, R=6, allow=rights, metadata=True)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(made, encryption=keys, linearize=False)
    return made.getvalue()


def unlock(pdf: bytes, passphrase: str) -> bytes:
    """The document without its lock. Raises BadInput("pdf-locked") and what ``check`` raises."""
    made = io.BytesIO()
    with _open(pdf, passphrase) as document:
        document.save(made)
    return made.getvalue()


def check(pdf: bytes, passphrase: str = "") -> Checked:
    """Whether the pages are those that the printed letters stand for.

    Raises BadInput: ``pdf-locked`` (needs its passphrase, or another), ``pdf-unreadable``, ``pdf-too-big``.
    """
    with _open(pdf, passphrase) as document:
        try:
            streams = [page.Contents.read_bytes() for page in document.pages]
            found = seal_of(streams)
            printed = ""
            for page in document.pages:
                resources = page.obj.get("/Resources")
                grounds = resources.get("/XObject") if resources is not None else None
                for name, ground in grounds.items() if grounds is not None else ():
                    if SEAL in str(name).lower():
                        printed = printed or _letters(ground.read_bytes())
            return Checked(printed, found, len(streams), document.is_encrypted)
        except (pikepdf.PdfError, AttributeError, TypeError, ValueError, KeyError):
            raise BadInput("pdf-unreadable") from None


def _open(pdf: bytes, passphrase: str) -> pikepdf.Pdf:
    if len(pdf) > LARGEST:
        raise BadInput("pdf-too-big")
    try:
        return pikepdf.open(io.BytesIO(pdf), password=passphrase)
    except pikepdf.PasswordError:
        raise BadInput("pdf-locked") from None
    except (pikepdf.PdfError, ValueError):
        raise BadInput("pdf-unreadable") from None


def _letters(stream: bytes) -> str:
    """The first group of letters that the seal's ground says."""
    for said in _SAID.finditer(stream):
        try:
            text = bytes.fromhex(said[1].decode()).decode("utf-16-be")
        except ValueError:
            continue
        found = _LETTERS.search(text)
        if found:
            return found[0]
    return ""
