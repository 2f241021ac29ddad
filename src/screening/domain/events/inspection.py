"""What can happen to the inspection of a whole site; they live in the vault's own strand and hold no person (DM7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from screening.domain.events.event import KnownEvent, VaultEvent


@dataclass(frozen=True, slots=True)
class SiteEvent(VaultEvent):
    """What happened in the inspection that was named ``site`` at random."""

    site: str


@dataclass(frozen=True, slots=True)
class SiteOpened(SiteEvent):
    """An inspection began. ``place`` is what the officer calls it."""

    kind: ClassVar = "site-opened"
    place: str


@dataclass(frozen=True, slots=True)
class SiteListed(SiteEvent):
    """The list that is drawn from: number; shift; language; contractor. Numbers of a shift list, never names."""

    kind: ClassVar = "site-listed"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteDrawn(SiteEvent):
    """Numbers drawn by lot, in the order in which people are asked in; ``added`` are suggestions that joined them."""

    kind: ClassVar = "site-drawn"
    numbers: tuple[str, ...]
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSeen(SiteEvent):
    """Something of the place was seen or read: yes or no; "" takes it back."""

    kind: ClassVar = "site-seen"
    item: str
    answer: str


@dataclass(frozen=True, slots=True)
class SiteNoted(SiteEvent):
    """A note about the place."""

    kind: ClassVar = "site-noted"
    text: str


@dataclass(frozen=True, slots=True)
class SiteFollowUp(SiteEvent):
    """When the site is to be visited again, as an ISO day; "" takes it back."""

    kind: ClassVar = "site-follow-up"
    day: str


@dataclass(frozen=True, slots=True)
class SiteClosed(SiteEvent):
    """The officers have left the site; results may open now (BI3)."""

    kind: ClassVar = "site-closed"


@dataclass(frozen=True, slots=True)
class CaseAtSite(KnownEvent):
    """In a case's own strand: at which inspection the talk took place. The site holds no way back to the case."""

    kind: ClassVar = "case-at-site"
    site: str
