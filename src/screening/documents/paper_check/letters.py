"""Twelve letters that stand for a whole paper, so that its reader can see whether it was changed, and their ground.

They find a slip or a changed file; they are no signature: whoever can make papers can make letters for them, so a
reader who must be sure asks the sender to read the letters from the record. What they count stands in ``digest``;
older papers count the drawing of their pages alone (``seal_of``).

Letters cannot count themselves: everything on the ground on which they stand is counted except them. So the ground is
drawn with marks where the letters come: as glyphs, as text for readers that copy it, and inside the QR code. A line at
its head says which glyphs stand for which letters and what the code holds. ``filled`` puts letters in place of the
marks, ``emptied`` takes the same letters out again; both know byte for byte what must stand there, so a ground with
anything else on it is another ground, and has other letters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlab.graphics.barcode import qrencoder

SEAL = "seal"
"""The name of the ground that the letters stand on."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LETTERS = 12
PLACE = "-".join(["H" * 4] * (LETTERS // 4))
"""What is set in the letters' place until they are known: as wide as most letters are."""
SIGNS = ALPHABET + "-"
_MARK = "\x01"
_HEAD = re.compile(
    rb"/ScreeningSeal <</Edition 2 /Letters \(([^()]*)\) /Glyphs \[((?:<[0-9A-F]{%d}>)*)\] "
    rb"/Codes \[((?:<[0-9A-F]*> [0-9.]+ )*)\]>> DP\n" % (4 * len(SIGNS))
)
_WRITTEN = re.compile("-".join(["[" + ALPHABET + "]{4}"] * (LETTERS // 4)))


@dataclass(slots=True)
class LettersGround:
    """What a ground holds while it is drawn."""

    glyphs: list[str] = field(default_factory=list)
    """For each font in which the letters stand, the glyphs of SIGNS, four hex digits each."""
    codes: list[tuple[str, float]] = field(default_factory=list)
    """For each QR code what it holds, PLACE in it, and its side in points."""

    def letters(self, glyphs: str) -> str:
        """The operator that shows the letters in a font with these glyphs."""
        if glyphs not in self.glyphs:
            self.glyphs.append(glyphs)
        return f"{_MARK}G{self.glyphs.index(glyphs)}{_MARK}"

    def code(self, text: str, side: float) -> str:
        """The mark of a QR code, whose squares ``filled`` draws."""
        if (text, side) not in self.codes:
            self.codes.append((text, side))
        return f"{_MARK}Q{self.codes.index((text, side))}{_MARK}"

    def said(self, code: str) -> str:
        """A line's code with the letters taken out of what it says to readers."""
        return code.replace(_utf16(PLACE), f"{_MARK}T{_MARK}")

    def head(self) -> str:
        glyphs = "".join(f"<{each}>" for each in self.glyphs)
        codes = "".join(f"<{text.encode().hex().upper()}> {number(side)} " for text, side in self.codes)
        return f"/ScreeningSeal <</Edition 2 /Letters ({_MARK}L{_MARK}) /Glyphs [{glyphs}] /Codes [{codes}]>> DP\n"


def filled(empty: bytes, letters: str, codes: Codes | None = None) -> bytes:
    """The ground with the letters on it; ``codes`` are those of the document's other grounds.

    Raises ValueError when a QR code cannot hold its text.
    """
    for mark, shown in _shown(empty, letters, codes or Codes()):
        empty = empty.replace(mark, shown)
    return empty


def emptied(ground: bytes, codes: Codes | None = None) -> tuple[str, bytes] | None:
    """The letters of a ground, and the ground without them; None for what is no ground of this edition.

    Letters that are no letters come back as "", with the ground as it stands.
    """
    heads = list(_HEAD.finditer(ground))
    if len(heads) != 1:
        return None
    letters = heads[0][1].decode("latin-1")
    if not _WRITTEN.fullmatch(letters) or _MARK.encode() in ground:
        return "", ground
    for mark, shown in _shown(ground, letters, codes or Codes()):
        ground = ground.replace(shown, mark)
    return letters, ground


def _shown(ground: bytes, letters: str, codes: Codes) -> list[tuple[bytes, bytes]]:
    """Every mark that the head speaks of, and what stands in its place for these letters. The longest first."""
    head = _HEAD.search(ground)
    if head is None:
        raise ValueError("no ground of a seal")
    found: list[tuple[bytes, bytes]] = []
    entries = re.findall(rb"<([0-9A-F]*)> ([0-9.]+) ", head[3])
    for at, (held, side) in enumerate(entries):
        text = bytes.fromhex(held.decode()).decode("utf-8")
        drawn = codes.squares(text.replace(PLACE, letters), float(side))
        found.append((f"{_MARK}Q{at}{_MARK}".encode(), drawn.encode()))
    for at, glyphs in enumerate(re.findall(rb"<([0-9A-F]+)>", head[2])):
        numbers = [glyphs[4 * place : 4 * place + 4] for place in range(len(SIGNS))]
        shown = b"".join(numbers[SIGNS.index(sign)] for sign in letters)
        found.append((f"{_MARK}G{at}{_MARK}".encode(), b"<" + shown + b"> Tj"))
    found.append((f"{_MARK}T{_MARK}".encode(), _utf16(letters).encode()))
    found.append((f"{_MARK}L{_MARK}".encode(), letters.encode()))
    return found


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


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


_QUIET = 4
"""The empty modules that a QR code needs around it."""
_DARK = re.compile("1+")


def number(value: float) -> str:
    """A number of a page's code, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


class Codes:
    """The QR codes of one document. A code is reckoned once: every sheet shows the same, and it takes 10 to 20 ms."""

    def __init__(self) -> None:
        self._made: dict[str, list[list[bool]]] = {}
        self._drawn: dict[tuple[str, float], str] = {}

    def squares(self, text: str, side: float) -> str:
        """The dark modules of a code as rectangles, from its top left corner right and down, quiet zone included.

        ``side`` is in points. Raises ValueError when the code cannot hold the text.
        """
        found = self._drawn.get((text, side))
        if found is None:
            if text not in self._made:
                self._made[text] = _modules(text)
            found = self._drawn[text, side] = _rectangles(self._made[text], side)
        return found


def _modules(text: str) -> list[list[bool]]:
    """Row by row, whether each module is dark."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    try:
        code.make()
    except Exception:  # the encoder has no error of its own, and its sentence could quote the text
        raise ValueError("too much for one QR code") from None
    modules: list[list[bool]] = code.modules
    return modules


def _rectangles(modules: list[list[bool]], side: float) -> str:
    count = len(modules)
    module = side / (count + 2 * _QUIET)
    lefts = [number((column + _QUIET) * module) for column in range(count)]
    wides = [number(wide * module) for wide in range(count + 1)]
    found: list[str] = []
    for row, dark in enumerate(modules):
        low = number(-(row + _QUIET + 1) * module)
        for run in _DARK.finditer("".join("1" if each else "0" for each in dark)):
            first, upto = run.span()
            found.append(f"{lefts[first]} {low} {wides[upto - first]} {wides[1]} re")
    return "\n".join(found)
