"""The list of cases on the desk in words: its rows, and what is due above them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from screening.casework.content.directory import missing_told, name_of
from screening.casework.record.caseload import worded_next, worded_setting, worded_state
from screening.casework.record.desk_list import COLUMNS, USUAL, ListPage
from screening.domain.case.child_and_shelter import SHELTER
from screening.domain.known.days import NO_DAY
from screening.domain.services.directory import Directory
from screening.store.database.case_index import CaseLine, DueLine
from screening.wording.catalogue.languages import format_day, format_time
from screening.wording.catalogue.translations import Words

BRIEF = ("code", "state", "next")
"""The columns while the list is being made."""
DUE_SHOWN = 3
ICONS = {
    "again": "eye", "promise": "clock", "reply": "speech_lines", "order": "sheet", "term": "sheet",
    "talk": "speech_lines", "decision": "sheet", "court": "sheet", "pass": "sheet", "keep": "tray", "visit": "eye",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list. ``changed`` is when it changed last."""

    code: str
    state: str
    where: str
    next: str
    changed: str
    label: str = ""
    """The officer's private reminder."""
    kept: str = ""
    icon: str = ""
    empty: bool = False
    """Whether nothing was recorded in it, so that it can be deleted here."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that is due. ``kind``: promise, reply, order or keep; ``when`` in words, "" where the text says it."""

    case: str
    kind: str
    icon: str
    label: str
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class CaseloadView:
    lead: str
    rows: tuple[CaseRow, ...]
    columns: tuple[str, ...]
    total: int
    """Cases in the whole record."""
    newer: bool
    """Whether there are cases before those that are shown, and after them."""
    older: bool
    services: str = ""
    """What an office must still fill in under Services; "" for nothing."""
    due: tuple[DueRow, ...] = ()
    due_day: str = ""
    due_more: str = ""
    count_and_order: str = ""
    """Which part is shown, and in which order."""
    nothing: str = ""
    """That nothing has in it what was typed, where that is so."""
    column: str = ""
    turned: bool = False
    waiting: str = ""
    """That the list is still being made, where it is: nothing is put in order and filtered until then."""


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
        text = say("page.cases.due-keep" if left <= 0 else "page.cases.due-keep-ends", day=told)
    elif each.kind == "visit":
        text = say("page.cases.due-visit", place=each.about)
    elif each.kind == "again":
        text = say("page.cases.due-again", n=int(each.about))
    elif left < 0 and each.about.endswith(SHELTER) and each.kind in ("order", "term"):
        text = say("page.cases.due-after-term", day=told)
    elif each.kind == "term":
        clock = say(f"nation.{words.installation.country}.clock.{each.about.partition(' ')[0]}.title")
        text = say("page.cases.due-term", clock=clock, day=told)
    elif each.kind == "decision":
        text = say("page.cases.due-decision")
    elif each.kind in ("order", "talk", "court", "pass"):
        text = say(f"page.cases.due-{each.kind}{'' if left >= 0 else '-ended'}", day=told)
    elif each.kind == "promise":
        text = say("page.cases.due-promise", day=told) if left else say("page.cases.due-promise-today")
    else:
        entry = directory.entries.get(each.about) or directory.former.get(each.about)
        name = name_of(entry, words) if entry is not None else say("page.cases.due-somebody")
        text = say("page.cases.due-reply" if left <= 0 else "page.cases.due-reply-by", name=name, day=told)
    when = ""
    if not left:
        when = say("page.cases.due-today") if each.kind != "keep" else ""
    elif left > 0 or each.kind != "keep":
        when = words.say_count("page.cases.due-late" if left < 0 else "page.cases.due-left", abs(left))
    return DueRow(each.case, each.kind, ICONS[each.kind], each.label, text, when)
