"""What the page of copies asks of the open record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screening.casework.record import backup_views
from screening.casework.record.backup_views import Copied, Copies
from screening.qt.record.backups_page import CopiesPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.store import Vault

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class CopyActs:
    """The page of copies."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        return {RecordPlace.COPIES: RecordRoute(self.page)}

    def page(self) -> CopiesPage:
        page = CopiesPage(self.record.words)
        page.copy_pressed.connect(partial(self._copy, page))
        self._load(page)
        return page

    def _load(self, page: CopiesPage) -> None:
        self.record.ask(backup_views.copies, success=partial(self._show, page))

    def _show(self, page: CopiesPage, view: Copies) -> None:
        if page is self.record.page:
            page.show_view(view)

    def _copy(self, page: CopiesPage, folder: str) -> None:
        self.record.long(partial(_copy_to, folder), success=partial(self._made, page))

    def _made(self, page: CopiesPage, copied: Copied) -> None:
        if page is self.record.page:
            page.show_made(copied.path.name, replaced=copied.replaced)
            self._load(page)
            if not copied.noted:
                self.record.notify(self.record.words.say("page.copies.not-noted"))


def _copy_to(folder: str, vault: Vault) -> Copied:
    """In the vault's thread."""
    return backup_views.copy_to_stick(vault, folder)
