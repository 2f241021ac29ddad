"""What Windows tells a window locks the record; other messages of the same kind do not."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from screening.qt.platform.windows_window import (
    DISCONNECTED,
    LOCKED,
    POWER,
    SESSION,
    SUSPENDS,
    WindowsSignals,
)

RESUMES, UNLOCKED = 0x12, 0x8


@pytest.mark.parametrize(
    ("message", "how", "why"),
    [(POWER, SUSPENDS, ["sleep"]), (SESSION, LOCKED, ["lock"]), (SESSION, DISCONNECTED, ["lock"]),
     (POWER, RESUMES, []), (SESSION, UNLOCKED, []), (0x0219, SUSPENDS, [])],
)  # fmt: skip
def test_a_suspend_and_a_locked_session_are_told_and_nothing_else(
    qtbot: QtBot, message: int, how: int, why: list[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    heard: list[str] = []
    signals = WindowsSignals(window)
    signals.leaving.connect(heard.append)
    signals.told(message, how)
    assert heard == why
