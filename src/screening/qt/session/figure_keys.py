"""The one contract of the figure keys, the same on every page that has rows to answer.

A figure answers the row that has the ring, and no other. The answer is saved; then the ring moves to the next row in
sight, never to the bar by itself, and after the last row it stays. Figures pressed meanwhile wait in a queue: the first
of them is for the next row, so that what a fast hand and a slow one record is the same. Where no row has the ring, a
figure brings it back to the first row without an answer, and answers nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from screening.qt.frame.page import Page
from screening.qt.frame.row_ring import ring_back, ring_step, row_with_focus, rows_of, saved_row
from screening.qt.text.label import Says
from screening.qt.widgets.choices import PickRow


class Answered(Protocol):
    """Whose pages have rows to answer: what the keys must know of it."""

    settled: Any
    """Signal: everything is on disk, and the page shows it."""
    complained: Any
    """Signal: something was refused."""

    @property
    def words(self) -> Says: ...
    @property
    def announce(self) -> Callable[[str], None]: ...
    @property
    def page(self) -> Page | None: ...
    @property
    def pending(self) -> int: ...


class Figures:
    """The queue of figure keys, and where the ring goes after an answer."""

    def __init__(self, case: Answered) -> None:
        self.case = case
        self._queue: list[tuple[str, bool]] = []
        """Keys, and whether each was pressed with the key that answers from within a text."""
        self._page: Page | None = None
        """The page that the queue is for: what was pressed for one page answers nothing on another."""
        self._given: tuple[PickRow, str, str, str] | None = None
        """The row whose answer is on its way to the disk, its name, the answer, and the answer in words."""
        case.settled.connect(self._settled)
        case.complained.connect(self._refused)

    # --- what the pages and the keys tell

    def press(self, key: str, *, typing: bool = False) -> None:
        """A figure, or the letter of a choice; ``typing``: a figure from within a text, where nothing has the ring."""
        page = self.case.page
        if page is None:
            return
        if page is not self._page:
            self.forget()
            self._page = page
        self._queue.append((key, typing))
        self._go_on()

    def wait(self) -> bool:
        """Whether keys wait for their turn, or would if they were pressed now."""
        return bool(self._queue or self.case.pending)

    def answered(self, row: PickRow, answer: str) -> None:
        """A choice of a row was pressed, by whatever hand: the ring moves on once it is on the disk."""
        self._given = (row, row.objectName(), answer, row.told.get(answer, ""))
        if not self.case.pending:
            self._move()

    def step(self, by: int) -> bool:
        """Move the ring to the row before or after; False where the page has no rows, and scrolls."""
        page = self.case.page
        if page is None or page.step(by):
            return page is not None
        if (row := row_with_focus(page)) is not None:
            ring_step(page, row, by)
        else:
            ring_back(page)
        return row_with_focus(page) is not None

    def forget(self) -> None:
        """Nothing waits any more, and no page is held: a save was refused, another page came, or the case was left."""
        self._queue.clear()
        self._page = self._given = None

    # --- parts

    def _go_on(self) -> None:
        while self._queue and not self.case.pending and self._page is self.case.page:
            self._answer(*self._queue.pop(0))

    def _answer(self, key: str, typing: bool) -> None:
        page = self._page
        assert page is not None
        if key.isdecimal() and page.press(int(key), typing=typing):
            return
        if (row := row_with_focus(page)) is None:
            ring_back(page)
        elif (answer := row.answer_of(key)) and answer == row.picked and not page.answers_anew:
            ring_step(page, row)  # it stands already: there is nothing to save; a gate was looked at anew
        else:
            row.press(key)

    def _settled(self) -> None:
        """Everything is on disk, and the page shows it."""
        page = self.case.page
        if page is not self._page:
            self._queue.clear()
        self._move()
        if self._queue and page is not None:
            page.past_pause()  # what was pressed before the pause came is for the question after it
        self._go_on()

    def _move(self) -> None:
        """Move the ring on from the row that was answered, where it is still there and shows that answer; say both."""
        given, self._given = self._given, None
        page = self.case.page
        if given is None or page is None:
            return
        row, name, answer, told = given
        kept = isValid(row) and page.isAncestorOf(row)
        found = row if kept else next((each for each in rows_of(page) if each.objectName() == name), None)
        if kept and not row.isVisibleTo(page):
            self.case.announce(saved_row(self.case.words, told, ""))  # it was asked once, and went with its answer
        if found is None or not found.isVisibleTo(page) or found.picked != answer:
            return
        focused = QApplication.focusWidget()
        elsewhere = focused is not None and page.isAncestorOf(focused) and row_with_focus(page) is not found
        to = found
        if not (kept and elsewhere):  # a hand that went somewhere else meanwhile keeps its place
            to = ring_step(page, found)
        self.case.announce(saved_row(self.case.words, told, "" if to is found else to.name))

    def _refused(self, _trouble: object) -> None:
        self.forget()
