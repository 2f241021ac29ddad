"""Which cases leave a record without the second person: one at a time, and few in a week (SX8). The limit is data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import Key, read_file, read_parts
from screening.domain.events.catalogue import Recorded
from screening.domain.events.exchange import BundleMade, NotWritten
from screening.domain.events.record import ClockMoved
from screening.errors import BadInput

DAY = 86_400
"""Seconds."""
FILE = "sending.toml"
NAME = f"indicators/{FILE}"
SHAPE = {
    "alone": Key(
        "table",
        needed=True,
        shape={
            "cases": Key("number", needed=True),
            "days": Key("number", needed=True),
            "source": Key("text", needed=True),
            "checked_on": Key("date", needed=True),
            "verified": Key("flag", needed=True),
        },
    )
}


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many different cases in so many days, counted back from now."""

    cases: int
    days: int


def read_limit(root: Path, problems: list[Problem]) -> Limit | None:
    """Return the limit that ships; what is wrong with it goes into ``problems``."""
    file = read_file(root / FILE, NAME, problems)
    row = None if file is None else read_parts(file, SHAPE, problems).get("alone")
    if row is None:
        return None
    for key in ("cases", "days"):
        if not (isinstance(row[key], int) and 1 <= row[key] <= 365):
            problems.append(Problem(NAME, "[alone]", f"{key} = {row[key]} is no limit.", "Write 1 to 365."))
            return None
    return Limit(row["cases"], row["days"])


def open_limit(root: Path) -> Limit:
    """Return the limit that ships. Raises BadInput("sending-unsound")."""
    problems: list[Problem] = []
    limit = read_limit(root, problems)
    if limit is None or problems:
        raise BadInput("sending-unsound", count=len(problems))
    return limit


def sent_alone(own: Iterable[Recorded], limit: Limit, now: datetime.datetime) -> frozenset[str]:
    """Return the cases that lately left without the second person, after the record's own log. ``now`` knows its zone.

    A bundle that could not be written does not count; one of a time that is still to come does. What the log says of
    a clock that was set is taken off: days that did not pass make no case older.
    """
    entries = tuple(own)
    failed = {each.event.digest for each in entries if isinstance(each.event, NotWritten)}
    passed = now.astimezone(datetime.UTC)
    sent: set[str] = set()
    for each in reversed(entries):
        match each.event:
            case ClockMoved(seconds=seconds):
                # Entries before it stand by the clock as it was: seen from there, now is as much earlier.
                passed = _earlier(passed, seconds)
            case BundleMade(second="", cases=cases, digest=digest) if digest not in failed:
                since = _earlier(passed, limit.days * DAY).strftime("%Y-%m-%dT%H:%M:%SZ")
                sent |= set(cases) if each.at >= since else set()
            case _:
                pass
    return frozenset(sent)


def _earlier(moment: datetime.datetime, seconds: int) -> datetime.datetime:
    try:
        return moment - datetime.timedelta(seconds=seconds)
    except OverflowError:
        return datetime.datetime(1, 1, 1, tzinfo=datetime.UTC) if seconds > 0 else moment


def bulk(cases: Iterable[str], sent: frozenset[str], limit: Limit) -> bool:
    """Return whether sending these needs the second person: several at once, or one more than few in a week."""
    wanted = frozenset(cases)
    return len(wanted) > 1 or (not wanted <= sent and len(sent | wanted) > limit.cases)
