"""What the page of counts and reminders asks of the open record."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from screening.casework.record import statistics_release
from screening.casework.view_models import LinesView
from screening.qt.frame.lines_page import LinesPage

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class CountsActs:
    """What a supervisor sees in place of cases."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages

    def page(self) -> LinesPage:
        words, today = self.pages.words, datetime.date.today()
        page = LinesPage(words.language)
        page.chosen.connect(self.pages.go)

        def show(view: LinesView) -> None:
            if page is self.pages.page:
                page.show_view(view)

        self.pages.desk.ask(lambda vault: statistics_release.overview(vault, words, today), show)
        return page
