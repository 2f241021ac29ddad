"""Propose what to ask next: how much each open item is expected to teach, against its burden. People choose."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.answers import Answers, How, ItemId
from screening.domain.protocol.model import Element, IndicatorId, Item, Protocol, Sort
from screening.domain.scoring.inference import Scale, passes, ratios, requirements, shown
from screening.domain.scoring.signs import Signs, applies, signs
from screening.domain.scoring.weights import BEST, EXPLANATIONS, Link, Weights

TINY = 1e-12
TRAFFICKING = "trafficking"
Matter = tuple[str, str]
"""What a question is about: its dimension, and which form of it (to beg is another matter than to marry)."""
_Asked = tuple[Item, float, float]
"""What may be asked, the burden of asking it, and how far it reaches: 1 for the core, less for what follows."""


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
    """What each question of one edition may teach. Made once: an answer leaves most of it as it is."""

    def __init__(self, protocol: Protocol, weights: Weights) -> None:
        self.protocol = protocol
        self.weights = weights
        self.share = weights.how[How.ASKED].at(BEST)
        self._open = tuple(item for item in protocol.items.values() if item.yes)
        self._meant: dict[tuple[IndicatorId, ...], _Meant] = {}
        self._scales: dict[bool, Mapping[str, Scale]] = {}
        """For an adult and for a child, each cause before anything was said."""
        self._kept: dict[tuple[bool, str], _Table] = {}
        self._asked: dict[tuple[bool, bool], tuple[_Asked, ...]] = {}
        """For an adult and for a child, with privacy and without, what may be asked."""

    def worth(
        self,
        answers: Answers,
        told: Signs,
        ratios: Mapping[str, float],
        *,
        hidden: Collection[ItemId],
        child: bool,
        private: bool = True,
    ) -> tuple[Worth, ...]:
        """Return every open item with its worth, the best first, where the answers come to these signs and log
        ratios.
        """
        tables = self._tables(ratios, child=child)
        affirmed = {name for name, sign in told.items() if sign.present}
        open_ = self._passing(told, child=child)
        through = math.prod(open_.values())
        silent = self._silences(answers)
        found = []
        for item, burden, reach in self._askable(child=child, private=private):
            if item.id in answers or item.id in hidden:
                continue
            new = item.yes if affirmed.isdisjoint(item.yes) else tuple([n for n in item.yes if n not in affirmed])
            meant = self._says(new)
            if silent and (pressed := min([silent[each] for each in meant.matters], default=0)):
                burden *= 1.0 + self.weights.asking.silence_burden * pressed
            after = through
            for element, missing in meant.shows:
                if (now := open_.get(element)) is not None:
                    after *= (1.0 - (1.0 - now) * missing) / now
            denied, both = bool(item.no), (through, after)
            teaches = reach * math.fsum(
                [tables[cause].teaches(said, denied=denied, through=both) for cause, said in meant.causes]
            )
            found.append((-teaches / burden, item.id, Worth(item.id, teaches, burden)))
        found.sort()
        return tuple([worth for _value, _item, worth in found])

    def _askable(self, *, child: bool, private: bool) -> tuple[_Asked, ...]:
        """Return what may be asked, with its burden and how far it reaches beside the core."""
        if (child, private) not in self._asked:
            asking, protocol = self.weights.asking, self.protocol
            self._asked[child, private] = tuple(
                (
                    item,
                    asking.harm_burden if item.harm else 1.0,
                    1.0 if _first(protocol, item, child=child) else 1.0 / asking.core_worth,
                )
                for item in self._open
                if _askable(protocol, item, child=child, private=private)
            )
        return self._asked[child, private]

    def _passing(self, told: Signs, *, child: bool) -> dict[str, float]:
        """Per element that has to be there, how much of trafficking it lets through as things stand."""
        return {
            need.element: passes(need.leak.best, shown(need, told).values())
            for need in requirements(self.weights, means_free=child)
        }

    def _tables(self, ratios: Mapping[str, float], *, child: bool) -> Mapping[str, _Table]:
        """Return the table of each cause; the one from before where nothing else is said about it."""
        if child not in self._scales:
            self._scales[child] = {each.id: Scale(self.weights, each, {}, child=child) for each in self.weights.causes}
        for cause, scale in self._scales[child].items():
            said = {name: ratio for name, ratio in ratios.items() if name in scale.tables}
            kept = self._kept.get((child, cause))
            if kept is None or kept.said != said:
                self._kept[child, cause] = _Table(self.weights, scale, said)
        return {cause: self._kept[child, cause] for cause in self._scales[child]}

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
                by_cause.setdefault(cause, []).append(_Said.of(name, each, self.share))
            causes = tuple((cause, tuple(told)) for cause, told in by_cause.items())
            shows = {
                need.element: math.prod(1.0 - need.shows[name].best for name in names if name in need.shows)
                for need in self.weights.requirements
            }
            missing = tuple((element, left) for element, left in shows.items() if left < 1.0)
            self._meant[names] = _Meant(causes, tuple(_matter(self.protocol, link) for link in links), missing)
        return self._meant[names]

    def _silences(self, answers: Answers) -> Counter[Matter]:
        """Per matter, how many of its questions were put and stayed without a yes or a no."""
        silent: Counter[Matter] = Counter()
        for name, given in answers.items():
            item = self.protocol.items.get(name)
            if item is not None and given.answer.holds is None:
                silent.update(set(self._says(item.yes).matters))
        return silent


def worth_asking(
    protocol: Protocol, weights: Weights, answers: Answers, *, child: bool, private: bool = True
) -> tuple[Worth, ...]:
    """Return every open item with its worth, the best first. Without privacy no sensitive item is proposed (GA4).

    Expected Kullback-Leibler divergence of the strengths after the answer from those before it: unlike the expected
    saving at the threshold it sees what two answers together may change, and unlike entropy it counts a one-sided
    answer that makes a reading less certain.
    """
    told = signs(protocol, answers, child=child)
    hidden = {item.id for item in protocol.items.values() if not applies(item, answers)}
    prospects = Prospects(protocol, weights)
    return prospects.worth(answers, told, ratios(weights, told), hidden=hidden, child=child, private=private)


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
    if item.kind != "ask" and all(protocol.indicators[name].sort is Sort.FACT for name in item.yes):
        return False  # facts of status are noted when they are told, and never asked for (WO5)
    return private or not item.harm


def _first(protocol: Protocol, item: Item, *, child: bool) -> bool:
    """Return the core, and for a child whatever speaks of the purpose: act and purpose are enough (Palermo art.

    3(c)).
    """
    return item.core or (child and any(protocol.indicators[name].element is Element.PURPOSE for name in item.yes))


def _matter(protocol: Protocol, link: Link) -> Matter:
    return link.dimension, protocol.indicators[link.indicator].subkind


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What links of one item to one dimension say of it."""

    dimension: str
    yes: float
    no: float
    """Log ratios of all links together."""
    chances: tuple[tuple[float, float], ...]
    """For each link, how likely a yes is where the dimension holds and where it does not."""

    @classmethod
    def of(cls, dimension: str, links: list[Link], share: float) -> _Said:
        return cls(
            dimension,
            math.fsum(_log_ratio(link, share) for link in links),
            math.fsum(math.log(share * link.denied.best + 1 - share) for link in links),
            tuple((link.present.best, link.absent.best) for link in links),
        )


@dataclass(frozen=True, slots=True)
class _Meant:
    """What an item would say: cause by cause, and about which matters."""

    causes: tuple[tuple[str, tuple[_Said, ...]], ...]
    matters: tuple[Matter, ...]
    shows: tuple[tuple[str, float], ...]
    """Per element of the law that a yes would speak for, the chance that it is still missing after it."""


class _Table:
    """The states of one cause as they stand, and as they would stand after one more answer."""

    def __init__(self, weights: Weights, scale: Scale, said: Mapping[str, float]) -> None:
        self.said = said
        self.tables = scale.tables
        self.now = scale.shares(scale.log_weights(said))
        self.factors: dict[str, tuple[float, ...]] = {}
        """Per dimension, what its evidence weighs under each state."""
        self.held: dict[str, float] = {}
        """Per dimension, how likely it holds."""
        for name, table in scale.tables.items():
            ratio = said.get(name, 0.0)
            more, less_one = math.exp(ratio), math.expm1(ratio)
            factors = self.factors[name] = tuple([1.0 + present * less_one for present in table])
            held = [part * present * more / by for part, present, by in zip(self.now, table, factors, strict=True)]
            self.held[name] = math.fsum(held)
        weight = weights.asking.weight
        self.counted = tuple((at, weight[state]) for at, state in enumerate(scale.states) if state in EXPLANATIONS)
        self.required = scale.states.index(TRAFFICKING) if TRAFFICKING in scale.states else None
        """The state that holds only as far as the elements of the law are there."""
        self.known: dict[tuple[tuple[_Said, ...], bool, tuple[float, float]], float] = {}

    def teaches(self, said: tuple[_Said, ...], *, denied: bool, through: tuple[float, float]) -> float:
        """Return what a yes or a no that says this is expected to teach. Items that would say the same share it.

        ``through`` is how much of trafficking the elements of the law let through now and after a yes.
        """
        key = (said, denied, through if self.required is not None else (1.0, 1.0))
        if key not in self.known:
            self.known[key] = self._teaches(said, denied=denied, through=key[2])
        return self.known[key]

    def _teaches(self, said: tuple[_Said, ...], *, denied: bool, through: tuple[float, float]) -> float:
        now = self.now
        after_yes: Sequence[float] = now
        after_no: Sequence[float] = now
        chance = 0.0
        for each in said:
            name = each.dimension
            table, factors, held, old = self.tables[name], self.factors[name], self.held[name], self.said.get(name, 0.0)
            after_yes = _moved(after_yes, table, factors, each.yes + max(old, 0.0))
            if denied and old <= 0.0:
                after_no = _moved(after_no, table, factors, old + each.no)
            for present, absent in each.chances:
                chance = max(chance, present * held + absent * (1 - held))
        yes, no, total = math.fsum(after_yes), math.fsum(after_no), 0.0
        for place, weight in self.counted:
            open_now, open_after = through if place == self.required else (1.0, 1.0)
            before = now[place] * open_now
            learnt = chance * _divergence(after_yes[place] / yes * open_after, before)
            if after_no is not now:
                learnt += (1 - chance) * _divergence(after_no[place] / no * open_now, before)
            total += weight * learnt
        return total


def _moved(shares: Sequence[float], table: Sequence[float], factors: Sequence[float], ratio: float) -> Sequence[float]:
    """Return what the states weigh with one dimension's evidence (``factors``) replaced by a log ratio."""
    less_one = math.expm1(ratio)
    return [share * (1.0 + present * less_one) / by for share, present, by in zip(shares, table, factors, strict=True)]


def _log_ratio(link: Link, share: float) -> float:
    present, absent = link.present.best, link.absent.best
    blur = (1 - share) * math.sqrt(present * absent)
    return math.log((share * present + blur) / (share * absent + blur))


def _divergence(after: float, before: float) -> float:
    """Return how far a chance has moved, in nats (Kullback-Leibler)."""
    if after == before:
        return 0.0
    # Away from nought and one; ``min`` and ``max`` would take most of the time of what calls this.
    after = TINY if after < TINY else 1 - TINY if after > 1 - TINY else after
    before = TINY if before < TINY else 1 - TINY if before > 1 - TINY else before
    told = after * math.log(after / before) + (1 - after) * math.log((1 - after) / (1 - before))
    return told if told > 0.0 else 0.0
