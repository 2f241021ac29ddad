from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.documents.typography.paragraphs import (
    SLACK,
    ParagraphLine,
    Piece,
    Typesetter,
    _Paragraph,
    set_paragraph,
)
from screening.documents.typography.shaping import ShapedStretch, Stretch, shaped, writable
from screening.wording.script.line_breaks import breakable
from screening.wording.script.scripts import language_script
from screening.wording.script.syllables import graphemes, syllables
from screening.wording.script.typefaces import Weight, typeface, typefaces
from screening.wording.script.visible_controls import visible_text
from tests.documents.everyday import EVERY_LINE, HOSTILE, LANGUAGES, LINES

WIDTHS = (40.0, 90.0, 140.0, 260.0)
SIGNS = st.sampled_from(
    sorted({sign for _, line in EVERY_LINE for sign in line} | set("\u202e\u2068\u2069\n\t\x00😀\ud800"))
)


def as_set(text: str) -> str:
    return writable(visible_text(text))


def joined(lines: tuple[ParagraphLine, ...]) -> str:
    return "".join(line.text for line in lines)


def ends(lines: tuple[ParagraphLine, ...]) -> list[int]:
    found, at = [], 0
    for line in lines:
        at += len(line.text)
        found.append(at)
    return found[:-1]


@pytest.mark.parametrize(("language", "line"), EVERY_LINE)
def test_a_sentence_uses_its_script_s_fonts_and_no_empty_box(language: str, line: str) -> None:
    (only,) = set_paragraph(line, language=language, size=10, width=1000)
    assert only.shown == line
    fonts = {run.font.typeface.script for run in only.runs if not run.text.isspace()}
    assert typeface(language_script(language)).script in fonts
    for run in only.runs:
        drawn = {glyph.number for glyph in run.glyphs}
        assert 0 not in drawn, "a letter is missing"
        circle = run.font.font.get_nominal_glyph(0x25CC)
        assert circle is None or circle not in drawn, "a mark has lost its letter"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_wrapped_lines_spell_the_same_words_and_fit(language: str, width: float) -> None:
    text = " ".join(LINES[language])
    lines = set_paragraph(text, language=language, size=10, width=width)
    assert joined(lines) == text
    assert all(line.width <= width + SLACK for line in lines)
    for line in lines:
        assert sorted(line.text.rstrip()) == sorted("".join(run.text for run in line.runs))
    allowed = set(breakable(text, language))
    pieces = set(syllables(text))
    assert all(end in allowed or end in pieces for end in ends(lines))
    if width >= 140:
        assert all(end in allowed for end in ends(lines))


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_look_the_same_on_wrapped_lines_as_on_one(language: str) -> None:
    """Breaking a line never takes a mark, a stack or a joined form apart."""
    text = " ".join(LINES[language])
    (whole,) = set_paragraph(text, language=language, size=10, width=1e6)
    wrapped = set_paragraph(text, language=language, size=10, width=200)
    space = {run.font: run.font.font.get_nominal_glyph(0x20) for run in whole.runs}

    def drawn(lines: tuple[ParagraphLine, ...]) -> list[tuple[str, int]]:
        return sorted(
            (run.font.name, glyph.number)
            for line in lines
            for run in line.runs
            for glyph in run.glyphs
            if glyph.number != space.get(run.font) and not run.text[glyph.cluster].isspace()
        )

    assert drawn((whole,)) == drawn(wrapped)


HB_SHAPE = shutil.which("hb-shape")


@pytest.mark.skipif(HB_SHAPE is None, reason="hb-shape (package libharfbuzz-bin) is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_glyph_runs_are_those_of_harfbuzz_s_own_tool(language: str) -> None:
    for text in LINES[language]:
        paragraph = _Paragraph(text, [Stretch(0, len(text), language, Weight.REGULAR)], language, 10, 0.0)
        for item in paragraph.items:
            part = text[item.start : item.end]
            if part.isspace():
                continue
            expected = harfbuzz(part, item)
            scale = item.size / item.font.units
            pen = 0.0
            glyphs = shaped(part, item).glyphs(item.size / item.font.units)
            assert [(glyph.number, glyph.cluster) for glyph in glyphs] == [(each["g"], each["cl"]) for each in expected]
            for glyph, each in zip(glyphs, expected, strict=True):
                assert glyph.x == pytest.approx(pen + each["dx"] * scale)
                assert glyph.y == pytest.approx(each["dy"] * scale)
                assert glyph.advance == pytest.approx(each["ax"] * scale)
                pen += glyph.advance


def harfbuzz(text: str, item: ShapedStretch) -> list[dict[str, int]]:
    assert HB_SHAPE is not None
    script = {"Aran": "Arab", "Hans": "Hani"}.get(item.script, item.script)
    points = ",".join(f"{ord(sign):X}" for sign in text)
    said = subprocess.run(
        [
            HB_SHAPE,
            "--no-glyph-names",
            "--output-format=json",
            "--cluster-level=1",
            f"--script={script}",
            f"--language={item.language}",
            f"--direction={'rtl' if item.rtl else 'ltr'}",
            f"--unicodes={points}",
            str(item.font.path),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: list[dict[str, int]] = json.loads(said)
    return found


def order_of(line: ParagraphLine) -> list[str]:
    return [run.text.strip() for run in line.runs if run.text.strip()]


def test_urdu_with_a_latin_word_and_a_number_reads_from_the_right() -> None:
    (line,) = set_paragraph("مجھے WhatsApp پر +60 12-345 6789 سے فون آیا۔", language="ur", size=10, width=900)
    assert line.rtl
    assert order_of(line) == ["سے فون آیا۔", "+60 12-345 6789", "پر", "WhatsApp", "مجھے"]
    number = next(run for run in line.runs if "6789" in run.text)
    assert not number.rtl
    assert number.font.typeface.script == "Latn"


def test_a_telephone_number_is_never_cut_by_a_line_or_turned_round() -> None:
    for width in range(100, 300, 10):
        lines = set_paragraph("میرا نمبر یہ ہے +60 12-345 6789 بس", language="ur", size=10, width=width)
        assert sum("+60 12-345 6789" in line.text for line in lines) == 1


def test_an_arabic_name_on_a_malay_form_leaves_the_line_running_left_to_right() -> None:
    (line,) = set_paragraph("Nama: محمد علی bin Ali (12)", language="ms", size=10, width=900)
    assert not line.rtl
    assert order_of(line) == ["Nama:", "محمد علی", "bin Ali (12)"]


def test_a_latin_name_given_as_an_urdu_answer_runs_left_to_right() -> None:
    (line,) = set_paragraph("Ali bin Abu", language="ur", size=10, width=900)
    assert not line.rtl


def test_a_field_set_apart_by_a_sentence_keeps_its_order() -> None:
    (line,) = set_paragraph("کوڈ \u20682026-1 K7RM\u2069 ہے", language="ur", size=10, width=900)
    assert line.shown == "کوڈ 2026-1 K7RM ہے"
    assert "".join(order_of(line)).startswith("ہے")
    assert "2026-1 K7RM" in "".join(run.text for run in line.runs)


def test_a_piece_without_a_language_is_in_that_of_the_paragraph_and_one_with_a_language_keeps_its_own() -> None:
    for pieces, paragraph, found in (
        ((Piece("a"), Piece("b", "ms")), "en", ["en", "ms"]),
        ((Piece("a", "ms"),), None, ["ms"]),
        ((Piece("a", "ms"),), "ur", ["ms"]),
    ):
        (line,) = set_paragraph(pieces, language=paragraph, size=10, width=500)
        assert [run.language for run in line.runs] == found
        assert line.language == (paragraph or "ms"), "without a language it runs as its first piece does"


def test_two_languages_in_one_line_keep_their_weights() -> None:
    pieces = (Piece("Tarikh", "ms"), Piece(" / ", "ms"), Piece("Date", "en", Weight.ITALIC))
    (line,) = set_paragraph(pieces, size=10, width=500)
    assert line.shown == "Tarikh / Date"
    assert [run.font.path.stem for run in line.runs] == ["NotoSans-Regular", "NotoSans-Italic"] or [
        run.font.path.stem for run in line.runs
    ] == ["NotoSans-Regular", "NotoSans-Regular", "NotoSans-Italic"]


@pytest.mark.parametrize("script", list(typefaces()))
def test_lines_stand_at_the_script_s_own_pitch(script: str) -> None:
    language = next(each for each in LANGUAGES if language_script(each) == script)
    face = typeface(script)
    words = [line for line in LINES[language] if line.isascii() or not any("0" <= sign <= "z" for sign in line)]
    lines = set_paragraph("\n".join(words[:3]), language=language, size=10, width=1000)
    size = 10 * face.factor
    first, middle, last = lines
    assert middle.height >= face.line * size - 0.01
    if all(run.font.typeface.script == script for run in middle.runs):
        assert middle.height == pytest.approx(face.line * size)
    assert first.above - middle.above == pytest.approx(face.pad_top * size)
    assert last.below - middle.below == pytest.approx(face.pad_bottom * size)


@pytest.mark.parametrize("name", list(HOSTILE))
@pytest.mark.parametrize("language", ["en", "ur", "km"])
def test_hostile_text_is_only_text(name: str, language: str) -> None:
    text = HOSTILE[name]
    lines = set_paragraph(text, language=language, size=10, width=120)
    assert joined(lines) == as_set(text)
    for line in lines:
        assert all(0 not in {glyph.number for glyph in run.glyphs} for run in line.runs)


def test_signs_that_act_unseen_are_written_out() -> None:
    (line,) = set_paragraph("a\u202eb\x07c\ud800", size=10, width=900)
    assert line.shown == "a[U+202E]b[U+0007]c[U+D800]"


def test_a_character_of_no_font_is_written_as_its_number() -> None:
    (line,) = set_paragraph("ok 😀", size=10, width=900)
    assert line.shown == "ok [U+1F600]"


def test_an_unbroken_run_wider_than_the_line_is_broken_between_letters() -> None:
    lines = set_paragraph("w" * 500, size=10, width=100)
    assert len(lines) > 10
    assert all(line.width <= 100 + SLACK for line in lines)


def test_a_letter_wider_than_the_line_stands_alone() -> None:
    lines = set_paragraph("中文", language="zh-Hans", size=30, width=5)
    assert [line.text for line in lines] == ["中", "文"]


def test_nothing_is_still_one_line() -> None:
    (line,) = set_paragraph("", language="my", size=10, width=100)
    assert (line.text, line.runs, line.width) == ("", (), 0)
    assert line.height == pytest.approx(typeface("Mymr").line * 10)


def sweep(*values: str) -> Any:
    return pytest.param(*values, marks=pytest.mark.sweep)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("language", "unit"),
    [
        sweep("en", "word "),
        ("en", "w"),
        sweep("ur", "پاسپورٹ کس کے پاس ہے؟ "),
        sweep("km", "តើមាននរណាម្នាក់"),
        ("my", "သင့်"),
        sweep("en", "😀"),
        ("ur", "(ا1"),
    ],
)
def test_a_hundred_thousand_characters_are_set(language: str, unit: str) -> None:
    text = unit * (100_000 // len(unit) if unit != "😀" else 10_000)
    lines = set_paragraph(text, language=language, size=10, width=480)
    assert len(joined(lines)) == len(as_set(text))


@given(st.text(SIGNS, max_size=60), st.sampled_from(LANGUAGES), st.sampled_from([30.0, 80.0, 200.0]))
def test_lines_together_are_the_text_and_no_wider_than_asked(text: str, language: str, width: float) -> None:
    lines = set_paragraph(text, language=language, size=10, width=width)
    assert joined(lines) == as_set(text)
    for line in lines:
        assert line.width <= width + SLACK or len(graphemes(line.shown)) == 2
        assert sorted(line.text.rstrip()) == sorted("".join(run.text for run in line.runs))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("weight", [Weight.REGULAR, Weight.BOLD])
def test_no_letter_leaves_its_paragraph(language: str, weight: Weight) -> None:
    """Pitch and pads hold the ink of every sentence; bold Nastaliq may rise a fifth of its size above."""
    spare = 2.0 if (language, weight) == ("ur", Weight.BOLD) else 0.01
    for text in LINES[language]:
        (line,) = set_paragraph(text, language=language, size=10, weight=weight, width=1e6)
        for run in line.runs:
            scale = run.size / run.font.units
            for glyph in run.glyphs:
                extents = run.font.font.get_glyph_extents(glyph.number)
                if extents is None:
                    continue
                top = glyph.y + extents.y_bearing * scale
                assert top <= line.above + spare
                assert -(top + extents.height * scale) <= line.below + spare


@pytest.mark.parametrize("width", [60.0, 110.0, 240.0])
def test_a_line_cut_out_of_a_shaped_paragraph_is_the_line_shaped_by_itself(width: float) -> None:
    text = "AVATAR Tokyo, “We waive 1.500,00” — Vávra fi ffl To. Yes, VA Wa"
    for line in set_paragraph(text, language="en", size=10, width=width):
        (alone,) = set_paragraph(line.shown, language="en", size=10, width=1000)
        assert [run.text for run in line.runs] == [run.text for run in alone.runs]
        assert line.width == pytest.approx(alone.width, abs=0.3)
        for one, other in zip(line.runs, alone.runs, strict=True):
            assert [glyph.number for glyph in one.glyphs] == [glyph.number for glyph in other.glyphs]
            assert [glyph.cluster for glyph in one.glyphs] == [glyph.cluster for glyph in other.glyphs]


def test_a_typesetter_gives_what_is_set_alone_and_sets_it_once() -> None:
    setter, pieces = Typesetter(), [Piece("Two lines of words,"), Piece(" நன்றி", "ta")]
    once = setter.lines(pieces, language="en", size=10, width=60, tight=1.3)
    assert drawn(once) == drawn(set_paragraph(pieces, language="en", size=10, width=60, tight=1.3))
    assert setter.lines(pieces, language="en", size=10, width=60, tight=1.3) is once
    assert drawn(setter.lines(pieces, language="en", size=10, width=90, tight=1.3)) != drawn(once)


def drawn(lines: tuple[ParagraphLine, ...]) -> list[object]:
    """The lines with their glyphs at their places."""
    return [(line._replace(runs=()), [(run._replace(shaped=None), run.glyphs) for run in line.runs]) for line in lines]
