"""The directory of services: what its pages show, and what is written of an entry and of the office."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.content import directory
from screening.casework.referral.directory_views import DirectoryView, directory_view
from screening.qt.frame.page import Headed
from screening.qt.referral.directory_page import DirectoryPage, EntryPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class DirectoryActs:
    """Holds nothing but the entry that is being edited."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record
        self.edited = ""
        """The id of the entry in hand, "" for a new one."""
        self.kind = ""
        """The kind of service of a new entry, where it was chosen."""

    def routes(self) -> RecordRoutes:
        entry = RecordRoute(self.entry, RecordPlace.SERVICES, RecordPlace.SERVICES)
        return {RecordPlace.SERVICES: RecordRoute(self.page), RecordPlace.ENTRY: entry}

    def page(self) -> Headed:
        page = DirectoryPage(self.record.words)
        self._draw(page)
        page.rang.connect(partial(self._verify, page))
        page.edit_pressed.connect(self._edit)
        page.add_pressed.connect(partial(self._edit, ""))
        return page

    def entry(self) -> Headed:
        view, page = self._view(), EntryPage(self.record.words)
        page.show_view(view, next((each for each in view.entries if each.id == self.edited), None), self.kind)
        page.kept.connect(self._keep)
        page.removed.connect(self._remove)
        return page

    def _draw(self, page: DirectoryPage) -> None:
        page.show_view(self._view())

    def _view(self) -> DirectoryView:
        return directory_view(self.record.directory, datetime.date.today(), self.record.words)

    def _verify(self, page: DirectoryPage, name: str) -> None:
        verified = partial(directory.verify, self.record.directory, name)
        self.record.record_service(verified, success=partial(self._draw, page))

    def _edit(self, name: str, kind: str = "") -> None:
        self.edited, self.kind = name, kind
        self.record.go(RecordPlace.ENTRY)

    def _keep(self, fields: Mapping[str, str], ages: tuple[str, ...], sexes: tuple[str, ...]) -> None:
        written = partial(directory.write, self.record.directory, fields, ages, sexes)
        self.record.record_service(written, success=self._to_services)

    def _remove(self, entry: str) -> None:
        removed = partial(directory.remove, self.record.directory, entry)
        self.record.record_service(removed, success=self._to_services)

    def _to_services(self) -> None:
        self.record.go(RecordPlace.SERVICES)
