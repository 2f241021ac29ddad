"""Compute sums of wages and fees from what a person remembers: exact decimals, and "not known" instead of a guess."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import Key, check_shape, read_file, tables
from screening.errors import BadInput

RULES = ("ordinary-week", "overtime-factor", "days-a-month", "hours-a-day", "lowest-pay")
NEEDED = Key("text", needed=True)
RULE = {
    "id": Key("text", needed=True, choices=RULES), "title": NEEDED, "value": Key("number", needed=True),
    "since": Key("date", needed=True), "source": NEEDED, "verified": Key("flag", needed=True),
    "checked_on": Key("date", needed=True),
}  # fmt: skip
WEEKS_A_MONTH = Decimal(52) / Decimal(12)
LARGEST = Decimal(10) ** 9
RINGGIT = ("RM",)
LAW = "law"
"""What is missing where the numbers of a country's labour law are not known."""
_NUMBER = re.compile(r"([0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One number of the law, with the day since when it holds."""

    id: str
    value: Decimal
    since: datetime.date
    verified: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """One line: its amount in the country's money with two places, or what is missing for it.

    ``steps`` is the arithmetic in figures.
    """

    id: str
    amount: Decimal | None
    steps: str = ""
    missing: tuple[str, ...] = ()


def read_rules(path: Path, name: str) -> tuple[dict[str, Rule], list[Problem]]:
    """Return the rules by id, and every problem found."""
    problems: list[Problem] = []
    file = read_file(path, name, problems)
    rules: dict[str, Rule] = {}
    if file is None or not check_shape(file.data, {"rule": Key("tables", needed=True)}, name, "the file", problems):
        return {}, problems
    for row in tables(file, "rule", RULE, problems):
        if row["id"] in rules:
            problems.append(Problem(name, file.place("rule", row["id"]), "It stands twice.", "Take one out."))
        if row["value"] <= 0:
            place = file.place("rule", row["id"])
            problems.append(Problem(name, place, "It is not above nothing.", "Write its value."))
        rules[row["id"]] = Rule(row["id"], Decimal(str(row["value"])), row["since"], row["verified"])
    problems.extend(
        Problem(name, "rule", f'The rule "{each}" is missing.', "Add it.") for each in RULES if each not in rules
    )
    return rules, problems


def open_rules(path: Path) -> dict[str, Rule]:
    """Return the rules by id. Raises BadInput("form-unsound")."""
    rules, problems = read_rules(path, path.name)
    if problems:
        raise BadInput("form-unsound", form=path.stem, count=len(problems))
    return rules


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
    try:
        value = Decimal(re.sub(r"[ ,]|\.(?=[0-9]{3})", "", found[1]) + (found[2] or ""))
    except InvalidOperation:  # pragma: no cover - the pattern lets only figures through
        return None
    return value if value <= LARGEST else None


def sums(told: Mapping[str, str], rules: Mapping[str, Rule], signs: Sequence[str] = RINGGIT) -> tuple[Sum, ...]:
    """Return every line that can be asked for.

    ``told`` has the texts of agreed, paid, months, hours, fees, deductions. Without ``rules``, those of a country whose
    numbers are not known, what needs them has LAW missing.
    """
    known = {name: amount(text, signs) for name, text in told.items()}
    agreed, paid, months, hours = (known.get(name) for name in ("agreed", "paid", "months", "hours"))

    def missing(*names: str) -> tuple[str, ...]:
        return tuple(name for name in names if known.get(name) is None)

    lines = []
    if agreed is not None and months is not None and paid is not None:
        steps = f"{_figure(agreed)} × {_figure(months)} − {_figure(paid)}"
        lines.append(Sum("unpaid", _money(max(Decimal(0), agreed * months - paid)), steps))
    else:
        lines.append(Sum("unpaid", None, missing=missing("agreed", "months", "paid")))
    lines += _by_law(agreed, months, hours, rules) if rules else [Sum(name, None, missing=(LAW,)) for name in BY_LAW]
    for name in ("fees", "deductions"):
        value = known.get(name)
        lines.append(Sum(name, None if value is None else _money(value), missing=missing(name)))
    return tuple(lines)


BY_LAW = ("overtime", "below-minimum")
"""Lines that need the numbers of labour law."""


def _by_law(
    agreed: Decimal | None, months: Decimal | None, hours: Decimal | None, rules: Mapping[str, Rule]
) -> list[Sum]:
    week, factor = rules["ordinary-week"].value, rules["overtime-factor"].value
    days, day, lowest = (rules[name].value for name in ("days-a-month", "hours-a-day", "lowest-pay"))
    known = {"agreed": agreed, "months": months, "hours": hours}

    def missing(*names: str) -> tuple[str, ...]:
        return tuple(name for name in names if known[name] is None)

    lines: list[Sum] = []
    if agreed is not None and months is not None and hours is not None:
        above = max(Decimal(0), hours - week)
        steps = (
            f"({_figure(hours)} − {_figure(week)}) × {_figure(factor)} × {_figure(agreed)} ÷ {_figure(days)} ÷ "
            f"{_figure(day)} × 52 ÷ 12 × {_figure(months)}"
        )
        lines.append(Sum("overtime", _money(above * factor * agreed / days / day * WEEKS_A_MONTH * months), steps))
    else:
        lines.append(Sum("overtime", None, missing=missing("agreed", "months", "hours")))
    if agreed is not None and months is not None:
        steps = f"({_figure(lowest)} − {_figure(agreed)}) × {_figure(months)}"
        lines.append(Sum("below-minimum", _money(max(Decimal(0), lowest - agreed) * months), steps))
    else:
        lines.append(Sum("below-minimum", None, missing=missing("agreed", "months")))
    return lines


def total(lines: tuple[Sum, ...]) -> Decimal:
    """Return the sum of the lines that are known; never a guess for the others."""
    return sum((line.amount for line in lines if line.amount is not None), Decimal(0))


def shown(value: Decimal) -> str:
    """Return an amount as it is printed, such as "1,500.00"."""
    return f"{value:,.2f}"


def _money(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _figure(value: Decimal) -> str:
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
