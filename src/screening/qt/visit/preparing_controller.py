"""The page to prepare a visit: what was ticked on it, and the sheet."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.referral import papers, referral_form
from screening.casework.visit import preparation
from screening.errors import ScreeningError
from screening.qt.frame.page import Headed
from screening.qt.platform.printing import print_paper
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.qt.visit.preparing_page import PreparingPage

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class PreparingActs:
    """Holds what was ticked for the next visit, while the record is open."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record
        self.prepared: set[str] = set()

    def routes(self) -> RecordRoutes:
        return {RecordPlace.PREPARE: RecordRoute(self.page)}

    def page(self) -> Headed:
        record, today = self.record, datetime.date.today()
        view = preparation.preparing_view(record.directory, self.prepared, today, record.words)
        page = PreparingPage(record.words, view)
        page.ticked.connect(self._tick)
        page.print_pressed.connect(partial(self._print, page))
        page.linked.connect(record.choose_row)
        return page

    def sheet(self) -> bytes:
        """The sheet to prepare a visit, with what was ticked on the page."""
        record, owner = self.record, self.record.owner
        keeper = referral_form.Keeper(owner.officer, owner.organisation, "", 0)
        done, today = frozenset(self.prepared), datetime.date.today()
        return papers.make_visit(record.content, keeper, record.directory, today, record.words, done=done)

    def _tick(self, name: str, done: bool) -> None:
        (self.prepared.add if done else self.prepared.discard)(name)

    def _print(self, page: PreparingPage) -> None:
        try:
            print_paper(self.sheet(), page.window())
        except ScreeningError as trouble:
            self.record.complain(trouble)
