"""The danger card (GA3): three acts, numbers large enough to read standing, and no button that pushes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.interview.view_models import DangerView
from screening.qt.frame.page import Page
from screening.qt.style.theme import active
from screening.qt.style.tokens import tokens
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, EvenGrid, Ground


class DangerPage(Page):
    """Shows a DangerView. Going on and ending are in the bar."""

    urgent_pressed = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.language = words.language
        self.title: ScriptText | None = None

    def show_view(self, view: DangerView) -> None:
        self.clear()
        card = Card(Ground.INK, pads=(48, 32), gap=12)
        self.title = ScriptText(view.title, self.language, Role.TITLE, bold=True)
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        card.rows.addWidget(self.title)
        for lead in view.leads:
            card.rows.addWidget(ScriptText(lead, self.language, Role.LEAD))
        for number, act in enumerate(view.acts, start=1):
            row = QHBoxLayout()
            row.setSpacing(active().space("xl"))
            figure = ScriptText(str(number), self.language, Role.QUESTION, bold=True, wraps=False)
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)  # in sight as soon as the first line is
            row.addWidget(ScriptText(act, self.language, Role.QUESTION), 1)
            card.rows.addLayout(row)
        grid = EvenGrid((3, 2, 1), gap=16)
        for each in view.numbers:
            cell = Card(Ground.SURFACE, pads=(18, 12), gap=2)
            cell.rows.addWidget(ScriptText(each.title, self.language, Role.SMALL))
            if each.number:
                cell.rows.addWidget(ScriptText(each.number, "en", Role.TITLE, bold=True, wraps=False))
            elif each.unchecked:
                cell.rows.addWidget(ScriptText(each.unchecked, self.language, Role.TITLE, bold=True))
            cell.rows.addWidget(ScriptText(each.note, self.language, Role.SMALL, soft=True))
            grid.add(cell)
        card.rows.addWidget(grid)
        urgent = Button(
            self.words.say("urgent.open-page"), Look.OTHER, cap=tokens().key["urgent"], language=self.language
        )
        urgent.setObjectName("urgent")
        urgent.chosen.connect(self.urgent_pressed)
        card.rows.addWidget(urgent, 0, Qt.AlignmentFlag.AlignLeft)
        card.rows.addStretch(1)
        card.rows.addWidget(ScriptText(view.foot, self.language, Role.BODY))
        self.rows.addWidget(card, 1)

    def start(self) -> QWidget:
        return self.title or self
