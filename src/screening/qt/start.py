"""Making the application object and its first window."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from screening.qt.theme import Theme, wear
from screening.qt.window import Window
from screening.wording.catalogs import Words


def run(folder: Path | None) -> int:
    """Open the record in ``folder``, or a practice record in memory for None, and run until the window closes."""
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Workplace notes")
    application.setCursorFlashTime(0)
    sys.excepthook = _crash
    wear(Theme())
    window = Window(folder, Words("en"))
    window.show()
    window.begin()
    return application.exec()


def _crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Our own mistake: say where, never what was in it, and keep the window open so that nothing typed is lost."""
    places = "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(trace))
    sys.stderr.write(f"{kind.__name__}\n{places}")
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Window):
            window.show_crash(kind.__name__)
