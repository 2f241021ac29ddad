"""What the page of a case that cannot be shown asks of the open record: its entries, and erasing it."""

from __future__ import annotations

from functools import partial

from screening.casework.record import raw_case, retention
from screening.casework.record.raw_case import Plain
from screening.qt.frame.lines_page import LinesPage
from screening.qt.record.retention_page import ErasingPage
from screening.qt.session.context import RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.qt.widgets.buttons import Button, Look
from screening.wording.catalogue.translations import Words


class PlainPage(LinesPage):
    """The entries of one case, and the way to erase it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.erase = Button(words.say("page.plain.erase"), Look.OTHER, language=words.language)
        self.erase.setObjectName("plain-erase")
        self.erase.hide()
        self.head.addWidget(self.erase)


class PlainActs:
    """Holds the code of the case that cannot be shown."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record
        self.code = ""
        self.shown: Plain | None = None

    def routes(self) -> RecordRoutes:
        erasing = RecordRoute(self.erasing, RecordPlace.PLAIN, RecordPlace.CASES)
        return {RecordPlace.PLAIN: RecordRoute(self.page, row=RecordPlace.CASES), RecordPlace.PLAIN_ERASING: erasing}

    def page(self) -> PlainPage:
        page = PlainPage(self.record.words)
        page.erase.chosen.connect(partial(self.record.go, RecordPlace.PLAIN_ERASING))
        self.record.ask(raw_case.plain, self.code, self.record.words, success=partial(self._show, page))
        return page

    def _show(self, page: PlainPage, found: Plain) -> None:
        self.shown = found
        if page is self.record.page:
            page.show_view(found.view)
            page.erase.setVisible(found.may_erase)

    def erasing(self) -> ErasingPage:
        """Make the page that asks before the case is erased."""
        second = self.shown.second if self.shown is not None else ""
        page = ErasingPage(self.record.words, second, passphrase=not self.record.practice)
        page.keep_pressed.connect(self.record.back)
        page.erase_agreed.connect(self._erase)
        return page

    def _erase(self, own: str, second: str) -> None:
        self.record.run_long(
            retention.erase_asked, self.code, own, second, success=lambda _count: self.record.show_cases()
        )
