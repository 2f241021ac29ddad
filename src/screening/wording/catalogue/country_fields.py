"""What a text names of the country in use: its name, its money, what its law says and where.

A text for every country says ``{law_consent}``, ``{section_consent}``, ``{currency}`` or ``{country}``; what stands
there comes from ``countries/``, so that no text names the law of one country to an officer of another. A text of one
country's own says ``{short_act670_s25}`` and ``{cite_act670_s25}``: a statement in one line, and where it stands with
how far it was seen.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from screening.domain.content.keys import READ
from screening.domain.countries.model import LawStatement
from screening.settings import Installation
from screening.wording.catalogue.source_texts import read_toml

LAW, SECTION, SHORT, CITE = "law_", "section_", "short_", "cite_"
KINDS = (LAW, SECTION, SHORT, CITE)
COUNTRY, CURRENCY = "country", "currency"
ACTIP = "actip-"


class CountryWords(Protocol):
    """Says texts by id, of one country and its content."""

    installation: Installation

    def say(self, text_id: str, **fields: str | int) -> str: ...


def country_field(name: str, words: CountryWords) -> str:
    """Return what a field stands for in the country and the language of ``words``.

    A line that nobody has read says so, and whom to ask. Raises LookupError for a field that no country has.
    """
    here, root = words.installation.country, words.installation.countries_root
    if name == CURRENCY:
        return str(_file(root, f"{here}/country.toml")["currency"]["sign"])
    if name == COUNTRY:
        return words.say(f"nation.{here}.name")
    kind = next((each for each in KINDS if name.startswith(each)), "")
    about = name.removeprefix(kind).replace("_", "-")
    if kind in (SHORT, CITE):
        row = _statements(root, here).get(about)
        if row is None:
            raise LookupError(name)
        if kind == SHORT:
            return words.say(f"statute.{about}.short")
        return words.say("country.cite", place=words.say(f"statute.{about}.place"), seen=mark(row["seen"], words))
    named = _lines(root, here).get(about) if kind else None
    if named is None:
        raise LookupError(name)
    rows = [row for each in named if _holds(row := _statements(root, here)[each])]
    if kind == LAW:
        if not rows:
            return words.say("country.not-known-here", country=words.say(f"nation.{here}.name"))
        return " ".join(words.say(f"statute.{row['id']}.text") for row in rows)
    if not rows:
        return words.say("country.section-not-known")
    places = "; ".join(dict.fromkeys(words.say(f"statute.{row['id']}.place") for row in rows))
    if all(row["seen"] in READ for row in rows):
        return places
    return words.say("country.cite", place=places, seen=mark("memory", words))


def cited(statements: Iterable[LawStatement], words: CountryWords) -> str:
    """Return in a few words where statements of law stand, those seen alike together; for none that nobody knows."""
    places: dict[str, list[str]] = {}
    for each in statements:
        places.setdefault(mark(each.seen, words), []).append(words.say(f"statute.{each.id}.place"))
    told = (words.say("country.cite", place=", ".join(each), seen=seen) for seen, each in places.items())
    return "; ".join(told) or words.say("country.section-not-known")


def mark(seen: str, words: CountryWords) -> str:
    """Return in a few words how far the law behind a statement was seen."""
    return words.say(f"country.mark.{seen if seen in READ else 'not-read'}")


def _holds(row: Mapping[str, Any]) -> bool:
    until = row.get("until")
    return until is None or datetime.datetime.now(datetime.UTC).date() <= until


def _lines(root: Path, country: str) -> Mapping[str, tuple[str, ...]]:
    return {row["id"]: tuple(row["statements"]) for row in _file(root, f"{country}/law.toml")["line"]}


def _statements(root: Path, country: str) -> Mapping[str, Mapping[str, Any]]:
    convention = _file(root, "convention.toml")
    return {
        **{ACTIP + row["id"]: row for row in convention["line"] if row.get("text")},
        **{row["id"]: row for row in (*convention["statement"], *_file(root, f"{country}/law.toml")["statement"])},
    }


@functools.lru_cache(maxsize=16)
def _file(root: Path, name: str) -> Mapping[str, Any]:
    return read_toml(root / name, f"countries/{name}")
