"""Setting text of any of our scripts into lines at the script's own size and pitch."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGlyphRun,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from screening.qt.style import fonts
from screening.wording.script.line_breaks import BREAK_HERE, NO_BREAK_HERE, with_breaks
from screening.wording.script.scripts import language_script, script_runs, text_direction

UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\u2066\u2067\u2068\u2069\ufeff"))
"""Break opportunities, joiners and isolates: they shape the lines and are not part of what is said."""

TWO_STOPS = re.compile("(?<!\\.)([.!?\u2026\u0964\u104b\u06d4\u17d4\u3002\u061f])\\.(?!\\.)")
"""A sentence that ends, of any script, with the stop of a list that it was put in; three dots stay."""
WIDEST = 100_000.0


def spoken(text: str) -> str:
    """What a screen reader should say for a text."""
    return TWO_STOPS.sub(r"\1", text.translate(UNSEEN))


@functools.lru_cache(maxsize=64)
def locale_of(language: str) -> QLocale:
    """Return what tells a screen reader which voice reads a text in a language, by its tag."""
    return QLocale(language)


END_OF_LINE = "\u2028"
UNSPACED = ("Mymr", "Khmr", "Laoo", "Thai")
"""Scripts in which Qt ends lines by itself, at syllables or words of its own, marked or not."""


class Align(StrEnum):
    """``start`` follows the direction of the text; ``left`` and ``right`` do not."""

    START = "start"
    CENTER = "center"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one script in one weight."""

    start: int
    length: int
    script: str
    bold: bool = False


@functools.lru_cache(maxsize=512)
def runs(text: str, language: str, strong: int = 0) -> tuple[Run, ...]:
    """The text as stretches of one script, counted in UTF-16 units as Qt does; ``strong`` characters are bold."""
    found: list[Run] = []
    at = 0
    for each in script_runs(text, language):
        for start, end in ((each.start, min(each.end, strong)), (max(each.start, strong), each.end)):
            if start < end:
                length = len(text[start:end].encode("utf-16-le")) // 2
                found.append(Run(at, length, fonts.shown_in(each.script), end <= strong))
                at += length
    return tuple(found)


@functools.lru_cache(maxsize=1024)
def broken(text: str, language: str) -> str:
    """The text as Qt should see it: break opportunities set, lines parted by LINE SEPARATOR."""
    return with_breaks(text, language).replace("\r\n", "\n").replace("\n", END_OF_LINE)


def break_places(text: str) -> Iterator[int]:
    """Where a line of a text with break marks may end: indexes of the spaces and break marks that end it.

    Qt does not keep to the marks by itself: in Burmese it breaks at every syllable, joined or not.
    """
    for at, sign in enumerate(text[:-1]):
        if sign == BREAK_HERE or (sign == " " and text[at + 1] not in (" ", NO_BREAK_HERE, BREAK_HERE)):
            yield at


MOST_KEPT = 800
"""Set texts that are kept: about what a few pages need at one size."""


@functools.lru_cache(maxsize=512)
def _reach(script: str, pixels: float, bold: bool) -> tuple[float, float]:
    """How far a line of one script reaches above and below its baseline."""
    metrics = QFontMetricsF(fonts.font(script, pixels, bold=bold))
    pitch = pixels * fonts.scripts()[script].factor * fonts.scripts()[script].line
    rise = (pitch - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
    return rise, pitch - rise


@functools.lru_cache(maxsize=512)
def _reaches(scripts: tuple[str, ...], pixels: float, bold: bool) -> tuple[float, float]:
    """How far a line of several scripts does."""
    reaches = [_reach(script, pixels, bold) for script in scripts]
    return max(above for above, _ in reaches), max(below for _, below in reaches)


@functools.lru_cache(maxsize=512)
def _pads(scripts: tuple[str, ...], pixels: float) -> tuple[float, float]:
    """The blank space above the first line and below the last of a text in these scripts."""
    sets = [(fonts.scripts()[each], pixels * fonts.scripts()[each].factor) for each in scripts]
    return max(each.pad_top * size for each, size in sets), max(each.pad_bottom * size for each, size in sets)


@functools.lru_cache(maxsize=4)
def _option(right_to_left: bool, holds: bool) -> QTextOption:
    """How lines are laid: towards which side, and whether Qt may end none of them by itself. Nobody changes it."""
    option = QTextOption()
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    option.setTextDirection(right if right_to_left else left)
    option.setAlignment(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
    modes = QTextOption.WrapMode
    option.setWrapMode(modes.NoWrap if holds else modes.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    return option


@functools.lru_cache(maxsize=256)
def _font(script: str, pixels: float, bold: bool, others: tuple[str, ...]) -> QFont:
    """A font for layouts: nobody changes it."""
    return fonts.font(script, pixels, bold=bold, others=others)


@functools.lru_cache(maxsize=256)
def _form(script: str, pixels: float, bold: bool, others: tuple[str, ...]) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(_font(script, pixels, bold, others))
    return form


def _format(run: Run, form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = run.start, run.length, form
    return made


class _Kept(type):
    """Gives the same set text again for the same text, language, size and width: pages are laid out many times."""

    @functools.lru_cache(maxsize=MOST_KEPT)  # noqa: B019  # there is one such class
    def __call__(cls, *parts: object, **named: object) -> SetText:
        made: SetText = super().__call__(*parts, **named)
        return made


def forget() -> None:
    """Drop every set text: when the record is locked, nothing of it stays in memory here."""
    _Kept.__call__.cache_clear()
    runs.cache_clear()
    broken.cache_clear()


class SetText(metaclass=_Kept):
    """One text, its lines broken and placed. Sizes are in pixels; ``pixels`` is the Latin size.

    Text is only ever text: nothing in it is read as markup. Once it is laid only its signs and their places are kept:
    Qt's own layout holds some ten times as much.
    """

    def __init__(
        self,
        text: str,
        language: str,
        pixels: float,
        *,
        lead: str = "",
        bold: bool = False,
        align: Align = Align.START,
        width: float = WIDEST,
    ) -> None:
        """``lead`` stands before the text, in bold."""
        self.text = text
        self.main = fonts.shown_in(language_script(language))
        self.pixels = pixels
        self.bold = bold
        self.right_to_left = text_direction(lead + text, language) == "rtl"
        self.align = align
        self.available = width
        first = broken(lead, language)
        shown = f"{first} {broken(text, language)}" if first and text else first or broken(text, language)
        self._runs = runs(shown, language, len(shown) if bold else len(first))
        unspaced = any(run.script in UNSPACED for run in self._runs)
        self._marked = (unspaced or BREAK_HERE in shown) and not self.right_to_left
        self._holds = False
        """Whether every line has been ended where it is full: Qt must then end none by itself. It counts the sign that
        ends a line, 18 pixels wide in the Burmese font, as one of its words, and breaks a line that fits."""
        self.shown = self._folded(shown) if self._marked and width < WIDEST else shown
        """The text as Qt sees it, with its break marks and the ends of its lines."""
        self.height = 0.0
        self.width = 0.0
        self.first_baseline = 0.0
        self.last_baseline = 0.0
        self.line_ends: tuple[int, ...] = ()
        """Where each line ends in ``shown``, as Qt counts."""
        self.glyphs: tuple[QGlyphRun, ...] = ()
        self._place(self._laid_out(self.shown))

    def _laid_out(self, shown: str) -> QTextLayout:
        scripts = tuple(dict.fromkeys(run.script for run in self._runs))
        layout = QTextLayout(shown, _font(self._base, self.pixels, self.bold, scripts))
        layout.setTextOption(_option(self.right_to_left, self._holds))
        layout.setFormats([_format(run, _form(run.script, self.pixels, run.bold, scripts)) for run in self._runs])
        return layout

    def _folded(self, shown: str) -> str:
        """The text with its lines ended where they are full, at places that ``with_breaks`` allows."""
        ended, whole = list(shown), True
        for pieces in self._pieces(shown):
            whole = whole and all(ends - begins <= self.available for _, begins, ends in pieces)
            start = pieces[0][1] if pieces else 0.0
            last: int | None = None
            for at, begins, ends in pieces:
                if ends - start > self.available and last is not None:
                    ended[last] = END_OF_LINE
                    start = begins
                last = at
        self._holds = whole
        return "".join(ended)

    def _pieces(self, shown: str) -> Iterator[list[tuple[int, float, float]]]:
        """For each paragraph its unbreakable pieces: index of the sign that ends it, where it begins and ends."""
        layout = self._laid_out(shown)
        layout.beginLayout()
        lines: list[QTextLine] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(WIDEST)
            lines.append(line)
        layout.endLayout()
        places = list(break_places(shown))
        units = _utf16_places(shown)
        for line in lines:
            first, last = line.textStart(), line.textStart() + line.textLength()
            found: list[tuple[int, float, float]] = []
            begins = _x(line, first)
            for at in (place for place in places if first <= units[place] < last):
                ends, following = _x(line, units[at]), _x(line, units[at] + 1)
                found.append((at, begins, ends))
                begins = following
            found.append((-1, begins, line.x() + line.naturalTextWidth()))
            yield found

    @property
    def _base(self) -> str:
        """The script that gives an empty text its size: the language's, unless the text has none of it."""
        present = {run.script for run in self._runs}
        return self.main if not present or self.main in present else self._runs[0].script

    @property
    def line_count(self) -> int:
        return len(self.line_ends)

    def fits(self, width: float) -> bool:
        """Whether a text that was laid as wide as it likes stands the same in ``width``, with room to spare: Qt breaks
        a line of Nastaliq that is as wide as its room.
        """
        return self.width + self.pixels <= width

    def _place(self, layout: QTextLayout) -> None:
        layout.beginLayout()
        lines: list[QTextLine] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.available)
            lines.append(line)
        layout.endLayout()
        self.line_ends = tuple([line.textStart() + line.textLength() for line in lines])
        self.width = math.ceil(max((self._natural(line) for line in lines), default=0.0))
        wide = self.available if self.available < WIDEST else self.width
        top = _pads(self._scripts(lines[0]), self.pixels)[0] if lines else 0.0
        for line in lines:
            above, below = _reaches(self._scripts(line), self.pixels, self.bold)
            # The line was laid in ``available``; shift what that alignment did not do.
            line.setPosition(QPointF(self._shift(line, wide), top + above - line.ascent()))
            if line.lineNumber() == 0:
                self.first_baseline = top + above
            self.last_baseline = top + above
            top += above + below
        self.height = math.ceil(top + (_pads(self._scripts(lines[-1]), self.pixels)[1] if lines else 0.0))
        self.glyphs = tuple(run for line in lines for run in line.glyphRuns())

    def _shift(self, line: QTextLine, wide: float) -> float:
        natural = self._natural(line)
        spare = wide - natural
        right = self.right_to_left
        at_right = self.align is Align.RIGHT or (right and self.align is Align.START)
        wanted = spare / 2 if self.align is Align.CENTER else spare if at_right else 0.0
        # A line that runs from the right is laid against the right edge of ``available`` by Qt itself.
        laid = self.available - natural if right else 0.0
        if right and self.align is Align.LEFT:
            # The tail of a Nastaliq word can be blank: stand where its ink begins.
            inked = min((run.boundingRect().left() for run in line.glyphRuns()), default=0.0) - line.x()
            return wanted - laid - max(0.0, min(inked - laid, self.pixels))
        return wanted - laid

    def _natural(self, line: QTextLine) -> float:
        """The width of a line's words: the sign that ends a line takes room in some fonts."""
        if END_OF_LINE in self.shown and line.textLength():
            last = line.textStart() + line.textLength() - 1
            if self.shown.encode("utf-16-le")[2 * last : 2 * last + 2] == b"\x28\x20":
                return abs(_x(line, last) - _x(line, line.textStart()))
        return line.naturalTextWidth()

    def _scripts(self, line: QTextLine) -> tuple[str, ...]:
        if len(self._runs) == 1:
            return (self._runs[0].script,)
        start, end = line.textStart(), line.textStart() + line.textLength()
        found = [run.script for run in self._runs if run.start < end and run.start + run.length > start]
        return tuple(dict.fromkeys(found)) or (self._base,)

    @cached_property
    def narrowest(self) -> float:
        """The width of the longest piece that cannot be broken."""
        if self._marked:
            pieces = [piece for line in self._pieces(self.shown) for piece in line]
            return math.ceil(max((ends - begins for _, begins, ends in pieces), default=0.0))
        # Breaking anywhere, Qt calls one letter the least; nobody wants to read words cut like that.
        layout = self._laid_out(self.shown)
        option = layout.textOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(WIDEST)
        layout.endLayout()
        return math.ceil(layout.minimumWidth())

    def draw(self, painter: QPainter, x: float, y: float, color: QColor) -> None:
        painter.setPen(color)
        at = QPointF(x, y)
        for run in self.glyphs:
            painter.drawGlyphRun(at, run)


def _utf16_places(text: str) -> list[int]:
    """For every character its place as Qt counts."""
    return list(accumulate((2 if ord(sign) > 0xFFFF else 1 for sign in text), initial=0))


def _x(line: QTextLine, at: int) -> float:
    found: Any = line.cursorToX(at)  # the stubs and the call differ on whether a pair comes back
    return float(found[0] if isinstance(found, tuple) else found)
