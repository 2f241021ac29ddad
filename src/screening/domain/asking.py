"""What to ask next: how much each open item is expected to teach, against its burden. It suggests; people choose."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers, How, ItemId
from screening.domain.evidence import Signs, applies, signs
from screening.domain.protocol import Element, Item, Protocol, Sort
from screening.domain.weighing import Said, Scale, said
from screening.domain.weights import BEST, EXPLANATIONS, Link, Weights


@dataclass(frozen=True, slots=True)
class Worth:
    """What asking one item may be worth: what it is expected to teach (nats, weighted), and what it weighs."""

    item: ItemId
    teaches: float
    burden: float

    @property
    def value(self) -> float:
        return self.teaches / self.burden


def worth_asking(
    protocol: Protocol, weights: Weights, answers: Answers, *, child: bool, private: bool = True
) -> tuple[Worth, ...]:
    """Every open item with its worth, the best first. Without privacy no sensitive item is proposed (GA4).

    Expected Kullback-Leibler divergence of the strengths after the answer from those before it: unlike the expected
    saving at the threshold it sees what two answers together may change, and unlike entropy it counts a one-sided
    answer that makes a reading less certain.
    """
    table = _Table(weights, signs(protocol, answers, child=child), child=child)
    silent = _silences(protocol, weights, answers)
    found = []
    for item in protocol.items.values():
        if item.id in answers or not item.yes or not _askable(protocol, item, child=child, private=private):
            continue
        if not applies(item, answers):
            continue
        links = [link for name in item.yes if name not in table.affirmed for link in weights.by_indicator.get(name, ())]
        burden = weights.asking.harm_burden if item.harm else 1.0
        pressed = min((silent[_matter(protocol, link)] for link in links), default=0)
        burden *= 1.0 + weights.asking.silence_burden * pressed
        reach = 1.0 if _first(protocol, item, child=child) else 1.0 / weights.asking.core_worth
        found.append(Worth(item.id, reach * table.teaches(links, denied=bool(item.no)), burden))
    return tuple(sorted(found, key=lambda worth: (-worth.value, worth.item)))


def pass_is_over(weights: Weights, worth: Iterable[Worth]) -> bool:
    """Whether the core pass may end: no question that is left is likely to change the path."""
    return all(each.value < weights.asking.ask_from for each in worth)


def topics_worth(protocol: Protocol, worth: Iterable[Worth]) -> tuple[tuple[str, float], ...]:
    """What each topic's best open question is worth, the best topic first."""
    best: dict[str, float] = {}
    for each in worth:
        topic = protocol.items[each.item].topic
        best[topic] = max(best.get(topic, 0.0), each.value)
    return tuple(sorted(best.items(), key=lambda pair: (-pair[1], pair[0])))


def _askable(protocol: Protocol, item: Item, *, child: bool, private: bool) -> bool:
    if item.who != "both" and (item.who == "child") is not child:
        return False
    if item.kind != "ask" and all(protocol.indicators[name].sort is Sort.FACT for name in item.yes):
        return False  # facts of status are noted when they are told, and never asked for (WO5)
    return private or not item.harm


def _first(protocol: Protocol, item: Item, *, child: bool) -> bool:
    """The core, and for a child whatever speaks of the purpose: act and purpose are enough (Palermo art. 3(c))."""
    return item.core or (child and any(protocol.indicators[name].element is Element.PURPOSE for name in item.yes))


def _matter(protocol: Protocol, link: Link) -> tuple[str, str]:
    """What a question is about: its dimension, and which form of it (to beg is another matter than to marry)."""
    return link.dimension, protocol.indicators[link.indicator].subkind


def _silences(protocol: Protocol, weights: Weights, answers: Answers) -> Counter[tuple[str, str]]:
    """Per matter, how many of its questions were put and stayed without a yes or a no."""
    silent: Counter[tuple[str, str]] = Counter()
    for name, given in answers.items():
        item = protocol.items.get(name)
        if item is not None and given.answer.holds is None:
            links = (link for sign in item.yes for link in weights.by_indicator.get(sign, ()))
            silent.update({_matter(protocol, link) for link in links})
    return silent


class _Table:
    """The strengths as they stand, and as they would stand after one more answer."""

    def __init__(self, weights: Weights, told: Signs, *, child: bool) -> None:
        self.weights = weights
        heard: Said = said(weights, told)
        ratios = {name: math.fsum(each.values()) for name, each in heard.items()}
        self.told = {name for name, ratio in ratios.items() if ratio > 0.0}
        self.affirmed = {name for name, sign in told.items() if sign.present}
        self.scales = {cause.id: Scale(weights, cause, ratios, child=child) for cause in weights.causes}
        self.now = {name: scale.shares() for name, scale in self.scales.items()}
        self.held = {
            name: math.fsum(part * held for part, held in zip(self.now[cause], scale.present(name), strict=True))
            for cause, scale in self.scales.items()
            for name in scale.tables
        }
        self.share = weights.how[How.ASKED].at(BEST)
        self.known: dict[tuple[tuple[int, ...], bool], float] = {}

    def teaches(self, links: list[Link], *, denied: bool) -> float:
        """What a yes or a no to an item with these links is expected to teach. Items with the same links share it."""
        key = (tuple(id(link) for link in links), denied)
        if key not in self.known:
            by_cause: dict[str, dict[str, list[Link]]] = {}
            for link in links:
                cause = self.weights.hidden[link.dimension].cause
                by_cause.setdefault(cause, {}).setdefault(link.dimension, []).append(link)
            self.known[key] = math.fsum(self._about(cause, each, denied=denied) for cause, each in by_cause.items())
        return self.known[key]

    def _about(self, cause: str, dimensions: Mapping[str, list[Link]], *, denied: bool) -> float:
        scale, now = self.scales[cause], self.now[cause]
        after_yes, after_no = scale.logs, scale.logs
        chance = 0.0
        for name, links in dimensions.items():
            held = self.held[name]
            old = scale.ratios.get(name, 0.0)
            yes = math.fsum(_log_ratio(link, self.share) for link in links) + (old if name in self.told else 0.0)
            after_yes = scale.moved(after_yes, name, old, yes)
            if denied and name not in self.told:
                no = old + math.fsum(math.log(self.share * link.denied.best + 1 - self.share) for link in links)
                after_no = scale.moved(after_no, name, old, no)
            chance = max(chance, *(link.present.best * held + link.absent.best * (1 - held) for link in links))
        yes_shares, no_shares = scale.shares(after_yes), scale.shares(after_no)
        total = 0.0
        for place, state in enumerate(scale.states):
            if state in EXPLANATIONS:
                learnt = chance * _divergence(yes_shares[place], now[place])
                learnt += (1 - chance) * _divergence(no_shares[place], now[place])
                total += self.weights.asking.weight[state] * learnt
        return total


def _log_ratio(link: Link, share: float) -> float:
    present, absent = link.present.best, link.absent.best
    blur = (1 - share) * math.sqrt(present * absent)
    return math.log((share * present + blur) / (share * absent + blur))


def _divergence(after: float, before: float) -> float:
    """How far a chance has moved, in nats (Kullback-Leibler)."""
    if after == before:
        return 0.0
    after = min(max(after, 1e-12), 1 - 1e-12)
    before = min(max(before, 1e-12), 1 - 1e-12)
    told = after * math.log(after / before) + (1 - after) * math.log((1 - after) / (1 - before))
    return max(told, 0.0)
