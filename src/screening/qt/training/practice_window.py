"""The frame that practice happens in: every page marked, a cover page, keys; no vault is ever opened from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from screening.qt.entry.cover_page import CoverPage, put_together, take_apart
from screening.qt.frame.frame import BarButton, BarView, Language, RailRow, RailView, Shell, StripView
from screening.qt.frame.frame_views import HelpView
from screening.qt.frame.help_beside import HelpBeside
from screening.qt.frame.page import Page
from screening.qt.frame.row_ring import ring_back, ring_step, row_with_focus, rows_of
from screening.qt.platform.crash_handler import catch, crash_sentence
from screening.qt.platform.garbage import collect_in_window_thread
from screening.qt.platform.hardening import NAME
from screening.qt.style.shortcut_table import sequences
from screening.qt.style.theme import Theme, active, apply_theme, fit_width, next_theme, step_scale
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.text.screen_reader import use_roles
from screening.qt.text.text_layout import forget, locale_of
from screening.qt.widgets.buttons import Look
from screening.qt.widgets.choices import PickRow
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.translations import Words


def started() -> QApplication:
    """Return the application of a window of practice, which looks, speaks and is named as that of a record."""
    application = QApplication([NAME])
    application.setApplicationName("Workplace notes")
    apply_theme(Theme())
    catch()
    use_roles()
    collect_in_window_thread()
    return application


class Room(QMainWindow):
    """A window of practice. Subclasses show pages with ``show_page`` and answer ``next``, ``back`` and ``go``."""

    closed = Signal()
    name = ""
    """The room's name in the table of the handbook."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.stack = QStackedWidget()
        self.shell = Shell(words)
        self.cover = CoverPage(words)
        self.help = HelpBeside(self.stack, self._help_view, self._focus_page)
        self.setCentralWidget(self.help)
        self.shown: Page | None = None
        """The page in the frame."""
        self.place = ""
        """Its name in the rail."""
        self._apart: list[QWidget] = []
        self.cover.returned.connect(lambda _pin: self.uncover())
        self.stack.addWidget(self.shell)
        self.stack.addWidget(self.cover)
        bar = self.shell.bar
        bar.cover.chosen.connect(self.cover_up)
        bar.next_pressed.connect(self.next)
        bar.back_pressed.connect(self.back)
        bar.pressed.connect(self.bar)
        self.shell.strip.lock.chosen.connect(self.lock)
        self.shell.rail_chosen.connect(self.go)
        self.setWindowTitle(words.say("shell.title"))
        self.resize(1366, 720)
        self._bind()

    # --- what a subclass answers

    def next(self) -> None:
        """Go on."""

    def back(self) -> None:
        """Go back."""

    def bar(self, name: str) -> None:
        """A button of the bar other than back and next."""

    def go(self, place: str) -> None:
        """Show a place, as a row of the rail names it."""

    # --- pages

    def show_page(self, page: Page, *, where: str, rail: RailView, bar: BarView) -> None:
        """Put a page into the frame. Every page of practice is marked as such (TR1)."""
        self.shell.complaints.page_left()
        self.shell.set_strip(self._strip(where))
        self.shell.set_rail(rail)
        self.shell.set_bar(replace(bar, note="") if active().compact else bar)
        self.shell.set_page(page)
        self.shown = page
        self.stack.setCurrentWidget(self.shell)
        self.setLocale(locale_of(self.words.language))
        page.row_answered.connect(partial(self._answered, page))
        page.start().setFocus(Qt.FocusReason.OtherFocusReason)
        self.announce(page.opening())

    def row(self, name: str, title: str, *, done: bool = False) -> RailRow:
        """Return the row of a place: where one is, what was done, what was not."""
        here = name == self.place
        return RailRow(name, title, "arrow" if here else "circle" if done else "ring", here or done)

    def rail(self, title: str, rows: Sequence[RailRow], foot: Sequence[RailRow], elsewhere: str = "") -> RailView:
        """Return the rail; ``elsewhere`` is the name of a place that has no row in it."""
        here = next((row.title for row in (*rows, *foot) if row.id == self.place), elsewhere)
        return RailView(title, tuple(rows), tuple(foot), self.place, compact_title=here)

    def tags(self) -> tuple[str, ...]:
        """The languages on the page: the officer's first."""
        return (self.words.language,)

    def _strip(self, where: str) -> StripView:
        """Says which languages are on the page, and whether one of them is a draft that nobody has read yet."""
        packs = [pack for tag in dict.fromkeys(self.tags()) if (pack := self.words.within(tag).pack) is not None]
        drafts = any(pack.state is State.DRAFT for pack in packs)
        languages = tuple(Language(pack.own_name, pack.tag) for pack in packs)
        draft, short = (self.words.say("shell.draft"), self.words.say("shell.draft-short")) if drafts else ("", "")
        return StripView(
            where=where, languages=languages if drafts else (), draft=draft, draft_short=short, practice=True
        )

    def button(self, name: str, text_id: str, look: Look = Look.OTHER) -> BarButton:
        """A button of the bar; ``next`` and ``back`` carry their keys."""
        cap = {"next": tokens().key["next_page"], "back": tokens().key["previous_page"]}.get(name, "")
        short = self.words.say("shell.next") if name == "next" else ""
        return BarButton(name, self.words.say(text_id), look, short, cap)

    def announce(self, text: str) -> None:
        """One announcement, after the page has been drawn."""
        QTimer.singleShot(0, self, partial(screen_reader.say, self, text))

    # --- figures, by the contract of ``qt/window/figure_keys``; here nothing waits for a disk

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure that no row took brings the ring back to the rows, and answers nothing."""
        page = self.shell.page() if self.stack.currentWidget() is self.shell else None
        if page is not None and event.text().isdecimal() and rows_of(page) and row_with_focus(page) is None:
            ring_back(page)
        else:
            super().keyPressEvent(event)

    def _answered(self, page: Page, row: PickRow, answer: str) -> None:
        """The ring goes on from the row that was answered, by whatever hand; nothing is on a disk here."""
        if page is self.shell.page():
            to, told = ring_step(page, row), row.buttons[answer].words if answer in row.buttons else ""
            self.announce(told if to is row else self.words.say("shell.spoken.row", answer=told, name=to.name))

    # --- cover, close, look

    def lock(self) -> None:
        """Nothing of practice is kept: locking it is closing it."""
        self.close()

    def cover_up(self) -> None:
        if self.stack.currentWidget() is not self.cover:
            self.cover.begin()
            self.stack.setCurrentWidget(self.cover)
            self._apart = take_apart(self.stack, self.cover)

    def uncover(self) -> None:
        put_together(self.stack, self._apart)
        self.stack.setCurrentWidget(self.shell)

    # --- the handbook

    def _help_view(self) -> HelpView | None:
        """The chapter of this room; None under the cover page."""
        return HelpView(self.words, f"training.{self.name}") if self.stack.currentWidget() is self.shell else None

    def _focus_page(self) -> None:
        if self.shown is not None:
            self.shown.start().setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_region(self) -> None:
        if self.help.has_keyboard:
            self.activateWindow()
            self._focus_page()
        elif not (self.shell.in_last_region() and self.help.enter()):
            self.shell.next_region()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_width(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        QApplication.clipboard().clear()
        forget()
        super().closeEvent(event)
        self.closed.emit()

    def show_crash(self, kind: str) -> None:
        """Our own mistake, named without a word of content."""
        self.shell.complaints.say(crash_sentence(self.words, kind))

    def _bind(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "cover": self.cover_up,
            "lock": self.lock,
            "help": self.help.toggle,
            "next_region": self._next_region,
            "said_so_far": self.shell.toggle_topics,
            "next_page": self.next,
            "previous_page": self.back,
            "text_larger": partial(step_scale, 1),
            "text_smaller": partial(step_scale, -1),
            "theme": next_theme,
        }
        for name, act in acts.items():
            for key in sequences(name):
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(partial(self.unless_covered, act))

    def unless_covered(self, act: Callable[[], object]) -> None:
        """Under the cover page no key does anything."""
        if self.stack.currentWidget() is self.shell:
            act()
