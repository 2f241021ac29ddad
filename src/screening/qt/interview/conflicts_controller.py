"""What the page of differing answers asks of the case in hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screening.casework.interview import conflicts
from screening.domain.case.places import Place
from screening.qt.interview.conflicts_page import DifferingPage
from screening.qt.session.routes import Route, Routes

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext


class SettlingActs:
    """Makes the page; what is settled is one event like any answer."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case

    def routes(self) -> Routes:
        return {Place.DIFFERING: Route(self.page, aside=True)}

    def page(self) -> DifferingPage:
        page = DifferingPage(self.case.words)
        page.show_view(conflicts.differing_view(self.case.interview))
        page.settled.connect(partial(self._settle, page))
        page.place_pressed.connect(self.case.go_to_line)
        return page

    def _settle(self, page: DifferingPage, item: str, digest: str) -> None:
        interview = self.case.interview

        def settled() -> None:
            if page is self.case.page:
                page.show_view(conflicts.differing_view(interview))
                page.start().setFocus()
                self.case.dress()
                self.case.announce(self.case.words.say("page.differing.settled"))

        self.case.record(partial(conflicts.settle, interview, item, digest), success=settled)
