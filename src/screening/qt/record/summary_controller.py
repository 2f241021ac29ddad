"""The summary of a finished case, on which it opens from the list."""

from __future__ import annotations

import datetime

from screening.casework.record.caseload import summary
from screening.domain.case.places import Place
from screening.qt.frame.lines_page import LinesPage
from screening.qt.session.context import CaseContext
from screening.qt.session.routes import Route, Routes


class SummaryPages:
    """Shows the summary; each of its lines leads to a page of the case, and back leads to the list."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case

    def routes(self) -> Routes:
        return {Place.SUMMARY: Route(self.page, aside=True, back=self.case.show_cases)}

    def page(self) -> LinesPage:
        page = LinesPage(self.case.words.language)
        page.chosen.connect(self.case.go_to_line)
        page.show_view(summary(self.case.interview, datetime.date.today()))
        return page
