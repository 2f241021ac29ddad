"""A text as a QR code (segno), black on white in every theme, with four modules of quiet around it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from screening.qt.style.theme import Themed, active

QUIET = 4


class QrCode(Themed, QLabel):
    """Draws the code as large as its width allows, each module on whole pixels."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        import segno  # it brings a whole client for the web along, which only this picture has to bear

        self.modules = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        count = len(self.modules) + 2 * QUIET
        side = count * max(2, active().gap(230) // count)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        step = min(self.width(), self.height()) // (len(self.modules) + 2 * QUIET)
        for y, row in enumerate(self.modules):
            for x, dark in enumerate(row):
                if dark:
                    place = QRectF((x + QUIET) * step, (y + QUIET) * step, step, step)
                    painter.fillRect(place, Qt.GlobalColor.black)
