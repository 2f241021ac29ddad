"""The numbers of the scoring: data with a rationale and a range each, read from an edition's ``weights.toml``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from screening.domain.answers import How, Where
from screening.domain.protocol.model import IndicatorId
from screening.domain.scoring.signs import Sign

LOW, BEST, HIGH = 0, 1, 2
EXPLANATIONS = ("trafficking", "smuggling", "irregular_migration", "labour_violation", "protection")


@dataclass(frozen=True, slots=True)
class Range:
    """A number as elicited: low, best, high, in this order of size."""

    low: float
    best: float
    high: float

    def at(self, corner: int) -> float:
        return (self.low, self.best, self.high)[corner]


@dataclass(frozen=True, slots=True)
class Link:
    """How an indicator speaks about a dimension.

    ``present`` and ``absent`` are the chances of a recorded "yes" when the dimension holds and when it does not;
    ``denied`` is how much likelier a "no" is when it holds (at most 1: fear and shame make people say no).
    """

    indicator: IndicatorId
    dimension: str
    present: Range
    absent: Range
    denied: Range


@dataclass(frozen=True, slots=True)
class Hidden:
    """A dimension with its chance under each state of its cause, for adults and for children."""

    id: str
    cause: str
    adult: Mapping[str, Range]
    child: Mapping[str, Range]
    beside: Range | None = None
    """Of a breach that may hold beside trafficking: its chance there before anything was said about it."""
    elsewhere: Mapping[Where | None, str] = field(default_factory=dict)
    """Of harm at the place of work or stay: the dimension of such harm in each other place, None where the place is
    not known. Where a place is missing, harm there speaks about this dimension too."""

    def table(self, child: bool) -> Mapping[str, Range]:
        return self.child if child else self.adult


@dataclass(frozen=True, slots=True)
class Origin:
    """A cause with its states and their prior chances."""

    id: str
    states: tuple[str, ...]
    prior: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One element of the legal definition as an input of a noisy AND (Henrion 1989; Palermo Protocol art. 3).

    ``leak`` is how much of the strength passes where no sign of the element was affirmed. ``shows`` is, per indicator,
    how likely the element is there where that indicator was affirmed.
    """

    element: str
    leak: Range
    shows: Mapping[IndicatorId, Range]
    adult_only: bool
    """Means are not needed of a child (Palermo art. 3(c)) or of somebody who cannot protect themselves (s.14(2))."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where bands begin and from where the program proposes a path; fixed by the decision analysis in the file."""

    refer_from: float
    hold_from: float
    """From where an explanation other than trafficking counts as holding."""
    some_from: float
    moderate_from: float
    strong_from: float
    asked_share: float
    """Share of the core that must have an answer before "little" may be said (JU6)."""
    clearer_by: float = 1.0
    """By how much irregular stay must be clearer than smuggling or a labour dispute that holds to be named first."""
    seen_from: int = 0
    """So many signs that the officer saw propose a second interview, whatever was said; 0 for none."""
    speaks_from: float = 0.25
    """From which share of its commonest chance a dimension says something of an explanation that is rarer there."""
    contrast_from: float = 1.5
    """How many times as common as where it is rarest it must be as well. Editions before 2026-3 name neither."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is worth, and when the core pass ends: the numbers behind what is proposed to be asked next."""

    ask_from: float
    """The core pass ends when no question is worth this much: none that is left is likely to change the path."""
    harm_burden: float
    """How much heavier a sensitive item weighs on the person than another."""
    silence_burden: float
    """How much heavier a question becomes with each earlier one about the same matter that stayed without an answer."""
    core_worth: float
    """How many times as many people an item of the core applies to as one outside it."""
    weight: Mapping[str, float]
    """How much each explanation counts."""


@dataclass(frozen=True)
class Weights:
    """All numbers of one edition."""

    edition: str
    causes: tuple[Origin, ...]
    dimensions: tuple[Hidden, ...]
    links: tuple[Link, ...]
    how: Mapping[How, Range]
    thresholds: Thresholds
    asking: Asking
    requirements: tuple[Requirement, ...] = ()
    """What trafficking needs beside its cause. An edition without them reads it from the cause alone."""
    built_with: tuple[str, ...] = ()
    """Patterns of the ids of cases that were looked at while the numbers were set."""
    unable: IndicatorId = "FCT-02"
    """The fact for which the law asks no means of an adult, as for a child; "" in a country whose law has none."""

    @cached_property
    def by_indicator(self) -> Mapping[IndicatorId, tuple[Link, ...]]:
        found: dict[IndicatorId, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.indicator, []).append(link)
        return {name: tuple(links) for name, links in found.items()}

    def dimension_of(self, link: Link, sign: Sign) -> str:
        """Return the dimension that a sign speaks about through ``link``: another one where the harm happened
        elsewhere.
        """
        if sign.where is Where.WORK or not sign.present:
            return link.dimension
        return self.hidden[link.dimension].elsewhere.get(sign.where, link.dimension)

    def speaks(self, sign: Sign, name: str) -> bool:
        """Return whether a sign speaks about ``name``. Nothing is said of it where only others of its cause were told:
        what was paid for the way says nothing of an irregular stay, hardly anybody of that kind is known by it.
        """
        return any(self._says(self.hidden[link.dimension], name) for link in self.by_indicator.get(sign.indicator, ()))

    def _says(self, hidden: Hidden, name: str) -> bool:
        chances = {state: each.best for state, each in hidden.adult.items()}
        enough = self.thresholds.speaks_from * max(chances.values())
        return name in chances and chances[name] >= max(enough, self.thresholds.contrast_from * min(chances.values()))

    def reach(self, indicator: IndicatorId) -> frozenset[str]:
        """Return every dimension that a sign of this indicator may speak about, wherever it happened."""
        own = [self.hidden[link.dimension] for link in self.by_indicator.get(indicator, ())]
        return frozenset(name for each in own for name in (each.id, *each.elsewhere.values()))

    @cached_property
    def hidden(self) -> Mapping[str, Hidden]:
        return {each.id: each for each in self.dimensions}


def log_ratio(link: Link, sign: Sign, how: Mapping[How, Range], corner: int = BEST) -> float:
    """Return what a sign says about its dimension, as a log ratio: never below 0 for a "yes", never above 0 for a "no".

    ``how`` is the share of an answer that is taken as given; the rest is taken as saying nothing.
    ``corner`` HIGH makes the sign speak as loudly as its range allows, LOW as softly.
    """
    share = how[sign.how].at(corner)
    if sign.present:
        return max(0.0, yes_ratio(link, share, corner))
    return min(0.0, math.log(share * link.denied.at(HIGH - corner) + (1.0 - share)))


def yes_ratio(link: Link, share: float, corner: int = BEST) -> float:
    """Return what a "yes" of which this share is taken as given says about the dimension of a link."""
    present, absent = link.present.at(corner), link.absent.at(HIGH - corner)
    blur = (1.0 - share) * math.sqrt(present * absent)
    return math.log((share * present + blur) / (share * absent + blur))
