"""PDF files that leave the record: AES-256 under a passphrase, opening them again, and checking their seal.

pikepdf (qpdf) locks and opens: ReportLab's own encryption is RC4 or guessed at once.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf

from screening.documents.paper_check.digest import whole
from screening.documents.paper_check.letters import ALPHABET, LETTERS, SEAL, letters_of, seal_of
from screening.documents.paper_check.own_writing import is_own
from screening.errors import BadInput

LARGEST = 50_000_000
"""Bytes of a file that is read to be checked."""
_SAID = re.compile(rb"/ActualText <FEFF([0-9A-F]*)>")
_GROUPS = "-".join(f"[{ALPHABET}]{{4}}" for _ in range(LETTERS // 4))
_LETTERS = re.compile(rf"(?<![0-9A-Z-]){_GROUPS}(?![0-9A-Z-])")
_CATALOG_THEN = frozenset(
    {"/Type", "/Pages", "/Outlines", "/PageMode", "/Lang", "/Metadata", "/StructTreeRoot", "/ViewerPreferences"}
    | {"/MarkInfo", "/Extensions", "/Version"}
)
_PAGE_THEN = frozenset(
    {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/Rotate", "/Trans", "/StructParents"}
)
_SIDES_THEN = (0.0, 0.0, 595.28, 841.89)
"""What papers of the first edition of the seal had; all of them were A4."""


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What a file says of itself: the letters printed on it, and those that it has now."""

    printed: str
    found: str
    pages: int
    locked: bool
    edition: int = 2
    """Of the seal: 2 counts everything in the file, 1 the drawing of the pages alone."""
    saved_again: bool = False
    """Another program wrote the file: what the letters count may hold, and a viewer still show something else."""
    written_by: str = ""
    """The program that says it wrote the file, where one does; this program never says so."""

    @property
    def unchanged(self) -> bool:
        return self.matches and not self.saved_again

    @property
    def matches(self) -> bool:
        """Whether the file holds what its letters count, as qpdf reads it."""
        return bool(self.printed) and self.printed == self.found


def lock(pdf: bytes, passphrase: str) -> bytes:
    """The document under AES-256 (revision 6); nothing in it is left readable, its title neither."""
    made = io.BytesIO()
    rights = pikepdf.Permissions(extract=True, accessibility=True)
    keys = pikepdf.Encryption(user=passphrase, owner=passphrase, R=6, allow=rights, metadata=True)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(made, encryption=keys, linearize=False)
    return made.getvalue()


def check(pdf: bytes, passphrase: str = "") -> PaperCheck:
    """Whether the file is what the letters printed on it stand for.

    Raises BadInput: ``pdf-locked`` (needs its passphrase, or another), ``pdf-unreadable``, ``pdf-too-big``.
    """
    with _open(pdf, passphrase) as document:
        try:
            seal = _counted(document)
            damaged = bool(document.get_warnings())  # what one program mends, another may show otherwise
        except (pikepdf.PdfError, AttributeError, TypeError, ValueError, KeyError):
            raise BadInput("pdf-unreadable") from None
        edition, printed, found, pages = seal
        return PaperCheck(
            printed,
            "" if damaged else found,
            pages,
            document.is_encrypted,
            edition,
            not _is_own(pdf, passphrase, document),
            _written_by(document),
        )


def _is_own(pdf: bytes, passphrase: str, document: pikepdf.Pdf) -> bool:
    if not document.is_encrypted:
        return is_own(pdf)
    # A passphrase leads to the file's key by two entries, which could hold two keys: some viewers try one first.
    by_one_entry = re.sub(rb"/O <[0-9a-f]{96}>", b"/O <" + b"0" * 96 + b">", pdf)
    unlocked = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(by_one_entry), password=passphrase) as same:
            if same.encryption.encryption_key != document.encryption.encryption_key:
                return False
        document.save(unlocked, fix_metadata_version=False)
    except (pikepdf.PdfError, ValueError):
        return False
    return is_own(pdf, unlocked.getvalue())


def printed_letters(pdf: bytes) -> str:
    """The letters on a paper that this program has just made, without counting it again; "" where it has none."""
    with _open(pdf, "") as document:
        return _printed(document)


def _counted(document: pikepdf.Pdf) -> tuple[int, str, str, int]:
    """The edition of the seal, the letters printed, the letters found, and the number of pages."""
    counted = whole(document)
    if counted.letters:
        printed = next(iter(counted.letters)) if len(counted.letters) == 1 else ""
        return 2, printed, letters_of(counted.digest), counted.pages
    streams = [page.Contents.read_bytes() for page in document.pages]
    return 1, _printed(document), seal_of(streams) if _bare(document) else "", counted.pages


def _bare(document: pikepdf.Pdf) -> bool:
    """Whether an older paper has nothing but what they had: no notes, fields, layers, actions, files, cut pages."""
    if not set(document.Root.keys()) <= _CATALOG_THEN:
        return False
    for page in document.pages:
        sides = [float(side) for side in page.obj.MediaBox]
        if not set(page.obj.keys()) <= _PAGE_THEN or int(page.obj.get("/Rotate", 0)) or page.obj.get("/Trans"):
            return False
        if any(abs(side - then) > 0.1 for side, then in zip(sides, _SIDES_THEN, strict=True)):
            return False
    return True


def _printed(document: pikepdf.Pdf) -> str:
    """The first letters that stand on a ground."""
    for page in document.pages:
        resources = page.obj.get("/Resources")
        grounds = resources.get("/XObject") if resources is not None else None
        for name, ground in grounds.items() if grounds is not None else ():
            if SEAL in str(name).lower():
                letters = _letters(ground.read_bytes())
                if letters:
                    return letters
    return ""


def _written_by(document: pikepdf.Pdf) -> str:
    try:
        return str(document.trailer.Info.Producer)
    except (AttributeError, KeyError, ValueError):
        return ""


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
