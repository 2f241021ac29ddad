from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.wording.script.visible_controls import code_point, visible_text, without_isolates


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("a\x00b\x1bc\x7f\x9f", "a[U+0000]b[U+001B]c[U+007F][U+009F]"),
        ("abc\u202edef\u202c", "abc[U+202E]def[U+202C]"),
        ("\u2066a\u2069 \u2067b\u2069", "[U+2066]a[U+2069] [U+2067]b[U+2069]"),
        ("\ud83d", "[U+D83D]"),
        ("\ufdd0\uffff\U0010ffff", "[U+FDD0][U+FFFF][U+10FFFF]"),
        ("a\U000e0041\U000e007f", "a[U+E0041][U+E007F]"),
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("ক্\u200dষ پی\u200cڈی \u200e\u200f", "ক্\u200dষ پی\u200cڈی \u200e\u200f"),
        ("<b>not</b> {name} %s", "<b>not</b> {name} %s"),
    ],
)
def test_what_would_act_unseen_is_written_out_and_the_rest_stays(text: str, wanted: str) -> None:
    assert visible_text(text) == wanted


def test_fields_set_apart_by_a_sentence_stay_so_and_loose_marks_do_not() -> None:
    assert visible_text("a \u2068K7RM\u2069 b") == "a \u2068K7RM\u2069 b"
    assert visible_text("a \u2068\u2068x\u2069 b") == "a [U+2068]\u2068x\u2069 b"
    assert visible_text("a \u2068x\ny\u2069") == "a [U+2068]x\ny[U+2069]"
    assert without_isolates("a \u2068K7RM\u2069") == "a K7RM"


@given(st.text())
def test_shown_text_shows_itself(text: str) -> None:
    assert visible_text(visible_text(text)) == visible_text(text)


@given(st.characters())
def test_a_number_names_its_character(character: str) -> None:
    assert chr(int(code_point(character)[3:-1], 16)) == character
