"""The care card (DI1-DI3): look, listen, link; grounding words; what to do when someone speaks of ending their life."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview.view_models import CareView
from screening.qt.frame.page import Headed
from screening.qt.text.text_label import Role, ScriptText, Side
from screening.qt.widgets.buttons import Button
from screening.qt.widgets.card import Card, Ground, Halves


class CarePage(Headed):
    """Shows a CareView; the bar leads back to where the talk was."""

    linked = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(language, parent)
        self.language = language
        self.body: QWidget | None = None

    def show_view(self, view: CareView) -> None:
        self.head_with(view.title, view.lead)
        if self.body is not None:
            self.rows.removeWidget(self.body)
            self.body.hide()  # until it is deleted it would be drawn across what is new
            self.body.deleteLater()
        own = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        for step in view.steps:
            own.rows.addWidget(ScriptText(step.title, self.language, Role.BODY, bold=True))
            own.rows.addWidget(ScriptText(step.text, self.language, Role.BODY))
        for place, text in (("help", view.help_title), ("suicide", view.suicide_title)):
            button = Button(text, language=self.language)
            button.setObjectName(f"care-{place}")
            button.chosen.connect(lambda name=place: self.linked.emit(name))
            own.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        own.rows.addStretch(1)
        theirs = Card(Ground.PERSON, pads=(20, 14), gap=10)
        for pair in view.grounding:
            if pair.theirs:
                theirs.rows.addWidget(ScriptText(pair.own, self.language, Role.SMALL, soft=True))
                theirs.rows.addWidget(ScriptText(pair.theirs, view.person_tag, Role.LEAD, side=Side.PERSON))
            else:
                theirs.rows.addWidget(ScriptText(pair.own, self.language, Role.LEAD, side=Side.PERSON))
        theirs.rows.addStretch(1)
        self.body = Halves(own, theirs)
        self.rows.addWidget(self.body, 1)
