"""What an open record needs is read from the disk while the officer types the passphrase."""

from __future__ import annotations

import importlib
import threading

from PySide6.QtCore import QTimer

ROOMS = ("screening.store", "screening.casework.interviewing", "screening.qt.desk_pages", "screening.qt.case_pages")


def read_ahead() -> None:
    """Begin when the first page has been drawn; an import that is wanted meanwhile waits for its own module only."""
    QTimer.singleShot(0, threading.Thread(target=_read, name="ahead", daemon=True).start)


def _read() -> None:
    for room in ROOMS:
        importlib.import_module(room)
