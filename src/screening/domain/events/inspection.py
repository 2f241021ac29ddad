"""What can happen to the inspection of a whole site; they live in the vault's own strand and hold no person (DM7)."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.events.event import KnownEvent, VaultEvent, event_of_kind


@dataclass(frozen=True, slots=True)
class SiteEvent(VaultEvent):
    """What happened in the inspection that was named ``site`` at random."""

    site: str


@event_of_kind("site-opened")
class SiteOpened(SiteEvent):
    """An inspection began. ``place`` is what the officer calls it."""

    place: str


@event_of_kind("site-listed")
class SiteListed(SiteEvent):
    """The list that is drawn from: number; shift; language; contractor. Numbers of a shift list, never names."""

    lines: tuple[str, ...]


@event_of_kind("site-drawn")
class SiteDrawn(SiteEvent):
    """Numbers drawn by lot, in the order in which people are asked in; ``added`` are suggestions that joined them."""

    numbers: tuple[str, ...]
    added: tuple[str, ...] = ()


@event_of_kind("site-seen")
class SiteSeen(SiteEvent):
    """Something of the place was seen or read: yes or no; "" takes it back."""

    item: str
    answer: str


@event_of_kind("site-noted")
class SiteNoted(SiteEvent):
    """A note about the place."""

    text: str


@event_of_kind("site-follow-up")
class SiteFollowUp(SiteEvent):
    """When the site is to be visited again, as an ISO day; "" takes it back."""

    day: str


@event_of_kind("site-closed")
class SiteClosed(SiteEvent):
    """The officers have left the site; results may open now (BI3)."""


@event_of_kind("case-at-site")
class CaseAtSite(KnownEvent):
    """In a case's own strand: at which inspection the talk took place. The site holds no way back to the case."""

    site: str
