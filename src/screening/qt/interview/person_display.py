"""Showing the person their own view: in a second window on another screen, or in place of the officer's page (F4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from screening.casework.interview import person_view
from screening.domain.case.places import Place
from screening.errors import NotAccepted
from screening.qt.interview.person_page import PersonPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QScreen

    from screening.qt.session.case_context import CaseContext


class PersonViews(QObject):
    """Follows the officer's page: the topic, and the question that is open on it."""

    def __init__(self, case: CaseContext, screen: Callable[[], QScreen]) -> None:
        super().__init__(case.dialogs)
        self.case = case
        self.screen = screen
        """Returns the screen that the window is on."""
        self.page: PersonPage | None = None

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
        interview = self.case.interview
        if interview.case.language is None:
            return
        if interview.theirs.language != interview.person_language:
            self.case.complain(NotAccepted("language-only-heard", language=interview.person_language))
            return
        page = PersonPage(self.case.words, turned=turned, practice=interview.case.practice)
        page.pressed.connect(self._pressed)
        page.cover_pressed.connect(self.case.cover_up)
        page.returned.connect(self._returned)
        if not self.case.can_hear():
            page.buttons["again"].hide()
        self.page = page
        self.follow()
        if turned:
            self.case.put_over(page)
            page.sentence.setFocus()
        else:
            page.show()

    def follow(self) -> None:
        """Draw what the officer's page has come to."""
        if self.page is None or not self.case.open:
            return
        page = self.case.page
        item = page.open_item if page is not None else ""
        place = self.case.place if self.case.place in self.case.interview.places() else self.case.behind
        self.page.show_view(person_view.person_view(self.case.interview, place or Place.CONSENT, item))

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
        if page.turned:
            self.case.take_away(page)
        else:
            page.hide()
            page.deleteLater()

    def _returned(self, pin: str) -> None:
        self.case.guard.let_back(pin, self._let_back)

    def _let_back(self) -> None:
        self.close()
        if not self.case.gate_first():
            self.case.focus()

    def _pressed(self, name: str) -> None:
        """What the person chose, at once: nobody has to ask them twice."""
        if name == "again":
            self.case.play()
        elif name == "leave-out" and self.case.interview.gate().open_lines:
            # The gate came back meanwhile, so nothing can be recorded: a break, in which the officer takes over again.
            self._officer()
            self.case.rest()
        elif name == "leave-out":
            page, shown = self.case.page, self.page.view if self.page is not None else None
            if page is not None and shown is not None and page.open_item == shown.item != "":
                page.leave_out()  # what they read, and never what the officer's page has gone on to
        elif name == "rest":
            self._officer()
            self.case.rest()
        else:
            self._officer()
            self.case.go(Place.STOP)
            self.case.notify(self.case.words.say("person-page.end"))

    def _officer(self) -> None:
        if self.page is not None and self.page.turned:
            self.close()
