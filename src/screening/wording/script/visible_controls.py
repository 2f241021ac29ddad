"""Text as it may be shown: what a person typed is only text, and nothing in it is hidden or acts."""

from __future__ import annotations

import re
import unicodedata

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
    "\u206a-\u206f\ufff9-\ufffb"  # marks that Unicode no longer wants, and interlinear ones
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # halves of characters, and what is no character
    "\U000e0000-\U000e00ff"  # tags, which can hide a whole message
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_DIRECTIONS = re.compile("[\u202a\u202b\u202d\u202e\u2066\u2067]")
MOST_MARKS = 12
"""Marks over and under one letter; no spelling of any language here has more than six."""
_TURNS = re.compile("[\u200f\u061c]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u0605\u0608\u060b\u060d\u061b\u061d-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_ISOLATED = re.compile(f"[{FIRST_STRONG_ISOLATE}{POP_ISOLATE}\n]")


def visible_text(text: str) -> str:
    """``text`` with every sign that would act unseen written out as ``[U+202E]``, and every kind of newline as one.

    Joiners, marks of direction and zero-width spaces stay: scripts need them. Only where no letter runs from right to
    left are the marks that say so written out: there they do nothing but exchange figures. A pair of U+2068 and U+2069
    inside a line stays too, because sentences set their fields apart with it and it cannot turn letters or figures
    round.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _stacked(_NEWLINES.sub("\n", text))
    if _TURNS.search(text) and not _RIGHT_TO_LEFT.search(text):
        text = _TURNS.sub(lambda found: code_point(found.group()), text)
    if not _UNSEEN.search(text):
        return text
    paired = _paired(text)
    return _UNSEEN.sub(lambda found: found.group() if found.start() in paired else code_point(found.group()), text)


def turns_direction(text: str) -> bool:
    """Whether a text holds marks that make it read in another order than its letters do: those are written out where
    it is shown and not typed."""
    return turns_letters(text) or bool(_TURNS.search(text) and not _RIGHT_TO_LEFT.search(text))


def turns_letters(text: str) -> bool:
    """Whether a text holds marks that turn letters and figures round, which no keyboard for a script has."""
    return bool(_DIRECTIONS.search(text))


def written_out(text: str) -> str:
    """``text`` with those marks as they are shown where it is not typed."""
    return _DIRECTIONS.sub(lambda found: code_point(found.group()), text)


def _stacked(text: str) -> str:
    """``text`` with what stands over or under one letter beyond ``MOST_MARKS`` told as a number.

    Marks without end grow over the lines above and below, on paper over what is printed there.
    """
    if text.isascii() or len(text) <= MOST_MARKS:
        return text
    made: list[str] = []
    over: list[str] = []
    marks = 0
    for sign in text:
        kind = unicodedata.category(sign) if sign > "\u02ff" else "L"
        if kind in ("Mn", "Me"):
            marks += 1
            if marks > MOST_MARKS:
                over.append(sign)
                continue
        elif kind not in ("Mc", "Cf"):
            marks = 0
        elif marks > MOST_MARKS:
            over.append(sign)
            continue
        if over:
            made.append(_told(over))
            over.clear()
        made.append(sign)
    if over:
        made.append(_told(over))
    return "".join(made)


def _told(over: list[str]) -> str:
    return f"[U+{ord(over[0]):04X} +{len(over)}]"


def code_point(character: str) -> str:
    """How a character without a picture is written: ``[U+1F600]``."""
    return f"[U+{ord(character):04X}]"


def without_isolates(text: str) -> str:
    """The text for reading and copying, without the marks that only set fields apart."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")


def _paired(text: str) -> frozenset[int]:
    """Where U+2068 and U+2069 close each other within one line."""
    found: set[int] = set()
    opened: list[int] = []
    for mark in _ISOLATED.finditer(text):
        if mark.group() == "\n":
            opened.clear()
        elif mark.group() == FIRST_STRONG_ISOLATE:
            opened.append(mark.start())
        elif opened:
            found.update((opened.pop(), mark.start()))
    return frozenset(found)
