"""Wrong passphrases: how many there were, and how long to wait before the next try. Never a reason to wipe."""

from __future__ import annotations

import math
import time
from pathlib import Path

from screening.errors import StoreTrouble
from screening.store.files import read_bounded, remove, write_atomic

FILE = "tries"
LONGEST_WAIT = 60

clock = time.monotonic
_waits: dict[Path, tuple[int, float]] = {}


def seconds_to_wait(folder: Path) -> int:
    """Whole seconds until this process tries a passphrase on ``folder`` again: 1, 2, 4 ... 60 after each wrong one."""
    _, until = _waits.get(folder.resolve(), (0, 0.0))
    return max(0, math.ceil(until - clock()))


def must_not_wait(folder: Path) -> None:
    """Raises StoreTrouble("wait-before-trying")."""
    if seconds := seconds_to_wait(folder):
        raise StoreTrouble("wait-before-trying", seconds=seconds)


def hold_back(folder: Path) -> None:
    """Let the next try wait, twice as long each time up to a minute."""
    here = folder.resolve()
    wrong = _waits.get(here, (0, 0.0))[0] + 1
    _waits[here] = (wrong, clock() + min(LONGEST_WAIT, 2 ** (wrong - 1)))


def note_wrong(folder: Path) -> None:
    """Count one wrong passphrase. A count that cannot be written is not worth hiding the wrong passphrase for."""
    hold_back(folder)
    try:
        write_atomic(folder / FILE, str(count(folder) + 1).encode())
    except (OSError, StoreTrouble):
        return


def note_right(folder: Path) -> None:
    _waits.pop(folder.resolve(), None)


def count(folder: Path) -> int:
    """Wrong passphrases since the last unlock, as far as the file tells."""
    try:
        text = read_bounded(folder / FILE, 20)
        return max(0, int(text))
    except (OSError, ValueError, StoreTrouble):
        return 0


def forget(folder: Path) -> None:
    """Once they stand in the record."""
    try:
        remove(folder / FILE)
    except OSError:
        return
