"""The line on a page that says what was done; out of sight until something was."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role


class DoneLine(IconText):
    """A tick and one sentence, hidden until it says something."""

    said = Signal()
    """What was asked for is done: a refusal of it before holds no more."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__("tick", "", language, Role.BODY, bold=True, parent=parent)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence in place of the one before."""
        self.set_text(text)
        self.show()
        self.said.emit()
