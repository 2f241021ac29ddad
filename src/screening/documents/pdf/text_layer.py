"""Text that a reader of a PDF can find and copy but nobody sees, laid over glyphs that spell it another way.

Joined and stacked right-to-left letters overlap and climb, and readers (Poppler, PDFium, MuPDF) rebuild lines from
where glyphs stand, so no marking of those glyphs gives the words back. As in scanned pages with recognised text, each
character is said once more by an empty glyph on the baseline.

Poppler reads every line of a page the way most of that page's letters run: on a form that is mostly Latin it goes
from left to right, turning each right-to-left stretch round as it comes to it. A line that mixes directions is
therefore laid for the page that it stands on (``laid``), and not as it is seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from screening.documents.pdf.font_embedding import subset, to_unicode
from screening.documents.typography.bidi import bidi_class
from screening.documents.typography.fonts import font_file
from screening.wording.script.typefaces import Weight

EM_WIDTH = 0.26
"""How wide every empty glyph is, in ems: as wide as the space of Noto Sans, whose glyph it is."""

_LEFT_TO_RIGHT = frozenset({"L"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FIGURES = frozenset({"EN", "ES", "ET", "AN", "CS"})
"""What Poppler takes for figures: digits and the signs that go with them, such as ``+``, ``:`` and the Arabic comma."""
_MARKS = {True: "\u200f", False: "\u200e"}


def leaning(text: str) -> int:
    """How many more left-to-right letters than right-to-left ones; below 0, a page is read from the right."""
    if text.isascii():
        return sum(map(str.isalpha, text))
    classes = [bidi_class(sign) for sign in text]
    return sum(each in _LEFT_TO_RIGHT for each in classes) - sum(each in _RIGHT_TO_LEFT for each in classes)


def one_way(text: str) -> bool:
    """Whether the line is right-to-left from its first sign to its last, so that it is laid as it is seen."""
    classes = [bidi_class(sign) for sign in text]
    ends = {*classes[:1], *classes[-1:]} <= _RIGHT_TO_LEFT
    return ends and not any(each in _LEFT_TO_RIGHT | _FIGURES for each in classes)


def laid(text: str, *, from_right: bool) -> str:
    """``text`` as its signs must stand from left to right for a reader of lines to give it back in reading order.

    ``from_right`` is how the reader goes through the page. It goes in one direction and, at the first letter of the
    other, takes everything up to the next letter of its own the other way round. Signs of no direction that close such
    a stretch would be torn off, so a mark of direction, which is not seen either, holds them.
    """
    own, other = (
        (_RIGHT_TO_LEFT, _LEFT_TO_RIGHT | _FIGURES) if from_right else (_LEFT_TO_RIGHT | _FIGURES, _RIGHT_TO_LEFT)
    )
    stretches: list[str] = []
    at = 0
    while at < len(text):
        for turned, until in ((False, other), (True, own)):
            start = at
            while at < len(text) and bidi_class(text[at]) not in until:
                at += 1
            stretch = text[start:at]
            if turned and stretch and bidi_class(stretch[-1]) not in other:
                stretch += _MARKS[not from_right]
            stretches.append(stretch[::-1] if turned is not from_right else stretch)
    return "".join(reversed(stretches) if from_right else stretches)


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
        base = pdfdoc.PDFName("UNSEEN+Unseen")
        stream = pdfdoc.PDFStream(
            dictionary=pdfdoc.PDFDictionary({"Length1": len(program)}), content=program, filters=[pdfdoc.PDFZCompress]
        )
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": 5,
                "FontBBox": pdfdoc.PDFArray([0, -200, 500, 800]),
                "ItalicAngle": 0,
                "Ascent": 800,
                "Descent": -200,
                "CapHeight": 700,
                "StemV": 80,
                "FontFile2": document.Reference(stream, "unseen program"),
            }
        )
        empty = pdfdoc.PDFStream(content=b"\0\1" * (len(self._codes) + 1), filters=[pdfdoc.PDFZCompress])
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor, "unseen descriptor"),
                "CIDToGIDMap": document.Reference(empty, "unseen glyphs"),
                "DW": round(EM_WIDTH * 1000),
            }
        )
        meaning = pdfdoc.PDFStream(
            content=to_unicode({code: character for character, code in self._codes.items()}),
            filters=[pdfdoc.PDFZCompress],
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Font"),
                    "Subtype": pdfdoc.PDFName("Type0"),
                    "BaseFont": base,
                    "Encoding": pdfdoc.PDFName("Identity-H"),
                    "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, "unseen descendant")]),
                    "ToUnicode": document.Reference(meaning, "unseen meaning"),
                }
            ),
            "unseen font",
        )
