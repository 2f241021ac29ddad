from __future__ import annotations

from pathlib import Path

import pytest

from screening.documents.typography import fonts
from screening.documents.typography.fonts import (
    FontFile,
    every_character,
    font_file,
    is_written,
    needs_no_glyph,
    stand_ins,
)
from screening.errors import BadInput
from screening.wording.script.typefaces import Weight, fonts_folder, paper_sizes, typeface, typefaces
from tests.documents.everyday import EVERY_LINE

ALL = [(script, weight) for script, face in typefaces().items() for weight in face.files]


@pytest.mark.parametrize(("script", "weight"), ALL)
def test_every_listed_font_opens_with_a_licence_beside_it(script: str, weight: Weight) -> None:
    font = font_file(script, weight)
    assert isinstance(font, FontFile)
    assert font.path.parent == fonts_folder()
    assert font.units == 1000
    assert font.ascent > font.descent > 0
    licence = (fonts_folder() / "OFL.txt").read_text(encoding="utf-8")
    assert typeface(script).family in licence
    assert "SIL OPEN FONT LICENSE" in licence


def test_no_font_file_lies_about_unlisted() -> None:
    listed = {path for face in typefaces().values() for path in face.files.values()}
    assert listed == set(fonts_folder().glob("*.ttf"))


def test_the_bundled_fonts_stay_small_enough_to_carry() -> None:
    assert sum(path.stat().st_size for path in fonts_folder().glob("*.ttf")) < 11_000_000


@pytest.mark.parametrize(("language", "line"), EVERY_LINE)
def test_everyday_sentences_need_no_stand_in_for_a_missing_letter(language: str, line: str) -> None:
    missing = {sign for sign in line if ord(sign) not in every_character() and not needs_no_glyph(sign)}
    assert not missing


@pytest.mark.parametrize(
    "sign",
    ["\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u180b", "\u180f", "\u200b", "\u200f",
     "\u2060", "\u2069", "\ufe00", "\ufe0f", "\ufeff", "\U000e0100", "\U000e01ef", "\n", "\t", "\u2011"],
    ids=ascii,
)  # fmt: skip
def test_a_sign_that_is_not_drawn_needs_no_glyph(sign: str) -> None:
    assert needs_no_glyph(sign)


@pytest.mark.parametrize("sign", ["\u2010", "\u2012", "\u1161", "\ufe10", "\u180a", "\u206a"], ids=ascii)
def test_a_sign_beside_it_does(sign: str) -> None:
    assert not needs_no_glyph(sign)


def test_a_script_without_fonts_of_its_own_is_tried_in_latin_first() -> None:
    assert next(stand_ins("Grek", Weight.REGULAR)) is font_file("Latn", Weight.REGULAR)


def test_fonts_are_opened_up_to_the_first_that_writes_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def opening(script: str, weight: Weight) -> FontFile:
        opened.append(script)
        return font_file(script, weight)

    monkeypatch.setattr(fonts, "font_file", opening)
    assert is_written("\u2212")
    assert opened == ["Latn", "Beng"]
    assert not is_written("\U0001f600")
    assert set(opened) == set(typefaces())


def test_a_font_without_glyphs_or_without_letters_is_damaged(tmp_path: Path) -> None:
    data = bytearray(typeface("Latn").file(Weight.REGULAR).read_bytes())
    tables = {
        bytes(data[at : at + 4]): int.from_bytes(data[at + 8 : at + 12]) for at in range(12, 12 + 16 * data[5], 16)
    }
    data[tables[b"maxp"] + 4 : tables[b"maxp"] + 6] = b"\0\0"  # how many glyphs it has
    for number, font in enumerate((bytes(data), b"no font")):
        (path := tmp_path / f"{number}.ttf").write_bytes(font)
        with pytest.raises(BadInput) as found:
            fonts._opened(path, typeface("Latn"))
        assert found.value.code == "font-damaged"


def test_a_letter_missing_in_bold_is_taken_from_the_upright_font_of_its_script() -> None:
    tried = tuple(stand_ins("Hans", Weight.BOLD))
    assert tried[:2] == (font_file("Hans", Weight.BOLD), font_file("Hans", Weight.REGULAR))
    assert not tried[0].covers("點")
    assert tried[1].covers("點")


def test_scripts_without_slanted_letters_stay_upright_in_italics() -> None:
    assert font_file("Mymr", Weight.ITALIC) is font_file("Mymr", Weight.REGULAR)
    assert font_file("Latn", Weight.ITALIC) is not font_file("Latn", Weight.REGULAR)


def test_the_paper_table_holds_the_sizes_of_the_form() -> None:
    sizes = paper_sizes()
    assert (sizes.width_mm, sizes.height_mm) == (210, 297)
    assert sizes.label < sizes.body_min < sizes.body < sizes.heading < sizes.code


@pytest.mark.parametrize("script", [script for script in typefaces() if script != "Hans"])
def test_no_bold_letter_is_torn_from_the_next(script: str) -> None:
    """A glyph half as wide again in bold as in regular is a fault of the font, and is seen as a gap in a word."""
    regular, bold = font_file(script, Weight.REGULAR), font_file(script, Weight.BOLD)
    wrong = []
    for glyph in range(regular.face.glyph_count):
        narrow, wide = regular.font.get_glyph_h_advance(glyph), bold.font.get_glyph_h_advance(glyph)
        if wide > 1.5 * narrow + 150:
            wrong.append((bold.font.glyph_to_string(glyph), narrow, wide))
    assert bold.face.glyph_count == regular.face.glyph_count
    assert not wrong
