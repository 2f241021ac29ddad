"""One window for each record: a second start has the first one come to the front, and ends.

They share a file without a word in it, in the folder that the system keeps for a user who is there. The window holds
its lock; a second start that finds it held sets the file's time, which the window sees and answers by another. Whoever
can do that can have the window come to the front, and nothing else; a folder of somebody else is not used.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, Qt, QTimer
from PySide6.QtWidgets import QWidget

from screening.errors import StoreTrouble
from screening.qt.platform.hardening import NAME
from screening.record_place import lock_alone

CALLED, HEARD = 1_000_000_000, 1_000_000_001
"""Seconds that stand as the file's time: a second start asks, and the window has come forward."""
PATIENCE = 10.0
"""Seconds that a second start waits for a window to answer, before it opens one of its own: a busy one took two."""
SOON = 50
"""Milliseconds after which the keyboard is asked for: X believes no request that bears an older time than the last key,
and a property that is set (the same icon once more) brings the time of now."""
ANY_PROCESS = -1
"""Of AllowSetForegroundWindow: Windows lets only the program that was started last give the front away."""


@contextmanager
def alone(record: Path | None) -> Iterator[Callable[[QWidget], object] | None]:
    """Be the only window of a record while inside; None is practice, of which there may be many.

    Gives what is to be called with the window once it is there, and None where another window has come to the front.
    Where no file can be made for it, or the other window does not answer, this is one more window: the record's own
    lock holds.
    """
    if record is None:
        yield lambda _: None
        return
    descriptor, file = -1, _file(record)
    try:
        descriptor = _opened(file)
        lock_alone(descriptor)
    except StoreTrouble:
        os.close(descriptor)
        descriptor = -1
        if _answered(file):
            yield None
            return
    except OSError:
        pass
    try:
        yield partial(_come_when_called, file) if descriptor >= 0 else lambda _: None
    finally:
        if descriptor >= 0:
            os.close(descriptor)
            with suppress(OSError):
                file.unlink()


def _come_when_called(file: Path, window: QWidget) -> None:
    def told() -> None:
        with suppress(OSError):
            if int(file.stat().st_mtime) == CALLED:
                os.utime(file, (HEARD, HEARD))
                window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
                window.show()
                window.raise_()
                window.setWindowIcon(window.windowIcon())
                QTimer.singleShot(SOON, window, window.activateWindow)

    QFileSystemWatcher([str(file)], window).fileChanged.connect(told)


def _file(record: Path) -> Path:
    name = os.path.normcase(os.path.realpath(record)).encode(errors="surrogateescape")
    return runtime_folder() / f"window-{hashlib.sha256(name).hexdigest()[:16]}"


def runtime_folder() -> Path:
    """Return our folder in the one that the system keeps for this user while they are there."""
    if sys.platform == "win32":
        import platformdirs

        return Path(platformdirs.user_runtime_dir(NAME, appauthor=False))
    return Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.geteuid()}") / NAME


def _opened(file: Path) -> int:
    """Return the descriptor of the file, made where it is not there. Raises OSError, in another's folder too."""
    folder = file.parent
    folder.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_absolute() or folder.is_symlink():
        raise PermissionError
    if sys.platform != "win32" and folder.stat().st_uid != os.geteuid():
        raise PermissionError
    return os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _answered(file: Path) -> bool:
    """Ask the window that holds the file to come to the front; whether it did."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(ANY_PROCESS)
    with suppress(OSError):
        os.utime(file, (CALLED, CALLED))
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if int(file.stat().st_mtime) == HEARD:
                return True
            time.sleep(0.02)
    return False
