"""Wrong passphrases: how many there were, and how long to wait before the next try. Never a reason to wipe."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Count one wrong passphrase, and let the next try wait."""
    hold_back(folder)
    count_wrong(folder)


@contextmanager
def asked(folder: Path, place: Path | None = None) -> Iterator[None]:
    """What is inside tries a passphrase in the open record of ``folder``; ``place`` is what waits, where not all of it.

    A wrong one is held back and counted as at the unlocking. Raises StoreTrouble("wait-before-trying"), and what is
    raised inside.
    """
    must_not_wait(place or folder)
    try:
        yield
    except StoreTrouble as trouble:
        if trouble.code in ("wrong-passphrase", "wrong-second"):
            hold_back(place or folder)
            count_wrong(folder)
        raise
    note_right(place or folder)


def count_wrong(folder: Path) -> None:
    """Count one wrong passphrase. A count that cannot be written is not worth hiding the wrong passphrase for."""
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
