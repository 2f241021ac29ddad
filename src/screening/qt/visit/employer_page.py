"""The check for employers: lines to read out or to print, with no person in them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from screening.casework.visit import employer_sheet
from screening.casework.visit.employer_sheet import EmployerView
from screening.qt.frame.page import Headed
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.widgets.employer_check import EmployerCheckPanel, saved
from screening.store import Vault
from screening.wording.catalogue.translations import Words


class EmployerPage(Headed):
    """The check in an open record."""

    def __init__(self, words: Says, view: EmployerView) -> None:
        super().__init__(words)
        self.head_with(view.title, view.lead)
        self.check = EmployerCheckPanel(words, view)
        self.rows.addWidget(self.check)
        self.rows.addStretch(1)


class EmployerActs(PageActs):
    """Has the sheet made and says where it was saved."""

    place = RecordPlace.EMPLOYERS

    def page(self) -> Headed:
        page = EmployerPage(self.record.words, employer_sheet.employer_view(self.record.words))
        page.check.wanted.connect(partial(self._make, page))
        return page

    def _make(self, page: EmployerPage, folder: str) -> None:
        self.record.ask(_saved, self.record.words, folder, success=partial(self._told, page), page=page)

    def _told(self, page: EmployerPage, path: Path) -> None:
        page.check.show_saved(path.name)
        screen_reader.say(page, self.record.words.say("page.papers.saved", name=path.name))


def _saved(_vault: Vault, words: Words, folder: str) -> Path:
    return saved(words, folder)
