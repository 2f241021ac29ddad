"""Statistics without persons: who is counted, and the counts that may be told, under disclosure control."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from screening.casework.assessment.assessment import assessment_of
from screening.casework.content import directory
from screening.casework.content.bands import UNKNOWN, bands, export_data
from screening.casework.content.edition import Content, content_of
from screening.casework.interview.interview import Interview
from screening.casework.statistics import plan_facts
from screening.casework.statistics.csv_table import csv_text
from screening.domain.answers import Where
from screening.domain.case import release, rules
from screening.domain.case.case import Case
from screening.domain.protocol.model import IndicatorSort
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.services.directory import Directory
from screening.domain.statistics import disclosure_control
from screening.domain.statistics.disclosure_control import LEAST, Attribute, Excludes, Margin, Publication
from screening.errors import BadInput
from screening.settings import COUNTRY
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.translations import Words

ANSWER = "to-answer"
PER_CASE = ("htcds", "ctdc")
"""Tables with a row for each person: they leave with a second person's yes."""
OTHERS = "(all others)"
"""The value of all that is not listed, in the summary."""
NOT_SHOWN = "*"
"""In place of a number of cases under ten."""
DIMENSIONS = ("year", "month", "sector", "language", "age", "path", "stay")
EXPLOITATION = "exploitation"
"""Forms of exploitation with a sign, by the code of the standard."""
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


Counted = disclosure_control.Record
"""What is known of one case for counting, by ``DIMENSIONS`` and by sex, signs and status: no code, no day, no place, no
words. A sign is its kind and a code, "control:Threats". The status says in the words of HTCDS whether a referral was
sent: FollowUp or Active. The country is that of the record, where a sign is at the place of work or stay."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Those who are counted; ``unread`` more agreed, but their edition is not on this computer."""

    rows: tuple[Counted, ...]
    sectors: frozenset[str] = frozenset()
    """Those that the present edition knows."""
    unread: int = 0
    plan: tuple[Attribute, ...] = ()
    """What a plan of action counts them by as well."""
    excludes: tuple[Excludes, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What may be told: counts by ``DIMENSIONS`` and by what a plan asks, and paths by sector.

    ``answers``: of those with a referral, how many days until an answer; None where their number may not be told.
    """

    published: Publication
    unread: int
    plan: tuple[str, ...] = ()
    answers: Margin | None = None


def codes() -> Mapping[str, Any]:
    """Return the codes of the standards, as data. Raises BadInput("content-unreadable")."""
    return export_data("codes.toml")


def hxl(kind: str) -> Mapping[str, str]:
    """Return the HXL hashtag of each column of a table, as data. Raises BadInput("content-unreadable")."""
    tags: Mapping[str, str] = export_data("hxl.toml")[kind]
    return tags


def accuracy() -> Mapping[str, Any]:
    """Return from how many people on accuracy is told, and how a lot is drawn, as data. Raises as ``codes`` does."""
    return export_data("accuracy.toml")


def counted(cases: Iterable[Case], content: Content, services: Directory | None = None) -> Cases:
    """Return the cases that the person agreed to have counted, and that are not practice (CO1, TR1).

    ``services`` is the directory in use, which says who sees to which need; the one that ships without it.
    """
    rows, unread = [], 0
    services = services or directory.shipped(content.installation)
    for case in cases:
        if not release.counted(case):
            continue
        try:
            own = content_of(case, content)
        except BadInput:
            unread += 1
        else:
            facts = plan_facts.plan_facts(case, own.protocol.items, services)
            rows.append({**_counted(case, own), **facts, ANSWER: plan_facts.to_answer(case)})
    plan = (Attribute(EXPLOITATION, many=True), *plan_facts.plan_attributes(services))
    apart = plan_facts.excludes(services)
    return Cases(tuple(rows), frozenset(content.protocol.addons), unread, plan, apart)


Tags = Mapping[str, str] | None
"""HXL hashtags by column, for a row of them; None for none."""


def summary(cases: Cases) -> Summary:
    """Return what may be told of the cases."""
    records = [{**row, "path": several(row, "path") & frozenset(COUNTED_PATHS)} for row in cases.rows]
    tables = (("path", "sector"), *(plan_facts.CORRIDORS if cases.plan else ()))
    told = disclosure_control.publish(records, [*attributes(cases).values(), *cases.plan], tables, cases.excludes)
    return Summary(
        told, cases.unread, tuple(each.name for each in cases.plan), answers(cases.rows, told, cases.excludes)
    )


def answers(rows: Iterable[Counted], told: Publication, excludes: Iterable[Excludes]) -> Margin | None:
    """Return the days until an answer of those who were referred, where it is told already how many were not.

    Their number is the total without those, so that it tells nothing more; what is told of them is a count of its own.
    Whoever is seen to was answered, so nothing is told where the rest of the answered would be few.
    """
    margin = told.margins.get("to-referral")
    if margin is None or plan_facts.NONE not in margin.shown:
        return None
    sent = [row for row in rows if row["to-referral"] != plan_facts.NONE]
    attribute = Attribute(ANSWER, frozenset({*map(str, bands()["days"]), plan_facts.MORE, plan_facts.NONE}))
    found = disclosure_control.publish(sent, [attribute])
    if found.total is None:
        return None
    waiting = found.margins[ANSWER].shown.get(plan_facts.NONE)
    for each in excludes:
        seen = told.margins[each.name].shown.get(each.value)
        if waiting is not None and seen is not None and len(sent) - waiting - seen < LEAST:
            return None
    return found.margins[ANSWER]


def summary_csv(made: Summary, tags: Tags = None) -> str:
    """Return the summary as a table: dimension, value, path, count. What may not be told is not listed."""
    columns = ("dimension", "value", "path", "count")
    rows = [("cases", "", "", _shown(made.published.total))]
    if made.unread:
        rows.append(("not-readable-here", "", "", _shown(disclosure_control.shown(made.unread))))
    for name in (*DIMENSIONS, *made.plan):
        for value, n in made.published.margins[name].groups().items():
            rows.append((name, "", value, str(n)) if name == "path" else (name, value or OTHERS, "", str(n)))
    for value, n in (made.answers.groups() if made.answers is not None else {}).items():
        rows.append((ANSWER, value or OTHERS, "", str(n)))
    for (first, second), cells in made.published.tables.items():
        rows += [(second, value or OTHERS, path, str(n)) for (path, value), n in cells.items() if first == "path"]
        if first == plan_facts.RECRUITED:
            shown = ((f"{one or OTHERS} > {other or OTHERS}", n) for (one, other), n in cells.items())
            rows += [(f"{first}-{second}", value, "", str(n)) for value, n in shown]
    return csv_text(columns, [dict(zip(columns, row, strict=True)) for row in rows], tags)


def attributes(cases: Cases) -> dict[str, Attribute]:
    made = (
        Attribute("year"),
        Attribute("month", within=lambda month: month[:4]),
        Attribute("sector", cases.sectors),
        Attribute("language", _languages(), open=True),
        Attribute("age", frozenset({"adult", "child"})),
        Attribute("path", many=True),
        plan_facts.STAY,
    )
    return {attribute.name: attribute for attribute in made}


@functools.cache
def _languages() -> frozenset[str]:
    """Return the languages that the standard has a code for, or that a pack is here for; a bundle may name others."""
    return frozenset({*codes()["language"], *(pack.tag for pack in languages())})


def several(row: Counted, name: str) -> frozenset[str]:
    value = row[name]
    return value if isinstance(value, frozenset) else frozenset()


def _counted(case: Case, content: Content) -> Counted:
    interview = Interview(content, case, Words("en"), "")
    assessment = assessment_of(interview)
    known, signs, here = codes(), set[str](), False
    for sign in assessment.signs.values():
        indicator = content.protocol.indicators[sign.indicator]
        if not sign.present or indicator.sort is IndicatorSort.COUNTER:
            continue
        for code in indicator.crosswalk.get("htcds", ()):
            kind = next((each for each in ("control", "exploitation") if code in known[each]), "")
            if not kind:
                code = re.sub(r"^Other:?\s*", "", code) or indicator.name
                kind = "other_exploitation" if indicator.dimension == "exploitation" else "other_control"
            signs.add(f"{kind}:{code}")
        means = {f"means:{code}" for code in indicator.crosswalk.get("ctdc", ()) if code in known["means"]}
        here |= sign.where is Where.WORK and bool(means or indicator.crosswalk.get("htcds"))
        signs |= means
    sector = case.referrals.note("service", "sector")
    month = case.opened_at[:7] if MONTH.fullmatch(case.opened_at[:7]) else UNKNOWN
    language = case.language.language if case.language else UNKNOWN
    return {
        "year": month[:4] if month != UNKNOWN else UNKNOWN,
        "month": month,
        "path": frozenset(assessment.paths),
        "sector": sector if sector in content.protocol.addons else UNKNOWN,
        "language": language if language in _languages() else UNKNOWN,
        "age": rules.age_band(case),
        "country": known["country"].get(case.country or COUNTRY, UNKNOWN) if here else UNKNOWN,
        "stay": plan_facts.stay(case, content),
        EXPLOITATION: frozenset(sign.partition(":")[2] for sign in signs if sign.startswith("exploitation:")),
        "signs": frozenset(signs),
        "status": "FollowUp" if any(each.sent_at for each in case.referrals.sent.values()) else "Active",
    }


def _shown(count: int | None) -> str:
    return NOT_SHOWN if count is None else str(count)
