"""The path of topics: what is behind, where we are, what is ahead, as stones in a row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from screening.qt.style.theme import Themed, active
from screening.qt.text.painting import box

STONE = (16, 10)
STEP = 21


class TopicPath(Themed, QLabel):
    """Painted stones; runs from the right where its half does. ``name`` is what is said of it."""

    def __init__(self, done: int, total: int, name: str, *, large: bool = False, parent: QWidget | None = None) -> None:
        """``done`` stones are filled and the next is the present one; ``large`` is for the person's own view."""
        super().__init__(parent)
        self.done, self.total, self.large = done, total, large
        self.filled: tuple[bool, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def show_done(self, filled: tuple[bool, ...]) -> None:
        """Fill the stones of what was done, wherever they lie; by itself the path fills what lies behind."""
        self.filled = filled
        self.update()

    def show_place(self, done: int, total: int, name: str) -> None:
        self.done, self.total = done, total
        self.setAccessibleName(name)
        self.restyle()

    def sizeHint(self) -> QSize:
        step, _stone, height = self._sizes()
        return QSize(round(step * self.total), round(height * 1.6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        step, width, height = self._sizes()
        color, edge = theme.color("accent"), theme.size("edge")
        for number in range(self.total):
            at = self.total - 1 - number if self.isRightToLeft() else number
            tall = height * 1.6 if number == self.done else height
            rect = QRectF(round(at * step), round((self.height() - tall) / 2), width, round(tall))
            if self.filled[number] if number < len(self.filled) else number < self.done:
                box(painter, rect, fill=color, radius=2)
            else:
                box(painter, rect, edge=color, width=edge, radius=2)

    def _sizes(self) -> tuple[float, float, float]:
        """Step, width and height of a stone, smaller where there are many."""
        times = 2.7 if self.large else 1.0
        least = 1.0 if self.total <= 12 else 12 / self.total
        grown = active().target(100) / 100
        return STEP * times * least * grown, STONE[0] * times * least * grown, STONE[1] * times * grown
