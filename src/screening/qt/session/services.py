"""What an open record and the window do for the controllers of pages, so that none of them knows record or window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QStackedWidget, QWidget

from screening.casework.content.edition import Content
from screening.domain.case.case import Case
from screening.domain.events.catalogue import Event
from screening.domain.services.directory import Directory
from screening.errors import ScreeningError
from screening.qt.frame.frame import Shell
from screening.qt.frame.page import OverPage
from screening.qt.platform.hardening import Barriers
from screening.qt.session.context import Asks, LockContext, LooksContext, Says, WorksApart
from screening.qt.session.record_session import Owner
from screening.qt.session.vault_session import Desk
from screening.wording.catalogue.translations import Words


class WindowServices(Protocol):
    """The window while a record is open, as the ways between pages use it."""

    @property
    def folder(self) -> Path | None: ...
    @property
    def barriers(self) -> Barriers | None: ...
    @property
    def guard(self) -> LockContext: ...
    @property
    def looks(self) -> LooksContext: ...
    @property
    def listed(self) -> int: ...

    due: int

    @property
    def stack(self) -> QStackedWidget: ...
    def drawn_words(self) -> str: ...
    def screen(self) -> QScreen: ...
    def put_over(self, page: OverPage) -> None: ...
    def take_away(self, page: OverPage) -> None: ...
    def show_cases(self) -> None: ...
    def drop_case(self) -> None: ...
    def open_desk_page(self, place: str) -> None: ...
    def open_handbook(self) -> None: ...
    def open_due(self, code: str, kind: str) -> None: ...
    def leave_desk_page(self) -> None: ...
    def leave_desk_pages(self) -> None: ...
    def rest(self) -> None: ...
    def lock(self) -> None: ...
    def cover_up(self) -> None: ...
    def announce(self, text: str) -> None: ...


class OfficeServices:
    """The services that pages of a case and pages beside the cases share: those of ``OfficeContext``.

    What an answer passes on its way to the disk is bound here once, so that it goes to the record without a detour.
    """

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        self.window, self.desk, self.shell = window, desk, shell
        self.words = words
        self.guard = window.guard
        self.notify: Says = shell.complaints.say
        self.announce = window.announce
        self.ask: Asks = desk.ask
        self.apart: WorksApart = desk.apart
        self.long: Asks = desk.long
        self.keeper = desk.keeper
        self.show_cases = window.show_cases
        self.open_desk_page = window.open_desk_page

    def wear(self, shell: Shell) -> None:
        """Another frame, in another language, takes the place of the one before."""
        self.shell = shell
        self.notify = shell.complaints.say

    @property
    def practice(self) -> bool:
        return self.desk.practice

    @property
    def owner(self) -> Owner:
        return self.desk.owner

    @property
    def country(self) -> str:
        """The country of the record, whichever case is in hand."""
        return self.desk.country

    @property
    def content(self) -> Content:
        return self.desk.content

    @property
    def directory(self) -> Directory:
        return self.desk.directory

    @property
    def case_in_hand(self) -> Case | None:
        return self.desk.interview.case if self.desk.interview is not None else None

    @property
    def case_code(self) -> str:
        """The code of the case in hand, "" for none."""
        return self.desk.case_code

    @property
    def dialogs(self) -> QWidget:
        """What dialogs stand before."""
        return self.window.stack.window()

    def complain(self, trouble: ScreeningError) -> None:
        """Say what was not done."""
        self.desk.complained.emit(trouble)

    def lock(self) -> None:
        """Close the record and start the program anew."""
        self.window.lock()

    def drawn_words(self) -> str:
        """Words for a passphrase, drawn in the officer's language; "" where no list can be read."""
        return self.window.drawn_words()

    def drop_case(self) -> None:
        """The case in hand is in the record no more."""
        self.window.drop_case()

    def record_service(self, make: Callable[[], Event], success: Callable[[], object]) -> None:
        """Record something that belongs to no case."""
        self.desk.record_service(make, success)
