"""From signs to strengths: posterior, range and what each sign contributes, for every explanation.

Long because strength, range and contributions are one computation, whose parts are checked against each other.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from screening.domain.protocol.model import IndicatorId
from screening.domain.scoring.signs import Signs
from screening.domain.scoring.weights import (
    BEST,
    EXPLANATIONS,
    HIGH,
    LOW,
    Hidden,
    Origin,
    Range,
    Requirement,
    Weights,
    log_ratio,
)

_NODES = (
    (0.0337652428984240, 0.0856622461895852),
    (0.1693953067668678, 0.1803807865240693),
    (0.3806904069584015, 0.2339569672863455),
    (0.6193095930415985, 0.2339569672863455),
    (0.8306046932331322, 0.1803807865240693),
    (0.9662347571015760, 0.0856622461895852),
)
"""Gauss-Legendre nodes and weights on 0..1; what is left of the integral is shared out, so sums are exact."""

LABOUR = "labour_breach"
JOURNEY = "journey_abuse"
READ = frozenset((*EXPLANATIONS, JOURNEY))
"""``JOURNEY`` is the state in which somebody was abused on the journey and not exploited: a hard kind of smuggling."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one sign adds to the log odds of an explanation, through one dimension or one element of the law."""

    indicator: IndicatorId
    dimension: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The strength of the evidence for one explanation. ``base`` + the contributions = the log odds of ``best``."""

    range: Range
    base: float
    contributions: tuple[Contribution, ...]
    through: float = 1.0
    """How much of it the elements of the law let through, of trafficking; 1 of the others."""


def factor(present: float, log_ratio: float) -> float:
    """Return the evidence's weight under a state, relative to the dimension being absent: 1 - p + p e^s."""
    return 1.0 + present * math.expm1(log_ratio)


class Scale:
    """One cause with its evidence: the weight of its states and how they move. Pure arithmetic, no state kept."""

    def __init__(self, weights: Weights, cause: Origin, ratios: Mapping[str, float], *, child: bool) -> None:
        self.states = cause.states
        self.origin = cause
        self.child = child
        self.tables: dict[str, tuple[float, ...]] = {}
        self.hidden: dict[str, Hidden] = {}
        for hidden in weights.dimensions:
            if hidden.cause == cause.id:
                table = hidden.table(child)
                self.tables[hidden.id] = tuple(table[state].best for state in cause.states)
                self.hidden[hidden.id] = hidden
        total = math.fsum(cause.prior[state].best for state in cause.states)
        self.prior = tuple(math.log(cause.prior[state].best / total) for state in cause.states)
        self.ratios = {name: ratio for name, ratio in ratios.items() if name in self.tables and ratio}
        self.logs = self.log_weights(self.ratios)

    def log_weights(self, ratios: Mapping[str, float]) -> tuple[float, ...]:
        logs = list(self.prior)
        for name, ratio in ratios.items():
            less_one = math.expm1(ratio)
            for place, present in enumerate(self.tables[name]):
                logs[place] += math.log1p(present * less_one)
        return tuple(logs)

    def shares(self, logs: tuple[float, ...] | None = None) -> tuple[float, ...]:
        """Return the posterior of the states."""
        logs = self.logs if logs is None else logs
        top = max(logs)
        each = [math.exp(value - top) for value in logs]
        total = math.fsum(each)
        return tuple(value / total for value in each)

    def present(self, name: str, ratios: Mapping[str, float] | None = None) -> tuple[float, ...]:
        """Return for each state how likely the dimension is under the evidence."""
        ratio = (self.ratios if ratios is None else ratios).get(name, 0.0)
        more = math.exp(ratio)
        return tuple(present * more / factor(present, ratio) for present in self.tables[name])

    def with_dimension(self, name: str, ratio: float, table: tuple[float, ...]) -> tuple[float, ...]:
        """Return the log weights with one dimension's evidence and table replaced."""
        old, new = math.expm1(self.ratios.get(name, 0.0)), math.expm1(ratio)
        return tuple(
            value - math.log1p(was * old) + math.log1p(now * new)
            for value, was, now in zip(self.logs, self.tables[name], table, strict=True)
        )


LogRatios = Mapping[str, Mapping[IndicatorId, float]]
"""Per dimension, the log ratio of each sign that speaks about it."""


def log_ratios(weights: Weights, signs: Signs, corner: int = BEST) -> LogRatios:
    """Return what the signs say, dimension by dimension.

    The signs of a dimension are ways in which it may come about. Where one was affirmed, the denial of another says
    nothing more: who was made to beg need not have been made to steal.
    """
    found: dict[str, dict[IndicatorId, float]] = {}
    for name in sorted(signs):
        for link in weights.by_indicator.get(name, ()):
            ratio = log_ratio(link, signs[name], weights.how, corner)
            if ratio:
                found.setdefault(weights.dimension_of(link, signs[name]), {})[name] = ratio
    return {name: {sign: ratio for sign, ratio in each.items() if ratio > 0.0} or each for name, each in found.items()}


def ratios(weights: Weights, signs: Signs, corner: int = BEST) -> dict[str, float]:
    """Return for each dimension the sum of what its signs say."""
    return {name: math.fsum(each.values()) for name, each in log_ratios(weights, signs, corner).items()}


def element_chances(need: Requirement, signs: Signs, corner: int = BEST) -> dict[IndicatorId, float]:
    """Return for each affirmed sign of an element how likely the element is there by that sign alone.

    How far the sign itself can be believed has its place in the cause, and is not counted twice.
    """
    return {name: chance.at(corner) for name, chance in need.shows.items() if name in signs and signs[name].present}


def noisy_or(leak: float, chances: Iterable[float]) -> float:
    """Return how much of a strength an element lets through: what leaks, and the rest by a noisy OR of its signs."""
    missing = 1.0
    for chance in chances:
        missing *= 1.0 - chance
    return 1.0 - (1.0 - leak) * missing


def requirements(weights: Weights, *, means_free: bool) -> tuple[Requirement, ...]:
    """Return the elements that have to be there."""
    return tuple(need for need in weights.requirements if not (means_free and need.adult_only))


def bearing(weights: Weights, signs: Signs) -> Mapping[str, frozenset[IndicatorId]]:
    """Return for each element the affirmed signs that show it, where together they let a referral through.

    So no referral is proposed while an element that it needs reads "not asked" or "not shown".
    """
    found = {need.element: (need.leak.best, element_chances(need, signs)) for need in weights.requirements}
    return {
        element: frozenset(signs_)
        for element, (leak, signs_) in found.items()
        if signs_ and noisy_or(leak, signs_.values()) >= weights.thresholds.refer_from
    }


Shares = Mapping[str, float]
"""The posterior of the states that stand for an explanation, and of abuse on a journey."""


class Parts(NamedTuple):
    """What a strength is made of: the states, how much the law lets through, and a breach beside trafficking."""

    shares: Shares
    through: float
    breach: float


def strength(name: str, parts: Parts) -> float:
    """Return one explanation's strength.

    Trafficking is its cause as far as the elements of the law are there. A breach of labour rights stands alone, or
    together with trafficking where pay or hours were in breach. Abuse on a journey without exploitation is smuggling.
    """
    share = parts.shares[name]
    match name:
        case "trafficking":
            return share * parts.through
        case "labour_violation":
            return share + parts.shares["trafficking"] * parts.breach
        case "smuggling":
            return share + (1.0 - share) * parts.shares.get(JOURNEY, 0.0)
    return share


def _partials(name: str, parts: Parts) -> Mapping[str, float]:
    """Return how fast a strength rises with each state's share."""
    match name:
        case "trafficking":
            return {name: parts.through}
        case "labour_violation":
            return {name: 1.0, "trafficking": parts.breach}
        case "smuggling":
            journey = parts.shares.get(JOURNEY, 0.0)
            return {name: 1.0 - journey, JOURNEY: 1.0 - parts.shares[name]}
    return {name: 1.0}


def breach_beside(hidden: Hidden, ratio: float) -> float:
    """Return how likely a breach of labour rights is beside trafficking, under what was said about pay and hours.

    Much trafficking is for something other than work: without a word about pay it says little about pay.
    """
    start = hidden.beside.best if hidden.beside is not None else 0.0
    return start * math.exp(ratio) / factor(start, ratio)


def weigh(weights: Weights, signs: Signs, *, child: bool, means_free: bool | None = None) -> Mapping[str, Weighed]:
    """Return the strength of the evidence for each of the five explanations; they may hold together.

    ``means_free``: under 18, or unable to protect themselves; as ``child`` unless it is said.
    """
    case = _Case(weights, signs, child=child, means_free=child if means_free is None else means_free)
    return {name: case.weighed(name) for name in EXPLANATIONS}


def strengths_of(weights: Weights, signs: Signs, *, child: bool, means_free: bool) -> Mapping[str, float]:
    """Return the strengths alone, as ``weigh`` gives them at their best values."""
    case = _Case(weights, signs, child=child, means_free=means_free, corners=(BEST,))
    now = case.parts(case.best, case.through())
    return {name: strength(name, now) for name in EXPLANATIONS}


@dataclass(frozen=True, slots=True)
class _Step:
    """One step on the way from no evidence to all of it."""

    node: float
    share: float
    """How much this step counts of the whole way."""
    parts: Parts
    causes: tuple[tuple[tuple[float, ...], Mapping[str, tuple[tuple[float, ...], float]]], ...]
    """Per cause the shares of its states and, per dimension, its chance under each state and on the whole."""


class _Case:
    """One set of signs with every cause, as it stands and as it would stand under other numbers."""

    def __init__(
        self,
        weights: Weights,
        signs: Signs,
        *,
        child: bool,
        means_free: bool,
        corners: tuple[int, ...] = (LOW, BEST, HIGH),
    ) -> None:
        self.weights = weights
        self.log_ratios = log_ratios(weights, signs)
        self.corners = {corner: ratios(weights, signs, corner) for corner in corners if corner != BEST}
        self.best = {name: math.fsum(each.values()) for name, each in self.log_ratios.items()}
        self.scales = tuple(Scale(weights, cause, self.best, child=child) for cause in weights.causes)
        self.labour = weights.hidden[LABOUR]
        self.required = tuple(
            (need, {corner: element_chances(need, signs, corner) for corner in corners})
            for need in requirements(weights, means_free=means_free)
        )

    def through(self, corner: int = BEST, part: float = 1.0) -> float:
        """Return what the elements let through with every sign of them speaking by ``part``."""
        return math.prod(
            noisy_or(need.leak.at(corner), (part * chance for chance in chances[corner].values()))
            for need, chances in self.required
        )

    def posterior(self, scale: Scale, evidence: Mapping[str, float]) -> tuple[float, ...]:
        """Return the shares of one cause's states under the log ratios ``evidence``."""
        return scale.shares(scale.log_weights({name: evidence[name] for name in scale.ratios if name in evidence}))

    def parts(self, evidence: Mapping[str, float], through: float) -> Parts:
        shares = {
            state: share
            for scale in self.scales
            for state, share in zip(scale.states, self.posterior(scale, evidence), strict=True)
            if state in READ
        }
        return Parts(shares, through, breach_beside(self.labour, evidence.get(LABOUR, 0.0)))

    @cached_property
    def integration_path(self) -> tuple[_Step, ...]:
        """The straight way from no evidence to all of it, step by step; the same for every explanation."""
        steps = []
        for node, share in _NODES:
            evidence = {dimension: ratio * node for dimension, ratio in self.best.items()}
            causes = []
            for scale in self.scales:
                shares = self.posterior(scale, evidence)
                held = {}
                for dimension in scale.ratios:
                    present = scale.present(dimension, evidence)
                    held[dimension] = present, math.fsum(map(operator.mul, shares, present))
                causes.append((shares, held))
            steps.append(_Step(node, share, self.parts(evidence, self.through(part=node)), tuple(causes)))
        return tuple(steps)

    def weighed(self, name: str) -> Weighed:
        now = self.parts(self.best, self.through())
        value = strength(name, now)
        log_odds = _logit(value)
        base = _logit(strength(name, self.parts({}, self.through(part=0.0))))
        swing = {corner: math.sqrt(math.fsum(each**2 for each in self._swings(name, now, corner, log_odds)))
                 for corner in (LOW, HIGH)}  # fmt: skip
        low, high = _share(log_odds - swing[LOW]), _share(log_odds + swing[HIGH])
        return Weighed(
            Range(min(low, value), value, max(high, value)),
            base,
            self._contributions(name, log_odds - base),
            now.through if name == "trafficking" else 1.0,
        )

    def _swings(self, name: str, now: Parts, corner: int, log_odds: float) -> Iterable[float]:
        """Return how far the log odds move when the numbers of one dimension, prior or element all lean one way."""
        against = corner == LOW
        keep: Callable[[float], float] = (lambda by: min(by, 0.0)) if against else (lambda by: max(by, 0.0))
        for scale in self.scales:
            for state in scale.states:
                if state not in _partials(name, now) or (state == "trafficking" and name != "trafficking"):
                    continue
                place = scale.states.index(state)
                prior = scale.origin.prior[state]
                if state == name:
                    yield _logit(prior.at(corner)) - _logit(prior.best)
                for dimension in scale.ratios:
                    leaning = self._leaning(scale, dimension, place, against)
                    shares = {**now.shares, **dict(zip(scale.states, scale.shares(leaning), strict=True))}
                    yield keep(_logit(strength(name, Parts(shares, now.through, now.breach))) - log_odds)
        if name == "trafficking" and self.required:
            moved = Parts(now.shares, self.through(corner), now.breach)
            yield keep(_logit(strength(name, moved)) - log_odds)

    def _leaning(self, scale: Scale, dimension: str, place: int, against: bool) -> tuple[float, ...]:
        hidden = scale.hidden[dimension]
        says_yes = scale.ratios[dimension] > 0
        loud = HIGH if says_yes != against else LOW
        own, others = (LOW, HIGH) if against == says_yes else (HIGH, LOW)
        if sum(scale.tables[dimension]) - (1 + len(scale.states)) * scale.tables[dimension][place] > 0:
            loud = HIGH - loud
        table = hidden.table(scale.child)
        leaning = tuple(
            table[state].at(own if position == place else others) for position, state in enumerate(scale.states)
        )
        return scale.with_dimension(dimension, self.corners[loud].get(dimension, scale.ratios[dimension]), leaning)

    def _contributions(self, name: str, total: float) -> tuple[Contribution, ...]:
        """Return what each sign adds, along the straight way from no evidence to all of it; adds up to ``total``."""
        slopes: dict[str, float] = {}
        shows: dict[tuple[IndicatorId, str], float] = {}
        for step in self.integration_path:
            now, value = step.parts, strength(name, step.parts)
            steep = step.share / max(value * (1.0 - value), 1e-300)
            for dimension, rise in self._rises(name, step):
                slopes[dimension] = slopes.get(dimension, 0.0) + steep * rise
            if name == "trafficking":
                for key, rise in self._element_rises(step.node, now.through):
                    shows[key] = shows.get(key, 0.0) + steep * now.shares[name] * rise
        found = [
            Contribution(indicator, dimension, slopes[dimension] * ratio)
            for dimension, each in self.log_ratios.items()
            if dimension in slopes
            for indicator, ratio in each.items()
        ]
        found += [Contribution(*key, weight) for key, weight in shows.items()]
        left = total - math.fsum(each.weight for each in found)
        size = math.fsum(abs(each.weight) for each in found)
        if size > 0:
            found = [
                Contribution(each.indicator, each.dimension, each.weight + left * abs(each.weight) / size)
                for each in found
            ]
        return tuple(found)

    def _rises(self, name: str, step: _Step) -> Iterable[tuple[str, float]]:
        """Return how fast the strength rises with the log ratio of each dimension."""
        now, partials = step.parts, _partials(name, step.parts)
        for scale, (shares, held) in zip(self.scales, step.causes, strict=True):
            states = [(place, partials[state]) for place, state in enumerate(scale.states) if partials.get(state)]
            if not states:
                continue
            for dimension, (present, mean) in held.items():
                rise = math.fsum([slope * shares[place] * (present[place] - mean) for place, slope in states])
                if name == "labour_violation" and dimension == LABOUR:
                    rise += now.shares["trafficking"] * now.breach * (1.0 - now.breach)
                yield dimension, rise

    def _element_rises(self, node: float, through: float) -> Iterable[tuple[tuple[IndicatorId, str], float]]:
        """Return how fast what is let through rises with each sign of an element, times what that sign says."""
        for need, chances in self.required:
            evidence = {name: node * chance for name, chance in chances[BEST].items()}
            own = noisy_or(need.leak.best, evidence.values())
            for name, chance in chances[BEST].items():
                yield (name, need.element), through / own * (1.0 - own) / (1.0 - evidence[name]) * chance


def _logit(share: float) -> float:
    share = min(max(share, 1e-15), 1 - 1e-15)
    return math.log(share) - math.log1p(-share)


def _share(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0
