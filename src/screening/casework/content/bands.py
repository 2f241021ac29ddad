"""Bands and groups in which a plan of action is told: days, fees, and the countries where work was arranged."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from typing import Any

from screening import settings
from screening.errors import BadInput

FILE = "forms/export/plan.toml"
UNKNOWN = "unknown"


@functools.cache
def bands() -> Mapping[str, Any]:
    """Return the bands and groups, as data. Raises BadInput("content-unreadable")."""
    path = settings.forms_root() / "export" / "plan.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise BadInput("content-unreadable", file=FILE, reason=str(trouble)) from trouble


def recruited_from() -> dict[str, str]:
    """Return the group of each country that is listed, by its code."""
    return {code: region for region, inside in bands()["recruited"].items() for code in inside}


def region_of(code: str) -> str:
    """Return the group of a country; ``UNKNOWN`` for one that is not listed."""
    return recruited_from().get(code, UNKNOWN)
