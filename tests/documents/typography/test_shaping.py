"""Words are shaped by themselves: what a font does across a space would be lost, so no bundled font may do anything."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from screening.documents.typography import shaping
from screening.documents.typography.bidi import bidi_class
from screening.documents.typography.fonts import FontFile, font_file
from screening.documents.typography.paragraphs import set_paragraph
from screening.documents.typography.shaping import ShapedStretch, Shaper, _shaped, glyphs_of
from screening.wording.script.scripts import RIGHT_TO_LEFT, language_script
from screening.wording.script.typefaces import Weight, typefaces

LINES: dict[str, list[str]] = tomllib.loads((Path(__file__).parents[1] / "lines.toml").read_text(encoding="utf-8"))
STRAIGHT = sorted(set(typefaces()) - RIGHT_TO_LEFT)
SPOKEN = {language_script(language): language for language in sorted(LINES)}


def item(font: FontFile, script: str, text: str) -> ShapedStretch:
    return ShapedStretch(0, len(text), font, 1000.0, script, SPOKEN.get(script, "en"), 0)


def whole(font: FontFile, script: str, text: str) -> list[tuple[int, float, float, float, int]]:
    """The text shaped in one go."""
    return [tuple(glyph) for glyph in glyphs_of((_shaped(text, item(font, script, text)),), 1.0)]


def by_words(font: FontFile, script: str, text: str) -> list[tuple[int, float, float, float, int]]:
    """The text in words, each of which was shaped among others than its neighbours."""
    shaper = Shaper()
    shaper.words(" ".join(reversed(text.split(" "))), item(font, script, text))
    return [tuple(glyph) for glyph in glyphs_of(shaper.words(text, item(font, script, text)), 1.0)]


@pytest.mark.sweep
@pytest.mark.parametrize("weight", list(Weight))
@pytest.mark.parametrize("script", STRAIGHT)
def test_no_letter_joins_or_moves_because_of_one_beyond_a_space(script: str, weight: Weight) -> None:
    font = font_file(script, weight)
    letters = [sign for sign in map(chr, sorted(font.characters)) if sign.isalnum() or not sign.isspace()][:700]
    latin = [sign for sign in map(chr, range(0x21, 0x17F)) if ord(sign) in font.characters]
    texts = [" ".join(latin), " ".join(reversed(latin))]
    texts += [" ".join(letters), " ".join(reversed(letters)), *LINES.get(SPOKEN.get(script, ""), [])]
    if script == "Latn":
        texts += [" ".join(f"{other} {sign}" for other in latin) for sign in latin]
    for text in texts:
        if font.covers(text):
            assert by_words(font, script, text) == whole(font, script, text)


@pytest.mark.parametrize("script", sorted(set(typefaces()) & RIGHT_TO_LEFT))
def test_figures_among_letters_that_run_from_right_to_left_do_not_either(script: str) -> None:
    font = font_file(script, Weight.REGULAR)
    signs = [
        sign for sign in map(chr, range(0x10FFFF)) if ord(sign) in font.characters and bidi_class(sign)[:1] in "EAC"
    ]
    text = " ".join(sign for sign in signs if bidi_class(sign) != "AL")
    assert len(text) > 10
    assert by_words(font, script, text) == whole(font, script, text)


def test_a_word_is_shaped_once_in_a_document_and_has_its_places_at_every_size() -> None:
    shaper, font = Shaper(), font_file("Latn", Weight.REGULAR)
    text = "AVATAR fi AVATAR"
    first, space, ligature, _, again = shaper.words(text, item(font, "Latn", text))
    assert first is again
    assert space.length == 1
    assert first.ends[-1] == first.width
    assert ligature.ends[0] > 0
    assert shaper.words(text, item(font_file("Latn", Weight.BOLD), "Latn", text))[0] is not first


def test_a_tab_is_four_spaces_wide() -> None:
    (tab,) = set_paragraph("a\tb", language="en", size=10, width=900)
    (spaces,) = set_paragraph("a    b", language="en", size=10, width=900)
    assert tab.width == pytest.approx(spaces.width)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "“Yes” – 12 · RM 3"), ("my", "သင့် OK"), ("bn", "আমার 12"), ("ta", "நன்றி")]
)
def test_no_font_is_opened_but_those_of_the_scripts_in_a_text(
    language: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(shaping, "is_written", lambda sign: opened.append(sign))
    monkeypatch.setattr(shaping, "stand_ins", lambda *font: opened.append(font))
    (line,) = set_paragraph(text, language=language, size=10, width=900)
    assert line.shown == text
    assert opened == []
