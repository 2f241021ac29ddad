"""A country as data. An empty text means that nobody of this project knows, and is said so wherever it is shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from screening.domain.services.wage_law import WageLaw

TAGS = ("V", "2", "M", "C", "own", "")
"""How a claim was seen: in a copy, in another's account, from memory, calculated, our own; "" where there is none."""

CHILD, UNABLE = "child", "unable"
"""For whom a law asks no means: a child; an adult who cannot care for or protect themselves."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a claim comes from and how far it was checked; ``verified`` only where the present text was seen."""

    source: str
    tag: str
    verified: bool
    checked_on: datetime.date


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the Convention. ``article`` and ``text`` are "" where they are not certain."""

    id: str
    title: str
    article: str
    text: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Convention:
    """What every country is asked, line by line."""

    title: str
    lines: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a country's law says to one line of the Convention; ``text`` is "" where it is not known.

    ``cards`` are ids of law cards: the country's own, or the edition's where ``Country.edition_cards`` says so.
    """

    id: str
    text: str
    section: str
    cards: tuple[str, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class Card:
    """A law card that stands in the country and in no edition."""

    id: str
    title: str
    text: str
    duration_note: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Order:
    """An order that protects a person. ``date`` is the date of a case that it sets, ``card`` the law card on it."""

    id: str
    title: str
    made_by: str
    section: str
    date: str
    card: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Clock:
    """How long an order, or the way to it, takes at most. ``at_most`` is None where it is not known."""

    id: str
    order: str
    title: str
    at_most: int | None
    unit: str
    note: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Country:
    """One country. ``directory`` is the file of its services in ``forms/directory``; ``wages`` is None where the
    numbers of its labour law are not known. ``act`` is the short name of its Act in the sources of an edition.
    """

    id: str
    title: str
    edition_cards: bool
    act: str
    no_means_for: tuple[str, ...]
    names: tuple[str, ...]
    """Names of its law, bodies, numbers and money: no text outside the country's own files says one."""
    directory: str
    sheets: tuple[str, ...]
    wages: WageLaw | None
    currency: str
    sign: str
    currency_seen: Seen
    officers: tuple[str, ...]
    officers_seen: Seen
    law: str
    checked_by: str
    checked_on: datetime.date
    cards: tuple[Card, ...]
    other_cards: tuple[str, ...]
    lines: tuple[Line, ...]
    orders: tuple[Order, ...]
    clocks: tuple[Clock, ...]

    @property
    def named_cards(self) -> tuple[str, ...]:
        """The ids of every law card of the country, each once, in the order in which its lines name them."""
        named = (*(card for line in self.lines for card in line.cards), *self.other_cards)
        return tuple(dict.fromkeys((*named, *(card.id for card in self.cards))))

    @property
    def not_known(self) -> tuple[str, ...]:
        """The ids of the lines that nobody has read the law for."""
        return tuple(line.id for line in self.lines if not line.text)

    @property
    def verified(self) -> tuple[str, ...]:
        """The ids of the lines whose present text was seen."""
        return tuple(line.id for line in self.lines if line.seen.verified)
