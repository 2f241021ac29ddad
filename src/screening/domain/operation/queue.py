"""Order those who wait for a private talk by what was seen and said; the order is data. Nobody is cleared by it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.domain.answers import Answer
from screening.domain.content.keys import CHECKED, LISTED, Key, one, several
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file, sound
from screening.domain.events.timestamps import moment
from screening.domain.operation.operation import NumberedPerson, Operation
from screening.domain.operation.rules import CARE, LOOKED

FILE = "operation.toml"
NAME = f"indicators/{FILE}"
LAST = "none"
"""The row of those without a sign: they stand last, and are looked at again."""
ITEM, SIGN, LOOK = "item:", "sign", "look"
NO_LOOK = "look none"
SHAPE = {
    "core": one(items=LISTED, **CHECKED),
    "again": one(hours=Key("number", needed=True, whole=(1, 168)), **CHECKED),
    "order": several(when=LISTED, **CHECKED),
}


@dataclass(frozen=True, slots=True)
class LookRules:
    """What the first look asks and how its queue is ordered. ``order``: the lines of each row, by its id."""

    items: tuple[str, ...]
    again_hours: int
    order: Mapping[str, tuple[str, ...]]


def read_rules(root: Path, problems: list[Problem], items: Collection[str] | None = None) -> LookRules | None:
    """Return the rules that ship; what is wrong goes into ``problems``. ``items`` are those of the edition in use,
    None where they are not looked at."""
    if (file := read_file(root / FILE, NAME, problems)) is None:
        return None
    found = file.parts(SHAPE)
    if found.keys() < SHAPE.keys():
        return None
    lines = {f"{line} {answer}" for line in (*LOOKED, SIGN) for answer in Answer} | {NO_LOOK}
    lines |= {f"{sign} {Answer.YES}" for sign in CARE}
    for row in found["order"]:
        for each in row["when"]:
            if each not in lines:
                file.tell(f'order "{row["id"]}"', f'"{each}" is no line of the look.', "Write such as: hurt yes.")
    for item in found["core"]["items"]:
        if items is not None and item not in items:
            file.tell("core", f'The edition has no item "{item}".', "Name one of its items.")
    order = {row["id"]: tuple(row["when"]) for row in found["order"]}
    return LookRules(tuple(found["core"]["items"]), int(found["again"]["hours"]), order)


def open_rules(root: Path) -> LookRules:
    """Return the rules that ship. Raises BadInput("operation-unsound")."""
    problems: list[Problem] = []
    return sound(read_rules(root, problems), problems, "operation-unsound")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the queue: in which row, for which lines of it, since when, and when they are looked at again."""

    person: NumberedPerson
    row: str
    why: tuple[str, ...]
    """Lines as "hurt yes"; a core item as "item:ID yes". Empty in the last row."""
    since: str
    again: datetime.datetime | None = None
    """When a look without a sign is taken again; None where something was said."""


def queue(operation: Operation, rules: LookRules) -> tuple[Waiting, ...]:
    """Return everybody who waits: no outcome and no talk yet, in the order of the data, then who waits longest."""
    rows = {name: place for place, name in enumerate((*rules.order, LAST))}
    waits = (each for each in operation.in_order if not each.given and not each.cases)
    found = (_placed(each, rules) for each in waits)
    return tuple(sorted(found, key=lambda each: (rows[each.row], -len(each.why), each.since, each.person.number)))


def _placed(person: NumberedPerson, rules: LookRules) -> Waiting:
    for name, lines in rules.order.items():
        if why := tuple(told for line in lines for told in _holding(person, line, rules)):
            return Waiting(person, name, why, person.given_at)
    last = moment(max(person.looked, default=person.given_at))
    again = None if last is None else last + datetime.timedelta(hours=rules.again_hours)
    return Waiting(person, LAST, (), person.given_at, again)


def _holding(person: NumberedPerson, line: str, rules: LookRules) -> Iterable[str]:
    """Yield what of the look makes a line hold. Of two answers that differ each counts: the graver one orders."""
    name, _, answer = line.partition(" ")
    if line == NO_LOOK:
        return () if person.looked else (NO_LOOK,)
    if name == SIGN:
        return (f"{ITEM}{item} {answer}" for item in rules.items if answer in person.answers(ITEM + item))
    return (line,) if answer in person.answers(name) else ()
