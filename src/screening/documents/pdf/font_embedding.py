"""Fonts inside a PDF: only the glyphs that were drawn, addressed by their numbers in the font."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfdoc

from screening.documents.paper_check.letters import number
from screening.documents.typography.fonts import FontFile, font_file
from screening.documents.typography.shaping import ShapedText
from screening.wording.script.typefaces import Weight

_DROPPED = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post", "gasp", "STAT", "DSIG", "kern", "MATH", "meta")
"""Tables that a TrueType font does not need inside a PDF whose text is glyph numbers (ISO 32000-1, 9.9)."""


EM_WIDTH = 0.26
"""How wide every empty glyph is, in ems: as wide as the space of Noto Sans, whose glyph it is."""


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
    widths: _Widths = field(init=False)

    def __post_init__(self) -> None:
        self.widths = _Widths(self.font)

    def show(self, shaped: ShapedText, text: str) -> str:
        """The inside of a TJ array, within its hex digits, that draws what stands for ``text``; "" where its glyphs
        leave the baseline, or begin elsewhere than the pen. Notes its glyphs as drawn."""
        if shaped.ys:
            return ""
        scale = 1000 / self.font.units
        digits = [f"{glyph:04X}" for glyph in shaped.numbers]
        widths = [self.widths[glyph] for glyph in shaped.numbers]
        pen = 0.0
        for at, x in enumerate(shaped.xs):
            move = pen - x * scale
            if move >= 0.5 or move <= -0.5:
                if not at:
                    return ""
                digits[at] = f">{number(move)}<{digits[at]}"
                pen -= move
            pen += widths[at]
        self.note(shaped.numbers, shaped.clusters, text)
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
        scale = 1000 / self.font.units
        above, below = round(self.font.ascent * scale), round(-self.font.descent * scale)
        shape = {
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([-1000, below - 500, 3000, above + 500]),
            "Ascent": above,
            "Descent": below,
            "CapHeight": 714,
            "StemV": 80,
        }
        widths = {"CIDToGIDMap": pdfdoc.PDFName("Identity"), "DW": 0, "W": self._widths(scale)}
        base = f"{_tag(program)}+{self.font.name}"
        _add_font(document, self.name, base, program, shape=shape, widths=widths, meaning=self.glyphs)

    def _widths(self, scale: float) -> Any:
        listed: list[Any] = []
        last = -2
        for glyph in sorted(self.glyphs):
            if glyph != last + 1:
                listed += [glyph, []]
            listed[-1].append(_plain(self.widths[glyph]))
            last = glyph
        return pdfdoc.PDFArray([pdfdoc.PDFArray(each) if isinstance(each, list) else each for each in listed])


@dataclass(slots=True)
class UnseenFont:
    """A font whose every glyph is empty. ReportLab calls ``addObjects`` when the document is written."""

    name: str = "U"
    _codes: dict[str, int] = field(default_factory=dict)

    def code(self, character: str) -> int:
        return self._codes.setdefault(character, len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:
        latin = font_file("Latn", Weight.REGULAR)
        space = latin.font.get_nominal_glyph(ord(" ")) or 0
        program = subset(latin, (space,), hb.SubsetFlags.NO_HINTING)
        shape = {
            "Flags": 5,
            "FontBBox": pdfdoc.PDFArray([0, -200, 500, 800]),
            "Ascent": 800,
            "Descent": -200,
            "CapHeight": 700,
            "StemV": 80,
        }
        empty = _packed(b"\0\1" * (len(self._codes) + 1))
        widths = {"CIDToGIDMap": document.Reference(empty, "unseen glyphs"), "DW": round(EM_WIDTH * 1000)}
        meaning = {code: character for character, code in self._codes.items()}
        _add_font(document, self.name, "UNSEEN+Unseen", program, shape=shape, widths=widths, meaning=meaning)


def _packed(content: bytes, **entries: Any) -> Any:
    return pdfdoc.PDFStream(dictionary=pdfdoc.PDFDictionary(entries), content=content, filters=[pdfdoc.PDFZCompress])


def _add_font(
    document: Any,
    name: str,
    base: str,
    program: bytes,
    *,
    shape: dict[str, Any],
    widths: dict[str, Any],
    meaning: dict[int, str],
) -> None:
    """Add a font whose text is glyph numbers (Type0 over CIDFontType2) to the document's fonts."""
    font_name, refer = pdfdoc.PDFName(base), document.Reference
    descriptor = {
        "Type": pdfdoc.PDFName("FontDescriptor"),
        "FontName": font_name,
        "ItalicAngle": 0,
        **shape,
        "FontFile2": refer(_packed(program, Length1=len(program)), f"program {name}"),
    }
    system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
    descendant = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("CIDFontType2"),
        "BaseFont": font_name,
        "CIDSystemInfo": pdfdoc.PDFDictionary(system),
        "FontDescriptor": refer(pdfdoc.PDFDictionary(descriptor), f"descriptor {name}"),
        **widths,
    }
    font = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("Type0"),
        "BaseFont": font_name,
        "Encoding": pdfdoc.PDFName("Identity-H"),
        "DescendantFonts": pdfdoc.PDFArray([refer(pdfdoc.PDFDictionary(descendant), f"descendant {name}")]),
        "ToUnicode": refer(_packed(to_unicode(meaning)), f"meaning {name}"),
    }
    document.idToObject["BasicFonts"].dict[name] = refer(pdfdoc.PDFDictionary(font), f"font {name}")


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
