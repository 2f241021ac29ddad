"""Makes the two Chinese font files of forms/fonts from the Noto Sans CJK collections.

    python docs/fonts/noto_sans_cjk_sc.py FOLDER_WITH_THE_TTC_FILES forms/fonts

Needs fontTools. Keeps the simplified face's outlines of GB 2312 (6,763 characters, with its kana) and, in the
regular weight, the first level of Big5, because names of people are still written with traditional characters.
Outlines become quadratic, so that one kind of font serves HarfBuzz, Qt and the paper.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

SIMPLIFIED = 2
"""The place of the simplified Chinese face in the collections."""
TOLERANCE = 1.5
"""How far, in thousandths of the em, a quadratic outline may lie from the cubic one."""
SIGNS = {*range(0x20, 0x7F), *range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), 0xB7, 0x2014, 0x2018, 0x2019, 0x201C}
SIGNS |= {0x201D, 0x2026}


def written_in(encoding: str, first_row: int, last_row: int) -> set[int]:
    found = set()
    for row in range(first_row, last_row + 1):
        for cell in range(0x40, 0xFF):
            try:
                sign = bytes((row, cell)).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(sign) == 1:
                found.add(ord(sign))
    return found


def make(collection: Path, characters: set[int], made: Path) -> None:
    font = TTFont(collection, fontNumber=SIMPLIFIED)
    options = Options()
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["VORG", "BASE", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    order, cubic = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        cubic[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    outlines = font["glyf"] = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, glyphs
    most = font["maxp"]
    most.tableVersion = 0x00010000
    counts = ("Points", "Contours", "CompositePoints", "CompositeContours", "ComponentElements", "ComponentDepth")
    programs = ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions")
    for field in (*counts, *programs):
        setattr(most, f"max{field}", 0)
    most.maxZones = 1
    for name in order:
        outlines[name].recalcBounds(outlines)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(outlines[name], "xMin", 0))
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    font.recalcTimestamp = False
    font.save(made)


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    simplified = written_in("gb2312", 0xA1, 0xF7) | SIGNS
    traditional = written_in("big5", 0xA1, 0xC6)
    make(source / "NotoSansCJK-Regular.ttc", simplified | traditional, target / "NotoSansCJKsc-Regular.ttf")
    make(source / "NotoSansCJK-Bold.ttc", simplified, target / "NotoSansCJKsc-Bold.ttf")
