"""What the page of copies asks of the open record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.casework.record import backups
from screening.casework.record.backups import Copied, Copies
from screening.qt.record.backups_page import CopiesPage

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class CopyActs:
    """The desk's page of copies."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages

    def page(self) -> CopiesPage:
        page = CopiesPage(self.pages.words)
        page.copy_pressed.connect(lambda folder: self._copy(page, folder))
        self._load(page)
        return page

    def _load(self, page: CopiesPage) -> None:
        def show(view: Copies) -> None:
            if page is self.pages.page:
                page.show_view(view)

        self.pages.desk.ask(backups.copies, show)

    def _copy(self, page: CopiesPage, folder: str) -> None:
        def made(copied: Copied) -> None:
            if page is self.pages.page:
                page.show_made(copied.path.name)
                self._load(page)
                if not copied.noted:
                    self.pages.shell.complaints.say(self.pages.words.say("page.copies.not-noted"))

        self.pages.desk.ask(lambda vault: backups.copy_to_stick(vault, folder), made)
