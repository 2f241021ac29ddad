"""Fonts inside a file: what a reader needs to draw and to copy, and nothing that says more than was drawn."""

from __future__ import annotations

import io

import pypdf
import pytest
import uharfbuzz as hb

from screening.documents.pdf.font_embedding import EM_WIDTH, cluster_ends, subset, to_unicode
from screening.documents.pdf.writer import Paper
from screening.documents.typography.fonts import font_file
from screening.documents.typography.paragraphs import set_paragraph
from screening.wording.script.typefaces import Weight


@pytest.fixture(scope="module")
def fonts() -> dict[str, dict]:
    """The fonts of a page of Urdu and English, by their names in the file: the drawn ones and the one of the copy."""
    paper = Paper("Fonts", "en")
    paper.begin_page()
    for at, (text, language) in enumerate((("The papers are kept.", "en"), ("کاغذات", "ur"))):
        for line in set_paragraph(text, language=language, size=10, width=300):
            paper.draw_line(line, 60, 40 + at * 40)
    page = pypdf.PdfReader(io.BytesIO(paper.finished())).pages[0]
    return {name: font.get_object() for name, font in page["/Resources"]["/Font"].items()}


def parts(font: dict) -> tuple[dict, dict]:
    descendant = font["/DescendantFonts"][0].get_object()
    return descendant, descendant["/FontDescriptor"].get_object()


def test_a_font_that_is_drawn_is_symbolic_and_not_of_one_width(fonts: dict) -> None:
    drawn = [font for name, font in fonts.items() if "Unseen" not in font["/BaseFont"]]
    assert len(drawn) == 2
    for font in drawn:
        descendant, shape = parts(font)
        own = font_file("Latn" if "Arab" not in font["/BaseFont"] and "Nast" not in font["/BaseFont"] else "Aran",
                        Weight.REGULAR)  # fmt: skip
        scale = 1000 / own.units
        above, below = round(own.ascent * scale), round(-own.descent * scale)
        assert (shape["/Flags"], shape["/ItalicAngle"], shape["/CapHeight"], shape["/StemV"]) == (4, 0, 714, 80)
        assert (shape["/Ascent"], shape["/Descent"]) == (above, below)
        assert list(shape["/FontBBox"]) == [-1000, below - 500, 3000, above + 500]
        assert (descendant["/CIDToGIDMap"], descendant["/DW"]) == ("/Identity", 0)
        assert (font["/Encoding"], font["/Subtype"], descendant["/Subtype"]) == (
            "/Identity-H",
            "/Type0",
            "/CIDFontType2",
        )


def test_the_font_of_what_is_copied_has_one_width_and_every_glyph_of_it_is_the_space(fonts: dict) -> None:
    unseen = next(font for font in fonts.values() if "Unseen" in font["/BaseFont"])
    descendant, shape = parts(unseen)
    assert (shape["/Flags"], shape["/Ascent"], shape["/Descent"], shape["/CapHeight"]) == (5, 800, -200, 700)
    assert list(shape["/FontBBox"]) == [0, -200, 500, 800]
    assert descendant["/DW"] == round(EM_WIDTH * 1000) == 260
    drawn = descendant["/CIDToGIDMap"].get_object().get_data()
    assert set(drawn[0::2]) == {0} and set(drawn[1::2]) == {1}
    face = hb.Face(shape["/FontFile2"].get_object().get_data())
    assert face.glyph_count == 2, "the empty one and the space"
    font = hb.Font(face)
    assert font.get_glyph_h_advance(1) / face.upem == pytest.approx(EM_WIDTH)
    assert font.get_glyph_extents(1).height == 0, "nothing is seen of it"


def test_each_code_of_the_copy_says_one_character(fonts: dict) -> None:
    unseen = next(font for font in fonts.values() if "Unseen" in font["/BaseFont"])
    codes = len(parts(unseen)[0]["/CIDToGIDMap"].get_object().get_data()) // 2 - 1
    meaning = unseen["/ToUnicode"].get_object().get_data().decode("ascii")
    assert f"{codes} beginbfchar" in meaning
    assert f"<{1:04X}> <" in meaning and f"<{codes:04X}> <" in meaning and f"<{codes + 1:04X}> <" not in meaning


def test_widths_of_neighbouring_glyphs_stand_in_one_row(fonts: dict) -> None:
    latin = font_file("Latn", Weight.REGULAR)
    drawn = next(
        font
        for font in fonts.values()
        if "Unseen" not in font["/BaseFont"] and "Arab" not in font["/BaseFont"] and "Nast" not in font["/BaseFont"]
    )
    rows = parts(drawn)[0]["/W"]
    found = {}
    for first, widths in zip(rows[0::2], rows[1::2], strict=True):
        assert first - 1 not in found, "it goes on with the row before"
        found |= {first + at: float(width) for at, width in enumerate(widths)}
    for letter in "The papers are kept.":
        glyph = latin.font.get_nominal_glyph(ord(letter))
        assert found[glyph] == pytest.approx(latin.font.get_glyph_h_advance(glyph) * 1000 / latin.units, abs=0.01)


def test_a_map_of_characters_is_written_in_blocks_of_a_hundred_and_leaves_out_what_says_nothing() -> None:
    told = to_unicode({number: chr(0x4E00 + number) for number in range(1, 202)} | {300: "", 301: "ab"}).decode("ascii")
    assert [line for line in told.split("\n") if "beginbfchar" in line] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "2 beginbfchar",
    ]
    assert "<012D> <00610062>" in told and "<012C>" not in told


def test_a_stretch_of_text_ends_where_the_next_begins() -> None:
    assert cluster_ends((4, 0, 2, 2), 7) == {0: 2, 2: 4, 4: 7}
    assert cluster_ends((0, 0), 3) == {0: 3}


def test_a_font_is_cut_down_to_what_is_drawn() -> None:
    latin = font_file("Latn", Weight.REGULAR)
    glyph = latin.font.get_nominal_glyph(ord("a"))
    cut = hb.Face(subset(latin, (glyph,)))
    assert hb.Font(cut).get_glyph_extents(glyph).height != 0, "under its own number"
    other = hb.Font(cut).get_glyph_extents(latin.font.get_nominal_glyph(ord("b")))
    assert other is None or other.height == 0
    assert not {"GSUB", "GPOS", "name", "cmap", "post", "OS/2", "kern"} & set(cut.table_tags)
