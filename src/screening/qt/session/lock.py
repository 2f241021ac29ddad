"""Who may see the window now: the cover page and its PIN, and when the record is locked by itself."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget
from shiboken6 import isValid

from screening.errors import ScreeningError
from screening.qt.entry.cover_page import put_together, take_apart
from screening.qt.platform.hardening import LOCKED, LOCKED_UNDER_COVER
from screening.qt.platform.idle_watch import Attention
from screening.qt.text.text_layout import forget
from screening.qt.widgets.path_field import remember_in

if TYPE_CHECKING:
    from pathlib import Path

    from screening.qt.entry.cover_page import CoverPage
    from screening.qt.platform.suspend_watch import SleepSignals
    from screening.qt.platform.windows_window import WindowsSignals
    from screening.qt.session.vault_session import Desk
    from screening.store import Vault
    from screening.store.vault.preferences import Preferences

LONGEST_WAIT = 60
MOST_LISTS = 10


class Guard(QObject):
    """One window's guard. Without a record there is nothing behind the cover page, and Return alone leads back."""

    hushed = Signal()
    """Sound stops at once: the cover page comes, or the lock."""

    def __init__(
        self,
        stack: QStackedWidget,
        cover: CoverPage,
        folder: Path | None,
        *,
        keep_typed: Callable[[], None],
        return_after: Callable[[float, str], None],
        close_record: Callable[[], None],
    ) -> None:
        """``stack`` holds the pages of the window, ``cover`` among them; ``folder`` is None in practice.

        ``keep_typed`` follows a covering; ``return_after`` the return, with its seconds and what it was.
        """
        self.window = stack.window()
        super().__init__(self.window)
        self.stack, self.cover, self.folder = stack, cover, folder
        self.keep_typed, self.return_after, self.close_record = keep_typed, return_after, close_record
        self._kept: Preferences | None = None
        self.attention = Attention(self)
        self.attention.escaped.connect(self.cover_up)
        self.attention.idle.connect(self._lock_by_itself)
        self.attention.woke.connect(self._lock_by_itself)
        self.clock: Callable[[], float] = time.monotonic
        self._desk: Desk | None = None
        self._asking = False
        self._wrong = 0
        self._wait_until = 0.0
        self._signals: SleepSignals | WindowsSignals | None = None
        self._covered: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._apart: list[QWidget] = []
        """The pages that were taken out of the window while it is covered."""
        self._since = 0.0

    @property
    def kept(self) -> Preferences:
        """What the officer set; nothing before a record is open."""
        from screening.store.vault.preferences import Preferences

        return self._kept or Preferences()

    @kept.setter
    def kept(self, found: Preferences) -> None:
        self._kept = found

    @property
    def asks(self) -> bool:
        """Whether there is a PIN or a passphrase to be asked for; in practice without a PIN there is none."""
        return self._desk is not None and (self.folder is not None or bool(self.kept.pin))

    # --- with a record

    def open(self, desk: Desk, then: Callable[[str], object]) -> None:
        """Read what was set; ``then`` gets the case that was open at the last locking, "" for none."""
        self._desk = desk
        remember_in(self.window, self)

        def use(found: Preferences) -> None:
            self.kept = found
            if not desk.practice:
                self.attention.begin(found.idle_minutes)
                QTimer.singleShot(0, self, self._listen)
            then(found.open_case)

        desk.ask(_read, success=use)

    def close(self) -> None:
        """The record is closed: watch nothing, and know nothing of it."""
        self.attention.stop()
        remember_in(self.window, None)
        self._kept = None
        self._desk = None

    def choose_pin(self, pin: str, then: Callable[[], object]) -> None:
        """Keep a PIN that ``pin_trouble`` finds nothing in."""
        from screening.store.vault import preferences

        self._keep(preferences.PIN, preferences.seal_pin(pin), then)

    def remove_pin(self, then: Callable[[], object]) -> None:
        """Only the passphrase leads back from the cover page from now on."""
        from screening.store.vault import preferences

        self._keep(preferences.PIN, "", then)

    def keep_look(self, name: str, text: str) -> None:
        """How the window looks and speaks: ``language``, ``theme`` or ``scale``."""
        from screening.store.vault import preferences

        names = {"language": preferences.LANGUAGE, "theme": preferences.THEME, "scale": preferences.SCALE}
        self._keep(names[name], text, _then_nothing)

    def choose_idle(self, minutes: int) -> None:
        """Lock the record by itself after so many minutes from now on."""
        from screening.store.vault import preferences

        self._keep(preferences.IDLE, str(minutes), _then_nothing)

    def last_folder(self) -> str:
        """Where something was saved or chosen last, "" for nowhere."""
        return self.kept.folder

    def keep_folder(self, folder: str) -> None:
        """Keep in the record which folder was used last; the next page that asks for one begins there."""
        from screening.store.vault import preferences

        self._keep(preferences.FOLDER, folder, _then_nothing)

    def _keep(self, name: str, text: str, then: Callable[[], object]) -> None:
        desk = self._desk
        if desk is None:
            return

        def use(found: Preferences) -> None:
            self.kept = found
            self.attention.minutes = found.idle_minutes
            then()

        desk.ask(_keep, name, text, success=use)

    # --- the way back from the cover page

    def let_back(self, text: str, then: Callable[[], object]) -> None:
        """Call ``then`` when this text leads back. A wrong one says nothing and makes the next wait longer.

        The PIN; where none was chosen, the passphrase; in practice and before a record is open, anything. Nothing
        typed is no try, so that a key pressed too early costs no waiting.
        """
        from screening.store.vault import preferences

        if self._asking or self.clock() < self._wait_until:
            return
        folder = self.folder
        if not self.asks or self._desk is None:
            then()
        elif not text:
            return
        elif self.kept.pin:
            self._answer(then, preferences.pin_fits(text, self.kept.pin))
        elif text and folder is not None:
            self._asking = True
            self._desk.ask(
                _opens,
                folder,
                text,
                success=partial(self._answer, then),
                failure=partial(self._not_asked, then),
            )

    def seconds_to_wait(self) -> int:
        """Until a text in the foot of the cover page is looked at again: 1, 2, 4 ... 60 after each wrong one."""
        return max(0, math.ceil(self._wait_until - self.clock()))

    def _not_asked(self, then: Callable[[], object], _trouble: ScreeningError) -> None:
        self._answer(then, False)

    def _answer(self, then: Callable[[], object], fits: bool) -> None:
        self._asking = False
        if fits:
            self._wrong = 0
            then()
            return
        self._wrong += 1
        self._wait_until = self.clock() + min(LONGEST_WAIT, 2 ** (self._wrong - 1))

    # --- covering

    def cover_up(self) -> None:
        """The cover page at once, from every page, list and dialog; what was typed is kept after it is drawn (GA6)."""
        stack, cover = self.stack, self.cover
        if stack.currentWidget() is cover:
            return
        self.hushed.emit()
        self._since = self.clock()
        self._covered = stack.currentWidget()
        cover.begin()
        stack.setCurrentWidget(cover)
        self._put_away()
        self._apart = take_apart(stack, cover)
        cover.repaint()
        self.keep_typed()

    def uncover(self, text: str) -> None:
        """What stood in the foot of the cover page; the right one brings back the same page."""
        self.let_back(text, self._uncovered)

    def _uncovered(self) -> None:
        if self._covered is not None:
            put_together(self.stack, self._apart)
            self._apart = []
            self.stack.setCurrentWidget(self._covered)
            self._covered = None
            for widget in self._hidden:
                if isValid(widget):
                    widget.show()
            self._hidden = []
            self.return_after(self.clock() - self._since, "cover")

    def _put_away(self) -> None:
        """Lists close, dialogs are answered with their cancel, other windows of the program hide until the return."""
        for _ in range(MOST_LISTS):
            popup = QApplication.activePopupWidget()
            if popup is None:
                break
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                if isinstance(widget, QDialog):
                    widget.reject()
                else:
                    self._hidden.append(widget)
                    widget.hide()

    # --- locking

    def lock(self) -> None:
        """Hide everything, close the record and start the program anew, so that nothing of it stays in memory."""
        under_cover = self.stack.currentWidget() is self.cover
        self.cover_up()
        desk = self._desk
        if desk is not None and not desk.practice and desk.case_code:
            from screening.store.vault import preferences

            desk.ask(_keep, preferences.OPEN_CASE, desk.case_code, success=_nothing, failure=_nothing)
        QApplication.clipboard().clear()
        forget()
        self.close_record()
        if self.folder is None:
            self.window.close()
        else:
            QApplication.exit(LOCKED_UNDER_COVER if under_cover else LOCKED)

    def _lock_by_itself(self) -> None:
        if self._desk is not None and not self._desk.practice:
            self.lock()

    def listening(self) -> tuple[str, ...]:
        """Which of ``sleep``, ``lid`` and ``lock`` the desktop tells about."""
        return self._signals.listening if self._signals is not None else ()

    def _listen(self) -> None:
        """The desktop's own signals, asked for after the first page is there: nothing waits for a bus."""
        if self._signals is None and self._desk is not None:
            signals: SleepSignals | WindowsSignals
            if sys.platform == "win32":
                from screening.qt.platform.windows_window import WindowsSignals, keep_from_pictures

                keep_from_pictures(self.window)
                signals = WindowsSignals(self.window, self)
            else:
                from screening.qt.platform.suspend_watch import SleepSignals

                signals = SleepSignals(self)
            self._signals = signals
            signals.leaving.connect(lambda _why: self._lock_by_itself())


def _nothing(_value: object) -> None:
    """A place that cannot be kept is no reason to stay open."""


def _then_nothing() -> None:
    """It counts the next time; nothing shows it now."""


# --- in the vault's thread


def _read(vault: Vault) -> Preferences:
    """What was set; the case that was open at the last locking is told of once."""
    from screening.store.vault import preferences

    found = preferences.read_preferences(vault)
    if found.open_case and not vault.trouble:
        preferences.keep_preference(vault, preferences.OPEN_CASE, "")
    return found


def _keep(vault: Vault, name: str, text: str) -> Preferences:
    from screening.store.vault import preferences

    preferences.keep_preference(vault, name, text)
    return preferences.read_preferences(vault)


def _opens(_vault: Vault, folder: Path, text: str) -> bool:
    from screening.store.vault import preferences

    return preferences.is_passphrase(folder, text)
