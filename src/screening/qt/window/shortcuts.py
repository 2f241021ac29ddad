"""The keys of the window: which act each is, and when it does nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from screening.qt.entry.break_page import RestPage
from screening.qt.interview.alone_page import AlonePage
from screening.qt.interview.person_page import PersonPage
from screening.qt.style.shortcut_table import in_text_field, sequences, take_word_away

if TYPE_CHECKING:
    from screening.qt.window.case_navigator import CasePages


FIGURES = ("not_asked", "yes", "no", "not_known", "declined")
"""The names of the keys 0 to 4."""


class KeyedWindow(Protocol):
    """The window, as its keys use it."""

    @property
    def stack(self) -> QStackedWidget: ...
    @property
    def cover(self) -> QWidget: ...
    def in_case(self, act: Callable[[CasePages], object]) -> None: ...
    def open_desk_page(self, place: str) -> None: ...
    def step_scale(self, by: int) -> None: ...
    def cover_up(self) -> None: ...
    def lock(self) -> None: ...
    def care(self) -> None: ...
    def rest(self) -> None: ...
    def stop(self) -> None: ...
    def said(self) -> None: ...
    def next_region(self) -> None: ...
    def back(self) -> None: ...
    def next_theme(self) -> None: ...
    def new(self) -> None: ...
    def save(self) -> None: ...


class WindowKeys:
    """Binds every key that ``keys`` names, and the few that only the window has."""

    def __init__(self, window: KeyedWindow) -> None:
        self.window = window
        acts: dict[str, Callable[[], object]] = {
            "cover": window.cover_up,
            "lock": window.lock,
            "seal": lambda: window.open_desk_page("seal"),
            "care": window.care,
            "break": window.rest,
            "stop": window.stop,
            "help": lambda: window.in_case(lambda pages: pages.keys.explain()),
            "play": lambda: window.in_case(lambda pages: pages.keys.play()),
            "said_so_far": window.said,
            "person_view": self._person_view,
            "short_contact": lambda: window.in_case(lambda pages: pages.go("contact")),
            "mark_words": lambda: window.in_case(lambda pages: pages.keys.mark()),
            "find": lambda: window.in_case(lambda pages: pages.rail("find")),
            "next_region": window.next_region,
            "how": lambda: window.in_case(lambda pages: pages.keys.how()),
            "urgent": lambda: window.in_case(lambda pages: pages.to_urgent()),
            "where": lambda: window.in_case(lambda pages: pages.keys.where()),
            "tell_more": lambda: window.in_case(lambda pages: pages.keys.tell_more()),
            "next_item": lambda: window.in_case(lambda pages: pages.keys.figures.step(1)),
            "previous_item": lambda: window.in_case(lambda pages: pages.keys.figures.step(-1)),
            "next_page": lambda: window.in_case(lambda pages: pages.next()),
            "previous_page": self._back,
            "text_larger": lambda: window.step_scale(1),
            "text_smaller": lambda: window.step_scale(-1),
            "theme": window.next_theme,
        }
        figures = [partial(self._press, number) for number in range(len(FIGURES))]
        self._left_alone = (window.cover_up, *figures)
        for name, act in acts.items():
            for key in sequences(name):
                self._shortcut(key, act)
        for number, name in enumerate(FIGURES):
            alone, while_typing = sequences(name)
            self._shortcut(alone, figures[number])
            self._shortcut(while_typing, partial(self._press, number, typing=True))
        for number in range(len(FIGURES), 10):  # of rows with many choices: they wait in the same queue
            self._shortcut(str(number), partial(self._press, number))
        self._shortcut("Ctrl+N", window.new)
        self._shortcut("Ctrl+S", window.save)
        self._shortcut("Ctrl+P", lambda: window.in_case(lambda pages: pages.keys.print_paper()))
        self._shortcut("PgDown", lambda: window.in_case(lambda pages: pages.referral.turn(1)))
        self._shortcut("PgUp", lambda: window.in_case(lambda pages: pages.referral.turn(-1)))

    def _shortcut(self, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self.window.stack.window())
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self._act(act))

    def _act(self, act: Callable[[], object]) -> None:
        """Keys do nothing while the cover or a break is shown; only the cover's own field does.

        While a person answers alone only the figures and the cover page are left: no key of the officer's opens
        anything (PR11).
        """
        page = self.window.stack.currentWidget()
        if page is self.window.cover and act != self.window.lock:
            return
        if isinstance(page, RestPage) and act not in (self.window.cover_up, self.window.lock):
            return
        if isinstance(page, AlonePage) and act not in self._left_alone:
            return
        if isinstance(page, PersonPage) and act != self.window.cover_up:
            if act == self._person_view:
                page.ask_back()
            return
        act()

    def _person_view(self) -> None:
        self.window.in_case(lambda pages: pages.person.toggle())

    def _back(self) -> None:
        """The page before; in a text the same key takes a word away, as everywhere, and never leaves the page."""
        field = QApplication.focusWidget()
        if in_text_field(field):
            take_word_away(field)
        else:
            self.window.back()

    def _press(self, number: int, *, typing: bool = False) -> None:
        page = self.window.stack.currentWidget()
        if isinstance(page, AlonePage):
            page.press_figure(str(number))
            return
        self.window.in_case(lambda pages: pages.keys.figures.press(number, typing=typing))
