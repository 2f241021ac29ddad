"""Inspect a whole site (BI1-BI7): who is asked in by lot, what is seen, and when anything may be told."""

from __future__ import annotations

import random
import re
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from screening.domain.answers import Answer
from screening.domain.events import inspection as sev
from screening.domain.events.timestamps import moment, seconds_since
from screening.domain.statistics.disclosure_control import LEAST, flags
from screening.errors import NotAccepted

if TYPE_CHECKING:
    from screening.domain.case.case import Case
    from screening.domain.events.catalogue import Recorded

LEAST_DRAWN = 6
"""People asked in, or all where there are fewer (BI1)."""
TO_SHOW = 2 * LEAST
"""Answers without which no sign can be listed: as many with a yes as without one (BI7)."""
LEAST_PEOPLE = LEAST
"""People who answered, below whom nothing is said about a site from what they said (BI7)."""
SAME_WORDS = 7
"""Words in a row that are the same in several accounts."""
NUMBER = re.compile(r"[0-9A-Z]{1,8}")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Site:
    """One inspection as it stands."""

    id: str
    place: str
    opened_at: str
    closed_at: str = ""
    lines: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    again: str = ""
    """The ISO day of the next visit; "" for none."""

    @property
    def open(self) -> bool:
        return not self.closed_at


def fold(recorded: Iterable[Recorded]) -> tuple[Site, ...]:
    """Fold the vault's own events into its inspections, oldest first."""
    sites: dict[str, Site] = {}
    for each in recorded:
        event = each.event
        if isinstance(event, sev.SiteOpened):
            sites[event.site] = Site(event.site, event.place, each.at)
        elif isinstance(event, sev.SiteEvent) and event.site in sites:
            sites[event.site] = _apply(sites[event.site], event, each.at)
    return tuple(sites.values())


def open_site(sites: Iterable[Site]) -> Site | None:
    """Return the inspection that is going on, if there is one."""
    return next((site for site in sites if site.open), None)


def _apply(site: Site, event: sev.SiteEvent, at: str) -> Site:
    match event:
        case sev.SiteListed(lines=lines):
            return replace(site, lines=lines)
        case sev.SiteDrawn(numbers=numbers, added=added):
            return replace(site, drawn=numbers, added=added)
        case sev.SiteSeen(item=item, answer=answer):
            kept = {name: value for name, value in site.seen.items() if name != item}
            return replace(site, seen={**kept, item: answer} if answer else kept)
        case sev.SiteNoted(text=text):
            return replace(site, note=text)
        case sev.SiteFollowUp(day=day):
            return replace(site, again=day)
        case sev.SiteClosed():
            return replace(site, closed_at=at)
    return site


# --- what may happen now


def begin(sites: Iterable[Site], place: str) -> sev.SiteOpened:
    """Begin an inspection: return the event. Raises NotAccepted("site-is-open") or ("site-needs-place")."""
    if open_site(sites) is not None:
        raise NotAccepted("site-is-open")
    if not place.strip():
        raise NotAccepted("site-needs-place")
    return sev.SiteOpened(secrets.token_hex(8), place.strip())


def listed(site: Site, text: str) -> sev.SiteListed:
    """Return the list of whom there is, a line each: number; shift; language; contractor.

    Raises NotAccepted("site-line-unreadable") with the first line that does not begin with a number of the list: a name
    has no place here (DM7).
    """
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = [part.strip() for part in line.split(";")]
        if any(parts):
            lines.append(";".join(parts))
            if not NUMBER.fullmatch(parts[0]):
                raise NotAccepted("site-line-unreadable", line=number)
    if len({line.split(";")[0] for line in lines}) < len(lines):
        raise NotAccepted("site-number-twice")
    return sev.SiteListed(site.id, tuple(lines))


def draw(site: Site, most: int, added: Iterable[str] = (), *, lot: random.Random | None = None) -> sev.SiteDrawn:
    """Draw by lot across shifts, languages and contractors, in turn, so that no group stands out (BI1).

    At least LEAST_DRAWN, or all; without a number so many that a sign can be listed. ``added`` are numbers that
    somebody suggested: they join, and stand out no more than the others. Raises NotAccepted("site-nothing-listed").
    """
    if not site.lines:
        raise NotAccepted("site-nothing-listed")
    lot = lot or secrets.SystemRandom()
    groups: dict[str, list[str]] = {}
    for line in site.lines:
        number, _, rest = line.partition(";")
        groups.setdefault(rest, []).append(number)
    for numbers in groups.values():
        lot.shuffle(numbers)
    order = list(groups.values())
    lot.shuffle(order)
    wanted = min(max(most or TO_SHOW, LEAST_DRAWN), len(site.lines))
    found: list[str] = []
    while len(found) < wanted:
        for numbers in order:
            if numbers and len(found) < wanted:
                found.append(numbers.pop())
    extra = [number for number in dict.fromkeys(added) if number and number not in found]
    together = [*found, *extra]
    lot.shuffle(together)
    return sev.SiteDrawn(site.id, tuple(together), tuple(extra))


def can_show(site: Site) -> bool:
    """Return whether a sign could be listed if everybody drawn answered; before a lot, everybody on the list."""
    return len(site.drawn or site.lines) >= TO_SHOW


def next_visits(sites: Iterable[Site]) -> tuple[Site, ...]:
    """Return the sites that are to be visited again: closed, and none of the same name begun on that day or later."""
    known = tuple(sites)
    return tuple(
        each
        for each in known
        if each.again
        and not each.open
        and not any(other.place == each.place and other.opened_at[:10] >= each.again for other in known)
    )


def close(site: Site) -> sev.SiteClosed:
    """Close an inspection: return the event."""
    return sev.SiteClosed(site.id)


def minutes(cases: Iterable[Case], site: str) -> tuple[int, ...]:
    """Return how long each talk of an inspection took, from opening to its end; nothing else of it (BI2)."""
    ends = ((case.opened_at, moment(case.stopped_at)) for case in cases if case.site == site)
    spans = (seconds_since(opened, ended) for opened, ended in ends if ended is not None)
    return tuple(max(1, round(span / 60)) for span in spans if span is not None)


# --- afterwards


def signs_said(cases: Iterable[Case]) -> Mapping[str, int]:
    """Return how many people said yes to each item, for the items of which that may be told (``disclosure.flags``).

    Of those who answered anything. An item to which nobody said yes is left out like one to which few did.
    """
    said = (
        frozenset(item for item, given in case.answers.items() if given.answer is Answer.YES)
        for case in cases
        if case.answers
    )
    return flags(said).shown


def answered(cases: Iterable[Case]) -> int:
    """Return how many people answered anything at all."""
    return sum(bool(case.answers) for case in cases)


def same_words(cases: Iterable[Case]) -> int:
    """Return in how many accounts the same SAME_WORDS words stand in a row: the largest number, 0 for none (BI5).

    It may mean that people were told what to say. It is a note on the site, never held against anybody.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for case in cases:
        rows: set[tuple[str, ...]] = set()
        for said in case.words:
            words = [word.casefold() for word in WORD.findall(said.text)]
            rows.update(tuple(words[at : at + SAME_WORDS]) for at in range(len(words) - SAME_WORDS + 1))
        counts.update(rows)
    most = max(counts.values(), default=0)
    return most if most > 1 else 0
