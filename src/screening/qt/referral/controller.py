"""The pages of a referral within a case: who takes this, the papers, what came of them. What each act records."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screening.casework import directory
from screening.casework.interview import sheet_notes
from screening.casework.referral import paper_views, papers, recipients, social_report
from screening.casework.referral.papers import File
from screening.casework.referral.referral_form import Keeper
from screening.casework.referral_view_models import TakingView
from screening.domain.case import referrals
from screening.domain.case.case import FAILED
from screening.errors import ScreeningError
from screening.qt.platform.printing import choose_printer, draw, image_of
from screening.qt.referral.adding_page import AddingPage
from screening.qt.referral.follow_up_page import FollowPage
from screening.qt.referral.papers_page import PapersPage
from screening.qt.referral.recipients_page import TakingPage
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.dates import day_of

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext

WIDTH = 900
"""Pixels of a page's picture: sharp at 100 % and readable at 200 %."""


class ReferralPages:
    """Holds nothing of the case but the paper in hand: it asks the desk's interview and directory."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.desk = pages.desk
        self.recipient = papers.OWN
        self.file: File | None = None
        self.page = 0

    # --- who takes this

    def taking(self) -> TakingPage:
        page = TakingPage(self.pages.words)
        page.show_view(self._taking_view())
        interview = self.pages.interview
        redraw = self.redraw
        page.decided.connect(
            lambda name, part, value: self.desk.record(lambda: recipients.decide(interview, name, part, value), redraw)
        )
        page.rang.connect(
            lambda name: self.desk.record_services(lambda: directory.verify(self.desk.directory, name), redraw)
        )
        page.noted.connect(
            lambda field, text: self.desk.record(lambda: sheet_notes.note(interview, "service", field, text), redraw)
        )
        page.need_pressed.connect(lambda need: self.desk.record(lambda: recipients.add_need(interview, need), redraw))
        page.informed.connect(lambda: self.desk.record(lambda: recipients.information_given(interview), redraw))
        page.wish_kept.connect(lambda wish: self.desk.record(lambda: referrals.no_referral(wish), redraw))
        page.add_pressed.connect(lambda: self.pages.go("adding"))
        page.directory_pressed.connect(lambda: self.pages.window.open_desk_page("services"))
        return page

    def adding(self) -> AddingPage:
        page = AddingPage(self.pages.words)
        interview = self.pages.interview

        def show(chosen: str) -> None:
            page.show_view(recipients.adding_view(interview, self.desk.directory, chosen))

        def add(name: str, basis: str, duty: str, sure: bool) -> None:
            self.desk.record(
                lambda: recipients.add_recipient(interview, self.desk.directory, name, basis, duty, sure=sure),
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
        if self.desk.interview is None:
            return
        if isinstance(page, TakingPage):
            page.show_view(self._taking_view())
        elif isinstance(page, PapersPage):
            self.show_papers(page)
        elif isinstance(page, FollowPage):
            page.show_view(paper_views.follow_view(self.pages.interview, self.desk.directory, datetime.date.today()))
        self.pages.dress()

    def _taking_view(self) -> TakingView:
        return recipients.taking_view(self.pages.interview, self.desk.directory, datetime.date.today())

    # --- the papers

    def papers(self) -> PapersPage:
        page = PapersPage(self.pages.words)
        interview = self.pages.interview
        page.recipient_chosen.connect(lambda name: self._choose(page, name))
        page.page_turned.connect(lambda by: self._turn(page, by))
        page.save_pressed.connect(lambda folder, passphrase: self._save(page, folder, passphrase))
        page.print_pressed.connect(lambda: self._print(page))
        page.noted.connect(
            lambda sheet, field, text: self.desk.record(
                lambda: sheet_notes.note(interview, sheet, field, text), self.redraw
            )
        )
        page.picked.connect(
            lambda name, on: self.desk.record(lambda: social_report.choose(interview, name, on), self.redraw)
        )
        page.card_chosen.connect(lambda way: self.desk.record(lambda: referrals.choose_card(way), self.redraw))
        page.card_pressed.connect(lambda: self._make_card(page))
        page.name_pressed.connect(lambda: self.pages.go("identity"))
        page.offer(self.pages.window.front.drawn())
        self.recipient, self.file, self.page = papers.OWN, None, 0
        self.show_papers(page)
        return page

    def show_papers(self, page: PapersPage) -> None:
        """The view, and the first page of the paper when there is one."""
        interview = self.pages.interview
        view = paper_views.papers_view(interview, self.desk.directory, self.recipient)
        page.show_view(view)
        if view.waits:
            self.file = None
            return

        def make(keeper: Keeper) -> None:
            if self.desk.interview is not interview or (page is not self.pages.page and self.pages.page is not None):
                return  # the case or the page was left before the record answered
            self._made(
                page,
                lambda: papers.make_file(interview, keeper, self.desk.directory, self.recipient, datetime.date.today()),
            )

        self.desk.keeper(make)

    def turn(self, by: int) -> None:
        if isinstance(self.pages.page, PapersPage):
            self._turn(self.pages.page, by)

    def _choose(self, page: PapersPage, name: str) -> None:
        page.flush()
        if name != self.recipient:
            page.offer(self.pages.window.front.drawn())  # one passphrase for each receiver
            page.passphrase.set_text("")
        self.recipient, self.page = name, 0
        page.saved.hide()
        self.show_papers(page)

    def _turn(self, page: PapersPage, by: int) -> None:
        from screening.documents.pdf.rasterise import page_count

        if self.file is not None:
            self.page = (self.page + by) % page_count(self.file.data)
            self._show_page(page)

    def _made(self, page: PapersPage, make: Callable[[], File]) -> None:
        try:
            self.file = make()
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)
            return
        interview = self.pages.interview
        page.show_view(paper_views.papers_view(interview, self.desk.directory, self.recipient, self.file))
        self._show_page(page)

    def _show_page(self, page: PapersPage) -> None:
        from screening.documents.pdf.rasterise import page_count, picture

        if self.file is None:
            return
        pages = page_count(self.file.data)
        self.page = min(self.page, pages - 1)
        page.show_page(image_of(picture(self.file.data, self.page, width=WIDTH)), self.page, pages)

    def _make_card(self, page: PapersPage) -> None:
        interview = self.pages.interview

        def make(keeper: Keeper) -> None:
            if self.desk.interview is not interview:
                return
            self.page = 0
            self._made(page, lambda: papers.make_card(interview, keeper, self.desk.directory, datetime.date.today()))

        self.desk.keeper(make)

    def _save(self, page: PapersPage, folder: str, passphrase: str) -> None:
        file, code = self.file, self.pages.interview.case.code
        if file is None:
            return
        try:
            ready = papers.locked(file, typed_folder(folder), code, passphrase)
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)
            return
        self._out(file, "saved", lambda: ready.write().name, lambda name: self._saved(page, name))

    def _saved(self, page: PapersPage, name: str) -> None:
        """Say that the file is saved, and draw other words for the next one."""
        page.show_saved(name)
        page.offer(self.pages.window.front.drawn())

    def _print(self, page: PapersPage) -> None:
        file = self.file
        if file is None:
            return
        try:
            printer = choose_printer(page.window())
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)
            return
        if printer is not None:
            self._out(file, "printed", lambda: draw(file.data, printer), lambda _done: None)

    def _out(self, file: File, way: str, leave: Callable[[], Any], then: Callable[[Any], None]) -> None:
        send_out(self.pages, file, way, leave, then, redraw=self.redraw)

    # --- what came of it

    def follow(self) -> FollowPage:
        page = FollowPage(self.pages.words)
        interview = self.pages.interview
        page.show_view(paper_views.follow_view(interview, self.desk.directory, datetime.date.today()))
        page.answered.connect(
            lambda name, state, by: self.desk.record(
                lambda: referrals.answer(interview.case.referrals, name, state, by.strip()), self.redraw
            )
        )
        page.settled.connect(
            lambda name, outcome: self.desk.record(
                lambda: referrals.settle(interview.case.referrals.promises, name, outcome), self.redraw
            )
        )

        def kept() -> None:
            page.kept()
            self.redraw()

        page.promised.connect(
            lambda text, day: self.desk.record(
                lambda: referrals.promise(
                    text, day_of(day, datetime.date.today()), len(interview.case.referrals.promises)
                ),
                kept,
            )
        )
        return page


def send_out(
    pages: CaseContext,
    file: File,
    way: str,
    leave: Callable[[], Any],
    then: Callable[[Any], None],
    *,
    redraw: Callable[[], None],
    days: int = referrals.ANSWER_DAYS,
) -> None:
    """A paper leaves the program: that is on disk first, then it goes, then whom it went to."""
    today, interview, desk = datetime.date.today(), pages.interview, pages.desk

    def go() -> None:
        try:
            left = leave()
        except ScreeningError as trouble:
            desk.complained.emit(trouble)
            desk.record(lambda: papers.issued(file, FAILED), redraw, of=interview)
            return
        desk.record(lambda: papers.sent(file, way, today, days=days), lambda: done(left), of=interview)

    def done(left: Any) -> None:
        redraw()
        then(left)

    desk.record(lambda: papers.issued(file, way), go, even_left=True)
