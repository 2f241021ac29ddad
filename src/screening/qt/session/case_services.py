"""What the open record and the window do for the controllers of a case's pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtCore import SignalInstance

from screening.casework.interview.interview import Interview
from screening.qt.frame.frame import Shell
from screening.qt.session.context import Records
from screening.qt.session.services import OfficeServices, WindowServices
from screening.qt.session.unwritten import Unwritten
from screening.qt.session.vault_session import Desk
from screening.wording.catalogue.translations import Words


class CaseServices(OfficeServices):
    """The services of ``CaseContext`` that do not ask which page is shown."""

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        super().__init__(window, desk, shell, words)
        self.record: Records = desk.record
        self.keep_draft = desk.keep_draft
        self.unwritten = Unwritten()
        self.settled: SignalInstance = desk.settled
        self.complained: SignalInstance = desk.complained
        self.mended: SignalInstance = desk.mended
        self.rest = window.rest
        self.cover_up = window.cover_up
        self.put_over = window.put_over
        self.take_away = window.take_away

    @property
    def interview(self) -> Interview:
        """The case in hand; there is one whenever a page of a case is shown."""
        assert self.desk.interview is not None
        return self.desk.interview

    @property
    def open(self) -> bool:
        """Whether a case is in hand."""
        return self.desk.interview is not None

    @property
    def in_front(self) -> bool:
        """Whether the officer has the window: no cover page, no break, no page of the person."""
        return self.window.stack.currentWidget() is self.shell

    @property
    def pending(self) -> int:
        """How many acts are on their way to the disk."""
        return self.desk.pending

    @property
    def saved_at(self) -> str:
        """When something was saved last, UTC."""
        return self.desk.saved_at

    def holds(self, interview: Interview) -> bool:
        """Whether this is still the case in hand."""
        return self.desk.interview is interview

    def draft(self, name: str) -> str:
        """Half-typed text; "" for none."""
        return self.desk.drafts.get(name, "")

    def half_typed(self, which: Callable[[str], bool]) -> bool:
        """Whether any half-typed text is such."""
        return any(text and which(name) for name, text in self.desk.drafts.items())

    def drop_drafts(self, which: Callable[[str], bool]) -> None:
        """Half-typed text that must not stay."""
        self.desk.drop_drafts(which)

    def held(self) -> AbstractContextManager[None]:
        """Stand still while the page changes, and move once at the end."""
        return self.shell.main.held()

    def to_top(self) -> None:
        """Scroll to the beginning of the page."""
        self.shell.main.to_top()

    def clear_messages(self) -> None:
        """Take away what was said of what was shown before."""
        self.shell.complaints.page_left()
