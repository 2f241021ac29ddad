"""The pages of notes of a case: which view each place shows, and what each act on it records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import ref

from screening.casework.assessment import second_reader
from screening.casework.interview import (
    account,
    children,
    consent,
    interpreter,
    note_pages,
    readiness,
    shared_lines,
    shelter,
    side_cards,
)
from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import ITEM, NotesView
from screening.casework.referral import papers
from screening.casework.referral.papers import File
from screening.casework.referral.referral_form import Keeper
from screening.domain.case import referrals, sessions
from screening.domain.case.case import FAILED
from screening.domain.case.places import Place
from screening.domain.events.catalogue import Event
from screening.domain.known import promises
from screening.errors import ScreeningError
from screening.qt.platform.printing import choose_printer, draw
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.case_context import CaseContext
from screening.qt.session.routes import Act, Route, Routes
from screening.wording.catalogue.dates import day_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

VIEWS: Mapping[Place, Callable[[Interview], NotesView]] = {
    Place.CONTACT: readiness.contact_view,
    Place.HEARD: consent.heard_view,
    Place.LATER: consent.later_view,
    Place.INFORMED: consent.informed_view,
    Place.EMBASSY: consent.embassy_view,
    Place.WITHDRAW: consent.withdraw_view,
    Place.TAKEN_BACK: consent.taken_back_view,
    Place.WHEN: account.when_view,
    Place.CHILD: children.child_view,
    Place.ARRIVAL: shelter.arrival_view,
    Place.SESSION: shelter.session_view,
    Place.PLAN: shelter.plan_view,
    Place.DATES: shelter.dates_view,
    Place.FEES: note_pages.fee_view,
    Place.HANDOVER: shelter.handover_view,
    Place.RIGHTS: shelter.rights_view,
    Place.REFUSED: shelter.refused_view,
    Place.CARE: side_cards.care_view,
    Place.HELP: side_cards.help_view,
    Place.STOP: side_cards.stop_view,
    Place.SUICIDE: side_cards.suicide_view,
    Place.SECOND: second_reader.second_view,
    Place.ELSE: second_reader.else_view,
    Place.PREFER: interpreter.prefer_view,
    Place.INTERPRETER: interpreter.card_view,
}
PROMISE = "promise:"


class TalkPages:
    """Holds nothing of the case: it asks the interview in hand and draws what that says."""

    def __init__(self, case: CaseContext, erase: Callable[[], None], finish_child: Callable[[], None]) -> None:
        self.case = case
        self.erase = erase
        """Asks whether to erase the case in hand."""
        self.finish_child = finish_child
        """Ends the talk, from a child's page."""
        self._shown: Callable[[], NotesPage | None] = lambda: None
        """The page that was made last, as long as it is there: held here it would stay in memory once it is left."""
        self.acts: dict[str, Act] = {
            "later-done": lambda: case.act(self.interview.stop, "later", then=case.show_cases),
            "contact-done": lambda: self._recorded(Place.OWN_VIEW, readiness.contact_given, self.interview),
            "interpreter-replace": lambda: self._recorded(
                Place.INTERPRETER, interpreter.replace_interpreter, self.interview
            ),
            "informed-done": lambda: self._recorded(Place.CONSENT, sessions.inform, self._value("duty")),
            "embassy-no": lambda: self._recorded(Place.CLOSING, self.interview.decided, "embassy", "no"),
            "embassy-yes": lambda: self._recorded(Place.CLOSING, self.interview.decided, "embassy", "yes"),
            "withdraw-done": self._withdraw,
            "taken-back-erase": erase,
            "child-topics": partial(case.go, Place.CONSENT),
            "session-begin": lambda: self._recorded(Place.GATE, self.interview.begin_again),
            "promise-add": self._promise,
            "handover-print": lambda: case.keeper(partial(self._make_handover, self.interview)),
            "care-break": case.rest,
            "second-keep": self._second,
            "care-stop": partial(case.go, Place.STOP),
            "stop-finished": lambda: case.act(self.interview.stop, "finished", then=partial(case.go, Place.OWN_VIEW)),
            "stop-later": partial(case.go, Place.LATER),
            "stop-ring_back": lambda: case.act(self.interview.stop, "ring_back", then=case.show_cases),
            "stop-withdrawn": partial(case.go, Place.WITHDRAW),
        }

    @property
    def interview(self) -> Interview:
        return self.case.interview

    def routes(self) -> Routes:
        routes = {place: Route(self.page, aside=True) for place in VIEWS}
        routes[Place.PREFER] = Route(self.page, self.case.opening.past_agreement)
        routes[Place.TAKEN_BACK] = Route(self.page, self.case.show_cases, aside=True)
        routes[Place.ARRIVAL] = Route(self.page, self._on_from_arrival, aside=True)
        routes[Place.CHILD] = Route(self.page, self.finish_child, aside=True)
        return routes

    def page(self) -> NotesPage:
        page = NotesPage(self.case.words)
        self._shown = ref(page)
        page.sounds = self.case.can_hear()
        page.first = self.case.item
        view = VIEWS[Place(self.case.place)]
        page.drawn_by(lambda: page.show_view(view(self.interview)))
        assert page.view is not None
        name = page.view.page
        page.noted.connect(partial(self._note, name))
        page.chosen.connect(lambda field, value: self.case.act(self._chosen, name, field, value))
        page.pressed.connect(self._act)
        page.linked.connect(self.case.go_to_line)
        page.explained.connect(self.case.notify)
        page.play_pressed.connect(self.case.hear)
        page.spoke.connect(lambda line: self.case.act(shared_lines.say_line, self.interview, line))
        page.hinted.connect(self.case.announce)
        return page

    @property
    def _page(self) -> NotesPage | None:
        """The page in hand, where it is one of these."""
        page = self._shown()
        return page if page is self.case.page else None

    def _on_from_arrival(self) -> None:
        waits = self.interview.case.agreed and self.interview.rests(Place.PREFER)
        self.case.go(Place.LATER if waits else Place.CONSENT)

    # --- acts

    def _note(self, page: str, field: str, text: str) -> None:
        def kept() -> None:
            self.case.drop_draft(f"note.{page}.{field}", text)
            self.case.redraw()

        self.case.record(partial(shelter.note, self.interview, page, field, text), success=kept)

    def _chosen(self, page: str, field: str, value: str) -> Event | None:
        """A choice: an item's answer, or a note; pressing what is chosen takes it back."""
        interview = self.interview
        if field.startswith(PROMISE):
            return referrals.settle(promises.named(interview.case), field.removeprefix(PROMISE), value)
        if field.startswith(ITEM):
            item = field.removeprefix(ITEM)
            given = interview.case.answers.get(item)
            return interview.take_back(item) if given and given.answer == value else interview.answer(item, value)
        if page == Place.PREFER and field == interpreter.SEX:
            return interpreter.note_sex(interview, value)
        same = interview.case.sessions.note(page, field) == value
        return interview.beside(page, field, "" if same else value)

    def _act(self, name: str) -> None:
        self.case.keep_typed()
        self.acts[name]()

    def _value(self, name: str) -> str:
        """What stands in a field now, whether or not it is on disk yet."""
        page = self._page
        return page.text(name) if page is not None and name in page.fields else ""

    def _second(self) -> None:
        """The second reader's view is kept; only then do both stand side by side (JU16)."""
        interview, reader, reason = self.interview, self._value("reader"), self._value("reason")

        def kept() -> None:
            for field in second_reader.fields(interview):
                self._note("second", field, "")
            self.case.go(Place.SECOND)

        self.case.record(partial(second_reader.keep, interview, reader, reason), success=kept)

    def _promise(self) -> None:
        """What was said would be done, and by when (DM10)."""
        text, day = self._value("promise"), self._value("promise-by")
        taken = len(self.interview.case.referrals.promises)

        def promised() -> Event:
            return referrals.promise(text, day_of(day, datetime.date.today()), taken)

        def kept() -> None:
            for field in ("promise", "promise-by"):
                if (page := self._page) is not None:
                    page.empty(field)
                self._note("session", field, "")

        self.case.record(promised, success=kept)

    def _recorded(self, place: str, make: Callable[..., Any], *args: Any) -> None:
        """Record an act and go on to a page."""
        self.case.act(make, *args, then=partial(self.case.go, place))

    def _make_handover(self, interview: Interview, keeper: Keeper) -> None:
        if not self.case.holds(interview):
            return  # the case was left before the record answered
        try:
            file = papers.make_handover(interview, keeper, self.case.directory, datetime.date.today())
            printer = choose_printer(self.case.dialogs)
        except ScreeningError as trouble:
            self.case.complain(trouble)
            return
        if printer is not None:
            self.case.record(
                partial(papers.leaves, interview, file, "printed"),
                success=partial(self._print, interview, file, printer),
                even_left=True,
            )

    def _print(self, interview: Interview, file: File, printer: QPrinter) -> None:
        try:
            draw(file.data, printer)
        except ScreeningError as trouble:
            self.case.complain(trouble)
            self.case.record(partial(papers.issued, file, FAILED), success=self.case.redraw, of=interview)
            return
        self.case.redraw()

    def _withdraw(self) -> None:
        """Take it back, on disk before anything else; then erase it with its keys, where those agree who must (SX5)."""
        interview = self.interview
        choice = interview.case.sessions.note(consent.WITHDRAW, "choice")

        def withdrawn() -> tuple[Event, ...]:
            return sessions.withdraw(choice or "keep"), interview.stop("withdrawn")

        then = self.erase if choice == "erase" else self.case.show_cases
        self.case.record(withdrawn, success=then)
