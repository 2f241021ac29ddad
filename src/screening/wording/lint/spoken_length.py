"""Texts that take longer to say than a recording may last (LA11): the pace of each language is data with a source."""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.content.problems import Problem
from screening.errors import BadInput
from screening.wording.catalogue.completeness import heard_ids
from screening.wording.catalogue.packs import SOURCE, packs
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Key, Words, catalogue

FILE = "locales/spoken.toml"
TABLES = ("measured", "compared")
"""Where a pace comes from: a voice that was measured, or the length of the same texts in other languages."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``longest``: seconds of a recording; ``margin``: seconds kept free; ``letters``: language to letters a second."""

    longest: float
    margin: float
    letters: Mapping[str, float]

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Pace:
        """From a ``spoken.toml``. Raises ValueError where a figure is missing or is no number above nothing."""
        rows = [row for name in TABLES for row in table.get(name, {}).items()]
        letters = {tag: _number(value) for tag, value in rows}
        if len(letters) < len(rows):
            raise ValueError("a language has two figures")
        return cls(_number(table.get("longest")), _number(table.get("margin")), letters)

    def seconds(self, tag: str, text: str) -> float:
        """Return about how long a text takes to say; nothing where the language has no figure."""
        said = sum(unicodedata.category(sign)[0] in "LN" for sign in text)
        return said / self.letters[tag] if tag in self.letters else 0.0

    def faults(self, tag: str, text: str) -> Iterator[tuple[str, str]]:
        """What is wrong with the length of one text, and how to mend it."""
        takes = self.seconds(tag, text)
        if takes > self.longest - self.margin:
            what = f"Said aloud it takes about {takes:.0f} seconds."
            yield what, f"Make it two texts, or say it shorter: a recording lasts at most {self.longest:.0f} seconds."


def spoken_problems(root: Path) -> list[Problem]:
    """Return the texts of the core that are too long to be recorded, in English and in every pack of ``root``."""
    if not (root / FILE).is_file():
        return []
    try:
        pace = _pace(root)
        keys, known = _heard(root), packs(root)
    except BadInput:
        return []  # told by the checks of the packs and of the core
    except (OSError, ValueError) as trouble:
        return [Problem(FILE, "the figures", f"They cannot be used: {trouble}.", "Write numbers above 0.")]
    found: list[Problem] = []
    for tag in known:
        if tag not in pace.letters:
            what = "The language has no figure."
            found.append(Problem(FILE, tag, what, "Measure a voice, or compare the length of the same texts."))
        for (text_id, source), file in keys.items():
            said = source
            if tag != SOURCE:
                said = catalogue(root, tag, Audience.PERSON).entries.get((text_id, source), ("",))[0]
            name = file if tag == SOURCE else f"locales/{tag}/LC_MESSAGES/person.po"
            found += (Problem(name, text_id, what, remedy) for what, remedy in pace.faults(tag, said))
    return found


def spoken_faults(root: Path, tag: str, text: Key, said: str) -> list[tuple[str, str]]:
    """What is wrong with the length of words as they stand in an editor; nothing for a text that is not recorded.

    Figures that cannot be used are for ``spoken_problems`` to tell: here nothing is said of the length then.
    """
    try:
        return list(_pace(root).faults(tag, said)) if text in _heard(root) else []
    except (OSError, ValueError):
        return []


@functools.lru_cache(maxsize=4)
def _pace(root: Path) -> Pace:
    return Pace.read(tomllib.loads((root / FILE).read_text("utf-8")))


@functools.lru_cache(maxsize=4)
def _heard(root: Path) -> Mapping[Key, str]:
    """Each text that is recorded, under its id and English words, and the file that it stands in."""
    return {(text.id, text.source): text.file for text in map(Words(root=root).text, heard_ids(root))}


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise ValueError(f"{value!r} is no number above 0")
    return float(value)
