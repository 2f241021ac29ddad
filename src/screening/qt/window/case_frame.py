"""Strip, rail and bar around a page of a case, and the minutes in the strip, which go on by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QTimer

from screening.casework.interview import frame_views
from screening.domain.case.places import AFTER
from screening.qt.frame import frame_presenter
from screening.qt.frame.case_bars import bar_view
from screening.qt.frame.frame import Shell
from screening.qt.session.context import CaseContext

EVERY = 15_000
"""Milliseconds after which the minutes of the talk are told anew."""


class ByEar(Protocol):
    """Answering alone, by ear."""

    def possible(self) -> bool: ...


class FramedCase(CaseContext, Protocol):
    """A case, with what of its way stands in the frame."""

    @property
    def sealed(self) -> bool: ...
    @property
    def saved_at(self) -> str: ...
    @property
    def led_from(self) -> str: ...
    @property
    def alone(self) -> ByEar: ...
    def framed(self) -> str: ...
    def aside(self) -> str: ...


class CaseFrame:
    """Draws what the interview says around the page in hand."""

    def __init__(self, case: FramedCase, shell: Shell, follow: Callable[[], None]) -> None:
        self.case = case
        self.follow = follow
        """Shows the person's own view what is asked now."""
        self.shell = shell
        self._asked, self._possible = ("", ""), False
        self.minute = QTimer(case.dialogs)
        self.minute.setSingleShot(True)
        self.minute.setInterval(EVERY)
        self.minute.timeout.connect(self._tell_time)

    def draw(self) -> None:
        """Strip, rail and bar."""
        if not self._shows():
            return
        case, interview, place = self.case, self.case.interview, self.case.framed()
        self._draw_strip(place)
        data = frame_views.rail(interview, place)
        rail = frame_presenter.rail_view(interview.words, data, aside=case.aside(), by_ear=self._by_ear())
        self.shell.set_rail(rail)
        self.shell.set_bar(
            bar_view(
                interview.words,
                interview,
                case.place,
                onward=case.page.onward if case.page else "",
                sealed=case.sealed,
                from_summary=bool(case.led_from),
                available=case.page is None or case.page.available,
            )
        )
        self.follow()

    def _by_ear(self) -> bool:
        """Whether answering by ear can be had; looked up once for each language of a case."""
        asked = (self.case.interview.case.code, self.case.interview.person_language)
        if asked != self._asked:
            self._asked, self._possible = asked, self.case.alone.possible()
        return self._possible

    def _shows(self) -> bool:
        return self.case.open and bool(self.case.place)

    def _draw_strip(self, place: str) -> None:
        """Draw the strip, and again a little later: the minutes go on."""
        self.minute.start()
        case, interview = self.case, self.case.interview
        minutes = 0 if case.place in AFTER else interview.minutes()
        strip = frame_views.strip(interview, place, saved_at=case.saved_at)
        self.shell.set_strip(frame_presenter.strip_view(interview.words, strip, place=case.place, minutes=minutes))

    def _tell_time(self) -> None:
        """Only the text of the minutes: an officer who listens for long presses nothing that would draw it anew."""
        if self._shows():
            self._draw_strip(self.case.framed())
