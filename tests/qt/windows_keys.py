"""The keys of Windows: into the queue of the system, as those of a keyboard, and from there to the window."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from screening.qt.frame.page import Headed
from screening.qt.session import record_rail
from screening.qt.widgets.buttons import Button
from tests.qt.hands import Keyboard
from tests.qt.page_objects import Screen

CODES = {
    Qt.Key.Key_Tab: 0x09, Qt.Key.Key_Return: 0x0D, Qt.Key.Key_Escape: 0x1B, Qt.Key.Key_Space: 0x20,
    Qt.Key.Key_PageUp: 0x21, Qt.Key.Key_PageDown: 0x22, Qt.Key.Key_End: 0x23, Qt.Key.Key_Home: 0x24,
    Qt.Key.Key_Left: 0x25, Qt.Key.Key_Up: 0x26, Qt.Key.Key_Right: 0x27, Qt.Key.Key_Down: 0x28,
    Qt.Key.Key_F3: 0x72, Qt.Key.Key_F8: 0x77,
}  # fmt: skip
"""The system's numbers of keys that make no letter."""
SHIFT, CONTROL = 0x10, 0x11
UP = 0x0002


class _Heard(QObject):
    """Counts the keys that came up again in any window of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.n = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyRelease:
            self.n += 1
        return False


class WindowsScreen(Screen):
    """The same window, and every key is one of the system's."""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        held = [CONTROL] if modifiers & Qt.KeyboardModifier.ControlModifier else []
        self._strike(CODES.get(key, key.value), held)

    def type_text(self, text: str) -> None:
        for letter in text:
            how = _keyboard().VkKeyScanW(ord(letter))
            assert how != -1, f"no key makes {letter!r}"
            self._strike(how & 0xFF, [SHIFT] if how & 0x100 else [])

    def rail(self, place: str) -> None:
        if self.place != place:
            Keyboard(self).rail(place)

    def desk(self, place: str) -> Headed:
        window, hand = self.window, Keyboard(self)
        assert window.shell is not None and window.record is not None and window.desk is not None
        beside = record_rail.links(window.words, place, practice=window.practice, role=window.desk.owner.role)
        row = next(iter(beside), place)
        self.settle()
        hand.press(window.shell.rail.rows[row])
        self.wait(lambda: window.record is not None and window.record.beside.place == row)
        if row != place:
            link = window.record.beside.page.findChild(Button, f"page-{place}")
            assert link is not None
            hand.press(link)
        self.wait(lambda: window.record is not None and window.record.beside.place == place)
        assert window.record.beside.page is not None
        return window.record.beside.page

    def _strike(self, code: int, held: list[int]) -> None:
        """Press a key while others are held, and wait until the window had all of them back."""
        with _hearing() as heard:
            for each in (*held, code):
                _keyboard().keybd_event(each, 0, 0, None)
            for each in (code, *reversed(held)):
                _keyboard().keybd_event(each, 0, UP, None)
            self.wait(lambda: heard.n == len(held) + 1)


@contextmanager
def _hearing() -> Iterator[_Heard]:
    heard, application = _Heard(), QApplication.instance()
    assert application is not None
    application.installEventFilter(heard)
    try:
        yield heard
    finally:
        application.removeEventFilter(heard)


def _keyboard() -> ctypes.CDLL:
    if sys.platform != "win32":
        raise NotImplementedError
    return ctypes.windll.user32
