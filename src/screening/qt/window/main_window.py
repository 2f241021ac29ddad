"""The window: one frame, one page at a time, and the way between pages. It decides nothing about the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from screening.domain.case.places import Place
from screening.domain.events.catalogue import BreakTaken
from screening.domain.policy.roles import COUNTS, PRACTISE, REVIEW, may
from screening.errors import NotSaved, ScreeningError
from screening.qt.entry.cover_page import CoverPage
from screening.qt.entry.front_page import FrontPage
from screening.qt.entry.looks import Looks
from screening.qt.frame.help_beside import HelpBeside
from screening.qt.platform import clipboard
from screening.qt.platform.crash_handler import crash_sentence
from screening.qt.platform.garbage import set_loaded_apart
from screening.qt.platform.hardening import Barriers
from screening.qt.session.lock import Guard
from screening.qt.session.record_places import RecordPlace
from screening.qt.style import icons
from screening.qt.style.theme import fit_width
from screening.qt.text import screen_reader
from screening.qt.text.text_layout import locale_of
from screening.qt.window import doors
from screening.qt.window.commands import Commands
from screening.qt.window.doors import Door
from screening.qt.window.front_pages import FrontPages
from screening.qt.window.handbook import help_view
from screening.qt.window.shortcuts import WindowKeys
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.entry.break_page import RestPage
    from screening.qt.frame.frame import Shell
    from screening.qt.frame.page import OverPage
    from screening.qt.session.vault_session import Desk
    from screening.qt.window.case_list import CaseListing
    from screening.qt.window.case_navigator import CasePages
    from screening.qt.window.record_navigator import RecordParts
    from screening.store import Vault
    from screening.store.progress import Step

# What only an open record needs is imported where it is used: the page of the passphrase waits for none of it.


BESIDE = ("keep", "again", "visit")
"""The kind of what is due that is settled beside the cases."""
CHECKING = "checking"
"""What a word about a large record is about, until all of it was checked."""


class Window(QMainWindow):
    """The window of a record. ``folder`` None is practice: a vault in memory, every page marked."""

    closed = Signal()

    def __init__(
        self, folder: Path | None, words: Words, barriers: Barriers | None = None, *, door: Door | None = None
    ) -> None:
        """``door`` is what a window of practice was opened for beside another."""
        super().__init__()
        self.folder = folder
        self.door = door
        self.barriers = barriers
        self.words = words
        self.record: RecordParts | None = None
        self.opening: Desk | None = None
        """A record on its way: nothing of it is shown yet."""
        self.list: CaseListing | None = None
        self.listed = 0
        """How many cases the list told of last."""
        self.due = 0
        """How much was due when the record was asked last."""
        self.stack = QStackedWidget()
        self.commands = Commands(self)
        self.help: HelpBeside = HelpBeside(self.stack, partial(help_view, self), self.commands.focus_page)
        self.setCentralWidget(self.help)
        self.cover = CoverPage(words)
        self.stack.addWidget(self.cover)
        self.guard = Guard(
            self.stack, self.cover, folder,
            keep_typed=self.keep_typed, return_after=self.return_after, close_record=self.close_record,
        )  # fmt: skip
        self.cover.returned.connect(self.guard.uncover)
        self.first: FrontPage | None = None
        self.over: OverPage | None = None
        """The page that stands over the frame, if one does."""
        self.room: QWidget | None = None
        self.resize(1366, 720)
        self.looks: Looks = Looks(lambda: self.words.language, self.speak_anew, self.guard.keep_look)
        self.front = FrontPages(self)
        self.cover_up: Callable[[], None] = self.guard.cover_up
        self.lock: Callable[[], None] = self.guard.lock
        self.open_handbook, self.drawn_words = self.help.open, self.front.drawn
        self.keys = WindowKeys(self, self.commands)
        self._neutral()

    # --- what is open

    @property
    def practice(self) -> bool:
        """Whether this is practice, which has no folder."""
        return self.folder is None

    @property
    def desk(self) -> Desk | None:
        """The record that is open, or on its way."""
        return self.record.desk if self.record is not None else self.opening

    @property
    def shell(self) -> Shell | None:
        """The frame of the open record."""
        return self.record.shell if self.record is not None else None

    @property
    def pages(self) -> CasePages | None:
        """The way between the pages of a case."""
        return self.record.case if self.record is not None else None

    @property
    def shown_case(self) -> CasePages | None:
        """The case in hand, while a page of it is shown."""
        return self.record.shown_case if self.record is not None else None

    @property
    def open_case_pages(self) -> CasePages | None:
        """The case in hand, whatever is shown."""
        return self.record.case if self.record is not None and self.record.case.open else None

    # --- start

    def begin(self) -> None:
        """Show the first page."""
        self.front.begin()

    def show_first(self, page: FrontPage) -> None:
        """A page before the record is open, in place of the one before."""
        old, self.first = self.first, page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        page.begin()

    def speak(self, words: Words) -> None:
        """Another language for the officer, before the record is open."""
        self.words = words
        self.setLocale(locale_of(words.language))
        self.cover.speak(words)

    def speak_anew(self, tag: str) -> None:
        """Another language for the officer while a record is open: a new frame, and the same page in it.

        What was typed is kept first, as when a page is left; the focus stands where it stood.
        """
        from screening.qt.frame.frame import Shell
        from screening.qt.window.case_list import CaseListing

        record = self.record
        if record is None:
            return
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        record.keep_typed()
        self.words.turn_to(tag)
        self.cover.speak(self.words)
        self._neutral()
        record.desk.speak()
        old, shell = record.shell, Shell(self.words)
        self.stack.addWidget(shell)
        self.commands.connect(shell)
        shell.complaints.take_over(old.complaints)
        record.case.change_frame(shell)
        record.beside.change_frame(shell)
        self.record = replace(record, shell=shell)
        self.list = CaseListing(self, self.record, self.words)
        self.stack.setCurrentWidget(shell)
        self.stack.removeWidget(old)
        old.hide()
        old.deleteLater()
        if old.page() is not None:
            self._same_page(name)

    def _same_page(self, focused: str) -> None:
        """The page that was shown, in the new frame; ``focused`` names what had the keyboard."""
        record = self.record
        assert record is not None and self.list is not None
        if record.beside.place:
            record.beside.go(record.beside.place)
            page: QWidget | None = record.beside.page
        elif record.shown_case is not None:
            record.shown_case.go(record.shown_case.place, record.shown_case.item)
            page = record.shown_case.page
        else:
            self.list.show()
            return
        found = page.findChild(QWidget, focused) if page is not None and focused else None
        if found is not None:
            found.setFocus()

    def open_record(self, opener: Callable[[], Vault]) -> None:
        """Open it in its thread. While one is being opened, pressing again changes nothing."""
        if self.desk is not None:
            return
        from screening.qt.session.vault_session import Desk

        desk = self.opening = Desk(opener, self.words, practice=self.practice, parent=self)
        desk.opened.connect(self._opened)
        desk.refused.connect(self._refused)
        desk.complained.connect(self.complain)
        desk.saved.connect(self._saved)
        desk.mended.connect(self._mended)
        desk.working.connect(self._working)
        desk.open()

    def _refused(self, trouble: ScreeningError) -> None:
        self.opening = None
        if self.first is not None:
            self.first.show_trouble(trouble)

    def _opened(self) -> None:
        from screening.qt.frame.frame import Shell
        from screening.qt.window.case_list import CaseListing
        from screening.qt.window.case_navigator import CasePages
        from screening.qt.window.record_navigator import RecordPages, RecordParts

        desk, shell, words = self.opening, Shell(self.words), self.words
        assert desk is not None
        self.stack.addWidget(shell)
        self.commands.connect(shell)
        case, pages = CasePages(self, desk, shell, words), RecordPages(self, desk, shell, words)
        self.record = RecordParts(desk, shell, case, pages)
        self.opening = None
        self.list = CaseListing(self, self.record, words)
        if self.first is not None:
            self.stack.removeWidget(self.first)
            self.first.deleteLater()
            self.first = None
        self.stack.setCurrentWidget(shell)
        QTimer.singleShot(0, self, set_loaded_apart)
        shell.setFocus()  # until the list is there: a key pressed ahead must not be the lock's, which is first in order
        told = [words.say_with(f"notice.{each.code}", each.details) for each in desk.notices]
        if told:
            shell.complaints.say(" ".join(told), lasting=True)
        self._check_behind(desk)
        self.guard.open(desk, self._guarded)

    def _check_behind(self, desk: Desk) -> None:
        """A large record is shown before all of it was checked: say so, and at once where something does not hold."""
        if desk.left is not None and self.shell is not None and not self.shell.complaints.sentence:
            self.shell.complaints.say_text("notice.checking", about=CHECKING)

        def checked(code: str) -> None:
            if self.shell is None or self.desk is not desk:
                return
            self.shell.complaints.solved(CHECKING)
            if code:
                self.shell.complaints.say_text(f"notice.{code}", code)

        desk.check_what_is_left(checked)

    def _guarded(self, open_case: str) -> None:
        """What was set is known: look and speak so, and show the case that was locked, else the list."""
        self.looks.adopt(self.guard.kept)
        if open_case:
            self.open_case(open_case)
        elif self.door is not None:
            doors.enter(self, self.door)
        else:
            self.show_cases()
        chosen = self.practice or self.guard.kept.pin
        shell = self.shell
        if shell is None or chosen:
            return
        if not shell.complaints.sentence or shell.complaints.about == CHECKING:
            shell.complaints.say_text("guard.no-pin", about="no-pin")

    # --- the cases

    def show_cases(self) -> None:
        """The list of cases. What could not be written of answers by ear is not left without a word."""
        record = self.record
        assert record is not None and self.list is not None
        if record.case.alone.waits:
            record.case.go(Place.UNSAVED)
            return
        record.leave()
        role = record.desk.owner.role
        if may(role, PRACTISE):
            self.list.show()
        elif may(role, COUNTS):
            self.open_record_page(RecordPlace.COUNTS)
        else:
            self.open_record_page(RecordPlace.BENCH if may(role, REVIEW) else RecordPlace.LOG)

    def home(self) -> None:
        """Where everything begins, from every page; what was typed is kept first. Nothing before a record is open."""
        if self.record is None or self.record.shell.page() is None:
            return
        if (field := self.focusWidget()) is not None:
            field.clearFocus()  # what stands in it belongs to the case, which must still be in hand
        self.show_cases()

    def drop_case(self) -> None:
        """The case in hand is in the record no more."""
        if self.record is not None:
            self.record.drop_case()

    def new(self) -> None:
        """The key for a new screening, on the list of cases alone."""
        record, listed = self.record, self.list is not None and self.list.shown
        if record is not None and listed and not record.case.open and may(record.desk.owner.role, PRACTISE):
            self.new_screening()

    def new_screening(self) -> None:
        """Begin a screening."""
        if self.list is not None:
            self.list.new_screening()

    def open_case(self, code: str) -> None:
        """Open a case where it was left."""
        if self.list is not None:
            self.list.open_case(code)

    def open_due(self, code: str, kind: str) -> None:
        """Open a case at what is due in it, from a page beside the cases; a case in hand is left for it."""
        record = self.record
        if record is None or self.list is None:
            return
        if record.case.alone.waits:
            record.case.go(Place.UNSAVED)
            return
        if kind not in BESIDE:
            record.leave()
        self.list.open_due(code, kind)

    # --- pages beside the cases

    def open_record_page(self, place: str) -> None:
        """A page that belongs to no case; the way back leads to the case page that it was opened from."""
        record = self.record
        if record is None:
            return
        record.case.keep_typed()
        record.shell.complaints.page_left()
        record.shell.complaints.case_shown(False)
        if record.case.open and not record.beside.place:
            record.beside.behind = record.case.place
            record.case.page = None
        record.beside.go(place)

    def leave_record_page(self) -> None:
        """Back to the page of the case that the pages beside the cases were opened from, else to the list."""
        assert self.record is not None
        behind, self.record.beside.behind = self.record.beside.behind, ""
        if behind and self.record.case.open:
            self.record.case.go(behind)
        else:
            self.show_cases()

    def leave_record_pages(self) -> None:
        """A page of the case comes: what stood beside the cases is left, and its keys with it."""
        if self.record is not None and self.record.beside.place:
            self.record.beside.leave()
            self.record.beside.behind = ""

    # --- what was not done

    def complain(self, trouble: ScreeningError) -> None:
        """Say it in the frame; after "Not saved" the record is opened again."""
        record = self.record
        if record is None:
            return
        unsaved = isinstance(trouble, NotSaved)
        waits = unsaved and record.case.alone.waits
        record.shell.refuse(trouble, self.words.say("alone.unsaved.also") if waits else "")
        if unsaved:
            record.case.not_saved()
            if record.beside.page is not None:
                record.beside.page.not_saved()
            record.desk.mend()

    def _mended(self) -> None:
        """The record opened again and holds: the page shows what is in it, and takes the answer anew."""
        if self.record is not None:
            self.record.case.redraw()

    def _saved(self, _at: str) -> None:
        """Something is on disk: "Not saved" is true no more."""
        if self.record is not None and self.record.shell.complaints.code.startswith("not-saved"):
            self.record.shell.complaints.solved()

    def _working(self, step: Step | None) -> None:
        """Say how far long work is."""
        if self.shell is None:
            return
        if step is None:
            self.shell.progress.over()
        else:
            self.shell.progress.show_step(step.what, step.percent, may_stop=step.may_stop)

    # --- cover, break, lock

    def rest(self) -> None:
        """A break: the screen is plain and locked; the talk comes back as from the cover page (IN9)."""
        case = self.open_case_pages
        if case is None:
            return
        from screening.qt.entry.break_page import RestPage  # the page of the passphrase waits for none of it

        case.keep_typed()
        page, since = RestPage(self.words, locked=self.guard.asks), self.guard.clock()
        page.returned.connect(partial(self._end_break, page, since))
        page.cover_pressed.connect(self.cover_up)
        case.record(BreakTaken, success=partial(self._show_break, case, page))

    def _show_break(self, case: CasePages, page: RestPage) -> None:
        case.person.hide()
        self.put_over(page)
        page.begin()

    def _end_break(self, page: RestPage, since: float, text: str) -> None:
        def end() -> None:
            self.take_away(page)
            if (case := self.open_case_pages) is not None:
                case.person.unhide()
                case.return_after(self.guard.clock() - since, "break")

        self.guard.let_back(text, end)

    def put_over(self, page: OverPage) -> None:
        """Show a page over everything."""
        self.over = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def take_away(self, page: OverPage) -> None:
        """Show the frame again in place of the page over it; before a record is open, the first page."""
        self.over = None
        behind = self.shell or self.first
        if behind is not None:
            self.stack.setCurrentWidget(behind)
        self.stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def keep_typed(self) -> None:
        """Hand over what was typed and is not on disk yet."""
        if self.record is not None:
            self.record.keep_typed()

    def return_after(self, seconds: float, why: str) -> None:
        """The window was covered for so long."""
        if self.record is not None:
            self.record.case.return_after(seconds, why)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.guard.attention.main = self.windowHandle()
        self.guard.attention.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_width(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stays():
            event.ignore()
            return
        self.keep_typed()
        self.close_record()
        super().closeEvent(event)
        self.closed.emit()

    def _stays(self) -> bool:
        """Closing is asked about once where answers by ear would be lost; under the cover page nothing is asked."""
        case = self.pages
        if case is None or not case.alone.waits or not case.in_front or case.place == Place.UNSAVED:
            return False
        case.go(Place.UNSAVED)
        return True

    def close_record(self) -> None:
        """Lock the record, let go of it, and of what was copied."""
        if self.record is not None:
            self.record.close()
            self.record = self.list = None
        elif self.opening is not None:
            self.opening.close()
            self.opening = None
        clipboard.forget()
        self.guard.close()

    # --- parts

    def _neutral(self) -> None:
        """Window title and icon say nothing about what this is (SX13)."""
        self.setWindowTitle(self.words.say("shell.title"))
        self.setLocale(locale_of(self.words.language))
        self.setWindowIcon(icons.window_icon("sheet"))

    def show_crash(self, kind: str) -> None:
        """Our own mistake: what it means for the record, and the name of the trouble, without a word of content."""
        if self.record is not None:
            self.record.shell.complaints.say(crash_sentence(self.words, kind), kind, lasting=True)

    def announce(self, text: str) -> None:
        """One announcement, after the page has been drawn."""
        QTimer.singleShot(0, self, partial(screen_reader.say, self, text))
