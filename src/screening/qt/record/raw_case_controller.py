"""What the page of a case that cannot be shown asks of the open record: its entries, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.casework.record import raw_case
from screening.casework.record.raw_case import Plain
from screening.qt.frame.lines_page import LinesPage
from screening.qt.record.retention_page import ErasingPage
from screening.qt.widgets.buttons import Button, Look
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext

PLACE, ERASING = "plain", "plain-erasing"


class PlainPage(LinesPage):
    """The entries of one case, and the way to erase it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.language)
        self.erase = Button(words.say("page.plain.erase"), Look.OTHER, language=words.language)
        self.erase.setObjectName("plain-erase")
        self.erase.hide()
        self.head.addWidget(self.erase)


class PlainActs:
    """Holds the code of the case that cannot be shown."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages
        self.code = ""
        self.shown: Plain | None = None

    def page(self) -> PlainPage:
        page = PlainPage(self.pages.words)
        page.erase.chosen.connect(lambda: self.pages.go(ERASING))

        def show(found: Plain) -> None:
            self.shown = found
            if page is self.pages.page:
                page.show_view(found.view)
                page.erase.setVisible(found.may_erase)

        code, words = self.code, self.pages.words
        self.pages.desk.ask(lambda vault: raw_case.plain(vault, code, words), show)
        return page

    def erasing(self) -> ErasingPage:
        second = self.shown.second if self.shown is not None else ""
        page = ErasingPage(self.pages.words, second, passphrase=not self.pages.desk.practice)
        page.keep_pressed.connect(self.pages.back)
        page.erase_agreed.connect(self._erase)
        return page

    def _erase(self, own: str, second: str) -> None:
        code = self.code
        self.pages.desk.ask(
            lambda vault: raw_case.erase(vault, code, own, second), lambda _count: self.pages.window.show_cases()
        )
