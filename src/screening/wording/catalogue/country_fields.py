"""What a text names of the country in use: its name, its money, what its law says and where.

A text for every country says ``{law_consent}``, ``{section_consent}``, ``{currency}`` or ``{country}``; what stands
there comes from ``countries/``, so that no text names the law of one country to an officer of another.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Protocol

from screening.settings import countries_root, country_in_use
from screening.wording.catalogue.source_texts import read_toml

LAW, SECTION = "law_", "section_"
COUNTRY, CURRENCY = "country", "currency"
FROM_MEMORY = "M"


class Says(Protocol):
    """Says texts by id."""

    def say(self, text_id: str, **fields: str | int) -> str: ...


def is_country_field(name: str) -> bool:
    """Return whether a field of a text is filled from the country in use."""
    return name in (COUNTRY, CURRENCY) or name.startswith((LAW, SECTION))


def country_field(name: str, words: Says, country: str = "") -> str:
    """Return what a field stands for in the country in use, or in ``country``, in the language of ``words``.

    A line that nobody has read says so, and whom to ask. Raises LookupError for a field that no country has.
    """
    here = country or country_in_use()
    if name == CURRENCY:
        return str(_file(here, "country")["currency"]["sign"])
    if name == COUNTRY:
        return words.say(f"nation.{here}.name")
    kind = next(each for each in (LAW, SECTION, "") if name.startswith(each))
    line = name.removeprefix(kind).replace("_", "-")
    row = _lines(here).get(line) if kind else None
    if row is None:
        raise LookupError(name)
    if kind == LAW:
        if not row["text"]:
            return words.say("country.not-known-here", country=words.say(f"nation.{here}.name"))
        return words.say(f"nation.{here}.line.{line}.text")
    if not row["section"]:
        return words.say("country.section-not-known")
    section = words.say(f"nation.{here}.line.{line}.section")
    return words.say("country.section-memory", section=section) if row["tag"] == FROM_MEMORY else section


def _lines(country: str) -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in _file(country, "law")["line"]}


@functools.lru_cache(maxsize=16)
def _file(country: str, name: str) -> Mapping[str, Any]:
    return read_toml(countries_root() / country / f"{name}.toml", f"countries/{country}/{name}.toml")
