"""The country that the program works in, and the countries it knows.

A record names its country in its first event, and a case in its own; those that name none are older, and of Malaysia.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path

from screening import settings
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file
from screening.domain.countries.loader import Known, open_countries
from screening.domain.countries.model import Convention, Country
from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import VaultCreated
from screening.domain.services.wage_law import WageLaw
from screening.errors import BadInput

DEFAULT = settings.COUNTRY
"""The country of every record and case that names none."""


def known() -> Known:
    """Return what a country may name: law cards of the program's edition, and the forms."""
    law = settings.indicators_root() / settings.EDITION / "law.toml"
    return Known(_ids(law, "card"), settings.forms_root())


def _ids(path: Path, sort: str) -> tuple[str, ...]:
    """Return the ids of one sort. What is wrong with the file is told where the file itself is checked."""
    problems: list[Problem] = []
    file = read_file(path, path.name, problems)
    rows = [] if file is None else file.data.get(sort, [])
    return tuple(str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row)


@functools.cache
def shipped() -> tuple[Convention, Mapping[str, Country]]:
    """Return the Convention and the countries as they ship. Raises BadInput("countries-unsound")."""
    return open_countries(settings.countries_root(), known())


def one(name: str) -> Country:
    """Return a country by its id. Raises BadInput("no-such-country")."""
    countries = shipped()[1]
    if name not in countries:
        raise BadInput("no-such-country", country=name[:20], known=", ".join(countries))
    return countries[name]


def choices() -> tuple[Country, ...]:
    """Return the countries that a record can be made for, the one of old records first."""
    return tuple(sorted(shipped()[1].values(), key=lambda each: (each.id != DEFAULT, each.title)))


def in_use() -> Country:
    """Return the country whose law, services and papers are used now.

    Raises BadInput("no-such-country") for one that only a newer program knows.
    """
    return one(settings.country_in_use())


def use(name: str) -> None:
    """Work in this country from now on; "" is that of a record or case that names none.

    Raises BadInput("no-such-country").
    """
    settings.use_country(one(name or DEFAULT).id)


def written(name: str) -> str | None:
    """Return a country as an event names it: None for Malaysia, as records were written before they named one."""
    return None if name in ("", DEFAULT) else name


def of_record(recorded: Iterable[Recorded]) -> str:
    """Return the country that the record's own events name; "" where they name none."""
    created = (each.event for each in recorded if isinstance(each.event, VaultCreated))
    return next((each.country or "" for each in created), "")


def wage_law() -> WageLaw | None:
    """Return the numbers of labour law of the country in use; None where they are not known."""
    return in_use().wages


def money() -> tuple[str, ...]:
    """Return the names of the money of the country in use, as they may stand beside a sum."""
    return in_use().sign, in_use().currency
