"""Where a case stands after one more answer: visible items, signs and strengths, brought up to date and not redone.

An answer touches the items whose conditions name it, the indicators that those items evidence, and the dimensions
that those indicators speak about. Only these are computed again; what the other dimensions say about each cause is
kept, and the strengths are one small product. ``scoring.assess`` gives the same strengths from nothing.

Where the age is not known, the case is read for an adult and for a child. The same signs count for both until one
stands that counts for one of them alone, so up to then they share everything but the chances of the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, expm1, fsum, log, log1p, prod
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
"""Per dimension, the log of what its evidence says for each state of its cause, for one age after the other."""
Ages = tuple[bool, ...]
"""Whether a child, of each reading."""
ADULT: Ages = (False,)
CHILD: Ages = (True,)
EITHER: Ages = (False, True)


@dataclass(frozen=True, slots=True)
class _Index:
    """What depends on what in one edition; made once and shared by every standing of a case."""

    protocol: Protocol
    weights: Weights
    watchers: Mapping[ItemId, tuple[Item, ...]]
    """Per item, those whose condition names it."""
    speakers: Mapping[IndicatorId, tuple[Item, ...]]
    """Per indicator, the items that evidence it or speak against it, in conversation order."""
    counted: Mapping[Ages, frozenset[IndicatorId]]
    """The indicators that count at each of these ages."""
    apart: frozenset[IndicatorId]
    """Those that count for an adult alone or for a child alone."""
    tables: Mapping[Ages, Mapping[str, tuple[float, ...]]]
    """Per dimension its chance under each state of its cause, for one age after the other."""
    priors: Mapping[Ages, Mapping[str, tuple[float, ...]]]
    states: Mapping[str, tuple[str, ...]]
    cause_of: Mapping[str, str]
    """Per dimension, its cause."""
    shows: Mapping[IndicatorId, tuple[Requirement, ...]]
    """Per indicator, the elements of the law that it shows."""
    needed: Mapping[bool, tuple[str, ...]]
    """The elements that have to be there: by whether no means are needed."""


class _Side(NamedTuple):
    """The evidence as it is read for an adult, for a child, or for both while the same signs count for both."""

    ages: Ages
    signs: Mapping[IndicatorId, Sign]
    said: Mapping[str, Mapping[IndicatorId, float]]
    """Per dimension, what each sign says about it, as a log ratio."""
    ratios: Mapping[str, float]
    messages: Mapping[str, Messages]
    """Per cause."""
    shares: tuple[Mapping[str, float], ...]
    """For each age the posterior of every state of every cause."""
    passed: Mapping[str, float]
    """Per element of the law, how much it lets through."""
    weighed: tuple[tuple[float, Parts], ...]
    """For each age the strength of trafficking, and what the others are made of."""


class Standing(NamedTuple):
    """A case as it stands. ``after`` gives the next one; nothing is changed in place."""

    answers: Answers
    hidden: frozenset[ItemId]
    """Items whose condition is false: their answers are kept and do not count."""
    strengths: Mapping[str, float]
    """Per explanation, as ``scoring.assess`` gives it at its best value."""
    child: bool
    """Which of the two readings was taken."""
    edition: _Index
    sides: tuple[_Side, ...]

    @property
    def flagged(self) -> bool:
        """Whether formal identification is proposed."""
        return self.strengths["trafficking"] >= self.edition.weights.thresholds.refer_from

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
        return next(side for side in self.sides if self.child in side.ages)

    def after(self, item: ItemId, given: Given | None) -> Standing:
        """Return the standing once ``item`` is answered, answered anew, or (None) taken back to not asked."""
        index, hidden, sides = self.edition, self.hidden, self.sides
        answers = dict(self.answers)
        if given is None:
            answers.pop(item, None)
        else:
            answers[item] = given
        names: set[IndicatorId] = set()
        known = index.protocol.items.get(item)
        if known is not None:
            names.update(known.yes, known.no)
        watchers = index.watchers.get(item, ())
        if watchers:
            hidden = hidden.difference([each.id for each in watchers]) | _hidden(watchers, answers)
            for each in watchers:
                if (each.id in hidden) is not (each.id in self.hidden):
                    names.update(each.yes, each.no)
        if not names.isdisjoint(index.apart):
            sides = _by_age(index, sides, answers, hidden)
        return _read(index, answers, hidden, tuple([_moved(index, side, answers, hidden, names) for side in sides]))


def stand(protocol: Protocol, weights: Weights, answers: Answers, *, age_band: str = "unknown") -> Standing:
    """Return the standing of a case from nothing. ``age_band``: child, adult or unknown, as in ``scoring.assess``."""
    index = _index(protocol, weights)
    ages = {"child": CHILD, "adult": ADULT}.get(age_band, EITHER)
    hidden = _hidden(protocol.items.values(), answers)
    silent: dict[str, Messages] = {cause: {} for cause in index.states}
    shares: tuple[Mapping[str, float], ...] = ({},) * len(ages)
    for cause in silent:
        shares = _shares(index, ages, cause, {}, shares)
    passed = {need.element: need.leak.best for need in weights.requirements}
    weighed = _weighed(index, ages, {}, {}, shares, passed)
    sides = _by_age(index, (_Side(ages, {}, {}, {}, silent, shares, passed, weighed),), answers, hidden)
    moved = tuple(_moved(index, side, answers, hidden, set(protocol.indicators)) for side in sides)
    return _read(index, dict(answers), hidden, moved)


def _hidden(items: Iterable[Item], answers: Answers) -> frozenset[ItemId]:
    return frozenset([item.id for item in items if not applies(item, answers)])


def _by_age(index: _Index, sides: tuple[_Side, ...], answers: Answers, hidden: frozenset[ItemId]) -> tuple[_Side, ...]:
    """Return the sides, one for each age from the first sign on that counts for one of them alone."""
    if sides[0].ages != EITHER:
        return sides
    if all(sign_of(name, index.speakers.get(name, ()), answers, hidden) is None for name in index.apart):
        return sides
    (both,) = sides
    return tuple(
        both._replace(
            ages=(child,),
            shares=(both.shares[at],),
            weighed=(both.weighed[at],),
            messages={
                cause: {
                    name: each[at * len(index.states[cause]) : (at + 1) * len(index.states[cause])]
                    for name, each in messages.items()
                }
                for cause, messages in both.messages.items()
            },
        )
        for at, child in enumerate(EITHER)
    )


def _moved(
    index: _Index, side: _Side, answers: Answers, hidden: frozenset[ItemId], names: Iterable[IndicatorId]
) -> _Side:
    """Return a side with the named indicators, and what hangs on them, computed again."""
    signs: dict[IndicatorId, Sign] | None = None
    said: dict[str, dict[IndicatorId, float]] = {}
    elements: dict[str, Requirement] = {}
    ages = side.ages
    counted = index.counted[ages]
    for name in names:
        if name not in counted:
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
    ratios, shares, messages, passed = side.ratios, side.shares, side.messages, side.passed
    if said:
        ratios = dict(ratios)
        heard: dict[str, dict[str, tuple[float, ...]]] = {}
        for dimension, each in said.items():
            ratio, cause = fsum(speaking(each).values()), index.cause_of[dimension]
            if cause not in heard:
                heard[cause] = dict(messages[cause])
            ratios.pop(dimension, None)
            heard[cause].pop(dimension, None)
            if ratio:
                ratios[dimension] = ratio
                heard[cause][dimension] = _message(index.tables[ages][dimension], ratio)
        for cause, told in heard.items():
            shares = _shares(index, ages, cause, told, shares)
        messages = {**messages, **heard}
    if elements:
        passed = dict(passed)
        for name, need in elements.items():
            passed[name] = passes(need.leak.best, shown(need, signs).values())
    weighed = _weighed(index, ages, signs, ratios, shares, passed)
    return _Side(ages, signs, {**side.said, **said}, ratios, messages, shares, passed, weighed)


def _of(said: dict[str, dict[IndicatorId, float]], side: _Side, dimension: str) -> dict[IndicatorId, float]:
    """Return what is said about a dimension, as a copy that may be changed."""
    if dimension not in said:
        said[dimension] = dict(side.said.get(dimension, {}))
    return said[dimension]


def _message(table: tuple[float, ...], ratio: float) -> tuple[float, ...]:
    less_one = expm1(ratio)
    return tuple([log1p(present * less_one) for present in table])


def _read(index: _Index, answers: Answers, hidden: frozenset[ItemId], sides: tuple[_Side, ...]) -> Standing:
    """Return the standing by the reading that says most of trafficking, an adult's where both say the same."""
    (trafficking, parts), child = sides[0].weighed[0], sides[0].ages[0]
    more, others = sides[-1].weighed[-1]
    if more > trafficking:
        trafficking, parts, child = more, others, sides[-1].ages[-1]
    strengths = {name: strength(name, parts) for name in EXPLANATIONS}
    strengths["trafficking"] = trafficking
    return Standing(answers, hidden, strengths, child, index, sides)


def _weighed(
    index: _Index,
    ages: Ages,
    signs: Signs,
    ratios: Mapping[str, float],
    shares: tuple[Mapping[str, float], ...],
    passed: Mapping[str, float],
) -> tuple[tuple[float, Parts], ...]:
    breach = breach_beside(index.weights.hidden[LABOUR], ratios.get(LABOUR, 0.0))
    unable = signs.get(index.weights.unable)
    found = []
    for child, each in zip(ages, shares, strict=True):
        parts = Parts(each, _through(index, passed, means_free=child), breach)
        trafficking = strength("trafficking", parts)
        if not child and unable is not None and unable.present:
            cause = next(name for name, states in index.states.items() if "trafficking" in states)
            freed = {
                name: _message(index.tables[CHILD][name], ratio)
                for name, ratio in ratios.items()
                if index.cause_of[name] == cause
            }
            (freely,) = _shares(index, CHILD, cause, freed, (each,))
            free = Parts(freely, _through(index, passed, means_free=True), breach)
            trafficking = max(trafficking, strength("trafficking", free))
        found.append((trafficking, parts))
    return tuple(found)


def _through(index: _Index, passed: Mapping[str, float], *, means_free: bool) -> float:
    return prod([passed[element] for element in index.needed[means_free]])


def _shares(
    index: _Index, ages: Ages, cause: str, messages: Messages, held: tuple[Mapping[str, float], ...]
) -> tuple[Mapping[str, float], ...]:
    """Return for each age the shares that it held, with the posterior of a cause's states under what its own
    dimensions say; their order does not matter.
    """
    logs = list(map(fsum, zip(index.priors[ages][cause], *messages.values(), strict=True)))
    states = index.states[cause]
    if len(ages) == 1:
        return (_with_posterior(held[0], states, logs),)
    adult, child = held
    count = len(states)
    return _with_posterior(adult, states, logs[:count]), _with_posterior(child, states, logs[count:])


def _with_posterior(held: Mapping[str, float], states: tuple[str, ...], logs: list[float]) -> Mapping[str, float]:
    top = max(logs)
    each = [exp(value - top) for value in logs]
    total = fsum(each)
    found = dict(held)
    for state, value in zip(states, each, strict=True):
        found[state] = value / total
    return found


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
        total = fsum(cause.prior[state].best for state in cause.states)
        priors[cause.id] = tuple(log(cause.prior[state].best / total) for state in cause.states)
    every: tuple[Ages, ...] = (ADULT, CHILD, EITHER)
    counted = {
        ages: frozenset(
            name for name, each in protocol.indicators.items() if all(counts_for(each, child=child) for child in ages)
        )
        for ages in every
    }
    return _Index(
        protocol,
        weights,
        {name: tuple(items.values()) for name, items in watchers.items()},
        {name: tuple(items.values()) for name, items in speakers.items()},
        counted,
        frozenset(protocol.indicators) - counted[EITHER],
        {
            ages: {
                each.id: tuple(each.table(child)[state].best for child in ages for state in states[each.cause])
                for each in weights.dimensions
            }
            for ages in every
        },
        {ages: {name: each * len(ages) for name, each in priors.items()} for ages in every},
        states,
        {each.id: each.cause for each in weights.dimensions},
        shows,
        {free: tuple(need.element for need in requirements(weights, means_free=free)) for free in (False, True)},
    )
