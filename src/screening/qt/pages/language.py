"""Choosing the person's language: each in its own name, no flags (LA6)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.views import LanguageRow, LanguageView
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.card import Card, EvenGrid, Ground
from screening.qt.label import Says
from screening.qt.pages.page import Headed
from screening.qt.script_text import Role, ScriptText


class LanguagePage(Headed):
    """Shows a LanguageView; ``chosen`` carries the tag."""

    chosen = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.grid: EvenGrid | None = None

    def show_view(self, view: LanguageView) -> None:
        self.head_with(view.title, view.lead)
        if self.grid is not None:
            self.rows.removeWidget(self.grid)
            self.grid.deleteLater()
        self.grid = EvenGrid((3, 2, 1), gap=16)
        for row in view.rows:
            self.grid.add(self._cell(row))
        self.rows.insertWidget(1, self.grid)
        if self.rows.count() == 2:
            self.rows.addStretch(1)

    def _cell(self, row: LanguageRow) -> Card:
        cell = Card(Ground.PERSON, pads=(20, 14), gap=8)
        look = Look.PICKED if row.chosen else Look.OTHER
        state = self.words.say(f"shell.{row.state}") if row.state else ""
        name = ", ".join(part for part in (row.own_name, row.name, state) if part)
        button = Button(row.own_name, look, language=row.tag, role=Role.LEAD, name=name, centered=True)
        button.setObjectName(f"language-{row.tag}")
        button.chosen.connect(lambda: self.chosen.emit(row.tag))
        cell.rows.addWidget(button)
        told = " · ".join(part for part in (row.name, state) if part)
        cell.rows.addWidget(ScriptText(told, self.words.language, Role.SMALL, soft=True))
        return cell
