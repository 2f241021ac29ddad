"""A line with a box that can be ticked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, active
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, SetText, spoken
from screening.qt.widgets.click_area import pressed_as_a_whole


class CheckLine(FitsHeight, QCheckBox):
    """A box of 28 in a line of 44: text, and a quiet second line. Filled and ticked when it holds."""

    def __init__(self, text: str, language: str = "en", *, sub: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.sub, self.language = text, sub, language
        self.fit_policy(QSizePolicy.Policy.Preferred)
        self.setAccessibleName(spoken(text))
        self.setAccessibleDescription(spoken(sub))
        pressed_as_a_whole(self)
        self.wear_active()

    def hitButton(self, _position: QPoint) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(active().size("target"), sum(int(text.height) for text in self._texts(width)) + active().gap(6))

    def sizeHint(self) -> QSize:
        texts = self._texts(-1)
        width = max(int(text.width) for text in texts) + self._start()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        texts = self._texts(-1)
        return QSize(max(int(text.narrowest) for text in texts) + self._start(), active().size("target"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, side = active(), QPainter(self), active().size("check")
        mirrored = self.isRightToLeft()
        rect = QRectF(self.width() - side if mirrored else 0, (self.height() - side) / 2, side, side)
        if self.isChecked():
            box(painter, rect, fill=theme.color("accent"))
            mark = side * 0.18
            area = rect.adjusted(mark, mark, -mark, -mark)
            icons.paint(painter, "tick", area, theme.color("on_accent"))
        else:
            fill = theme.color("accent_soft" if self.isDown() else "surface")
            box(painter, rect, fill=fill, edge=theme.color("edge"), width=theme.size("edge"))
        texts = self._texts(self.width())
        top = (self.height() - sum(text.height for text in texts)) / 2
        for text, color in zip(texts, ("ink", "ink_soft"), strict=False):
            text.draw(painter, 0 if mirrored else self._start(), top, theme.color(color))
            top += text.height

    def _texts(self, width: int) -> list[SetText]:
        room = WIDEST if width < 0 else float(max(1, width - self._start()))
        texts = [SetText(self.words, self.language, active().type("body"), width=room)]
        if self.sub:
            texts.append(SetText(self.sub, self.language, active().type("small"), width=room))
        return texts

    def _start(self) -> int:
        return active().size("check") + active().gap(14)
