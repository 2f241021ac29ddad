from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.wording.script.line_breaks import (
    _JOINED_SPACE,
    _LETTER_BY_LETTER,
    BREAK_HERE,
    NO_BREAK_HERE,
    breakable,
    long_numbers,
    with_breaks,
)
from screening.wording.script.syllables import graphemes, syllables
from screening.wording.script.word_segmentation import word_ends, word_list

EVERYDAY = Path(__file__).parents[2] / "documents" / "lines.toml"
LINES: dict[str, list[str]] = tomllib.loads(EVERYDAY.read_text(encoding="utf-8"))
EVERY_LINE = [(language, line) for language, lines in LINES.items() for line in lines]
SIGNS = st.sampled_from(
    sorted({sign for _, line in EVERY_LINE for sign in line} | set("\u200b\u2060\u00a0\n\t-/([{。，“”"))
)


MARKS_TAKEN_OUT = re.compile(f"{BREAK_HERE}{{1,2}}|{NO_BREAK_HERE}{{2}}|{_JOINED_SPACE}|{NO_BREAK_HERE}")


def without_breaks(text: str) -> str:
    """The text that ``with_breaks`` was given."""
    return MARKS_TAKEN_OUT.sub(lambda found: " " if found.group() == _JOINED_SPACE else found.group()[1:], text)


def cut(text: str, places: list[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *places, len(text)])]


def pieces(text: str, language: str | None = None) -> list[str]:
    return cut(text, breakable(text, language))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("one two  three", ["one ", "two  ", "three"]),
        ("a\u200bbc", ["a\u200b", "bc"]),
        ("a\nb", ["a\n", "b"]),
        ("follow-up and/or", ["follow-", "up ", "and/", "or"]),
        ("code K7RM-4QXD-W on 2026-11-24", ["code ", "K7RM-4QXD-W ", "on ", "2026-11-24"]),
        ("call +60 12-345 6789 now", ["call ", "+60 12-345 6789 ", "now"]),
        ("RM\u00a0350 a\u2060b", ["RM\u00a0350 ", "a\u2060b"]),
        ("Yes , no ! (so)", ["Yes , ", "no ! ", "(so)"]),
        ("म आउँछु । राम", ["म ", "आउँछु । ", "राम"]),
        ("میں آیا ۔ وہ", ["میں ", "آیا ۔ ", "وہ"]),
        ("x[U+202E]y", ["x", "[U+202E]y"]),
        ("", [""]),
    ],
)
def test_lines_end_after_spaces_and_hyphens_and_not_inside_codes_and_numbers(text: str, wanted: list[str]) -> None:
    assert pieces(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我有护照。", ["我", "有", "护", "照。"]),
        ("他说：“没有（真的）！”", ["他", "说：", "“没", "有", "（真", "的）！”"]),
        ("在2026年用WhatsApp联系——我……", ["在", "2026", "年", "用", "WhatsApp", "联", "系——", "我……"]),
        ("しゃべった。", ["しゃ", "べっ", "た。"]),
    ],
)
def test_chinese_and_japanese_lines_keep_kinsoku(text: str, wanted: list[str]) -> None:
    assert pieces(text, "zh-Hans") == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("my", "သင့်နိုင်ငံကူးလက်မှတ်ကို", ["သင့်", "နိုင်ငံ", "ကူး", "လက်မှတ်ကို"]),
        ("km", "តើមាននរណាម្នាក់រក្សាទុកលិខិតឆ្លងដែន", ["តើមាន", "នរណា", "ម្នាក់", "រក្សាទុក", "លិខិតឆ្លងដែន"]),
        ("th", "มีใครเก็บหนังสือเดินทางของคุณไว้", ["มี", "ใคร", "เก็บ", "หนังสือเดินทาง", "ของ", "คุณ", "ไว้"]),
        ("lo", "ມີໃຜເກັບໜັງສືຜ່ານແດນ", ["ມີ", "ໃຜ", "ເກັບ", "ໜັງສື", "ຜ່ານ", "ແດນ"]),
    ],
)
def test_scripts_without_spaces_break_between_words(language: str, text: str, wanted: list[str]) -> None:
    assert pieces(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("လူတွေက သင့်ကို ဘယ်လိုဆက်ဆံလဲ ပြောပြပါ။", ["လူတွေက ", "သင့်ကို ", "ဘယ်လို", "ဆက်ဆံလဲ ", "ပြောပြပါ။"]),
        ("ဆိုင်ပါတယ်။", ["ဆိုင်ပါတယ်။"]),
        ("မကောင်းဘူး", ["မကောင်းဘူး"]),
        ("ဘယ်သူကူညီခဲ့လဲ", ["ဘယ်သူ", "ကူညီခဲ့လဲ"]),
    ],
)
def test_what_is_said_in_one_breath_in_burmese_stays_on_one_line(text: str, wanted: list[str]) -> None:
    """The invitation of the topic of treatment ended a line inside "tell me"."""
    assert pieces(text, "my") == wanted


def test_endings_in_a_row_never_make_a_burmese_piece_wider_than_a_few_words() -> None:
    assert max(map(len, pieces("ပြော" + "ပါ" * 30, "my"))) < 20


def test_signs_that_close_a_burmese_khmer_thai_or_lao_phrase_stay_with_it() -> None:
    for text in ("သွားပါ။လာပါ", "ក្មេងៗលេង។យើង", "เด็กๆเล่น", "ຊ້າໆຄ່ອຍ"):
        assert not any(piece[0] in "။។ៗๆໆ" for piece in pieces(text))


def test_a_name_that_no_word_list_knows_is_not_taken_apart() -> None:
    assert "ฆฌฎฏ" in [piece.strip() for piece in pieces("ฆฌฎฏ มา", "th")]


def test_figures_stay_together() -> None:
    assert "၂၀၂၆" in "|".join(pieces("၂၀၂၆ခုနှစ်", "my")).replace("၂|", "!")
    assert any("๒๕๖๙" in piece for piece in pieces("ปี๒๕๖๙นี้", "th"))


@pytest.mark.parametrize("script", ["Mymr", "Khmr", "Laoo", "Thai"])
def test_the_word_lists_hold_words_of_their_script(script: str) -> None:
    words, longest = word_list(script)
    assert len(words) > 20_000
    assert longest == max(map(len, words))
    assert all(word and not word.isascii() for word in words)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("မြန်မာ", ["မြန်", "မာ"]),
        ("ဗုဒ္ဓ", ["ဗုဒ္ဓ"]),
        ("အင်္ဂလိပ်", ["အင်္ဂ", "လိပ်"]),
        ("ខ្មែរ", ["ខ្មែ", "រ"]),
        ("ម្នាក់", ["ម្នាក់"]),
        ("เป็นน้ำ", ["เป็น", "น้ำ"]),
        ("จันทร์", ["จัน", "ทร์"]),
        ("ເດືອນນີ້", ["ເດື", "ອ", "ນ", "ນີ້"]),
        ("ක්‍රමය", ["ක්‍ර", "ම", "ය"]),
        ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
        ("👨‍👩‍👧🇲🇾👍🏽", ["👨‍👩‍👧", "🇲🇾", "👍🏽"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("각한", ["각", "한"]),
    ],
)
def test_syllables_and_letters_with_their_marks_are_whole(text: str, wanted: list[str]) -> None:
    assert cut(text, syllables(text)[1:-1]) == wanted


@pytest.mark.parametrize(("language", "line"), EVERY_LINE)
def test_everyday_sentences_come_back_from_the_marks_and_lose_no_letter(language: str, line: str) -> None:
    assert without_breaks(with_breaks(line, language)) == line
    assert "".join(pieces(line, language)) == line
    assert not any(piece[0] in " ,.?!:;)”’»。，？！、：）။၊។ៗ।۔،؟ๆໆ" for piece in pieces(line, language))


@given(st.text(SIGNS), st.sampled_from([None, *LINES]))
def test_taking_the_marks_out_gives_the_text_back(text: str, language: str | None) -> None:
    assert without_breaks(with_breaks(text, language)) == text


@given(st.text())
def test_any_text_at_all_comes_back(text: str) -> None:
    assert without_breaks(with_breaks(text)) == text


@given(st.text(SIGNS), st.sampled_from([None, *LINES]))
def test_no_line_ends_inside_a_letter_or_a_syllable(text: str, language: str | None) -> None:
    found = breakable(text, language)
    assert found == sorted(set(found))
    assert set(found) <= set(syllables(text)) - {0, len(text)}
    assert set(syllables(text)) <= set(graphemes(text))
    for at in found:
        assert text[at] not in "\u00a0\u2060"
        assert text[at - 1] not in "\u00a0\u2060"
        assert text[at] != " " or text[at - 1] == "\n"


@given(st.text())
def test_graphemes_and_syllables_cover_any_text(text: str) -> None:
    for places in (graphemes(text), syllables(text)):
        assert places[0] == 0
        assert places[-1] == len(text)
        assert places == sorted(set(places))


@given(st.text(SIGNS))
def test_words_end_inside_the_text_between_syllables(text: str) -> None:
    assert set(word_ends(text)) <= set(syllables(text)) - {0, len(text)}


def test_long_numbers_are_found_whole_and_sentences_are_not() -> None:
    text = "+60 12-345 6789, 03-8888 9999 and 24/11/2026 but 7 or a1 2b"
    assert [text[start:end] for start, end in long_numbers(text)] == ["+60 12-345 6789", "03-8888 9999", "24/11/2026"]
    assert long_numbers("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15") == []


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    "unit", ["word ", "w", "中", "()", "-", "/a-b", "တစ်", "តើ", "a\u0301", "1 ", "\u200b", "ก" * 7]
)
def test_a_hundred_thousand_signs_are_no_trouble(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert without_breaks(with_breaks(text)) == text


def test_signs_taken_for_letters_of_their_own_join_with_none() -> None:
    signs = [chr(code) for code in range(0x2060) if _LETTER_BY_LETTER.fullmatch(chr(code))]
    assert len(signs) > 800
    text = "".join(signs)
    for each in (text, text[::-1], "".join(f"{sign}a{sign}" for sign in signs)):
        assert syllables(each) == list(range(len(each) + 1))
        assert word_ends(each) == []
