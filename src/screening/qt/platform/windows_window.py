"""What Windows alone offers a window: no picture of it for others, and word of a suspend or a locked session."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

EXCLUDED_FROM_CAPTURE = 0x11
POWER, SUSPENDS = 0x0218, 0x0004
"""WM_POWERBROADCAST with PBT_APMSUSPEND: about two seconds are left."""
SESSION, LOCKED, DISCONNECTED = 0x02B1, 0x7, 0x4
"""WM_WTSSESSION_CHANGE with WTS_SESSION_LOCK, and with WTS_REMOTE_DISCONNECT."""


def keep_from_pictures(window: QWidget) -> bool:
    """Ask the system to leave a shown window out of every picture and recording of the screen; whether it does.

    Windows does from version 2004 on; the screen itself and what reads it aloud are as before.
    """
    if sys.platform != "win32":
        return False
    handle = ctypes.c_void_p(int(window.winId()))
    return bool(ctypes.windll.user32.SetWindowDisplayAffinity(handle, EXCLUDED_FROM_CAPTURE))


class WindowsSignals(QObject):
    """Listens to what Windows tells a window."""

    leaving = Signal(str)
    """The laptop is about to sleep, or the session was locked: ``sleep``, ``lock``."""

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listening: tuple[str, ...] = ()
        if sys.platform != "win32":
            return
        self._filter = _Filter(self)
        QCoreApplication.instance().installNativeEventFilter(self._filter)
        tells = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(ctypes.c_void_p(int(window.winId())), 0)
        self.listening = ("sleep", "lock") if tells else ("sleep",)

    def told(self, message: int, how: int) -> None:
        """Take in a message of the system with its first number."""
        if (message, how) == (POWER, SUSPENDS):
            self.leaving.emit("sleep")
        elif message == SESSION and how in (LOCKED, DISCONNECTED):
            self.leaving.emit("lock")


class _Filter(QAbstractNativeEventFilter):
    """Sees every message of Windows before Qt does, and lets each pass."""

    def __init__(self, signals: WindowsSignals) -> None:
        super().__init__()
        self._signals = signals

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: Any) -> tuple[bool, int]:
        if sys.platform == "win32" and bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if told.message in (POWER, SESSION):
                self._signals.told(told.message, told.wParam)
        return False, 0
