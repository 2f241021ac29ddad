"""What must hold between the parts of an edition, beyond the shape of each file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screening.domain.answers import Answer
from screening.domain.conditions import Condition, Is
from screening.domain.problems import Problem
from screening.domain.protocol import Item, Protocol, Sort

Where = Mapping[str, tuple[str, str]]
"""``sort:id`` -> the file and the place in it."""


def broken_rules(protocol: Protocol, where: Where) -> Iterator[Problem]:
    """Every rule that the edition breaks, as problems."""
    yield from _references(protocol, where)
    yield from _unused(protocol, where)
    yield from _conditions(protocol, where)
    yield from _counters(protocol, where)


def _problem(where: Where, sort: str, name: str, what: str, remedy: str) -> Problem:
    file, place = where.get(f"{sort}:{name}", ("indicators", f"{sort} {name}"))
    return Problem(file, place, what, remedy)


def _references(protocol: Protocol, where: Where) -> Iterator[Problem]:
    for item in protocol.items.values():
        for name in dict.fromkeys(item.yes + item.no):
            if name not in protocol.indicators:
                what = f'It points to the indicator "{name}", which does not exist.'
                yield _problem(where, "item", item.id, what, "Write the id of an indicator, or add it.")
        for name in item.source:
            if name not in protocol.sources:
                what = f'Its source "{name}" does not exist.'
                yield _problem(where, "item", item.id, what, "Write the id of a source in sources.toml.")
        if not item.source:
            yield _problem(where, "item", item.id, "It has no source.", "Name where it comes from in source.")
    for indicator in protocol.indicators.values():
        for name in indicator.source:
            if name not in protocol.sources:
                what = f'Its source "{name}" does not exist.'
                yield _problem(
                    where, indicator.sort.value, indicator.id, what, "Write the id of a source in sources.toml."
                )
        if not indicator.source:
            yield _problem(
                where, indicator.sort.value, indicator.id, "It has no source.", "Name where it comes from in source."
            )
    for profile in protocol.profiles.values():
        for name in profile.first:
            if name not in protocol.items:
                what = f'The profile "{profile.id}" lists the item "{name}", which does not exist.'
                yield Problem(f"indicators/{protocol.id}/profiles", profile.id, what, "Write the id of an item.")


def _unused(protocol: Protocol, where: Where) -> Iterator[Problem]:
    used = {name for item in protocol.items.values() for name in item.yes}
    for indicator in protocol.indicators.values():
        if indicator.id not in used:
            what = "No item evidences it."
            remedy = "Add it to the yes list of an item, or take it out."
            yield _problem(where, indicator.sort.value, indicator.id, what, remedy)
    for item in protocol.items.values():
        if not item.yes and not item.no and not item.need:
            what = "It evidences no indicator and names no need."
            yield _problem(where, "item", item.id, what, "Give it a yes list or a need, or take it out.")


def _conditions(protocol: Protocol, where: Where) -> Iterator[Problem]:
    for item in protocol.items.values():
        if item.condition is None:
            continue
        missing = [name for name in item.condition.items() if name not in protocol.items]
        for name in missing:
            what = f'Its condition names the item "{name}", which does not exist.'
            yield _problem(where, "item", item.id, what, "Write the id of another item.")
        if missing:
            continue
        if _loops(protocol, item):
            what = "Its condition depends on itself."
            yield _problem(where, "item", item.id, what, "Take one of the conditions out.")
            continue
        if not _can_hold(item.condition):
            what = "Its condition can never hold."
            yield _problem(where, "item", item.id, what, "Mend the condition or take it out.")
        yield from _root_rules_out(protocol, item, where)


def _root_rules_out(protocol: Protocol, item: Item, where: Where) -> Iterator[Problem]:
    """A root's "no" must speak against what its follow-ups evidence, so that no "no" ever raises a reading."""
    condition = item.condition
    if not (isinstance(condition, Is) and condition.answer is Answer.YES):
        what = "A condition that bears on indicators must be of one root that is yes."
        yield _problem(where, "item", item.id, what, 'Write ask_if = "root-item is yes".')
        return
    root = protocol.items[condition.item]
    for name in item.yes + item.no:
        if name not in root.no:
            what = f'Its root "{root.id}" does not list {name} under no.'
            yield _problem(where, "item", item.id, what, f'Add "{name}" to the no list of "{root.id}".')


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


def _can_hold(condition: Condition) -> bool:
    from itertools import product

    from screening.domain.answers import Given

    names = sorted(set(condition.items()))
    if len(names) > 10:
        return True
    for values in product((Answer.YES, Answer.NO), repeat=len(names)):
        if condition.holds({name: Given(value) for name, value in zip(names, values, strict=True)}):
            return True
    return False


def _counters(protocol: Protocol, where: Where) -> Iterator[Problem]:
    for item in protocol.items.values():
        sorts = {protocol.indicators[name].sort for name in item.yes if name in protocol.indicators}
        if Sort.COUNTER in sorts:
            if item.no:
                what = 'It asks for counter-evidence, and its "no" would count.'
                yield _problem(where, "item", item.id, what, "Write no = [].")
            if item.condition is not None:
                what = "It asks for counter-evidence under a condition."
                yield _problem(where, "item", item.id, what, "Take ask_if out: a root would then clear a person.")
            if len(sorts) > 1:
                what = "It evidences counter-evidence and indicators at once."
                yield _problem(where, "item", item.id, what, "Split it into two items.")
