"""Why the reading is as it is: reasons for and against, and what would change it, computed and never canned."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers, How, ItemId
from screening.domain.evidence import applies, signs
from screening.domain.protocol import IndicatorId, Protocol, Sort
from screening.domain.scoring import Assessment
from screening.domain.weighing import Scale, ratios
from screening.domain.weights import BEST, EXPLANATIONS, Link, Weights

FOR, AGAINST = "for", "against"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign's part in one explanation. ``weight`` is in log odds; all weights and the base add up to the reading."""

    explanation: str
    indicator: IndicatorId
    item: ItemId
    direction: str
    dimension: str
    weight: float
    how: How
    present: bool
    source: tuple[str, ...]


def reasons(protocol: Protocol, assessment: Assessment, explanation: str) -> tuple[Reason, ...]:
    """The reasons for one explanation, the weightiest first."""
    found = []
    for each in assessment.weighed[explanation].contributions:
        sign = assessment.signs[each.indicator]
        found.append(
            Reason(
                explanation,
                each.indicator,
                sign.items[0],
                FOR if each.weight >= 0 else AGAINST,
                each.dimension,
                each.weight,
                sign.how,
                sign.present,
                protocol.indicators[each.indicator].source,
            )
        )
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.indicator, reason.dimension)))


@dataclass(frozen=True, slots=True)
class Worth:
    """What asking one item may be worth: the loss it is expected to save, and how far it may move the readings."""

    item: ItemId
    saves: float
    moves: float
    burden: float

    @property
    def value(self) -> float:
        return (self.saves + self.moves) / self.burden


HARM_BURDEN = 2.0
"""Sensitive items weigh on the person: they must be worth twice as much to be proposed (WHO 8)."""


def worth_asking(
    protocol: Protocol, weights: Weights, answers: Answers, *, child: bool, private: bool = True
) -> tuple[Worth, ...]:
    """Every open item with its worth, the best first. Without privacy no sensitive item is proposed (GA4).

    ``saves``: expected value of information for the referral decision with the costs of the edition.
    ``moves``: expected change of the five strengths, a quarter as heavy, so that neighbours get asked about too.
    """
    told = signs(protocol, answers, child=child)
    told_ratios = ratios(weights, told)
    scales = {cause.id: Scale(weights, cause, told_ratios, child=child) for cause in weights.causes}
    found = []
    for item in protocol.items.values():
        if item.id in answers or not item.yes or not applies(item, answers):
            continue
        if item.kind != "ask" and all(protocol.indicators[name].sort is Sort.FACT for name in item.yes):
            continue  # facts of status are noted when they are told, and never asked for (WO5)
        if item.who != "both" and (item.who == "child") is not child:
            continue
        if item.harm and not private:
            continue
        links = [
            link
            for name in item.yes
            if not (name in told and told[name].present)
            for link in weights.by_indicator.get(name, ())
        ]
        saves, moves = _expected(weights, scales, links, denied=bool(item.no))
        found.append(Worth(item.id, saves, moves / 4, HARM_BURDEN if item.harm else 1.0))
    return tuple(sorted(found, key=lambda worth: (-worth.value, worth.item)))


def _expected(weights: Weights, scales: Mapping[str, Scale], links: list[Link], *, denied: bool) -> tuple[float, float]:
    """The expected saving and the expected movement over a yes and a no to these links."""
    saves = moves = 0.0
    by_cause: dict[str, dict[str, list[Link]]] = {}
    for link in links:
        cause = weights.hidden[link.dimension].cause
        by_cause.setdefault(cause, {}).setdefault(link.dimension, []).append(link)
    share = weights.how[How.ASKED].at(BEST)
    for cause, dimensions in by_cause.items():
        scale = scales[cause]
        now = scale.shares()
        yes, no = dict(scale.ratios), dict(scale.ratios)
        chance = 0.0
        for name, each in dimensions.items():
            present = math.fsum(part * held for part, held in zip(now, scale.present(name), strict=True))
            said = [_asked(link, share) for link in each]
            yes[name] = yes.get(name, 0.0) + math.fsum(pair[0] for pair in said)
            no[name] = no.get(name, 0.0) + (math.fsum(pair[1] for pair in said) if denied else 0.0)
            chance = max(
                chance,
                each[0].present.best * present + each[0].absent.best * (1 - present),
            )
        after_yes = scale.shares(scale.log_weights(yes))
        after_no = scale.shares(scale.log_weights(no))
        for place, state in enumerate(scale.states):
            if state in EXPLANATIONS:
                moves += chance * abs(after_yes[place] - now[place])
                moves += (1 - chance) * abs(after_no[place] - now[place])
            if state == "trafficking":
                saves += _loss(weights, now[place])
                saves -= chance * _loss(weights, after_yes[place])
                saves -= (1 - chance) * _loss(weights, after_no[place])
    return max(saves, 0.0), moves


def _asked(link: Link, share: float) -> tuple[float, float]:
    present, absent = link.present.best, link.absent.best
    blur = (1 - share) * math.sqrt(present * absent)
    yes = math.log((share * present + blur) / (share * absent + blur))
    return yes, math.log(share * link.denied.best + (1 - share))


def _loss(weights: Weights, strength: float) -> float:
    """The expected loss of the better choice, in units of one missed person plus one needless referral."""
    start = weights.thresholds.refer_from
    return min((1 - start) * strength, start * (1 - strength))
