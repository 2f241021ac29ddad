"""What is said of a country's law: how a claim was seen, and how long an order lasts at most."""

from __future__ import annotations

import datetime

from screening.casework.content import country
from screening.domain.countries.model import BINDS, EVERYBODY, OFFICIALS, Clock, Country, LawStatement, Seen
from screening.wording.catalogue.country_fields import mark
from screening.wording.catalogue.translations import Words

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
    """Return the duties to report that bind somebody of this role in the country in use: id, and where each stands."""
    whom = (EVERYBODY, *((OFFICIALS,) if role in PUBLIC else ()))
    found = country.in_use().duties(day, whom, child=child)
    return tuple((each.id, words.say(f"statute.{each.id}.place")) for each in found)


def duty_lines(role: str, words: Words, day: datetime.date, *, child: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return in words the duties that bind this role, and those that bind only others: what they ask, the penalty, and
    how far the law was seen."""
    mine = {name for name, _ in duties(role, words, day, child=child)}
    every = country.in_use().duties(day, BINDS, child=child)
    told = {each.id: _duty(each, words) for each in every}
    return tuple(told[name] for name in told if name in mine), tuple(told[name] for name in told if name not in mine)


def _duty(duty: LawStatement, words: Words) -> str:
    place = f"statute.{duty.id}"
    note = words.say(f"{place}.note") if duty.note else ""
    parts = (f"{words.say(f'{place}.place')}:", words.say(f"{place}.text"), note, words.say(f"form.seen.{duty.seen}"))
    return " ".join(part for part in parts if part)
