"""The check for employers: lines to read out or to print, with no person in them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.visit import employer_sheet, questionnaire
from screening.casework.visit.employer_sheet import EmployerView
from screening.qt.frame.page import Headed, wired
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.path_field import PathField
from screening.store import Vault
from screening.store.folder.safe_paths import save_in
from screening.wording.catalogue.translations import Words


class EmployerPage(Headed):
    """Shows an EmployerView; ``wanted`` carries the folder for the sheet."""

    wanted = Signal(str)

    def __init__(self, words: Says, view: EmployerView, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words, language = words, words.language
        self.head_with(view.title, view.lead)
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
        self.folder = PathField(words, words.say("page.papers.folder"))
        self.folder.edit.setObjectName("folder")
        self.folder.entered.connect(self.save)
        self.rows.addWidget(self.folder)
        button = Button(words.say("page.employers.save"), Look.MAIN, language=language)
        self.rows.addWidget(wired(button, "save-employers", self.save), 0, Qt.AlignmentFlag.AlignLeft)
        self.done = DoneLine(language)
        self.rows.addWidget(self.done)
        self.rows.addStretch(1)

    def save(self) -> None:
        """Ask for the sheet."""
        self.wanted.emit(self.folder.text())

    def show_saved(self, name: str) -> None:
        """Say under which name the sheet was saved."""
        self.done.say(self.words.say("page.papers.saved", name=name))

    def start(self) -> QWidget:
        return self.title


class EmployerActs(PageActs):
    """Has the sheet made and says where it was saved."""

    place = RecordPlace.EMPLOYERS

    def page(self) -> Headed:
        page = EmployerPage(self.record.words, employer_sheet.employer_view(self.record.words))
        page.wanted.connect(partial(self._make, page))
        return page

    def _make(self, page: EmployerPage, folder: str) -> None:
        self.record.ask(_saved, self.record.words, folder, success=partial(self._told, page), page=page)

    def _told(self, page: EmployerPage, path: Path) -> None:
        page.show_saved(path.name)
        screen_reader.say(page, self.record.words.say("page.papers.saved", name=path.name))


def _saved(_vault: Vault, words: Words, folder: str) -> Path:
    place = questionnaire.place_in(folder)
    return save_in(place, employer_sheet.sheet_name(words), employer_sheet.employer_paper(words))
