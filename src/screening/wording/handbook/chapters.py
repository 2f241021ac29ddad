"""The table of the handbook: its parts and chapters, and which page of the window opens which chapter."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.errors import BadInput
from screening.settings import handbook_root
from screening.wording.catalogue.packs import SOURCE

CONTENTS = "contents"
"""The chapter that lists the others, and the one that opens where a page has none of its own."""


@dataclass(frozen=True, slots=True)
class HandbookPart:
    """Chapters for one kind of reader, in their order; ``titles`` by language."""

    titles: Mapping[str, str]
    chapters: tuple[str, ...]

    def title(self, language: str) -> str:
        return self.titles.get(language, self.titles[SOURCE])


@dataclass(frozen=True, slots=True)
class HandbookTable:
    """What ``handbook.toml`` says: ``pages`` has a chapter for each page of the window."""

    parts: tuple[HandbookPart, ...]
    pages: Mapping[str, str]

    def chapter_of(self, page: str) -> str:
        """Return the chapter of a page, such as ``case.gate``; the contents where the table has none."""
        return self.pages.get(page, CONTENTS)

    @property
    def chapters(self) -> tuple[str, ...]:
        """The ids of all chapters, in their order, without the contents."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)


@functools.cache
def table() -> HandbookTable:
    """The table that ships with the program, read once. Raises BadInput("content-unreadable")."""
    path = handbook_root() / "handbook.toml"
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise BadInput("content-unreadable", file=path.name, reason=str(trouble)) from trouble
    parts = tuple(HandbookPart(part["title"], tuple(part["chapters"])) for part in read["part"])
    pages = {f"{group}.{name}": chapter for group, names in read["page"].items() for name, chapter in names.items()}
    return HandbookTable(parts, pages)


def languages() -> tuple[str, ...]:
    """The languages that the handbook is written in."""
    return tuple(sorted(each.name for each in handbook_root().iterdir() if (each / f"{CONTENTS}.md").is_file()))


def folder_of(language: str) -> Path:
    """The folder of the chapters in a language; of the English ones where it has none."""
    return handbook_root() / (language if language in languages() else SOURCE)


def source_of(chapter: str, language: str) -> str:
    """Return the Markdown of a chapter. Raises LookupError for one that is not in the table."""
    if chapter not in (CONTENTS, *table().chapters):
        raise LookupError(chapter)
    return (folder_of(language) / f"{chapter}.md").read_text("utf-8")
