"""The check for employers before a record is open: nothing on it says whether there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from screening.casework.visit import employer_sheet
from screening.errors import ScreeningError
from screening.qt.entry.front_page import FrontPage
from screening.qt.text import screen_reader
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.employer_check import EmployerCheckPanel, saved
from screening.wording.catalogue.translations import Words


class EmployerFrontPage(FrontPage):
    """Shows the check and saves its sheet. ``back_pressed`` leads to the first page."""

    name = "employers"
    back_pressed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.texts, language = words, words.language
        view = employer_sheet.employer_view(words)
        self.back = text_button(words, "page.recover.back", "employers-back", self.back_pressed)
        self.rows.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(ScriptText(view.title, language, Role.TITLE, bold=True))
        self.rows.addWidget(ScriptText(view.lead, language, Role.BODY, soft=True))
        self.check = EmployerCheckPanel(words, view)
        self.check.wanted.connect(self._save)
        self.rows.addWidget(self.check)
        self.rows.addWidget(self.trouble)
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.back.setFocus()

    def _save(self, folder: str) -> None:
        self.trouble.hide()
        try:
            path = saved(self.texts, folder)
        except ScreeningError as trouble:
            self.show_trouble(trouble)
            return
        self.check.show_saved(path.name)
        screen_reader.say(self, self.words.say("page.papers.saved", name=path.name))
