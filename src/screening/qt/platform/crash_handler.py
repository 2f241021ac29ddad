"""Our own mistakes: said in the window and on standard error, never with a word of content."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication


@runtime_checkable
class ShowsCrash(Protocol):
    """A window that can say that the program made a mistake."""

    def show_crash(self, kind: str) -> None: ...


def catch() -> None:
    """Have every mistake that nothing foresaw told from now on."""
    sys.excepthook = _crash


def _crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where, never what was in it, and keep the window open so that nothing typed is lost."""
    places = "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(trace))
    sys.stderr.write(f"{kind.__name__}\n{places}")
    for window in QApplication.topLevelWidgets():
        if isinstance(window, ShowsCrash):
            window.show_crash(kind.__name__)
