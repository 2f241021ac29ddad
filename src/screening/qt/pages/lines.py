"""Plain pages of lines: everything said so far, and the lines for the officer at the end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.views import LinesView
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.card import Card, Ground
from screening.qt.pages.page import Headed
from screening.qt.script_text import Role, ScriptText


class LinesPage(Headed):
    """Shows a LinesView; a line with a place can be pressed, and ``chosen`` carries that place."""

    chosen = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self.language = language
        self.card: Card | None = None

    def show_view(self, view: LinesView) -> None:
        self.head_with(view.title, view.lead)
        if self.card is not None:
            self.rows.removeWidget(self.card)
            self.card.deleteLater()
        self.card = Card(Ground.SURFACE, pads=(20, 14), gap=6)
        if not view.lines:
            self.card.rows.addWidget(ScriptText(view.empty, self.language, Role.BODY, soft=True))
        for line in view.lines:
            if line.place:
                button = Button(line.text, Look.QUIET, language=line.language or self.language)
                button.chosen.connect(lambda place=line.place: self.chosen.emit(place))
                self.card.rows.addWidget(button)
            else:
                self.card.rows.addWidget(ScriptText(line.text, line.language or self.language, Role.LEAD))
            if line.note:
                self.card.rows.addWidget(ScriptText(line.note, self.language, Role.SMALL, soft=True))
        self.card.rows.addStretch(1)
        self.rows.addWidget(self.card, 1)
