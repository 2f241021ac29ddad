"""Times as events tell them: they come from other clocks and other programs, and may be none."""

from __future__ import annotations

import datetime


def moment(at: str) -> datetime.datetime | None:
    """Return the moment that an event's time names; None where it names none."""
    try:
        found = datetime.datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=datetime.UTC)


def utc_text(when: datetime.datetime) -> str:
    """Return a moment as events tell it: in UTC, to the second."""
    return when.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_since(at: str, now: datetime.datetime) -> float | None:
    """Return seconds from then to now; None where that is not known, or is still to come by this clock."""
    then = moment(at)
    passed = (now - then).total_seconds() if then is not None else -1.0
    return passed if passed >= 0 else None
