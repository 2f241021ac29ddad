"""The band that says what long work does and how far it is, with the button that leaves it off. Nothing moves in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.qt.style.theme import Themed, active
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.widgets.buttons import Button, Look

SLOW = 400
"""Milliseconds: quicker work is over before anybody would read of it."""


class ProgressBand(Themed, QWidget):
    """Under the strip while long work goes on."""

    stop_pressed = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.what, self.percent, self.stopping = "", 0, False
        self.text = IconText("clock", "", words.language)
        self.cancel = Button(words.say("progress.cancel"), Look.OTHER, language=words.language)
        self.cancel.setObjectName("cancel-work")
        self.cancel.chosen.connect(self._stop)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.cancel)
        self.late = QTimer(self)
        self.late.setSingleShot(True)
        self.late.setInterval(SLOW)
        self.late.timeout.connect(self._come)
        self.hide()
        self.wear_active()

    def show_step(self, what: str, percent: int, *, may_stop: bool) -> None:
        """Say how far it is; a reader of the screen is told what begins, and not each per cent."""
        other, self.what, self.percent = what != self.what, what, percent
        told = self.words.say("progress.line", what=self.words.say(f"progress.{what}"), n=percent)
        self.text.set_text(self.words.say("progress.cancelling") if self.stopping and may_stop else told)
        self.cancel.setVisible(may_stop and not self.stopping)
        if self.isHidden() and not self.late.isActive():
            self.late.start()
        elif other and not self.isHidden():
            screen_reader.say(self, told)
        self.update()

    def over(self) -> None:
        """The work is done, or was left off."""
        self.late.stop()
        self.what, self.percent, self.stopping = "", 0, False
        self.hide()

    def _come(self) -> None:
        if self.what:
            self.show()
            screen_reader.say(self, self.text.text())

    def _stop(self) -> None:
        self.stopping = True
        self.cancel.hide()
        self.text.set_text(self.words.say("progress.cancelling"))
        self.stop_pressed.emit()

    def restyle(self) -> None:
        self._row.setContentsMargins(active().gap(20), active().gap(6), active().gap(20), active().gap(8))
        self._row.setSpacing(active().gap(16))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(QRectF(self.rect()), theme.color("surface"))
        done = self.width() * self.percent / 100
        left = self.width() - done if self.isRightToLeft() else 0
        painter.fillRect(QRectF(0, self.height() - 4, self.width(), 4), theme.color("line"))
        painter.fillRect(QRectF(left, self.height() - 4, done, 4), theme.color("accent"))
