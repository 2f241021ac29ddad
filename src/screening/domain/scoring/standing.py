"""Where a case stands now: which items apply, which signs stand, and the five strengths at their best values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers, ItemId
from screening.domain.protocol.model import Protocol
from screening.domain.scoring.inference import ratios, strengths_of
from screening.domain.scoring.signs import Signs, applies, signs
from screening.domain.scoring.weights import Weights


@dataclass(frozen=True, slots=True)
class Standing:
    """What the answers come to without ranges, reasons and paths, which ``scoring.assess`` adds."""

    hidden: frozenset[ItemId]
    """Items whose condition is false: their answers are kept and do not count."""
    signs: Signs
    ratios: Mapping[str, float]
    """Per dimension the log ratio of what was said about it."""
    strengths: Mapping[str, float]
    child: bool
    """Whether this is the reading for a child."""


def stand(protocol: Protocol, weights: Weights, answers: Answers, *, age_band: str = "unknown") -> Standing:
    """Return the standing. ``age_band``: child, adult or unknown; of an unknown age the reading that says most of
    trafficking, an adult's where both say the same.
    """
    ages = {"child": (True,), "adult": (False,)}.get(age_band, (False, True))
    hidden = frozenset(item.id for item in protocol.items.values() if not applies(item, answers))
    readings = []
    for child in ages:
        found = signs(protocol, answers, child=child)
        strengths = strengths_of(weights, found, child=child, means_free=child)
        if not child and unable(weights, found):
            free = strengths_of(weights, found, child=True, means_free=True)["trafficking"]
            strengths = {**strengths, "trafficking": max(strengths["trafficking"], free)}
        readings.append(Standing(hidden, found, ratios(weights, found), strengths, child))
    return max(readings, key=lambda each: each.strengths["trafficking"])


def unable(weights: Weights, signs: Signs) -> bool:
    """Return whether a fact stands for which the law asks no means of an adult."""
    sign = signs.get(weights.unable)
    return sign is not None and sign.present
