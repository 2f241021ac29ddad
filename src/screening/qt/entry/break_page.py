"""A break: a plain screen with one word, locked until the officer ends it (IN9)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from screening.qt.frame.page import OverPage
from screening.qt.style.theme import active, nested, unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import Align, Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.corner_button import CornerFoot

LONGEST = 400


class RestPage(OverPage):
    """Nothing of the case is on it. ``locked``: a field for the officer's PIN stands before the way back."""

    left_keys = frozenset({"cover", "lock"})
    returned = Signal(str)
    """The officer wants to go on; what stood in the field."""
    cover_pressed = Signal()

    def __init__(self, words: Says, *, locked: bool) -> None:
        super().__init__()
        whole = unpadded(QVBoxLayout(self))
        rows = nested(whole, QVBoxLayout(), 1)
        foot = CornerFoot(words)
        foot.pressed.connect(self.cover_pressed)
        whole.addWidget(foot)
        rows.addStretch(3)
        rows.addWidget(ScriptText(words.say("shell.break"), words.language, Role.TITLE, align=Align.CENTER))
        rows.addStretch(3)
        self.field = QLineEdit(self)
        self.field.setObjectName("rest-back")
        self.field.setEchoMode(QLineEdit.EchoMode.NoEcho)
        self.field.setMaxLength(LONGEST)
        self.field.setMaximumWidth(160)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hints = Qt.InputMethodHint
        self.field.setInputMethodHints(hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.field.setAccessibleName(words.say("page.pin.field"))
        self.field.returnPressed.connect(self._back)
        self.field.setVisible(locked)
        self.back = text_button(words, "bar.back-to-talk", "rest-go-on", self._back, Look.QUIET)
        way = nested(rows, QHBoxLayout())
        way.addStretch(1)
        label = ScriptText(words.say("page.pin.field"), words.language, Role.SMALL, soft=True, wraps=False, parent=self)
        label.setVisible(locked)
        way.addWidget(label)
        way.addWidget(self.field)
        way.addWidget(self.back)
        way.addStretch(1)
        rows.addStretch(1)
        self.wear_active()

    def begin(self) -> None:
        (self.back if self.field.isHidden() else self.field).setFocus()

    def _back(self) -> None:
        text = self.field.text()
        self.field.clear()
        self.returned.emit(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("paper"))
