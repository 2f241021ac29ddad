"""When memory that nothing uses any more is given back: at set times, and by the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QTimer

LOOK_MS = 2000
ENOUGH = 5000
"""Objects made since the last collection that are still there; a page at rest makes none."""


def collect_in_window_thread() -> None:
    """Collect garbage here from now on, and in no other thread. Needs the application.

    Left to itself Python collects in whichever thread asks for memory next. The parts of a page that is gone hold one
    another; where the vault's thread collected them while Qt took them apart, the program ended.
    """
    gc.disable()
    timer = QTimer(QCoreApplication.instance())
    timer.timeout.connect(_collect_where_enough)
    timer.start(LOOK_MS)


def set_loaded_apart() -> None:
    """Collect garbage, then freeze what is left: what was loaded so far is never looked through again.

    No case is open yet. After it a collection takes 5 to 10 ms in place of a hundred.
    """
    gc.collect()
    gc.freeze()


def forget_page_soon() -> None:
    """Collect the parts of a page that is gone, which hold one another: what was said is not to stay in memory."""
    QTimer.singleShot(0, gc.collect)


def _collect_where_enough() -> None:
    if gc.get_count()[0] > ENOUGH:
        gc.collect()
