"""The window: one frame, one page at a time, and the way between pages. It decides nothing about the case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from screening.domain.policy.roles import COUNTS, PRACTISE, REVIEW, may
from screening.errors import NotAccepted, NotSaved, ScreeningError
from screening.qt.entry.break_page import RestPage
from screening.qt.entry.controller import FrontPages
from screening.qt.entry.cover_page import CoverPage
from screening.qt.entry.front_page import FrontPage
from screening.qt.frame.frame import BarView, Shell
from screening.qt.frame.page import lead_to_field
from screening.qt.platform import clipboard
from screening.qt.platform.hardening import Barriers
from screening.qt.platform.preload import keep_what_is_loaded, let_go
from screening.qt.style import icons
from screening.qt.style.theme import Theme, active, wear
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.window.lock import Guard
from screening.qt.window.shortcuts import WindowKeys
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.casework.interview.interview import Interview
    from screening.casework.view_models import CaseloadView
    from screening.qt.record.cases_page import CasesPage
    from screening.qt.record.controller import DeskPages
    from screening.qt.session.vault_session import Desk
    from screening.qt.window.case_navigator import CasePages
    from screening.store import Vault

# What only an open record needs is imported where it is used: the page of the passphrase waits for none of it.

THEMES = ("day", "sun", "night")
SETTING = "workplace"

CHECKING = "checking"
"""What a word about a large record is about, until all of it was checked."""


class Window(QMainWindow):
    """The only window. ``folder`` None is practice: a vault in memory, every page marked."""

    def __init__(self, folder: Path | None, words: Words, barriers: Barriers | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.barriers = barriers
        self.words = words
        self.desk: Desk | None = None
        self.pages: CasePages | None = None
        self.desk_pages: DeskPages | None = None
        self.shell: Shell | None = None
        self.listed = 0
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.cover = CoverPage(words)
        self.stack.addWidget(self.cover)
        self.guard = Guard(self)
        self.cover.returned.connect(self.guard.uncover)
        self.first: QWidget | None = None
        self.room: QWidget | None = None
        self.resize(1366, 720)
        self.front = FrontPages(self)
        self.keys = WindowKeys(self)
        self._neutral()

    # --- start

    @property
    def practice(self) -> bool:
        return self.folder is None

    def begin(self) -> None:
        """Show the first page."""
        self.front.begin()

    def open_record(self, opener: Callable[[], Vault]) -> None:
        """Open it in its thread. While one is being opened, pressing again changes nothing."""
        if self.desk is not None:
            return
        from screening.qt.session.vault_session import Desk

        desk = Desk(opener, self.words, practice=self.practice, parent=self)
        self.desk = desk
        desk.opened.connect(self._opened)
        desk.refused.connect(self._refused)
        desk.complained.connect(self._complain)
        desk.saved.connect(self._saved)
        desk.mended.connect(self._mended)
        desk.open()

    def _refused(self, trouble: ScreeningError) -> None:
        if isinstance(self.first, FrontPage):
            self.first.show_trouble(trouble)
        self.desk = None

    def _opened(self) -> None:
        from screening.qt.record.controller import DeskPages
        from screening.qt.window.case_navigator import CasePages

        self.shell = Shell(self.words)
        self.stack.addWidget(self.shell)
        self._connect_shell(self.shell)
        assert self.desk is not None
        self.pages = CasePages(self, self.desk, self.shell, self.words)
        self.desk_pages = DeskPages(self, self.desk, self.shell, self.words)
        if self.first is not None:
            self.stack.removeWidget(self.first)
            self.first.deleteLater()
            self.first = None
        self.stack.setCurrentWidget(self.shell)
        QTimer.singleShot(0, self, keep_what_is_loaded)
        told = [self.words.say_with(f"notice.{each.code}", each.details) for each in self.desk.notices]
        if told:
            self.shell.complaints.say(" ".join(told), lasting=True)
        self._check_behind(self.shell)
        self.guard.open(self.desk, self._guarded)

    def _check_behind(self, shell: Shell) -> None:
        """A large record is shown before all of it was checked: say so, and at once where something does not hold."""
        assert self.desk is not None
        if self.desk.left is not None and shell.complaints.isHidden():
            shell.complaints.say(self.words.say("notice.checking"), about=CHECKING, lasting=True)

        def checked(code: str) -> None:
            if self.shell is not shell:
                return
            shell.complaints.solved(CHECKING)
            if code:
                shell.complaints.say(self.words.say(f"notice.{code}"), code, lasting=True)

        self.desk.check_what_is_left(checked)

    def _guarded(self, open_case: str) -> None:
        """The guard knows the PIN: show the case that was locked, else the list."""
        if open_case:
            self.open_case(open_case)
        else:
            self.show_cases()
        chosen = self.practice or self.guard.kept.pin
        if (
            self.shell is not None
            and not chosen
            and (self.shell.complaints.isHidden() or self.shell.complaints.about == CHECKING)
        ):
            self.shell.complaints.say(self.words.say("guard.no-pin"), about="no-pin", lasting=True)

    def _connect_shell(self, shell: Shell) -> None:
        shell.cover_pressed.connect(self.cover_up)
        shell.lock_pressed.connect(self.lock)
        shell.break_pressed.connect(self.rest)
        shell.care_pressed.connect(self.care)
        shell.stop_pressed.connect(self.stop)
        shell.back_pressed.connect(self.back)
        shell.next_pressed.connect(lambda: self.in_case(lambda pages: pages.next()))
        shell.bar_chosen.connect(lambda name: self.in_case(lambda pages: pages.bar(name)))
        shell.rail_chosen.connect(self._rail)
        shell.draft_pressed.connect(lambda: self.in_case(lambda pages: pages.keys.explain_draft()))
        shell.complaints.put_away.connect(self._put_away)

    # --- the cases

    def show_cases(self) -> None:
        """The list of cases. What could not be written of answers by ear is not left without a word."""
        assert self.desk is not None
        if self.pages is not None and self.pages.alone.waits:
            from screening.qt.window.case_navigator import UNSAVED

            self.pages.go(UNSAVED)
            return
        if self.desk_pages is not None:
            self.desk_pages.leave()
            self.desk_pages.behind = ""
        if self.pages is not None:
            self.pages.leave()
        self.desk.leave_case()
        if not may(self.desk.owner.role, PRACTISE):
            role = self.desk.owner.role
            self.open_desk_page("counts" if may(role, COUNTS) else "bench" if may(role, REVIEW) else "log")
            return
        self.desk.list_cases(self._show_cases)

    def drop_case(self) -> None:
        """The case in hand is in the record no more: nothing of it is kept, written or led back to."""
        assert self.desk is not None
        if self.pages is not None:
            self.pages.page = None
            self.pages.leave()
        if self.desk_pages is not None:
            self.desk_pages.behind = ""
        self.desk.leave_case()

    def _show_cases(self, view: CaseloadView) -> None:
        if self.shell is None or self.desk is None or self.desk.interview is not None:
            return
        from screening.qt.frame import frame_presenter
        from screening.qt.record import questionnaire_controller
        from screening.qt.record.cases_page import CasesPage

        page = CasesPage(self.words)
        page.new_pressed.connect(self.new_screening)
        page.open_pressed.connect(self.open_case)
        page.find_pressed.connect(self._find_case)
        page.delete_pressed.connect(lambda code: self._ask_delete(page, code))
        page.delete_agreed.connect(self._delete_empty)
        page.part_pressed.connect(lambda by: self._list_part(view, by))
        page.show_view(view)
        saved = ""
        if self.desk.saved_at:
            saved = self.words.say("strip.saved", time=format_time(self.desk.saved_at, self.words.language))
        self.shell.set_strip(frame_presenter.desk_strip(self.words, saved=saved, practice=self.practice))
        self.listed = view.part.total
        role = self.desk.owner.role
        self.shell.set_rail(
            questionnaire_controller.desk_rail(self.words, self.listed, "cases", practice=self.practice, role=role)
        )
        self.shell.set_bar(BarView(note=self.words.say("bar.desk")))
        self.shell.set_page(page)
        page.start().setFocus()

    def _find_case(self, typed: str) -> None:
        if self.desk is not None:
            self.desk.find_case(typed, self.open_case)

    def _ask_delete(self, page: CasesPage, code: str) -> None:
        """A case in which nothing was recorded may go with one sentence; any other is kept, and it is said why."""
        from screening.casework.record.retention import is_empty

        def ask(empty: bool) -> None:
            if not empty:
                self._complain(NotAccepted("case-not-empty"))
            elif self.shell is not None and self.shell.page() is page:
                page.ask_delete(code)

        if self.desk is not None:
            self.desk.ask(lambda vault: is_empty(vault, code), ask)

    def _delete_empty(self, code: str) -> None:
        from screening.casework.record.retention import delete_empty

        if self.desk is not None:
            self.desk.ask(lambda vault: delete_empty(vault, code), lambda _count: self.show_cases())

    def _list_part(self, beside: CaseloadView, by: int) -> None:
        if self.desk is not None:
            self.desk.list_cases(self._show_cases, beside, by)

    def open_desk_page(self, place: str) -> None:
        """A page that belongs to no case; the way back leads to the case page that it was opened from."""
        if self.desk_pages is None or self.pages is None or self.desk is None:
            return
        self.pages.keep_typed()
        if self.shell is not None:
            self.shell.complaints.page_left()
        if self.desk.interview is not None and not self.desk_pages.place:
            self.desk_pages.behind = self.pages.place
            self.pages.page = None
        self.desk_pages.go(place)

    def leave_desk_page(self) -> None:
        assert self.desk_pages is not None
        behind, self.desk_pages.behind = self.desk_pages.behind, ""
        if behind and self.pages is not None and self.desk is not None and self.desk.interview is not None:
            self.pages.go(behind)
        else:
            self.show_cases()

    def back(self) -> None:
        if self.desk_pages is not None and self.desk_pages.place:
            self.desk_pages.back()
        else:
            self.in_case(lambda pages: pages.back())

    def save(self) -> None:
        if self.desk_pages is not None and self.desk_pages.place:
            self.desk_pages.save()
        else:
            self.in_case(lambda pages: pages.keys.save())

    def new_screening(self) -> None:
        if self.desk is not None and self.pages is not None:
            self.desk.new_case(SETTING, lambda: self.in_case(lambda pages: pages.go("gate")))

    def open_case(self, code: str) -> None:
        if self.desk is not None:
            self.desk.open_case(code, self._opened_case, lambda: self.show_plainly(code))

    def _opened_case(self, page: str, item: str) -> None:
        def go(pages: CasePages) -> None:
            code = pages.interview.case.code
            try:
                pages.go(page, item)
                pages.say_anew()
            except Exception as trouble:
                pages.page = None
                pages.leave()
                self.show_plainly(code)
                self.show_crash(type(trouble).__name__)

        self.in_case(go)

    def show_plainly(self, code: str) -> None:
        """A case that no page can show: its entries as they stand, from where it can be erased."""
        if self.desk is None or self.desk_pages is None:
            return
        self.desk.leave_case()
        self.desk_pages.plain.code = code
        from screening.qt.record import raw_case_controller

        self.open_desk_page(raw_case_controller.PLACE)

    def _rail(self, name: str) -> None:
        if self.pages is None or self.desk is None:
            return
        from screening.qt.record import questionnaire_controller
        from screening.qt.record.controller import PLACES

        if name == "cases":
            self.show_cases()
        elif name == questionnaire_controller.PLACE and self.shell is not None:
            if self.desk_pages is not None:
                self.desk_pages.leave()
            questionnaire_controller.BlankPlace(self.desk, self.shell, self.words, self.listed)
        elif name in PLACES and self.desk_pages is not None:
            self.open_desk_page(name)
        elif name == questionnaire_controller.PEOPLE and self.practice:
            from screening.qt.training.door import play_beside

            self.room = play_beside(self, self.words)
        else:
            self.pages.rail(name)

    # --- cover, break, lock

    def cover_up(self) -> None:
        """Show the cover page at once, from everywhere; nothing of the case stays in the window (GA6)."""
        self.guard.cover_up()

    def rest(self) -> None:
        """A break: the screen is plain and locked; the talk comes back as from the cover page (IN9)."""
        if self.pages is None or self.desk is None or self.desk.interview is None:
            return
        self.pages.keep_typed()
        page = RestPage(self.words, locked=self.guard.asks)
        since = self.guard.clock()
        page.returned.connect(lambda text: self.guard.let_back(text, lambda: self._rested(page, since)))
        page.cover_pressed.connect(self.cover_up)

        def resting() -> None:
            if self.pages is not None:
                self.pages.person.hide()
            self.stack.addWidget(page)
            self.stack.setCurrentWidget(page)
            page.begin()

        interview = self.desk.interview
        self.desk.record(interview.rest, resting)

    def _rested(self, page: RestPage, since: float) -> None:
        if self.shell is not None:
            self.stack.setCurrentWidget(self.shell)
        if self.pages is not None:
            self.pages.person.unhide()
            self.pages.return_after(self.guard.clock() - since, "break")
        self.stack.removeWidget(page)
        page.deleteLater()

    def lock(self) -> None:
        """Close the record and start the program anew."""
        self.guard.lock()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.guard.attention.main = self.windowHandle()
        self.guard.attention.watch(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._stays():
            event.ignore()
            return
        if self.pages is not None:
            self.pages.keep_typed()
        self.close_desk()
        super().closeEvent(event)

    def _stays(self) -> bool:
        """Closing is asked about once where answers by ear would be lost; under the cover page nothing is asked."""
        pages = self.pages
        if pages is None or not pages.alone.waits or self.stack.currentWidget() is not self.shell:
            return False
        from screening.qt.window.case_navigator import UNSAVED

        if pages.place == UNSAVED:
            return False
        pages.go(UNSAVED)
        return True

    def close_desk(self) -> None:
        if self.pages is not None:
            self.pages.alone.close()
            self.pages.alone.give_up()
            self.pages.keys.ear.close()
            self.pages.person.close()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
            let_go()
        clipboard.forget()
        self.guard.close()

    # --- troubles

    def _complain(self, trouble: ScreeningError) -> None:
        if self.shell is None:
            return
        waits = isinstance(trouble, NotSaved) and self.pages is not None and self.pages.alone.waits
        self.shell.complaints.tell(trouble, also=self.words.say("alone.unsaved.also") if waits else "")
        lead_to_field(self.shell.page(), trouble.code)
        if isinstance(trouble, NotSaved) and self.desk is not None:
            if self.pages is not None:
                self.pages.not_saved()
            self.desk.mend()

    def _mended(self) -> None:
        """The record opened again and holds: the page shows what is in it, and takes the answer anew."""
        if self.pages is not None:
            self.pages.redraw()

    def _saved(self, _at: str) -> None:
        if self.shell is not None and self.shell.complaints.code.startswith("not-saved"):
            self.shell.complaints.solved()

    def _put_away(self) -> None:
        if self.pages is not None:
            self.pages.focus()

    def show_crash(self, kind: str) -> None:
        """Our own mistake: what it means for the record, and the name of the trouble, without a word of content."""
        sentence = self.words.say("error.other", code=kind)
        if self.shell is not None:
            self.shell.complaints.say(sentence, kind, lasting=True)

    # --- look and language

    def wear_theme(self, name: str) -> None:
        wear(Theme(name, active().scale))

    def wear_scale(self, scale: int) -> None:
        wear(Theme(active().name, scale))

    def next_theme(self) -> None:
        self.wear_theme(THEMES[(THEMES.index(active().name) + 1) % len(THEMES)])

    def step_scale(self, by: int) -> None:
        scales = list(tokens().scales)
        at = scales.index(active().scale) + by
        if 0 <= at < len(scales):
            self.wear_scale(scales[at])

    def _neutral(self) -> None:
        """Window title and icon say nothing about what this is (SX13)."""
        self.setWindowTitle(self.words.say("shell.title"))
        self.setWindowIcon(icons.window_icon("sheet"))

    # --- keys

    def in_case(self, act: Callable[[CasePages], object]) -> None:
        if self.desk_pages is not None and self.desk_pages.place:
            return
        if self.pages is not None and self.desk is not None and self.desk.interview is not None:
            act(self.pages)

    def care(self) -> None:
        """Care and stop are never out of reach: a page of the desk is left for them, back into the case in hand."""
        if self.pages is not None and self.desk is not None and self.desk.interview is not None:
            self.pages.care()

    def stop(self) -> None:
        if self.pages is not None and self.desk is not None and self.desk.interview is not None:
            self.pages.stop()

    def next_region(self) -> None:
        if self.shell is not None:
            self.shell.next_region()

    def said(self) -> None:
        if active().compact and self.shell is not None:
            self.shell.toggle_topics()
        else:
            self.in_case(lambda pages: pages.rail("said"))

    def new(self) -> None:
        if self.desk is None or not may(self.desk.owner.role, PRACTISE):
            return
        from screening.qt.record.cases_page import CasesPage

        if self.desk.interview is None and self.shell is not None and isinstance(self.shell.page(), CasesPage):
            self.new_screening()

    def announce(self, text: str) -> None:
        """One announcement, after the page has been drawn."""
        QTimer.singleShot(0, lambda: screen_reader.say(self, text))


def interview_of(desk: Desk) -> Interview:
    """The interview in hand; there is one whenever a case page is shown."""
    assert desk.interview is not None
    return desk.interview
