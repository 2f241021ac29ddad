"""From signs to strengths: posterior, range and what each sign contributes, for every explanation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.evidence import Signs
from screening.domain.network import factor
from screening.domain.protocol import IndicatorId
from screening.domain.weights import BEST, EXPLANATIONS, HIGH, LOW, Hidden, Origin, Range, Weights, log_ratio

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


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one sign adds to the log odds of an explanation, through one dimension."""

    indicator: IndicatorId
    dimension: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The strength of the evidence for one explanation. ``base`` + the contributions = the log odds of ``best``."""

    range: Range
    base: float
    contributions: tuple[Contribution, ...]


class Scale:
    """One cause with its evidence: the weight of its states and how they move. Pure arithmetic, no state kept."""

    def __init__(self, weights: Weights, cause: Origin, ratios: Mapping[str, float], *, child: bool) -> None:
        self.states = cause.states
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
        """The posterior of the states."""
        logs = self.logs if logs is None else logs
        top = max(logs)
        each = [math.exp(value - top) for value in logs]
        total = math.fsum(each)
        return tuple(value / total for value in each)

    def present(self, name: str, ratios: Mapping[str, float] | None = None) -> tuple[float, ...]:
        """For each state, how likely the dimension is under the evidence."""
        ratio = (self.ratios if ratios is None else ratios).get(name, 0.0)
        more = math.exp(ratio)
        return tuple(present * more / factor(present, ratio) for present in self.tables[name])

    def moved(self, logs: tuple[float, ...], name: str, old: float, new: float) -> tuple[float, ...]:
        """``logs`` with the log ratio of one dimension changed from ``old`` to ``new``."""
        was, becomes = math.expm1(old), math.expm1(new)
        return tuple(
            value - math.log1p(present * was) + math.log1p(present * becomes)
            for value, present in zip(logs, self.tables[name], strict=True)
        )

    def with_dimension(self, name: str, ratio: float, table: tuple[float, ...]) -> tuple[float, ...]:
        """The log weights with one dimension's evidence and table replaced."""
        old, new = math.expm1(self.ratios.get(name, 0.0)), math.expm1(ratio)
        return tuple(
            value - math.log1p(was * old) + math.log1p(now * new)
            for value, was, now in zip(self.logs, self.tables[name], table, strict=True)
        )


Said = Mapping[str, Mapping[IndicatorId, float]]
"""Per dimension, the log ratio of each sign that speaks about it."""


def said(weights: Weights, signs: Signs, corner: int = BEST) -> Said:
    """What the signs say, dimension by dimension.

    The signs of a dimension are ways in which it may come about. Where one was affirmed, the denial of another says
    nothing more: who was made to beg need not have been made to steal.
    """
    found: dict[str, dict[IndicatorId, float]] = {}
    for name in sorted(signs):
        for link in weights.by_indicator.get(name, ()):
            ratio = log_ratio(link, signs[name], weights.how, corner)
            if ratio:
                found.setdefault(link.dimension, {})[name] = ratio
    return {name: speaking(each) for name, each in found.items()}


def speaking(ratios: Mapping[IndicatorId, float]) -> Mapping[IndicatorId, float]:
    """Of the signs of one dimension, those that count: the affirmed ones, or the denials where none was affirmed."""
    affirmed = {name: ratio for name, ratio in ratios.items() if ratio > 0.0}
    return affirmed or ratios


def ratios(weights: Weights, signs: Signs, corner: int = BEST) -> dict[str, float]:
    """Per dimension, the sum of what its signs say."""
    return {name: math.fsum(each.values()) for name, each in said(weights, signs, corner).items()}


def weigh(weights: Weights, signs: Signs, *, child: bool) -> Mapping[str, Weighed]:
    """The strength of the evidence for each of the five explanations; they may hold together."""
    best = ratios(weights, signs)
    corners = {LOW: ratios(weights, signs, LOW), HIGH: ratios(weights, signs, HIGH)}
    found = {}
    for cause in weights.causes:
        scale = Scale(weights, cause, best, child=child)
        for place, state in enumerate(cause.states):
            if state in EXPLANATIONS:
                found[state] = _weighed(weights, signs, cause, scale, corners, place, child=child)
    return {name: found[name] for name in EXPLANATIONS}


def _weighed(
    weights: Weights,
    signs: Signs,
    cause: Origin,
    scale: Scale,
    corners: Mapping[int, Mapping[str, float]],
    place: int,
    *,
    child: bool,
) -> Weighed:
    base = _logit(scale.shares(scale.prior)[place])
    log_odds = _logit(scale.shares()[place])
    value = scale.shares()[place]
    if cause.states[place] == "labour_violation":
        value = _labour(scale, scale.shares())
        log_odds, base = _logit(value), _logit(_labour(scale, scale.shares(scale.prior), {}))
    swings = {LOW: 0.0, HIGH: 0.0}
    for name, hidden in scale.hidden.items():
        if scale.ratios.get(name):
            for corner in (LOW, HIGH):
                swings[corner] += _swing(scale, hidden, cause, corners, place, corner, log_odds, child) ** 2
    for corner in (LOW, HIGH):
        swings[corner] += _prior_swing(scale, cause, place, corner) ** 2
    low = _share(log_odds - math.sqrt(swings[LOW]))
    high = _share(log_odds + math.sqrt(swings[HIGH]))
    contributions = _contributions(weights, signs, scale, place, log_odds - base)
    return Weighed(Range(min(low, value), value, max(high, value)), base, contributions)


def _labour(scale: Scale, shares: tuple[float, ...], told: Mapping[str, float] | None = None) -> float:
    """A breach of labour rights stands alone, or together with trafficking where pay or hours were in breach."""
    alone = shares[scale.states.index("labour_violation")]
    both = shares[scale.states.index("trafficking")]
    return alone + both * breach_beside(scale.hidden[LABOUR], (scale.ratios if told is None else told).get(LABOUR, 0.0))


def breach_beside(hidden: Hidden, ratio: float) -> float:
    """How likely a breach of labour rights is beside trafficking, under what was said about pay and hours.

    Much trafficking is for something other than work: without a word about pay it says little about pay.
    """
    start = hidden.beside.best if hidden.beside is not None else 0.0
    return start * math.exp(ratio) / factor(start, ratio)


def _swing(
    scale: Scale,
    hidden: Hidden,
    cause: Origin,
    corners: Mapping[int, Mapping[str, float]],
    place: int,
    corner: int,
    log_odds: float,
    child: bool,
) -> float:
    """How far the log odds move when one dimension's numbers all lean one way."""
    says_yes = scale.ratios[hidden.id] > 0
    against = corner == LOW
    loud = HIGH if says_yes != against else LOW
    own, others = (LOW, HIGH) if against == says_yes else (HIGH, LOW)
    if sum(scale.tables[hidden.id]) - (1 + len(cause.states)) * scale.tables[hidden.id][place] > 0:
        loud = HIGH - loud
    table = hidden.table(child)
    leaning = tuple(
        table[state].at(own if position == place else others) for position, state in enumerate(cause.states)
    )
    ratio = corners[loud].get(hidden.id, scale.ratios[hidden.id])
    shares = scale.shares(scale.with_dimension(hidden.id, ratio, leaning))
    value = shares[place] if cause.states[place] != "labour_violation" else _labour(scale, shares)
    moved = _logit(value) - log_odds
    return min(moved, 0.0) if against else max(moved, 0.0)


def _prior_swing(scale: Scale, cause: Origin, place: int, corner: int) -> float:
    prior = cause.prior[cause.states[place]]
    return _logit(prior.at(corner)) - _logit(prior.best)


def _contributions(weights: Weights, signs: Signs, scale: Scale, place: int, total: float) -> tuple[Contribution, ...]:
    """What each sign adds, along the straight way from no evidence to all of it; adds up to ``total``."""
    gradient = dict.fromkeys(scale.ratios, 0.0)
    for node, share in _NODES:
        part = {name: ratio * node for name, ratio in scale.ratios.items()}
        for name, slope in _slopes(scale, part, place).items():
            gradient[name] += share * slope
    found = [
        Contribution(indicator, dimension, gradient[dimension] * ratio)
        for dimension, each in said(weights, signs).items()
        if dimension in gradient
        for indicator, ratio in each.items()
    ]
    left = total - math.fsum(each.weight for each in found)
    size = math.fsum(abs(each.weight) for each in found)
    if size > 0:
        found = [
            Contribution(each.indicator, each.dimension, each.weight + left * abs(each.weight) / size) for each in found
        ]
    return tuple(found)


def _slopes(scale: Scale, told: Mapping[str, float], place: int) -> dict[str, float]:
    """How fast the log odds rise with each dimension's log ratio, at the evidence ``told``."""
    shares = scale.shares(scale.log_weights(told))
    labour = scale.states[place] == "labour_violation"
    slopes = {}
    for name in told:
        present = scale.present(name, told)
        mean = math.fsum(share * held for share, held in zip(shares, present, strict=True))
        rise = shares[place] * (present[place] - mean)
        value = shares[place]
        if labour:
            both = scale.states.index("trafficking")
            breach = breach_beside(scale.hidden[LABOUR], told.get(LABOUR, 0.0))
            value += shares[both] * breach
            rise += shares[both] * (present[both] - mean) * breach
            if name == LABOUR:
                rise += shares[both] * breach * (1.0 - breach)
        slopes[name] = rise / max(value * (1.0 - value), 1e-300)
    return slopes


def _logit(share: float) -> float:
    share = min(max(share, 1e-15), 1 - 1e-15)
    return math.log(share) - math.log1p(-share)


def _share(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0
