"""Which cases leave a record without the second person: one at a time, and few in a week (SX8). The limit is data."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from screening.domain.content.keys import CHECKED, Key, one
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import built, read_file, sound
from screening.domain.events.case_codes import is_operation_code
from screening.domain.events.catalogue import Recorded
from screening.domain.events.exchange import BundleMade, CaseLeft, NotWritten
from screening.domain.events.record import ClockMoved

DAY_SECONDS = 86_400
FILE = "sending.toml"
NAME = f"indicators/{FILE}"
ALONE, PAPER = "alone", "paper"
"""Sorts of ways out, each with a limit of its own: whole records and files for other systems; papers for recipients."""
_COUNT = Key("number", needed=True, whole=(1, 365))
SHAPE = dict.fromkeys((ALONE, PAPER), one(cases=_COUNT, days=_COUNT, **CHECKED))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many different cases in so many days, counted back from now."""

    cases: int
    days: int


def read_limits(root: Path, problems: list[Problem]) -> dict[str, Limit]:
    """Return the limits that ship, by sort; what is wrong with them goes into ``problems``."""
    file = read_file(root / FILE, NAME, problems)
    rows = {} if file is None else file.parts(SHAPE)
    return {sort: built(Limit, row) for sort, row in rows.items()}


def open_limits(root: Path) -> dict[str, Limit]:
    """Return the limits that ship, by sort. Raises BadInput("sending-unsound")."""
    problems: list[Problem] = []
    return sound(read_limits(root, problems), problems, "sending-unsound")


def sent_alone(own: Iterable[Recorded], limit: Limit, now: datetime.datetime, sort: str = ALONE) -> frozenset[str]:
    """Return the cases that lately left without the second person, after the record's own log. ``now`` knows its zone.

    The queue of an operation is no case: it holds no name, and goes to the laptops that were named for it alone.
    What could not be written does not count; what left at a time that is still to come does. What the log says of
    a clock that was set is taken off: days that did not pass make no case older.
    """
    stayed: Counter[str] = Counter()
    passed = now.astimezone(datetime.UTC)
    sent: set[str] = set()
    for each in reversed(tuple(own)):
        match each.event:
            case NotWritten(digest=digest):
                stayed[digest] += 1
            case BundleMade(digest=digest) | CaseLeft(digest=digest) if stayed[digest]:
                stayed[digest] -= 1  # the one before it did not leave; the same paper may have left earlier
            case ClockMoved(seconds=seconds):
                # Entries before it stand by the clock as it was: seen from there, now is as much earlier.
                passed = _earlier(passed, seconds)
            case BundleMade(second="", cases=cases) if sort == ALONE:
                single = {case for case in cases if not is_operation_code(case)}
                sent |= single if each.at >= _since(passed, limit) else set()
            case CaseLeft(second="", case=code, way=way) if (way == PAPER) == (sort == PAPER):
                sent |= {code} if each.at >= _since(passed, limit) else set()
            case _:
                pass
    return frozenset(sent)


def _since(passed: datetime.datetime, limit: Limit) -> str:
    return _earlier(passed, limit.days * DAY_SECONDS).strftime("%Y-%m-%dT%H:%M:%SZ")


def _earlier(moment: datetime.datetime, seconds: int) -> datetime.datetime:
    try:
        return moment - datetime.timedelta(seconds=seconds)
    except OverflowError:
        return datetime.datetime(1, 1, 1, tzinfo=datetime.UTC) if seconds > 0 else moment


def bulk(cases: Iterable[str], sent: frozenset[str], limit: Limit) -> bool:
    """Return whether sending these needs the second person: several at once, or one more than few in a week."""
    wanted = frozenset(cases)
    return len(wanted) > 1 or (not wanted <= sent and len(sent | wanted) > limit.cases)
