"""The pages of a referral within a case: who takes this, and the papers. What each act records."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from screening.casework.content import directory
from screening.casework.interview import note_pages
from screening.casework.interview.interview import Interview
from screening.casework.record import leaving
from screening.casework.referral import paper_views, papers, recipients, social_report
from screening.casework.referral.papers import File
from screening.casework.referral.referral_form import Keeper
from screening.domain.case import referrals
from screening.domain.case.case import FAILED
from screening.domain.case.places import Place
from screening.domain.policy.bulk_limit import PAPER
from screening.errors import ScreeningError
from screening.qt.platform.printing import choose_printer, draw, image_of
from screening.qt.referral.papers_page import PapersPage
from screening.qt.referral.recipients_page import AddingPage, TakingPage
from screening.qt.session.case_context import CaseContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import Route, Routes
from screening.store.crypto.atomic_files import typed_folder

WIDTH = 900
"""Pixels of a page's picture: sharp at 100 % and readable at 200 %."""


class ReferralPages:
    """Holds nothing of the case but the paper in hand: it asks the interview in hand and the directory."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case
        self.recipient = papers.OWN
        self.file: File | None = None
        self.page = 0

    def routes(self) -> Routes:
        return {
            Place.TAKING: Route(self.taking),
            Place.ADDING: Route(self.adding, aside=True),
            Place.PAPERS: Route(self.papers),
        }

    # --- who takes this

    def taking(self) -> TakingPage:
        page = TakingPage(self.case.words)
        page.drawn_by(
            lambda: page.show_view(
                recipients.taking_view(self.case.interview, self.case.directory, datetime.date.today())
            )
        )
        page.decided.connect(lambda *told: self.case.act(recipients.decide, self.case.interview, *told))
        page.rang.connect(self._verify)
        page.noted.connect(partial(self._note, "service"))
        page.need_pressed.connect(lambda need: self.case.act(recipients.add_need, self.case.interview, need))
        page.informed.connect(lambda: self.case.act(recipients.information_given, self.case.interview))
        page.wish_kept.connect(self._no_referral)
        page.add_pressed.connect(partial(self.case.go, Place.ADDING))
        page.directory_pressed.connect(partial(self.case.open_record_page, RecordPlace.SERVICES))
        return page

    def _verify(self, name: str) -> None:
        self.case.record_service(partial(directory.verify, self.case.directory, name), success=self.case.redraw)

    def _note(self, sheet: str, field: str, text: str) -> None:
        typed = {f"{sheet}.{field}": text}
        self.case.act(note_pages.note, self.case.interview, sheet, field, text, typed=typed)

    def _no_referral(self, wish: str) -> None:
        self.case.act(referrals.no_referral, wish, typed={"no-referral": wish})

    def adding(self) -> AddingPage:
        page = AddingPage(self.case.words)
        self._draw_adding(page, "")
        page.picked.connect(partial(self._draw_adding, page))
        page.added.connect(self._add)
        page.left.connect(partial(self.case.go, Place.TAKING))
        return page

    def _draw_adding(self, page: AddingPage, chosen: str) -> None:
        page.show_view(recipients.adding_view(self.case.interview, self.case.directory, chosen))

    def _add(self, name: str, basis: str, duty: str, sure: bool) -> None:
        self.case.act(
            partial(recipients.add_recipient, sure=sure), self.case.interview, self.case.directory, name, basis, duty,
            typed={"adding.duty": duty}, then=partial(self.case.go, Place.TAKING),
        )  # fmt: skip

    # --- the papers

    def papers(self) -> PapersPage:
        page = PapersPage(self.case.words)
        page.recipient_chosen.connect(partial(self._choose, page))
        page.page_turned.connect(partial(self._turn, page))
        page.save_pressed.connect(partial(self._save, page))
        page.print_pressed.connect(partial(self._print, page))
        page.noted.connect(self._note)
        page.picked.connect(lambda name, on: self.case.act(social_report.choose, self.case.interview, name, on))
        page.card_chosen.connect(lambda way: self.case.act(referrals.choose_card, way))
        page.card_pressed.connect(lambda: self.case.keeper(partial(self._card, page, self.case.interview)))
        page.name_pressed.connect(partial(self.case.go, Place.IDENTITY))
        page.law_pressed.connect(partial(self.case.open_record_page, RecordPlace.LAW))
        self._offer(page)
        self.case.unwritten.stand_on(page.note, self.case.case_code, partial(self._offer, page))
        self.recipient, self.file, self.page = papers.OWN, None, 0
        page.drawn_by(partial(self.show_papers, page))
        return page

    def show_papers(self, page: PapersPage) -> None:
        """The view, and the first page of the paper when there is one."""
        interview = self.case.interview
        view = paper_views.papers_view(interview, self.case.directory, self.recipient)
        page.show_view(view)
        if view.waits:
            self.file = None
            return
        self.case.keeper(partial(self._make, page, interview))

    def _make(self, page: PapersPage, interview: Interview, keeper: Keeper) -> None:
        if not self.case.holds(interview) or page is not self.case.page:
            return  # the case or the page was left before the record answered
        today = datetime.date.today()
        self._made(page, partial(papers.make_file, interview, keeper, self.case.directory, self.recipient, today))

    def _choose(self, page: PapersPage, name: str) -> None:
        page.flush()
        if name != self.recipient:
            self._offer(page)  # one passphrase for each receiver
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
        file = self.case.tried(make)
        if file is None:
            return
        self.file, interview = file, self.case.interview
        page.show_view(paper_views.papers_view(interview, self.case.directory, self.recipient, file))
        self._show_page(page)

    def _show_page(self, page: PapersPage) -> None:
        from screening.documents.pdf.rasterise import page_count, picture

        if self.file is None:
            return
        pages = page_count(self.file.data)
        self.page = min(self.page, pages - 1)
        page.show_page(image_of(picture(self.file.data, self.page, width=WIDTH)), self.page, pages)

    def _card(self, page: PapersPage, interview: Interview, keeper: Keeper) -> None:
        if not self.case.holds(interview):
            return
        self.page = 0
        today = datetime.date.today()
        self._made(page, partial(papers.make_card, interview, keeper, self.case.directory, today))

    def _save(self, page: PapersPage, folder: str, passphrase: str) -> None:
        file, code = self.file, self.case.interview.case.code
        if file is None:
            return
        second = page.take_second()
        write = locked(self.case, file, folder, passphrase)
        if write is None:
            return

        def saved(name: str) -> None:
            page.show_saved(name)
            page.passphrase.offer("")  # other words beside those that are to be written down would be taken for them
            page.note.show_files(self.case.unwritten.of(code))

        self._out(page, file, "saved", write, saved, second)

    def _offer(self, page: PapersPage) -> None:
        """Draw words for the next file."""
        page.passphrase.offer(self.case.drawn_words())

    def _print(self, page: PapersPage) -> None:
        file = self.file
        if file is None:
            return
        printer = self.case.tried(choose_printer, page.window())
        if printer is not None:
            self._out(page, file, "printed", partial(draw, file.data, printer), _nothing, page.take_second())

    def _out(
        self,
        page: PapersPage,
        file: File,
        way: str,
        leave: Callable[[], Any],
        then: Callable[[Any], None],
        second: str,
    ) -> None:
        """Past many people's papers in a few days the second person's passphrase is asked for first (SX8)."""
        interview = self.case.interview

        def go(needs: bool) -> None:
            if not self.case.holds(interview):
                return  # the case was left before the record answered
            if needs and not second:
                page.ask_second()
            else:
                send_out(self.case, file, way, leave, then, second=second)

        code = interview.case.code
        self.case.ask(lambda vault: leaving.needs_second(vault, (code,), PAPER), success=go)


def send_out(
    case: CaseContext,
    file: File,
    way: str,
    leave: Callable[[], Any],
    then: Callable[[Any], None],
    *,
    second: str = "",
    urgent: bool = False,
) -> None:
    """A paper leaves the program: that is on disk first, then it goes, then whom it went to.

    What is ``urgent`` waits for no ``second`` person.
    """
    today, interview, code = datetime.date.today(), case.interview, case.interview.case.code

    def go() -> None:
        try:
            left = leave()
        except ScreeningError as trouble:
            case.complain(trouble)
            case.ask(lambda vault: leaving.paper_stayed(vault, file.digest), success=_nothing)
            case.record(partial(papers.issued, file, FAILED), success=case.redraw, of=interview)
            return
        case.record(partial(papers.sent, file, way, today), success=partial(done, left), of=interview)

    def done(left: Any) -> None:
        case.redraw()
        then(left)

    def noted(_left: object) -> None:
        case.record(partial(papers.leaves, interview, file, way), success=go, of=interview, even_left=True)

    case.ask(lambda vault: leaving.paper_leaves(vault, code, file.digest, second, urgent=urgent), success=noted)


def locked(case: CaseContext, file: File, folder: str, passphrase: str) -> Callable[[], str] | None:
    """Lock a paper; return what writes it, gives its name, and keeps its passphrase in sight until it is written down.

    None, and why is said, where it cannot be locked or written there.
    """
    code = case.interview.case.code
    ready = case.tried(lambda: papers.locked(file, typed_folder(folder), code, passphrase))
    if ready is None:
        return None

    def write() -> str:
        name = ready().name
        case.unwritten.add(code, name, passphrase)
        return name

    return write


def _nothing(_printed: object) -> None:
    """The printer says for itself that it prints."""
