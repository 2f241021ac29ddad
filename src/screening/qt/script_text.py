"""Text in any of our scripts, set at the script's own size and line pitch, and the widget that shows it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from screening.qt import fonts
from screening.qt.theme import Themed, active
from screening.wording.breaks import with_breaks
from screening.wording.scripts import language_script, script_runs, text_direction

UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\u2066\u2067\u2068\u2069\ufeff"))
"""Break opportunities, joiners and isolates: they shape the lines and are not part of what is said."""

WIDEST = 100_000.0


def spoken(text: str) -> str:
    """What a screen reader should say for a text."""
    return text.translate(UNSEEN)


class Role(StrEnum):
    """What a text is for; the sizes are in ``tokens.toml``, table ``type``."""

    SMALL = "small"
    BODY = "body"
    LEAD = "lead"
    QUESTION = "question"
    TITLE = "title"
    FIGURE = "figure"
    PERSON_VIEW = "person_view"


class Side(StrEnum):
    """Whose words they are."""

    OFFICER = "officer"
    PERSON = "person"


class Align(StrEnum):
    """``start`` and ``end`` follow the direction of the text; ``left`` and ``right`` do not."""

    START = "start"
    CENTER = "center"
    END = "end"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one script in one weight."""

    start: int
    length: int
    script: str
    bold: bool = False


def runs(text: str, language: str, strong: int = 0) -> list[Run]:
    """The text as stretches of one script, counted in UTF-16 units as Qt does; ``strong`` characters are bold."""
    found: list[Run] = []
    at = 0
    for each in script_runs(text, language):
        for start, end in ((each.start, min(each.end, strong)), (max(each.start, strong), each.end)):
            if start < end:
                length = len(text[start:end].encode("utf-16-le")) // 2
                found.append(Run(at, length, fonts.shown_in(each.script), end <= strong))
                at += length
    return found


def broken(text: str, language: str) -> str:
    """The text as Qt should see it: break opportunities set, lines parted by LINE SEPARATOR."""
    return with_breaks(text, language).replace("\r\n", "\n").replace("\n", "\u2028")


class SetText:
    """One text, its lines broken and placed. Sizes are in pixels; ``pixels`` is the Latin size.

    Text is only ever text: nothing in it is read as markup.
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
        scripts = dict.fromkeys(run.script for run in self._runs)
        self._layout = QTextLayout(shown, fonts.font(self._base, pixels, bold=bold, others=scripts))
        option = QTextOption()
        right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        option.setTextDirection(right if self.right_to_left else left)
        option.setAlignment(Qt.AlignmentFlag.AlignRight if self.right_to_left else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.setFormats([self._format(run, scripts) for run in self._runs])
        self.height = 0.0
        self.width = 0.0
        self.first_baseline = 0.0
        self._place()

    @property
    def _base(self) -> str:
        """The script that gives an empty text its size: the language's, unless the text has none of it."""
        present = {run.script for run in self._runs}
        return self.main if not present or self.main in present else self._runs[0].script

    @property
    def line_count(self) -> int:
        return self._layout.lineCount()

    def _format(self, run: Run, scripts: dict[str, None]) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = run.start, run.length
        form = QTextCharFormat()
        form.setFont(fonts.font(run.script, self.pixels, bold=run.bold, others=scripts))
        made.format = form
        return made

    def _place(self) -> None:
        layout = self._layout
        layout.beginLayout()
        lines: list[QTextLine] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.available)
            lines.append(line)
        layout.endLayout()
        self.width = math.ceil(max((line.naturalTextWidth() for line in lines), default=0.0))
        wide = self.available if self.available < WIDEST else self.width
        top = self._pads(lines[0])[0] if lines else 0.0
        self._offsets: list[float] = []
        for line in lines:
            above, below = self._pitch(line)
            # The line was laid in ``available``; shift what that alignment did not do.
            line.setPosition(QPointF(self._shift(line, wide), top + above - line.ascent()))
            if line.lineNumber() == 0:
                self.first_baseline = top + above
            top += above + below
        self.height = math.ceil(top + (self._pads(lines[-1])[1] if lines else 0.0))

    def _shift(self, line: QTextLine, wide: float) -> float:
        spare = wide - line.naturalTextWidth()
        right = self.right_to_left
        at_right = self.align is Align.RIGHT or (self.align is (Align.START if right else Align.END))
        wanted = spare / 2 if self.align is Align.CENTER else spare if at_right else 0.0
        # A line that runs from the right is laid against the right edge of ``available`` by Qt itself.
        laid = self.available - line.naturalTextWidth() if right else 0.0
        return wanted - laid

    def _scripts(self, line: QTextLine) -> list[str]:
        start, end = line.textStart(), line.textStart() + line.textLength()
        found = [run.script for run in self._runs if run.start < end and run.start + run.length > start]
        return list(dict.fromkeys(found)) or [self._base]

    def _pitch(self, line: QTextLine) -> tuple[float, float]:
        """How far the line reaches above and below its baseline."""
        above = below = 0.0
        for script in self._scripts(line):
            metrics = QFontMetricsF(fonts.font(script, self.pixels, bold=self.bold))
            size = self.pixels * fonts.scripts()[script].factor
            pitch = size * fonts.scripts()[script].line
            rise = (pitch - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
            above, below = max(above, rise), max(below, pitch - rise)
        return above, below

    def _pads(self, line: QTextLine) -> tuple[float, float]:
        sets = [(fonts.scripts()[each], self.pixels * fonts.scripts()[each].factor) for each in self._scripts(line)]
        return max(each.pad_top * size for each, size in sets), max(each.pad_bottom * size for each, size in sets)

    @cached_property
    def narrowest(self) -> float:
        """The width of the longest piece that cannot be broken."""
        return math.ceil(self._layout.minimumWidth())

    def draw(self, painter: QPainter, x: float, y: float, color: QColor) -> None:
        painter.setPen(color)
        self._layout.draw(painter, QPointF(x, y))

    def ink(self) -> QRectF:
        """The rectangle that the drawn signs really cover, which must lie within the height."""
        covered = QRectF()
        for number in range(self._layout.lineCount()):
            for run in self._layout.lineAt(number).glyphRuns():
                covered = covered.united(run.boundingRect())
        return covered


class ScriptText(Themed, QLabel):
    """A text that is read, not pressed. Its accessible name is the text as it is said."""

    def __init__(
        self,
        text: str = "",
        language: str = "en",
        role: Role = Role.BODY,
        *,
        side: Side = Side.OFFICER,
        bold: bool = False,
        soft: bool = False,
        align: Align = Align.START,
        color: str = "",
        lead: str = "",
        measured: bool = False,
        wraps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``soft`` takes the second ink, ``color`` another token, ``lead`` is bold and stands before the text;
        ``measured`` keeps lines to the script's measure.
        """
        super().__init__(parent)
        self.language = language
        self.role = role
        self.side = side
        self.bold = bold
        self.align = align
        self.color = color or ("ink_soft" if soft else "ink")
        self.measured = measured
        self.wraps = wraps
        self._kept: dict[int, SetText] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text, lead=lead)
        self.wear_active()

    def set_text(self, text: str, language: str | None = None, *, lead: str = "") -> None:
        if language is not None:
            self.language = language
        self._shown, self._lead = text, lead
        whole = spoken(f"{lead} {text}".strip())
        self.setText(whole)
        self.setAccessibleName(whole)
        self.restyle()

    def set_bold(self, bold: bool) -> None:
        self.bold = bold
        self.restyle()

    def set_color(self, color: str) -> None:
        """Another colour token."""
        self.color = color
        self.update()

    def restyle(self) -> None:
        self._kept.clear()
        super().restyle()

    def laid(self, width: int | None = None) -> SetText:
        """The text as it is set at a width; on one line where none is given."""
        key = -1 if width is None else width
        if key not in self._kept:
            if len(self._kept) > 8:
                self._kept.clear()
            room = WIDEST if width is None or not self.wraps else float(self._room(width))
            self._kept[key] = SetText(
                self._shown,
                self.language,
                active().type(self.role),
                lead=self._lead,
                bold=self.bold,
                align=self.align,
                width=max(1.0, room),
            )
        return self._kept[key]

    def indent_width(self) -> int:
        """Room kept free before the text."""
        return 0

    def _room(self, width: int) -> int:
        room = width - self.indent_width()
        return min(room, self._measure()) if self.measured else room

    def _measure(self) -> int:
        script = fonts.shown_in(language_script(self.language))
        metrics = QFontMetricsF(fonts.font(script, active().type(self.role)))
        return math.ceil(metrics.averageCharWidth() * fonts.scripts()[script].measure)

    def hasHeightForWidth(self) -> bool:
        return self.wraps

    def heightForWidth(self, width: int) -> int:
        return int(self.laid(width).height)

    def sizeHint(self) -> QSize:
        whole = self.laid()
        width = (min(int(whole.width), self._measure()) if self.measured else int(whole.width)) + self.indent_width()
        return QSize(width, self.heightForWidth(width) if self.measured else int(whole.height))

    def minimumSizeHint(self) -> QSize:
        whole = self.laid()
        width = int(whole.narrowest if self.wraps else whole.width) + self.indent_width()
        return QSize(width, int(whole.height / max(1, whole.line_count)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.laid(self.width())
        room = self._room(self.width()) if self.wraps else int(text.width)
        left = self.width() - self.indent_width() - room if text.right_to_left else self.indent_width()
        spare = max(0, self.height() - int(text.height))
        top = spare // 2 if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0
        text.draw(painter, left, top, active().color(self.color))
        self.paint_beside(painter, text, top)

    def paint_beside(self, painter: QPainter, text: SetText, top: int) -> None:
        """Draw into the room kept free before the text."""
