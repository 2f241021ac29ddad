"""A break: the screen is plain and locked, and the talk comes back as from the cover page (IN9)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.entry.break_page import RestPage
    from screening.qt.frame.page import OverPage
    from screening.qt.window.case_navigator import CasePages
    from screening.qt.window.lock import Guard


class RestingWindow(Protocol):
    """The window, as a break uses it."""

    @property
    def words(self) -> Words: ...
    @property
    def guard(self) -> Guard: ...
    @property
    def open_case_pages(self) -> CasePages | None: ...
    def cover_up(self) -> None: ...
    def put_over(self, page: OverPage) -> None: ...
    def take_away(self, page: OverPage) -> None: ...


class Breaks:
    """Puts the plain page over the window once the break is on disk, and takes it away again."""

    def __init__(self, window: RestingWindow) -> None:
        self.window = window

    def begin(self) -> None:
        """A break from the talk in hand; what is typed is kept first."""
        window, case = self.window, self.window.open_case_pages
        if case is None:
            return
        from screening.qt.entry.break_page import RestPage  # the page of the passphrase waits for none of it

        case.keep_typed()
        page, since = RestPage(window.words, locked=window.guard.asks), window.guard.clock()
        page.returned.connect(partial(self._ask_back, page, since))
        page.cover_pressed.connect(window.cover_up)
        case.record(case.interview.rest, success=partial(self._show, case, page))

    def _show(self, case: CasePages, page: RestPage) -> None:
        case.person.hide()
        self.window.put_over(page)
        page.begin()

    def _ask_back(self, page: RestPage, since: float, text: str) -> None:
        self.window.guard.let_back(text, partial(self._end, page, since))

    def _end(self, page: RestPage, since: float) -> None:
        self.window.take_away(page)
        case = self.window.open_case_pages
        if case is not None:
            case.person.unhide()
            case.return_after(self.window.guard.clock() - since, "break")
