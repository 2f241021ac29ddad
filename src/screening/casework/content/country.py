"""The country that is worked in, and the countries that are known.

A record names its country in its first event, and a case in its own; those that name none are older, and of Malaysia.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from screening.domain.countries.loader import open_countries
from screening.domain.countries.model import (
    BINDS,
    EVERYBODY,
    OF_HELD,
    OF_LINE,
    OFFICIALS,
    Clock,
    Convention,
    Country,
    Law,
    LawStatement,
    Seen,
)
from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import VaultCreated
from screening.domain.events.timestamps import moment
from screening.errors import BadInput
from screening.settings import COUNTRY, OWN, Installation, forms_root
from screening.wording.catalogue.country_fields import mark
from screening.wording.catalogue.translations import Words


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def statements(here: Installation) -> Mapping[str, LawStatement]:
    """Return every statement of law by id: those of the country, and those for every country."""
    return {each.id: each for each in (*shipped(here)[0].statements, *of(here).statements)}


def shipped(here: Installation) -> tuple[Convention, Mapping[str, Country]]:
    """Return the Convention and the countries as they are known here. Raises BadInput("countries-unsound")."""
    return _opened(here.countries_root)


@functools.cache
def _opened(root: Path) -> tuple[Convention, Mapping[str, Country]]:
    return open_countries(root, forms_root())


def law_on(here: Installation, day: str = "") -> Law:
    """Return the law of the country on an ISO day; today's without one, or where an event names no day."""
    found = moment(day)
    when = found.date() if found is not None else today()
    holding = {name: each for name, each in statements(here).items() if each.holds(when)}
    held = {OF_HELD.removeprefix(OF_LINE) + each.id: each.statements for each in of(here).held}
    return Law(holding, {line.id: line.statements for line in of(here).lines} | held)


def law_digest(here: Installation, day: str) -> str:
    """Return the SHA-256 of what a paper may say as the law of the country on an ISO day."""
    law = law_on(here, day).statements
    said = [(name, (each := law[name]).place, each.text, each.note, each.short, each.seen) for name in sorted(law)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def one(name: str, here: Installation) -> Country:
    """Return a country by its id; for "" that of a record or case that names none.

    Raises BadInput("no-such-country").
    """
    name, countries = name or COUNTRY, shipped(here)[1]
    if name not in countries:
        raise BadInput("no-such-country", country=name[:20], known=", ".join(countries))
    return countries[name]


def choices() -> tuple[Country, ...]:
    """Return the countries that a record can be made for, the one of old records first."""
    return tuple(sorted(shipped(OWN)[1].values(), key=lambda each: (each.id != COUNTRY, each.title)))


def of(here: Installation) -> Country:
    """Return the country whose law, services and papers are used.

    Raises BadInput("no-such-country") for one that only a newer program knows.
    """
    return one(here.country, here)


def written(name: str) -> str | None:
    """Return a country as an event names it: None for Malaysia, as records were written before they named one."""
    return None if name in ("", COUNTRY) else name


def of_record(recorded: Iterable[Recorded]) -> str:
    """Return the country that the record's own events name; "" where they name none."""
    created = (each.event for each in recorded if isinstance(each.event, VaultCreated))
    return next((each.country or "" for each in created), "")


def money(here: Installation) -> tuple[str, str]:
    """Return the names of the country's money, as they may stand beside a sum."""
    return of(here).sign, of(here).currency


UNVERIFIED = {"V": "older", "2": "second-hand", "own": "own"}
"""How a claim that is not verified was seen, by its tag; any other is from memory."""


def seen(claim: Seen, words: Words) -> str:
    """Return in words how a claim was seen, and whether its present text was."""
    if claim.verified:
        return words.say("country.seen.verified")
    return words.say(f"country.seen.{UNVERIFIED.get(claim.tag, 'memory')}")


def clock_text(here: Country, clock: Clock, words: Words) -> str:
    """Return a clock in words, with how it was seen; one that nobody read says so."""
    place = f"nation.{here.id}.clock.{clock.id}"
    if clock.at_most is None:
        return f"{words.say(f'{place}.title')}: {words.say('country.not-known')}"
    length = words.say_count(f"country.{clock.unit}", clock.at_most)
    told = f"{words.say(f'{place}.title')}: {length} [{mark(here.statement(clock.statement).seen, words)}]"
    return f"{told} {words.say(f'{place}.note')}" if clock.note else told


PUBLIC = ("labour-officer", "public-officer")
"""Roles of those who serve the public."""


def duties(role: str, words: Words, day: datetime.date, *, child: bool) -> tuple[tuple[str, str], ...]:
    """Return the duties to report that bind somebody of this role in the words' country: id, and where each stands."""
    whom = (EVERYBODY, *((OFFICIALS,) if role in PUBLIC else ()))
    found = of(words.installation).duties(day, whom, child=child)
    return tuple((each.id, words.say(f"statute.{each.id}.place")) for each in found)


def duty_lines(role: str, words: Words, day: datetime.date, *, child: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return in words the duties that bind this role, and those that bind only others: what they ask, the penalty, and
    how far the law was seen."""
    mine = {name for name, _ in duties(role, words, day, child=child)}
    every = of(words.installation).duties(day, BINDS, child=child)
    told = {each.id: _duty(each, words) for each in every}
    return tuple(told[name] for name in told if name in mine), tuple(told[name] for name in told if name not in mine)


def _duty(duty: LawStatement, words: Words) -> str:
    place = f"statute.{duty.id}"
    note = words.say(f"{place}.note") if duty.note else ""
    parts = (f"{words.say(f'{place}.place')}:", words.say(f"{place}.text"), note, words.say(f"form.seen.{duty.seen}"))
    return " ".join(part for part in parts if part)
