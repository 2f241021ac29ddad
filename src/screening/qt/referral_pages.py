"""The pages of a referral within a case: who takes this, and adding a recipient. What each act on them records."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from screening.casework import services, taking
from screening.casework.referral_views import TakingView
from screening.domain import referrals
from screening.qt.pages.adding import AddingPage
from screening.qt.pages.taking import TakingPage

if TYPE_CHECKING:
    from screening.qt.case_pages import CasePages


class ReferralPages:
    """Holds nothing of the case: it asks the desk's interview and directory and draws what they say."""

    def __init__(self, pages: CasePages) -> None:
        self.pages = pages
        self.desk = pages.desk

    def taking(self) -> TakingPage:
        page = TakingPage(self.pages.words)
        page.show_view(self._taking_view())
        interview = self.pages.interview
        redraw = self.redraw
        page.decided.connect(
            lambda name, part, value: self.desk.record(lambda: taking.decide(interview, name, part, value), redraw)
        )
        page.rang.connect(
            lambda name: self.desk.record_services(lambda: services.verify(self.desk.directory, name), redraw)
        )
        page.noted.connect(
            lambda field, text: self.desk.record(lambda: taking.note(interview, "service", field, text), redraw)
        )
        page.need_pressed.connect(lambda need: self.desk.record(lambda: taking.add_need(interview, need), redraw))
        page.informed.connect(lambda: self.desk.record(lambda: taking.information_given(interview), redraw))
        page.wish_kept.connect(lambda wish: self.desk.record(lambda: referrals.no_referral(wish), redraw))
        page.add_pressed.connect(lambda: self.pages.go("adding"))
        page.directory_pressed.connect(lambda: self.pages.window.open_desk_page("services"))
        return page

    def adding(self) -> AddingPage:
        page = AddingPage(self.pages.words)
        interview = self.pages.interview

        def show(chosen: str) -> None:
            page.show_view(taking.adding_view(interview, self.desk.directory, chosen))

        def add(name: str, basis: str, duty: str, sure: bool) -> None:
            self.desk.record(
                lambda: taking.add_recipient(interview, self.desk.directory, name, basis, duty, sure=sure),
                lambda: self.pages.go("taking"),
            )

        show("")
        page.picked.connect(show)
        page.added.connect(add)
        page.left.connect(lambda: self.pages.go("taking"))
        return page

    def redraw(self) -> None:
        """Draw the page again from what is on disk."""
        page = self.pages.page
        if isinstance(page, TakingPage) and self.desk.interview is not None:
            page.show_view(self._taking_view())
        self.pages.dress()

    def _taking_view(self) -> TakingView:
        return taking.taking_view(self.pages.interview, self.desk.directory, datetime.date.today())
