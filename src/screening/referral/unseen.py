"""Text that a reader of a PDF can find and copy but nobody sees, laid over glyphs that spell it another way.

Joined and stacked right-to-left letters overlap and climb, and readers (Poppler, PDFium, MuPDF) rebuild lines from
where glyphs stand, so no marking of those glyphs gives the words back. As in scanned pages with recognised text, each
character is said once more by an empty glyph on the baseline, in the order of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from screening.referral.embedding import subset, to_unicode
from screening.referral.fonts import font_file
from screening.wording.typefaces import Weight

EM_WIDTH = 0.5
"""How wide every empty glyph is, in ems."""


@dataclass(slots=True)
class UnseenFont:
    """A font whose every glyph is empty. ReportLab calls ``addObjects`` when the document is written."""

    name: str = "U"
    _codes: dict[str, int] = field(default_factory=dict)

    def code(self, character: str) -> int:
        return self._codes.setdefault(character, len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:
        program = subset(font_file("Latn", Weight.REGULAR), (), hb.SubsetFlags.NO_HINTING)
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
        empty = pdfdoc.PDFStream(content=b"\0\0" * (len(self._codes) + 1), filters=[pdfdoc.PDFZCompress])
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
