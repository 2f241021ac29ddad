"""What the page of differing answers asks of the case in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.casework.interview import conflicts
from screening.qt.interview.conflicts_page import DifferingPage

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext


class SettlingActs:
    """Makes the page; what is settled is one event like any answer."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages

    def page(self) -> DifferingPage:
        page = DifferingPage(self.pages.words)
        page.show_view(conflicts.differing_view(self.pages.interview))
        page.settled.connect(lambda item, digest: self._settle(page, item, digest))
        page.place_pressed.connect(self.pages.go_to_line)
        return page

    def _settle(self, page: DifferingPage, item: str, digest: str) -> None:
        interview = self.pages.interview

        def then() -> None:
            if page is self.pages.page:
                page.show_view(conflicts.differing_view(interview))
                page.start().setFocus()
                self.pages.dress()
                self.pages.window.announce(self.pages.words.say("page.differing.settled"))

        self.pages.desk.record(lambda: conflicts.settle(interview, item, digest), then)
