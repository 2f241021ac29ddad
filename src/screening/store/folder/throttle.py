"""Wrong passphrases: how many there were, and how long to wait before the next try. Never a reason to wipe."""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from screening.errors import StoreTrouble
from screening.store.crypto.atomic_files import read_bounded, remove, write_atomic
from screening.store.folder import elapsed

FILE = "tries"
LONGEST_WAIT = 60
LARGEST = 400
"""Bytes of the file: a number, and a line for each that waits."""
OWN, OTHER = "officer", "second"
_LINE = re.compile(r"(officer|second) ([0-9]{1,6}) ([0-9A-Za-z-]{0,64}) ([0-9]{1,12})")

clock = time.monotonic
_waits: dict[Path, tuple[int, float]] = {}
_read: set[Path] = set()
"""For which places this process has looked at what earlier ones left."""


def seconds_to_wait(folder: Path) -> int:
    """Return whole seconds until a passphrase is tried on ``folder`` again: 1, 2, 4 ... 60 after each wrong one.

    What another process left counts here too, the command line's as the window's.
    """
    _look(folder.resolve())
    _, until = _waits.get(folder.resolve(), (0, 0.0))
    return max(0, math.ceil(until - clock()))


def _wait_after(wrong: int) -> int:
    return min(LONGEST_WAIT, 2 ** min(wrong - 1, 10)) if wrong > 0 else 0


def _whose(place: Path) -> tuple[Path, str]:
    """Return the record's folder, and who waits there."""
    return (place.parent, OTHER) if place.name == OTHER and not place.is_dir() else (place, OWN)


def _look(place: Path) -> None:
    """Take over, once, what an earlier process left. By the system's own count; after a restart it begins anew."""
    if place in _read:
        return
    _read.add(place)
    folder, who = _whose(place)
    for name, wrong, start, until in _lines(folder):
        if name == who and place not in _waits:
            left = _wait_after(wrong)
            began, _, where = start.rpartition("-")
            if where != _number(folder):
                continue  # a copy of the folder is another one: whoever can copy it guesses elsewhere anyway
            if began and began == elapsed.start_of_system():
                left = min(left, max(0, until - round(elapsed.count())))
            _waits[place] = (wrong, clock() + left)


def _number(folder: Path) -> str:
    """Return which folder it is, whatever it is called."""
    try:
        return str(folder.stat().st_ino)
    except OSError:
        return ""


def _places(folder: Path) -> list[Path]:
    """Where it is written: in the record's folder, and, as long as the session lasts, where that folder is not."""
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    beside = [Path(session) / f"tries-{_number(folder)}"] if session and Path(session).is_dir() else []
    return [folder / FILE, *beside]


def _lines(folder: Path) -> list[tuple[str, int, str, int]]:
    """What waits, the longer wait where two places differ: a file that was removed takes none away."""
    most: dict[str, tuple[str, int, str, int]] = {}
    for place in _places(folder):
        try:
            text = read_bounded(place, LARGEST).decode("ascii")
        except (OSError, ValueError, StoreTrouble):
            continue
        for each in filter(None, map(_LINE.fullmatch, text.splitlines()[1:])):
            line = (each[1], int(each[2]), each[3], int(each[4]))
            if line[1] > most.get(line[0], line)[1] or line[0] not in most:
                most[line[0]] = line
    return list(most.values())


def _keep(folder: Path, wrong: int, lines: Iterable[tuple[str, int, str, int]]) -> None:
    """Write what was counted. Raises OSError and StoreTrouble."""
    kept = [f"{name} {each} {start} {until}" for name, each, start, until in lines]
    for place in reversed(_places(folder)):
        if place.is_dir():
            remove(place)  # somebody's hand: a folder of that name keeps nothing
        if wrong or kept:
            write_atomic(place, "\n".join([str(wrong), *kept]).encode())
        else:
            remove(place)


def must_not_wait(folder: Path) -> None:
    """Raise StoreTrouble("wait-before-trying") while a wait is on."""
    if seconds := seconds_to_wait(folder):
        raise StoreTrouble("wait-before-trying", seconds=seconds)


def hold_back(folder: Path) -> None:
    """Let the next try wait, twice as long each time up to a minute."""
    here = folder.resolve()
    _look(here)
    wrong = _waits.get(here, (0, 0.0))[0] + 1
    _waits[here] = (wrong, clock() + _wait_after(wrong))
    record, who = _whose(here)
    line = (who, wrong, f"{elapsed.start_of_system()}-{_number(record)}", round(elapsed.count()) + _wait_after(wrong))
    with suppress(OSError, StoreTrouble):
        _keep(record, count(record), [*(each for each in _lines(record) if each[0] != who), line])


def note_wrong(folder: Path) -> None:
    """Count one wrong passphrase, and let the next try wait."""
    hold_back(folder)
    count_wrong(folder)


@contextmanager
def asked(folder: Path, place: Path | None = None) -> Iterator[None]:
    """Count a passphrase tried inside, in the open record of ``folder``; ``place`` is what waits, where not all does.

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
        _keep(folder, count(folder) + 1, _lines(folder))
    except (OSError, StoreTrouble):
        return


def note_right(folder: Path) -> None:
    """Let nothing wait there any more; how many wrong ones there were stays until it stands in the record."""
    here = folder.resolve()
    _waits.pop(here, None)
    _read.add(here)
    record, who = _whose(here)
    left = _lines(record)
    if any(each[0] == who for each in left):
        with suppress(OSError, StoreTrouble):
            _keep(record, count(record), [each for each in left if each[0] != who])


def count(folder: Path) -> int:
    """Count wrong passphrases since the last unlock, as far as the file says."""
    try:
        return max(0, int(read_bounded(folder / FILE, LARGEST).split(b"\n")[0]))
    except (OSError, ValueError, StoreTrouble):
        return 0


def forget(folder: Path) -> None:
    """Forget wrong ones that stand in the record now. What the second person waits for stays."""
    with suppress(OSError, StoreTrouble):
        _keep(folder, 0, [each for each in _lines(folder) if each[0] == OTHER])
