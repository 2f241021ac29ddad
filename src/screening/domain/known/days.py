"""Say what of a case has a day: promises, replies, decisions, orders and their terms, court days, a second talk."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from screening.domain.case.case import Case
from screening.domain.case.child_and_shelter import SHELTER
from screening.domain.case.formal_decisions import FINAL
from screening.domain.countries.model import CUSTODY, Awaited, Clock
from screening.domain.known import detention, outcomes, promises, terms

PROMISE, REPLY, ORDER, TERM, TALK, DECISION = "promise", "reply", "order", "term", "talk", "decision"
ON_PAPER = {"hearing": "court", "passes": "pass"}
"""Fields of the page of dates whose day is a reminder, and its kind."""
KINDS = (PROMISE, REPLY, ORDER, TERM, TALK, DECISION, *ON_PAPER.values())
NO_DAY = "9999-12-30"
"""Of a promise that has no day: it is a reminder all the same, after all that have one."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing with its ISO day. ``about`` is the recipient of whom a reply is waited for, or the clock of a term that
    was worked out; for a term or an order it ends with ``SHELTER`` where the person is in one."""

    kind: str
    day: str
    about: str = ""


def days_of(
    case: Case, read: Callable[[str], str], clocks: Sequence[Clock] = (), awaited: Awaited | None = None
) -> Iterator[Due]:
    """Yield what has a day; nothing of a record that was taken back.

    ``read`` makes an ISO day of what was typed; ``clocks`` and ``awaited`` are those of the country.
    """
    if case.taken_back:
        return
    for each in promises.of(case):
        if not each.outcome:
            yield Due(PROMISE, each.by_day or NO_DAY)
    for sent in case.referrals.sent.values():
        if sent.sent_at and sent.answer_by and not sent.answered:
            yield Due(REPLY, sent.answer_by, sent.recipient)
    if awaited is not None and (since := _waits_since(case)) is not None:
        yield Due(DECISION, (since + datetime.timedelta(days=awaited.days)).isoformat())
    if detention.waits(case):
        yield Due(TALK, detention.second_talk(case, read) or NO_DAY)
    for name, kind in ON_PAPER.items():
        if day := terms.noted(case, name, read):
            yield Due(kind, day)
    shelter = SHELTER if terms.in_shelter(case, read) else ""
    if (end := terms.typed_end(case, read)) and not terms.noted(case, terms.LEFT, read):
        yield Due(ORDER, end, shelter)
    elif (term := terms.running(case, clocks, read)) is not None:
        yield Due(TERM, term.end, f"{term.clock.id} {shelter if term.clock.runs_from != CUSTODY else ''}".strip())


def _waits_since(case: Case) -> datetime.date | None:
    """Return the day of the last step of an identification that has not ended; None where nobody asked for one."""
    identified = outcomes.identification(case)
    if identified is None or identified.result in FINAL or not identified.day:
        return None
    since = datetime.date.fromisoformat(identified.day)
    return since if since.year < datetime.MAXYEAR else None
