"""Laying a line for a reader that goes through a page in one direction and turns the other direction's stretches."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from screening.documents.pdf.text_layer import laid, leaning, one_way
from screening.documents.typography.bidi import bidi_class

SIGNS = st.text(alphabet='abپہےם 12۳،.()"!+:-/؟', max_size=30)
MARKS = str.maketrans("", "", "\u200e\u200f")


def left(sign: str) -> bool:
    return bidi_class(sign) in {"L", "EN", "ES", "ET", "AN", "CS"}


def right(sign: str) -> bool:
    return bidi_class(sign) in {"R", "AL"}


def read(line: str, *, from_right: bool) -> str:
    """What Poppler gives back for signs that stand in this order from left to right (TextOutputDev, dumpFragment)."""
    said = ""
    own, other = (right, left) if from_right else (left, right)
    signs = line[::-1] if from_right else line
    at = 0
    while at < len(signs):
        start = at
        while at < len(signs) and not other(signs[at]):
            at += 1
        said += signs[start:at]
        start = at
        while at < len(signs) and not own(signs[at]):
            at += 1
        said += signs[start:at][::-1]
    return said


@given(SIGNS, st.booleans())
@example("میرے پاس 150 روپے ہیں", False)
@example('نے کہا: "جاؤ!"', False)
@example("OK (3) ہے", True)
def test_what_is_laid_is_read_as_it_was_written(text: str, from_right: bool) -> None:
    assert read(laid(text, from_right=from_right), from_right=from_right).translate(MARKS) == text


@given(SIGNS)
def test_a_line_of_one_direction_needs_no_mark_and_reads_the_same_on_any_page(text: str) -> None:
    if one_way(text):
        assert {laid(text, from_right=way) for way in (True, False)} == {text[::-1]}


def test_a_page_leans_the_way_most_of_its_letters_run() -> None:
    assert leaning("Passport: 12345 میرا") == 4
    assert leaning("RM 150 میرے پاس") < 0
    assert leaning("12:30 (2)") == 0
