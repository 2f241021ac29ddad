"""The directory in use: what ships, and what was written and verified on this laptop, as events of the vault."""

from __future__ import annotations

import datetime
import functools
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from screening.casework.content import country
from screening.casework.view_models import NumberCard
from screening.domain.events.catalogue import Recorded
from screening.domain.events.contacts import LONGEST_NAME
from screening.domain.events.referral import EntryRemoved, EntryVerified, EntryWritten, OfficeWritten
from screening.domain.services.directory import EVERYWHERE, Directory, Entry, Freshness, overridden
from screening.domain.services.directory_loader import AGES, SEXES, is_phone, open_directory
from screening.errors import BadInput, NotAccepted
from screening.settings import Installation
from screening.wording.catalogue.languages import format_date, name_in
from screening.wording.catalogue.translations import Words

NUMBERS = ("emergency", "medical", "focal-point", "shelter", "child-protection", "interpreter")
"""What the danger and care cards ask for."""
OFFICER_CARE = "officer-care"
"""Whom the officer can ring for themselves (SE1); on no card and no paper of a person's."""


@functools.cache
def shipped(here: Installation) -> Directory:
    """Return the directory of a country as it ships or came in a content pack: nothing in it is verified.

    Raises BadInput("directory-unsound").
    """
    return of_folder(here.form_folder("directory"), here)


def of_folder(folder: Path, here: Installation) -> Directory:
    """Return the directory in a folder as one country reads it. Raises BadInput("directory-unsound")."""
    others = {each.directory for each in country.shipped(here)[1].values() if each.id != here.country}
    return open_directory(folder, country=here.country, without=others)


def in_use(recorded: Iterable[Recorded], here: Installation) -> Directory:
    """Return the directory of a country after the vault's own events."""
    return overridden(shipped(here), recorded)


def verify(directory: Directory, entry: str) -> EntryVerified:
    """Somebody rang and it is right; said of a number that was rung today, that is taken back.

    Raises NotAccepted("no-number") where there is nothing to ring.
    """
    found = _entry(directory, entry)
    if rung_today(found):
        return EntryVerified(entry, "")
    if not found.phones:
        raise NotAccepted("no-number")
    return EntryVerified(entry, found.content)


def rung_today(entry: Entry) -> bool:
    """Return whether the number was rung today on this laptop: that can still be taken back."""
    return entry.verified_on == datetime.datetime.now(datetime.UTC).date()


def remove(directory: Directory, entry: str) -> EntryRemoved:
    return EntryRemoved(_entry(directory, entry).id)


def write_office(organisation: str, telephone: str) -> OfficeWritten:
    """Return the office that refers, as papers name it. Raises BadInput("name-too-long")."""
    organisation, telephone = organisation.strip(), telephone.strip()
    if max(len(organisation), len(telephone)) > LONGEST_NAME:
        raise BadInput("name-too-long", most=LONGEST_NAME)
    return OfficeWritten(organisation, telephone)


def write(directory: Directory, fields: Mapping[str, str], ages: Iterable[str], sexes: Iterable[str]) -> EntryWritten:
    """Return an entry as an officer wrote it; without an ``id`` it is a new one.

    Raises NotAccepted: ``entry-needs-name``, ``entry-needs-service``, ``phone-unreadable``.
    """
    name = fields.get("name", "").strip()
    if not name:
        raise NotAccepted("entry-needs-name")
    service, state = fields.get("service", ""), fields.get("state", "") or EVERYWHERE
    if service not in directory.services or (state != EVERYWHERE and state not in directory.regions):
        raise NotAccepted("entry-needs-service")
    phones = tuple(part.strip() for part in fields.get("phones", "").split(",") if part.strip())
    if not all(is_phone(phone) for phone in phones):
        raise NotAccepted("phone-unreadable")
    languages = tuple(part.strip() for part in fields.get("languages", "").replace(",", " ").split())
    return EntryWritten(
        fields.get("id") or f"own-{secrets.token_hex(4)}",
        service,
        state,
        fields.get("district", "").strip(),
        name,
        phones,
        fields.get("hours", "").strip(),
        languages,
        tuple(age for age in AGES if age in set(ages)),
        tuple(sex for sex in SEXES if sex in set(sexes)),
    )


def name_of(entry: Entry, words: Words) -> str:
    return entry.name or words.say(f"directory.entry.{entry.id}.name")


def names(directory: Directory, words: Words) -> dict[str, str]:
    """Return the name of every recipient by its id, also of those that were taken out."""
    return {name: name_of(entry, words) for name, entry in {**directory.former, **directory.entries}.items()}


def hours_of(entry: Entry, words: Words) -> str:
    if entry.own:
        return entry.hours
    return words.say(f"directory.entry.{entry.id}.hours")


def checked(directory: Directory, entry: Entry, today: datetime.date, words: Words) -> str:
    """Return how far the number can be relied on, in words; the number itself stands there only to be rung."""
    phones = ", ".join(entry.phones)
    match entry.freshness(today, directory.stale_after):
        case Freshness.NO_NUMBER:
            return words.say("services.no-number")
        case Freshness.UNVERIFIED:
            return words.say(of_kind("services.unverified", entry), phones=phones)
        case fresh:
            assert entry.verified_on is not None
            days = max(0, (today - entry.verified_on).days)
            if fresh is Freshness.STALE:
                return words.say_count("services.stale", days, phones=phones)
            return words.say_count("services.fresh", days, phones=phones, by=entry.verified_by)


def of_kind(text_id: str, entry: Entry) -> str:
    """Return the text about a number for this kind of service: nobody rings the emergency number to test it."""
    return f"{text_id}-emergency" if entry.service == "emergency" and not entry.own else text_id


def numbers(directory: Directory, region: str, today: datetime.date, words: Words) -> dict[str, NumberCard]:
    """Return what the danger and care cards show: as a fact only a number rung here, else one with its mark (RE2)."""
    shown = of_cards(directory)
    return {name: _number(shown, name, region, today, words) for name in (*NUMBERS, OFFICER_CARE)}


def of_cards(directory: Directory) -> Directory:
    """Return the directory with those entries alone that may stand on the cards of an emergency."""
    return replace(directory, entries={name: each for name, each in directory.entries.items() if each.on_cards})


def _number(directory: Directory, name: str, region: str, today: datetime.date, words: Words) -> NumberCard:
    title = words.say(f"number.{name}")
    entry = directory.number(name, region, today)
    if entry is not None and entry.verified_on is not None:
        rung = words.say(of_kind("number.checked", entry), day=format_date(entry.verified_on, words.language))
        return NumberCard(title, entry.phones[0], f"{name_of(entry, words)} · {rung}", dial=entry.phones[0])
    entry = directory.unchecked(name, region)
    if entry is None:
        return NumberCard(title, "", words.say("services.no-number"))
    note = words.say(of_kind("number.off-papers", entry), name=name_of(entry, words))
    return NumberCard(title, "", note, marked(entry, today, words), entry.phones[0])


def marked(entry: Entry, today: datetime.date, words: Words) -> str:
    """Return a number that nobody here rang lately, with its mark in the same breath (decision 0031)."""
    if entry.verified_on is None:
        return words.say("number.unchecked", number=entry.phones[0])
    days = max(0, (today - entry.verified_on).days)
    return words.say_count("number.stale", days, number=entry.phones[0])


def about_entry(entry: Entry, words: Words) -> str:
    """Return where, when, in which languages and for whom, in one line."""
    parts = [
        words.say("services.everywhere") if entry.state == EVERYWHERE else words.say(f"directory.region.{entry.state}"),
        entry.district,
        hours_of(entry, words),
        ", ".join(name_in(tag, words.language) for tag in entry.languages),
        words.say(f"services.only-{entry.ages[0]}") if len(entry.ages) == 1 else "",
        words.say(f"services.only-{entry.sexes[0]}") if len(entry.sexes) == 1 else "",
        words.say("services.by-order") if entry.by_order else "",
        words.say("services.whatsapp", number=entry.whatsapp) if entry.whatsapp else "",
    ]
    return " · ".join(part for part in parts if part)


def _entry(directory: Directory, name: str) -> Entry:
    found = directory.entries.get(name)
    if found is None:
        raise NotAccepted("no-such-choice", place="directory")
    return found


def missing_told(directory: Directory, today: datetime.date, words: Words) -> str:
    """Say how many kinds of service have no number that can be relied on; "" where each has one."""
    count = len(directory.without_number(today))
    return words.say_count("services.missing", count) if count else ""


LABOUR = "labour"
"""The kind of service that takes a complaint about a workplace."""


def labour_offices(directory: Directory, words: Words, today: datetime.date) -> Iterator[tuple[str, str]]:
    """Yield who takes a complaint about a workplace, each with its number; "" where nobody rang it here."""
    for entry in directory.entries.values():
        if entry.service == LABOUR:
            rung = entry.phones and directory.fresh(entry, today)
            yield name_of(entry, words), entry.phones[0] if rung else ""
