"""The country that the program works in, and the countries it knows.

A record names its country in its first event, and a case in its own; those that name none are older, and of Malaysia.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Iterable, Mapping

from screening import settings
from screening.domain.countries.loader import Known, open_countries
from screening.domain.countries.model import Convention, Country, Law, LawStatement
from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import VaultCreated
from screening.domain.events.timestamps import moment
from screening.domain.services.wage_law import WageLaw
from screening.errors import BadInput

DEFAULT = settings.COUNTRY
"""The country of every record and case that names none."""


def known() -> Known:
    """Return what a country may name: the forms."""
    return Known(settings.forms_root())


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def statements(name: str = "") -> Mapping[str, LawStatement]:
    """Return every statement of law by id: those of a country, the one in use unless told, and for every country."""
    convention, countries = shipped()
    here = one(name) if name else in_use()
    return {each.id: each for each in (*convention.statements, *countries[here.id].statements)}


@functools.cache
def shipped() -> tuple[Convention, Mapping[str, Country]]:
    """Return the Convention and the countries as they ship. Raises BadInput("countries-unsound")."""
    return open_countries(settings.countries_root(), known())


settings.when_content_changes(shipped.cache_clear)


def law_on(day: str = "") -> Law:
    """Return the law of the country in use on an ISO day; today's without one, or where an event names no day."""
    found = moment(day)
    when = found.date() if found is not None else today()
    holding = {name: each for name, each in statements().items() if each.holds(when)}
    return Law(holding, {line.id: line.statements for line in in_use().lines})


def law_digest(day: str) -> str:
    """Return the SHA-256 of what a paper may say as the law of the country in use on an ISO day."""
    law = law_on(day).statements
    said = [(name, (each := law[name]).place, each.text, each.note, each.short, each.seen) for name in sorted(law)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


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
