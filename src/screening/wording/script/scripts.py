"""Which script a character, a run of text and a language are written in, and which way they run."""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from typing import NamedTuple

COMMON, INHERITED, UNKNOWN = "Zyyy", "Zinh", "Zzzz"

_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x00AA, 0x00AA, "Latn"),
    (0x00BA, 0x00BA, "Latn"),
    (0x00C0, 0x02B8, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x1000, 0x109F, "Mymr"),
    (0x1100, 0x11FF, "Hang"),
    (0x1780, 0x17FF, "Khmr"),
    (0x19E0, 0x19FF, "Khmr"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2E80, 0x2FDF, "Hans"),
    (0x3005, 0x3007, "Hans"),
    (0x3021, 0x3029, "Hans"),
    (0x3040, 0x30FF, "Hans"),
    (0x3130, 0x318F, "Hang"),
    (0x3400, 0x4DBF, "Hans"),
    (0x4E00, 0x9FFF, "Hans"),
    (0xA720, 0xA7FF, "Latn"),
    (0xA8E0, 0xA8FF, "Deva"),
    (0xA9E0, 0xA9FF, "Mymr"),
    (0xAA60, 0xAA7F, "Mymr"),
    (0xAB30, 0xAB64, "Latn"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hans"),
    (0xFB00, 0xFB06, "Latn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0xFF66, 0xFF9F, "Hans"),
    (0x10D00, 0x10D3F, "Rohg"),
    (0x111E0, 0x111FF, "Sinh"),
    (0x20000, 0x3FFFD, "Hans"),
)
"""The blocks whose letters belong to one script. Kana counts as Chinese: it shares its font and its line breaks."""
_STARTS = [first for first, _, _ in _BLOCKS]

_OF_SEVERAL = frozenset("\u0964\u0965\u060c\u061b\u061c\u061f\u0640\u0e3f\u3006\u30fb\u30fc\u30a0\u200c\u200d")
"""Signs inside those blocks, and joiners, that several scripts share (Unicode's ScriptExtensions)."""
_ARABIC_MARKS_OF_SEVERAL = range(0x064B, 0x0656)

_URDU = frozenset("\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2")
"""Letters of Urdu and its neighbours that Arabic, Persian and Pashto do not write."""

_LANGUAGES = {
    "bn": "Beng",
    "as": "Beng",
    "ur": "Aran",
    "pnb": "Aran",
    "skr": "Aran",
    "ar": "Arab",
    "fa": "Arab",
    "prs": "Arab",
    "ps": "Arab",
    "sd": "Arab",
    "ug": "Arab",
    "ckb": "Arab",
    "rhg": "Rohg",
    "my": "Mymr",
    "shn": "Mymr",
    "mnw": "Mymr",
    "ksw": "Mymr",
    "kjp": "Mymr",
    "ne": "Deva",
    "hi": "Deva",
    "mr": "Deva",
    "mai": "Deva",
    "bho": "Deva",
    "ta": "Taml",
    "km": "Khmr",
    "th": "Thai",
    "lo": "Laoo",
    "si": "Sinh",
    "zh": "Hans",
    "yue": "Hans",
    "nan": "Hans",
    "ja": "Hans",
}
_SPOKEN = {
    "Arab": "ar",
    "Aran": "ur",
    "Beng": "bn",
    "Deva": "ne",
    "Hans": "zh-Hans",
    "Khmr": "km",
    "Laoo": "lo",
    "Mymr": "my",
    "Rohg": "rhg",
    "Sinh": "si",
    "Taml": "ta",
    "Thai": "th",
}
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
    """Return the ISO 15924 code of one character; Zyyy for signs of several scripts, Zinh for marks, Zzzz for the
    others.
    """
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
    """Return the script of a BCP 47 tag: a script named in the tag, else what the language is usually written in
    here.
    """
    parts = (language or "").replace("_", "-").split("-")
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            named = part.title()
            if named == "Arab" and _LANGUAGES.get(parts[0].lower()) == "Aran":
                return "Aran"
            return _FONTS_FOR.get(named, named)
    return _LANGUAGES.get(parts[0].lower(), "Latn")


def script_language(script: str, language: str | None) -> str:
    """Return the language to shape a run in: the paragraph's own where the script fits it, else one the script stands
    for.
    """
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
        kinds = map(unicodedata.bidirectional, text)
        return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"
    own = direction(language)
    other = False
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            if ("ltr" if kind == "L" else "rtl") == own:
                return own
            other = True
    if not other:
        return own
    return "ltr" if own == "rtl" else "rtl"


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
