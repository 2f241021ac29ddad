"""Say what was promised to the person, wherever it was recorded."""

from __future__ import annotations

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
