"""Days as officers write them, read in one place: by figures, by the names of months and weekdays, "in 3 days"."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterator

from screening.errors import NotAccepted
from screening.wording.catalogue.languages import cldr, languages
from screening.wording.catalogue.source_texts import Audience

NEAR = {
    "today": 0, "hari ini": 0, "วันนี้": 0, "tomorrow": 1, "esok": 1, "besok": 1, "พรุ่งนี้": 1, "lusa": 2, "มะรืน": 2,
    "มะรืนนี้": 2,
}  # fmt: skip
"""Words for a near day, in the officers' languages, and how far it is."""
LEAD = re.compile(
    r"(?:by|on|before|pada|sebelum|menjelang|paling lambat)\s+|(?:ภายใน|ก่อน)\s*(?:วันที่\s*)?|^วันที่\s*|(?:พ|ค)\.?ศ\.\s*"
)
FAR = re.compile(r"(?:in |dalam |(?:อีก|ใน) ?)?([0-9]{1,3}) ?(days?|hari|วัน|weeks?|minggu|สัปดาห์|อาทิตย์)(?: lagi)?")
WEEKS = ("week", "weeks", "minggu", "สัปดาห์", "อาทิตย์")
FIGURES = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{2}|[0-9]{4})")
NAMED = re.compile(r"([0-9]{1,2})\.? ?([^\d\s]+?)\.? ?([0-9]{4})")
CENTURY = 2000
BUDDHIST, BUDDHIST_FROM = 543, 2400
"""What the Buddhist era, which Thailand counts by, is ahead of the common one, and from which year on it is meant."""
DOUBTFUL = 60
"""Two figures from here on may be a Buddhist year (69 is 2569) or one of the last century: they are not guessed."""
MONTH = re.compile(
    r"(?P<y1>[0-9]{4})-(?P<m1>[0-9]{1,2})|(?P<m2>[0-9]{1,2})[./](?P<y2>[0-9]{4})|(?P<name>\D+) (?P<y3>[0-9]{4})"
)
"""A month of a year: 2026-11, 11/2026, November 2026."""


def typed_day(text: str) -> str:
    """Return what ``day_of`` returns, and "" as well for what is no day of the calendar."""
    try:
        return day_of(text)
    except NotAccepted:
        return ""


def day_of(text: str, today: datetime.date | None = None) -> str:
    """Return the ISO day that ``text`` means; "" for none.

    2026-12-24, 24/12/2026, 24.12.2026, 24-12-26, 24 December 2026, 24 Disember 2026, 24 Desember 2026, and of the
    Buddhist era 24/12/2569 and 24 ธ.ค. 2569; with ``today``, for something said now, also "Thursday", "Khamis",
    "Kamis" or "วันพฤหัสบดี" (the next one, never today), "tomorrow", "in 3 days", "dalam 2 minggu", "3 hari lagi",
    "อีก 3 วัน".
    Raises NotAccepted("day-unreadable").
    """
    plain = LEAD.sub("", " ".join(text.replace(",", " ").casefold().split()))
    if not plain:
        return ""
    found = _on_paper(plain) or (None if today is None else _from(plain, today))
    if found is None:
        raise NotAccepted("day-unreadable")
    return found.isoformat()


def span_of(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a time with two ends, as "2023-12 until 2026-11"; None for another text.

    An end is a day or a month: a month that begins it is its first day, one that ends it its last.
    """
    plain = " ".join(text.casefold().split())
    ends = [_end(each[0]) for each in _ends().finditer(plain)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    since, until = ends[0][0], ends[1][1]
    return (since, until) if since <= until else None


@functools.cache
def _ends() -> re.Pattern[str]:
    """Return what finds the days and months in a text: those by figures, then those with a name."""
    year, names = "[0-9]{4}", "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    ways = (
        f"{year}-[0-9]{{1,2}}(?:-[0-9]{{1,2}})?",
        rf"(?:[0-9]{{1,2}}([./-])[0-9]{{1,2}}\1|[0-9]{{1,2}}[./]){year}",
        rf"(?:[0-9]{{1,2}}\.? )?(?:{names})\.? {year}",
    )
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(ways)})(?![\w/-])")


def _end(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a day or a month."""
    if (day := _on_paper(text)) is not None:
        return day, day
    found = MONTH.fullmatch(text)
    if found is None:
        return None
    year = _common(int(found["y1"] or found["y2"] or found["y3"]))
    month = int(found["m1"] or found["m2"] or _months().get((found["name"] or "").rstrip("."), 0))
    if not (1 <= month <= 12 and year >= 1):
        return None
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _on_paper(text: str) -> datetime.date | None:
    """Return a day that means the same whenever it is read; a weekday before it is no more than a courtesy."""
    first, _, rest = text.partition(" ")
    text = rest if rest and first.removesuffix("ที่") in _weekdays() else text
    try:
        if figures := FIGURES.fullmatch(text):
            day, month, year = (int(part) for part in figures.groups())
            if DOUBTFUL <= year <= 99:
                return None
            return datetime.date(_common(year) if year > 99 else CENTURY + year, month, day)
        if (named := NAMED.fullmatch(text)) and (number := _months().get(named[2])):
            return datetime.date(_common(int(named[3])), number, int(named[1]))
        first, dash, rest = text.partition("-")
        return datetime.date.fromisoformat(f"{_common(int(first)):04}{dash}{rest}") if rest.count("-") == 1 else None
    except ValueError:
        return None


def _common(year: int) -> int:
    """Return the year of the common era."""
    return year - BUDDHIST if year >= BUDDHIST_FROM else year


def _from(text: str, today: datetime.date) -> datetime.date | None:
    """Return a day that is counted from today."""
    if text in NEAR:
        return today + datetime.timedelta(NEAR[text])
    if far := FAR.fullmatch(text):
        return today + datetime.timedelta(int(far[1]) * (7 if far[2] in WEEKS else 1))
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
