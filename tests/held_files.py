"""No file is renamed, replaced or removed while this process has it open: Windows refuses it, and elsewhere the holder
would go on writing to a file that has no name any more. Every test of every act is looked at so, where the system tells
which files are open.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

OURS = str(Path(__file__).resolve().parents[1] / "src")
OPEN = Path("/proc/self/fd")
ACTS = ("os.rename", "os.remove")
found: list[str] = []


def watch() -> None:
    """Look at every renaming and removing of this process from now on."""
    if OPEN.is_dir():
        sys.addaudithook(_look)


def told() -> list[str]:
    """Return what was found since the last time, once."""
    now = found[:]
    found.clear()
    return now


def _look(event: str, given: tuple[object, ...]) -> None:
    if event not in ACTS or not _by_the_program():
        return
    names = [os.path.realpath(os.fspath(each)) for each in given[:2] if isinstance(each, (str, os.PathLike))]
    for descriptor in os.listdir(OPEN):  # noqa: PTH208  # no object for each of them
        try:
            held = os.readlink(OPEN / descriptor)  # noqa: PTH115
        except OSError:
            continue
        if any(held == name or held.startswith(f"{name}/") for name in names):
            found.append(f"{event} while {Path(held).name} is open, by {_by_the_program()}")


def _by_the_program() -> str:
    """Return the module of the program that asked for it, "" where a test did."""
    frame = sys._getframe(2)
    while frame is not None and "pathlib" in frame.f_code.co_filename:
        frame = frame.f_back  # type: ignore[assignment]
    file = frame.f_code.co_filename if frame is not None else ""
    return Path(file).name if file.startswith(OURS) else ""
