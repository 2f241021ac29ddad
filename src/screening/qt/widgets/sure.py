"""A question that comes once before something is destroyed: what will go, and the safe choice first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Flow, Ground


class Sure(Card):
    """Says what will go. ``then`` follows a yes; either answer takes the card away and gives the focus back."""

    def __init__(
        self, words: Says, text: str, *, yes: str, no: str, then: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(Ground.STATEMENT, pads=(18, 10), gap=8, parent=parent)
        self.text, self.then = text, then
        self._before = QApplication.focusWidget()
        self.rows.addWidget(IconText("warning", text, words.language, Role.BODY, bold=True))
        line = Flow(gap=12)
        self.keep = Button(no, Look.MAIN, language=words.language)
        self.keep.setObjectName("sure-no")
        self.keep.chosen.connect(self.put_away)
        self.go = Button(yes, Look.OTHER, language=words.language)
        self.go.setObjectName("sure-yes")
        self.go.chosen.connect(self._go)
        for button in (self.keep, self.go):
            line.add(button)
        self.rows.addWidget(line)

    def ask(self) -> None:
        """Come into sight with the focus on the safe choice."""
        self.show()
        self.keep.setFocus()
        screen_reader.say(self, self.text, alert=True)

    def put_away(self) -> None:
        """Go away; the focus is where it was."""
        self.hide()
        self.setParent(None)
        self.deleteLater()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def _go(self) -> None:
        self.put_away()
        self.then()
