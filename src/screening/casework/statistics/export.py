"""Statistics without persons: rows in the HTCDS and CTDC vocabularies, and counts, under disclosure control."""

from __future__ import annotations

import csv
import functools
import io
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from screening import settings
from screening.casework.assessment.assessment import assessment_of
from screening.casework.content.edition import Content, content_of
from screening.casework.interview.interview import Interview
from screening.domain.case import release, rules
from screening.domain.case.case import Case
from screening.domain.protocol.model import Sort
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.statistics import blanked_rows, disclosure_control
from screening.domain.statistics.disclosure_control import LEAST, REST, Attribute, Publication
from screening.errors import BadInput, NotAccepted
from screening.wording.catalogue.languages import languages, name_in
from screening.wording.catalogue.translations import Words

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
DIMENSIONS = ("year", "month", "sector", "language", "age", "path")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


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
    status: str
    """Whether a referral was sent: FollowUp or Active, in the words of HTCDS."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Those who are counted; ``unread`` more agreed, but their edition is not on this computer."""

    rows: tuple[Counted, ...]
    sectors: frozenset[str] = frozenset()
    """Those that the present edition knows."""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What may be told: counts by ``DIMENSIONS``, and paths by sector."""

    published: Publication
    unread: int


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


def counted(cases: Iterable[Case], content: Content) -> Cases:
    """Return the cases that the person agreed to have counted, and that are not practice (CO1, TR1)."""
    rows, unread = [], 0
    for case in cases:
        if not release.counted(case):
            continue
        try:
            own = content_of(case, content)
        except BadInput:
            unread += 1
        else:
            rows.append(_counted(case, own))
    return Cases(tuple(rows), frozenset(content.protocol.addons), unread)


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
    told = disclosure_control.publish(
        [_record(row, row.paths) for row in cases.rows], _attributes(cases).values(), (("path", "sector"),)
    )
    return Summary(told, cases.unread)


def summary_csv(made: Summary, tags: Tags = None) -> str:
    """Return the summary as a table: dimension, value, path, count. What may not be told is not listed."""
    columns = ("dimension", "value", "path", "count")
    rows = [("cases", "", "", _shown(made.published.total))]
    if made.unread:
        rows.append(("not-readable-here", "", "", _shown(disclosure_control.shown(made.unread))))
    for name in DIMENSIONS:
        for value, n in made.published.margins[name].groups().items():
            rows.append((name, "", value, str(n)) if name == "path" else (name, value or OTHERS, "", str(n)))
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
    )
    return {attribute.name: attribute for attribute in made}


@functools.cache
def _languages() -> frozenset[str]:
    """Return the languages that the standard has a code for, or that a pack is here for; a bundle may name others."""
    return frozenset({*codes()["language"], *(pack.tag for pack in languages())})


def _record(row: Counted, paths: frozenset[str]) -> dict[str, str | frozenset[str]]:
    return {
        "year": row.year,
        "month": row.month,
        "sector": row.sector,
        "language": row.language,
        "age": row.age,
        "path": paths & frozenset(COUNTED_PATHS),
    }


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
    records = [
        {
            **_record(row, row.paths & {POSSIBLE}),
            "sex": row.sex if row.sex in SEX else REST,
            "signs": _signs(row),
            "status": row.status,
        }
        for row in cases.rows
    ]
    kept = blanked_rows.blanked(records, columns, summary(cases).published)
    return [_only(row, record) for row, record in zip(cases.rows, kept, strict=True)]


SIGNS = ("control", "exploitation", "means", "other_control", "other_exploitation")


def _signs(row: Counted) -> frozenset[str]:
    return frozenset(f"{name}:{value}" for name in SIGNS for value in getattr(row, name))


def _only(row: Counted, kept: disclosure_control.Record) -> Counted:
    """Return what is left of a row: the values of ``kept``."""
    signs = {name: [value for value in getattr(row, name) if f"{name}:{value}" in kept["signs"]] for name in SIGNS}
    return replace(
        row,
        year=str(kept["year"]),
        month=REST,
        paths=frozenset(kept["path"]),
        sector=str(kept["sector"]),
        language=str(kept["language"]),
        age=str(kept["age"]),
        sex=str(kept["sex"]),
        status=str(kept["status"]),
        control=frozenset(signs["control"]),
        exploitation=frozenset(signs["exploitation"]),
        means=frozenset(signs["means"]),
        other_control=tuple(sorted(signs["other_control"])),
        other_exploitation=tuple(sorted(signs["other_exploitation"])),
    )


def label(name: str, value: str, words: Words, content: Content) -> str:
    """Return a value of a dimension in words."""
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
    month = case.opened_at[:7] if MONTH.fullmatch(case.opened_at[:7]) else UNKNOWN
    language = case.language.language if case.language else UNKNOWN
    return Counted(
        year=month[:4] if month != UNKNOWN else UNKNOWN,
        month=month,
        paths=frozenset(assessment.paths),
        sector=sector if sector in content.protocol.addons else UNKNOWN,
        language=language if language in _languages() else UNKNOWN,
        age=rules.age_band(case),
        sex=case.referrals.note("service", "sex"),
        control=frozenset(control),
        exploitation=frozenset(exploitation),
        means=frozenset(means),
        other_control=tuple(dict.fromkeys(other_control)),
        other_exploitation=tuple(dict.fromkeys(other_exploitation)),
        status="FollowUp" if any(each.sent_at for each in case.referrals.sent.values()) else "Active",
    )


def _htcds(row: Counted) -> dict[str, str]:
    """One row. Nobody has decided anything: the status is possible, or empty; "not" is never written (DM5, JU4)."""
    known = codes()
    return {
        "cas_Status": row.status,
        "screening_YearOpened": _known(row.year),
        "con_Consent": "true",
        "prs_Gender": SEX.get(row.sex, ("", ""))[0],
        "screening_AgeGroup": {"adult": "Adult", "child": "Minor"}.get(row.age, ""),
        "prs_PrimaryLanguage": known["language"].get(row.language, ""),
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking" if POSSIBLE in row.paths else "",
        "vic_TraffickingStatusDecisionMakingOrg": "",
        "vic_TypeOfExploitation": LIST.join(
            [*sorted(row.exploitation), *(["Other"] if row.other_exploitation else [])]
        ),
        "screening_TypeOfExploitationOther": LIST.join(row.other_exploitation),
        "vic_MethodsOfControl": _with_other(row.control, row.other_control),
        "screening_MethodsOfControlOther": LIST.join(row.other_control),
        "vic_ForcedLabourIndustry": known["industry"].get(row.sector, ""),
    }


def _with_other(known: Iterable[str], others: Sequence[str]) -> str:
    return LIST.join([*sorted(known), *(["Other"] if others else [])])


def _ctdc(row: Counted) -> dict[str, str]:
    known = codes()
    made = dict.fromkeys((*CTDC_HEAD, *known["means"], *CTDC_TAIL), "")
    made |= {
        "yearOfRegistration": _known(row.year),
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


def _known(value: str) -> str:
    return "" if value == UNKNOWN else value


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
