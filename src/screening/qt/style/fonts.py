"""The bundled fonts: one family for each script, loaded when the script is first shown, never the machine's own."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from screening.domain.content.foreign_files import read_foreign
from screening.settings import forms_root

LARGEST = 32 << 20
"""Bytes of a font's file."""
LATIN = "Latn"


@dataclass(frozen=True, slots=True)
class Script:
    """How one script is set, on screen as on paper.

    ``factor`` multiplies the Latin size; ``line``, ``pad_top`` and ``pad_bottom`` are multiples of the resulting
    font size; ``measure`` is the most characters a line should hold.
    """

    files: tuple[str, ...]
    factor: float
    line: float
    pad_top: float
    pad_bottom: float
    measure: int


@functools.cache
def scripts() -> Mapping[str, Script]:
    """The scripts that there are fonts for, from ``fonts.toml`` beside them, read once."""
    with (forms_root() / "fonts" / "fonts.toml").open("rb") as file:
        raw: dict[str, dict[str, Any]] = tomllib.load(file)["script"]
    return {
        tag: Script(
            files=tuple(row[weight] for weight in ("regular", "bold") if weight in row),
            factor=row["factor"],
            line=row["line"],
            pad_top=row["pad_top"],
            pad_bottom=row["pad_bottom"],
            measure=row["measure"],
        )
        for tag, row in raw.items()
    }


def shown_in(script: str) -> str:
    """The script whose font shows a script; Latin for those that we carry no font of."""
    return script if script in scripts() else LATIN


@functools.cache
def load(script: str) -> tuple[str, ...]:
    """Load the regular and bold files of a script's font. The family names that Qt knows them by."""
    # While a text is typed Qt asks every family for the new script and complains of those that do not have it.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    families: dict[str, None] = {}
    of_script = scripts()[script]
    for name in of_script.files:
        data = read_foreign(forms_root() / "fonts" / name, LARGEST)
        number = QFontDatabase.addApplicationFontFromData(data)
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)


def font(script: str, pixels: float, *, bold: bool = False, others: Iterable[str] = ()) -> QFont:
    """The font of a script at a Latin size, to which its own factor is applied, and behind it those of ``others`` and
    of Latin. Loads what is not loaded yet.
    """
    made = QFont()
    made.setFamilies([family for each in dict.fromkeys((script, *others, LATIN)) for family in load(each)])
    made.setPixelSize(max(1, round(pixels * scripts()[script].factor)))
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setKerning(True)
    return made
