"""What the page of reminders asks of the open record."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.record import reminders
from screening.casework.record.reminders import Reminders
from screening.qt.frame.page import Headed
from screening.qt.record.reminders_page import RemindersPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes

if TYPE_CHECKING:
    from collections.abc import Callable

    from screening.qt.session.context import RecordContext


class RemindersActs:
    """Reads the reminders anew each time that the page is shown, and opens the case of one."""

    def __init__(
        self,
        record: RecordContext,
        read: Callable[[Callable[[Reminders], object]], None],
        open_due: Callable[[str, str], None],
        show_due: Callable[[int], None],
    ) -> None:
        self.record = record
        self.read, self.open_due, self.show_due = read, open_due, show_due

    def routes(self) -> RecordRoutes:
        return {RecordPlace.REMINDERS: RecordRoute(self.page)}

    def page(self) -> Headed:
        page = RemindersPage(self.record.words)
        page.opened.connect(self.open_due)
        self._read(page)
        return page

    def _read(self, page: RemindersPage) -> None:
        self.read(partial(self._show, page))

    def _show(self, page: RemindersPage, found: Reminders) -> None:
        if page is not self.record.page:
            return
        page.show_view(reminders.view_of(found, self.record.words, self.record.directory, datetime.date.today()))
        if found.waiting:
            self._read(page)
        else:
            self.show_due(found.now)
