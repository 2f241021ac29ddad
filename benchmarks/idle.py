"""How often the window wakes on every page while nobody touches it: ``python benchmarks/idle.py [--seconds 2]``.

``tests/qt/window/test_idle.py`` holds that every page comes to rest; this gives the figure. It walks what
``tests/qt/screens.py`` takes pictures of. A turn is one waking of the event loop, whoever woke it: a timer, the
record's thread, the window system. Below stand the timers that come round by themselves, those inside Qt too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qt_compat import qt_api

from screening.qt.style import theme
from screening.qt.style.theme import Theme
from tests.qt.other_screens import take_others
from tests.qt.page_objects import quick_vault
from tests.qt.screens import Pictures, walk

SETTLE = 1_100
"""Milliseconds after which a page has done what it does once it is shown; it says that it is slow after 1,000."""
SIZE = (1366, 768)


class Still(Pictures):
    """Counts in place of taking pictures."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.turns: dict[str, float] = {}
        self.timers: Counter[str] = Counter()

    def keep(self, window: QWidget, name: str) -> None:
        _rest(SETTLE)
        counted = [0]

        def woke() -> None:
            counted[0] += 1

        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(woke)
        _rest(int(1000 * self.seconds))
        dispatcher.awake.disconnect(woke)
        name = name if name not in self.turns else f"{name} ({len(self.turns)})"
        self.turns[name] = (counted[0] - 2) / self.seconds  # its beginning and end are this measurement's own
        self.timers.update(set(_timers()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2)
    still = Still(parser.parse_args().seconds)
    qt_api.set_qt_api("pyside6")
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    theme.apply_theme(Theme())
    with tempfile.TemporaryDirectory() as folder:
        walk(still, quick_vault(Path(folder) / "record", None), "en", "ms", SIZE)
        take_others(still, Path(folder), "en", "ms", SIZE)
    for name, turns in sorted(still.turns.items(), key=lambda each: -each[1])[:10]:
        print(f"{turns:6.1f} turns a second: {name}")
    print(f"{len(still.turns)} pages, at most {max(still.turns.values()):.1f} turns a second")
    for name, count in still.timers.most_common():
        print(f"{name}, on {count} pages")


def _timers() -> Iterator[str]:
    """Return every timer of the window's thread that comes round by itself: whose it is, and how often."""
    dispatcher, application = QAbstractEventDispatcher.instance(), QApplication.instance()
    assert application is not None
    tops = [application, *QApplication.topLevelWidgets(), *QApplication.topLevelWindows()]
    for each in [each for top in tops for each in (top, *top.findChildren(QObject))]:
        if not (isinstance(each, QTimer) and each.isSingleShot()):
            for timer in dispatcher.registeredTimers(each):
                yield f"{type(each.parent() or each).__name__}'s timer, every {timer.interval} ms"


def _rest(milliseconds: int) -> None:
    """Leave the window to itself, as the program's own loop does."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
