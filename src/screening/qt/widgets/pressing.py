"""How painted buttons are pressed: by Return, all over, once where a hand presses twice; and a choice that a press
alone does not fill.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QProxyStyle,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

if TYPE_CHECKING:
    _Radio = QRadioButton
else:
    _Radio = object

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class FilledFromOutside(_Radio):
    """A radio button that a press does not fill, nor an arrow leave: what holds it does both."""

    def fill(self, filled: bool) -> None:
        # Qt would not let the one filled button of a set be emptied, and tells a screen reader of a set only when it
        # keeps one filled.
        self.setAutoExclusive(False)
        self.setChecked(filled)
        self.setAutoExclusive(True)

    def nextCheckState(self) -> None:
        """A press alone fills nothing."""

    def hitButton(self, _position: QPoint) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


if TYPE_CHECKING:
    _Push = QPushButton
else:
    _Push = object

RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PressedByReturn(_Push):
    """A push button that Return presses, once however long it is held. A choice is not one: its figure answers."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in RETURNS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class _Whole(QProxyStyle):
    """Says of a radio button or a check box that all of it can be pressed, and not the small mark that Qt would draw.

    Only what asks where it is hears this, as a magnifier and a screen reader under a finger do.
    """

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        if element in _CLICKED:
            return QRect(option.rect)
        return super().subElementRect(element, option, widget)  # type: ignore[arg-type]


_CLICKED = (QStyle.SubElement.SE_RadioButtonClickRect, QStyle.SubElement.SE_CheckBoxClickRect)
_whole: list[_Whole] = []


def pressed_as_a_whole(button: QAbstractButton) -> None:
    """Have all of a painted radio button or check box be its place, also for other programs."""
    if not _whole or not isValid(_whole[0]):
        _whole[:] = [_Whole()]
        _whole[0].setParent(QApplication.instance())
    button.setStyle(_whole[0])


def step_of(event: QKeyEvent, buttons: Sequence[QWidget]) -> QWidget | None:
    """The button that Right or Left leads to from the one that has the focus, round a row; None for another key."""
    step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
    at = next((number for number, button in enumerate(buttons) if button.hasFocus()), -1)
    if not step or at < 0:
        return None
    return buttons[(at + (-step if buttons[at].isRightToLeft() else step)) % len(buttons)]


def rove(buttons: Iterable[QWidget], stop: QWidget, *, focus: bool = False) -> None:
    """Let Tab stop at one button of a row, and put the focus there if asked to."""
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
    if focus:
        stop.setFocus(Qt.FocusReason.OtherFocusReason)


TOO_SOON = 0.3
"""Seconds after the page moved on in which the same press again is the same press."""


class Steady:
    """What one page took last, and since when another question stands in its place: a hand presses twice in one place,
    the page moved on, and nobody was asked what opened (IN7).

    Only the very same press counts as one with the last: another figure is an answer at once, however fast the hand.
    Not for the figure keys of rows: each of those counts, for the row that is next.
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
