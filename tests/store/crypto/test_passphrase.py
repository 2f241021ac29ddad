"""A passphrase is five drawn words, or something of one's own that nobody would try first."""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import BadInput
from screening.settings import locales_root
from screening.store import draw, drawn, passphrase_trouble, read_words
from screening.store.crypto.passphrase import FEWEST_WORDS

WORDS = tuple(f"w{number}rd" for number in range(FEWEST_WORDS))


@pytest.mark.parametrize("text", ["", "short", "fifteen letters", "   padded   with   ", "कखगघ"])
def test_fewer_than_sixteen_characters_are_too_short(text: str) -> None:
    assert passphrase_trouble(text) == "passphrase-too-short"


@pytest.mark.parametrize(
    "text",
    [
        "passwordpassword",
        "Password Password 123",
        "correct horse battery staple",
        "1234567890123456",
        "qwertyuiopasdfghjkl",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "kotuzmwe7 kotuzmwe7",
        "7kotuzmwe kotuzmwe3",
        "MalaysiaMalaysia2025",
        "abcdefghijklmnopqrs",
        "zyxwvutsrqponmlkji",
        "malaysia password 12",
        "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ",
    ],
)
def test_what_others_try_first_is_too_common(text: str) -> None:
    assert passphrase_trouble(text) == "passphrase-too-common"


@pytest.mark.parametrize(
    "text",
    [
        "lantern copper meadow thimble walnut",
        "my aunt sells green umbrellas",
        "ពាក្យសម្ងាត់វែងណាស់របស់ខ្ញុំ",
        "ibu saya suka minum teh tarik",
        "xK9#mQ2$vL7@pR4!",
    ],
)
def test_a_sentence_of_ones_own_will_do(text: str) -> None:
    assert passphrase_trouble(text) is None


def test_six_different_letters_are_enough_and_five_are_not() -> None:
    assert passphrase_trouble("zomtu kutoz mokzut oktum") is None
    assert passphrase_trouble("zomtu tuzom motzut otzum") == "passphrase-too-common"


def test_five_words_are_drawn_and_pass_the_rule() -> None:
    drawn = {draw(WORDS) for _ in range(50)}
    assert len(drawn) == 50
    assert all(len(each.split()) == 5 and set(each.split()) <= set(WORDS) for each in drawn)
    assert all(passphrase_trouble(each) is None for each in drawn)


def test_a_short_list_is_not_drawn_from(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="words-too-few"):
        draw(WORDS[1:])
    listed = tmp_path / "words.txt"
    listed.write_text("# a remark\n" + "\n".join(WORDS) + "\n" + WORDS[0] + "\n", encoding="utf-8")
    assert read_words(listed) == WORDS
    listed.write_text("\n".join([WORDS[0]] * FEWEST_WORDS), encoding="utf-8")
    with pytest.raises(BadInput, match="words-too-few"):
        read_words(listed)
    with pytest.raises(BadInput, match="words-unreadable"):
        read_words(tmp_path / "none.txt")


@given(st.text())
def test_any_text_is_judged_without_a_fault(text: str) -> None:
    assert passphrase_trouble(text) in (None, "passphrase-too-short", "passphrase-too-common")


def test_the_english_list_is_long_plain_and_kind() -> None:
    words = read_words(locales_root() / "en" / "passphrase_words.txt")
    assert len(words) >= FEWEST_WORDS
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in words)
    unkind = {
        "victim",
        "slave",
        "illegal",
        "prison",
        "kill",
        "blood",
        "gun",
        "rape",
        "trap",
        "cage",
        "chain",
        "debt",
        "dead",
    }
    assert not unkind & set(words)
    assert passphrase_trouble(draw(words)) is None


def test_the_malay_list_is_long_plain_and_kind() -> None:
    words = read_words(locales_root() / "ms" / "passphrase_words.txt")
    assert len(words) >= FEWEST_WORDS
    assert len(words) == len({word.casefold() for word in words})
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in words)
    unkind = {
        "mangsa",
        "hamba",
        "haram",
        "penjara",
        "bunuh",
        "darah",
        "senapang",
        "rogol",
        "jerat",
        "sangkar",
        "rantai",
    }
    assert not (unkind | {"hutang", "mati", "polis", "lari", "jual", "beli", "pukul", "tahan"}) & set(words)
    assert passphrase_trouble(draw(words)) is None


def test_the_indonesian_list_is_long_plain_and_kind() -> None:
    words = read_words(locales_root() / "id" / "passphrase_words.txt")
    assert len(words) == len({word.casefold() for word in words}) >= FEWEST_WORDS
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in words)
    unkind = {"korban", "budak", "penjara", "bunuh", "darah", "pistol", "pisau", "jerat", "sangkar", "rantai", "kurung"}
    assert not (unkind | {"utang", "upah", "mati", "polisi", "lari", "jual", "beli", "pukul", "tahan"}) & set(words)
    assert passphrase_trouble(draw(words)) is None


def test_the_thai_list_is_long_plain_and_kind_and_is_typed_in_one_way() -> None:
    words = read_words(locales_root() / "th" / "passphrase_words.txt")
    assert len(words) == len(set(words)) >= FEWEST_WORDS
    assert all(re.fullmatch(r"[\u0e01-\u0e3a\u0e40-\u0e4c]{4,9}", word) for word in words)
    assert not [word for word in words if re.search("[\u0e33\u0e41\u0e4d]|\u0e40\u0e40", word)]
    assert all(unicodedata.normalize("NFKC", word) == word for word in words)
    unkind = re.compile("เหยื่อ|ทาส|คุก|ขัง|ปืน|มีด|โซ่|หนี้|ตำรวจ|หนี|ขาย|ซื้อ|ศพ|เลือดออก|กรง")
    assert not [word for word in words if unkind.search(word)]
    assert passphrase_trouble(draw(words)) is None


@pytest.mark.parametrize("language", ["id", "ms", "th"])
def test_no_malay_indonesian_or_thai_word_begins_another(language: str) -> None:
    words = sorted(read_words(locales_root() / language / "passphrase_words.txt"))
    assert [pair for pair in pairwise(words) if pair[1].startswith(pair[0])] == []


@pytest.mark.parametrize(("language", "folder"), [("en", "en"), ("id", "id"), ("ms", "ms"), ("th", "th"), ("fr", "en")])
def test_words_are_drawn_in_the_language_of_the_officer(language: str, folder: str) -> None:
    listed = set(read_words(locales_root() / folder / "passphrase_words.txt"))
    assert all(set(drawn(language).split()) <= listed for _ in range(20))


@pytest.mark.parametrize("language", ["en", "id", "ms", "th"])
def test_five_words_of_every_list_are_worth_fifty_five_bits(language: str) -> None:
    assert 5 * math.log2(len(read_words(locales_root() / language / "passphrase_words.txt"))) >= 55


def test_without_any_list_nothing_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screening.settings.locales_root", lambda: tmp_path)
    assert drawn("ms") == ""
