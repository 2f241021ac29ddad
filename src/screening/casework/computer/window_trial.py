"""Whether a window can open here: tried in a process of its own, as the program does it, not looked up in a list."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from screening.start_options import TRY_WINDOW

MODULE = "screening.qt.app.window_start"
"""What the other process runs; it writes the lines that ``read_trial`` reads."""
SECONDS = 30
LINUX_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0t64",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libatomic.so.1": "libatomic1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Names of libraries that Qt asks the system for, and the package of Debian 13 and Ubuntu 24.04 that brings each.

The trial finds what lacks; this gives it the name that an administrator can install, and finds several at once.
"""
_REFUSED = re.compile(r"([\w.+-]+\.so(?:\.\d+)*): (?:cannot open shared object file|file too short|invalid ELF header)")


@dataclass(frozen=True, slots=True)
class Trial:
    """How a window fared: libraries that the loader did not get, and the screen's pixels, 0 where there is none."""

    libraries: tuple[str, ...] = ()
    width: int = 0
    height: int = 0


def try_window() -> Trial:
    """Start Qt and its platform in another process and return what came of it; no window is shown."""
    if getattr(sys, "frozen", False):
        command = [sys.executable, TRY_WINDOW]
    else:
        command = [sys.executable, "-I", "-c", f"from {MODULE} import main; main()"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return Trial()
    return read_trial((done.stdout + b"\n" + done.stderr).decode("utf-8", "replace"))


def read_trial(told: str) -> Trial:
    """Return what the other process told: a line ``screen WIDTH HEIGHT``, or what the loader of libraries said."""
    screen = re.search(r"^screen (\d{1,6}) (\d{1,6})$", told, re.MULTILINE)
    width, height = (int(each) for each in screen.groups()) if screen else (0, 0)
    return Trial(() if screen else tuple(dict.fromkeys(refused(told))), width, height)


def refused(told: str) -> Iterator[str]:
    """Yield the names of libraries in what the loader said."""
    for found in _REFUSED.finditer(told):
        yield found[1]
