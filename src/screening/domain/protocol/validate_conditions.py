"""What must hold for conditions and for counter-evidence, so that no "no" ever raises a reading and no root clears."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from screening.domain.answers import Answer, Given
from screening.domain.protocol.conditions import Condition, Is
from screening.domain.protocol.model import IndicatorSort, Item, Protocol

MOST_ITEMS = 6
"""Items in one condition: more cannot be read by anyone, nor tried out here."""

Broken = Iterator[tuple[str, str, str]]
"""The item that breaks a rule, what is wrong, and the remedy."""


def broken_conditions(protocol: Protocol) -> Broken:
    """Return what is wrong with conditions and counter-items, apart from names that do not exist."""
    for item in protocol.items.values():
        if item.condition is not None:
            yield from _condition(protocol, item, item.condition)
        yield from _counter(protocol, item)


def _condition(protocol: Protocol, item: Item, condition: Condition) -> Broken:
    names = list(dict.fromkeys(condition.items()))
    if not set(names) <= set(protocol.items):
        return
    if _loops(protocol, item):
        yield item.id, "Its condition depends on itself.", "Take one of the conditions out."
        return
    if len(names) > MOST_ITEMS:
        what = f"Its condition names {len(names)} items; it names at most {MOST_ITEMS}."
        yield item.id, what, "Make it shorter."
    elif not can_hold(condition):
        yield item.id, "Its condition can never hold.", "Mend the condition or take it out."
    elif not can_hold(condition, False):
        yield item.id, "Its condition always holds.", "Take it out."
    order = list(protocol.items)
    for name in names:
        if order.index(name) > order.index(item.id):
            yield item.id, f'Its root "{name}" is asked after it.', "Move the root before it."
        if protocol.items[name].condition is not None:
            what = f'Its root "{name}" has a condition itself: a "no" before it would bring this item back.'
            yield item.id, what, "Make it depend on the first root only."
    yield from _root_rules_out(protocol, item, condition)


def _root_rules_out(protocol: Protocol, item: Item, condition: Condition) -> Broken:
    """Find roots whose "no" does not speak against what their follow-ups evidence: no "no" may ever raise a reading."""
    if not item.yes and not item.no:
        return
    if not (isinstance(condition, Is) and condition.answer is Answer.YES):
        what = "A condition that bears on indicators must be of one root that is yes."
        yield item.id, what, 'Write ask_if = "root-item is yes".'
        return
    root = protocol.items[condition.item]
    for name in dict.fromkeys(item.yes + item.no):
        if name not in root.no:
            what = f'Its root "{root.id}" does not list {name} under no.'
            yield item.id, what, f'Add "{name}" to the no list of "{root.id}".'


def _loops(protocol: Protocol, item: Item) -> bool:
    seen: set[str] = set()
    waiting = list(item.condition.items()) if item.condition else []
    while waiting:
        name = waiting.pop()
        if name == item.id:
            return True
        if name in seen:
            continue
        seen.add(name)
        other = protocol.items.get(name)
        if other is not None and other.condition is not None:
            waiting.extend(other.condition.items())
    return False


def can_hold(condition: Condition, value: bool = True) -> bool:
    """Return whether some answers make the condition true, or false when ``value`` is False."""
    names = list(dict.fromkeys(condition.items()))
    return any(
        condition.holds({name: Given(answer) for name, answer in zip(names, answers, strict=True)}) is value
        for answers in product((Answer.YES, Answer.NO), repeat=len(names))
    )


def _counter(protocol: Protocol, item: Item) -> Broken:
    sorts = {protocol.indicators[name].sort for name in item.yes if name in protocol.indicators}
    if IndicatorSort.COUNTER not in sorts:
        return
    if item.no:
        yield item.id, 'It asks for counter-evidence, and its "no" would count.', "Write no = []."
    if item.condition is not None:
        what = "It asks for counter-evidence under a condition."
        yield item.id, what, "Take ask_if out: a root would then clear a person."
    if len(sorts) > 1:
        yield item.id, "It evidences counter-evidence and indicators at once.", "Split it into two items."
