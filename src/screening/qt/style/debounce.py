"""A hand that presses twice in one place: the page moved on, and nobody was asked what opened (IN7).

Not for figure keys: each of those counts, for the row that is next (`qt/figures`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

TOO_SOON = 0.3
"""Seconds after the page moved on in which the same press again is the same press."""


class Steady:
    """What one page took last, and since when another question stands in its place.

    Only the very same press counts as one with the last: another figure is an answer at once, however fast the hand.
    """

    clock: Callable[[], float] = staticmethod(time.monotonic)

    def __init__(self) -> None:
        self._last = ""
        self._until = 0.0

    def repeats(self, pressed: str) -> bool:
        """Whether this press is the last one over again; any other is the last one now."""
        if pressed == self._last and self.clock() < self._until:
            return True
        self._last = pressed
        return False

    def doubled(self, pressed: str) -> bool:
        """Whether this press is the second of a double click, which is one press and takes nothing back."""
        if self.repeats(pressed):
            return True
        self.moved(QApplication.doubleClickInterval() / 1000)
        return False

    def moved(self, seconds: float = TOO_SOON) -> None:
        """The page moved on by itself; the same press within ``seconds`` is the one before."""
        self._until = self.clock() + seconds

    def chosen(self) -> None:
        """A hand opened something: whatever is pressed now is meant for it."""
        self._until = 0.0
