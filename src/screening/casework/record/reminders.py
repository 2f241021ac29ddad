"""The reminders of an open record: everything that has a day, in groups from what is overdue to what comes later.

They are read from the index that the list of cases is read from, and say no word that a person said.
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass

from screening.casework.content.edition import Content
from screening.casework.operation.acts import all_of, look_rules
from screening.casework.record import desk_list, desk_views
from screening.casework.record.desk_views import DueRow
from screening.domain.case import inspections
from screening.domain.known.days import KINDS, NO_DAY
from screening.domain.operation.operation import OPEN
from screening.domain.operation.queue import queue
from screening.domain.policy.roles import ERASE, may
from screening.domain.services.directory import Directory
from screening.store.database.case_index import DueLine
from screening.store.vault.case_list import CaseList
from screening.wording.catalogue.translations import Words

GROUPS = ("overdue", "today", "week", "later", "no-day")
"""In the order of the page."""
WEEK = 7
"""Days after today that belong to the third group."""
KEEP_DAYS = 3
"""A keeping time that ends later is no reminder yet: that of a talk which nobody finished ends within days."""
AT_MOST = 200
"""So many of one kind are shown; the page says where there are more."""
NO_END = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Reminders:
    """What has a day, the earliest first, as it was read from the record."""

    due: tuple[DueLine, ...] = ()
    cut: bool = False
    """Whether there are more of one kind than are shown."""
    now: int = 0
    """How many stand as due above the cases."""
    waiting: int = 0
    """How many cases the index does not tell of yet; then nothing else is read."""


def find(found: CaseList, content: Content, words: Words, today: datetime.date) -> Reminders:
    """Read them; make some of the index first where it is not true any more."""
    if waiting := desk_list.refresh(found, content, words, today):
        return Reminders(waiting=waiting)
    soon = (today + datetime.timedelta(days=KEEP_DAYS)).isoformat()
    lines = found.due(dict.fromkeys(KINDS, NO_END), soon, AT_MOST + 1)
    if not may(found.vault.role, ERASE):
        lines = [each for each in lines if each.kind != "keep"]
    kinds = [list(several) for _kind, several in itertools.groupby(lines, key=lambda each: each.kind)]
    again = _again(found, today)
    kinds += [again, _visits(found)]
    shown = sorted((each for several in kinds for each in several[:AT_MOST]), key=lambda each: each.day)
    cut = any(len(several) > AT_MOST for several in kinds)
    return Reminders(
        tuple(shown), cut, len(desk_list.due_now(found, today)) + sum(each.day <= today.isoformat() for each in again)
    )


def _again(found: CaseList, today: datetime.date) -> list[DueLine]:
    """Return for each open operation the day from which those without a sign are looked at again, and how many."""
    lines = []
    for each in all_of(found.vault):
        days = [one.again.astimezone().date() for one in queue(each, look_rules()) if one.again is not None]
        if each.state == OPEN and days:
            day = min(days)
            many = sum(one <= max(day, today) for one in days)
            lines.append(DueLine(each.code, "again", day.isoformat(), str(many)))
    return lines


def _visits(found: CaseList) -> list[DueLine]:
    """Return the day of each next visit of a site; ``about`` is what the officer calls it."""
    sites = inspections.next_visits(inspections.fold(found.vault.events("")))
    return [DueLine("", "visit", each.again, each.place) for each in sites]


def group_of(day: str, today: datetime.date) -> str:
    """Return the group of GROUPS that a day, as an ISO date, belongs to."""
    if day == NO_DAY:
        return "no-day"
    left = (datetime.date.fromisoformat(day) - today).days
    if left <= 0:
        return "today" if not left else "overdue"
    return "week" if left <= WEEK else "later"


def groups(found: Reminders, words: Words, directory: Directory, today: datetime.date) -> dict[str, tuple[DueRow, ...]]:
    """Return the reminders in words by their group, in the order of GROUPS; none that is empty."""
    made: dict[str, list[DueRow]] = {name: [] for name in GROUPS}
    for each in found.due:
        made[group_of(each.day, today)].append(desk_views.due_row(each, words, directory, today))
    return {name: tuple(rows) for name, rows in made.items() if rows}
