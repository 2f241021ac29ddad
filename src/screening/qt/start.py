"""Making the application object and its first window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from screening.qt.crash import catch
from screening.qt.theme import Theme, wear
from screening.qt.window import Window
from screening.wording.catalogs import Words


def run(folder: Path | None) -> int:
    """Open the record in ``folder``, or a practice record in memory for None, and run until the window closes."""
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Workplace notes")
    application.setCursorFlashTime(0)
    catch()
    wear(Theme())
    window = Window(folder, Words("en"))
    window.show()
    window.begin()
    return application.exec()
