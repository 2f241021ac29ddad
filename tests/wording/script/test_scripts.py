from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.wording.script.scripts import (
    _LATIN,
    direction,
    language_script,
    script_language,
    script_of,
    script_runs,
    text_direction,
)


@pytest.mark.parametrize(
    ("language", "script"),
    [
        ("en", "Latn"),
        ("ms", "Latn"),
        ("bn", "Beng"),
        ("ur", "Aran"),
        ("ur-PK", "Aran"),
        ("ur-Arab", "Aran"),
        ("ar", "Arab"),
        ("fa", "Arab"),
        ("rhg", "Rohg"),
        ("rhg-Arab", "Arab"),
        ("rhg-Latn", "Latn"),
        ("ms-Arab", "Arab"),
        ("my", "Mymr"),
        ("ne", "Deva"),
        ("hi_IN", "Deva"),
        ("ta", "Taml"),
        ("km", "Khmr"),
        ("th", "Thai"),
        ("lo", "Laoo"),
        ("si", "Sinh"),
        ("zh-Hans", "Hans"),
        ("zh-Hant", "Hans"),
        ("", "Latn"),
        (None, "Latn"),
    ],
)
def test_each_language_has_its_script(language: str | None, script: str) -> None:
    assert language_script(language) == script


def test_only_arabic_urdu_and_hanifi_run_from_right_to_left() -> None:
    assert [each for each in ("ar", "ur", "fa", "rhg", "ms-Arab") if direction(each) != "rtl"] == []
    assert [each for each in ("en", "my", "zh-Hans", "rhg-Latn", None) if direction(each) != "ltr"] == []


PREFIXES = {
    "LATIN ": "Latn",
    "BENGALI ": "Beng",
    "DEVANAGARI ": "Deva",
    "MYANMAR ": "Mymr",
    "TAMIL ": "Taml",
    "KHMER ": "Khmr",
    "THAI ": "Thai",
    "LAO ": "Laoo",
    "SINHALA ": "Sinh",
    "HANIFI ROHINGYA ": "Rohg",
    "ARABIC LETTER ": "Arab",
    "CJK UNIFIED ": "Hans",
    "HANGUL SYLLABLE ": "Hang",
    "GREEK ": "Grek",
    "CYRILLIC ": "Cyrl",
}


def test_letters_belong_to_the_script_that_their_names_say() -> None:
    wrong = []
    for code in [*range(0x20000), *range(0x20000, 0x20100)]:
        sign = chr(code)
        if unicodedata.category(sign)[0] != "L":
            continue
        name = unicodedata.name(sign, "")
        for prefix, script in PREFIXES.items():
            if name.startswith(prefix) and script_of(sign) not in (script, "Zzzz"):
                wrong.append((name, script_of(sign)))
    assert not wrong


def test_shared_signs_go_with_the_letters_beside_them() -> None:
    runs = script_runs("Ali (محمد), 12 နှစ်।", "ms")
    assert [("Ali (محمد), 12 နှစ်।"[run.start : run.end], run.script) for run in runs] == [
        ("Ali (", "Latn"),
        ("محمد", "Arab"),
        ("), 12 ", "Latn"),
        ("နှစ်।", "Mymr"),
    ]


def test_signs_at_the_beginning_go_with_the_letters_after_them() -> None:
    assert [(run.start, run.script) for run in script_runs("«12» কথা", "en")] == [(0, "Beng")]


def test_arabic_letters_are_nastaliq_only_in_languages_written_so() -> None:
    assert script_runs("پاکستان", "ur")[0].script == "Aran"
    assert script_runs("پاکستان", "fa")[0].script == "Arab"
    assert script_runs("پاکستان", "en")[0].script == "Arab"


def test_words_with_letters_of_urdu_alone_are_nastaliq_on_any_page() -> None:
    assert [run.script for run in script_runs("Kata: کیا ہے؟", "ms")] == ["Latn", "Aran"]
    assert script_runs("کیا ہے؟")[0].script == "Aran"
    assert script_runs("ما هذا؟")[0].script == "Arab"


def test_a_text_without_letters_is_in_its_language_s_script() -> None:
    assert script_runs("12:30", "my")[0].script == "Mymr"
    assert script_runs("", "my") == ()


def test_a_text_of_latin_signs_in_another_language_is_latin_as_soon_as_it_has_a_letter() -> None:
    for sign in map(chr, range(0x2060)):
        if not 0x2B0 <= ord(sign) < 0x2010 and sign != "\u00b5":
            (run,) = script_runs(f"1{sign}2", "bn")
            assert run.script == ("Latn" if script_of(sign) == "Latn" else "Beng"), hex(ord(sign))


def test_a_run_in_another_script_is_shaped_in_that_script_s_language() -> None:
    assert script_language("Deva", "ne") == "ne"
    assert script_language("Deva", "hi") == "hi"
    assert script_language("Beng", "ms") == "bn"
    assert script_language("Latn", "ur") == "en"


@pytest.mark.parametrize(
    ("text", "language", "way"),
    [
        ("WhatsApp پر بات کریں", "ur", "rtl"),
        ("Ali bin Abu", "ur", "ltr"),
        ("12 / 30", "ur", "rtl"),
        ("محمد علی", "ms", "rtl"),
        ("Nama محمد", "ms", "ltr"),
        ("", None, "ltr"),
        ("مجھے WhatsApp", None, "rtl"),
        ("12 WhatsApp پر", None, "ltr"),
    ],
)
def test_a_paragraph_runs_as_its_language_does_unless_its_letters_do_not(
    text: str, language: str | None, way: str
) -> None:
    assert text_direction(text, language) == way


@given(st.text(), st.sampled_from([None, "en", "ur", "my"]))
def test_runs_cover_the_text_without_gaps(text: str, language: str | None) -> None:
    runs = script_runs(text, language)
    assert [run.start for run in runs] == [0, *[run.end for run in runs]][: len(runs)]
    assert (runs[-1].end if runs else 0) == len(text)


def test_a_text_of_latin_letters_and_shared_signs_is_taken_whole_as_letter_by_letter() -> None:
    plain = [sign for sign in map(chr, range(0x110000)) if _LATIN.fullmatch(sign)]
    assert len(plain) > 700
    assert {script_of(sign) for sign in plain} == {"Latn", "Zyyy"}
    for text in ("12 – 14", "“Ça va” – (a)", "· · ·", "×2 (ä)"):
        with_khmer = script_runs(f"{text}\u1780", "ur")  # a letter more, and the text is looked at letter by letter
        (run,) = script_runs(text, "ur")
        assert (run.start, run.end) == (0, len(text))
        assert run.script == ("Aran" if with_khmer[0].script == "Khmr" else "Latn")
