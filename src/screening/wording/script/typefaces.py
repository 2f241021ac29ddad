"""The bundled fonts and how large each script is written, read from forms/fonts/fonts.toml."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from screening.domain.content.strict_toml import built
from screening.settings import forms_root


class Weight(StrEnum):
    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """The fonts of one script. ``factor`` multiplies the Latin size; the rest are multiples of the font size."""

    script: str
    family: str
    files: dict[Weight, Path]
    factor: float
    line: float
    """From one baseline to the next."""
    pad_top: float
    """Added above the first line of a paragraph."""
    pad_bottom: float
    """Added below the last line of a paragraph."""
    tight: float
    """The same on a tight page; ``line`` where the script has no room to give."""
    measure: int
    """The most characters that a line should hold."""
    direction: str

    def file(self, weight: Weight) -> Path:
        """Few scripts have slanted letters; those that have not stay upright."""
        return self.files.get(weight, self.files[Weight.REGULAR])


@dataclass(frozen=True, slots=True)
class PaperSizes:
    """The sizes of a printed page. In points, but for the names that end in ``_mm``."""

    width_mm: float
    height_mm: float
    margin_top_mm: float
    margin_bottom_mm: float
    margin_start_mm: float
    margin_end_mm: float
    body: float
    body_min: float
    label: float
    heading: float
    code: float
    rule: float
    rule_strong: float
    box_mm: float
    write_line_mm: float
    qr_mm: float
    gaps: float
    """What empty space between blocks is multiplied by."""
    tight: float = 0.0
    """From one baseline to the next, in font sizes, where a script lets lines stand as close; 0 as each script is."""


def fonts_folder() -> Path:
    return forms_root() / "fonts"


@functools.cache
def typefaces() -> dict[str, Typeface]:
    """By ISO 15924 code, Latin first; the order is the order in which fonts stand in for each other."""
    folder = fonts_folder()
    table = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))["script"]
    return {
        script: built(
            Typeface,
            {"tight": row["line"], **row},
            script=script,
            files={weight: folder / row[weight] for weight in Weight if weight in row},
        )
        for script, row in table.items()
    }


@functools.cache
def paper_sizes() -> PaperSizes:
    return PaperSizes(**_sizes())


@functools.cache
def tight_sizes() -> PaperSizes:
    """Return the sizes of a layout that must stand on few pages: ``[paper.tight]`` over the common ones."""
    return PaperSizes(**(_sizes() | _sizes("tight")), tight=1.0)


@functools.cache
def face_sizes() -> PaperSizes:
    """Return the sizes of a sheet in one language with numbered blocks: ``[paper.face]`` over the common ones."""
    return PaperSizes(**(_sizes() | _sizes("face")))


def _sizes(part: str = "") -> dict[str, Any]:
    table = tomllib.loads((fonts_folder() / "fonts.toml").read_text(encoding="utf-8"))["paper"]
    found = table[part] if part else table
    return {name: float(value) for name, value in found.items() if not isinstance(value, dict)}


def typeface(script: str) -> Typeface:
    """Return the script's own, or Latin's for one without (Noto Sans also writes Greek and Cyrillic)."""
    return typefaces().get(script, typefaces()["Latn"])
