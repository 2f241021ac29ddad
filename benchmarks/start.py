"""The program's own start, from its first line to its first page drawn offscreen; prints seconds by the clock and of
the processor.

    python benchmarks/start.py FOLDER   (of a record)

It goes the way of ``python -m screening --vault FOLDER``, with all that is put right before Qt is imported. When the
loop of events would begin, the window is drawn to a picture and the program ends.
"""

from __future__ import annotations

import os
import sys
import time
from importlib.abc import MetaPathFinder

CLOCK, PROCESSOR = time.perf_counter(), time.process_time()
"""Before anything of the program is imported."""
os.environ["QT_QPA_PLATFORM"] = "offscreen"


def drawn(*_application: object) -> int:
    """Stands in for the loop of events."""
    from PySide6.QtWidgets import QApplication

    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.grab()
    print(time.perf_counter() - CLOCK, time.process_time() - PROCESSOR)
    return 0


class WhenQtIsThere(MetaPathFinder):
    """Finds no module; sees when the window is imported, by which time Qt is there."""

    def find_spec(self, name: str, *_where: object) -> None:
        if name == "screening.qt.window.main_window":
            from PySide6.QtWidgets import QApplication

            sys.meta_path.remove(self)
            QApplication.exec = drawn  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    sys.meta_path.insert(0, WhenQtIsThere())
    sys.argv[1:] = ["--vault", sys.argv[1]]
    from screening.__main__ import main
    from screening.qt.platform.hardening import clean

    clean(os.environ)  # of names with which the program would start anew, without this script

    main()
