"""Our own mistakes: said in the window and on standard error, never with a word of content."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

import screening
from screening.wording.catalogue.translations import Words


def catch() -> None:
    """Have every mistake that nothing foresaw told from now on."""
    sys.excepthook = _crash
    _started_from[:] = own_file()


def crash_sentence(words: Words, kind: str) -> str:
    """Return what is said of a mistake: where the program was exchanged while it was open, that, and what to do."""
    return words.say("error.exchanged" if own_file() != _started_from else "error.other", code=kind)


def own_file() -> list[int]:
    """Return what tells the program's own file from another in its place; empty where there is none."""
    try:
        it = Path(sys.executable if getattr(sys, "frozen", False) else screening.__file__).stat()
    except OSError:
        return []
    return [it.st_dev, it.st_ino, it.st_mtime_ns, it.st_size]


_started_from = own_file()


def _crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where, never what was in it, and keep the window open so that nothing typed is lost.

    A window says it by ``show_crash``, which takes the name of the trouble.
    """
    places = "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(trace))
    sys.stderr.write(f"{kind.__name__}\n{places}")
    for window in QApplication.topLevelWidgets():
        show_crash = getattr(window, "show_crash", None)
        if show_crash is not None:
            show_crash(kind.__name__)
