"""Bands and groups in which a plan of action is told: days, fees, quarters, countries, sectors and languages."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from screening import settings
from screening.wording.catalogue.source_texts import read_toml

UNKNOWN = "unknown"


@functools.cache
def export_data(name: str) -> Mapping[str, Any]:
    """Return a file of ``forms/export``, which says how things are counted. Raises BadInput("content-unreadable")."""
    return read_toml(settings.forms_root() / "export" / name, f"forms/export/{name}")


def bands() -> Mapping[str, Any]:
    """Return the bands and groups, as data. Raises as ``export_data``."""
    return export_data("plan.toml")


def recruited_from() -> dict[str, str]:
    """Return the group of each country that is listed, by its code."""
    return {code: region for region, inside in bands()["recruited"].items() for code in inside}


def region_of(code: str) -> str:
    """Return the group of a country; ``UNKNOWN`` for one that is not listed."""
    return recruited_from().get(code, UNKNOWN)


GROUPS = {"sector": "sector-group", "language": "language-family"}
"""What few people are told by, in the place of what they are counted by."""


def group_of(larger: str, value: str) -> str:
    """Return the group of a sector or a language (``larger`` of ``GROUPS``); ``UNKNOWN`` for one that is in none."""
    return next((group for group, inside in bands()[larger].items() if value in inside), UNKNOWN)


def quarter_of(month: str) -> str:
    """Return the quarter of a month: "2026-Q4" of "2026-11"; ``UNKNOWN`` of anything else."""
    year, _, number = month.partition("-")
    return f"{year}-Q{(int(number) + 2) // 3}" if number.isdigit() else UNKNOWN
