"""Countries for officers: the lines of one, and the page that sets all of them beside the ASEAN Convention."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from screening.casework.country import DEFAULT, shipped
from screening.domain.countries.model import Asked, Clock, Convention, Country, Line, Order, Seen
from screening.wording.catalogue.languages import interface_packs, name_in
from screening.wording.catalogue.translations import Words

UNVERIFIED = {"V": "older", "2": "second-hand", "own": "own"}
"""How a claim that is not verified was seen, by its tag; any other is from memory."""


def rows(words: Words) -> Iterator[str]:
    """One row a country: how much of its law is known here, how much was verified, and its directory."""
    convention, countries = shipped()
    for country in countries.values():
        yield words.say(
            "country.row",
            id=country.id,
            country=country.title,
            known=len(country.lines) - len(country.not_known),
            lines=len(convention.lines),
            verified=len(country.verified),
            directory=_directory(country, words),
        )


def lines(country: Country, words: Words) -> Iterator[str]:
    """Everything that is known of one country, each line with how far it was checked; what is not known says so."""
    convention, _ = shipped()
    yield country.title
    if country.id != DEFAULT:
        yield words.say("country.not-in-use")
    yield words.say("country.law", law=country.law)
    yield words.say("country.checked-by", who=country.checked_by)
    yield words.say(
        "country.currency", code=country.currency, sign=country.sign, seen=seen(country.currency_seen, words)
    )
    yield words.say("country.officers", languages=", ".join(name_in(each, words.language) for each in country.officers))
    lacking = [each for each in country.officers if each not in _officer_languages()]
    if lacking:
        yield words.say("country.no-pages", languages=", ".join(name_in(each, words.language) for each in lacking))
    yield _directory(country, words)
    for recipient in country.recipients:
        yield f"  {recipient.title} ({seen(recipient.seen, words)})"
    yield ""
    for asked, line in zip(convention.lines, country.lines, strict=True):
        yield f"{asked.title}: {answer(line, words)}"
    for order in country.orders:
        yield from ("", _order(order, words))
        yield from (f"  {_clock(clock, words)}" for clock in country.clocks if clock.order == order.id)
    yield ""
    if country.edition_cards:
        yield words.say_count("country.edition-cards", len(country.named_cards) - len(country.cards))
    for card in country.cards:
        yield " ".join(filter(None, (f"{card.title}: {card.text}", card.duration_note, f"[{seen(card.seen, words)}]")))


def seen(claim: Seen, words: Words) -> str:
    """Return in words how a claim was seen, and whether its present text was."""
    if claim.verified:
        return words.say("country.seen.verified")
    return words.say(f"country.seen.{UNVERIFIED.get(claim.tag, 'memory')}")


def answer(line: Line, words: Words) -> str:
    """Return what a country's law says to one line, with its place in the law and how it was seen."""
    if not line.text:
        return words.say("country.not-known")
    return f"{line.text} [{line.section}; {seen(line.seen, words)}]"


def as_json(country: Country) -> dict[str, Any]:
    """Return a country as plain data: texts as they are written, empty where they are not known."""
    return {
        "id": country.id,
        "title": country.title,
        "law": country.law,
        "directory": country.directory,
        "sheets": list(country.sheets),
        "currency": country.currency,
        "officers": list(country.officers),
        "not_known": list(country.not_known),
        "lines": [{**_plain(each, ("id", "text", "section")), "cards": list(each.cards)} for each in country.lines],
        "orders": [_plain(each, ("id", "title", "made_by", "section", "date", "card")) for each in country.orders],
        "clocks": [_plain(each, ("id", "order", "title", "at_most", "unit", "note")) for each in country.clocks],
        "recipients": [_plain(each, ("id", "title", "service")) for each in country.recipients],
    }


def _plain(claim: Any, names: Sequence[str]) -> dict[str, Any]:
    where: Seen = claim.seen
    told = {name: getattr(claim, name) for name in names}
    return {
        **told,
        "source": where.source,
        "tag": where.tag,
        "verified": where.verified,
        "checked_on": where.checked_on.isoformat(),
    }


def page(words: Words) -> str:
    """Return the page that sets the countries beside the Convention, line by line, in Markdown."""
    return "\n".join(_page(words)) + "\n"


def _page(words: Words) -> Iterator[str]:
    convention, countries = shipped()
    yield f"# {words.say('country.page.title')}"
    yield from ("", words.say("country.page.about"), "")
    yield from (f"- {row}" for row in rows(words))
    yield ""
    heads = [words.say("country.page.line"), words.say("country.page.convention")]
    yield _cells([*heads, *(country.title for country in countries.values())])
    yield _cells(["---"] * (2 + len(countries)))
    for at, asked in enumerate(convention.lines):
        told = [answer(country.lines[at], words) for country in countries.values()]
        yield _cells([asked.title, _asked(asked, words), *told])
    for country in countries.values():
        yield from ("", f"## {country.title}", "")
        yield from (f"- {each.strip()}" for each in lines(country, words) if _at_the_end(each, country, convention))
        yield from ("", words.say("country.page.sources"), "")
        for asked, line in zip(convention.lines, country.lines, strict=True):
            if line.text:
                day = line.seen.checked_on.isoformat()
                yield f"- {asked.title}: {line.seen.source} ({line.seen.tag}, {day})"


def _at_the_end(told: str, country: Country, convention: Convention) -> bool:
    """Whether a line of a country belongs below the table: not its name, nor what stands in the table."""
    return bool(told) and told != country.title and not any(told.startswith(f"{x.title}: ") for x in convention.lines)


def _asked(asked: Asked, words: Words) -> str:
    if not asked.text:
        return words.say("country.not-known")
    where = words.say("country.page.article", article=asked.article) if asked.article else ""
    return f"{asked.text} [{'; '.join(each for each in (where, seen(asked.seen, words)) if each)}]"


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _directory(country: Country, words: Words) -> str:
    if not country.directory:
        return words.say("country.no-directory")
    return words.say("country.directory", file=f"forms/directory/{country.directory}.toml")


def _order(order: Order, words: Words) -> str:
    by = order.made_by or words.say("country.not-known")
    return words.say("country.order", order=order.title, by=by, section=order.section, seen=seen(order.seen, words))


def _clock(clock: Clock, words: Words) -> str:
    if clock.at_most is None:
        return f"{clock.title}: {words.say('country.not-known')}"
    length = words.say_count(f"country.{clock.unit}", clock.at_most)
    told = f"{clock.title}: {length} [{seen(clock.seen, words)}]"
    return f"{told} {clock.note}" if clock.note else told


@functools.cache
def _officer_languages() -> frozenset[str]:
    """The languages in which the officers' pages are written."""
    return frozenset(pack.tag for pack in interface_packs())
