"""The country that the program works in, and the countries it knows. Records do not name one yet, so it is Malaysia."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from screening import settings
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file
from screening.domain.countries.loader import Known, open_countries
from screening.domain.countries.model import Convention, Country
from screening.domain.services.directory_loader import RULES
from screening.domain.services.wages import Rule, open_rules
from screening.errors import BadInput

DEFAULT = "my"
"""The country of every record that names none."""


def known() -> Known:
    """Return what a country may name: law cards of the program's edition, kinds of service, and the forms."""
    law = settings.indicators_root() / settings.EDITION / "law.toml"
    services = settings.forms_root() / "directory" / RULES
    return Known(_ids(law, "card"), _ids(services, "service"), settings.forms_root())


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


def in_use() -> Country:
    """Return the country that papers are made for."""
    return one(DEFAULT)


def labour_rules() -> Mapping[str, Rule]:
    """Return the numbers of labour law of the country in use: the organisation's, where a pack brought them.

    Raises BadInput("form-unsound").
    """
    return open_rules(settings.form_folder("labour") / f"{in_use().labour}.toml")
