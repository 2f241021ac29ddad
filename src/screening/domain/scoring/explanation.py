"""Say why the assessment is as it is: the reasons for and against each explanation, computed and never canned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from screening.domain.answers import How, ItemId, Where
from screening.domain.protocol.model import IndicatorId, Protocol
from screening.domain.scoring.assessment import Assessment

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
    where: Where | None
    """Where it happened, of harm that was affirmed; None where that is not known, or belongs to no place."""
    source: tuple[str, ...]


def reasons(protocol: Protocol, assessment: Assessment, explanation: str) -> tuple[Reason, ...]:
    """Return the reasons for one explanation, the weightiest first."""
    found = []
    for each in assessment.weighed[explanation].contributions:
        sign = assessment.signs[each.indicator]
        direction, item = FOR if each.weight >= 0 else AGAINST, sign.items[0]
        where = sign.where if sign.present and protocol.items[item].where else None
        source = protocol.indicators[each.indicator].source
        found.append(
            Reason(
                explanation, each.indicator, item, direction, each.dimension, each.weight, sign.how, sign.present,
                where, source,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.indicator, reason.dimension)))


def by_item(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the reasons with one for each item, where an answer speaks through several signs; their weights add up."""
    found: dict[tuple[ItemId, bool], Reason] = {}
    for each in reasons:
        key = each.item, each.present
        if key in found:
            weight = found[key].weight + each.weight
            source = tuple(dict.fromkeys((*found[key].source, *each.source)))
            each = replace(found[key], weight=weight, direction=FOR if weight >= 0 else AGAINST, source=source)
        found[key] = each
    return tuple(sorted(found.values(), key=lambda reason: (-abs(reason.weight), reason.item)))
