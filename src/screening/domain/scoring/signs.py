"""Which answers bear on which indicator, and what each indicator stands at. Silence leaves it open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answer, Answers, Given, How, ItemId, Where
from screening.domain.protocol.model import Indicator, IndicatorId, Item, Protocol

BEST_FIRST = (How.TOLD, How.DOCUMENT, How.SEEN, How.PRIVATE, How.ASKED, How.THIRD_PARTY)
"""Which way of coming is taken where several items evidence one indicator."""

NEAREST_FIRST = (Where.WORK, None, Where.WAY, Where.HOME, Where.BEFORE, Where.ELSEWHERE)
"""Which place is taken where several items evidence one indicator: control at work is never explained away by more."""

_BEST = {how: place for place, how in enumerate(BEST_FIRST)}
_NEAREST = {where: place for place, where in enumerate(NEAREST_FIRST)}


@dataclass(frozen=True, slots=True)
class Sign:
    """An indicator that something was said about. ``present`` is False only where someone answered "no".

    ``where`` is the place of what was affirmed, None where it is not known. A sign that takes no place counts as one of
    the place of work or stay.
    """

    indicator: IndicatorId
    present: bool
    how: How
    items: tuple[ItemId, ...]
    where: Where | None = Where.WORK


Signs = Mapping[IndicatorId, Sign]


def applies(item: Item, answers: Answers) -> bool:
    """Return whether an answer to ``item`` counts now: not when its condition is false. It is kept all the same."""
    return item.condition is None or item.condition.holds(answers) is not False


def counts_for(indicator: Indicator, *, child: bool) -> bool:
    """Return whether an indicator counts: those for children for a child only, those for adults for an adult only."""
    return indicator.who == "both" or (indicator.who == "child") is child


def signs(protocol: Protocol, answers: Answers, *, child: bool) -> Signs:
    """Return the indicators that the answers evidence."""
    speakers: dict[IndicatorId, list[Item]] = {}
    hidden: set[ItemId] = set()
    for item in protocol.items.values():
        if item.id not in answers:
            continue
        if not applies(item, answers):
            hidden.add(item.id)
        for name in {*item.yes, *item.no}:
            speakers.setdefault(name, []).append(item)
    found = {}
    for name, items in speakers.items():
        if counts_for(protocol.indicators[name], child=child):
            sign = sign_of(name, items, answers, hidden)
            if sign is not None:
                found[name] = sign
    return found


def sign_of(name: IndicatorId, speakers: Iterable[Item], answers: Answers, hidden: Collection[ItemId]) -> Sign | None:
    """Return what the items that speak of an indicator come to; None where nothing was said. One "yes" outweighs every
    "no".

    An answer to an item in ``hidden`` does not count.
    """
    yes: list[tuple[Item, Given]] = []
    no: list[tuple[Item, Given]] = []
    for item in speakers:
        given = answers.get(item.id)
        if given is None or item.id in hidden:
            continue
        if given.answer is Answer.YES and name in item.yes:
            yes.append((item, given))
        elif given.answer is Answer.NO and name in item.no:
            no.append((item, given))
    if len(answered := yes or no) == 1:
        ((item, given),) = answered
        where = given.where if yes and item.where else Where.WORK
        return Sign(name, bool(yes), given.how, (item.id,), where)
    if not answered:
        return None
    how = min([given.how for _, given in answered], key=_BEST.__getitem__)
    places = [given.where if item.where else Where.WORK for item, given in yes]
    where = min(places, key=_NEAREST.__getitem__, default=Where.WORK)
    return Sign(name, bool(yes), how, tuple([item.id for item, _ in answered]), where)
