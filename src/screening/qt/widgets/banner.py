"""Banners that inform or must not be missed, and the line that says what was done. None vanishes by time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.qt.style.theme import Themed, active
from screening.qt.text.label import IconText
from screening.qt.text.painting import box
from screening.qt.text.text_label import Role


class Banner(Themed, QWidget):
    """An icon, a bold beginning, a sentence: it informs, or ``strong`` must not be missed."""

    def __init__(self, lead: str, text: str = "", language: str = "en", *, strong: bool = False) -> None:
        super().__init__()
        self.strong = strong
        shape, color = ("cross", "on_strong") if strong else ("warning", "ink")
        self.text = IconText(shape, text, language, color=color, lead=lead)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        self.wear_active()

    def say(self, lead: str, text: str = "") -> None:
        self.text.set_text(text, lead=lead)

    def restyle(self) -> None:
        theme = active()
        start = theme.gap(16) + (0 if self.strong else theme.size("marker"))
        self._row.setContentsMargins(start, theme.gap(8), theme.gap(16), theme.gap(8))
        self._row.setSpacing(theme.gap(16))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = active(), QPainter(self), QRectF(self.rect())
        box(painter, rect, fill=theme.color("strong" if self.strong else "note"))
        if not self.strong:
            wide = theme.size("marker")
            painter.fillRect(QRectF(self.from_start(0, wide), 0, wide, self.height()), theme.color("note_edge"))


class DoneLine(IconText):
    """A tick and one sentence, hidden until it says something."""

    said = Signal()
    """What was asked for is done: a refusal of it before holds no more."""

    def __init__(self, language: str) -> None:
        super().__init__("tick", "", language, Role.BODY, bold=True)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence in place of the one before."""
        self.set_text(text)
        self.show()
        self.said.emit()
