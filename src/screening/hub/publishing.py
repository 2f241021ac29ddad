"""Publish totals: a snapshot adds cases that were never counted before, as one group under disclosure control.

Two snapshots differ by that group. What can be worked out from both is what is told of each group, and each group is
told as ``screening.domain.statistics.disclosure_control`` allows; the groups have no case in common, so nothing that is
told of one narrows what is not told of another. Counts are the sums of what was told of the groups.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from screening.casework.content import directory
from screening.casework.content.bands import GROUPS, UNKNOWN, group_of, quarter_of
from screening.casework.statistics.export import ANSWER, answers
from screening.casework.statistics.plan_facts import CORRIDORS, STAY, excludes, plan_attributes
from screening.domain.known import terms
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.statistics.disclosure_control import LEAST, Attribute, Publication, publish
from screening.errors import BadInput
from screening.hub.case_status import OWN_COLUMNS, derive
from screening.hub.database import Database
from screening.hub.migrations import must_be_current, prepare
from screening.settings import OWN

QUARTER = Attribute("quarter", within=lambda quarter: quarter[:4])
ATTRIBUTES = (
    Attribute("year"),
    QUARTER,
    Attribute("month", within=quarter_of, of=QUARTER),
    Attribute("setting", open=True),
    Attribute("state", open=True),
    Attribute("sex", open=True),
    Attribute("age_band", frozenset({"adult", "child"})),
    Attribute("path", many=True),
    Attribute("indicator", many=True),
)
FINE_FROM = 300
"""Cases of a group from which sectors and languages are told by themselves. Below, their larger groups are told, and
the values only inside a group that is. It goes by nothing but the number of cases, which is told: what is chosen by
counts would tell of those that are not shown."""
PAIRS = (("path", "age_band"), ("setting", "age_band"), *CORRIDORS)
"""The tables of two dimensions: a forest, with that of indicators by time. Paths by setting would close a ring."""
NOT_TOLD = "(not told)"
"""The value of the cases whose value could not be told."""
WITHIN = f"{STAY.name}={terms.WITHIN}"

Cell = tuple[str, str, str, str]
"""Dimension, value, second dimension, second value."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was published: its number, cases in all, and how many of them are new."""

    number: int
    cases: int
    added: int


def publish_snapshot(database: Database, before: datetime.date) -> Snapshot:
    """Publish the cases opened before a day that were not counted yet, on top of the last snapshot.

    Counted are real cases of people who said yes to being counted. Raises BadInput("hub-too-few-new") for fewer than
    ten new ones, with nothing published; StoreTrouble.
    """
    prepare(database)
    with database.transaction():
        must_be_current(database)
        cases = database.uncounted(before)
        if len(cases) < LEAST:
            raise BadInput("hub-too-few-new", least=LEAST)
        if aged := [each["case_code"] for each in cases if WITHIN in each["plan"]]:
            derive(database, database.events(aged))  # a stay within its term may be over by now
            cases = database.uncounted(before)
        plan = [STAY, *(each for each in plan_attributes(directory.shipped(OWN)) if each.name not in OWN_COLUMNS)]
        few = len(cases) < FINE_FROM
        records = [
            {**dict.fromkeys((ANSWER, *(each.name for each in plan)), UNKNOWN), **_record(case)} for case in cases
        ]
        apart = excludes(directory.shipped(OWN))
        known = [*ATTRIBUTES, *_groups(few), *plan]
        told = publish(records, known, (*PAIRS, ("indicator", "quarter" if few else "month")), apart)
        added = cells(told)
        if (margin := answers(records, told, apart)) is not None:
            added |= {(ANSWER, value or NOT_TOLD, "", ""): n for value, n in margin.groups().items()}
        total: Counter[Cell] = Counter(database.last_counts())
        total.update(added)
        for name in {*GROUPS.values(), *(each.name for each in known if not each.many)}:
            # Of cases that were told without it, or before it was counted, nothing is told.
            missing = total[("all", "all", "", "")] - sum(
                n for (dimension, _, second, _), n in total.items() if (dimension, second) == (name, "")
            )
            total.update({(name, NOT_TOLD, "", ""): missing} if missing else {})
        number = database.add_snapshot(before, total, len(cases), [case["case_code"] for case in cases])
    return Snapshot(number, total[("all", "all", "", "")], len(cases))


def _groups(few: bool) -> list[Attribute]:
    """Sectors and languages: in a small group of cases by their larger groups, and within these."""
    if not few:
        return [Attribute(name, open=True) for name in GROUPS]
    fine = (Attribute(name, open=True, within=partial(group_of, larger)) for name, larger in GROUPS.items())
    return [*fine, *(Attribute(larger, open=True) for larger in GROUPS.values())]


def first_of_month(today: datetime.date) -> datetime.date:
    """Whole months: the day before which cases are counted unless another is said."""
    return today.replace(day=1)


def _record(case: Mapping[str, Any]) -> dict[str, str | frozenset[str]]:
    plain = ("year", "month", "setting", "sector", "state", "sex", "age_band", "language")
    return {
        **{name: case[name] or UNKNOWN for name in plain},
        "quarter": quarter_of(case["month"] or UNKNOWN),
        **{larger: group_of(larger, case[name] or UNKNOWN) for name, larger in GROUPS.items()},
        "path": frozenset(case["paths"]) & frozenset(COUNTED_PATHS),
        "indicator": frozenset(case["indicators"]),
        **dict(each.split("=", 1) for each in case["plan"]),
    }


def cells(told: Publication) -> dict[Cell, int]:
    """What may be told of a group of cases. Values that are not told together are ``NOT_TOLD``."""
    if told.total is None:
        return {}
    rows: dict[Cell, int] = {("all", "all", "", ""): told.total}
    for name, margin in told.margins.items():
        rows |= {(name, value or NOT_TOLD, "", ""): n for value, n in margin.groups().items()}
    for (first, second), table in told.tables.items():
        rows |= {(first, one or NOT_TOLD, second, other or NOT_TOLD): n for (one, other), n in table.items() if n}
    return rows
