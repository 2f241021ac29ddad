"""Charts of practice: shapes and words first, readable from the end of a room. No row is a person or a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, active
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, SetText, spoken
from screening.training.class_views import AgreeView
from screening.training.views import KindsRow

MARKS = {
    "done": ("circle", True), "left": ("circle", False), "open": ("ring", False),
    "yes": ("circle", True), "no": ("square", False), "not_known": ("triangle", False), "declined": ("bar", False),
    "not_asked": ("ring", False),
    "hit": ("circle", True), "missed": ("square", False), "invented": ("triangle", True), "untold": ("ring", False),
    "quiet": ("bar", False), "led": ("square", True),
    "identify": ("circle", True), "labour": ("square", False), "protect": ("triangle", False), "door": ("bar", False),
}  # fmt: skip
"""What stands for each mark: told apart by shape, never by colour."""


class ChartRow(FitsHeight, QLabel):
    """A row that is painted, and read out as a sentence."""

    def __init__(self, told: str, language: str, *, large: bool = False) -> None:
        super().__init__()
        self.language = language
        self.large = large
        self.fit_policy(QSizePolicy.Policy.Expanding)
        self.setText(spoken(told))
        self.setAccessibleName(spoken(told))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def pixels(self) -> int:
        return active().type("question" if self.large else "body")

    def sizeHint(self) -> QSize:
        return QSize(active().gap(420), self.heightForWidth(active().gap(420)))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(200), self.pixels * 2)

    def text_at(self, words: str, width: float, *, bold: bool = False) -> SetText:
        return SetText(words, self.language, self.pixels, bold=bold, width=float(max(1, width)))

    def height_at(self, words: str, width: float) -> int:
        """The height of a text. What fits on one line is laid once, however many widths a layout tries."""
        whole = self.text_at(words, WIDEST)
        return int((whole if whole.fits(width) else self.text_at(words, width)).height)


class MarkRow(ChartRow):
    """A title and its marks. ``share`` of the width is the title's; ``rule`` draws a hairline below."""

    def __init__(
        self,
        title: str,
        marks: Sequence[str],
        told: str,
        language: str,
        *,
        share: float = 0.6,
        rule: bool = False,
        large: bool = False,
        note: str = "",
    ) -> None:
        super().__init__(told, language, large=large)
        self.title, self.marks, self.share, self.rule, self.note = title, tuple(marks), share, rule, note
        self.wear_active()

    def heightForWidth(self, width: int) -> int:
        tall = self.height_at(self.title, width * self.share - active().gap(8))
        return max(tall, self._icon()) + active().gap(12 if self.rule else 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, width = active(), QPainter(self), self.width()
        title = self.text_at(self.title, width * self.share - theme.gap(8))
        middle = (self.height() - 1) / 2
        title.draw(painter, self.from_start(0, title.available), middle - title.height / 2, theme.color("ink"))
        step = self._step()
        side = round(min(self._icon(), step * 0.86))
        left = width * self.share
        for mark in self.marks:
            if mark in MARKS:
                name, filled = MARKS[mark]
                area = QRectF(self.from_start(left, side), middle - side / 2, side, side)
                icons.paint(painter, name, area, theme.color("ink"), filled=filled, stroke=2.0)
            left += step
        if self.note:
            note = self.text_at(self.note, width - left - theme.gap(8))
            note.draw(
                painter,
                self.from_start(left + theme.gap(8), note.available),
                middle - note.height / 2,
                theme.color("ink_soft"),
            )
        if self.rule:
            painter.fillRect(0, self.height() - 1, width, 1, theme.color("line"))

    def _icon(self) -> int:
        return round(self.pixels * 1.05)

    def _note_width(self) -> float:
        return self.text_at(self.note, WIDEST).width + 2

    def _step(self) -> float:
        room = self.width() * (1 - self.share) - (self._note_width() + active().gap(12) if self.note else 0)
        return min(self._icon() * 1.75, room / max(1, len(self.marks)))


class MarkHeads(MarkRow):
    """The heads of the marks below, each over its own. Nothing to stop at: every row says them."""

    def __init__(self, heads: Sequence[str], language: str, *, share: float, large: bool = False) -> None:
        super().__init__("", heads, " ".join(heads), language, share=share, large=large)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def places(self) -> list[tuple[SetText, QPointF]]:
        """Each head as it is set, and where its top left corner is."""
        step = self._step()
        side = round(min(self._icon(), step * 0.86))
        found, left = [], self.width() * self.share + side / 2
        for head in self.marks:
            text = SetText(head, self.language, active().type("small"), width=float(WIDEST))
            at = self.from_start(left - text.width / 2, text.width)
            found.append((text, QPointF(at, (self.height() - text.height) / 2)))
            left += step
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for text, at in self.places():
            text.draw(painter, at.x(), at.y(), active().color("ink_soft"))


class KindsBar(ChartRow):
    """The questions of one round: open, closed, leading or "why", as parts of one bar with their numbers."""

    def __init__(self, row: KindsRow, most: int, language: str, *, large: bool = False):
        """``most`` is the number that the whole width stands for, so that rounds can be compared."""
        super().__init__(row.spoken, language, large=large)
        self.row, self.most = row, max(1, most)
        self.wear_active()

    def heightForWidth(self, width: int) -> int:
        return active().target(44 if not self.large else 60) + active().gap(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        title = self.text_at(self.row.title, self.width() * 0.22)
        middle = self.height() / 2
        title.draw(painter, self.from_start(0, title.available), middle - title.height / 2, theme.color("ink"))
        start, tall = self.width() * 0.24, self.height() - theme.gap(8)
        whole = self.width() - start
        left = start
        for count, look in ((self.row.open, "open"), (self.row.other, "other"), (self.row.pressing, "pressing")):
            wide = whole * count / self.most
            if count:
                rect = QRectF(self.from_start(left, wide), middle - tall / 2, wide, tall)
                paint_part(painter, rect, look)
                color = theme.color("on_accent" if look == "open" else "ink")
                self._number(painter, rect, str(count), color, on_lines=look == "pressing")
            left += wide
        if not (self.row.open or self.row.other or self.row.pressing):
            rect = QRectF(self.from_start(start, whole), middle - tall / 2, whole, tall)
            box(painter, rect, edge=theme.color("edge"), width=theme.size("edge"), radius=0, dashed=True)

    def _number(self, painter: QPainter, rect: QRectF, words: str, color: QColor, *, on_lines: bool) -> None:
        text = self.text_at(words, WIDEST, bold=True)
        x, y = rect.center().x() - text.width / 2, rect.center().y() - text.height / 2
        if on_lines:
            inner = rect.adjusted(2, 2, -2, -2)
            behind = QRectF(x - 5, y, text.width + 10, text.height).intersected(inner)
            painter.fillRect(behind, active().color("surface"))
        text.draw(painter, x + (text.width - text.available if text.right_to_left else 0), y, color)


def paint_part(painter: QPainter, rect: QRectF, look: str) -> None:
    """One part of a bar: full, empty or hatched, with an edge, so that it reads in black and white."""
    theme = active()
    ink, width = theme.color("ink"), theme.size("edge")
    fill = theme.color("accent" if look == "open" else "surface")
    box(painter, rect, fill=fill, edge=ink, width=width, radius=0)
    if look == "pressing":
        painter.save()
        painter.setClipRect(rect.adjusted(width, width, -width, -width))
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(QBrush(theme.color("edge"), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(rect)
        painter.restore()


class KindsLegend(ChartRow):
    """What full, empty and hatched stand for."""

    def __init__(self, names: Sequence[tuple[str, str]], language: str, *, large: bool = False):
        """``names`` are (look, word)."""
        super().__init__(", ".join(word for _, word in names), language, large=large)
        self.names = tuple(names)
        self.wear_active()

    def heightForWidth(self, width: int) -> int:
        return round(self.pixels * 1.7) * len(self._lines(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, side, line = QPainter(self), self._side(), round(self.pixels * 1.7)
        for number, parts in enumerate(self._lines(self.width())):
            left, middle = 0.0, number * line + line / 2
            for look, word in parts:
                paint_mark(painter, QRectF(self.from_start(left, side), middle - side / 2, side, side), look)
                text = self.text_at(word, WIDEST)
                x = self.from_start(left + side + 8, text.width) + (
                    text.width - text.available if text.right_to_left else 0
                )
                text.draw(painter, x, middle - text.height / 2, active().color("ink_soft"))
                left += self._wide(word)

    def _side(self) -> int:
        return round(self.pixels * 0.95)

    def _wide(self, word: str) -> float:
        return self._side() + 8 + self.text_at(word, WIDEST).width + active().gap(24)

    def _lines(self, width: int) -> list[list[tuple[str, str]]]:
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0.0
        for look, word in self.names:
            wide = self._wide(word)
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0.0
            lines[-1].append((look, word))
            used += wide
        return lines


def paint_mark(painter: QPainter, rect: QRectF, look: str) -> None:
    """A mark of a legend: a part of a bar, or a shape."""
    if look in MARKS and look not in ("open",):
        name, filled = MARKS[look]
        icons.paint(painter, name, rect, active().color("ink"), filled=filled, stroke=2.0)
    else:
        paint_part(painter, rect, look)


class AgreeBar(ChartRow):
    """How many raters gave the commonest answer: filled cells of as many as there are raters."""

    def __init__(self, row: AgreeView, language: str, *, large: bool = False) -> None:
        super().__init__(row.spoken, language, large=large)
        self.row = row
        self.wear_active()

    def heightForWidth(self, width: int) -> int:
        return max(self.height_at(self.row.title, width * 0.42), round(self.pixels * 1.3)) + active().gap(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, width = active(), QPainter(self), self.width()
        title = self.text_at(self.row.title, width * 0.42)
        middle = (self.height() - 1) / 2
        title.draw(painter, self.from_start(0, title.available), middle - title.height / 2, theme.color("ink"))
        start, room, tall = width * 0.44, width * 0.34, self.pixels * 1.2
        step = min(room / max(1, self.row.of), tall * 1.6)
        for cell in range(self.row.of):
            rect = QRectF(self.from_start(start + cell * step, step - 3), middle - tall / 2, step - 3, tall)
            agrees = cell < self.row.agree
            box(
                painter, rect, fill=theme.color("accent" if agrees else "surface"), edge=theme.color("ink"),
                width=theme.size("edge"), radius=0, dashed=not agrees,
            )  # fmt: skip
        words = self.text_at(self.row.words, width * 0.2, bold=True)
        words.draw(
            painter, self.from_start(width * 0.8, words.available), middle - words.height / 2, theme.color("ink")
        )
