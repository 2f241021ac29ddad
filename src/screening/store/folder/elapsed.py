"""Time that passed by the system's own count since it was started, which no setting of the clock changes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

MOVED = 300
"""Seconds between the clock and the count, from which on the clock was set: time servers correct less."""
KEPT = "clock"
"""Where the record keeps what clock and count said, beside the drafts of no case."""

wall = time.time


def count() -> float:
    """Return seconds since the system was started, those asleep too where the system tells them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)) if ASLEEP else time.monotonic()


ASLEEP = hasattr(time, "clock_gettime")


def start_of_system() -> str:
    """Return a name that is another one each time the system is started; "" where it gives none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What clock and count said at one moment."""

    start: str
    counted: float
    at: float

    def text(self) -> str:
        return f"{self.start} {self.counted:.0f} {self.at:.0f}"

    def moved(self) -> int:
        """Seconds by which the clock was set since, below zero for back; 0 where it was not, or nobody can tell."""
        moved = (wall() - self.at) - (count() - self.counted)
        return round(moved) if abs(moved) > MOVED else 0


def now() -> Anchor:
    """Return the anchor of this moment."""
    return Anchor(start_of_system(), count(), wall())


def kept(text: str) -> Anchor | None:
    """Return what the record kept, where the system was not started anew since."""
    start, _, numbers = text.partition(" ")
    counted, _, at = numbers.partition(" ")
    if not start or start != start_of_system() or not counted.isdecimal() or not at.isdecimal():
        return None
    return Anchor(start, float(counted), float(at))
