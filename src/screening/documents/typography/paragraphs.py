"""Text set into lines of shaped glyphs: any script, any mixture of them, any width."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from screening.documents.typography.bidi import bidi_class, levels, line_levels, visual_order
from screening.documents.typography.fonts import FontFile, font_file
from screening.documents.typography.shaping import (
    Glyph,
    ShapedStretch,
    ShapedText,
    Stretch,
    items,
    same_level,
    shaped,
    writable,
)
from screening.wording.script.line_breaks import breakable, long_numbers
from screening.wording.script.scripts import language_script, text_direction
from screening.wording.script.syllables import graphemes, syllables
from screening.wording.script.typefaces import Weight, typeface
from screening.wording.script.visible_controls import visible_text, without_isolates

SLACK = 0.01
"""Points by which a line may be wider than its column: sums of advances are not exact."""


class Piece(NamedTuple):
    """A part of a paragraph in one language and weight."""

    text: str
    language: str | None = None
    weight: Weight = Weight.REGULAR


class GlyphRun(NamedTuple):
    """Glyphs of one font, drawn from ``x`` (points from the line's left end) on."""

    text: str
    font: FontFile
    size: float
    language: str
    script: str
    rtl: bool
    x: float
    width: float
    shaped: ShapedText

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Every glyph at its place from the run's left end."""
        return self.shaped.glyphs(self.size / self.font.units)


class ParagraphLine(NamedTuple):
    """One line of a paragraph. Lengths are in points; ``runs`` are in the order of drawing, left to right."""

    text: str
    """The characters that the line holds, in reading order, with its closing spaces or newline."""
    runs: tuple[GlyphRun, ...]
    width: float
    """Without closing spaces."""
    above: float
    """From the top of the line to its baseline; the first line's holds the script's pad."""
    below: float
    rtl: bool
    language: str | None

    @property
    def height(self) -> float:
        return self.above + self.below

    @property
    def shown(self) -> str:
        """What can be read on the line, for copying and for screen readers."""
        return without_isolates(self.text).rstrip()


def set_paragraph(
    text: str | Sequence[Piece],
    *,
    language: str | None = None,
    size: float,
    weight: Weight = Weight.REGULAR,
    width: float,
    tight: float = 0.0,
) -> tuple[ParagraphLine, ...]:
    """``text`` in lines no wider than ``width`` points, at least one.

    The texts of the lines joined together are the whole text, after ``visible_text`` and with characters of no
    bundled font as ``[U+1F600]``. Pieces without a language of their own are in ``language``; the paragraph runs the
    way ``language`` does (see ``text_direction``). ``size`` is the Latin size: scripts are enlarged by their factor;
    ``tight`` is the pitch that their lines come down to, where their script can. Lines end at ``breakable`` offsets;
    where one unbroken run is wider than the line, between syllables; and a single letter wider than the line stands
    alone.
    """
    pieces = (Piece(text, language, weight),) if isinstance(text, str) else text
    shown = [Piece(writable(visible_text(piece.text)), piece.language or language, piece.weight) for piece in pieces]
    language = language or next((piece.language for piece in shown if piece.text), None)
    lines: list[ParagraphLine] = []
    for part, stretches in _hard_lines(shown):
        lines += _Paragraph(part, stretches, language, size, tight).lines(max(width, 1.0))
    return _padded(lines, size)


class Typesetter:
    """Sets the paragraphs of one document, each once: heads, feet and labels come again on every page, and sheets are
    set closer to save a page.

    What was set is what a person said, too: a typesetter, and that, lives no longer than its document.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[ParagraphLine, ...]] = {}

    def lines(
        self, pieces: Sequence[Piece], *, language: str | None, size: float, width: float, tight: float
    ) -> tuple[ParagraphLine, ...]:
        """What ``set_paragraph`` gives."""
        key = (tuple(pieces), language, size, width, tight)
        if key not in self._known:
            self._known[key] = set_paragraph(pieces, language=language, size=size, width=width, tight=tight)
        return self._known[key]


def _hard_lines(pieces: Sequence[Piece]) -> Iterator[tuple[str, list[Stretch]]]:
    """The text between newlines (each with the newline that ends it) and its stretches."""
    text = ""
    stretches: list[Stretch] = []
    for piece in pieces:
        for part in piece.text.splitlines(keepends=True):
            stretches.append(Stretch(len(text), len(text) + len(part.rstrip("\n")), piece.language, piece.weight))
            text += part
            if part.endswith("\n"):
                yield text, stretches
                text, stretches = "", []
    yield text, stretches


class _Paragraph:
    """The text up to one newline, at one size. It is shaped as a whole, which says how wide each letter is."""

    def __init__(
        self, text: str, stretches: Sequence[Stretch], language: str | None, size: float, tight: float
    ) -> None:
        self.text, self.body = text, text.rstrip("\n")
        self.language, self.size, self.tight = language, size, tight
        self.rtl = text_direction(self.body, language) == "rtl"
        self.classes = [bidi_class(character) for character in self.body]
        self.levels = _levels(self.body, self.classes, int(self.rtl))
        self.items = items(self.body, stretches, self.levels, size)
        self.shaped = [shaped(self.body[item.start : item.end], item) for item in self.items]

    def lines(self, width: float) -> list[ParagraphLine]:
        if not self.body:
            return [self._line(0, 0)]
        widths = (
            each.width * (item.size / item.font.units) for item, each in zip(self.items, self.shaped, strict=True)
        )
        if sum(widths) <= width + SLACK:
            return [self._line(0, len(self.body))]
        reaches = _reaches(self.items, self.shaped)
        wanted = _Ends(breakable(self.body, self.language), self.body, reaches)
        pieces: _Ends | None = None
        smallest: _Ends | None = None
        found: list[ParagraphLine] = []
        start = 0
        while start < len(self.body):
            ends = wanted.fitting(start, width)
            if not ends:
                pieces = pieces or self._ends(syllables(self.body), reaches)
                ends = pieces.fitting(start, width)
            if not ends:
                smallest = smallest or self._ends(graphemes(self.body), reaches)
                ends = smallest.fitting(start, width) or [smallest.next(start)]
            for end in ends:
                line = self._line(start, end)
                if line.width <= width + SLACK:
                    break
            found.append(line)
            start = end
        return found

    def _ends(self, offsets: Iterable[int], reaches: Sequence[float]) -> _Ends:
        begun = {len(self.body)}
        for item, each in zip(self.items, self.shaped, strict=True):
            begun.update([item.start + cluster for cluster in each.clusters])
        return _Ends([at for at in offsets if at in begun], self.body, reaches)

    def _line(self, start: int, end: int) -> ParagraphLine:
        upto = start + len(self.body[start:end].rstrip())
        runs: list[GlyphRun] = []
        x = 0.0
        for item, whole in self._parts(start, upto, end):
            text = self.body[item.start : item.end]
            drawn = whole or shaped(text, item)
            width = drawn.width * (item.size / item.font.units)
            runs.append(GlyphRun(text, item.font, item.size, item.language, item.script, item.rtl, x, width, drawn))
            x += width
        above, below = _reach(runs, self.language, self.size, self.tight)
        text = self.text[start:] if end == len(self.body) else self.text[start:end]
        return ParagraphLine(text, tuple(runs), x, above, below, self.rtl, self.language)

    def _parts(self, start: int, upto: int, end: int) -> list[tuple[ShapedStretch, ShapedText | None]]:
        """What the line keeps of each item, in the order of drawing, as it was shaped where it keeps the whole item."""
        kept = [at for at, item in enumerate(self.items) if item.start < upto and item.end > start]
        found: list[tuple[ShapedStretch, ShapedText | None]] = []
        given = line_levels(self.levels[start:end], self.classes[start:end], int(self.rtl))
        for at in kept:
            item = self.items[at]
            parts = _part(item, max(item.start, start), min(item.end, upto), given, start)
            found += [(part, self.shaped[at] if part == item else None) for part in parts]
        return [found[place] for place in visual_order([part.level for part, _ in found])]


def _reach(runs: Sequence[GlyphRun], language: str | None, size: float, tight: float) -> tuple[float, float]:
    """How far a line reaches above and below its baseline: the most that any of its scripts asks for."""
    asked = [_script_reach(run.font, run.size, tight) for run in runs if not run.text.isspace()]
    if len(asked) == 1:
        return asked[0]
    if not asked:
        own = typeface(language_script(language))
        asked = [_script_reach(font_file(own.script, Weight.REGULAR), size * own.factor, tight)]
    return max([above for above, _ in asked]), max([below for _, below in asked])


@functools.lru_cache(maxsize=512)
def _script_reach(font: FontFile, size: float, tight: float) -> tuple[float, float]:
    """The line's pitch, shared out so that the letters stand in its middle."""
    face = font.typeface
    ascent, descent = font.ascent / font.units, font.descent / font.units
    pitch = min(face.line, max(face.tight, tight)) if tight else face.line
    leading = pitch - ascent - descent
    return (ascent + leading / 2) * size, (descent + leading / 2) * size


def _levels(text: str, classes: list[str], base: int) -> list[int]:
    """Levels of the text as if each long number in it were set apart, so that its groups keep their order."""
    if {"R", "AL"}.isdisjoint(classes) and not base:
        return levels(text, base, classes)
    numbers = long_numbers(text)
    if not numbers:
        return levels(text, base, classes)
    signs: list[str] = []
    kinds: list[str] = []
    own: list[int] = []
    last = 0
    for start, end in numbers:
        signs += [*text[last:start], "\u2066", *text[start:end], "\u2069"]
        kinds += [*classes[last:start], "LRI", *classes[start:end], "PDI"]
        own += [*range(last, start), -1, *range(start, end), -1]
        last = end
    signs += text[last:]
    kinds += classes[last:]
    own += range(last, len(text))
    given = levels("".join(signs), base, kinds)
    return [level for level, at in zip(given, own, strict=True) if at >= 0]


def _part(item: ShapedStretch, start: int, end: int, given: Sequence[int], line_start: int) -> list[ShapedStretch]:
    """What a line keeps of an item, cut where the line's end changed levels (L1)."""
    return [
        item._replace(start=line_start + first, end=line_start + upto, level=given[first])
        for first, upto in same_level(given, start - line_start, end - line_start)
    ]


def _reaches(items: Sequence[ShapedStretch], shaped: Sequence[ShapedText]) -> list[float]:
    """How far, in points, the text before each offset reaches on an endless line."""
    found = [0.0]
    for item, each in zip(items, shaped, strict=True):
        scale, start = item.size / item.font.units, found[-1]
        found += [start + end * scale for end in each.ends()]
    return found


class _Ends:
    """Offsets at which a line may end, and where the ink before each of them ends."""

    def __init__(self, offsets: Sequence[int], text: str, reaches: Sequence[float]) -> None:
        self._offsets = [at for at in offsets if at > 0]
        if not self._offsets or self._offsets[-1] != len(text):
            self._offsets.append(len(text))
        self._reaches = reaches
        self._ink = [reaches[_ink_end(text, at)] for at in self._offsets]

    def fitting(self, start: int, width: float) -> list[int]:
        """The offsets after ``start`` at which the line is narrow enough, the widest first; at most eight."""
        first = bisect.bisect_right(self._offsets, start)
        last = bisect.bisect_right(self._ink, self._reaches[start] + width + SLACK, lo=first)
        return self._offsets[max(first, last - 8) : last][::-1]

    def next(self, start: int) -> int:
        return self._offsets[bisect.bisect_right(self._offsets, start)]


def _ink_end(text: str, at: int) -> int:
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _padded(lines: Sequence[ParagraphLine], size: float) -> tuple[ParagraphLine, ...]:
    """The first line lowered and the last one lengthened by what their scripts need beyond the pitch."""
    if not lines:
        return ()
    found = list(lines)
    above = max((run.font.typeface.pad_top * run.size for run in found[0].runs), default=0.0)
    if above:
        found[0] = found[0]._replace(above=found[0].above + above)
    below = max((run.font.typeface.pad_bottom * run.size for run in found[-1].runs), default=0.0)
    if below:
        found[-1] = found[-1]._replace(below=found[-1].below + below)
    return tuple(found)
