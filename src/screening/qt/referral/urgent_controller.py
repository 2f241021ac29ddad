"""What each step of the urgent referral records, and how its paper leaves the program."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screening.casework.referral import papers, urgent
from screening.casework.referral.papers import File
from screening.casework.referral.referral_form import Keeper
from screening.errors import ScreeningError
from screening.qt.platform.printing import choose_printer, draw, image_of
from screening.qt.referral.controller import WIDTH, send_out
from screening.qt.referral.urgent_page import UrgentPage
from screening.store.crypto.atomic_files import typed_folder

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext


class UrgentPages:
    """Holds the language in which is read out, and the sheet in hand with what it was made from."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.desk = pages.desk
        self.tongue = ""
        self.file: File | None = None
        self._made_of: urgent.UrgentView | None = None

    def page(self) -> UrgentPage:
        interview, desk = self.pages.interview, self.desk
        self.tongue, self.file, self._made_of = interview.tongue, None, None
        page = UrgentPage(self.pages.words, self._view())
        redraw = self.redraw
        page.need_chosen.connect(lambda need: desk.record_many(lambda: urgent.choose_need(interview, need), redraw))
        page.receiver_chosen.connect(
            lambda name: desk.record(lambda: urgent.choose_receiver(interview, desk.directory, name), redraw)
        )
        page.answered.connect(
            lambda value: desk.record_many(lambda: urgent.answer(interview, desk.directory, value, self.tongue), redraw)
        )
        page.place_answered.connect(
            lambda value: desk.record_many(
                lambda: urgent.answer_place(interview, desk.directory, value, self.tongue), redraw
            )
        )
        page.place_noted.connect(
            lambda where, until: desk.record_many(lambda: urgent.note_places(interview, where, until), redraw)
        )
        page.duty_chosen.connect(
            lambda duty: desk.record(lambda: urgent.name_duty(interview, desk.directory, duty), redraw)
        )
        page.language_chosen.connect(self._read_in)
        page.way_chosen.connect(lambda way: self._with_sheet(page, lambda file: self._leave(page, file, way)))
        page.save_pressed.connect(
            lambda folder, passphrase: self._with_sheet(page, lambda file: self._save(page, file, folder, passphrase))
        )
        self._draw(page)
        return page

    def redraw(self) -> None:
        """Draw the page again from what is on disk."""
        page = self.pages.page
        if self.desk.interview is None or not isinstance(page, UrgentPage):
            return
        page.show_view(self._view())
        self._draw(page)
        self.pages.dress()

    def _view(self) -> urgent.UrgentView:
        now = self.pages.interview.now().astimezone()
        return urgent.view(self.pages.interview, self.desk.directory, now, self.tongue)

    def _read_in(self, tag: str) -> None:
        self.tongue = tag
        self.redraw()

    # --- the sheet

    def _draw(self, page: UrgentPage) -> None:
        from screening.documents.pdf.rasterise import picture

        if page.view.allowed:
            self._with_sheet(page, lambda file: page.show_sheet(image_of(picture(file.data, 0, width=WIDTH))))

    def _with_sheet(self, page: UrgentPage, then: Callable[[File], None]) -> None:
        """The sheet as the record stands now; nothing where nothing may be passed on."""
        interview, view = self.pages.interview, page.view
        if not view.allowed:
            return
        if self.file is not None and self._made_of == view:
            then(self.file)
            return

        def make(keeper: Keeper) -> None:
            if self.desk.interview is not interview:
                return  # the case was left before the record answered
            today = datetime.date.today()
            try:
                self.file = papers.make_urgent(interview, keeper, self.desk.directory, view.receiver, today)
            except ScreeningError as trouble:
                self.desk.complained.emit(trouble)
                return
            self._made_of = view
            then(self.file)

        self.desk.keeper(make)

    def _leave(self, page: UrgentPage, file: File, way: str) -> None:
        say = self.pages.words.say
        if way == "save":
            page.show_saving(True, self.pages.window.guard.kept.folder, self.pages.window.front.drawn())
        elif way == "phone":
            told = say("urgent.read-out", number=page.view.to_ring)
            self._out(file, "read-out", lambda: None, lambda _none: page.show_done(told))
        else:
            try:
                printer = choose_printer(page.window())
            except ScreeningError as trouble:
                self.desk.complained.emit(trouble)
                return
            if printer is not None:
                told = say("urgent.printed")
                self._out(file, "printed", lambda: draw(file.data, printer), lambda _none: page.show_done(told))

    def _save(self, page: UrgentPage, file: File, folder: str, passphrase: str) -> None:
        try:
            ready = papers.locked(file, typed_folder(folder), self.pages.interview.case.code, passphrase)
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)
            return

        def done(name: str) -> None:
            self.pages.window.guard.keep_folder(folder)
            page.show_done(self.pages.words.say("page.papers.saved", name=name))

        self._out(file, "saved", lambda: ready.write().name, done)

    def _out(self, file: File, way: str, leave: Callable[[], Any], then: Callable[[Any], None]) -> None:
        send_out(self.pages, file, way, leave, then, redraw=self.redraw, days=0)
