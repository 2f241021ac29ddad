"""Text that a reader of a PDF can find and copy but nobody sees, laid over glyphs that spell it another way.

Joined and stacked right-to-left letters overlap and climb, and readers (Poppler, PDFium, MuPDF) rebuild lines from
where glyphs stand, so no marking of those glyphs gives the words back. As in scanned pages with recognised text, each
character is said once more by an empty glyph on the baseline.

Poppler reads every line of a page the way most of that page's letters run: on a form that is mostly Latin it goes
from left to right, turning each right-to-left stretch round as it comes to it. A line that mixes directions is
therefore laid for the page that it stands on (``laid``), and not as it is seen.
"""

from __future__ import annotations

from screening.documents.typography.bidi import bidi_class

_LEFT_TO_RIGHT = frozenset({"L"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FIGURES = frozenset({"EN", "ES", "ET", "AN", "CS"})
"""What Poppler takes for figures: digits and the signs that go with them, such as ``+``, ``:`` and the Arabic comma."""
_MARKS = {True: "\u200f", False: "\u200e"}


def leaning(text: str) -> int:
    """How many more left-to-right letters than right-to-left ones; below 0, a page is read from the right."""
    if text.isascii():
        return sum(map(str.isalpha, text))
    classes = [bidi_class(sign) for sign in text]
    return sum(each in _LEFT_TO_RIGHT for each in classes) - sum(each in _RIGHT_TO_LEFT for each in classes)


def one_way(text: str) -> bool:
    """Whether the line is right-to-left from its first sign to its last, so that it is laid as it is seen."""
    classes = [bidi_class(sign) for sign in text]
    ends = {*classes[:1], *classes[-1:]} <= _RIGHT_TO_LEFT
    return ends and not any(each in _LEFT_TO_RIGHT | _FIGURES for each in classes)


def laid(text: str, *, from_right: bool) -> str:
    """``text`` as its signs must stand from left to right for a reader of lines to give it back in reading order.

    ``from_right`` is how the reader goes through the page. It goes in one direction and, at the first letter of the
    other, takes everything up to the next letter of its own the other way round. Signs of no direction that close such
    a stretch would be torn off, so a mark of direction, which is not seen either, holds them.
    """
    own, other = (
        (_RIGHT_TO_LEFT, _LEFT_TO_RIGHT | _FIGURES) if from_right else (_LEFT_TO_RIGHT | _FIGURES, _RIGHT_TO_LEFT)
    )
    stretches: list[str] = []
    at = 0
    while at < len(text):
        for turned, until in ((False, other), (True, own)):
            start = at
            while at < len(text) and bidi_class(text[at]) not in until:
                at += 1
            stretch = text[start:at]
            if turned and stretch and bidi_class(stretch[-1]) not in other:
                stretch += _MARKS[not from_right]
            stretches.append(stretch[::-1] if turned is not from_right else stretch)
    return "".join(reversed(stretches) if from_right else stretches)
