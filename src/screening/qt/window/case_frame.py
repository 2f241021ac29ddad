"""Strip, rail and bar around a page of a case, and the minutes in the strip, which go on by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from screening.casework.interview import frame_views
from screening.casework.interview.interview import AFTER
from screening.qt.assessment.pin_page import PinPage
from screening.qt.frame import frame_presenter

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext

EVERY = 15_000
"""Milliseconds after which the minutes of the talk are told anew."""


class CaseFrame:
    """Draws what the interview says around the page in hand."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.minute = QTimer(pages.window.stack.window())
        self.minute.setSingleShot(True)
        self.minute.setInterval(EVERY)
        self.minute.timeout.connect(self._tell_time)

    def draw(self) -> None:
        """Strip, rail and bar."""
        if not self._shows():
            return
        pages, interview, place = self.pages, self.pages.interview, self.pages.framed()
        self._draw_strip(place)
        rail = frame_presenter.rail_view(interview.words, frame_views.rail(interview, place), aside=pages.aside())
        pages.shell.set_rail(rail)
        sealed = isinstance(pages.page, PinPage)
        pages.shell.set_bar(frame_presenter.bar_view(interview.words, interview, pages.place, sealed=sealed))
        pages.person.follow()

    def _shows(self) -> bool:
        return self.pages.desk.interview is not None and bool(self.pages.place)

    def _draw_strip(self, place: str) -> None:
        """Draw the strip, and again a little later: the minutes go on."""
        self.minute.start()
        pages, interview = self.pages, self.pages.interview
        minutes = 0 if pages.place in AFTER else interview.minutes()
        strip = frame_views.strip(interview, place, saved_at=pages.desk.saved_at)
        pages.shell.set_strip(frame_presenter.strip_view(interview.words, strip, minutes=minutes))

    def _tell_time(self) -> None:
        """Only the text of the minutes: an officer who listens for long presses nothing that would draw it anew."""
        if self._shows():
            self._draw_strip(self.pages.framed())
