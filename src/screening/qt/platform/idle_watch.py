"""Whether somebody is at the keyboard, and whether the machine slept: what the lock goes by."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

STIRS = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
    }
)  # fmt: skip
LOOK_EVERY = 2_000
"""Milliseconds between two looks at the clock."""
SLEPT = 5.0
"""Seconds that the machine's clock may be ahead of the running time before the machine is taken to have slept."""


def asleep_seconds() -> float:
    """How long this machine slept since it was started, where the system tells (Linux); else 0."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return 0.0 if boot is None else time.clock_gettime(boot) - time.clock_gettime(time.CLOCK_MONOTONIC)


class Attention(QObject):
    """Watches every window of the program, lists and dialogs too, at the place where the system hands input in."""

    idle = Signal()
    """Nobody stirred for as long as ``minutes``."""
    woke = Signal()
    """The machine had slept."""
    escaped = Signal()
    """Esc in a window other than the main one, or while a list is open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.minutes = 0
        """0 is never."""
        self.main: QWindow | None = None
        self.clock: Callable[[], float] = time.monotonic
        self.wall: Callable[[], float] = time.time
        self.asleep: Callable[[], float] = asleep_seconds
        self._stirred = self.clock()
        self._apart = self.wall() - self.clock()
        self._slept = self.asleep()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.watch)

    def begin(self, minutes: int) -> None:
        """Watch from now on."""
        self.minutes = minutes
        self.stir()
        self._apart = self.wall() - self.clock()
        self._slept = self.asleep()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def watch(self, window: QWindow | None) -> None:
        """See the input of this window as well."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def stir(self) -> None:
        """Somebody is there now."""
        self._stirred = self.clock()

    def look(self) -> None:
        """Compare the clocks. A clock that somebody set forward is taken for sleep: locking too often harms nobody."""
        apart, slept = self.wall() - self.clock(), self.asleep()
        jumped = apart - self._apart > SLEPT or slept - self._slept > SLEPT
        self._apart, self._slept = apart, slept
        if jumped:
            self.woke.emit()
        elif self.minutes and self.clock() - self._stirred >= 60 * self.minutes:
            self.stir()
            self.idle.emit()

    def _is_aside(self, watched: QObject) -> bool:
        """Whether the window lies over the main one and would take the key for itself; a list that is open may."""
        if self.main is None or not self.main.isVisible() or QApplication.activePopupWidget() is not None:
            return False
        return watched is not self.main

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in STIRS:
            self.stir()
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._is_aside(watched):
                self.escaped.emit()
                return True
        return False
