"""The law of the record's country, line by line, as far as it is known; what is not known says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from screening.casework.content.countries import LawView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.card import Card, Ground
from screening.wording.catalogue.translations import Words


class LawPage(Headed):
    """Shows a LawView."""

    def __init__(self, words: Words, view: LawView, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        language = words.language
        self.head_with(view.title, view.lead)
        self.rows.addWidget(IconText("warning", view.warning, language, Role.BODY, bold=True))
        for part in view.parts:
            if part.title:
                self.rows.addWidget(ScriptText(part.title, language, Role.LEAD, bold=True))
            card = Card(Ground.SURFACE, pads=(20, 12), gap=4)
            for row in part.rows:
                card.rows.addWidget(ScriptText(row.title, language, Role.BODY, bold=True))
                if row.known:
                    card.rows.addWidget(ScriptText(row.text, language, Role.BODY))
                else:
                    card.rows.addWidget(IconText("ring", row.text, language, Role.BODY))
                if row.note:
                    card.rows.addWidget(ScriptText(row.note, language, Role.SMALL, soft=True))
                card.rows.addSpacing(active().gap(8))
            self.rows.addWidget(card)
        self.rows.addStretch(1)
