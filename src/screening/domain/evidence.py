"""Which answers bear on which indicator, and what each indicator stands at. Silence leaves it open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answer, Answers, How, ItemId
from screening.domain.protocol import IndicatorId, Item, Protocol

BEST_FIRST = (How.TOLD, How.DOCUMENT, How.SEEN, How.PRIVATE, How.ASKED, How.THIRD_PARTY)
"""Which way of coming is taken where several items evidence one indicator."""


@dataclass(frozen=True, slots=True)
class Sign:
    """An indicator that something was said about. ``present`` is False only where someone answered "no"."""

    indicator: IndicatorId
    present: bool
    how: How
    items: tuple[ItemId, ...]


Signs = Mapping[IndicatorId, Sign]


def applies(item: Item, answers: Answers) -> bool:
    """Whether an answer to ``item`` counts now: not when its condition is false. It is kept all the same."""
    return item.condition is None or item.condition.holds(answers) is not False


def signs(protocol: Protocol, answers: Answers, *, child: bool) -> Signs:
    """The indicators that the answers evidence. One "yes" from any item outweighs every "no".

    Indicators for children only count for a child, those for adults only for an adult.
    """
    for_items: dict[IndicatorId, list[tuple[bool, How, ItemId]]] = {}
    for item in protocol.items.values():
        given = answers.get(item.id)
        if given is None or given.answer.holds is None or not applies(item, answers):
            continue
        present = given.answer is Answer.YES
        for name in item.yes if present else item.no:
            for_items.setdefault(name, []).append((present, given.how, item.id))
    found = {}
    for name, told in for_items.items():
        who = protocol.indicators[name].who
        if who != "both" and (who == "child") is not child:
            continue
        present = any(each[0] for each in told)
        same = [each for each in told if each[0] is present]
        how = min((each[1] for each in same), key=BEST_FIRST.index)
        found[name] = Sign(name, present, how, tuple(each[2] for each in same))
    return found
