"""How the talk may end (HW5): today is finished, another time, or the person withdraws. Never by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview.view_models import StopView
from screening.qt.frame.page import Headed
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Ground


class StopPage(Headed):
    """Shows a StopView; ``chosen`` carries the way in which the talk ends."""

    chosen = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self.language = language
        self.cards: list[Card] = []

    def show_view(self, view: StopView) -> None:
        self.head_with(view.title, view.lead)
        for card in self.cards:
            self.rows.removeWidget(card)
            card.deleteLater()
        self.cards = []
        for way in view.ways:
            card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
            button = Button(way.title, Look.OTHER, language=self.language)
            button.setObjectName(f"stop-{way.id}")
            button.chosen.connect(lambda name=way.id: self.chosen.emit(name))
            card.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            card.rows.addWidget(ScriptText(way.text, self.language, Role.BODY, soft=True))
            self.cards.append(card)
            self.rows.insertWidget(len(self.cards), card)
        if self.rows.count() == len(self.cards) + 1:
            self.rows.addStretch(1)
