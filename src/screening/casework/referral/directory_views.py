"""The page of the directory of services: every entry in words, and how far its number can be relied on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from screening.casework.content import directory as services
from screening.casework.view_models import Choice
from screening.domain.services.directory import EVERYWHERE, Directory, Entry
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the directory, and what is said of it."""

    entry: Entry
    name: str
    about: str
    """The kind of service, and where it is."""
    hours: str
    checked: str
    stale: bool
    rang: str
    """What is pressed once the number was found to be right, or to take that back; "" for neither."""


@dataclass(frozen=True, slots=True)
class DirectoryView:
    entries: tuple[EntryView, ...]
    services: tuple[Choice, ...]
    regions: tuple[Choice, ...]
    stale: str
    """How many numbers wait for a call."""
    missing_title: str = ""
    missing: tuple[Choice, ...] = ()
    """The kinds of service without a number that can be relied on, each with why; "" for none."""


def directory_view(directory: Directory, today: datetime.date, words: Words) -> DirectoryView:
    """Return every entry, in the order of the services; numbers that wait for a call are counted."""
    order = list(directory.services)
    entries = sorted(directory.entries.values(), key=lambda each: (order.index(each.service), not each.own, each.id))
    rows = tuple(_row(directory, each, today, words) for each in entries)
    waiting = sum(bool(each.entry.phones) and each.stale for each in rows)
    entered = {each.service: "number" for each in directory.entries.values()}
    entered |= {each.service: "called" for each in directory.entries.values() if each.phones}
    missing = tuple(
        Choice(
            name,
            words.say(f"services.missing-{entered.get(name, 'entry')}", kind=words.say(f"directory.service.{name}")),
        )
        for name in directory.without_number(today)
    )
    return DirectoryView(
        entries=rows,
        services=tuple(Choice(name, words.say(f"directory.service.{name}")) for name in order),
        regions=(
            Choice(EVERYWHERE, words.say("services.everywhere")),
            *(Choice(name, words.say(f"directory.region.{name}")) for name in directory.regions),
        ),
        stale=words.say_count("services.waiting", waiting) if waiting else "",
        missing_title=services.missing_told(directory, today, words),
        missing=missing,
    )


def _row(directory: Directory, entry: Entry, today: datetime.date, words: Words) -> EntryView:
    stale, rung = not directory.fresh(entry, today), services.rung_today(entry)
    rang = words.say("services.not-rang" if rung else services.of_kind("services.rang", entry))
    return EntryView(
        entry,
        services.name_of(entry, words),
        f"{words.say(f'directory.service.{entry.service}')} · {services.about_entry(entry, words)}",
        services.hours_of(entry, words),
        services.checked(directory, entry, today, words),
        stale,
        rang if entry.phones and (stale or rung) else "",
    )
