"""The numbers of labour law by period, place, size of the employer and kind of work, read strictly from one file."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path

from screening.domain.content.keys import DATE, DAY, NEEDED, NUMBER, SOURCE, TEXT, TEXTS, Key, any_number
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import ContentFile, Row, built, read_file

MINIMUM, OVERTIME = "below-minimum", "overtime"
LINES = (MINIMUM, OVERTIME)
"""Sums that need the numbers of labour law."""
NUMBERS = ("monthly", "week", "factor", "days", "hours", "pay_cap")
FEW, MANY = "few", "many"
DOMESTIC, VESSEL, MANUAL, OTHER = "domestic", "vessel", "manual", "other"
WORK = (DOMESTIC, VESSEL, MANUAL, OTHER)
LAST = datetime.date.max


PERIOD = {"title": NEEDED, "from": DAY, "until": DATE, "places": TEXTS, **SOURCE}
SHAPE = {
    "checked_on": DAY, "place": any_number(title=NEEDED), "area": any_number(title=NEEDED),
    "minimum": any_number(monthly=NUMBER, area=TEXT, employees=Key("text", choices=(FEW, MANY)), **PERIOD),
    "overtime": any_number(
        week=NUMBER, factor=NUMBER, days=NUMBER, hours=NUMBER, pay_cap=Key("number"),
        cap_except=Key("texts", choices=WORK), **PERIOD,
    ),
    "excluded": any_number(line=Key("text", True, LINES), work=Key("texts", True, WORK), text=NEEDED, **SOURCE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WageRow:
    """One row that holds from one day to another, both counted; ``places`` empty means everywhere."""

    id: str
    since: datetime.date
    until: datetime.date
    seen: str
    places: tuple[str, ...] = ()
    area: str = ""
    employees: str = ""

    @property
    def asks(self) -> tuple[object, ...]:
        """What it asks, wherever and for whomever it holds."""
        return ()

    def holds(self, place: str, area: str, employees: str) -> bool:
        """Return whether it may hold for this work; "" for what is not known."""
        return (
            (not self.places or not place or place in self.places)
            and (not self.area or not area or area == self.area)
            and (not self.employees or not employees or employees == self.employees)
        )


@dataclass(frozen=True, slots=True)
class Minimum(WageRow):
    """The lowest pay a month, in the country's money."""

    monthly: Decimal = Decimal(0)

    @property
    def asks(self) -> tuple[object, ...]:
        return (self.monthly,)


@dataclass(frozen=True, slots=True)
class Overtime(WageRow):
    """What an hour above the ordinary week is paid. ``pay_cap`` None: whatever the pay."""

    week: Decimal = Decimal(0)
    factor: Decimal = Decimal(0)
    days: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)
    pay_cap: Decimal | None = None
    cap_except: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[object, ...]:
        return (self.week, self.factor, self.days, self.hours, self.pay_cap, self.cap_except)


@dataclass(frozen=True, slots=True)
class Excluded:
    """Work for which a line is not calculated."""

    id: str
    line: str
    work: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WageLaw:
    """The rows of one country; ``country`` is the first part of the ids of its texts."""

    country: str
    places: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    minimum: tuple[Minimum, ...] = ()
    overtime: tuple[Overtime, ...] = ()
    excluded: tuple[Excluded, ...] = ()


def read_wage_law(path: Path, name: str, country: str) -> tuple[WageLaw | None, list[Problem]]:
    """Return the rows, and every problem found; None where there is one."""
    problems: list[Problem] = []
    file = read_file(path, name, problems)
    if file is None:
        return None, problems
    parts = file.parts(SHAPE)
    found = {sort: file.once(sort, parts[sort]) for sort in ("place", "area", "minimum", "overtime", "excluded")}
    places, areas = (tuple(row["id"] for row in found[sort]) for sort in ("place", "area"))
    for sort in ("minimum", "overtime"):
        for row in found[sort]:
            _check_row(file, file.place(sort, row["id"]), row, places, areas)
    if problems:
        return None, problems
    law = WageLaw(
        country,
        places,
        areas,
        tuple(built(Minimum, row, **_days(row)) for row in found["minimum"]),
        tuple(built(Overtime, row, **_days(row)) for row in found["overtime"]),
        tuple(built(Excluded, row) for row in found["excluded"]),
    )
    _check_periods(file, "minimum", law, law.minimum)
    _check_periods(file, "overtime", law, law.overtime)
    return (None if problems else law), problems


def _check_row(file: ContentFile, at: str, row: Row, places: Collection[str], areas: Collection[str]) -> None:
    if row.get("until", LAST) < row["from"]:
        file.tell(at, "It ends before it begins.", "Write from and until as the law has them.")
    for name in NUMBERS:
        if name in row and row[name] <= 0:
            file.tell(at, f"{name} is not above nothing.", "Write its value.")
    for place in row.get("places", ()):
        file.knows(at, "place", place, places, "Add it as [[place]], or take it out.")
    if row.get("area"):
        file.knows(at, "area", row["area"], areas, "Add it as [[area]], or take it out.")


def _check_periods(file: ContentFile, sort: str, law: WageLaw, rows: Iterable[WageRow]) -> None:
    """For each place, area and size one row holds at a time, and between the first and the last day there is no gap."""
    told = set()
    for place, area, size in product(law.places or ("",), law.areas or ("",), (FEW, MANY)):
        mine = sorted((row for row in rows if row.holds(place, area, size)), key=lambda row: row.since)
        for before, after in pairwise(mine):
            if before.until >= after.since:
                told.add((after.id, f'It overlaps "{before.id}".', "End that row on the day before this one begins."))
            elif before.until + datetime.timedelta(1) != after.since:
                told.add((after.id, f'Between "{before.id}" and it there is a gap.', "Add the row of those days."))
    for name, what, remedy in sorted(told):
        file.tell(file.place(sort, name), what, remedy)


def _days(row: Row) -> Row:
    return {"since": row["from"], "until": row.get("until", LAST)}
