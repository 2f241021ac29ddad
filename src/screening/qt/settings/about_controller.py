"""The pages about the program, the law of the country and this computer: none opens a case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screening.casework.computer import about, computer_check
from screening.casework.content import countries, country
from screening.qt.frame.page import Headed
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.qt.settings.about_page import AboutPage, ComputerPage
from screening.qt.settings.law_page import LawPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from screening.casework.computer.computer_check import Finding
    from screening.qt.session.context import RecordContext


class AboutActs:
    """Asks the program about itself, and the computer beside the window."""

    def __init__(self, record: RecordContext, folder: Path, open_handbook: Callable[[], None]) -> None:
        self.record = record
        self.folder = folder
        """Where the record is; in practice, where one would be made."""
        self.open_handbook = open_handbook

    def routes(self) -> RecordRoutes:
        return {
            RecordPlace.ABOUT: RecordRoute(self.page),
            RecordPlace.LAW: RecordRoute(self.law),
            RecordPlace.COMPUTER: RecordRoute(self.computer),
        }

    def page(self) -> Headed:
        page = AboutPage(self.record.words, about.about(self.record.directory))
        page.handbook_pressed.connect(self.open_handbook)
        return page

    def law(self) -> Headed:
        """The law of the record's country, as far as it is known here; of the day of the talk while a case is open."""
        record, here = self.record, country.one(self.record.country)
        return LawPage(record.words, countries.law_view(here, record.words, record.content, record.case_in_hand))

    def computer(self) -> Headed:
        page = ComputerPage(self.record.words)
        page.again_pressed.connect(partial(self._look, page))
        self._look(page)
        return page

    def _look(self, page: ComputerPage) -> None:
        page.show_looking()
        look = partial(computer_check.check_computer, self.folder)
        self.record.apart(look, success=partial(self._show, page))

    def _show(self, page: ComputerPage, findings: list[Finding]) -> None:
        if page is self.record.page:
            page.show_findings(findings)
