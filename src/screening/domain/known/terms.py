"""Work out from the law how long an order lasts at most, and whether somebody is in a shelter after that.

What was typed from the order itself goes before what is worked out; where the length is not known nothing is.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from screening.domain.case.case import Case
from screening.domain.case.child_and_shelter import SHELTER
from screening.domain.countries.model import BEGINNINGS, CUSTODY, Clock
from screening.domain.known.known import setting

PAGE = "dates"
ENDS = ("order-end", "extension")
"""Fields of the page of dates in which an order ends; the last of them counts."""
LEFT = "left"
"""The field that says on which day the person left the shelter."""
AFTER, WITHIN = "after-term", "within-term"

Read = Callable[[str], str]
"""Makes an ISO day of what was typed; "" for what is none."""


@dataclass(frozen=True, slots=True)
class Term:
    """The last day of something that a clock of the law bounds, as an ISO day; from a day that was typed."""

    clock: Clock
    since: str
    end: str


def noted(case: Case, field: str, read: Read) -> str:
    """Return the ISO day that stands in a field of the page of dates; "" for none."""
    return read(case.sessions.note(PAGE, field))


def last_day(since: str, clock: Clock) -> str:
    """Return the last ISO day of a clock that begins on one; "" where the law's length is not known.

    A day is not split into hours; a month that is shorter ends on its last day.
    """
    if clock.at_most is None:
        return ""
    first = datetime.date.fromisoformat(since)
    if clock.unit != "months":
        days = -(-clock.at_most // 24) if clock.unit == "hours" else clock.at_most
        return (first + datetime.timedelta(days)).isoformat()
    year, month = divmod(first.month - 1 + clock.at_most, 12)
    year, month = first.year + year, month + 1
    return first.replace(year=year, month=month, day=min(first.day, calendar.monthrange(year, month)[1])).isoformat()


def worked_out(case: Case, clocks: Iterable[Clock], read: Read) -> tuple[Term, ...]:
    """Return what can be worked out, in the order in which things happen: custody, interim order, order."""
    found = (
        Term(clock, since, end)
        for clock in clocks
        if clock.runs_from and (since := noted(case, clock.runs_from, read)) and (end := last_day(since, clock))
    )
    return tuple(sorted(found, key=lambda each: BEGINNINGS.index(each.clock.runs_from)))


def running(case: Case, clocks: Iterable[Clock], read: Read) -> Term | None:
    """Return the term that runs now: of the last that began; None where an end was typed or the person left."""
    if noted(case, LEFT, read) or typed_end(case, read):
        return None
    found = worked_out(case, clocks, read)
    return found[-1] if found else None


def typed_end(case: Case, read: Read) -> str:
    """Return the last day that was typed from the orders; "" for none."""
    return max((noted(case, name, read) for name in ENDS), default="")


def in_shelter(case: Case, read: Read) -> bool:
    """Return whether the person is in a shelter as far as the record says: held there last, and no day of leaving."""
    return setting(case) == SHELTER and not noted(case, LEFT, read)


def stay(case: Case, clocks: Iterable[Clock], read: Read, today: datetime.date) -> str:
    """Return whether somebody in a shelter is there after the term of the order, or within it; "" where that is not
    known or they are in none."""
    term = running(case, clocks, read)
    end = typed_end(case, read) or (term.end if term is not None and term.clock.runs_from != CUSTODY else "")
    if not end or not in_shelter(case, read) or case.taken_back:
        return ""
    return AFTER if end < today.isoformat() else WITHIN
