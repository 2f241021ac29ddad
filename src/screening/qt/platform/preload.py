"""What an open record needs: read while the officer types the passphrase, and not gone through again."""

from __future__ import annotations

import gc
import importlib
import threading

from PySide6.QtCore import QTimer

ROOMS = (
    "screening.store",
    "screening.casework.interview.interview",
    "screening.qt.record.controller",
    "screening.qt.window.case_list",
)


def read_ahead() -> None:
    """Begin when the first page has been drawn; an import that is wanted meanwhile waits for its own module only."""
    QTimer.singleShot(0, threading.Thread(target=_read, name="ahead", daemon=True).start)


def keep_what_is_loaded() -> None:
    """Look for what is unused once, now that the page of the passphrase is gone, and never again through the rest.

    Going through all that was loaded by then takes forty milliseconds, and Python would do it in the middle of a talk.
    No case is open yet, so that nothing of one is kept by this.
    """
    gc.collect()
    gc.freeze()


def let_go() -> None:
    """The record is closed: everything is looked through again."""
    gc.unfreeze()


def _read() -> None:
    for room in ROOMS:
        importlib.import_module(room)
