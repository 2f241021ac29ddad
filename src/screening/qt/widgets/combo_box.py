"""A list that opens over the page, from which Esc leads to the cover page as from everywhere."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QWidget

from screening.qt.style.theme import active, wear_sheet


@runtime_checkable
class Covers(Protocol):
    """A window with a cover page."""

    def cover_up(self) -> None: ...


class ListBox(QComboBox):
    """The open list is a window of its own, and the system hands keys to that: the window's own keys never see Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view().installEventFilter(self)
        wear_sheet(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and _pressed(event):
            window = self.window()
            if event.type() is QEvent.Type.KeyPress and isinstance(window, Covers):
                self.hidePopup()
                window.cover_up()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """With an arrow at its end: without one it looks like a field to type in."""
        super().paintEvent(event)
        theme, painter = active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("ink"), theme.size("edge"), c=Qt.PenCapStyle.RoundCap))
        half = theme.icon() * 0.3
        across = theme.gap(14) + half
        middle = QPointF(across if self.isRightToLeft() else self.width() - across, self.height() / 2 + half / 2)
        painter.drawPolyline([middle + QPointF(-half, -half), middle, middle + QPointF(half, -half)])


def _pressed(event: QKeyEvent) -> bool:
    return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
