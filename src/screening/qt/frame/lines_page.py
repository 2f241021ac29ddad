"""Plain pages of lines: everything said so far, and the lines for the officer at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from screening.casework.view_models import LinesView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText, SetText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Ground


class LinesPage(Headed):
    """Shows a LinesView; a line with a place can be pressed, and ``chosen`` carries that place."""

    chosen = Signal(str)
    above = 1
    """Rows that stay above the lines."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.language = words.language
        self.cards: list[QWidget] = []

    def show_view(self, view: LinesView) -> None:
        self.head_with(view.title, view.lead)
        self.clear(self.above)
        self.cards = []
        if not view.lines:
            self._add(ScriptText(view.empty, self.language, Role.BODY, soft=True))
        for line in view.lines:
            card = Card(Ground.SURFACE, pads=(16, 6), gap=0)
            if line.place:
                button = Button(line.text, Look.QUIET, language=line.language or self.language)
                button.fit_policy(QSizePolicy.Policy.Preferred)  # a long sign wraps where large text has no room
                button.chosen.connect(lambda place=line.place: self.chosen.emit(place))
                # Words stand at the side that their letters begin on, whichever way the page runs.
                if SetText(line.text, line.language or self.language, active().type("body")).right_to_left:
                    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
                card.rows.addWidget(button)
            else:
                card.rows.addWidget(ScriptText(line.text, line.language or self.language, Role.LEAD))
            if line.note:
                card.rows.addWidget(ScriptText(line.note, self.language, Role.SMALL, soft=True))
            self._add(card)
        self.rows.addStretch(1)

    def _add(self, card: QWidget) -> None:
        """Each line is an item of its own, so that the page scrolls line by line."""
        self.rows.addWidget(card)
        self.cards.append(card)
