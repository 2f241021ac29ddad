"""Say what was promised to the person, wherever it was recorded, and what of a case has a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from screening.domain.case.case import Case
from screening.domain.case.referrals import AT_CLOSING, Promise
from screening.domain.events.allowed_values import is_day

CLOSING_LINE, CLOSING_DAY = "promised", "promised-by"
NOTHING = frozenset({"nothing", "none", "nil", "no", "-", "tiada", "tidak ada", "tak ada", "nihil"})
"""What officers write, as the line asks them to, where nothing was promised."""


def of(case: Case) -> tuple[Promise, ...]:
    """Return every promise of the case, in the order in which they were made; settled ones with what came of them."""
    return tuple(named(case).values())


def named(case: Case) -> dict[str, Promise]:
    """Return every promise by the name under which it is settled."""
    made = dict(case.referrals.promises)
    written = case.closing.get(CLOSING_LINE, "").strip()
    if written and not _is_nothing(written) and all(each.text.strip() != written for each in made.values()):
        at = max((head.at for head in case.closing_heads.get(CLOSING_LINE, ())), default="")
        made = {AT_CLOSING: Promise(AT_CLOSING, written, _by_day(case), at, case.referrals.closing_outcome)} | made
    return dict(sorted(made.items(), key=lambda each: each[1].made_at))


def _by_day(case: Case) -> str:
    """Return the ISO day of the promise of the closing; "" for none, and where two laptops wrote different ones."""
    day = case.closing.get(CLOSING_DAY, "")
    return day if is_day(day) else ""


def none_written(case: Case) -> bool:
    """Return whether the officer wrote at the closing that nothing was promised."""
    return _is_nothing(case.closing.get(CLOSING_LINE, ""))


def _is_nothing(text: str) -> bool:
    return text.strip().strip(".!。").casefold() in NOTHING


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


def days_of(case: Case, read: Callable[[str], str]) -> Iterator[Due]:
    """Yield what has a day; nothing of a record that was taken back. ``read`` makes an ISO day of what was typed."""
    if case.taken_back:
        return
    for each in of(case):
        if not each.outcome:
            yield Due(PROMISE, each.by_day or NO_DAY)
    for sent in case.referrals.sent.values():
        if sent.sent_at and sent.answer_by and not sent.answered:
            yield Due(REPLY, sent.answer_by, sent.recipient)
    ends = [day for name in ENDS if (day := read(case.sessions.note("dates", name)))]
    if ends:
        yield Due(ORDER, max(ends))
