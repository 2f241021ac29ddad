"""The keys of the window: which act each is, and when it does nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from screening.domain.case.places import Place
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.shortcut_table import FIGURES, in_text_field, sequences, take_word_away

if TYPE_CHECKING:
    from screening.qt.frame.page import OverPage, Page
    from screening.qt.session.figure_keys import Figures
    from screening.qt.window.case_navigator import CasePages
    from screening.qt.window.commands import Commands
    from screening.qt.window.main_window import Window


class WindowKeys:
    """Binds every key that ``keys`` names, and the few that only the window has."""

    def __init__(self, window: Window, commands: Commands) -> None:
        self.window, self.commands = window, commands
        acts: dict[str, Callable[[], object]] = {
            "cover": window.cover_up,
            "home": window.home,
            "lock": window.lock,
            "seal": partial(window.open_record_page, RecordPlace.SEAL),
            "care": commands.care,
            "break": window.rest,
            "stop": commands.stop,
            "help": window.help.toggle,
            "explain": partial(self._in_case, lambda case: case.explain()),
            "play": partial(self._in_case, lambda case: case.play()),
            "said_so_far": commands.said,
            "person_view": partial(self._in_case, lambda case: case.person.toggle()),
            "short_contact": partial(self._in_case, lambda case: case.go(Place.CONTACT)),
            "mark_words": partial(self._on_page, lambda page: page.mark()),
            "find": partial(self._in_case, lambda case: case.go(Place.FIND)),
            "next_region": commands.next_region,
            "how": partial(self._on_page, lambda page: page.open_how()),
            "urgent": partial(self._in_case, lambda case: case.to_urgent()),
            "where": partial(self._on_page, lambda page: page.open_where()),
            "tell_more": partial(self._on_page, lambda page: page.tell_more()),
            "next_item": partial(self._step, 1),
            "previous_item": partial(self._step, -1),
            "next_page": commands.next,
            "previous_page": self._back,
            "text_larger": partial(window.looks.step_scale, 1),
            "text_smaller": partial(window.looks.step_scale, -1),
            "theme": window.looks.next_theme,
            "new_screening": window.new,
            "save": commands.save,
            "print": partial(self._on_page, lambda page: page.ask_print()),
        }
        for name, act in acts.items():
            for key in sequences(name):
                self._shortcut(name, key, act)
        for name in FIGURES:
            alone, while_typing = sequences(name)
            self._shortcut(name, alone, partial(self._press, alone))
            self._shortcut("typing", while_typing, partial(self._press, alone, typing=True))
        self._shortcut("sheet", "PgDown", partial(self._turn, 1))
        self._shortcut("sheet", "PgUp", partial(self._turn, -1))

    def _shortcut(self, name: str, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self.window.stack.window())
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(partial(self._act, name, act))

    def _act(self, name: str, act: Callable[[], object]) -> None:
        """Keys do nothing while the cover is shown, only its own field does; over the window a page says which do."""
        if self.window.stack.currentWidget() is self.window.cover and name != "lock":
            return
        over = self._over()
        if over is None or name in over.left_keys:
            act()
        elif name == "person_view":
            over.ask_back()

    def _over(self) -> OverPage | None:
        """The page that stands over the window now."""
        return self.window.over if self.window.over is self.window.stack.currentWidget() else None

    # --- what the keys do in the case that is shown

    def _in_case(self, act: Callable[[CasePages], object]) -> None:
        if (case := self.window.shown_case) is not None:
            act(case)

    def _step(self, by: int) -> None:
        if self.commands.step_topics(by):
            return
        if (figures := self._figures()) is None or not figures.step(by):
            self.commands.scroll(by)

    def _on_page(self, act: Callable[[Page], object]) -> None:
        """Call on the page in hand a method that every page has."""
        if (case := self.window.shown_case) is not None and case.page is not None:
            act(case.page)

    def _turn(self, by: int) -> None:
        case = self.window.shown_case
        if case is None or case.page is None or not case.page.turn_page(by):
            self.commands.scroll(by, pages=True)

    def _back(self) -> None:
        """The page before; in a text the same key takes a word away, as everywhere, and never leaves the page."""
        field = QApplication.focusWidget()
        if in_text_field(field):
            take_word_away(field)
        else:
            self.commands.back()

    def _press(self, figure: str, *, typing: bool = False) -> None:
        over = self._over()
        if over is not None:
            over.press_figure(figure)
        elif self.window.help.has_keyboard:
            return  # who reads in the help answers no question
        elif (figures := self._figures()) is not None:
            figures.press(figure, typing=typing)

    def _figures(self) -> Figures | None:
        """The keys of the page that is shown, of a case or beside the cases; None where it has no rows to answer."""
        if (case := self.window.shown_case) is not None:
            return case.figures
        return self.window.record.beside.figures if self.window.record is not None else None
