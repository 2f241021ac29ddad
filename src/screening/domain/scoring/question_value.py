"""Propose what to ask next: how much each open item is expected to teach, against its burden. People choose."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.answers import Answer, Answers, How, ItemId
from screening.domain.protocol.model import Element, IndicatorId, Item, Protocol, Sort
from screening.domain.scoring.inference import Scale, passes, ratios, requirements, shown
from screening.domain.scoring.signs import Signs, applies, signs
from screening.domain.scoring.weights import BEST, EXPLANATIONS, Link, Weights

TINY = 1e-12
TRAFFICKING = "trafficking"
Matter = tuple[str, str]
"""What a question is about: its dimension, and which form of it (to beg is another matter than to marry)."""
_Asked = tuple[Item, float, float, "_Meant"]
"""What may be asked, the burden of asking it, how far it reaches (1 for the core, less for what follows), and what it
would say."""


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
        self._evidence: dict[IndicatorId, set[ItemId]] = {}
        """Per indicator, the items that evidence it."""
        for item in self._open:
            for name in item.yes:
                self._evidence.setdefault(name, set()).add(item.id)

    def worth(
        self,
        answers: Answers,
        told: Signs,
        ratios: Mapping[str, float],
        *,
        hidden: Collection[ItemId],
        child: bool,
        private: bool = True,
        least: float = 0.0,
    ) -> tuple[Worth, ...]:
        """Return every open item with its worth, the best first, where the answers come to these signs and log
        ratios. What is worth less than ``least`` is left out: most of it without being worked out to the end.
        """
        tables = self._tables(ratios, child=child)
        affirmed = {name for name, sign in told.items() if sign.present}
        partly: set[ItemId] = set()
        """Items that evidence something which is affirmed already."""
        for name in affirmed & self._evidence.keys():
            partly |= self._evidence[name]
        open_ = self._passing(told, child=child)
        through = math.prod(open_.values())
        silent = self._silences(answers)
        found = []
        for item, burden, reach, meant in self._askable(child=child, private=private):
            if item.id in answers or item.id in hidden:
                continue
            if item.id in partly:
                meant = self._says(tuple([name for name in item.yes if name not in affirmed]))
            if silent and (pressed := min([silent[each] for each in meant.matters], default=0)):
                burden *= 1.0 + self.weights.asking.silence_burden * pressed
            after = through
            for element, missing in meant.shows:
                if element in open_:
                    after *= (1.0 - (1.0 - open_[element]) * missing) / open_[element]
            teaches, both = 0.0, (through, after)
            enough = least * burden / reach if meant.of_one_cause else 0.0
            for cause, said in meant.causes:
                teaches += tables[cause].teaches(said, denied=bool(item.no), through=both, enough=enough)
            value = reach * teaches / burden
            if value >= least:
                found.append((-value, item.id, reach * teaches, burden))
        found.sort()
        return tuple([Worth(name, teaches, burden) for _value, name, teaches, burden in found])

    def _askable(self, *, child: bool, private: bool) -> tuple[_Asked, ...]:
        """Return what may be asked, with its burden and how far it reaches beside the core."""
        if (child, private) not in self._asked:
            asking, protocol = self.weights.asking, self.protocol
            self._asked[child, private] = tuple(
                (
                    item,
                    asking.harm_burden if item.harm else 1.0,
                    1.0 if _first(protocol, item, child=child) else 1.0 / asking.core_worth,
                    self._says(item.yes),
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
            self._meant[names] = _Meant(
                causes, len(causes) == 1, tuple(_matter(self.protocol, link) for link in links), missing
            )
        return self._meant[names]

    def _silences(self, answers: Answers) -> Counter[Matter]:
        """Per matter, how many of its questions were put and stayed without a yes or a no."""
        silent: Counter[Matter] = Counter()
        for name, given in answers.items():
            if given.answer is Answer.YES or given.answer is Answer.NO:
                continue
            if (item := self.protocol.items.get(name)) is not None:
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
    yes_less_one: float
    no_less_one: float
    """``expm1`` of both."""
    chances: tuple[tuple[float, float], ...]
    """For each link, how likely a yes is where the dimension holds and where it does not."""

    @classmethod
    def of(cls, dimension: str, links: list[Link], share: float) -> _Said:
        yes = math.fsum(_log_ratio(link, share) for link in links)
        no = math.fsum(math.log(share * link.denied.best + 1 - share) for link in links)
        return cls(
            dimension,
            yes,
            no,
            math.expm1(yes),
            math.expm1(no),
            tuple((link.present.best, link.absent.best) for link in links),
        )


@dataclass(frozen=True, slots=True)
class _Meant:
    """What an item would say: cause by cause, and about which matters."""

    causes: tuple[tuple[str, tuple[_Said, ...]], ...]
    of_one_cause: bool
    matters: tuple[Matter, ...]
    shows: tuple[tuple[str, float], ...]
    """Per element of the law that a yes would speak for, the chance that it is still missing after it."""


@dataclass(frozen=True, slots=True)
class _Moves:
    """How the states of a cause move with one dimension: where its evidence is a log ratio r instead of ``said``, each
    weighs ``fixed`` plus expm1(r) times ``moving``."""

    said: float
    fixed: Sequence[float]
    moving: Sequence[float]
    all_fixed: float
    all_moving: float
    """The sums of both."""
    held: float
    """How likely the dimension holds."""


class _Table:
    """The states of one cause as they stand, and as they would stand after one more answer."""

    def __init__(self, weights: Weights, scale: Scale, said: Mapping[str, float]) -> None:
        self.said = said
        self.tables = scale.tables
        self.now = scale.shares(scale.log_weights(said))
        self._moves: dict[str, _Moves] = {}
        """By dimension, for those that were asked about."""
        weight = weights.asking.weight
        self.counted = tuple((at, weight[state]) for at, state in enumerate(scale.states) if state in EXPLANATIONS)
        self.required = scale.states.index(TRAFFICKING) if TRAFFICKING in scale.states else None
        """The state that holds only as far as the elements of the law are there."""
        self.known: dict[tuple[tuple[_Said, ...], bool, tuple[float, float]], float] = {}

    def teaches(
        self, said: tuple[_Said, ...], *, denied: bool, through: tuple[float, float], enough: float = 0.0
    ) -> float:
        """Return what a yes or a no that says this is expected to teach. Items that would say the same share it.

        ``through`` is how much of trafficking the elements of the law let through now and after a yes. Where it cannot
        be as much as ``enough``, something between it and that is returned.
        """
        key = (said, denied, through if self.required is not None else (1.0, 1.0))
        if key in self.known:
            return self.known[key]
        after_one = self._after_all(said, denied=denied) if said[1:] else self._after(said[0], denied=denied)
        chance, yes, no = after_one
        moved: tuple[tuple[float, float, float], ...] = ()
        most = 0.0
        for place, weight in self.counted:
            open_now, open_after = key[2] if place == self.required else (1.0, 1.0)
            before = self.now[place] * open_now
            for part, weighed, is_open in ((chance, yes, open_after), (1 - chance, no, open_now)):
                if weighed is not None:
                    fixed, moving, step, whole = weighed
                    share = (fixed[place] + step * moving[place]) / whole * is_open
                    moved = (*moved, (weight * part, share, before))
                    if 0.0 < before < 1.0:
                        # No divergence of two chances is more than this (chi-square), which needs no logarithm.
                        most += weight * part * (share - before) ** 2 / (before * (1 - before))
                    else:
                        most = enough
        if most < enough:
            return most
        total = 0.0
        for part, after, before in moved:
            if after != before:
                # How far a chance has moved, in nats (Kullback-Leibler), away from nought and one. ``min``, ``max`` and
                # a function of its own would take most of the time.
                after = TINY if after < TINY else 1 - TINY if after > 1 - TINY else after
                before = TINY if before < TINY else 1 - TINY if before > 1 - TINY else before
                told = after * math.log(after / before) + (1 - after) * math.log((1 - after) / (1 - before))
                total += part * told if told > 0.0 else 0.0
        self.known[key] = total
        return total

    def _after(self, said: _Said, *, denied: bool) -> tuple[float, _Weighed, _Weighed | None]:
        """Return the chance of a yes, and what the states weigh after a yes and, where a no says anything, after it."""
        moves = self._moves[said.dimension] if said.dimension in self._moves else self._moves_of(said.dimension)
        chance, old = 0.0, moves.said
        for present, absent in said.chances:
            likely = present * moves.held + absent * (1 - moves.held)
            chance = likely if likely > chance else chance
        step = math.expm1(said.yes + old) if old > 0.0 else said.yes_less_one
        yes = (moves.fixed, moves.moving, step, moves.all_fixed + step * moves.all_moving)
        if not denied or old > 0.0:
            return chance, yes, None
        step = math.expm1(said.no + old) if old else said.no_less_one
        return chance, yes, (moves.fixed, moves.moving, step, moves.all_fixed + step * moves.all_moving)

    def _after_all(self, every: tuple[_Said, ...], *, denied: bool) -> tuple[float, _Weighed, _Weighed | None]:
        """``_after`` for what is said of several dimensions."""
        after_yes: Sequence[float] = self.now
        after_no: Sequence[float] = self.now
        chance = 0.0
        for each in every:
            likely, yes, no = self._after(each, denied=denied)
            after_yes = _moved(after_yes, self.now, yes)
            after_no = _moved(after_no, self.now, no) if no is not None else after_no
            chance = max(chance, likely)
        whole = (after_yes, after_yes, 0.0, math.fsum(after_yes))
        return chance, whole, None if after_no is self.now else (after_no, after_no, 0.0, math.fsum(after_no))

    def _moves_of(self, dimension: str) -> _Moves:
        said, table = self.said.get(dimension, 0.0), self.tables[dimension]
        fixed: Sequence[float] = self.now
        if less_one := math.expm1(said):
            fixed = [share / (1.0 + present * less_one) for share, present in zip(fixed, table, strict=True)]
        moving = [share * present for share, present in zip(fixed, table, strict=True)]
        whole = math.fsum(moving)
        found = _Moves(said, fixed, moving, math.fsum(fixed), whole, whole * math.exp(said))
        self._moves[dimension] = found
        return found


_Weighed = tuple[Sequence[float], Sequence[float], float, float]
"""What the states weigh: the first and, so many times, the second; and the sum of that over all states."""


def _moved(shares: Sequence[float], before: Sequence[float], after: _Weighed) -> list[float]:
    """Return the shares with each moved as it moves from ``before`` to ``after``."""
    fixed, moving, step, _whole = after
    return [
        share * (one + step * other) / was for share, was, one, other in zip(shares, before, fixed, moving, strict=True)
    ]


def _log_ratio(link: Link, share: float) -> float:
    present, absent = link.present.best, link.absent.best
    blur = (1 - share) * math.sqrt(present * absent)
    return math.log((share * present + blur) / (share * absent + blur))
