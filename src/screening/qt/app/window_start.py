"""The first step of a window: Qt and its platform. Where it fails, the terminal says in plain words what lacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from screening.qt.platform.hardening import NAME

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QApplication

NO_SCREEN = ("offscreen", "minimal")
"""Platforms of Qt that show nothing to anybody."""
REFUSED = 2


def made(make: Callable[[], QApplication], failed: Callable[[str], object]) -> QApplication:
    """Return the application. Where Qt would abort for want of a platform, ``failed`` is told what it said instead.

    The process ends with 2 then: Qt cannot go on from there.
    """
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def heard(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        said.append(text)
        if kind == QtMsgType.QtFatalMsg:
            failed("\n".join(said))
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(REFUSED)

    before = qInstallMessageHandler(heard)
    try:
        return make()
    finally:
        qInstallMessageHandler(before)


def say_why() -> int:
    """Say on the terminal why no window opens, with the packages that lack, and return the exit code."""
    from screening.casework.computer.computer_check import CheckState, display, libraries
    from screening.casework.computer.window_trial import try_window
    from screening.wording.catalogue.translations import Words

    words, trial = Words("en"), try_window()
    found = libraries(trial)
    lacks = found if found.state is CheckState.LACKING else display(trial)
    why = words.say_with(lacks.text_id, lacks.fields) if lacks.state is CheckState.LACKING else ""
    sys.stderr.write(" ".join(filter(None, (words.say("start.not-opened"), why, words.say("start.doctor")))) + "\n")
    return REFUSED


def main() -> None:
    """Try it, and write what came of it for ``casework.computer.window_trial``; no window is shown."""
    try:
        from PySide6.QtCore import QLoggingCategory
        from PySide6.QtWidgets import QApplication
    except ImportError as trouble:
        sys.stderr.write(f"{trouble}\n")
        sys.exit(REFUSED)
    QLoggingCategory.setFilterRules("qt.core.plugin.*=true\nqt.core.library=true")  # names the library that lacks
    application = made(lambda: QApplication([NAME]), sys.stderr.write)
    screen = application.primaryScreen()
    if screen is not None and application.platformName() not in NO_SCREEN:
        sys.stdout.write(f"screen {screen.size().width()} {screen.size().height()}\n")
    sys.stdout.flush()
