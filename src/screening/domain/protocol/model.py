"""One published edition of the questionnaire: indicators, items, topics, gate, consent, as frozen data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from screening.domain.answers import Answer, ItemId
from screening.domain.protocol.conditions import Condition

IndicatorId = str


class IndicatorSort(StrEnum):
    """What an indicator is for."""

    INDICATOR = "indicator"
    COUNTER = "counter"
    FACT = "fact"


class Element(StrEnum):
    """Which part of the legal definition an indicator bears on (Palermo art. 3; ATIPSOM s.2)."""

    ACT = "act"
    MEANS = "means"
    PURPOSE = "purpose"
    VULNERABILITY = "vulnerability"
    OBSERVATION = "observation"


class Strength(StrEnum):
    """Strength in the ILO/EC Delphi lists of 2009."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    NONE = "none"


PROFILES = ("adult_labour", "child_labour", "adult_sexual", "child_sexual")
"""The four Delphi lists."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from, and how far it was checked (tags of the reference: V, 2, M, C, own)."""

    id: str
    title: str
    tag: str
    verified: bool
    checked_on: datetime.date | None = None
    year: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A sign with its dimension, its strengths and its crosswalk; never a question."""

    id: IndicatorId
    name: str
    sort: IndicatorSort
    dimension: str
    element: Element | None = None
    subkind: str = ""
    definition: str = ""
    who: str = "both"
    strength: Mapping[str, Strength] = field(default_factory=dict)
    strength_tag: Mapping[str, str] = field(default_factory=dict)
    towards: str = ""
    source: tuple[str, ...] = ()
    verified: bool = False
    crosswalk: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is asked, observed or read in a document. ``number`` is "topic.place" as printed on paper.

    ``yes`` are the indicators that a "yes" evidences, ``no`` those that a "no" speaks against.
    """

    id: ItemId
    number: str
    topic: str
    kind: str
    text: str
    yes: tuple[IndicatorId, ...]
    no: tuple[IndicatorId, ...]
    core: bool = False
    harm: bool = False
    where: bool = False
    """Whether a "yes" may say where it happened."""
    who: str = "both"
    need: str = ""
    """The path that a "yes" opens by itself."""
    needs: tuple[str, ...] = ()
    """What a "yes" names as needed, whatever explains it; ids of needs in the directory of services."""
    condition: Condition | None = None
    source: tuple[str, ...] = ()
    verified: bool = False

    @property
    def allowed(self) -> tuple[Answer, ...]:
        """What may be recorded for this item. Something seen or read cannot be declined by the person."""
        return tuple(Answer) if self.kind == "ask" else tuple(each for each in Answer if each is not Answer.DECLINED)


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the talk: an open invitation first, the closed checks after it (IN1, IN2)."""

    id: str
    number: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class GateChoice:
    """One choice of a gate line, and what it does."""

    id: str
    effect: str
    """fine, not_private, danger, child or stop."""


@dataclass(frozen=True, slots=True)
class GateLine:
    """One line of the safety gate, answered by the officer from what they see (GA2)."""

    id: str
    choices: tuple[GateChoice, ...]

    def effect(self, choice: str) -> str | None:
        """Return the effect of a choice; None when the line has no such choice."""
        for each in self.choices:
            if each.id == choice:
                return each.effect
        return None


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """One numbered paragraph of the consent text, for the roles it belongs to (CO3, CO4)."""

    id: str
    text: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One of the separate consent decisions (CO1). ``when`` is ``start`` or ``closing``."""

    id: str
    when: str
    per_recipient: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """An order over the same items for one kind of work; never other questions for the same fact."""

    id: str
    first: tuple[ItemId, ...]
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addon:
    """The few items to look at first in one sector or situation (WO13): a list over the same items."""

    id: str
    items: tuple[ItemId, ...]


@dataclass(frozen=True)
class Protocol:
    """An edition. ``tables`` keeps the small content files (closing, care, child, settings, law) as read."""

    id: str
    title: str
    published: datetime.date | None
    status: str
    topics: tuple[Topic, ...]
    indicators: Mapping[IndicatorId, Indicator]
    sources: Mapping[str, Source]
    gate: tuple[GateLine, ...]
    spoken: tuple[SpokenPart, ...]
    decisions: tuple[Decision, ...]
    profiles: Mapping[str, Profile]
    tables: Mapping[str, Mapping[str, Any]]
    digest: str
    addons: Mapping[str, Addon] = field(default_factory=dict)

    @cached_property
    def items(self) -> Mapping[ItemId, Item]:
        """Every item by id, in conversation order."""
        return {item.id: item for topic in self.topics for item in topic.items}

    @cached_property
    def settings(self) -> Mapping[str, Mapping[str, Any]]:
        """The kinds of place in which a talk is held, by id, each as its table is written."""
        return {row["id"]: row for row in self.tables["settings"].get("setting", ())}

    @cached_property
    def core(self) -> tuple[Item, ...]:
        """The items of the short first pass, in conversation order."""
        return tuple(item for item in self.items.values() if item.core)

    def topic(self, topic_id: str) -> Topic:
        """Return the topic; KeyError when there is none."""
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise KeyError(topic_id)

    def spoken_for(self, role: str) -> tuple[SpokenPart, ...]:
        """Return the consent text of a role, in order."""
        return tuple(part for part in self.spoken if role in part.roles)
