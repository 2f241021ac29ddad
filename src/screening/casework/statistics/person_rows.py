"""Rows for single persons in the HTCDS and CTDC vocabularies, blanked until each equals nine others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from screening.casework.content.bands import UNKNOWN
from screening.casework.statistics.csv_table import csv_text
from screening.casework.statistics.export import Cases, Counted, Tags, attributes, codes, several, summary
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.statistics import blanked_rows, disclosure_control
from screening.domain.statistics.disclosure_control import LEAST, Attribute
from screening.errors import NotAccepted

LIST = ";"
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
OF_VICTIMS = (
    "vic_TraffickingStatus", "vic_TypeOfExploitation", "screening_TypeOfExploitationOther", "vic_MethodsOfControl",
    "screening_MethodsOfControlOther", "vic_ForcedLabourIndustry",
)  # fmt: skip
"""Columns of HTCDS that say something of a victim; empty in the row of anybody who does not count as one."""
SEX = {"woman": ("Feminine", "Woman"), "man": ("Masculine", "Man")}
POSSIBLE = "formal_identification"
"""The path by which somebody is a possible victim in the rows."""


def possible_victim(row: Counted) -> bool:
    """Return whether a row counts as a possible victim, in every table: the reading came to a referral for formal
    identification, and the row may tell so. Signs alone, of a labour dispute or of violence at home, are none.
    """
    return POSSIBLE in several(row, "path")


def htcds(cases: Cases, tags: Tags = None) -> str:
    """CSV in the field names of HTCDS 2.0. Raises NotAccepted("too-few-to-export") for fewer than ten rows."""
    return _rows_csv(HTCDS, map(_htcds, _blanked(cases)), tags)


def ctdc(cases: Cases, tags: Tags = None) -> str:
    """CSV in the variables of the CTDC codebook, whose every row is a victim; empty where nothing is known.

    The rows are those that are possible victims in ``htcds``. Raises as it does, and NotAccepted("too-few-possible")
    where no such row may leave.
    """
    rows = [row for row in _blanked(cases) if possible_victim(row)]
    if not rows:
        raise NotAccepted("too-few-possible", most=LEAST)
    return _rows_csv((*CTDC_HEAD, *codes()["means"], *CTDC_TAIL), map(_ctdc, rows), tags)


def _tells_of_needs(cases: Cases) -> bool:
    """Return whether how many were referred would tell, beside the summary, of a few whose need nobody sees to."""
    sent = sum(row["status"] == "FollowUp" for row in cases.rows)
    shown = summary(cases).published.margins
    seen = [shown[each.name].shown.get(each.value) for each in cases.excludes]
    return any(n is not None and sent - n < LEAST for n in seen)


def _blanked(cases: Cases) -> list[Counted]:
    """Return the rows that may leave: each equals nine others, and none tells what the summary keeps back."""
    if len(cases.rows) < LEAST:
        raise NotAccepted("too-few-to-export", most=LEAST)
    known = attributes(cases)
    columns: tuple[Attribute, ...] = (
        known["year"],
        known["age"],
        known["sector"],
        known["path"],
        Attribute("sex", frozenset(SEX)),
        Attribute("signs", many=True),
        known["language"],
        Attribute("status", frozenset({"FollowUp", "Active"})),
        # Of which countries the cases are is known; only where their signs are is theirs.
        Attribute("country", frozenset({_one(row, "country") for row in cases.rows} - {""})),
    )
    # Rows and counts tell some things under two names: sex, signs and whether somebody was referred.
    beside = disclosure_control.publish(
        [{**row, "path": several(row, "path") & frozenset(COUNTED_PATHS)} for row in cases.rows],
        [*known.values(), *columns[4:6], columns[7]],
        (("path", "sector"),),
    )
    records = [{**row, "path": several(row, "path") & {POSSIBLE}} for row in cases.rows]
    if _tells_of_needs(cases):
        columns = tuple(column for column in columns if column.name != "status")
    return blanked_rows.blanked(records, columns, beside)


def _one(row: Counted, name: str) -> str:
    """The value of a row; "" where it is not known or does not leave."""
    value = row.get(name, "")
    return value if isinstance(value, str) and value != UNKNOWN else ""


def _signs(row: Counted, kind: str) -> list[str]:
    return sorted(sign.partition(":")[2] for sign in several(row, "signs") if sign.startswith(f"{kind}:"))


def _htcds(row: Counted) -> dict[str, str]:
    """One row. Nobody has decided anything: the status is possible, or empty; "not" is never written (DM5, JU4)."""
    known = codes()
    exploitation, control = _signs(row, "other_exploitation"), _signs(row, "other_control")
    made = {
        "cas_Status": _one(row, "status"),
        "screening_YearOpened": _one(row, "year"),
        "con_Consent": "true",
        "prs_Gender": SEX.get(_one(row, "sex"), ("", ""))[0],
        "screening_AgeGroup": {"adult": "Adult", "child": "Minor"}.get(_one(row, "age"), ""),
        "prs_PrimaryLanguage": known["language"].get(_one(row, "language"), ""),
        "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
        "vic_TraffickingStatusDecisionMakingOrg": "",
        "vic_TypeOfExploitation": _with_other(_signs(row, "exploitation"), exploitation),
        "screening_TypeOfExploitationOther": LIST.join(exploitation),
        "vic_MethodsOfControl": _with_other(_signs(row, "control"), control),
        "screening_MethodsOfControlOther": LIST.join(control),
        "vic_ForcedLabourIndustry": known["industry"].get(_one(row, "sector"), ""),
    }
    return made if possible_victim(row) else made | dict.fromkeys(OF_VICTIMS, "")


def _with_other(known: Iterable[str], others: Sequence[str]) -> str:
    return LIST.join([*known, *(["Other"] if others else [])])


def _ctdc(row: Counted) -> dict[str, str]:
    known = codes()
    made = dict.fromkeys((*CTDC_HEAD, *known["means"], *CTDC_TAIL), "")
    made |= {
        "yearOfRegistration": _one(row, "year"),
        "gender": SEX.get(_one(row, "sex"), ("", ""))[1],
        "CountryOfExploitation": _one(row, "country"),
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
