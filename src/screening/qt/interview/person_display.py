"""Turning the line in hand to the person: in a second window on another screen, or over the officer's page (F4)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from screening.casework.interview import person_view
from screening.casework.interview.person_view import PersonView
from screening.domain.case.places import Place
from screening.errors import NotAccepted
from screening.qt.frame.page import Page
from screening.qt.interview.person_page import PersonPage
from screening.qt.questions.shared_line import SharedLine
from screening.qt.questions.shared_lines import line_in_hand, lines_beside
from screening.qt.session.case_context import CaseContext
from screening.qt.style.theme import application


class PersonViews(QObject):
    """Follows the line that is open on the officer's page; what is pressed here goes the way of the officer's press."""

    def __init__(self, case: CaseContext, screen: Callable[[], QScreen]) -> None:
        super().__init__(case.dialogs)
        self.case = case
        self.screen = screen
        """Returns the screen that the window is on."""
        self.page: PersonPage | None = None
        self._line: SharedLine | None = None
        """The line that was turned; it stays until the officer turns back, wherever the ring went on to behind it."""
        self._behind: Page | None = None
        """The officer's page that it was turned from."""
        self._caret: QWidget | None = None
        """What had the keyboard on it."""

    def toggle(self) -> None:
        """Show it, on the other screen where there is one, or put it away."""
        if self.page is not None:
            self.close()
            return
        screens = QGuiApplication.screens()
        others = [each for each in screens if each is not self.screen()]
        self.open(turned=not others)
        if others and self.page is not None:
            self.page.setGeometry(others[0].availableGeometry())
            self.page.showFullScreen()

    def open(self, *, turned: bool) -> None:
        """Turn the line in hand; a sentence says why where there is none, or none in the person's language."""
        interview, behind = self.case.interview, self.case.page
        if interview.case.language is None or behind is None:
            return
        self._line = line_in_hand(behind)
        if turned and self._line is None and not behind.turns_to_person:
            self.case.notify(self.case.words.say("person-page.no-line"))
            return
        try:
            view = self._view()
        except NotAccepted as why:
            self.case.complain(why)
            return
        sounds = self.case.can_hear()
        page = PersonPage(self.case.words, turned=turned, practice=interview.case.practice, sounds=sounds)
        page.pressed.connect(self._pressed)
        page.answered.connect(self._answered)
        page.cover_pressed.connect(self.case.cover_up)
        page.back_pressed.connect(self.turn_back)
        page.show_view(view)
        self.page = page
        if turned:
            self._behind, self._caret = behind, QApplication.focusWidget()
            behind.asks_first.connect(self._officer)
            self.case.put_over(page)
            page.setFocus()
            application().focusChanged.connect(self._keep_keyboard)
        else:
            page.show()

    def follow(self) -> None:
        """Draw what the officer's page has come to."""
        page = self.page
        if page is None or not self.case.open:
            return
        if page.turned and self.case.page is not self._behind:
            self.close()  # another page of the officer's came by itself: what it asks is theirs to read
            return
        if not page.turned or self._line is None or not isValid(self._line):
            self._line = line_in_hand(self.case.page)
        try:
            page.show_view(self._view())
        except NotAccepted as why:
            self._officer()
            self.case.complain(why)

    def hide(self) -> None:
        """Under the cover page nothing of the case stays on any screen."""
        if self.page is not None and not self.page.turned:
            self.page.hide()

    def unhide(self) -> None:
        if self.page is not None and not self.page.turned:
            self.page.show()

    def close(self) -> None:
        page, self.page = self.page, None
        if page is None:
            return
        if not page.turned:
            page.hide()
            page.deleteLater()
            return
        application().focusChanged.disconnect(self._keep_keyboard)
        if self._behind is not None and isValid(self._behind):
            self._behind.asks_first.disconnect(self._officer)
        self.case.take_away(page)
        caret, self._caret, self._behind, self._line = self._caret, None, None, None
        if caret is not None and isValid(caret) and caret.isVisible():
            caret.setFocus()
            self.case.keep_in_view()
        else:
            self.case.focus()

    def turn_back(self) -> None:
        """The officer has the window again, at the same place; a gate that came back meanwhile is first (GA12)."""
        self.close()
        self.case.gate_first()

    # --- parts

    def _view(self) -> PersonView:
        interview, page = self.case.interview, self.case.page
        if (line := self._line) is not None:
            return person_view.line_view(interview, line.view, [each.view for each in lines_beside(line)])
        topic = self.case.place if page is not None and page.turns_to_person else Place.CONSENT
        return person_view.person_view(interview, topic, page.open_item if page is not None else "")

    def _keep_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The ring goes on behind the page that stands over it: the keyboard stays here until it is turned back."""
        page = self.page
        if page is not None and now is not None and self._behind is not None and self._behind.isAncestorOf(now):
            self._caret = now
            page.setFocus()

    def _answered(self, answer: str) -> None:
        """An answer by hand: recorded as a press of the officer's is, and refused where that would be."""
        page, shown = self.case.page, self.page.view if self.page is not None else None
        if shown is None or page is None or self._gate_came_back():
            return
        if self._line is not None and isValid(self._line):
            if answer:
                self._line.choose(answer)
            else:
                self._line.emptied.emit()
        elif page.turns_to_person and page.open_item == shown.name != "":
            page.point(answer or "not_asked")  # what they read, and never what the page has gone on to

    def _pressed(self, name: str) -> None:
        """What the person chose, at once: nobody has to ask them twice."""
        page, shown = self.case.page, self.page.view if self.page is not None else None
        if name == "again":
            self.case.hear(self._line.view.plays) if self._line is not None else self.case.play()
        elif name == "rest":
            self._officer()
            self.case.rest()
        elif name == "end":
            self._officer()
            self.case.go(Place.STOP)
            self.case.notify(self.case.words.say("person-page.end"))
        elif self._line is not None:
            self._officer()
            self.case.notify(self.case.words.say("person-page.left-out"))
        elif page is not None and shown is not None and page.open_item == shown.name and not self._gate_came_back():
            page.leave_out()

    def _gate_came_back(self) -> bool:
        """Nothing can be recorded until the gate is passed: a break, in which the officer takes over again."""
        if not self.case.interview.gate().open_lines:
            return False
        self._officer()
        self.case.rest()
        return True

    def _officer(self) -> None:
        if self.page is not None and self.page.turned:
            self.close()
