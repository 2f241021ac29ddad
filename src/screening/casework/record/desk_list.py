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
from screening.casework.content.directory import missing_told, name_of
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
from screening.casework.record.view_models import CaseloadView, CaseRow, DueRow
from screening.domain.case.case import Case
from screening.domain.case.child_and_shelter import SHELTER
from screening.domain.countries.model import Country
from screening.domain.events.catalogue import Recorded
from screening.domain.known.days import NO_DAY, PROMISE, REPLY, days_of
from screening.domain.policy.retention import runs
from screening.domain.services.directory import Directory
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
from screening.wording.catalogue.languages import format_day, format_time
from screening.wording.catalogue.translations import Words

COLUMNS = {
    "code": CODE, "label": LABEL, "place": "setting", "state": "state", "next": "todo", "changed": CHANGED,
    "kept": KEPT,
}  # fmt: skip
"""The columns of the list by name, and by which part of the index each puts the cases in order."""
USUAL = "changed"
BRIEF = ("code", "state", "next")
"""The columns while the list is being made."""
AT_ONCE = 50
"""Cases on one page of the list."""
MADE_AT_ONCE = 100
"""Lines of the index that are made in one go: a moment of the record's thread."""
DUE_SHOWN = 3
MANY_DUE = 200
"""What is due beyond that is said as a number that is no longer counted."""
ORDER_DAYS = 3
"""An order that ends within so many days is due."""
ICONS = {
    "again": "eye", "promise": "clock", "reply": "speech_lines", "order": "sheet", "term": "sheet",
    "talk": "speech_lines", "decision": "sheet", "court": "sheet", "pass": "sheet", "keep": "tray", "visit": "eye",
}  # fmt: skip
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
    """Where these are only the newest cases, how many the list of all does not tell of yet; None where it tells of all.
    """

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
        return {"": "", **{each: worded_setting(each, words) for each in _settings(words)}}
    return {}


def _settings(words: Words) -> Sequence[str]:
    return [row["id"] for row in open_content(here=words.installation).protocol.tables["settings"].get("setting", ())]


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


# --- in words


def view_of(
    found: ListPage, words: Words, directory: Directory, today: datetime.date, *, all_due: bool = False
) -> CaseloadView:
    """Return the page of the desk in words."""
    if found.waiting is not None:
        return _newest_view(found, found.waiting, words, today)
    rows = tuple(row_of(each, words, today) for each in found.lines)
    due = tuple(due_row(each, words, directory, today) for each in found.due[: None if all_due else DUE_SHOWN])
    more = len(found.due) - len(due)
    say, wish = words.say, found.wish
    if wish.column == USUAL:
        order = say("page.cases.oldest" if wish.turned else "page.cases.newest")
    else:
        heading = say(f"page.cases.heading.{wish.column}")
        order = say("page.cases.sorted-turned" if wish.turned else "page.cases.sorted", column=heading)
    shown = _told_part(found, words)
    return CaseloadView(
        lead=words.say_count("page.cases.count", found.total),
        rows=rows,
        services=missing_told(directory, today, words),
        columns=tuple(COLUMNS),
        total=found.total,
        newer=found.before,
        older=found.after,
        due=due,
        due_day=format_day(today, words.language, weekday=True),
        due_more=words.say_count("page.cases.due-more", more) if more else "",
        count_and_order=f"{shown} {order}",
        nothing=say("page.cases.nothing", typed=wish.typed.strip()) if wish.typed.strip() and not rows else "",
        column=wish.column,
        turned=wish.turned,
    )


def _newest_view(found: ListPage, waiting: int, words: Words, today: datetime.date) -> CaseloadView:
    """The newest cases, and that more are there."""
    rows = tuple(row_of(each, words, today) for each in found.lines)
    lead = words.say_count("page.cases.count", found.total)
    if found.after:
        lead = words.say("page.cases.part", first=1, last=len(rows), total=found.total)
    told = words.say_count("page.cases.waiting", waiting) if waiting else lead
    return CaseloadView(lead, rows, BRIEF, found.total, newer=False, older=found.after, waiting=told)


def _told_part(found: ListPage, words: Words) -> str:
    """Which cases are shown, of how many."""
    say, shown, first = words.say, len(found.lines), found.first
    if shown == found.matched:
        return say("page.cases.shown", n=shown, total=found.total)
    return say("page.cases.part-of", first=first + 1, last=first + shown, n=found.matched)


def row_of(line: CaseLine, words: Words, today: datetime.date) -> CaseRow:
    """Return the row of one case in words."""
    return CaseRow(
        line.case,
        worded_state(line.state, line.state_n, words, line.edition),
        worded_setting(line.setting, words) or words.say("page.cases.no-place"),
        worded_next(line.todo, line.todo_n, words),
        changed(line.changed_at, words, today),
        label=line.label,
        kept=format_day(line.keep_until, words.language, today=today) if line.keep_until else "",
        icon=_icon(line.state),
        empty=bool(line.empty),
        finished=bool(line.finished),
    )


def changed(at: str, words: Words, today: datetime.date) -> str:
    """Return when something changed, in few words: today with its hour, yesterday, or the day."""
    try:
        day = datetime.datetime.fromisoformat(at).astimezone().date()
    except ValueError:
        return ""
    if day == today:
        return words.say("page.cases.today", time=format_time(at, words.language))
    if day == today - datetime.timedelta(days=1):
        return words.say("page.cases.yesterday")
    return format_day(day, words.language, today=today)


def _icon(state: str) -> str:
    """A shape before the words, which say the same."""
    if state in ("overdue", "papers-made"):
        return "speech_lines"
    return {
        "talking": "half_circle", "at-gate": "half_circle", "empty": "ring", "promise-late": "clock",
        "view-written": "pencil", "stopped.finished": "pencil", "reading-open": "sheet",
    }.get(state, "bar")  # fmt: skip


def due_row(each: DueLine, words: Words, directory: Directory, today: datetime.date) -> DueRow:
    """Return one thing that has a day, in words."""
    say = words.say
    day = datetime.date.fromisoformat(each.day)
    told = format_day(day, words.language, today=today)
    left = (day - today).days
    if each.day == NO_DAY:
        return DueRow(each.case, each.kind, ICONS[each.kind], each.label, say(f"page.cases.due-{each.kind}-open"), "")
    if each.kind == "keep":
        text, when = say("page.cases.due-keep" if left <= 0 else "page.cases.due-keep-ends", day=told), ""
    elif each.kind == "visit":
        text, when = say("page.cases.due-visit", place=each.about), ""
    elif each.kind == "again":
        text, when = say("page.cases.due-again", n=int(each.about)), ""
    elif left < 0 and each.about.endswith(SHELTER) and each.kind in ("order", "term"):
        text, when = say("page.cases.due-after-term", day=told), ""
    elif each.kind == "term":
        clock = words.say(f"nation.{words.installation.country}.clock.{each.about.partition(' ')[0]}.title")
        text, when = say("page.cases.due-term", clock=clock, day=told), ""
    elif each.kind == "decision":
        text, when = say("page.cases.due-decision"), ""
    elif each.kind in ("order", "talk", "court", "pass"):
        text, when = say(f"page.cases.due-{each.kind}{'' if left >= 0 else '-ended'}", day=told), ""
    elif each.kind == "promise":
        text, when = say("page.cases.due-promise", day=told) if left else say("page.cases.due-promise-today"), ""
    else:
        entry = directory.entries.get(each.about) or directory.former.get(each.about)
        name = name_of(entry, words) if entry is not None else say("page.cases.due-somebody")
        text, when = say("page.cases.due-reply" if left <= 0 else "page.cases.due-reply-by", name=name, day=told), ""
    if each.kind != "keep" or left > 0:
        when = (
            say("page.cases.due-today")
            if not left
            else words.say_count("page.cases.due-late" if left < 0 else "page.cases.due-left", abs(left))
        )
    return DueRow(each.case, each.kind, ICONS[each.kind], each.label, text, when)
