"""Statistics without persons: rows in the HTCDS and CTDC vocabularies, and counts with small cells left out."""

from __future__ import annotations

import csv
import functools
import io
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening import settings
from screening.casework.assessing import assessment_of
from screening.casework.content import Content, content_of
from screening.casework.interviewing import Interview
from screening.domain import interview as rules
from screening.domain.case import Case
from screening.domain.protocol import Sort
from screening.domain.scoring import PATHS
from screening.domain.tabulation import THRESHOLD, TOTAL, Table, counts, safe_counts, safe_table
from screening.errors import BadInput, NotAccepted
from screening.store import files, places
from screening.wording.catalogs import Words

PER_CASE = ("htcds", "ctdc")
"""Tables with a row for each person: they leave with a second person's yes."""
UNKNOWN = "unknown"
LIST = ";"
LEFT_OUT = "*"
"""A count under ten, or one that would give another away."""
HTCDS = (
    "cas_Status", "cas_YearOpened", "con_Consent", "prs_Gender", "prs_AgeGroup", "prs_PrimaryLanguage",
    "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg", "vic_TypeOfExploitation",
    "vic_TypeOfExploitationOther", "vic_MethodsOfControl", "vic_MethodsOfControlOther", "vic_ForcedLabourIndustry",
)  # fmt: skip
"""prs_AgeGroup and cas_YearOpened stand in place of a birth date and a day, which are not kept or not given out."""
CTDC_HEAD = (
    "yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation", "traffickMonths",
)  # fmt: skip
CTDC_TAIL = (
    "isForcedLabour", "isSexualExploit", "isOtherExploit", "typeOfLabourAgriculture", "typeOfLabourConstruction",
    "typeOfLabourDomesticWork", "typeOfLabourHospitality", "typeOfSexProstitution", "typeOfSexPornography",
    "recruiterRelationIntimatePartner", "recruiterRelationFriend", "recruiterRelationFamily", "recruiterRelationOther",
)  # fmt: skip
SEX = {"woman": ("feminine", "Woman"), "man": ("masculine", "Man")}
RARE = ("prs_Gender", "prs_PrimaryLanguage", "vic_ForcedLabourIndustry", "gender")
"""Columns whose values are left out where fewer than ten rows share them."""
DIMENSIONS = ("month", "sector", "language", "age")


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of one case for counting: no code, no day, no place, no words."""

    year: str
    month: str
    paths: frozenset[str]
    sector: str
    language: str
    age: str
    sex: str
    control: frozenset[str]
    exploitation: frozenset[str]
    means: frozenset[str]
    other_control: tuple[str, ...]
    other_exploitation: tuple[str, ...]
    possible: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by one dimension, and each path by sector and by language. None was left out."""

    cases: int | None
    by: Mapping[str, Mapping[str, int | None]]
    paths: Mapping[str, int | None]
    tables: Mapping[tuple[str, str], Table]
    """By path and dimension, rows "yes" and "no"."""


@functools.cache
def codes() -> Mapping[str, Any]:
    """The codes of the standards, as data. Raises BadInput("content-unreadable")."""
    path = settings.forms_root() / "export" / "codes.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise BadInput("content-unreadable", file="forms/export/codes.toml", reason=str(trouble)) from trouble


def counted(cases: Iterable[Case], content: Content) -> list[Counted]:
    """The cases that the person agreed to have counted, and that are not practice (CO1, TR1)."""
    return [_counted(case, content) for case in cases if case.consented("count") == "yes" and not case.practice]


def htcds(rows: Sequence[Counted]) -> str:
    """CSV in the field names of HTCDS 2.0. Raises NotAccepted("too-few-to-export") for fewer than ten rows."""
    return _csv(HTCDS, [_htcds(row) for row in _enough(rows)])


def ctdc(rows: Sequence[Counted]) -> str:
    """CSV in the variables of the CTDC codebook; empty where nothing is known. Raises as ``htcds`` does."""
    columns = (*CTDC_HEAD, *codes()["means"], *CTDC_TAIL)
    return _csv(columns, [_ctdc(row) for row in _enough(rows)])


def summary(rows: Sequence[Counted]) -> Summary:
    """Counts with every cell under ten left out, and what would give it away."""
    by: dict[str, dict[str, int | None]] = {}
    for name in DIMENSIONS:
        values = [getattr(row, name) for row in rows]
        by[name] = safe_counts(counts(values, sorted(set(values))))
    found = {path: sum(path in row.paths for row in rows) for path in PATHS}
    paths = safe_counts({**found, TOTAL: len(rows)}, exclusive=False)
    tables = {}
    for path in PATHS:
        if paths[path] is None:
            continue
        for name in ("sector", "language"):
            columns = [value for value in by[name] if value != TOTAL]
            fixed: dict[tuple[str, str], int | None] = {(TOTAL, value): by[name][value] for value in columns}
            fixed |= {("yes", TOTAL): found[path], ("no", TOTAL): len(rows) - found[path], (TOTAL, TOTAL): len(rows)}
            pairs = [("yes" if path in row.paths else "no", getattr(row, name)) for row in rows]
            table = safe_table(pairs, ("yes", "no"), columns, fixed)
            if table is not None:
                tables[path, name] = table
    total = len(rows) if len(rows) >= THRESHOLD else None
    return Summary(total, by, {path: paths[path] for path in PATHS}, tables)


def summary_csv(made: Summary, words: Words) -> str:
    """The summary as a table: dimension, value, path, count; "*" where it was left out."""
    rows = [("cases", "", "", _shown(made.cases))]
    for name, values in made.by.items():
        rows += [(name, value, "", _shown(count)) for value, count in values.items() if value != TOTAL]
    rows += [("path", "", path, _shown(count)) for path, count in made.paths.items()]
    rows += [
        (name, column, path, _shown(table.cells["yes", column]))
        for (path, name), table in made.tables.items()
        for column in table.columns
    ]
    columns = ("dimension", "value", "path", "count")
    return _csv(columns, [dict(zip(columns, row, strict=True)) for row in rows])


def write(text: str, path: Path) -> Path:
    """Write a table whole or not at all. Raises BadInput("path-not-local"), ("inside-record") or ("not-written")."""
    place = places.outside(path)
    try:
        files.write_atomic(place, text.encode("utf-8"))
    except OSError as trouble:
        raise BadInput("not-written", file=place.name, reason=trouble.strerror or "") from None
    return place


def label(name: str, value: str, words: Words, content: Content) -> str:
    """A value of a dimension in words."""
    from screening.wording.languages import name_in

    if value == UNKNOWN:
        return words.say("stats.unknown")
    if name == "month":
        return value
    if name == "sector":
        return words.say(f"addon.{value}.title")
    if name == "age":
        return words.say(f"form.age.{value}")
    return name_in(value, words.language)


def _counted(case: Case, content: Content) -> Counted:
    content = content_of(case, content)
    interview = Interview(content, case, Words("en"), "")
    assessment = assessment_of(interview)
    known = codes()
    control: set[str] = set()
    exploitation: set[str] = set()
    means: set[str] = set()
    other_control: list[str] = []
    other_exploitation: list[str] = []
    for sign in assessment.signs.values():
        indicator = content.protocol.indicators[sign.indicator]
        if not sign.present or indicator.sort is Sort.COUNTER:
            continue
        for code in indicator.crosswalk.get("htcds", ()):
            if code in known["control"]:
                control.add(code)
            elif code in known["exploitation"]:
                exploitation.add(code)
            else:
                text = re.sub(r"^Other:?\s*", "", code) or indicator.name
                (other_exploitation if indicator.dimension == "exploitation" else other_control).append(text)
        means |= {code for code in indicator.crosswalk.get("ctdc", ()) if code in known["means"]}
    sector = case.referrals.note("service", "sector")
    return Counted(
        year=case.opened_at[:4],
        month=case.opened_at[:7],
        paths=frozenset(assessment.paths),
        sector=sector if sector in content.protocol.addons else UNKNOWN,
        language=case.language.language if case.language else UNKNOWN,
        age=rules.age_band(case),
        sex=case.referrals.note("service", "sex"),
        control=frozenset(control),
        exploitation=frozenset(exploitation),
        means=frozenset(means),
        other_control=tuple(dict.fromkeys(other_control)),
        other_exploitation=tuple(dict.fromkeys(other_exploitation)),
        possible="formal_identification" in assessment.paths,
        sent=any(each.sent_at for each in case.referrals.sent.values()),
    )


def _htcds(row: Counted) -> dict[str, str]:
    """One row. Nobody has decided anything: the status is possible, or empty; "not" is never written (DM5, JU4)."""
    known = codes()
    return {
        "cas_Status": "FollowUp" if row.sent else "Active",
        "cas_YearOpened": row.year,
        "con_Consent": "Consents",
        "prs_Gender": SEX.get(row.sex, ("", ""))[0],
        "prs_AgeGroup": {"adult": "Adult", "child": "Minor"}.get(row.age, ""),
        "prs_PrimaryLanguage": known["language"].get(row.language, ""),
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking" if row.possible else "",
        "vic_TraffickingStatusDecisionMakingOrg": "",
        "vic_TypeOfExploitation": LIST.join(
            [*sorted(row.exploitation), *(["Other"] if row.other_exploitation else [])]
        ),
        "vic_TypeOfExploitationOther": LIST.join(row.other_exploitation),
        "vic_MethodsOfControl": _with_other(row.control, row.other_control),
        "vic_MethodsOfControlOther": LIST.join(row.other_control),
        "vic_ForcedLabourIndustry": known["industry"].get(row.sector, ""),
    }


def _with_other(known: Iterable[str], others: Sequence[str]) -> str:
    return LIST.join([*sorted(known), *(["Other"] if others else [])])


def _ctdc(row: Counted) -> dict[str, str]:
    known = codes()
    made = dict.fromkeys((*CTDC_HEAD, *known["means"], *CTDC_TAIL), "")
    made |= {
        "yearOfRegistration": row.year,
        "gender": SEX.get(row.sex, ("", ""))[1],
        "CountryOfExploitation": known["country"],
        **dict.fromkeys(row.means, "1"),
    }
    labour = row.exploitation & {"ForcedLabour", "ChildLabour", "Servitude", "ForcedBegging"}
    sexual = "SexualExploitation" in row.exploitation
    if labour:
        made["isForcedLabour"] = "1"
        if row.sector in known["labour"]:
            made[known["labour"][row.sector]] = "1"
    if sexual:
        made["isSexualExploit"] = "1"
    if row.other_exploitation or row.exploitation - labour - {"SexualExploitation"}:
        made["isOtherExploit"] = "1"
    return made


def _enough(rows: Sequence[Counted]) -> Sequence[Counted]:
    if len(rows) < THRESHOLD:
        raise NotAccepted("too-few-to-export", most=THRESHOLD)
    return rows


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Rows in an order that says nothing of when they came; values that fewer than ten share are left out."""
    kept = [dict(row) for row in rows]
    for name in RARE:
        if name in columns:
            found = counts((row[name] for row in kept), ())
            for row in kept:
                if found[row[name]] < THRESHOLD:
                    row[name] = ""
    if "count" not in columns:
        kept.sort(key=lambda row: [row[name] for name in columns])
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    return out.getvalue()


def _shown(count: int | None) -> str:
    return LEFT_OUT if count is None else str(count)
