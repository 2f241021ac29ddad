"""The language table: which languages there are, what they are called, and how they write dates and numbers."""

from __future__ import annotations

import datetime
import functools
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from screening.domain.case.sessions import SaidLine
from screening.settings import OWN, Installation, content_root
from screening.wording.catalogue.packs import SOURCE, Pack, State, fallbacks, normal, pack_for, packs
from screening.wording.catalogue.reviews import reviews
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Words, person_pack_complete

if TYPE_CHECKING:
    from babel.core import Locale

ORDER = "locales/order.toml"
REGISTER = "locales/register.toml"
ZEROS = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "khmr": 0x17E0, "mymr": 0x1040}
"""The zero of each CLDR numbering system that a pack's language may write with; others write 0."""


def languages(root: Path | None = None) -> tuple[Pack, ...]:
    """Return every pack on disk, English first."""
    return tuple(packs(_root(root)).values())


def shown_languages(root: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs whose texts may stand on a page: all but those that are only heard."""
    return tuple(pack for pack in languages(root) if not pack.heard_only)


def offered_languages(
    root: Path | None = None, *, edition: str = "", installation: Installation = OWN
) -> tuple[Pack, ...]:
    """Return the languages a person can choose: those in which every text for the person can be said.

    A language that is only heard is one of them when all of its core can be heard, in recordings that were reviewed.
    """
    from screening.wording.catalogue.completeness import heard_entire  # the first page offers nothing to be heard

    root = _root(root)
    return tuple(
        pack
        for pack in languages(root)
        if (
            heard_entire(pack, edition=edition, root=root, installation=installation)
            if pack.heard_only
            else person_pack_complete(pack.tag, edition=edition, root=root, installation=installation)
        )
    )


def readable_languages(root: Path | None = None, installation: Installation = OWN) -> tuple[Pack, ...]:
    """Return the offered languages that a person can also read: those that may stand on paper."""
    return tuple(pack for pack in offered_languages(root, installation=installation) if not pack.heard_only)


def written_packs() -> tuple[Pack, ...]:
    """Return the packs that say of themselves that a person can read them: known without reading a text.

    A page shows these; ``readable_languages`` decides when a sheet is made in one.
    """
    return tuple(pack for pack in shown_languages() if Audience.PERSON in pack.audience)


def by_need(offered: tuple[Pack, ...], root: Path | None = None) -> tuple[Pack, ...]:
    """Return the same languages in the order of ``locales/order.toml``: the most likely first (LA1)."""
    file = _root(root) / ORDER
    order: list[str] = tomllib.loads(file.read_text(encoding="utf-8"))["order"] if file.is_file() else []
    place = {tag: at for at, tag in enumerate(order)}
    last = min((place[tag] for tag in ("ms", "en") if tag in place), default=len(order))
    return tuple(sorted(offered, key=lambda pack: (place.get(pack.tag, last - 0.5), pack.tag)))


def forms_of_address(tag: str, root: Path | None = None) -> dict[str, str]:
    """Return what a speaker of ``tag`` says for "you", by ``you`` (in the texts), ``peer``, ``younger`` and ``elder``.

    Empty where the texts' own word is polite to every adult (``locales/register.toml``).
    """
    file = _root(root) / REGISTER
    known: dict[str, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return known.get(tag, {})


def interface_packs(root: Path | None = None) -> tuple[Pack, ...]:
    """Return the packs that say of themselves that they are for officers: known without reading a text.

    The first page shows these; ``officer_languages`` decides when one is chosen.
    """
    return tuple(pack for pack in languages(root) if Audience.OFFICER in pack.audience)


def officer_languages(root: Path | None = None, here: Installation = OWN) -> tuple[Pack, ...]:
    """Return the languages the interface itself can be in: complete for the officer and for the person.

    Practice may still be in English: its own page says so.
    """
    root = _root(root)
    return tuple(
        pack
        for pack in interface_packs(root)
        if (
            pack.tag == SOURCE
            or all(_said(pack.tag, root, audience, here) for audience in (Audience.PERSON, Audience.OFFICER))
        )
    )


def pack_state(
    tag: str, here: Installation = OWN, root: Path | None = None, *, audience: Audience = Audience.PERSON
) -> State:
    """Return the state of a whole pack: that of its least trusted text (LA3)."""
    words = Words(tag, here, root=root)
    if words.pack is None or words.pack.tag == SOURCE:
        return State.SOURCE
    if not reviews(_root(root), words.pack.tag, here):
        return State.DRAFT
    found = {words.state(each) for each in words.ids(audience)}
    if found & {State.DRAFT, State.SOURCE} or not found:
        return State.DRAFT
    return State.REVIEWED if State.REVIEWED in found else State.FIELD_TESTED


def own_name(tag: str, root: Path | None = None) -> str:
    """Return what the language's speakers call it; a language without a pack by its CLDR name, else by its tag."""
    pack = pack_for(tag, _root(root))
    if pack is not None:
        return pack.own_name
    locale = cldr(tag)
    return normal(tag) if locale is None else locale.get_display_name() or normal(tag)


def name_in(tag: str, officer_language: str, root: Path | None = None) -> str:
    """Return what the language is called in the officer's language: CLDR's name, the pack's English one, or the tag."""
    asked, shown = cldr(tag), cldr(officer_language) or cldr(SOURCE)
    name = None if asked is None or shown is None else asked.get_display_name(shown)
    pack = pack_for(tag, _root(root))
    return name or (pack.english_name if pack is not None else "") or normal(tag)


def country_in(code: str, officer_language: str) -> str:
    """Return what a country is called in the officer's language: CLDR's name of its ISO 3166 code, or the code."""
    shown = cldr(officer_language) or cldr(SOURCE)
    return str(shown.territories.get(code, code)) if shown is not None else code


def explained(words: Words, said: SaidLine | None) -> str:
    """Return in which language and when something was explained, or that it was not recorded, in words."""
    if said is None:
        return words.say("line.unrecorded")
    language = words.language
    return words.say("line.explained", language=name_in(said.theirs, language), time=format_time(said.at, language))


def format_date(day: datetime.date | str, language: str) -> str:
    """Return the day in full, as "24 November 2026". A moment or an ISO 8601 string is shown on this machine's clock.

    Text that names no day, which only another program wrote, is shown as it is.
    """
    found = _moment(day)
    return _as_it_is(str(day)) if found is None else _written(found, "d MMMM y", language)


def format_day(
    day: datetime.date | str, language: str, *, today: datetime.date | None = None, weekday: bool = False
) -> str:
    """Return the day in few words, as "24 Nov", for a list that is read today; the year only where it is another one.

    With ``weekday`` as "Friday 27 November". Text that names no day is shown as it is.
    """
    found = _moment(day)
    if found is None:
        return _as_it_is(str(day))
    pattern = "EEEE d MMMM" if weekday else "d MMM"
    if today is not None and found.year != today.year:
        pattern += " y"
    return _written(found, pattern, language)


def format_month(month: str, language: str, *, short: bool = False) -> str:
    """Return a month written as 2026-11 in words, "November 2026"; ``short`` its name alone, "Nov"."""
    year, number = (int(part) for part in month.split("-"))
    return _written(datetime.date(year, number, 1), "LLL" if short else "LLLL y", language)


def format_moment(at: str, language: str) -> str:
    """Return the day and the time of an event, both on this machine's clock."""
    return f"{format_date(at, language)} {format_time(at, language)}"


def format_time(moment: datetime.datetime | str, language: str) -> str:
    """Return the time of day on this machine's clock, "09:10" in every language: it is copied into statements.

    Text that names no moment, which only another program wrote, is shown as it is.
    """
    local = _moment(moment)
    if local is None:
        return _as_it_is(str(moment))
    if not isinstance(local, datetime.datetime):
        raise ValueError("a day has no time of day")
    return digits(f"{local:%H:%M}", language)


def digits(number: int | str, language: str) -> str:
    """Return the number with the language's own digits (CLDR's default numbering), as ৪২ for Bangla."""
    own = _own_digits(language)
    return str(number).translate(own) if own else str(number)


@functools.lru_cache(maxsize=64)
def _own_digits(language: str) -> dict[int, int]:
    """Return what each digit becomes in a language; nothing where they stay as they are."""
    locale = cldr(language)
    zero = ZEROS.get(locale.default_numbering_system, 0x30) if locale is not None else 0x30
    return {0x30 + value: zero + value for value in range(10)} if zero != 0x30 else {}


def cldr(tag: str) -> Locale | None:
    """CLDR's locale for a tag, or its region's parent; None for a language that CLDR does not know."""
    from babel.core import Locale, UnknownLocaleError

    language = normal(tag).partition("-")[0]
    for each in fallbacks(tag):
        if each.partition("-")[0] == language:
            try:
                return Locale.parse(each, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
    return None


def _root(root: Path | None) -> Path:
    return content_root() if root is None else root


def _said(tag: str, root: Path, audience: Audience, here: Installation) -> bool:
    words = Words(tag, here, root=root)
    return all(words.state(each) is not State.SOURCE for each in words.ids(audience))


def _written(day: datetime.date, pattern: str, language: str) -> str:
    from babel import dates

    return digits(dates.format_date(day, pattern, locale=_formats(language)), language)


def _as_it_is(text: str) -> str:
    from screening.wording.script.visible_controls import visible_text  # the first page shows no foreign text

    return visible_text(text)


def _moment(value: datetime.date | str) -> datetime.date | None:
    """Return a day, or a moment on this machine's clock; None for text that names neither."""
    try:
        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value) if len(value) > 10 else datetime.date.fromisoformat(value)
        if isinstance(value, datetime.datetime) and value.tzinfo is not None:
            return value.astimezone()
    except (ValueError, OverflowError, OSError):  # the last two at the edges of the calendar
        return None
    return value


def _formats(language: str) -> Locale:
    """Return the locale whose dates are written: the pack's choice, so that English here is not American."""
    pack = pack_for(language, content_root()) or pack_for(SOURCE, content_root())
    found = cldr(pack.formats if pack is not None else language) or cldr(SOURCE)
    assert found is not None
    return found
