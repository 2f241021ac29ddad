"""What each step of the urgent referral records, and how its paper leaves the program."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any

from screening.casework.interview.interview import Interview
from screening.casework.referral import papers, urgent
from screening.casework.referral.papers import File
from screening.casework.referral.referral_form import Keeper
from screening.domain.case.places import Place
from screening.qt.platform.printing import choose_printer, draw, image_of
from screening.qt.referral.controller import WIDTH, locked, send_out
from screening.qt.referral.urgent_page import UrgentPage
from screening.qt.session.case_context import CaseContext
from screening.qt.session.routes import Route, Routes, stay


class UrgentPages:
    """Holds the language in which is read out, and the sheet in hand with what it was made from."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case
        self.person_language = ""
        self.file: File | None = None
        self._made_of: urgent.UrgentView | None = None

    def routes(self) -> Routes:
        went_on = {"go-on": self.case.opening.go_on}
        return {Place.URGENT: Route(self.page, stay, aside=True, back=self._back, bar=went_on)}

    def _back(self) -> None:
        """To the danger card, while a danger stands; it was opened from there."""
        if self.case.interview.gate().dangers:
            self.case.go(Place.DANGER)
        else:
            self.case.leave_side_page()

    def page(self) -> UrgentPage:
        self.person_language, self.file, self._made_of = self.case.interview.person_language, None, None
        page = UrgentPage(self.case.words, self._view())
        page.need_chosen.connect(lambda need: self.case.act(urgent.choose_need, self.case.interview, need))
        page.receiver_chosen.connect(
            lambda name: self.case.act(urgent.choose_receiver, self.case.interview, self.case.directory, name)
        )
        page.answered.connect(partial(self._record, urgent.answer))
        page.place_answered.connect(partial(self._record, urgent.answer_place))
        page.place_noted.connect(self._note_places)
        page.duty_chosen.connect(
            lambda duty: self.case.act(urgent.name_duty, self.case.interview, self.case.directory, duty)
        )
        page.language_chosen.connect(self._read_in)
        page.way_chosen.connect(lambda way: self._with_sheet(page, partial(self._leave, page, way)))
        page.save_pressed.connect(lambda *where: self._with_sheet(page, partial(self._save, page, *where)))
        page.redrawn_by(partial(self._show, page))
        self.case.unwritten.stand_on(page.note, self.case.case_code, _nothing)
        self._draw(page)
        return page

    def _record(self, make: Callable[..., Any], value: str) -> None:
        self.case.act(make, self.case.interview, self.case.directory, value, self.person_language)

    def _note_places(self, where: str, until: str) -> None:
        typed = {"urgent.where": where, "urgent.until": until}
        self.case.act(urgent.note_places, self.case.interview, where, until, typed=typed)

    def _show(self, page: UrgentPage) -> None:
        page.show_view(self._view())
        self._draw(page)

    def _view(self) -> urgent.UrgentView:
        now = self.case.interview.now().astimezone()
        return urgent.view(self.case.interview, self.case.directory, now, self.person_language)

    def _read_in(self, tag: str) -> None:
        self.person_language = tag
        self.case.redraw()

    # --- the sheet

    def _draw(self, page: UrgentPage) -> None:
        if page.view.allowed:
            self._with_sheet(page, partial(self._picture, page))

    def _picture(self, page: UrgentPage, file: File) -> None:
        from screening.documents.pdf.rasterise import picture

        page.show_sheet(image_of(picture(file.data, 0, width=WIDTH)))

    def _with_sheet(self, page: UrgentPage, then: Callable[[File], None]) -> None:
        """The sheet as the record stands now; nothing where nothing may be passed on."""
        view = page.view
        if not view.allowed:
            return
        if self.file is not None and self._made_of == view:
            then(self.file)
            return
        self.case.keeper(partial(self._make, self.case.interview, view, then))

    def _make(
        self, interview: Interview, view: urgent.UrgentView, then: Callable[[File], None], keeper: Keeper
    ) -> None:
        if not self.case.holds(interview):
            return  # the case was left before the record answered
        today = datetime.date.today()
        made = (interview, keeper, self.case.directory, view.receiver, today)
        if (file := self.case.tried(papers.make_urgent, *made)) is not None:
            self.file, self._made_of = file, view
            then(file)

    def _leave(self, page: UrgentPage, way: str, file: File) -> None:
        say = self.case.words.say
        if way == "save":
            page.show_saving(True, self.case.guard.kept.folder, self.case.drawn_words())
        elif way == "phone":
            self._out(page, file, "read-out", _nothing, say("urgent.read-out", number=page.view.to_ring))
        else:
            printer = self.case.tried(choose_printer, page.window())
            if printer is not None:
                self._out(page, file, "printed", partial(draw, file.data, printer), say("urgent.printed"))

    def _out(self, page: UrgentPage, file: File, way: str, leave: Callable[[], object], told: str) -> None:
        def done(_left: object) -> None:
            page.show_done(told)

        send_out(self.case, file, way, leave, done, urgent=True)

    def _save(self, page: UrgentPage, folder: str, passphrase: str, file: File) -> None:
        code = self.case.interview.case.code
        write = locked(self.case, file, folder, passphrase)
        if write is None:
            return

        def done(name: str) -> None:
            self.case.guard.keep_folder(folder)
            page.show_done(self.case.words.say("page.papers.saved", name=name))
            page.note.show_files(self.case.unwritten.of(code))

        send_out(self.case, file, "saved", write, done, urgent=True)


def _nothing() -> None:
    """What is read out on the telephone leaves no file."""
