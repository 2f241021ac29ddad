"""Where a case stands after one more answer: visible items, signs and strengths, brought up to date and not redone.

An answer touches the items whose conditions name it, the indicators that those items evidence, and the dimensions
that those indicators speak about. Only these are computed again; what the other dimensions say about each cause is
kept, and the strengths are one small product. ``scoring.assess`` gives the same strengths from nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from screening.domain.answers import Answers, Given, ItemId
from screening.domain.protocol.model import IndicatorId, Item, Protocol
from screening.domain.scoring.inference import (
    LABOUR,
    Parts,
    breach_beside,
    passes,
    requirements,
    shown,
    speaking,
    strength,
)
from screening.domain.scoring.signs import Sign, Signs, applies, counts_for, sign_of
from screening.domain.scoring.weights import EXPLANATIONS, Requirement, Weights, log_ratio

Messages = Mapping[str, tuple[float, ...]]
"""Per dimension, the log of what its evidence says for each state of its cause."""


@dataclass(frozen=True, slots=True)
class _Index:
    """What depends on what in one edition; made once and shared by every standing of a case."""

    protocol: Protocol
    weights: Weights
    watchers: Mapping[ItemId, tuple[Item, ...]]
    """Per item, those whose condition names it."""
    speakers: Mapping[IndicatorId, tuple[Item, ...]]
    """Per indicator, the items that evidence it or speak against it, in conversation order."""
    tables: Mapping[bool, Mapping[str, tuple[float, ...]]]
    """For an adult and for a child, per dimension its chance under each state of its cause."""
    priors: Mapping[str, tuple[float, ...]]
    states: Mapping[str, tuple[str, ...]]
    cause_of: Mapping[str, str]
    """Per dimension, its cause."""
    shows: Mapping[IndicatorId, tuple[Requirement, ...]]
    """Per indicator, the elements of the law that it shows."""
    needed: Mapping[bool, tuple[str, ...]]
    """The elements that have to be there: by whether no means are needed."""


class _Side(NamedTuple):
    """The evidence as it is read for an adult or for a child."""

    child: bool
    signs: Mapping[IndicatorId, Sign]
    said: Mapping[str, Mapping[IndicatorId, float]]
    """Per dimension, what each sign says about it, as a log ratio."""
    ratios: Mapping[str, float]
    messages: Mapping[str, Messages]
    """Per cause."""
    shares: Mapping[str, float]
    """The posterior of every state of every cause."""
    passed: Mapping[str, float]
    """Per element of the law, how much it lets through."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as it stands. ``after`` gives the next one; nothing is changed in place."""

    answers: Answers
    hidden: frozenset[ItemId]
    """Items whose condition is false: their answers are kept and do not count."""
    strengths: Mapping[str, float]
    """Per explanation, as ``scoring.assess`` gives it at its best value."""
    child: bool
    """Which of the two readings was taken."""
    index: _Index
    sides: tuple[_Side, ...]
    each: tuple[Mapping[str, float], ...]
    """The strengths of each side."""

    @property
    def flagged(self) -> bool:
        """Whether formal identification is proposed."""
        return self.strengths["trafficking"] >= self.index.weights.thresholds.refer_from

    @property
    def signs(self) -> Signs:
        """The signs of the reading that was taken."""
        return self._side.signs

    @property
    def ratios(self) -> Mapping[str, float]:
        """Per dimension the log ratio of what was said about it, in the reading that was taken."""
        return self._side.ratios

    @property
    def _side(self) -> _Side:
        return next(side for side in self.sides if side.child is self.child)

    def after(self, item: ItemId, given: Given | None) -> Standing:
        """Return the standing once ``item`` is answered, answered anew, or (None) taken back to not asked."""
        answers = dict(self.answers)
        if given is None:
            answers.pop(item, None)
        else:
            answers[item] = given
        watchers = self.index.watchers.get(item, ())
        hidden = self.hidden
        if watchers:
            hidden = hidden.difference(each.id for each in watchers) | _hidden(watchers, answers)
        touched = [each for each in watchers if (each.id in hidden) is not (each.id in self.hidden)]
        if item in self.index.protocol.items:
            touched.append(self.index.protocol.items[item])
        names = {name for each in touched for name in (*each.yes, *each.no)}
        sides = tuple([_moved(self.index, side, answers, hidden, names) for side in self.sides])
        each = tuple(
            [
                strengths if side is before else _strengths(self.index, side)
                for side, before, strengths in zip(sides, self.sides, self.each, strict=True)
            ]
        )
        return _read(self.index, answers, hidden, sides, each)


def stand(protocol: Protocol, weights: Weights, answers: Answers, *, age_band: str = "unknown") -> Standing:
    """Return the standing of a case from nothing. ``age_band``: child, adult or unknown, as in ``scoring.assess``."""
    index = _index(protocol, weights)
    ages = {"child": (True,), "adult": (False,)}.get(age_band, (False, True))
    hidden = _hidden(protocol.items.values(), answers)
    silent: dict[str, Messages] = {cause: {} for cause in index.states}
    shares = {state: share for cause in silent for state, share in _shares(index, cause, {}).items()}
    passed = {need.element: need.leak.best for need in weights.requirements}
    sides = tuple(
        _moved(index, _Side(child, {}, {}, {}, silent, shares, passed), answers, hidden, set(protocol.indicators))
        for child in ages
    )
    return _read(index, dict(answers), hidden, sides, tuple(_strengths(index, side) for side in sides))


def _hidden(items: Iterable[Item], answers: Answers) -> frozenset[ItemId]:
    return frozenset(item.id for item in items if not applies(item, answers))


def _moved(
    index: _Index, side: _Side, answers: Answers, hidden: frozenset[ItemId], names: Iterable[IndicatorId]
) -> _Side:
    """Return a side with the named indicators, and what hangs on them, computed again."""
    signs: dict[IndicatorId, Sign] | None = None
    said: dict[str, dict[IndicatorId, float]] = {}
    elements: dict[str, Requirement] = {}
    for name in names:
        if not counts_for(index.protocol.indicators[name], child=side.child):
            continue
        sign, before = sign_of(name, index.speakers.get(name, ()), answers, hidden), side.signs.get(name)
        if sign == before:
            continue
        if signs is None:
            signs = dict(side.signs)
        if sign is None:
            del signs[name]
        else:
            signs[name] = sign
        for link in index.weights.by_indicator.get(name, ()):
            if before is not None:
                _of(said, side, index.weights.dimension_of(link, before)).pop(name, None)
            if sign is not None and (ratio := log_ratio(link, sign, index.weights.how)):
                _of(said, side, index.weights.dimension_of(link, sign))[name] = ratio
        for need in index.shows.get(name, ()):
            elements[need.element] = need
    if signs is None:
        return side
    if not said and not elements:
        return side._replace(signs=signs)
    ratios, shares, passed = dict(side.ratios), dict(side.shares), dict(side.passed)
    heard: dict[str, dict[str, tuple[float, ...]]] = {}
    for dimension, each in said.items():
        ratio, cause = math.fsum(speaking(each).values()), index.cause_of[dimension]
        if cause not in heard:
            heard[cause] = dict(side.messages[cause])
        ratios.pop(dimension, None)
        heard[cause].pop(dimension, None)
        if ratio:
            ratios[dimension] = ratio
            heard[cause][dimension] = _message(index.tables[side.child][dimension], ratio)
    for cause, messages in heard.items():
        shares |= _shares(index, cause, messages)
    for name, need in elements.items():
        passed[name] = passes(need.leak.best, shown(need, signs).values())
    return _Side(side.child, signs, {**side.said, **said}, ratios, {**side.messages, **heard}, shares, passed)


def _of(said: dict[str, dict[IndicatorId, float]], side: _Side, dimension: str) -> dict[IndicatorId, float]:
    """Return what is said about a dimension, as a copy that may be changed."""
    if dimension not in said:
        said[dimension] = dict(side.said.get(dimension, {}))
    return said[dimension]


def _message(table: tuple[float, ...], ratio: float) -> tuple[float, ...]:
    less_one = math.expm1(ratio)
    return tuple([math.log1p(present * less_one) for present in table])


def _read(
    index: _Index,
    answers: Answers,
    hidden: frozenset[ItemId],
    sides: tuple[_Side, ...],
    each: tuple[Mapping[str, float], ...],
) -> Standing:
    at = max(range(len(each)), key=lambda place: each[place]["trafficking"]) if len(each) > 1 else 0
    return Standing(answers, hidden, each[at], sides[at].child, index, sides, each)


def _strengths(index: _Index, side: _Side) -> dict[str, float]:
    breach = breach_beside(index.weights.hidden[LABOUR], side.ratios.get(LABOUR, 0.0))
    parts = Parts(side.shares, _through(index, side, means_free=side.child), breach)
    found = {name: strength(name, parts) for name in EXPLANATIONS}
    unable = side.signs.get(index.weights.unable)
    if not side.child and unable is not None and unable.present:
        cause = next(name for name, states in index.states.items() if "trafficking" in states)
        freed = {
            name: _message(index.tables[True][name], ratio)
            for name, ratio in side.ratios.items()
            if index.cause_of[name] == cause
        }
        shares = {**side.shares, **_shares(index, cause, {**side.messages[cause], **freed})}
        free = Parts(shares, _through(index, side, means_free=True), breach)
        found["trafficking"] = max(found["trafficking"], strength("trafficking", free))
    return found


def _through(index: _Index, side: _Side, *, means_free: bool) -> float:
    return math.prod([side.passed[element] for element in index.needed[means_free]])


def _shares(index: _Index, cause: str, messages: Messages) -> Mapping[str, float]:
    """Return the posterior of a cause's states under what its own dimensions say; their order does not matter."""
    logs = list(map(math.fsum, zip(index.priors[cause], *messages.values(), strict=True)))
    top = max(logs)
    each = [math.exp(value - top) for value in logs]
    total = math.fsum(each)
    return dict(zip(index.states[cause], [value / total for value in each], strict=True))


def _index(protocol: Protocol, weights: Weights) -> _Index:
    watchers: dict[ItemId, dict[ItemId, Item]] = {}
    speakers: dict[IndicatorId, dict[ItemId, Item]] = {}
    for item in protocol.items.values():
        for root in item.condition.items() if item.condition is not None else ():
            watchers.setdefault(root, {})[item.id] = item
        for name in (*item.yes, *item.no):
            speakers.setdefault(name, {})[item.id] = item
    shows: dict[IndicatorId, tuple[Requirement, ...]] = {}
    for need in weights.requirements:
        for indicator in need.shows:
            shows[indicator] = (*shows.get(indicator, ()), need)
    states = {cause.id: cause.states for cause in weights.causes}
    priors = {}
    for cause in weights.causes:
        total = math.fsum(cause.prior[state].best for state in cause.states)
        priors[cause.id] = tuple(math.log(cause.prior[state].best / total) for state in cause.states)
    return _Index(
        protocol,
        weights,
        {name: tuple(items.values()) for name, items in watchers.items()},
        {name: tuple(items.values()) for name, items in speakers.items()},
        {
            child: {
                each.id: tuple(each.table(child)[state].best for state in states[each.cause])
                for each in weights.dimensions
            }
            for child in (False, True)
        },
        priors,
        states,
        {each.id: each.cause for each in weights.dimensions},
        shows,
        {free: tuple(need.element for need in requirements(weights, means_free=free)) for free in (False, True)},
    )
