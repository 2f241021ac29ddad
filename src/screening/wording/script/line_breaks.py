"""Where a line may end, chosen here so that the screen and the paper break the same text at the same places."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

from screening.wording.script.scripts import script_of
from screening.wording.script.syllables import graphemes, syllables

BREAK_HERE = "\u200b"
"""ZERO WIDTH SPACE: a line may end."""
NO_BREAK_HERE = "\u2060"
"""WORD JOINER: a line may not end."""
_MARKS = re.compile(f"[{BREAK_HERE}{NO_BREAK_HERE}]")
_JOINED_SPACE = f"{NO_BREAK_HERE}\u00a0"

_NEWLINES = "\n\u2028\u2029"
_NEWLINE = re.compile(f"[{_NEWLINES}]")
_SPACES = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_GLUE = "\u00a0\u2007\u202f\u2011\u2060\ufeff"
_AFTER_SPACE = re.compile(
    # A full stop of a script, or closing signs that begin no word, stay with what they close even over a space.
    rf"[{_SPACES}{BREAK_HERE}](?!$)"
    r"(?![\u0964\u0965\u06d4\u104a\u104b\u17d4-\u17d6\u17da]|[!?:;,.)\]}\u00bb\u201d\u2026\u060c\u061b\u061f]+(?:\s|$))"
    rf"(?![{_SPACES}{BREAK_HERE}{_NEWLINES}])"
)
_HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
_WIDE = rf"{_HAN}\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff60"
_NOT_FIRST = (
    r"\u3001-\u3003\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u301e\u301f\u3041\u3043\u3045\u3047"
    r"\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u309b-\u309e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5"
    r"\u30e7\u30ee\u30f5\u30f6\u30fb-\u30fe\uff01\uff05\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff5e\uff60"
    r"!%),.:;?\]}\u00b0\u00b7\u00bb\u2019\u201d\u2026\u2014\u2013\u2030\u2032\u2033\u2103/\-"
)
_NOT_LAST = (
    r"\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d\uff04\uff08\uff3b\uff5b\uff5f\uffe5"
    r"($\[{\u00a3\u00a5\u00ab\u2018\u201c#"
)
_NO_SPACE_SCRIPTS = r"\u0e01-\u0e4e\u0e81-\u0ede\u1000-\u109f\u1780-\u17d3"
_PLAIN = re.compile("(?:[0-9]{1,9} )?[A-Za-z]+(?: [A-Za-z]+)*|[0-9]{1,9}")
"""A text of words and at most one number before them: its lines end at its spaces, and it needs no mark."""
_LETTER_BY_LETTER = re.compile("[\x00-\x0c\x0e-\u02ff\u2010-\u205e]*")
"""A text whose every sign is a letter, a figure or a sign of its own: nothing stands on another, no word is hidden."""
_JOINS = re.compile("[-/\u2010\u2013\u2014]|\\[U")
"""What such a text needs to have for a place to end a line inside a word (``_inside``)."""
_LETTER = r"[^\W\d_]"
_FIGURE = re.compile("[0-9]")
_LONG_NUMBER = re.compile(r"(?<!\w)\+?\(?[0-9]++(?:[ \u00a0]?[-/().\u2010]?[ \u00a0]?[0-9]++\)?)+(?!\w)")
_LONGEST_NUMBER = 24
_JOINED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-\u2010/][^\W_]++)+")


@functools.cache
def _inside() -> re.Pattern[str]:
    """Matches where a line may end inside what has no space. Made when it is first asked for: few English texts do."""
    return re.compile(
        # Between Chinese characters, and between one and a word of another script.
        rf"(?<=[{_WIDE}])(?<![{_NOT_LAST}])(?![{_NOT_FIRST}{_SPACES}{_NEWLINES}{_GLUE}{BREAK_HERE}])(?!$)"
        rf"|(?<=\w)(?=[{_WIDE}])(?![{_NOT_FIRST}])"
        rf"|(?<=[!%),.:;?\]}}\u2026\u2014\u201d\u2019])(?=[{_HAN}])(?![{_NOT_FIRST}])(?<!\u2019)"
        # After a hyphen or a stroke between two words; not inside codes, dates and numbers.
        rf"|(?<={_LETTER}{_LETTER}[-\u2010/])(?={_LETTER}{_LETTER})"
        rf"|(?<=\w[\u2013\u2014])(?={_LETTER})"
        # Between a script without spaces and Latin letters.
        rf"|(?<=[{_NO_SPACE_SCRIPTS}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{_NO_SPACE_SCRIPTS}])"
        # Before a character written as its number.
        r"|(?=\[U\+[0-9A-F]{4,6}\])"
        # After the full stop of a script without spaces.
        rf"|(?<=[\u104a\u104b\u17d4\u17d5])(?={_LETTER})"
    )


def breakable(text: str, language: str | None = None) -> list[int]:
    """Return the offsets, in order, at which a line may end: 0 < offset < len(text).

    After spaces, U+200B and newlines; after a hyphen or stroke between words; between Chinese characters as kinsoku
    allows; between words of Burmese, Khmer, Lao and Thai. Never inside a letter with its marks or a syllable, beside
    a no-break sign, or before a sentence's closing sign. (Law: UAX #14, tightened.) ``language`` says nothing yet
    that the letters do not: Japanese, Chinese and the rest break by their own signs.
    """
    if not text:
        return []
    found = {match.end() for match in _AFTER_SPACE.finditer(text)}
    found.update(match.end() for match in _NEWLINE.finditer(text))
    simple = _LETTER_BY_LETTER.fullmatch(text) is not None
    if not simple or _JOINS.search(text):
        inside = {match.start() for match in _inside().finditer(text)}
        if inside:
            for code in _JOINED.finditer(text):
                if any(sign.isdigit() for sign in code.group()):
                    inside.difference_update(range(code.start() + 1, code.end()))
        found |= inside
    for start, end in long_numbers(text):
        found.difference_update(range(start + 1, end))
    if not simple:
        from screening.wording.script.word_segmentation import word_ends  # the first page waits for no list of words

        found.update(word_ends(text))
        if found:
            found.intersection_update(syllables(text))
    return sorted(at for at in found if 0 < at < len(text) and text[at] not in _GLUE and text[at - 1] not in _GLUE)


def long_numbers(text: str) -> list[tuple[int, int]]:
    """Return where telephone numbers and the like are: figures with spaces, hyphens or brackets between, at most 24
    signs.

    They stay on one line, and left to right among letters that run the other way.
    """
    if not _FIGURE.search(text):
        return []
    return [found.span() for found in _LONG_NUMBER.finditer(text) if found.end() - found.start() <= _LONGEST_NUMBER]


def with_breaks(text: str, language: str | None = None) -> str:
    """Return the text with invisible marks that make Qt end lines at ``breakable`` offsets and nowhere else.

    But for two scripts: Qt ends lines at every Burmese syllable, and where the system has libthai at its words, joined
    or not. There the caller ends the lines itself, at the marks.

    A space at which no line may end becomes a no-break space with a word joiner before it. Marks that the text has
    itself are doubled, so that those that were put in can be told from them.
    """
    if _PLAIN.fullmatch(text):
        return text
    allowed, marked = set(breakable(text, language)), _MARKS.search(text) is not None
    written: list[str] = []
    starts = range(len(text) + 1) if _LETTER_BY_LETTER.fullmatch(text) else graphemes(text)
    for start, end in itertools.pairwise(starts):
        grapheme = text[start:end]
        if grapheme == " " and _stays(text, end, allowed):
            written.append(_JOINED_SPACE)
        else:
            written.append(_MARKS.sub(lambda mark: mark.group() * 2, grapheme) if marked else grapheme)
        if end == len(text):
            break
        before, after = text[end - 1], text[end]
        if before.isspace() or after.isspace() or (marked and (_MARKS.match(before) or _MARKS.match(after))):
            continue
        if end in allowed:
            written.append(BREAK_HERE)
        elif _may_be_broken(before) or _may_be_broken(after):
            written.append(NO_BREAK_HERE)
    return "".join(written)


def _stays(text: str, end: int, allowed: set[int]) -> bool:
    """Return whether the space that ends at ``end`` is inside the text and no line may end after it."""
    return 0 < end < len(text) and end not in allowed and not text[end].isspace() and not _MARKS.match(text[end])


@functools.lru_cache(maxsize=4096)
def _may_be_broken(sign: str) -> bool:
    """Return whether Qt might end a line beside a sign: it is no letter, figure or mark, or one that stands alone."""
    if not sign.isalnum() and unicodedata.category(sign)[0] != "M":
        return True
    return script_of(sign) in {"Hans", "Hang"}
