"""Words that officers use in place of those that stand in a sign, as data: ``locales/<tag>/synonyms.toml``."""

from __future__ import annotations

import datetime
import functools
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from screening.domain.content.problems import Problem
from screening.wording.catalogue.packs import SOURCE, pack_for

FILE = "synonyms.toml"
_KEYS = {"dated", "source", "verified", "skip", "slight", "same", "item", "indicator"}
_REMEDY = "Write it as locales/en/synonyms.toml does."


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The lists of one language.

    ``skip`` are words that say nothing about a sign, ``slight`` words that say who, where or when, ``same`` groups of
    words that mean the same wherever they stand, ``items`` and ``indicators`` the phrases of an item or an indicator by
    its id.
    """

    skip: frozenset[str] = frozenset()
    slight: frozenset[str] = frozenset()
    same: tuple[tuple[str, ...], ...] = ()
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indicators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Synonyms:
        """From the parsed file. Raises ValueError, saying which part, when it has another shape."""
        if strange := sorted(table.keys() - _KEYS):
            raise ValueError(f"{strange[0]} is not one of its parts")
        if not isinstance(table.get("dated"), datetime.date):
            raise ValueError("dated is not a date")
        if not isinstance(table.get("verified"), bool):
            raise ValueError("verified is not true or false")
        _texts(table, "source")
        return cls(
            frozenset(_texts(table, "skip")),
            frozenset(_texts(table, "slight")),
            tuple(tuple(group.split()) for group in _texts(table, "same")),
            _phrases(table, "item"),
            _phrases(table, "indicator"),
        )


def _texts(table: Mapping[str, Any], name: str, where: str = "") -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ValueError(f"{where}{name} is not a list of words")
    return tuple(value)


def _phrases(table: Mapping[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise ValueError(f"{name} is not a table of ids")
    return {each: _texts(value, each, f"{name}.") for each in value}


@functools.lru_cache(maxsize=16)
def synonyms_of(language: str, root: Path) -> Synonyms:
    """The lists of the pack that serves ``language``; empty ones where it has none or they cannot be read."""
    pack = pack_for(language, root)
    path = root / "locales" / (SOURCE if pack is None else pack.tag) / FILE
    try:
        return Synonyms.read(tomllib.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return Synonyms()


def synonym_problems(locales: Path, items: Collection[str], indicators: Collection[str]) -> Iterator[Problem]:
    """What is wrong in the lists of every pack. ``items`` and ``indicators`` are the ids of all editions."""
    for path in sorted(locales.glob(f"*/{FILE}")):
        name = f"locales/{path.parent.name}/{FILE}"
        try:
            lists = Synonyms.read(tomllib.loads(path.read_text("utf-8")))
        except (OSError, ValueError) as trouble:
            yield Problem(name, "the lists", f"The lists cannot be used: {trouble}.", _REMEDY)
            continue
        for part, given, known in (("item", lists.items, items), ("indicator", lists.indicators, indicators)):
            for each in given.keys() - set(known):
                what = f"No edition has an {part} with this id."
                yield Problem(name, f"{part}.{each}", what, f"Write the id of an {part}, or take the line out.")
