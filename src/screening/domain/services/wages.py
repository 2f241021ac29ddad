"""Compute sums of wages and fees from what a person remembers: exact, by period, "not known" instead of a guess."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

from screening.domain.services.wage_law import FEW, LAST, MANY, MINIMUM, OVERTIME, Minimum, Overtime, WageLaw, WageRow

LARGEST = Decimal(10) ** 9
RINGGIT = ("RM",)
LAW = "law"
"""What is missing where the numbers of a country's labour law are not known."""
PERIOD, KIND = "start", "work-kind"
KNOWN_BY = ("work-state", "work-area", "employees")
"""Notes that say which row holds: place, kind of area, number of employees."""
SMALL = 5
"""An employer of fewer is a small one, in the words of the Minimum Wages Orders since 2020."""
_NUMBER = re.compile(r"([0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class SumStep:
    """The arithmetic of one period in figures, and its rules; ``above`` is the pay above which they do not hold."""

    figures: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    rules: tuple[WageRow, ...] = ()
    above: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """One line: its amount in the country's money with two places, or why there is none.

    ``missing`` are the notes that are not known; ``excluded`` is the row by which the law leaves this work out;
    ``no_rule_on`` is the first day for which no row is known.
    """

    id: str
    amount: Decimal | None
    steps: tuple[SumStep, ...] = ()
    missing: tuple[str, ...] = ()
    excluded: str = ""
    no_rule_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What decides which rows of the law hold: the days worked, both counted, and the kind of work; "" not known."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    kind: str = ""
    place: str = ""
    area: str = ""
    employees: str = ""


def amount(text: str, signs: Sequence[str] = RINGGIT) -> Decimal | None:
    """Return a sum as an officer writes it: "1,500", "RM 1500.50", "1 500", "1.500.000"; None for anything else.

    ``signs`` are the names of the country's money that may stand before or behind it; another money is not one number.
    """
    bare = text.strip()
    for sign in map(re.escape, signs):
        bare = re.sub(rf"^{sign}\.?\s*|\s*{sign}$", "", bare, flags=re.IGNORECASE)
    found = _NUMBER.fullmatch(bare)
    if found is None:
        return None
    value = Decimal(re.sub(r"[ ,]|\.(?=[0-9]{3})", "", found[1]) + (found[2] or ""))
    return value if value <= LARGEST else None


def size_of(text: str) -> str:
    """Return whether an employer of so many people is a small one: few, many, or "" for what is no number."""
    value = amount(text, ())
    return "" if value is None else FEW if value < SMALL else MANY


def months_of(since: datetime.date, until: datetime.date) -> Fraction:
    """Return the months from one day to another, both counted; part of a month counts by its days.

    So the Employment Act 1955 divides the pay of an incomplete month (section 18A, Bill of 2021, clause 4).
    """
    found, begin = Fraction(0), since
    while begin <= until:
        days = calendar.monthrange(begin.year, begin.month)[1]
        end = min(begin.replace(day=days), until)
        found += Fraction(end.day - begin.day + 1, days)
        if end == LAST:
            break
        begin = end + datetime.timedelta(1)
    return found


def sums(
    told: Mapping[str, str], law: WageLaw | None, work: Work = Work(), signs: Sequence[str] = RINGGIT
) -> tuple[Sum, ...]:
    """Return every line that can be asked for.

    ``told`` has the texts of agreed, paid, months, hours, fees, deductions; without months they are those of ``work``.
    Without ``law``, where a country's numbers are not known, what needs them has LAW missing.
    """
    known = {name: amount(text, signs) for name, text in told.items()}
    agreed, paid, hours = (known.get(name) for name in ("agreed", "paid", "hours"))
    given = known.get("months")
    months = Fraction(given) if given is not None else None
    if months is None and work.since is not None and work.until is not None:
        months = months_of(work.since, work.until)

    lines = []
    if agreed is not None and months is not None and paid is not None:
        steps = (SumStep(f"{_figure(agreed)} × {_figure(months)} − {_figure(paid)}"),)
        lines.append(Sum("unpaid", _money(max(Fraction(0), Fraction(agreed) * months - Fraction(paid))), steps))
    else:
        values = {"agreed": agreed, "months": months, "paid": paid}
        lines.append(Sum("unpaid", None, missing=tuple(name for name, value in values.items() if value is None)))
    if law is None:
        lines += [Sum(name, None, missing=(LAW,)) for name in (OVERTIME, MINIMUM)]
    else:
        lines += [_overtime(agreed, hours, work, law), _below_minimum(agreed, work, law)]
    for name in ("fees", "deductions"):
        value = known.get(name)
        lines.append(Sum(name, None, missing=(name,)) if value is None else Sum(name, _money(Fraction(value))))
    return tuple(lines)


def _below_minimum(agreed: Decimal | None, work: Work, law: WageLaw) -> Sum:
    found = _periods(MINIMUM, {"agreed": agreed}, work, law, law.minimum)
    if isinstance(found, Sum):
        return found
    assert agreed is not None
    value, steps = Fraction(0), []
    for rows, since, until in found:
        row = rows[0]
        assert isinstance(row, Minimum)
        months = months_of(since, until)
        value += max(Fraction(0), Fraction(row.monthly) - Fraction(agreed)) * months
        figures = f"({_figure(row.monthly)} − {_figure(agreed)}) × {_figure(months)}"
        if row.monthly <= agreed:
            figures = f"{_figure(row.monthly)} ≤ {_figure(agreed)}: 0"
        steps.append(SumStep(figures, since, until, rows))
    return Sum(MINIMUM, _money(value), tuple(steps))


def _overtime(agreed: Decimal | None, hours: Decimal | None, work: Work, law: WageLaw) -> Sum:
    found = _periods(OVERTIME, {"agreed": agreed, "hours": hours}, work, law, law.overtime)
    if isinstance(found, Sum):
        return found
    assert agreed is not None and hours is not None
    value, steps = Fraction(0), []
    for rows, since, until in found:
        row = rows[0]
        assert isinstance(row, Overtime)
        if row.pay_cap is not None and agreed > row.pay_cap and work.kind not in row.cap_except:
            steps.append(SumStep("", since, until, rows, row.pay_cap))
            continue
        months = months_of(since, until)
        above = max(Fraction(0), Fraction(hours) - Fraction(row.week))
        hourly = Fraction(agreed) / Fraction(row.days) / Fraction(row.hours)
        value += above * Fraction(row.factor) * hourly * Fraction(52, 12) * months
        figures = (
            f"({_figure(hours)} − {_figure(row.week)}) × {_figure(row.factor)} × {_figure(agreed)} ÷ "
            f"{_figure(row.days)} ÷ {_figure(row.hours)} × 52 ÷ 12 × {_figure(months)}"
        )
        if not above:
            figures = f"{_figure(hours)} ≤ {_figure(row.week)}: 0"
        steps.append(SumStep(figures, since, until, rows))
    if all(step.above is not None for step in steps):
        return Sum(OVERTIME, None, tuple(steps))
    return Sum(OVERTIME, _money(value), tuple(steps))


Periods = tuple[tuple[tuple[WageRow, ...], datetime.date, datetime.date], ...]


def _periods(
    line: str, needed: Mapping[str, Decimal | None], work: Work, law: WageLaw, rows: Sequence[WageRow]
) -> Periods | Sum:
    """Return the rows that hold one after the other with their days, or the sum that cannot be made and why.

    Several rows stand for one time where it is not known which holds and all ask the same.
    """
    missing = [name for name, value in needed.items() if value is None]
    missing += [PERIOD] if work.since is None or work.until is None else []
    missing += [] if work.kind else [KIND]
    excluded = next((each.id for each in law.excluded if each.line == line and work.kind in each.work), "")
    if excluded:
        return Sum(line, None, excluded=excluded)
    if work.since is None or work.until is None or missing:
        return Sum(line, None, missing=tuple(missing))
    told = (work.place, work.area, work.employees)
    choices = (law.places or ("",), law.areas or ("",), (FEW, MANY))
    open_to = [(value,) if value else options for value, options in zip(told, choices, strict=True)]
    found = {each: _held(rows, each[0], each[1], each[2], work.since, work.until) for each in product(*open_to)}
    asked = {each: tuple((row.asks, *days) for row, *days in held) for each, held in found.items()}
    if len(set(asked.values())) > 1:
        return Sum(line, None, missing=tuple(name for at, name in enumerate(KNOWN_BY) if _bears(at, asked)))
    first = next(iter(found.values()))
    end = first[-1][2] if first else work.since - datetime.timedelta(1)
    if end < work.until:
        return Sum(line, None, no_rule_on=end + datetime.timedelta(1))
    return tuple(
        (tuple(dict.fromkeys(held[at][0] for held in found.values())), since, until)
        for at, (_, since, until) in enumerate(first)
    )


def _bears(at: int, asked: Mapping[tuple[str, ...], object]) -> bool:
    """Return whether it matters which of the values at this place is the right one."""
    return any(
        asked[one] != asked[two]
        for one, two in product(asked, asked)
        if one[:at] == two[:at] and one[at + 1 :] == two[at + 1 :]
    )


def _held(
    rows: Sequence[WageRow], place: str, area: str, employees: str, since: datetime.date, until: datetime.date
) -> tuple[tuple[WageRow, datetime.date, datetime.date], ...]:
    """Return the rows that hold one after the other with their days, up to the first day for which none is known."""
    found: list[tuple[WageRow, datetime.date, datetime.date]] = []
    day = since
    for row in sorted((row for row in rows if row.holds(place, area, employees)), key=lambda row: row.since):
        if row.until < day:
            continue
        if row.since > day or day > until:
            break
        found.append((row, day, min(row.until, until)))
        if row.until >= until:
            break
        day = row.until + datetime.timedelta(1)
    return tuple(found)


def total(lines: tuple[Sum, ...]) -> Decimal | None:
    """Return the sum of the lines that are known, never a guess for the others; None where none is known."""
    known = [line.amount for line in lines if line.amount is not None]
    return sum(known, Decimal(0)) if known else None


def shown(value: Decimal) -> str:
    """Return an amount as it is printed, such as "1,500.00"."""
    return f"{value:,.2f}"


def _money(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _figure(value: Decimal | Fraction) -> str:
    plain = f"{value:,f}" if isinstance(value, Decimal) else f"{float(value):,.4f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
