"""Countries for officers: the lines of one, and the page that sets all of them beside the ASEAN Convention."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from screening.casework import directory
from screening.casework.country import shipped
from screening.casework.country_texts import UNVERIFIED, clock_text, seen
from screening.casework.edition import Content
from screening.domain.countries.model import UNABLE, Asked, Convention, Country, Line, Order, Seen
from screening.wording.catalogue.languages import interface_packs, name_in
from screening.wording.catalogue.translations import Words


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
    yield words.say(f"nation.{country.id}.name")
    yield words.say("country.law", law=words.say(f"nation.{country.id}.law.title"))
    yield words.say("country.checked-by", who=words.say(f"nation.{country.id}.law.checked_by"))
    yield words.say(
        "country.currency", code=country.currency, sign=country.sign, seen=seen(country.currency_seen, words)
    )
    yield words.say("country.officers", languages=", ".join(name_in(each, words.language) for each in country.officers))
    lacking = [each for each in country.officers if each not in _officer_languages()]
    if lacking:
        yield words.say("country.no-pages", languages=", ".join(name_in(each, words.language) for each in lacking))
    yield _directory(country, words)
    if country.wages is None:
        yield words.say("country.no-labour")
    if UNABLE in country.no_means_for:
        yield words.say("country.no-means-unable")
    yield ""
    for asked, line in zip(convention.lines, country.lines, strict=True):
        yield f"{words.say(f'nation.asked.{asked.id}')}: {answer(country, line, words)}"
    for order in country.orders:
        yield from ("", _order(country, order, words))
        yield from (f"  {clock_text(country, clock, words)}" for clock in country.clocks if clock.order == order.id)
    yield ""
    if country.edition_cards:
        yield words.say_count("country.edition-cards", len(country.named_cards) - len(country.cards))
    for row in _cards(country, words):
        yield f"{row.title}: {row.text} [{row.note}]"


@dataclass(frozen=True, slots=True)
class LawRow:
    """One point of a law: ``note`` says where it stands and how it was seen."""

    title: str
    text: str
    note: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class LawPart:
    """Rows under one heading; "" for none."""

    title: str
    rows: tuple[LawRow, ...]


@dataclass(frozen=True, slots=True)
class LawView:
    """The law of a country, in words."""

    title: str
    lead: str
    warning: str
    parts: tuple[LawPart, ...]


def law_view(country: Country, words: Words, content: Content) -> LawView:
    """Return what is known of a country's law: its lines, its orders with their clocks, and its law cards."""
    say, name = words.say, words.say(f"nation.{country.id}.name")
    convention, _ = shipped()
    unknown = say("country.not-known-here", country=name)
    rows = [
        LawRow(
            say(f"nation.asked.{asked.id}"),
            say(f"nation.{country.id}.line.{line.id}.text") if line.text else unknown,
            f"{say(f'nation.{country.id}.line.{line.id}.section')} · {seen(line.seen, words)}" if line.text else "",
            bool(line.text),
        )
        for asked, line in zip(convention.lines, country.lines, strict=True)
    ]
    orders = [
        LawRow(_order(country, order, words), "\n".join(told) or unknown, known=bool(told))
        for order in country.orders
        for told in [[clock_text(country, clock, words) for clock in country.clocks if clock.order == order.id]]
    ]
    if not orders:
        orders = [LawRow(say("country.orders"), unknown, known=False)]
    numbers = say("country.labour-known") if country.wages else say("country.not-known-here", country=name)
    labour = LawRow(say("country.labour"), numbers, known=country.wages is not None)
    parts = (
        LawPart("", tuple(rows)),
        LawPart(say("country.orders"), tuple(orders)),
        LawPart(say("country.labour"), (labour,)),
        LawPart(say("country.cards"), tuple(_cards(country, words) or _edition_cards(content, words))),
    )
    return LawView(
        say("country.law-title"),
        say("country.law-lead", country=name, law=say(f"nation.{country.id}.law.title")),
        say("country.law-warning", verified=len(country.verified), lines=len(country.lines)),
        parts,
    )


def _cards(country: Country, words: Words) -> list[LawRow]:
    """The cards that stand in the country itself."""
    found = []
    for card in country.cards:
        place = f"nation.{country.id}.card.{card.id}"
        notes = [words.say(f"{place}.duration_note")] if card.duration_note else []
        note = " ".join((*notes, seen(card.seen, words)))
        found.append(LawRow(words.say(f"{place}.title"), words.say(f"{place}.text"), note))
    return found


def _edition_cards(content: Content, words: Words) -> list[LawRow]:
    """The cards that stand in the edition."""
    say = words.of_edition(content.protocol.id).say
    found = []
    for card in content.protocol.tables["law"]["card"]:
        place = f"law.{card['id']}"
        told = "verified" if card["verified"] else UNVERIFIED.get(card["tag"], "memory")
        notes = [say(f"{place}.duration_note")] if card.get("duration_note") else []
        found.append(
            LawRow(say(f"{place}.title"), say(f"{place}.text"), " ".join((*notes, say(f"country.seen.{told}"))))
        )
    return found


def answer(country: Country, line: Line, words: Words) -> str:
    """Return what a country's law says to one line, with its place in the law and how it was seen."""
    if not line.text:
        return words.say("country.not-known")
    place = f"nation.{country.id}.line.{line.id}"
    return f"{words.say(f'{place}.text')} [{words.say(f'{place}.section')}; {seen(line.seen, words)}]"


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
        told = [answer(country, country.lines[at], words) for country in countries.values()]
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
    numbers = any(entry.phones for entry in directory.shipped(country.id).entries.values())
    told = "country.directory" if numbers else "country.no-numbers"
    return words.say(told, file=f"forms/directory/{country.directory}.toml")


def _order(country: Country, order: Order, words: Words) -> str:
    place = f"nation.{country.id}.order.{order.id}"
    by = words.say(f"{place}.made_by") if order.made_by else words.say("country.not-known")
    order_is = words.say(f"{place}.title")
    return words.say("country.order", order=order_is, by=by, section=order.section, seen=seen(order.seen, words))


@functools.cache
def _officer_languages() -> frozenset[str]:
    """The languages in which the officers' pages are written."""
    return frozenset(pack.tag for pack in interface_packs())
