"""Statistics without persons: rows in the HTCDS and CTDC vocabularies, and counts, under disclosure control."""

from __future__ import annotations

import csv
import datetime
import functools
import io
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from screening import settings
from screening.casework.assessment.assessment import assessment_of
from screening.casework.content import country, directory
from screening.casework.content.edition import Content, content_of
from screening.casework.interview.interview import Interview
from screening.casework.statistics import plan_facts
from screening.domain.case import release, rules
from screening.domain.case.case import Case
from screening.domain.known import terms
from screening.domain.protocol.model import IndicatorSort
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.services.directory import Directory
from screening.domain.statistics import blanked_rows, disclosure_control
from screening.domain.statistics.disclosure_control import LEAST, Attribute, Margin, Publication
from screening.errors import BadInput, NotAccepted
from screening.wording.catalogue.dates import typed_day
from screening.wording.catalogue.languages import languages, name_in
from screening.wording.catalogue.translations import Words

ANSWER = "to-answer"
PER_CASE = ("htcds", "ctdc")
"""Tables with a row for each person: they leave with a second person's yes."""
UNKNOWN = "unknown"
LIST = ";"
OTHERS = "(all others)"
"""The value of all that is not listed, in the summary."""
NOT_SHOWN = "*"
"""In place of a number of cases under ten."""
HTCDS = (
    "cas_Status", "screening_YearOpened", "con_Consent", "prs_Gender", "screening_AgeGroup", "prs_PrimaryLanguage",
    "vic_TraffickingStatus", "vic_TraffickingStatusDecisionMakingOrg", "vic_TypeOfExploitation",
    "screening_TypeOfExploitationOther", "vic_MethodsOfControl", "screening_MethodsOfControlOther",
    "vic_ForcedLabourIndustry",
)  # fmt: skip
"""Names of the standard, and columns of our own (``screening_``): a year and an age group in place of a day and a birth
date, which are not kept or not given out, and signs that have no code there, in our words."""
CTDC_HEAD = (
    "yearOfRegistration", "gender", "ageBroad", "citizenship", "CountryOfExploitation", "traffickMonths",
)  # fmt: skip
CTDC_TAIL = (
    "isForcedLabour", "isSexualExploit", "isOtherExploit", "typeOfLabourAgriculture", "typeOfLabourConstruction",
    "typeOfLabourDomesticWork", "typeOfLabourHospitality", "typeOfSexProstitution", "typeOfSexPornography",
    "recruiterRelationIntimatePartner", "recruiterRelationFriend", "recruiterRelationFamily", "recruiterRelationOther",
)  # fmt: skip
SEX = {"woman": ("Feminine", "Woman"), "man": ("Masculine", "Man")}
POSSIBLE = "formal_identification"
"""The path by which somebody is a possible victim in the rows."""
DIMENSIONS = ("year", "month", "sector", "language", "age", "path", "stay")
EXPLOITATION = "exploitation"
"""Forms of exploitation with a sign, by the code of the standard."""
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


Counted = disclosure_control.Record
"""What is known of one case for counting, by ``DIMENSIONS`` and by sex, signs and status: no code, no day, no place, no
words. A sign is its kind and a code, "control:Threats". The status says in the words of HTCDS whether a referral was
sent: FollowUp or Active."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Those who are counted; ``unread`` more agreed, but their edition is not on this computer."""

    rows: tuple[Counted, ...]
    sectors: frozenset[str] = frozenset()
    """Those that the present edition knows."""
    unread: int = 0
    plan: tuple[Attribute, ...] = ()
    """What a plan of action counts them by as well."""


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
    return _data("codes.toml")


def hxl(kind: str) -> Mapping[str, str]:
    """Return the HXL hashtag of each column of a table, as data. Raises BadInput("content-unreadable")."""
    tags: Mapping[str, str] = _data("hxl.toml")[kind]
    return tags


@functools.cache
def _data(name: str) -> Mapping[str, Any]:
    path = settings.forms_root() / "export" / name
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise BadInput("content-unreadable", file=f"forms/export/{name}", reason=str(trouble)) from trouble


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
    return Cases(tuple(rows), frozenset(content.protocol.addons), unread, plan)


Tags = Mapping[str, str] | None
"""HXL hashtags by column, for a row of them; None for none."""


def htcds(cases: Cases, tags: Tags = None) -> str:
    """CSV in the field names of HTCDS 2.0. Raises NotAccepted("too-few-to-export") for fewer than ten rows."""
    return _rows_csv(HTCDS, map(_htcds, _blanked(cases)), tags)


def ctdc(cases: Cases, tags: Tags = None) -> str:
    """CSV in the variables of the CTDC codebook; empty where nothing is known. Raises as ``htcds`` does."""
    return _rows_csv((*CTDC_HEAD, *codes()["means"], *CTDC_TAIL), map(_ctdc, _blanked(cases)), tags)


def summary(cases: Cases) -> Summary:
    """Return what may be told of the cases."""
    records = [{**row, "path": _several(row, "path") & frozenset(COUNTED_PATHS)} for row in cases.rows]
    told = disclosure_control.publish(records, [*_attributes(cases).values(), *cases.plan], (("path", "sector"),))
    return Summary(told, cases.unread, tuple(each.name for each in cases.plan), _answers(cases, told))


def _answers(cases: Cases, told: Publication) -> Margin | None:
    """Return the days until an answer of those who were referred, where it is told already how many were not.

    Their number is the total without those, so that it tells nothing more; what is told of them is a count of its own.
    """
    margin = told.margins.get("to-referral")
    if margin is None or plan_facts.NONE not in margin.shown:
        return None
    sent = [row for row in cases.rows if row["to-referral"] != plan_facts.NONE]
    attribute = Attribute(ANSWER, frozenset({*map(str, plan_facts.bands()["days"]), plan_facts.MORE, plan_facts.NONE}))
    found = disclosure_control.publish(sent, [attribute])
    return None if found.total is None else found.margins[ANSWER]


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
    return csv_text(columns, [dict(zip(columns, row, strict=True)) for row in rows], tags)


def _attributes(cases: Cases) -> dict[str, Attribute]:
    made = (
        Attribute("year"),
        Attribute("month", within=lambda month: month[:4]),
        Attribute("sector", cases.sectors),
        Attribute("language", _languages(), open=True),
        Attribute("age", frozenset({"adult", "child"})),
        Attribute("path", many=True),
        Attribute("stay", frozenset({terms.AFTER, terms.WITHIN})),
    )
    return {attribute.name: attribute for attribute in made}


@functools.cache
def _languages() -> frozenset[str]:
    """Return the languages that the standard has a code for, or that a pack is here for; a bundle may name others."""
    return frozenset({*codes()["language"], *(pack.tag for pack in languages())})


def _blanked(cases: Cases) -> list[Counted]:
    """Return the rows that may leave: each equals nine others, and none tells what the summary keeps back."""
    if len(cases.rows) < LEAST:
        raise NotAccepted("too-few-to-export", most=LEAST)
    known = _attributes(cases)
    columns = (
        known["year"],
        known["age"],
        known["sector"],
        known["path"],
        Attribute("sex", frozenset(SEX)),
        Attribute("signs", many=True),
        known["language"],
        Attribute("status", frozenset({"FollowUp", "Active"})),
    )
    # Rows and counts tell some things under two names: sex, signs and whether somebody was referred.
    beside = disclosure_control.publish(
        [{**row, "path": _several(row, "path") & frozenset(COUNTED_PATHS)} for row in cases.rows],
        [*known.values(), *columns[4:6], columns[7]],
        (("path", "sector"),),
    )
    records = [{**row, "path": _several(row, "path") & {POSSIBLE}} for row in cases.rows]
    return blanked_rows.blanked(records, columns, beside)


def _several(row: Counted, name: str) -> frozenset[str]:
    value = row[name]
    return value if isinstance(value, frozenset) else frozenset()


def _one(row: Counted, name: str) -> str:
    """The value of a row; "" where it is not known or does not leave."""
    value = row[name]
    return value if isinstance(value, str) and value != UNKNOWN else ""


def _signs(row: Counted, kind: str) -> list[str]:
    return sorted(sign.partition(":")[2] for sign in _several(row, "signs") if sign.startswith(f"{kind}:"))


def label(name: str, value: str, words: Words, content: Content) -> str:
    """Return a value of a dimension in words."""
    if value == UNKNOWN:
        return words.say("stats.unknown")
    if name == "month":
        return value
    if name == "stay":
        return words.say(f"stats.{value}")
    if name == "sector":
        return words.say(f"addon.{value}.title")
    if name == EXPLOITATION:
        value = re.sub(r"(?<!^)(?=[A-Z])", "-", value).lower()
    if name in _TEXTS:
        return words.known(_TEXTS[name].format(value=value), value)
    if name in BANDED:
        return band(name, value, words)
    return name_in(value, words.language)


_TEXTS = {
    "age": "form.age.{value}", "sex": "taking.sex-{value}", "setting": "setting.{value}.title",
    "state": "directory.region.{value}", EXPLOITATION: "stats.form.{value}",
}  # fmt: skip
"""Texts that word the values of a dimension; what has none stands as it is."""
BANDED = ("to-referral", ANSWER, "fees")


def band(name: str, value: str, words: Words) -> str:
    """Return a band of days or of fees in words."""
    kind = "fees" if name == "fees" else "days"
    if value == "0":
        return words.say("stats.days-same")
    if value == plan_facts.MORE:
        return words.say(f"stats.{kind}-more", n=f"{plan_facts.bands()[kind][-1]:,}")
    return (
        words.say(f"stats.{kind}-upto", n=f"{int(value):,}") if value.isdigit() else words.say(f"stats.{name}-{value}")
    )


def _counted(case: Case, content: Content) -> Counted:
    interview = Interview(content, case, Words("en"), "")
    assessment = assessment_of(interview)
    known, signs = codes(), set[str]()
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
        signs |= {f"means:{code}" for code in indicator.crosswalk.get("ctdc", ()) if code in known["means"]}
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
        "stay": terms.stay(case, country.of(content.installation).clocks, typed_day, datetime.date.today()),
        EXPLOITATION: frozenset(sign.partition(":")[2] for sign in signs if sign.startswith("exploitation:")),
        "signs": frozenset(signs),
        "status": "FollowUp" if any(each.sent_at for each in case.referrals.sent.values()) else "Active",
    }


def _htcds(row: Counted) -> dict[str, str]:
    """One row. Nobody has decided anything: the status is possible, or empty; "not" is never written (DM5, JU4)."""
    known = codes()
    exploitation, control = _signs(row, "other_exploitation"), _signs(row, "other_control")
    return {
        "cas_Status": _one(row, "status"),
        "screening_YearOpened": _one(row, "year"),
        "con_Consent": "true",
        "prs_Gender": SEX.get(_one(row, "sex"), ("", ""))[0],
        "screening_AgeGroup": {"adult": "Adult", "child": "Minor"}.get(_one(row, "age"), ""),
        "prs_PrimaryLanguage": known["language"].get(_one(row, "language"), ""),
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking" if POSSIBLE in _several(row, "path") else "",
        "vic_TraffickingStatusDecisionMakingOrg": "",
        "vic_TypeOfExploitation": _with_other(_signs(row, "exploitation"), exploitation),
        "screening_TypeOfExploitationOther": LIST.join(exploitation),
        "vic_MethodsOfControl": _with_other(_signs(row, "control"), control),
        "screening_MethodsOfControlOther": LIST.join(control),
        "vic_ForcedLabourIndustry": known["industry"].get(_one(row, "sector"), ""),
    }


def _with_other(known: Iterable[str], others: Sequence[str]) -> str:
    return LIST.join([*known, *(["Other"] if others else [])])


def _ctdc(row: Counted) -> dict[str, str]:
    known = codes()
    made = dict.fromkeys((*CTDC_HEAD, *known["means"], *CTDC_TAIL), "")
    made |= {
        "yearOfRegistration": _one(row, "year"),
        "gender": SEX.get(_one(row, "sex"), ("", ""))[1],
        "CountryOfExploitation": known["country"],
        **dict.fromkeys(_signs(row, "means"), "1"),
    }
    exploitation, sector = set(_signs(row, "exploitation")), _one(row, "sector")
    labour = exploitation & {"ForcedLabour", "ChildLabour", "Servitude", "ForcedBegging"}
    if labour:
        made["isForcedLabour"] = "1"
        if sector in known["labour"]:
            made[known["labour"][sector]] = "1"
    if "SexualExploitation" in exploitation:
        made["isSexualExploit"] = "1"
    if _signs(row, "other_exploitation") or exploitation - labour - {"SexualExploitation"}:
        made["isOtherExploit"] = "1"
    return made


def _rows_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]], tags: Tags) -> str:
    """Rows in an order that says nothing of when they came."""
    return csv_text(columns, sorted(rows, key=lambda row: [row[name] for name in columns]), tags)


def _shown(count: int | None) -> str:
    return NOT_SHOWN if count is None else str(count)


STARTS = "=+-@\t\r\n\0＝＋－＠"
"""What a spreadsheet may read as the start of a formula (OWASP ASVS 5.0, 1.2.10; full-width forms as well)."""


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]], tags: Mapping[str, str] | None = None) -> str:
    """Return a table as CSV (RFC 4180). A cell that could start a formula begins with an apostrophe.

    ``tags`` are HXL hashtags by column, for a second row under the names. Raises ValueError for a row with other
    columns.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    if tags is not None:
        writer.writerow({name: tags.get(name, "") for name in columns})
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _harmless(value: str) -> str:
    first = value.lstrip(" \u00a0\u3000\ufeff")[:1] or value[:1]
    return f"'{value}" if first and first in STARTS else value
