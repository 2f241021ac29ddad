"""The cover page (GA6, GA7): a true, ordinary housing list; the way back looks like part of its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from screening.qt.inputs.checks import CheckLine
from screening.qt.script_text import Role, ScriptText
from screening.qt.theme import Themed, active
from screening.wording.catalogs import Words

LINES = ("beds", "space", "water", "toilets", "kitchen", "light", "exits", "fire", "first-aid", "waste")


class CoverPage(Themed, QWidget):
    """Nothing of a case is in it. ``returned`` carries what stands in the field of the foot."""

    returned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pin = ""
        words = Words("en")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(48, 32, 48, 16)
        rows.addWidget(ScriptText(words.say("cover.title"), "en", Role.TITLE, bold=True))
        rows.addWidget(ScriptText(words.say("cover.lead"), "en", Role.BODY, soft=True))
        grid = QGridLayout()
        for place, name in enumerate(LINES):
            line = CheckLine(words.say(f"cover.line.{name}"), "en")
            grid.addWidget(line, place % 5, place // 5)
        rows.addLayout(grid)
        rows.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(ScriptText(words.say("cover.page"), "en", Role.SMALL, soft=True, wraps=False))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.NoEcho)
        self.field.setFrame(False)
        self.field.setProperty("bare", True)
        self.field.setMaximumWidth(120)
        self.field.setAccessibleName(words.say("cover.page"))
        self.field.returnPressed.connect(self._typed)
        foot.addWidget(self.field)
        foot.addStretch(1)
        rows.addLayout(foot)
        self.wear_active()

    def begin(self, *, needs_pin: bool) -> None:
        """Empty the field and put the caret there; without a PIN, Return alone leads back."""
        self.needs_pin = needs_pin
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        self.returned.emit(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("paper"))
