"""What can happen to the inspection of a whole site; they live in the vault's own strand and hold no person (DM7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SiteOpened:
    """An inspection began. ``site`` is drawn at random; ``place`` is what the officer calls it."""

    kind: ClassVar = "site-opened"
    site: str
    place: str


@dataclass(frozen=True, slots=True)
class SiteListed:
    """The list that is drawn from: number; shift; language; contractor. Numbers of a shift list, never names."""

    kind: ClassVar = "site-listed"
    site: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteDrawn:
    """Numbers drawn by lot, in the order in which people are asked in; ``added`` are suggestions that joined them."""

    kind: ClassVar = "site-drawn"
    site: str
    numbers: tuple[str, ...]
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSeen:
    """Something of the place was seen or read: yes or no; "" takes it back."""

    kind: ClassVar = "site-seen"
    site: str
    item: str
    answer: str


@dataclass(frozen=True, slots=True)
class SiteNoted:
    """A note about the place."""

    kind: ClassVar = "site-noted"
    site: str
    text: str


@dataclass(frozen=True, slots=True)
class SiteClosed:
    """The officers have left the site; results may open now (BI3)."""

    kind: ClassVar = "site-closed"
    site: str


@dataclass(frozen=True, slots=True)
class CaseAtSite:
    """In a case's own strand: at which inspection the talk took place. The site holds no way back to the case."""

    kind: ClassVar = "case-at-site"
    site: str


SiteEvent = SiteOpened | SiteListed | SiteDrawn | SiteSeen | SiteNoted | SiteClosed | CaseAtSite
