"""Text in every script: its own font, its own pitch, lines that end where the words allow, nothing clipped."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel

from docs.fonts.as_ours import as_ours
from screening.qt.style import fonts
from screening.qt.style.theme import Theme
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.text.text_layout import END_OF_LINE, Align, SetText, broken, forget
from screening.settings import forms_root
from screening.wording.script.line_breaks import BREAK_HERE, NO_BREAK_HERE

SENTENCES = {
    "en": "Tell me about your passport and other papers.",
    "bn": "আপনার পাসপোর্ট আর অন্য কাগজপত্রের কথা বলুন। নিরাপত্তা",
    "ne": "तपाईंको राहदानी र अरू कागजपत्रबारे बताउनुहोस्। सक्नुहुन्छ",
    "my": "သင့်နိုင်ငံကူးလက်မှတ်နဲ့ တခြားစာရွက်စာတမ်းတွေအကြောင်း ပြောပြပါ။ ကြွေး ဒုက္ခ",
    "ta": "உங்கள் கடவுச்சீட்டு பற்றி சொல்லுங்கள்",
    "ur": "اپنے پاسپورٹ اور دوسرے کاغذات کے بارے میں بتائیں۔ چچا گھٹنے",
    "ar": "أخبرني عن جواز سفرك والأوراق الأخرى.",
    "rhg": "𐴀𐴝𐴊𐴝𐴌𐴟 𐴃𐴡𐴔",
    "km": "សូមប្រាប់ខ្ញុំអំពីលិខិតឆ្លងដែន និងឯកសារផ្សេងទៀត។ ស្ត្រី ក្រុម",
    "th": "เล่าเรื่องหนังสือเดินทางและเอกสารอื่นของคุณ ที่นี่ ผู้ใหญ่",
    "lo": "ບອກຂ້ອຍກ່ຽວກັບໜັງສືຜ່ານແດນຂອງທ່ານ",
    "si": "ඔබේ විදේශ ගමන් බලපත්‍රය ගැන කියන්න",
    "zh": "请告诉我您的护照和其他证件的情况。",
}


def drawn(text: SetText) -> tuple[int, int]:
    """The first and last row of pixels that a text inks, with 60 blank rows above it."""
    image = QImage(int(text.width) + 120, int(text.height) + 120, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    text.draw(painter, 60, 60, Theme().color("ink"))
    painter.end()
    stride, bits = image.bytesPerLine(), bytes(image.constBits())
    rows = [row for row in range(image.height()) if min(bits[row * stride : row * stride + image.width()]) < 200]
    return rows[0] - 60, rows[-1] - 60


@pytest.mark.one_in(8)
@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_no_sign_is_clipped(language: str, bold: bool, day: Theme) -> None:
    text = SetText(SENTENCES[language], language, 34, bold=bold)
    top, bottom = drawn(text)
    assert top >= 0
    assert bottom < text.height


@pytest.mark.one_in(8)
@pytest.mark.parametrize("language", SENTENCES)
def test_lines_lie_at_the_pitch_of_the_script(language: str, day: Theme) -> None:
    script = fonts.scripts()[SetText(SENTENCES[language], language, 40)._base]
    one = SetText(SENTENCES[language], language, 40)
    two = SetText(SENTENCES[language], language, 40, width=max(one.narrowest, one.width * 0.62))
    pads = (script.pad_top + script.pad_bottom) * 40 * script.factor
    pitch = script.line * 40 * script.factor
    assert one.height == pytest.approx(pitch + pads, abs=1.5)
    assert two.line_count >= 2
    assert two.height == pytest.approx(two.line_count * pitch + pads, abs=1.5)


@pytest.mark.parametrize("language", ["my", "km", "th", "lo", "zh"])
def test_lines_end_where_the_words_allow(language: str, day: Theme) -> None:
    sentence = SENTENCES[language]
    whole = SetText(sentence, language, 22)
    marked = broken(sentence, language)
    for share in (0.3, 0.45, 0.6, 0.8):
        text = SetText(sentence, language, 22, width=max(whole.narrowest, whole.width * share))
        assert len(text.shown) == len(marked)
        for end in text.line_ends[:-1]:
            assert marked[end - 1] in (BREAK_HERE, " "), marked[:end]
            assert marked[end] != NO_BREAK_HERE, marked[:end]


@pytest.mark.parametrize("language", ["my", "km", "zh"])
def test_no_line_is_wider_than_its_room(language: str, day: Theme) -> None:
    whole = SetText(SENTENCES[language], language, 22)
    for width in range(int(whole.narrowest), int(whole.width), 37):
        assert SetText(SENTENCES[language], language, 22, width=width).width <= width + 1


INVITATION = "လူတွေက သင့်ကို ဘယ်လိုဆက်ဆံလဲ ပြောပြပါ။"


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    "sentence", [INVITATION, "သင့်ကို ရိုက်ဖူးတဲ့သူ၊ ကိုယ်ခန္ဓာ နာကျင်အောင် လုပ်ဖူးတဲ့သူ ရှိပါသလား။"], ids=["marks and spaces", "spaces"]
)
def test_qt_ends_no_burmese_line_of_its_own(sentence: str, day: Theme) -> None:
    """The sign that ends a line has a width in the Burmese font: a line that it made too long was broken once more, in
    the middle of "tell me" and with room for it."""
    whole = SetText(sentence, "my", 30)
    for width in range(int(whole.narrowest) + 1, int(whole.width) + 60):
        text = SetText(sentence, "my", 30, width=float(width))
        assert text.line_count == text.shown.count(END_OF_LINE) + 1, width
        assert text.width <= width + 1
        assert all(text.shown[end - 1] in f"{END_OF_LINE}{BREAK_HERE} " for end in text.line_ends[:-1])


def test_nastaliq_is_shaped_as_on_paper(day: Theme) -> None:
    """Qt alone would trust the numbers of points that hinting has changed."""
    word = "کاغذات کے بتائیں"
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(forms_root() / "fonts" / "NotoNastaliqUrdu-Regular.ttf")))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer, {})
    expected, x = [], 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        expected.append((info.codepoint, x + place.x_offset, place.y_offset))
        x += place.x_advance
    pixels = 500
    text = SetText(word, "ur", pixels)
    times = face.upem / pixels
    found = [
        (glyph, place.x() * times, -(place.y() - text.first_baseline) * times)
        for run in text.glyphs
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
    ]
    assert [glyph for glyph, _, _ in sorted(found, key=lambda each: each[1])]
    shift = min(x for _, x, _ in found) - min(x for _, x, _ in expected)
    for (glyph, x, y), (wanted, wanted_x, wanted_y) in zip(sorted(found), sorted(expected), strict=True):
        assert glyph == wanted
        assert x - shift == pytest.approx(wanted_x, abs=12)
        assert y == pytest.approx(wanted_y, abs=12)


@pytest.mark.parametrize("path", sorted((forms_root() / "fonts").glob("*.ttf")), ids=lambda path: path.stem)
def test_every_font_file_is_sound_and_ours(path: Path) -> None:
    font = path.read_bytes()
    padded = font + bytes(-len(font) % 4)
    whole = sum(int.from_bytes(padded[at : at + 4], "big") for at in range(0, len(padded), 4)) & 0xFFFFFFFF
    assert whole == 0xB1B0AFBA, "OpenType, head.checkSumAdjustment"
    assert as_ours(font) == font, "run docs/fonts/as_ours.py on the released file"


def test_fonts_come_from_the_program_and_only_when_they_are_needed(day: Theme) -> None:
    for script in fonts.scripts():
        families = fonts.load(script)
        assert families
        assert all(family.startswith("Note ") for family in families), families


def test_every_script_of_a_mixed_text_has_its_own_font(day: Theme) -> None:
    text = SetText("passport = နိုင်ငံကူး and اردو and 护照", "en", 22)
    used = {run.rawFont().familyName() for run in text.glyphs}
    assert {"Note Sans", "Note Sans Myanmar", "Note Sans Arabic", "Note Sans CJK SC"} <= used


def test_each_text_runs_its_own_way(day: Theme) -> None:
    assert SetText(SENTENCES["ur"], "ur", 22).right_to_left
    assert not SetText("WhatsApp", "ur", 22).right_to_left
    assert SetText("اردو", "en", 22).right_to_left
    wide = SetText(SENTENCES["ar"], "ar", 22, width=800)
    left = SetText(SENTENCES["ar"], "ar", 22, width=800, align=Align.LEFT)
    assert max(run.boundingRect().right() for run in wide.glyphs) == pytest.approx(800, abs=8)
    assert min(run.boundingRect().left() for run in left.glyphs) == pytest.approx(0, abs=8)


@pytest.mark.parametrize("hostile", ['<img src="file:///x">', "<b>bold</b>", "&lt;", "<a href='x'>y</a>"])
def test_markup_is_only_text(hostile: str, day: Theme) -> None:
    label = ScriptText(hostile)
    assert label.text() == hostile
    assert label.accessibleName() == hostile
    assert spoken(label.laid().shown) == hostile
    assert label.textFormat().name == "PlainText"
    assert isinstance(label, QLabel)


def test_a_screen_reader_hears_no_break_marks(day: Theme) -> None:
    label = ScriptText("a\u200bb\u2060c \u2068K7RM\u2069")
    assert label.accessibleName() == "abc K7RM"


def test_a_bold_beginning_is_part_of_what_is_said(day: Theme) -> None:
    label = ScriptText("The disk is full.", lead="Not saved.")
    assert label.accessibleName() == "Not saved. The disk is full."
    assert label.laid().width > ScriptText("Not saved. The disk is full.").laid().width


def test_lines_keep_to_the_measure_when_asked(day: Theme) -> None:
    long = " ".join(["word"] * 60)
    measured = ScriptText(long, "en", Role.BODY, measured=True)
    assert measured.sizeHint().width() < ScriptText(long, "en", Role.BODY).sizeHint().width()
    assert measured.heightForWidth(5000) > ScriptText(long, "en", Role.BODY).heightForWidth(5000)


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_a_text_that_fits_is_as_high_in_every_wider_room(language: str, bold: bool, day: Theme) -> None:
    for pixels in (15, 17, 34):
        whole = SetText(SENTENCES[language], language, pixels, bold=bold)
        least = whole.width + whole.pixels
        assert whole.fits(least) and not whole.fits(whole.width)
        for width in (least, least + 7.5, 2 * least):
            forget()  # else it would be taken over
            assert SetText(SENTENCES[language], language, pixels, bold=bold, width=width).height == whole.height


def test_a_short_text_is_laid_once_however_many_widths_a_layout_tries(day: Theme) -> None:
    label = ScriptText("Yes", "en", Role.BODY)
    forget()
    tall = {label.heightForWidth(width) for width in (200, 323, 507, 727, 983)}
    assert tall == {int(label.laid().height)}
    assert type(SetText).__call__.cache_info().currsize == 1  # type: ignore[attr-defined]
