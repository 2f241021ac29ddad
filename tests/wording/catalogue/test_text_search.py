"""The words of a text, and which texts answer to them, where the script writes no space between words."""

from __future__ import annotations

import pytest

from screening.wording.catalogue.text_search import Matcher, SearchField, Synonyms, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Can't go out", ["cant", "go", "out"]),
        ("นายจ้างยึดหนังสือเดินทาง", ["นายจ้าง", "ยึด", "หนังสือเดินทาง"]),
        ("ทำงานฟรี 12 ชั่วโมง", ["ทำงาน", "ฟรี", "12", "ชั่วโมง"]),
        ("เพื่อน ๆ ที่ KBRI", ["เพื่อน", "ที่", "kbri"]),
        ("น้ำ", ["น้ำ"]),
    ],
)
def test_thai_words_are_told_apart_and_keep_their_marks(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_a_thai_word_finds_the_text_it_stands_in_and_its_like() -> None:
    fields = {
        "papers": [SearchField("นายจ้างยึดหนังสือเดินทางของคนงาน", 1.0)],
        "locked": [SearchField("ถูกขังในห้อง", 1.0)],
        "money": [SearchField("ไม่ได้รับค่าจ้าง", 1.0)],
    }
    matcher = Matcher(fields, "th", Synonyms(skip=frozenset({"ถูก", "ใน"}), same=(("เอกสาร", "หนังสือเดินทาง"),)))
    assert matcher.ranked("ยึดเอกสาร")[0] == "papers"
    assert matcher.ranked("โดนขัง")[0] == "locked"
    assert matcher.ranked("ค่าจ้าง")[0] == "money"


def test_a_thai_word_that_is_mistyped_is_read_as_the_one_most_like_it() -> None:
    matcher = Matcher({"papers": [SearchField("หนังสือเดินทาง", 1.0)]}, "th", Synonyms())
    assert matcher.ranked("หนังสือเดินทาน") == ["papers"]
