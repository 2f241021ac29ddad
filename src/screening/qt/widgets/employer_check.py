"""The lines of the check for employers and where its sheet is saved, in a record or before one is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.casework.visit import employer_sheet, questionnaire
from screening.casework.visit.employer_sheet import EmployerView
from screening.qt.style.theme import unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.path_field import PathField
from screening.store.folder.safe_paths import save_in
from screening.wording.catalogue.translations import Words


class EmployerCheckPanel(QWidget):
    """The lines of an EmployerView and a field for the folder."""

    wanted = Signal(str)
    """The folder for the sheet."""

    def __init__(self, words: Says, view: EmployerView) -> None:
        super().__init__()
        self.words, language = words, words.language
        self.rows = unpadded(QVBoxLayout(self))
        self.rows.addWidget(ScriptText(view.never, language, Role.LEAD, bold=True))
        for part in view.parts:
            card = Card(Ground.SURFACE, pads=(18, 10), gap=6)
            card.rows.addWidget(ScriptText(part.title, language, Role.BODY, bold=True))
            for line in part.lines:
                card.rows.addWidget(ScriptText(line.text, language, Role.BODY))
                if line.law:
                    card.rows.addWidget(ScriptText(line.law, language, Role.SMALL, soft=True))
            self.rows.addWidget(card)
        for text in view.after:
            self.rows.addWidget(ScriptText(text, language, Role.BODY))
        self.folder = PathField(words, words.say("page.papers.folder"), name="folder")
        self.folder.entered.connect(self.save)
        self.rows.addWidget(self.folder)
        button = text_button(words, "page.employers.save", "save-employers", self.save, Look.MAIN)
        self.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.done = DoneLine(language)
        self.rows.addWidget(self.done)

    def save(self) -> None:
        """Ask for the sheet."""
        self.wanted.emit(self.folder.text())

    def show_saved(self, name: str) -> None:
        """Say under which name the sheet was saved."""
        self.done.say(self.words.say("page.papers.saved", name=name))


def saved(words: Words, folder: str) -> Path:
    """Save the sheet into a folder; no record is asked. Raises what ``save_in`` raises."""
    place = questionnaire.place_in(folder)
    return save_in(place, employer_sheet.sheet_name(words), employer_sheet.employer_paper(words))
