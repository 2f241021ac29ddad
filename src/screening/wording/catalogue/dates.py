"""Days as officers write them, read in one place: by figures, by the names of months and weekdays, "in 3 days"."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator

from screening.errors import NotAccepted
from screening.wording.catalogue.languages import cldr, languages
from screening.wording.catalogue.source_texts import Audience

NEAR = {"today": 0, "hari ini": 0, "tomorrow": 1, "esok": 1, "besok": 1, "lusa": 2}
"""Words for a near day, in the officers' languages, and how far it is."""
LEAD = re.compile(r"(by|on|before|pada|sebelum|menjelang|paling lambat)\s+")
FAR = re.compile(r"(?:in |dalam )?([0-9]{1,3}) (day|days|hari|week|weeks|minggu)(?: lagi)?")
FIGURES = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{2}|[0-9]{4})")
NAMED = re.compile(r"([0-9]{1,2})\.? ([^\W\d]+)\.? ([0-9]{4})")
CENTURY = 2000


def day_of(text: str, today: datetime.date | None = None) -> str:
    """Return the ISO day that ``text`` means; "" for none.

    2026-12-24, 24/12/2026, 24.12.2026, 24-12-26, 24 December 2026, 24 Disember 2026, 24 Desember 2026; with ``today``,
    for something said now, also "Thursday", "Khamis" or "Kamis" (the next one, never today), "tomorrow", "in 3 days",
    "dalam 2 minggu", "3 hari lagi".
    Raises NotAccepted("day-unreadable").
    """
    plain = LEAD.sub("", " ".join(text.replace(",", " ").casefold().split()), count=1)
    if not plain:
        return ""
    found = _on_paper(plain) or (None if today is None else _from(plain, today))
    if found is None:
        raise NotAccepted("day-unreadable")
    return found.isoformat()


def _on_paper(text: str) -> datetime.date | None:
    """Return a day that means the same whenever it is read; a weekday before it is no more than a courtesy."""
    first, _, rest = text.partition(" ")
    text = rest if rest and first in _weekdays() else text
    try:
        if figures := FIGURES.fullmatch(text):
            day, month, year = (int(part) for part in figures.groups())
            return datetime.date(year if year > 99 else CENTURY + year, month, day)
        if (named := NAMED.fullmatch(text)) and (number := _months().get(named[2])):
            return datetime.date(int(named[3]), number, int(named[1]))
        return datetime.date.fromisoformat(text) if text.count("-") == 2 else None
    except ValueError:
        return None


def _from(text: str, today: datetime.date) -> datetime.date | None:
    """Return a day that is counted from today."""
    if text in NEAR:
        return today + datetime.timedelta(NEAR[text])
    if far := FAR.fullmatch(text):
        return today + datetime.timedelta(int(far[1]) * (7 if far[2] in ("week", "weeks", "minggu") else 1))
    name = text.removeprefix("hari ")
    if name in _weekdays():
        return today + datetime.timedelta((_weekdays()[name] - today.weekday() - 1) % 7 + 1)
    return None


@functools.cache
def _weekdays() -> dict[str, int]:
    return {name: number for kind in ("wide", "abbreviated") for number, name in _names("days", kind)}


@functools.cache
def _months() -> dict[str, int]:
    return {name: number for kind in ("wide", "abbreviated") for number, name in _names("months", kind)}


def _names(what: str, kind: str) -> Iterator[tuple[int, str]]:
    """Number and name of days or months in every language that officers read."""
    for pack in languages():
        found = cldr(pack.formats) if Audience.OFFICER in pack.audience else None
        if found is not None:
            for number, name in getattr(found, what)["format"][kind].items():
                yield number, str(name).casefold().rstrip(".")
