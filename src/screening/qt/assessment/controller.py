"""The officer's own view, and the reading after it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from screening.casework.assessment import assessment
from screening.casework.interview.interview import Interview
from screening.domain.case.places import Place
from screening.domain.known import detention
from screening.qt.assessment.assessment_page import AssessmentPage
from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.assessment.result_lock import PinPage
from screening.qt.frame.page import Page
from screening.qt.session.case_context import CaseContext, draft_of
from screening.qt.session.routes import Route, Routes

VIEW = "view"
"""The draft of the officer's own view."""


class AssessmentPages:
    """Holds no fact of the case: it asks the interview in hand and draws what that says."""

    def __init__(self, case: CaseContext, unseal: Callable[[str, str], None]) -> None:
        self.case = case
        self.unseal = unseal
        """Opens a result of a case: its place, and the code of the case."""
        self.words = case.words
        self.shown: AssessmentPage | None = None

    @property
    def interview(self) -> Interview:
        return self.case.interview

    def routes(self) -> Routes:
        return {
            Place.OWN_VIEW: Route(self.own_view, bar={"leave": self.case.show_cases}),
            Place.ASSESSMENT: Route(self.assessment, bar={"differ": self._ask_differ}),
        }

    # --- the own view

    def own_view(self) -> Page:
        page, interview = OwnViewPage(self.words), self.interview
        number = interview.case.sessions.number
        page.show_view(assessment.own_view(interview), draft=self._half_view(number))
        page.typed.connect(partial(self._typed, interview, number))
        page.kept.connect(
            lambda *view: self.case.act(assessment.write_view, self.interview, *view, then=self._view_kept)
        )
        page.explained.connect(self.case.notify)
        return page

    def _typed(self, interview: Interview, number: int, half: str) -> None:
        if self.case.holds(interview):
            self.case.keep_draft(draft_of(VIEW, number), "" if self._stands(half) else half)

    def _half_view(self, number: int) -> str:
        """A view that was begun and not kept: of this session, or of an earlier one while none was ever kept (JU16)."""
        numbers = (number,) if self.interview.last_view is not None else range(number, 0, -1)
        halves = (self.case.draft(draft_of(VIEW, each)) for each in numbers)
        return next((half for half in halves if half and not self._stands(half)), "")

    def _stands(self, half: str) -> bool:
        """Whether the page says nothing but the view that was kept last."""
        return bool(half) and assessment.is_kept(self.interview, **json.loads(half))

    def _view_kept(self) -> None:
        for number in range(1, self.interview.case.sessions.number + 1):
            self.case.keep_draft(draft_of(VIEW, number), "")
        self.case.go(Place.ASSESSMENT)

    # --- the reading, behind the PIN

    def pin(self, place: str, item: str) -> Page:
        """In place of a page that shows a result, until the officer's PIN was given (JU15)."""
        page = PinPage(self.words)
        page.given.connect(lambda typed: self.case.guard.let_back(typed, partial(self._unsealed, page, place, item)))
        return page

    def _unsealed(self, page: PinPage, place: str, item: str) -> None:
        if page is self.case.page:
            self.unseal(place, self.interview.case.code)
            self.case.go(place, item)

    def recorded_first(self, place: str, item: str) -> bool:
        """Whether a reading is on its way to the record as opened: only then is it on the screen."""
        event = assessment.assessment_opened(self.interview) if place == Place.ASSESSMENT else None
        if event is None:
            return False
        self.case.record(lambda: event, success=partial(self.case.go, place, item))
        return True

    def assessment(self) -> Page:
        page = self.shown = AssessmentPage(self.words, assessment.assessment_view(self.interview))
        page.differed.connect(partial(self._differ, page))
        page.dated.connect(partial(self._dated, page))
        return page

    def _dated(self, page: AssessmentPage, typed: str) -> None:
        """The day of a second talk, on its page of dates."""

        def kept() -> None:
            if page is self.case.page:
                page.day_kept(assessment.assessment_view(self.interview).second_talk)

        drafts = {"reading.second-talk": typed}
        self.case.act(self.interview.beside, detention.PAGE, detention.DAY, typed, then=kept, typed=drafts)

    def _ask_differ(self) -> None:
        if self.shown is not None and self.shown is self.case.page:
            self.shown.ask_differ()

    def _differ(self, page: AssessmentPage, raised: bool, reason: str) -> None:
        def kept() -> None:
            if page is self.case.page:
                page.differ_kept()

        differ = partial(assessment.differ, self.interview, raised=raised, reason=reason)
        self.case.act(differ, then=kept, typed={"differ.reason": reason})
