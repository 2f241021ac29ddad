"""Start-up: what must be hardened before Qt is imported, the options, and the way into the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAME = "notes"
"""The neutral name of folder and process: it says nothing to someone who looks over a shoulder (SX13)."""

LOCKED = 77
"""The event loop ended because the record was locked: the program starts itself anew, so that memory is gone."""

KEPT = ("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "QT_IM_MODULE")
PLATFORMS = ("offscreen", "xcb", "wayland", "windows", "cocoa", "minimal")


def harden() -> None:
    """Private files, no core dumps, no environment that loads code or opens a port. Call before Qt is imported."""
    os.umask(0o077)
    for name in list(os.environ):
        if name.startswith(("QT_", "QML")) and name not in KEPT:
            del os.environ[name]
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] not in ("", *PLATFORMS):
        del os.environ["QT_QPA_PLATFORM"]
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def vault_folder(arguments: list[str]) -> Path:
    """Where the record is: ``--vault PATH``, else the platform's data folder."""
    if "--vault" in arguments:
        place = arguments.index("--vault") + 1
        if place < len(arguments):
            return Path(arguments[place])
    import platformdirs

    return Path(platformdirs.user_data_dir(NAME, appauthor=False)) / "record"


def main(arguments: list[str]) -> int:
    """Open the window and stay until it is closed. Returns the exit code of the process."""
    harden()
    from screening.qt.start import run

    practice = "try" in arguments
    code = run(None if practice else vault_folder(arguments))
    if code == LOCKED:
        os.execv(sys.executable, [sys.executable, "-m", "screening", *arguments])
    return code
