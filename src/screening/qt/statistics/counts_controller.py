"""What the page of counts and reminders asks of the open record."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.record import statistics_release
from screening.casework.view_models import LinesView
from screening.qt.frame.lines_page import LinesPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.store import Vault
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class CountsActs:
    """What a supervisor sees in place of cases."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        return {RecordPlace.COUNTS: RecordRoute(self.page)}

    def page(self) -> LinesPage:
        page = LinesPage(self.record.words.language)
        page.chosen.connect(self.record.go)
        counting = partial(_overview, self.record.words, datetime.date.today())
        self.record.ask(counting, success=partial(self._show, page))
        return page

    def _show(self, page: LinesPage, view: LinesView) -> None:
        if page is self.record.page:
            page.show_view(view)


def _overview(words: Words, today: datetime.date, vault: Vault) -> LinesView:
    """In the vault's thread."""
    return statistics_release.overview(vault, words, today)
