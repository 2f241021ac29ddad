"""What is said of a country's law: how a claim was seen, and how long an order lasts at most."""

from __future__ import annotations

from screening.domain.countries.model import Clock, Country, Seen
from screening.wording.catalogue.translations import Words

UNVERIFIED = {"V": "older", "2": "second-hand", "own": "own"}
"""How a claim that is not verified was seen, by its tag; any other is from memory."""


def seen(claim: Seen, words: Words) -> str:
    """Return in words how a claim was seen, and whether its present text was."""
    if claim.verified:
        return words.say("country.seen.verified")
    return words.say(f"country.seen.{UNVERIFIED.get(claim.tag, 'memory')}")


def clock_text(country: Country, clock: Clock, words: Words) -> str:
    """Return a clock in words, with how it was seen; one that nobody read says so."""
    place = f"nation.{country.id}.clock.{clock.id}"
    if clock.at_most is None:
        return f"{words.say(f'{place}.title')}: {words.say('country.not-known')}"
    length = words.say_count(f"country.{clock.unit}", clock.at_most)
    told = f"{words.say(f'{place}.title')}: {length} [{seen(clock.seen, words)}]"
    return f"{told} {words.say(f'{place}.note')}" if clock.note else told


def clocks_of(country: Country, date: str, words: Words) -> tuple[str, ...]:
    """Return in words the clocks of the orders that set one date of a case; none where the law is not known."""
    orders = [order.id for order in country.orders if order.date == date]
    return tuple(clock_text(country, clock, words) for clock in country.clocks if clock.order in orders)
