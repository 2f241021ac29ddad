"""Fonts inside a PDF: only the glyphs that were drawn, addressed by their numbers in the font."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfdoc

from screening.documents.pdf.qr_squares import number
from screening.documents.typography.fonts import FontFile
from screening.documents.typography.shaping import Word

_DROPPED = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post", "gasp", "STAT", "DSIG", "kern", "MATH", "meta")
"""Tables that a TrueType font does not need inside a PDF whose text is glyph numbers (ISO 32000-1, 9.9)."""


class _Widths(dict[int, float]):
    """How far the font itself moves the pen after each glyph, in thousandths of the size; looked up once."""

    def __init__(self, font: FontFile) -> None:
        self._font = font

    def __missing__(self, glyph: int) -> float:
        found = round(float(self._font.font.get_glyph_h_advance(glyph)) * 1000 / self._font.units, 3)
        self[glyph] = found
        return found


@dataclass(slots=True)
class EmbeddedFont:
    """One font of one document. ReportLab calls ``addObjects`` when the document is written."""

    font: FontFile
    name: str
    """Its name among the document's fonts, as "F1"."""
    glyphs: dict[int, str] = field(default_factory=dict)
    """Each glyph drawn, with the text it stood for when it was first drawn."""
    shown: dict[Word, str] = field(default_factory=dict)
    """What shows each word that was drawn, in hex digits and moves between them; "" for one that needs more."""
    chosen: dict[float, str] = field(default_factory=dict)
    """The operator that chooses the font, for each size in which it is drawn."""
    widths: _Widths = field(init=False)

    def __post_init__(self) -> None:
        self.widths = _Widths(self.font)

    def show(self, word: Word, text: str) -> str:
        """The inside of a TJ array, within its hex digits, that draws a word which stands for ``text``; "" where its
        glyphs leave the baseline, or the word begins or ends elsewhere than the pen. Notes its glyphs as drawn."""
        found = self.shown.get(word)
        if found is None:
            found = self.shown[word] = "" if word.ys else self._word(word, text)
        return found

    def _word(self, word: Word, text: str) -> str:
        scale = 1000 / self.font.units
        shown = struct.pack(f">{len(word.numbers)}H", *word.numbers).hex().upper()
        widths = tuple(map(self.widths.__getitem__, word.numbers))
        if scale == 1 and not word.shifts and widths == word.advances:
            self.note(word.numbers, word.clusters, text)
            return shown
        digits = [shown[at : at + 4] for at in range(0, len(shown), 4)]
        if scale == 1 and not word.shifts and widths[-1] == word.advances[-1]:
            for at, (width, advance) in enumerate(zip(widths, word.advances, strict=True), 1):
                if width != advance:
                    digits[at] = f">{number(width - advance)}<{digits[at]}"
            self.note(word.numbers, word.clusters, text)
            return "".join(digits)
        pen = 0.0
        for at, x in enumerate(word.xs):
            move = pen - x * scale
            if move >= 0.5 or move <= -0.5:
                if not at:
                    return ""
                digits[at] = f">{number(move)}<{digits[at]}"
                pen -= move
            pen += widths[at]
        if not -0.5 < pen - word.width * scale < 0.5:
            return ""
        self.note(word.numbers, word.clusters, text)
        return "".join(digits)

    def note(self, numbers: Sequence[int], clusters: Sequence[int], text: str) -> None:
        """Keep the glyphs, each with the text that it stands for where it is drawn for the first time."""
        if all(map(self.glyphs.get, numbers)):
            return
        ends: dict[int, int] = {}
        last = -1
        for glyph, cluster in zip(numbers, clusters, strict=True):
            if not self.glyphs.get(glyph):
                ends = ends or cluster_ends(clusters, len(text))
                self.glyphs[glyph] = text[cluster : ends[cluster]] if cluster != last else ""
            last = cluster

    def addObjects(self, document: Any) -> None:
        program = subset(self.font, self.glyphs)
        tag = _tag(program)
        base = pdfdoc.PDFName(f"{tag}+{self.font.name}")
        scale = 1000 / self.font.units
        stream = pdfdoc.PDFStream(
            dictionary=pdfdoc.PDFDictionary({"Length1": len(program)}), content=program, filters=[pdfdoc.PDFZCompress]
        )
        extents = self.font.ascent * scale, -self.font.descent * scale
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-1000, round(extents[1]) - 500, 3000, round(extents[0]) + 500]),
                "ItalicAngle": 0,
                "Ascent": round(extents[0]),
                "Descent": round(extents[1]),
                "CapHeight": 714,
                "StemV": 80,
                "FontFile2": document.Reference(stream, f"program {self.name}"),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor, f"descriptor {self.name}"),
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                "DW": 0,
                "W": self._widths(scale),
            }
        )
        meaning = pdfdoc.PDFStream(content=to_unicode(self.glyphs), filters=[pdfdoc.PDFZCompress])
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Font"),
                    "Subtype": pdfdoc.PDFName("Type0"),
                    "BaseFont": base,
                    "Encoding": pdfdoc.PDFName("Identity-H"),
                    "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant {self.name}")]),
                    "ToUnicode": document.Reference(meaning, f"meaning {self.name}"),
                }
            ),
            f"font {self.name}",
        )

    def _widths(self, scale: float) -> Any:
        listed: list[Any] = []
        last = -2
        for glyph in sorted(self.glyphs):
            if glyph != last + 1:
                listed += [glyph, []]
            listed[-1].append(_plain(self.widths[glyph]))
            last = glyph
        return pdfdoc.PDFArray([pdfdoc.PDFArray(each) if isinstance(each, list) else each for each in listed])


def _plain(width: float) -> bytes:
    """A width as ReportLab writes it; in no time where it is a whole number, as nearly all are."""
    return str(int(width)).encode() if width == int(width) else fp_str(width).encode()


def cluster_ends(clusters: Iterable[int], length: int) -> dict[int, int]:
    """Where the stretch of a text of this length ends that begins at each cluster."""
    starts = sorted(set(clusters))
    return dict(zip(starts, [*starts[1:], length], strict=True))


def subset(
    font: FontFile,
    glyphs: Iterable[int],
    flags: hb.SubsetFlags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.RETAIN_GIDS,
) -> bytes:
    """The font cut down to the glyphs and to the tables that a PDF needs; by default they keep their numbers."""
    wanted = hb.SubsetInput()
    wanted.flags = flags
    glyph_set = wanted.glyph_set
    for glyph in glyphs:
        glyph_set.add(glyph)
    dropped = wanted.drop_table_tag_set
    for tag in _DROPPED:
        dropped.add(int.from_bytes(tag.encode("ascii"), "big"))
    return bytes(hb.subset(font.face, wanted).blob.data)


def _tag(program: bytes) -> str:
    """Six capitals that mark a subset; they say nothing and are the same for the same subset."""
    digest = hashlib.sha256(program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def to_unicode(glyphs: dict[int, str]) -> bytes:
    """A CMap for readers that do not look at ActualText: right for letters that are always drawn the same."""
    pairs = [
        f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in sorted(glyphs.items()) if text
    ]
    blocks = []
    for at in range(0, len(pairs), 100):
        block = pairs[at : at + 100]
        blocks.append("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]))
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")
