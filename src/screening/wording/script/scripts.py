"""Which script a character, a run of text and a language are written in, and which way they run."""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

COMMON, INHERITED, UNKNOWN = "Zyyy", "Zinh", "Zzzz"

_BLOCKS_OF = {
    "Latn": "00AA 00BA 00C0-02B8 1E00-1EFF 2C60-2C7F A720-A7FF AB30-AB64 FB00-FB06",
    "Grek": "0370-03FF 1F00-1FFF",
    "Cyrl": "0400-052F",
    "Hebr": "0590-05FF FB1D-FB4F",
    "Arab": "0600-06FF 0750-077F 0870-08FF FB50-FDFF FE70-FEFE",
    "Deva": "0900-097F A8E0-A8FF",
    "Beng": "0980-09FF",
    "Taml": "0B80-0BFF",
    "Sinh": "0D80-0DFF 111E0-111FF",
    "Thai": "0E00-0E7F",
    "Laoo": "0E80-0EFF",
    "Mymr": "1000-109F A9E0-A9FF AA60-AA7F",
    "Hang": "1100-11FF 3130-318F AC00-D7FF",
    "Khmr": "1780-17FF 19E0-19FF",
    "Hans": "2E80-2FDF 3005-3007 3021-3029 3040-30FF 3400-4DBF 4E00-9FFF F900-FAFF FF66-FF9F 20000-3FFFD",
    "Rohg": "10D00-10D3F",
}  # fmt: skip
"""The blocks whose letters belong to one script. Kana counts as Chinese: it shares its font and its line breaks."""
_BLOCKS = sorted(
    (int(first, 16), int(last or first, 16), script)
    for script, blocks in _BLOCKS_OF.items()
    for first, _, last in (block.partition("-") for block in blocks.split())
)
_STARTS = [first for first, _, _ in _BLOCKS]

_OF_SEVERAL = frozenset("\u0964\u0965\u060c\u061b\u061c\u061f\u0640\u0e3f\u3006\u30fb\u30fc\u30a0\u200c\u200d")
"""Signs inside those blocks, and joiners, that several scripts share (Unicode's ScriptExtensions)."""
_ARABIC_MARKS_OF_SEVERAL = range(0x064B, 0x0656)

_URDU = frozenset("\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2")
"""Letters of Urdu and its neighbours that Arabic, Persian and Pashto do not write."""

_LANGUAGES_OF = {
    "Beng": "bn as",
    "Aran": "ur pnb skr",
    "Arab": "ar fa prs ps sd ug ckb",
    "Rohg": "rhg",
    "Mymr": "my shn mnw ksw kjp",
    "Deva": "ne hi mr mai bho",
    "Taml": "ta",
    "Khmr": "km",
    "Thai": "th",
    "Laoo": "lo",
    "Sinh": "si",
    "Hans": "zh yue nan ja",
}
"""The languages that are usually written in a script here, first the one that the script stands for."""
_LANGUAGES = {tag: script for script, tags in _LANGUAGES_OF.items() for tag in tags.split()}
_SPOKEN = {**{script: tags.split()[0] for script, tags in _LANGUAGES_OF.items()}, "Hans": "zh-Hans"}
_FONTS_FOR = {"Hant": "Hans", "Hani": "Hans", "Jpan": "Hans"}
_PAIRS = dict(
    zip(
        "([{\u00ab\u2018\u201c\u3008\u300a\u300c\u300e\u3010",
        ")]}\u00bb\u2019\u201d\u3009\u300b\u300d\u300f\u3011",
        strict=True,
    )
)
_CLOSING = frozenset(_PAIRS.values())
_LATIN = re.compile("[\x00-\xb4\xb6-\u02af\u2010-\u205e]*")
"""A text of nothing but Latin letters and signs of several scripts."""
_LATIN_LETTER = re.compile("[A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u02af]")
"""The letters of such a text."""
MOST_BRACKETS = 63
"""How deep brackets are followed, as in UAX #9."""
RIGHT_TO_LEFT = frozenset({"Arab", "Aran", "Hebr", "Rohg"})


class ScriptRun(NamedTuple):
    start: int
    end: int
    script: str


@functools.lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """Return the ISO 15924 code of a character; Zyyy for signs of several scripts, Zinh for marks, else Zzzz."""
    code = ord(character)
    if code < 0x80:
        return "Latn" if character.isalpha() else COMMON
    if character in _OF_SEVERAL:
        return COMMON
    if code in _ARABIC_MARKS_OF_SEVERAL or code == 0x0670:
        return INHERITED
    at = bisect.bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _BLOCKS[at][1]:
        if code in (0xD7, 0xF7):
            return COMMON
        return _BLOCKS[at][2]
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return INHERITED
    if 0xFF21 <= code <= 0xFF5A and category[0] == "L":
        return "Latn"
    return UNKNOWN if category[0] == "L" or category in ("Mc", "Cn", "Co") else COMMON


@functools.lru_cache(maxsize=256)
def language_script(language: str | None) -> str:
    """Return the script of a BCP 47 tag: the one named in it, else what the language is usually written in here."""
    parts = (language or "").replace("_", "-").split("-")
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            named = part.title()
            if named == "Arab" and _LANGUAGES.get(parts[0].lower()) == "Aran":
                return "Aran"
            return _FONTS_FOR.get(named, named)
    return _LANGUAGES.get(parts[0].lower(), "Latn")


def script_language(script: str, language: str | None) -> str:
    """Return the language to shape a run in: the paragraph's where the script fits it, else one that has the script."""
    if language and language_script(language) == script:
        return language
    return _SPOKEN.get(script, "en")


def direction(language: str | None) -> str:
    """Return ``rtl`` or ``ltr``, as the language is written."""
    return "rtl" if language_script(language) in RIGHT_TO_LEFT else "ltr"


def text_direction(text: str, language: str | None) -> str:
    """Return which way a paragraph runs: its language's way, unless it has none of that way's letters and some of the
    other.

    So a name in Latin letters given as an Urdu answer runs left to right, and an Urdu name on a Malay form does not.
    Where the language is not known, the first letter says it (UAX #9, P2).
    """
    if language is None:
        return next(_ways(text), "ltr")
    own = direction(language)
    return own if own in _ways(text) else next(_ways(text), own)


def _ways(text: str) -> Iterator[str]:
    """Yield which way each letter runs."""
    for kind in map(unicodedata.bidirectional, text):
        if kind in ("L", "R", "AL"):
            yield "ltr" if kind == "L" else "rtl"


def script_runs(text: str, language: str | None = None) -> tuple[ScriptRun, ...]:
    """Whole runs of one script, without gaps.

    Shared signs and marks go with the letters before them, those at the beginning with the letters after them, and
    a closing bracket with its opening one. Arabic letters are Aran (Nastaliq) when the language is written so, and in
    a text of another script, or of a language not known, when there are letters among them that only Urdu has.
    A text without letters is in its language's script.
    """
    own = language_script(language)
    if text and _LATIN.fullmatch(text):
        return (ScriptRun(0, len(text), "Latn" if own == "Latn" or _LATIN_LETTER.search(text) else own),)
    arabic = "Aran" if own == "Aran" or (own != "Arab" and not _URDU.isdisjoint(text)) else "Arab"
    scripts: list[str | None] = []
    current: str | None = None
    open_brackets: list[tuple[str, str | None]] = []
    for character in text:
        script = script_of(character)
        if script == "Arab":
            script = arabic
        if script in (COMMON, INHERITED):
            if character in _CLOSING:
                current = _opened_in(open_brackets, character, current)
            elif character in _PAIRS and len(open_brackets) < MOST_BRACKETS:
                open_brackets.append((_PAIRS[character], current))
        else:
            current = script
        scripts.append(current)
    first = next((script for script in scripts if script is not None), own)
    runs: list[ScriptRun] = []
    start = 0
    for at in range(1, len(scripts) + 1):
        if at == len(scripts) or (scripts[at] or first) != (scripts[start] or first):
            runs.append(ScriptRun(start, at, scripts[start] or first))
            start = at
    return tuple(runs)


def _opened_in(open_brackets: list[tuple[str, str | None]], closing: str, current: str | None) -> str | None:
    for at in range(len(open_brackets) - 1, -1, -1):
        if open_brackets[at][0] == closing:
            script = open_brackets[at][1]
            del open_brackets[at:]
            return script if script is not None else current
    return current
