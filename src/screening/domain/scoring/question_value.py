"""Propose what to ask next: how much each open item is expected to teach, against its burden. People choose."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from screening.domain.answers import Answer, Answers, How, ItemId
from screening.domain.protocol.model import Element, IndicatorId, IndicatorSort, Item, Protocol
from screening.domain.scoring.inference import Scale, element_chances, noisy_or, requirements
from screening.domain.scoring.standing import Standing, stand
from screening.domain.scoring.weights import EXPLANATIONS, Link, Weights, yes_ratio

TINY = 1e-12
TRAFFICKING = "trafficking"
Matter = tuple[str, str]
"""What a question is about: its dimension, and which form of it (to beg is another matter than to marry)."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What asking one item may be worth: what it is expected to teach (nats, weighted), and what it weighs."""

    item: ItemId
    teaches: float
    burden: float

    @property
    def value(self) -> float:
        return self.teaches / self.burden


class Prospects:
    """What each question of one edition may teach. Made once for an edition; ``worth`` is worked out for each case."""

    def __init__(self, protocol: Protocol, weights: Weights) -> None:
        self.protocol = protocol
        self.weights = weights
        self._open = tuple(item for item in protocol.items.values() if item.yes)
        self._meant: dict[tuple[IndicatorId, ...], _Meant] = {}
        self._scales = {
            child: {each.id: Scale(weights, each, {}, child=child) for each in weights.causes}
            for child in (False, True)
        }
        """For an adult and for a child, each cause before anything was said."""

    def worth(self, answers: Answers, standing: Standing, *, private: bool = True) -> tuple[Worth, ...]:
        """Return every open item with its worth, the best first. Without privacy no sensitive item is proposed (GA4).

        Expected Kullback-Leibler divergence of the strengths after the answer from those before it: unlike the expected
        saving at the threshold it sees what two answers together may change, and unlike entropy it counts a one-sided
        answer that makes a reading less certain.
        """
        child, asking = standing.child, self.weights.asking
        affirmed = {name for name, sign in standing.signs.items() if sign.present}
        open_ = {
            need.element: noisy_or(need.leak.best, element_chances(need, standing.signs).values())
            for need in requirements(self.weights, means_free=child)
        }
        """Per element that has to be there, how much of trafficking it lets through as things stand."""
        through = math.prod(open_.values())
        tables = {
            cause: _Table(self.weights, scale, standing.ratios, through) for cause, scale in self._scales[child].items()
        }
        silent = self._silences(answers)
        found = []
        for item in self._open:
            if item.id in answers or item.id in standing.hidden:
                continue
            if not _askable(self.protocol, item, child=child, private=private):
                continue
            meant = self._says(tuple(name for name in item.yes if name not in affirmed))
            burden = asking.harm_burden if item.harm else 1.0
            if silent:
                burden *= 1.0 + asking.silence_burden * min([silent[each] for each in meant.matters], default=0)
            after = through
            for element, missing in meant.shows:
                if element in open_:
                    after *= (1.0 - (1.0 - open_[element]) * missing) / open_[element]
            reach = 1.0 if _first(self.protocol, item, child=child) else 1.0 / asking.core_worth
            teaches = reach * math.fsum(
                tables[cause].teaches(said, denied=bool(item.no), through=after) for cause, said in meant.causes
            )
            found.append(Worth(item.id, teaches, burden))
        return tuple(sorted(found, key=lambda each: (-each.value, each.item)))

    def _says(self, names: tuple[IndicatorId, ...]) -> _Meant:
        """Return what a yes and a no to an item that evidences these indicators would say."""
        if names not in self._meant:
            links = [link for name in names for link in self.weights.by_indicator.get(name, ())]
            dimensions: dict[str, list[Link]] = {}
            for link in links:
                dimensions.setdefault(link.dimension, []).append(link)
            by_cause: dict[str, list[_Said]] = {}
            for name, each in dimensions.items():
                cause = self.weights.hidden[name].cause
                by_cause.setdefault(cause, []).append(_Said.of(name, each, self.weights.how[How.ASKED].best))
            shows = {
                need.element: math.prod(1.0 - need.shows[name].best for name in names if name in need.shows)
                for need in self.weights.requirements
            }
            self._meant[names] = _Meant(
                tuple((cause, tuple(said)) for cause, said in by_cause.items()),
                tuple((link.dimension, self.protocol.indicators[link.indicator].subkind) for link in links),
                tuple((element, left) for element, left in shows.items() if left < 1.0),
            )
        return self._meant[names]

    def _silences(self, answers: Answers) -> Counter[Matter]:
        """Per matter, how many of its questions were put and stayed without a yes or a no."""
        silent: Counter[Matter] = Counter()
        for name, given in answers.items():
            item = self.protocol.items.get(name)
            if item is not None and given.answer not in (Answer.YES, Answer.NO):
                silent.update(set(self._says(item.yes).matters))
        return silent


def worth_asking(
    protocol: Protocol, weights: Weights, answers: Answers, *, child: bool, private: bool = True
) -> tuple[Worth, ...]:
    """Return every open item with its worth, the best first, as ``Prospects.worth`` does."""
    standing = stand(protocol, weights, answers, age_band="child" if child else "adult")
    return Prospects(protocol, weights).worth(answers, standing, private=private)


def pass_is_over(weights: Weights, worth: Iterable[Worth]) -> bool:
    """Return whether the core pass may end: no question that is left is likely to change the path."""
    return all(each.value < weights.asking.ask_from for each in worth)


def topics_worth(protocol: Protocol, worth: Iterable[Worth]) -> tuple[tuple[str, float], ...]:
    """Return what each topic's best open question is worth, the best topic first; ``worth`` has the best one first."""
    best: dict[str, float] = {}
    for each in worth:
        topic = protocol.items[each.item].topic
        if topic not in best:
            best[topic] = each.value
    return tuple(sorted(best.items(), key=lambda pair: (-pair[1], pair[0])))


def _askable(protocol: Protocol, item: Item, *, child: bool, private: bool) -> bool:
    if item.who != "both" and (item.who == "child") is not child:
        return False
    if item.kind != "ask" and all(protocol.indicators[name].sort is IndicatorSort.FACT for name in item.yes):
        return False  # facts of status are noted when they are told, and never asked for (WO5)
    return private or not item.harm


def _first(protocol: Protocol, item: Item, *, child: bool) -> bool:
    """Return the core, and for a child whatever speaks of the purpose: act and purpose are enough (Palermo art.

    3(c)).
    """
    return item.core or (child and any(protocol.indicators[name].element is Element.PURPOSE for name in item.yes))


class _Said(NamedTuple):
    """What links of one item to one dimension say of it."""

    dimension: str
    yes: float
    no: float
    """Log ratios of all links together."""
    chances: tuple[tuple[float, float], ...]
    """For each link, how likely a yes is where the dimension holds and where it does not."""

    @classmethod
    def of(cls, dimension: str, links: list[Link], share: float) -> _Said:
        yes = math.fsum(yes_ratio(link, share) for link in links)
        no = math.fsum(math.log(share * link.denied.best + 1 - share) for link in links)
        return cls(dimension, yes, no, tuple((link.present.best, link.absent.best) for link in links))


class _Meant(NamedTuple):
    """What an item would say: cause by cause, and about which matters."""

    causes: tuple[tuple[str, tuple[_Said, ...]], ...]
    matters: tuple[Matter, ...]
    shows: tuple[tuple[str, float], ...]
    """Per element of the law that a yes would speak for, the chance that it is still missing after it."""


class _Table:
    """The states of one cause as they stand, and as they would stand after one more answer.

    ``through`` is how much of trafficking the elements of the law let through now.
    """

    def __init__(self, weights: Weights, scale: Scale, ratios: Mapping[str, float], through: float) -> None:
        self.said = {name: ratio for name, ratio in ratios.items() if name in scale.tables}
        self.tables = scale.tables
        self.now = scale.shares(scale.log_weights(self.said))
        self.through = through
        self.counted = [
            (place, state == TRAFFICKING, weights.asking.weight[state])
            for place, state in enumerate(scale.states)
            if state in EXPLANATIONS
        ]

    def teaches(self, said: tuple[_Said, ...], *, denied: bool, through: float) -> float:
        """Return what a yes or a no that says this is expected to teach.

        ``through`` is how much of trafficking the elements of the law let through after a yes.
        """
        chance, after_yes, after_no = self._after(said, denied=denied)
        total = 0.0
        for place, required, weight in self.counted:
            open_now, open_after = (self.through, through) if required else (1.0, 1.0)
            before = self.now[place] * open_now
            total += weight * chance * _divergence(after_yes[place] * open_after, before)
            if after_no is not self.now:
                total += weight * (1 - chance) * _divergence(after_no[place] * open_now, before)
        return total

    def _after(self, every: Iterable[_Said], *, denied: bool) -> tuple[float, Sequence[float], Sequence[float]]:
        """Return the chance of a yes, and the shares of the states after a yes and after a no."""
        after_yes: Sequence[float] = self.now
        after_no: Sequence[float] = self.now
        chance = 0.0
        for each in every:
            table, old = self.tables[each.dimension], self.said.get(each.dimension, 0.0)
            factors = _factors(table, old)
            held = math.exp(old) * math.fsum(map(operator.mul, self.now, map(operator.truediv, table, factors)))
            chance = max(chance, *[present * held + absent * (1 - held) for present, absent in each.chances])
            after_yes = _moved(after_yes, factors, _factors(table, each.yes + max(old, 0.0)))
            if denied and old <= 0.0:
                after_no = _moved(after_no, factors, _factors(table, each.no + old))
        return chance, after_yes, after_no


def _factors(table: Sequence[float], ratio: float) -> list[float]:
    less_one = math.expm1(ratio)
    return [1.0 + present * less_one for present in table]


def _moved(shares: Sequence[float], before: Sequence[float], after: Sequence[float]) -> Sequence[float]:
    """Return the shares of the states where one dimension weighs them by ``after`` in place of ``before``."""
    each = [share / was * now for share, was, now in zip(shares, before, after, strict=True)]
    total = math.fsum(each)
    return [share / total for share in each]


def _divergence(after: float, before: float) -> float:
    """Return how far a chance has moved, in nats (Kullback-Leibler), away from nought and one."""
    if after == before:
        return 0.0
    after = TINY if after < TINY else 1 - TINY if after > 1 - TINY else after
    before = TINY if before < TINY else 1 - TINY if before > 1 - TINY else before
    return max(0.0, after * math.log(after / before) + (1 - after) * math.log((1 - after) / (1 - before)))
