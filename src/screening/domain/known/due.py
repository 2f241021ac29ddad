"""Say what of a case has a day: open promises, replies that are waited for, and the end of an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from screening.domain.case.case import Case
from screening.domain.known import promises

PROMISE, REPLY, ORDER = "promise", "reply", "order"
NO_DAY = "9999-12-30"
"""Of a promise that has no day: it is a reminder all the same, after all that have one."""
ENDS = ("order-end", "extension")
"""Fields of the page of dates in which an order ends; the last of them counts."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing with its ISO day; ``about`` is the recipient of whom a reply is waited for."""

    kind: str
    day: str
    about: str = ""


def of(case: Case, read: Callable[[str], str]) -> Iterator[Due]:
    """Yield what has a day; nothing of a record that was taken back. ``read`` makes an ISO day of what was typed."""
    if case.taken_back:
        return
    for each in promises.of(case):
        if not each.outcome:
            yield Due(PROMISE, each.by_day or NO_DAY)
    for sent in case.referrals.sent.values():
        if sent.sent_at and sent.answer_by and not sent.answered:
            yield Due(REPLY, sent.answer_by, sent.recipient)
    ends = [day for name in ENDS if (day := read(case.sessions.note("dates", name)))]
    if ends:
        yield Due(ORDER, max(ends))
