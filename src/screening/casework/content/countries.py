"""Countries for officers: the lines of one, and the page that sets all of them beside the ASEAN Convention."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from screening.casework.content.country import UNVERIFIED, clock_text, seen, shipped, today
from screening.casework.content.edition import Content, content_of
from screening.domain.case.case import Case
from screening.domain.countries.model import UNABLE, Asked, Convention, Country, LawLine, LawStatement, ProtectionOrder
from screening.domain.events.timestamps import moment
from screening.domain.services.wage_law import LAST, WageRow
from screening.settings import Installation
from screening.wording.catalogue.country_fields import mark
from screening.wording.catalogue.languages import format_date, interface_packs, name_in
from screening.wording.catalogue.translations import Words

JSON = (
    "id", "title", "law", "directory", "sheets", "currency", "officers", "not_known", "statements", "lines", "orders",
    "clocks",
)  # fmt: skip
"""What is told of a country as plain data."""


def rows(words: Words) -> Iterator[str]:
    """One row a country: how much of its law is known here, how much was verified, and its directory."""
    convention, countries = shipped(words.installation)
    for country in countries.values():
        yield words.say(
            "country.row",
            id=country.id,
            country=country.title,
            known=len(country.lines) - len(country.not_known),
            lines=len(convention.lines),
            count=len(country.statements),
            verified=len(country.read),
            directory=_directory(country, words),
        )


def lines(country: Country, words: Words) -> Iterator[str]:
    """Everything that is known of one country, each line with how far it was checked; what is not known says so."""
    convention, _ = shipped(words.installation)
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
    for body in country.bodies:
        yield words.say(
            "country.body",
            body=words.say(f"nation.{country.id}.body.{body.id}"),
            matters=", ".join(words.say(f"decision.matter.{each}") for each in body.decides),
            seen=seen(body.seen, words),
        )
    yield ""
    for asked, line in zip(convention.lines, country.lines, strict=True):
        yield f"{words.say(f'nation.asked.{asked.id}')}: {answer(country, line, words)}"
    for order in country.orders:
        yield from ("", _order(country, order, words))
        yield from (f"  {clock_text(country, clock, words)}" for clock in country.clocks if clock.order == order.id)


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


def law_view(country: Country, words: Words, content: Content, case: Case | None = None) -> LawView:
    """Return what is known of a country's law: its lines, its orders with their clocks, duties.

    With a case in hand it is the law of the day of its talk, and the cards of its edition where that is not the one
    in use: it was shown them.
    """
    say, name = words.say, words.say(f"nation.{country.id}.name")
    talk = moment(case.opened_at) if case is not None else None
    day = talk.date() if talk is not None else today()
    older = case is not None and case.edition not in ("", content.protocol.id)
    convention, _ = shipped(words.installation)
    unknown = say("country.not-known-here", country=name)
    rows = []
    for asked, line in zip(convention.lines, country.lines, strict=True):
        found = country.of_line(line, day)
        title = say(f"nation.asked.{asked.id}")
        rows += [_law_row(title if at == 0 else "", each, words) for at, each in enumerate(found)]
        rows += [] if found else [LawRow(title, unknown, known=False)]
    orders = [
        LawRow(_order(country, order, words), "\n".join(told) or unknown, known=bool(told))
        for order in country.orders
        for told in [[clock_text(country, clock, words) for clock in country.clocks if clock.order == order.id]]
    ]
    if not orders:
        orders = [LawRow(say("country.orders"), unknown, known=False)]
    numbers = say("country.labour-known") if country.wages else say("country.not-known-here", country=name)
    labour = LawRow(say("country.labour"), numbers, known=country.wages is not None)
    others = {each.id for each in country.statements} - {name for line in country.lines for name in line.statements}
    shared = [each for each in convention.statements if each.holds(day)]
    more = [each for each in country.statements if each.id in others and each.holds(day)]
    parts = [
        LawPart("", tuple(rows)),
        LawPart(say("country.orders"), tuple(orders)),
        LawPart(say("country.labour"), (labour,)),
        LawPart(say("country.more"), tuple(_law_row("", each, words) for each in more)),
        LawPart(say("country.instruments"), tuple(_law_row("", each, words) for each in shared)),
    ]
    if case is not None and older:
        cards = _edition_cards(content_of(case, content), words)
        parts.append(LawPart(say("country.cards", edition=case.edition), tuple(cards)))
    lead = say("country.law-lead", country=name, law=say(f"nation.{country.id}.law.title"))
    if talk is not None:
        lead = f"{lead}. {say('country.law-day', day=format_date(day.isoformat(), words.language))}"
    return LawView(
        say("country.law-title"),
        lead,
        say("country.law-warning", verified=len(country.read), count=len(country.statements)),
        tuple(part for part in parts if part.rows),
    )


def _law_row(title: str, statement: LawStatement, words: Words) -> LawRow:
    """One statement: under the title of its line, or under where it stands."""
    place = words.say(f"statute.{statement.id}.place")
    note = [words.say(f"statute.{statement.id}.note")] if statement.note else []
    note.append(words.say(f"form.seen.{statement.seen}"))
    if title:
        note.insert(0, f"{place}.")
    return LawRow(title or place, words.say(f"statute.{statement.id}.text"), " ".join(note))


def _edition_cards(content: Content, words: Words) -> list[LawRow]:
    """The cards that stand in the edition, as they were shown to the cases that were taken with them."""
    say = words.of_edition(content.protocol.id).say
    found = []
    for card in content.protocol.tables["law"].get("card", ()):
        place = f"law.{card['id']}"
        told = "verified" if card["verified"] else UNVERIFIED.get(card["tag"], "memory")
        notes = [say(f"{place}.duration_note")] if card.get("duration_note") else []
        found.append(
            LawRow(say(f"{place}.title"), say(f"{place}.text"), " ".join((*notes, say(f"country.seen.{told}"))))
        )
    return found


def answer(country: Country, line: LawLine, words: Words) -> str:
    """Return what a country's law says to one line, with its places in the law and how far they were seen."""
    found = country.of_line(line, today())
    if not found:
        return words.say("country.not-known")
    return " ".join(cited_text(each, words) for each in found)


def cited_text(statement: LawStatement, words: Words) -> str:
    """Return what a statement of law says, with its place in the law and how far it was seen."""
    place = words.say(f"statute.{statement.id}.place")
    cite = words.say("country.cite", place=place, seen=mark(statement.seen, words))
    return f"{words.say(f'statute.{statement.id}.text')} [{cite}]"


def as_json(country: Country) -> dict[str, Any]:
    """Return a country as plain data: texts as they are written, empty where they are not known."""
    plain = {**dataclasses.asdict(country), "not_known": country.not_known}
    for each in plain["statements"]:
        each |= {name: day.isoformat() if (day := each[name]) else "" for name in ("since", "until", "checked_on")}
    return {name: plain[name] for name in JSON}


def page(words: Words) -> str:
    """Return the page that sets the countries beside the Convention, line by line, in Markdown."""
    return "\n".join(_page(words)) + "\n"


def _page(words: Words) -> Iterator[str]:
    convention, countries = shipped(words.installation)
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
    yield from ("", words.say("country.page.sources"))


def law_page(words: Words) -> str:
    """Return every statement of law with its source and how far it was seen, country by country, in Markdown."""
    return "\n".join(_law_page(words)) + "\n"


def law_counts(words: Words) -> Iterator[str]:
    """Say of how many statements of law the text was seen, country by country."""
    for title, statements in every_statement(words.installation).items():
        read, count = sum(each.read for each in statements), len(statements)
        share = round(100 * read / count)
        yield words.say("country.page.law-count", country=title, count=count, read=read, share=share)


def every_statement(here: Installation) -> Mapping[str, tuple[LawStatement, ...]]:
    """Return every statement of law that is known here, by the title of the country, or of the Convention."""
    convention, countries = shipped(here)
    return {convention.title: convention.statements, **{each.title: each.statements for each in countries.values()}}


def _law_page(words: Words) -> Iterator[str]:
    countries = shipped(words.installation)[1]
    yield from (f"# {words.say('country.page.law-title')}", "", words.say("country.page.law-about"), "")
    yield from (f"- {each}" for each in law_counts(words))
    for title, statements in every_statement(words.installation).items():
        yield from ("", f"## {title}", "")
        for each in statements:
            yield f"- **{each.place}** ({each.id}{_days(each, words)}): {_sourced(each, words)}"
    for country in countries.values():
        if country.wages is not None:
            yield from ("", f"## {words.say('country.labour')}: {country.title}", "")
            yield from (_wage_row(country, row, words) for row in (*country.wages.minimum, *country.wages.overtime))


def _wage_row(country: Country, row: WageRow, words: Words) -> str:
    days = [words.say("country.page.law-since", day=row.since.isoformat())]
    days += [] if row.until == LAST else [words.say("country.page.law-until", day=row.until.isoformat())]
    title, told = words.say(f"nation.{country.id}.wages.{row.id}"), words.say(f"form.seen.{row.seen}")
    return f"- {title} ({', '.join(days)}): {told}"


def _days(statement: LawStatement, words: Words) -> str:
    days = [
        words.say(f"country.page.law-{name}", day=day.isoformat())
        for name, day in (("since", statement.since), ("until", statement.until))
        if day is not None
    ]
    if statement.binds:
        days.append(words.say("country.page.law-binds", whom=", ".join(statement.binds)))
    return "".join(f"; {each}" for each in days)


def _sourced(statement: LawStatement, words: Words) -> str:
    return words.say(
        "country.page.law-row",
        text=" ".join(each for each in (statement.text, statement.note) if each),
        seen=statement.seen,
        source=statement.source,
        day=statement.checked_on.isoformat(),
    )


def _at_the_end(told: str, country: Country, convention: Convention) -> bool:
    """Whether a line of a country belongs below the table: not its name, nor what stands in the table."""
    return bool(told) and told != country.title and not any(told.startswith(f"{x.title}: ") for x in convention.lines)


def _asked(asked: Asked, words: Words) -> str:
    return words.say("country.not-known") if asked.statement is None else cited_text(asked.statement, words)


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _directory(country: Country, words: Words) -> str:
    return words.say("country.directory", file=f"forms/directory/{country.directory}.toml")


def _order(country: Country, order: ProtectionOrder, words: Words) -> str:
    place = f"nation.{country.id}.order.{order.id}"
    by = words.say(f"{place}.made_by") if order.made_by else words.say("country.not-known")
    order_is = words.say(f"{place}.title")
    return words.say("country.order", order=order_is, by=by, place=words.say(f"statute.{order.statement}.place"))


@functools.cache
def _officer_languages() -> frozenset[str]:
    """The languages in which the officers' pages are written."""
    return frozenset(pack.tag for pack in interface_packs())
