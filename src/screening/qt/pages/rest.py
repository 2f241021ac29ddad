"""A break: a plain screen with one word, until the officer ends it (IN9)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.qt.corner import CornerFoot
from screening.qt.inputs.buttons import Button, Look
from screening.qt.label import Says
from screening.qt.script_text import Align, Role, ScriptText
from screening.qt.theme import Themed, active


class RestPage(Themed, QWidget):
    """Nothing of the case is on it."""

    ended = Signal()
    cover_pressed = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        rows = QVBoxLayout()
        whole.addLayout(rows, 1)
        foot = CornerFoot(words)
        foot.pressed.connect(self.cover_pressed)
        whole.addWidget(foot)
        rows.addStretch(3)
        rows.addWidget(ScriptText(words.say("shell.break"), words.language, Role.TITLE, align=Align.CENTER))
        rows.addStretch(3)
        self.back = Button(words.say("bar.back-to-talk"), Look.QUIET, language=words.language)
        self.back.chosen.connect(self.ended)
        rows.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)
        self.wear_active()

    def begin(self) -> None:
        self.back.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("paper"))
