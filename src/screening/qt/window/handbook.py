"""Opening the handbook from any page of the officer's, at that page's chapter, and going back to the page (F1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from screening.domain.case.places import kind

if TYPE_CHECKING:
    from screening.qt.frame.handbook_page import HandbookPage
    from screening.qt.window.main_window import Window

# The reader of Markdown is imported where a chapter is wanted: no page waits for it.


class Handbook:
    """Puts a chapter over the window and takes it away again. The window says where it may not be opened."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page: HandbookPage | None = None
        self._focused: QWidget | None = None

    def toggle(self) -> None:
        """Open it at the page in hand, or close it."""
        if self.page is not None and self.page is self.window.stack.currentWidget():
            self.close()
        else:
            self.open()

    def open(self) -> None:
        """Show the chapter of the page in hand; what was typed there is kept first."""
        from screening.qt.frame.handbook_page import HandbookPage

        window = self.window
        if self.page is not None:
            self._drop()
        self._focused = QApplication.focusWidget()
        window.keep_typed()
        page = self.page = HandbookPage(window.words, self.where(), self._here())
        page.closed.connect(self.close)
        page.cover_pressed.connect(window.cover_up)
        window.put_over(page)
        page.begin()

    def close(self) -> None:
        """Back to the page it was opened from, with the focus where it was; a gate that came back is shown first."""
        self._drop()
        case, focused = self.window.shown_case, self._focused
        self._focused = None
        if case is not None and case.gate_first():
            return
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus()
        elif case is not None:
            case.focus()

    def where(self) -> str:
        """The page in hand, as the table of the handbook names it."""
        record = self.window.record
        if record is None:
            return f"front.{self.window.first.name}" if self.window.first is not None else ""
        if record.beside.place:
            return f"record.{record.beside.place}"
        case = self.window.shown_case
        return f"case.{kind(case.place)}" if case is not None and case.place else "record.cases"

    def _here(self) -> str:
        """What the page of a case says of itself and of its open question; before the PIN only what it is for."""
        from screening.casework.interview.side_cards import help_of

        case = self.window.shown_case
        if case is None or not case.place or case.page is None:
            return ""
        return help_of(case.interview, case.place, case.page.open_item)

    def _drop(self) -> None:
        page, self.page = self.page, None
        if page is not None and isValid(page):
            self.window.take_away(page)
