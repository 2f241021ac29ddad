"""The officer's own view, the reading after it, and the cards of care and stopping."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from screening.casework.assessment import assessment
from screening.casework.interview import side_cards
from screening.casework.interview.interview import Interview
from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.assessment.pin_page import PinPage
from screening.qt.assessment.reading_page import ReadingPage
from screening.qt.frame.page import Page
from screening.qt.interview.care_page import CarePage
from screening.qt.interview.stop_page import StopPage
from screening.qt.session.vault_session import draft_of

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext

VIEW = "view"
"""The draft of the officer's own view."""


class ReadingPages:
    """Holds no fact of the case: it asks the desk's interview and draws what that says."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.desk = pages.desk
        self.words = pages.words

    @property
    def interview(self) -> Interview:
        return self.pages.interview

    def own_view(self) -> Page:
        page, interview = OwnViewPage(self.words), self.interview
        number = interview.case.sessions.number
        page.show_view(assessment.own_view(interview), draft=self._half_view(number))
        page.typed.connect(lambda text: self._typed_view(number, text) if interview is self.desk.interview else None)
        page.kept.connect(self._keep_view)
        page.explained.connect(self.pages.shell.complaints.say)
        return page

    def _half_view(self, number: int) -> str:
        """A view that was begun and not kept: of this session, or of an earlier one while none was ever kept (JU16)."""
        numbers = (number,) if self.interview.last_view is not None else range(number, 0, -1)
        halves = (self.desk.drafts.get(draft_of(VIEW, each), "") for each in numbers)
        return next((half for half in halves if half and not self._stands(half)), "")

    def _typed_view(self, number: int, half: str) -> None:
        self.desk.keep_draft(draft_of(VIEW, number), "" if self._stands(half) else half)

    def _stands(self, half: str) -> bool:
        """Whether the page says nothing but the view that was kept last."""
        return bool(half) and assessment.is_kept(self.interview, **json.loads(half))

    def _keep_view(self, chosen: tuple[str, ...], sureness: str, reason: str) -> None:
        interview = self.interview
        self.pages.record(lambda: assessment.write_view(interview, chosen, sureness, reason), self._view_kept)

    def _view_kept(self) -> None:
        for number in range(1, self.interview.case.sessions.number + 1):
            self.desk.keep_draft(draft_of(VIEW, number), "")
        self.pages.go("reading")

    def pin(self, place: str, item: str) -> Page:
        """In place of a page that shows a result, until the officer's PIN was given (JU15)."""
        page = PinPage(self.words)
        page.given.connect(
            lambda text: self.pages.window.guard.let_back(text, lambda: self._unsealed(page, place, item))
        )
        return page

    def _unsealed(self, page: PinPage, place: str, item: str) -> None:
        if page is self.pages.page:
            self.pages.seal.open(place, self.interview.case.code)
            self.pages.go(place, item)

    def recorded_first(self, place: str, item: str) -> bool:
        """Whether a reading is on its way to the record as opened: only then is it on the screen."""
        event = assessment.reading_opened(self.interview) if place == "reading" else None
        if event is None:
            return False
        self.pages.record(lambda: event, lambda: self.pages.go(place, item))
        return True

    def reading(self) -> Page:
        page = ReadingPage(self.words)
        page.show_view(assessment.reading(self.interview))
        page.differed.connect(
            lambda raised, reason: self.pages.record(
                lambda: assessment.differ(self.interview, raised=raised, reason=reason),
                lambda: page.differ_kept() if page is self.pages.page else None,
            )
        )
        return page

    def care(self) -> Page:
        page = CarePage(self.pages.language)
        page.show_view(side_cards.care_view(self.interview))
        page.linked.connect(self.pages.go)
        return page

    def stop(self) -> Page:
        page = StopPage(self.pages.language)
        page.show_view(side_cards.stop_view(self.interview.words))
        page.chosen.connect(self._stopped)
        return page

    def _stopped(self, way: str) -> None:
        if way in ("withdrawn", "later"):
            self.pages.go("withdraw" if way == "withdrawn" else "later")
            return
        then = (lambda: self.pages.go("own-view")) if way == "finished" else self.pages.window.show_cases
        self.pages.record(lambda: self.interview.stop(way), then)
