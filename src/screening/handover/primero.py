"""A case for Primero v2, as its REST interface takes it in: ``POST /api/v2/cases`` with ``{"data": {...}}``.

Names and codes stand in a mapping file, a default one for Primero's public configuration. Only what the person agreed
to pass on to this recipient is in it; no name, no contact, no words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from screening import settings
from screening.casework.assessment.assessment import assessment_of
from screening.casework.interview.interview import Interview
from screening.casework.referral.recipients import about
from screening.domain.case import rules
from screening.domain.case.release import Release, ReleaseGround, readings_released
from screening.domain.content.foreign_files import read_foreign
from screening.domain.known import known
from screening.domain.services.directory import Directory
from screening.errors import BadInput
from screening.handover.stable_id import stable_id

TABLES = ("constant", "module", "field", "sex", "concern", "service")
FIELDS = (
    "code", "organisation", "opened", "sex", "concerns", "services", "service", "age", "estimated", "consent",
    "pass_on",
)  # fmt: skip
"""What a case has a field for; one that is "" in a mapping is left out."""
BANDS = ("child", "adult", "unknown")
GROWN = 18
LARGEST = 1 << 16

Mapped = Mapping[str, Mapping[str, str]]


def mapping(path: Path | None = None) -> Mapped:
    """The mapping in a file, or the one for Primero's public forms. Raises BadInput("content-unreadable")."""
    path = path or settings.forms_root() / "export" / "primero.toml"
    try:
        table = tomllib.loads(read_foreign(path, LARGEST).decode("utf-8"))
        found = {name: {key: _text(value) for key, value in table[name].items()} for name in TABLES}
        if set(found["field"]) != set(FIELDS):
            raise ValueError("[field] needs " + ", ".join(FIELDS))
        if set(found["module"]) != set(BANDS):
            raise ValueError("[module] needs " + ", ".join(BANDS))
    except (OSError, ValueError, KeyError, AttributeError) as trouble:
        raise BadInput("content-unreadable", file=path.name, reason=str(trouble)) from None
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a value that is no text")
    return value


def case_json(
    interview: Interview,
    directory: Directory,
    allowed: Release,
    organisation: str,
    names: Mapped,
    age: int | None = None,
) -> dict[str, Any]:
    """Return the case with what is released: needs as services, and with the signs the concern that they point to.

    Its ``id`` is worked out of the case, so that it is there once however often it is posted. ``age`` is in years: the
    record holds no more than child or adult. Beside ``data``, which is all that Primero reads, stands why each part
    goes. Raises BadInput("hand-over-age") for an age that the record contradicts.
    """
    case, field, granted = interview.case, names["field"], allowed.parts
    band = rules.age_band(case)
    data: dict[str, Any] = {
        "id": stable_id(case.code),
        **names["constant"],
        "module_id": names["module"][band],
        field["code"]: case.code,
        field["opened"]: case.opened_at[:10],
        field["consent"]: allowed.grounds.get("needs") is ReleaseGround.YES,
        # A yes is for one recipient. Whom else to tell they are asked there.
        field["pass_on"]: False,
    }
    if age is not None:
        if band not in ("unknown", "adult" if age >= GROWN else "child"):
            raise BadInput("hand-over-age", age=age)
        data |= {field["age"]: age, field["estimated"]: known.age_is_judged(case)}
    if organisation:
        data[field["organisation"]] = organisation
    if "needs" in granted:
        if sex := names["sex"].get(known.sex(case)):
            data[field["sex"]] = sex
        needs = about(interview, directory).needs
        wanted = dict.fromkeys(names["service"][need] for need in needs if need in names["service"])
        data[field["services"]] = [{field["service"]: each} for each in wanted]
    if "signs" in granted:
        paths = readings_released(assessment_of(interview).paths, granted)
        data[field["concerns"]] = [names["concern"][path] for path in paths if path in names["concern"]]
    data.pop("", None)
    released = {part: allowed.grounds[part].value for part in sorted(granted)}
    return {"data": data, "released": released, **({"duty": allowed.duty} if allowed.duty else {})}
