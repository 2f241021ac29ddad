"""The pages of notes of a case: which view each place shows, and what each act on it records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from screening.casework.assessment import second_reader
from screening.casework.interview import account, children, consent, distress, interpreter, readiness, shelter
from screening.casework.interview.interview import PREFER, Interview
from screening.casework.interview.note_pages import ITEM, NotesView
from screening.casework.referral import papers
from screening.casework.referral.papers import File
from screening.casework.referral.referral_form import Keeper
from screening.domain.case import referrals, sessions
from screening.domain.case.case import FAILED
from screening.domain.events.catalogue import Event
from screening.errors import ScreeningError
from screening.qt.frame.notes_page import NotesPage
from screening.qt.platform.printing import choose_printer, draw
from screening.wording.catalogue.dates import day_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from screening.qt.session.context import CaseContext

VIEWS: Mapping[str, Callable[[Interview], NotesView]] = {
    "contact": readiness.contact_view,
    "heard": consent.heard_view,
    "later": consent.later_view,
    "informed": consent.informed_view,
    "embassy": consent.embassy_view,
    "withdraw": consent.withdraw_view,
    consent.TAKEN_BACK: consent.taken_back_view,
    "when": account.when_view,
    "child": children.child_view,
    "arrival": shelter.arrival_view,
    "session": shelter.session_view,
    "plan": shelter.plan_view,
    "dates": shelter.dates_view,
    "handover": shelter.handover_view,
    "rights": shelter.rights_view,
    "refused": shelter.refused_view,
    "help": distress.help_view,
    "suicide": distress.suicide_view,
    "second": second_reader.second_view,
    "else": second_reader.else_view,
    PREFER: interpreter.prefer_view,
    interpreter.CARD_PAGE: interpreter.card_view,
}
PLACES = tuple(VIEWS)
PROMISE = "promise:"


class TalkPages:
    """Holds nothing of the case: it asks the desk's interview and draws what that says."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.desk = pages.desk
        self.acts: dict[str, Callable[[], None]] = {
            "later-done": self._later,
            "contact-done": self._contact,
            "interpreter-replace": self._replace_interpreter,
            "informed-done": self._informed,
            "embassy-no": lambda: self._embassy("no"),
            "embassy-yes": lambda: self._embassy("yes"),
            "withdraw-done": self._withdraw,
            "taken-back-erase": lambda: self.pages.erasing.ask(),
            "child-topics": lambda: self.pages.go("consent"),
            "session-begin": self._begin_session,
            "promise-add": self._promise,
            "handover-print": self._print_handover,
            "care-break": lambda: self.pages.window.rest(),
            "second-keep": self._second,
            "care-stop": lambda: self.pages.go("stop"),
        }

    @property
    def interview(self) -> Interview:
        return self.pages.interview

    def page(self, place: str) -> NotesPage:
        page = NotesPage(self.pages.words)
        page.show_view(VIEWS[place](self.interview))
        assert page.view is not None
        name = page.view.page
        page.show_drafts({field: self.desk.drafts.get(f"note.{name}.{field}", "") for field in page.fields})
        page.typed.connect(lambda field, text: self.desk.keep_draft(f"note.{name}.{field}", text))
        page.noted.connect(lambda field, text: self._note(name, field, text))
        page.chosen.connect(lambda field, value: self._choose(name, field, value))
        page.pressed.connect(self._act)
        page.linked.connect(self.pages.go_to_line)
        page.explained.connect(self.pages.shell.complaints.say)
        page.play_pressed.connect(self.pages.keys.hear)
        return page

    def redraw(self, place: str) -> None:
        """Draw the page again from what is on disk."""
        if isinstance(self.pages.page, NotesPage) and place in VIEWS:
            self.pages.page.show_view(VIEWS[place](self.interview))

    # --- acts

    def _note(self, page: str, field: str, text: str) -> None:
        key = f"note.{page}.{field}"
        self.desk.keep_draft(key, text)

        def then() -> None:
            if self.desk.drafts.get(key) == text:
                self.desk.keep_draft(key, "")
            self.pages.redraw()

        interview = self.interview
        self.desk.record_many(lambda: shelter.note(interview, page, field, text), then)

    def _choose(self, page: str, field: str, value: str) -> None:
        """A choice: an item's answer, or a note; pressing what is chosen takes it back."""
        interview = self.interview

        def make() -> Event:
            if field.startswith(PROMISE):
                return referrals.settle(interview.case.referrals.promises, field.removeprefix(PROMISE), value)
            if field.startswith(ITEM):
                item = field.removeprefix(ITEM)
                given = interview.case.answers.get(item)
                return interview.take_back(item) if given and given.answer == value else interview.answer(item, value)
            same = interview.case.sessions.note(page, field) == value
            return interview.beside(page, field, "" if same else value)

        self.desk.record(make, self.pages.redraw)

    def _act(self, name: str) -> None:
        self.pages.keep_typed()
        self.acts[name]()

    def _value(self, name: str) -> str:
        """What stands in a field now, whether or not it is on disk yet."""
        page = self.pages.page
        return page.text(name) if isinstance(page, NotesPage) and name in page.fields else ""

    def _later(self) -> None:
        self.desk.record(lambda: self.interview.stop("later"), self.pages.window.show_cases)

    def _contact(self) -> None:
        interview = self.interview
        self.desk.record_many(lambda: readiness.contact_given(interview), lambda: self.pages.go("own-view"))

    def _replace_interpreter(self) -> None:
        """Another interpreter: their card begins empty; what was noted about the first stays in the record (LA14)."""
        interview, card = self.interview, interpreter.CARD_PAGE
        self.desk.record_many(lambda: interpreter.replace_interpreter(interview), lambda: self.pages.go(card))

    def _informed(self) -> None:
        duty = self._value("duty")
        self.desk.record(lambda: sessions.inform(duty), lambda: self.pages.go("consent"))

    def _second(self) -> None:
        """The second reader's view is kept; only then do both stand side by side (JU16)."""
        interview, reader, reason = self.interview, self._value("reader"), self._value("reason")

        def then() -> None:
            for field in second_reader.fields(interview):
                self._note("second", field, "")
            self.pages.go("second")

        self.desk.record(lambda: second_reader.keep(interview, reader, reason), then)

    def _begin_session(self) -> None:
        """Another session: the gate and the agreement are asked again (CO9, GA12)."""
        self.desk.record_many(self.interview.begin_again, lambda: self.pages.go("gate"))

    def _promise(self) -> None:
        """What was said would be done, and by when (DM10)."""
        text, day = self._value("promise"), self._value("promise-by")
        taken = len(self.interview.case.referrals.promises)

        def then() -> None:
            page = self.pages.page
            for field in ("promise", "promise-by"):
                if isinstance(page, NotesPage):
                    page.empty(field)
                self._note("session", field, "")

        self.desk.record(lambda: referrals.promise(text, day_of(day, datetime.date.today()), taken), then)

    def _print_handover(self) -> None:
        """The sheet for the next worker, printed once the person was told and agreed; that it was is recorded (SH9)."""
        interview, desk = self.interview, self.desk

        def made(keeper: Keeper) -> None:
            if desk.interview is not interview:
                return  # the case was left before the record answered
            try:
                file = papers.make_handover(interview, keeper, desk.directory, datetime.date.today())
                printer = choose_printer(self.pages.window.stack.window())
            except ScreeningError as trouble:
                desk.complained.emit(trouble)
                return
            if printer is not None:
                desk.record(lambda: papers.issued(file, "printed"), lambda: drawn(file, printer), even_left=True)

        def drawn(file: File, printer: QPrinter) -> None:
            try:
                draw(file.data, printer)
            except ScreeningError as trouble:
                desk.complained.emit(trouble)
                desk.record(lambda: papers.issued(file, FAILED), self.pages.redraw, of=interview)
                return
            self.pages.redraw()

        desk.keeper(made)

    def _embassy(self, value: str) -> None:
        interview = self.interview
        self.desk.record_many(lambda: interview.decided("embassy", value), lambda: self.pages.go("closing"))

    def _withdraw(self) -> None:
        """Take it back, on disk before anything else; then erase it with its keys, where those agree who must (SX5)."""
        interview = self.interview
        choice = interview.case.sessions.note(consent.WITHDRAW, "choice")
        then = self.pages.erasing.ask if choice == "erase" else self.pages.window.show_cases
        self.desk.record_many(lambda: (sessions.withdraw(choice or "keep"), interview.stop("withdrawn")), then)
