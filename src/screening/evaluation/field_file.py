"""Cases for the figures of accuracy in the field from a file: one set of answers a line, with what came of it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from screening.casework.assessment.answer_file import assess_sheet, json_lines, parse_sheet
from screening.casework.content.bands import UNKNOWN
from screening.casework.content.edition import open_content
from screening.domain.statistics.field_accuracy import Screened
from screening.errors import BadInput
from screening.settings import Installation

JUDGED = ("identified", "second", "own_view")
"""What a body decided, a second reader thought and the officer thought: true, false, or null where it is not known."""
EXTRA = ("id", "weight", *JUDGED)


def read_screened(path: Path, here: Installation) -> list[Screened]:
    """Return the cases, one JSON object a line. ``weight`` is for how many a case drawn by lot stands; 0 without it.

    Raises BadInput naming the line.
    """
    return [_row(value, name, here) for _, name, value in json_lines(path)]


def _row(value: Any, name: str, here: Installation) -> Screened:
    edition = value.get("edition", here.edition) if isinstance(value, dict) else here.edition
    if not isinstance(edition, str):
        raise BadInput("json-wrong-type", file=name, name="edition", needed="a text")
    content = open_content(edition, here)
    sheet = parse_sheet(value, content, name, extra=EXTRA)
    for key in JUDGED:
        if not isinstance(value.get(key), bool | None):
            raise BadInput("json-wrong-type", file=name, name=key, needed="true, false or null")
    weight = value.get("weight", 0)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not (weight == 0 or 1 <= weight < math.inf):
        raise BadInput("json-wrong-type", file=name, name="weight", needed="a number from 1 on")
    language = value.get("language", "")
    if not isinstance(language, str):
        raise BadInput("json-wrong-type", file=name, name="language", needed="a text")
    found = assess_sheet(sheet, content)
    return Screened(
        band=found.bands["trafficking"][1],
        flagged=found.flagged,
        identified=value.get("identified"),
        second=value.get("second"),
        weight=float(weight),
        view=value.get("own_view"),
        strength=found.weighed["trafficking"].range.best,
        edition=sheet.edition,
        language=language or UNKNOWN,
        setting=sheet.setting or UNKNOWN,
    )
