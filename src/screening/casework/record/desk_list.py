"""The list of cases on the desk: what is due, the cases in the order asked for, filtered by what the officer typed.

It is read from the index of the record, which ``refresh`` keeps true. Nothing of it says a word that a person said: a
promise is named as one, not by what was promised.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from screening import __version__
from screening.casework.content import country
from screening.casework.content.edition import Content, open_content
from screening.casework.record import retention
from screening.casework.record.caseload import (
    NOT_SHOWN,
    STATES,
    TODOS,
    CaseStatus,
    standing_of,
    whole,
    worded_next,
    worded_setting,
    worded_state,
)
from screening.domain.case.case import Case
from screening.domain.countries.model import Country
from screening.domain.events.catalogue import Recorded
from screening.domain.known.days import NO_DAY, PROMISE, REPLY, days_of
from screening.domain.policy.retention import runs
from screening.errors import StoreTrouble
from screening.store import Vault
from screening.store.database.case_index import (
    CHANGED,
    CODE,
    KEPT,
    LABEL,
    CaseLine,
    DueLine,
    Match,
    Order,
    Stale,
    folded,
    folded_code,
)
from screening.store.vault.case_list import CaseList, Held, Line
from screening.wording.catalogue.dates import typed_day
from screening.wording.catalogue.translations import Words

COLUMNS = {
    "code": CODE, "label": LABEL, "place": "setting", "state": "state", "next": "todo", "changed": CHANGED,
    "kept": KEPT,
}  # fmt: skip
"""The columns of the list by name, and by which part of the index each puts the cases in order."""
USUAL = "changed"
AT_ONCE = 50
"""Cases on one page of the list."""
MADE_AT_ONCE = 100
"""Lines of the index that are made in one go: a moment of the record's thread."""
MANY_DUE = 200
"""What is due beyond that is said as a number that is no longer counted."""
ORDER_DAYS = 3
"""An order that ends within so many days is due."""
SOON = ("order", "term", "court", "pass")
"""Kinds that are due some days before their day."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer asks of the list: a column, whether turned round, and what was typed into the filter."""

    column: str = USUAL
    turned: bool = False
    typed: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list as it was read from the record."""

    wish: Wish
    lines: tuple[CaseLine, ...]
    first: int
    """How many cases stand before the first of it."""
    matched: int
    total: int
    due: tuple[DueLine, ...] = ()
    waiting: int | None = None
    """Where these are only the newest cases, how many the list of all lacks yet; None where it tells of all."""

    @property
    def before(self) -> bool:
        """Whether the list has cases before the first of it."""
        return self.first > 0

    @property
    def after(self) -> bool:
        """Whether the list goes on after the last of it."""
        return self.first + len(self.lines) < self.matched


def open_list(vault: Vault) -> CaseList:
    """Return the list of an open record, made anew where another version of the program made it."""
    return CaseList(vault, __version__)


def refresh(found: CaseList, content: Content, words: Words, today: datetime.date) -> int:
    """Make some of the lines that are not true any more. How many cases still wait for theirs."""
    vault = found.vault
    clocks = retention.clocks_of(vault)

    def make(stale: Sequence[Stale]) -> list[Line]:
        beside = OwnRecord(vault)
        held = found.held([each.case for each in stale])
        return [line_of(beside, each, held[each.case], content, words, today, clocks) for each in stale]

    return found.refresh(clocks, today.isoformat(), make, MADE_AT_ONCE)


class OwnRecord:
    """What stands beside the cases, each read when the first line needs it, which few do: the record's own events in
    their order, and which cases have a name."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault

    @functools.cached_property
    def _own(self) -> tuple[Recorded, ...]:
        return self.vault.events("")

    def __iter__(self) -> Iterator[Recorded]:
        return iter(self._own)

    @functools.cached_property
    def _names(self) -> frozenset[str] | None:
        try:
            return frozenset(self.vault.people.identity.all())
        except StoreTrouble:
            return None

    def has_name(self, case: str) -> bool:
        """Whether a name of a case is kept beside the record; where that cannot be read, no case counts as empty."""
        return self._names is None or case in self._names


def line_of(
    beside: OwnRecord, stale: Stale, held: Held | None, content: Content, words: Words, today: datetime.date,
    clocks: Mapping[str, int],
) -> Line:  # fmt: skip
    """Return what the index says of a case on a day, and what of it has a day."""
    if held is None:  # a damaged page: the list of the others stands, and checking says what is damaged
        return CaseLine(stale.case, stale.n, stale.changed_at, state=NOT_SHOWN.state, todo=NOT_SHOWN.todo), ()
    events, label = held.events, held.label
    case = whole(beside.vault, stale.case, events)
    standing = standing_of(content, case, words, beside.vault.role, today)
    empty = retention.only_begun(events, beside.vault.strand) and not held.drafts and not beside.has_name(stale.case)
    if empty:
        standing = replace(standing, state="empty", state_n=0, todo="delete", todo_n=0)
    line = replace(brief_line(stale, standing), label=label, empty=int(empty))
    if case is None:
        return line, ()
    lines = tuple(_due(case, country.of(content.installation)))
    kind, last = runs(case, events, today, own=beside)
    kept = replace(line, keep_kind=kind, last_day=last, keep_until=_until(last, clocks, kind))
    return replace(kept, renew_on=_renew(case, today)), lines


def brief_line(stale: Stale, standing: CaseStatus) -> CaseLine:
    """Return the line of a case that says where it stands, and nothing else of it."""
    return CaseLine(
        stale.case, stale.n, stale.changed_at, standing.edition, standing.setting, "", standing.state,
        standing.state_n, standing.todo, standing.todo_n, finished=int(standing.finished),
    )  # fmt: skip


def newest(vault: Vault, content: Content, words: Words, today: datetime.date, waiting: int = 0) -> ListPage:
    """Return the newest cases, each read from the record itself: while the list is being made, or cannot be read."""
    lines = []
    for n, head in enumerate(vault.listed_cases(0, AT_ONCE)):
        standing = standing_of(content, whole(vault, head.case), words, vault.role, today)
        lines.append(brief_line(Stale(head.case, n, head.last_at), standing))
    total = vault.count_cases()
    return ListPage(Wish(""), tuple(lines), 0, total, total, waiting=waiting)


def _until(last: str, clocks: Mapping[str, int], kind: str) -> str:
    try:
        return (datetime.date.fromisoformat(last) + datetime.timedelta(days=clocks[kind])).isoformat()
    except (ValueError, OverflowError):
        return ""


def _due(case: Case, here: Country | None = None) -> Iterable[DueLine]:
    """What of a case has a day, as lines of the index."""
    clocks, awaited = (here.clocks, here.awaited) if here is not None else ((), None)
    return (DueLine(case.code, each.kind, each.day, each.about) for each in days_of(case, typed_day, clocks, awaited))


def _renew(case: Case, today: datetime.date) -> str:
    """The day after the next one on which something falls due: then where the case stands is another thing."""
    days = [each.day for each in _due(case) if each.kind in (PROMISE, REPLY) and today.isoformat() <= each.day < NO_DAY]
    return (datetime.date.fromisoformat(min(days)) + datetime.timedelta(days=1)).isoformat() if days else ""


def find(
    found: CaseList, wish: Wish, words: Words, today: datetime.date, was: ListPage | None = None, by: int = 0
) -> ListPage:
    """Return a page of the list: the first, the one ``by`` +1 or -1 further than another, or with +2 the last.

    With -2 it is the first."""
    match = _match(wish.typed, words)
    with found.reading() as index:
        total = index.count()
        matched = total if match is None else index.count(match)
        last = max(0, matched - 1) // AT_ONCE * AT_ONCE
        first = last if by == 2 else was.first + by * AT_ONCE if was is not None and by in (1, -1) else 0
        first = min(max(0, first), last)
        lines = index.part(_order(wish, words), match, first, AT_ONCE)
    due = tuple(_in_order(due_now(found, today), today))
    return ListPage(wish, tuple(lines), first, matched, total, due)


def due_now(found: CaseList, today: datetime.date) -> list[DueLine]:
    """Return what stands above the cases on a day, kind by kind."""
    until = dict.fromkeys(("promise", "reply", "talk", "decision"), today.isoformat())
    until |= dict.fromkeys(SOON, (today + datetime.timedelta(days=ORDER_DAYS)).isoformat())
    return found.due(until, today.isoformat(), MANY_DUE)


def _in_order(due: Iterable[DueLine], today: datetime.date) -> list[DueLine]:
    """What was promised for today first, then what is late by days, then what ends, then what is kept too long."""
    iso = today.isoformat()

    def rank(each: DueLine) -> tuple[int, str]:
        if each.kind == "keep":
            return 3, each.day
        if each.day > iso:
            return 2, each.day
        return (0 if each.day == iso else 1), each.day

    return sorted(due, key=rank)


def _order(wish: Wish, words: Words) -> Order:
    """The order of a column. Newest first and A first are the usual ways; ``turned`` is the other."""
    column = COLUMNS.get(wish.column, CHANGED)
    named = _worded(column, words)
    names = sorted(named, key=lambda each: (folded(named[each]) or "\U0010ffff", each), reverse=wish.turned)
    return Order(column, (column == CHANGED) is not wish.turned, tuple(names))


def _worded(order: str, words: Words) -> dict[str, str]:
    if order == "state":
        return {each: worded_state(each, 0, words) for each in STATES}
    if order == "todo":
        return {each: worded_next(each, 0, words) for each in TODOS}
    if order == "setting":
        rows = open_content(here=words.installation).protocol.tables["settings"].get("setting", ())
        return {"": "", **{row["id"]: worded_setting(row["id"], words) for row in rows}}
    return {}


def _match(typed: str, words: Words) -> Match | None:
    """What a case must have in it for what was typed; None for nothing typed."""
    text = folded(typed)
    if not text:
        return None
    names = {
        column: tuple(name for name, told in _worded(column, words).items() if text in folded(told))
        for column in ("setting", "state", "todo")
    }
    return Match(folded_code(typed), text, names)
