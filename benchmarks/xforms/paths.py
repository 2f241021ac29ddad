"""Random interviews with changes of mind, and what our rules say after every step, for another engine to repeat.

    python benchmarks/xforms/paths.py FOLDER

writes, for the edition and for the same items under random knotted conditions, an XForm made by pyxform and a JSON file
of 1,000 paths; and 100 states of gate and consent with the items that are locked in them.
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyxform.xls2xform import convert

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given
from screening.domain.case.case import Case
from screening.domain.case.rules import locked
from screening.domain.events.catalogue import ConsentDecided, Recorded
from screening.domain.protocol.conditions import All, Condition, Is, Not, Some
from screening.domain.protocol.model import Protocol
from screening.domain.scoring.signs import applies
from screening.odk.xlsform import write_xlsx, xlsform
from screening.odk.xlsform_logic import GONE_ON, field_name, gate_field

SEED = 20261124
PATHS = 1_000
STATES = 100
TAKEN_BACK = ""


def knotted(protocol: Protocol, chance: random.Random) -> Protocol:
    """The same items, half of them under a random condition on items that have none."""
    names = list(protocol.items)
    roots = sorted(chance.sample(names, len(names) // 2), key=names.index)

    def condition(depth: int) -> Condition:
        if depth == 0 or chance.random() < 0.4:
            return Is(chance.choice(roots), chance.choice((Answer.YES, Answer.NO)))
        parts = (condition(depth - 1), condition(depth - 1))
        return chance.choice((Not(parts[0]), All(parts), Some(parts)))

    topics = tuple(
        replace(
            topic,
            items=tuple(replace(item, condition=None if item.id in roots else condition(3)) for item in topic.items),
        )
        for topic in protocol.topics
    )
    return replace(protocol, topics=topics)


def path(protocol: Protocol, chance: random.Random) -> list[dict[str, Any]]:
    """One interview: mostly about a few items that hang together, so that minds change where it matters."""
    conditional = [item for item in protocol.items.values() if item.condition is not None]
    near = {name for item in chance.sample(conditional, min(4, len(conditional))) for name in _knot(item.id, protocol)}
    near = sorted(near)
    answers: dict[str, Given] = {}
    steps = []
    for _ in range(chance.randint(4, 16)):
        item = chance.choice(near) if chance.random() < 0.8 else chance.choice(list(protocol.items))
        if not applies(protocol.items[item], answers):
            continue  # nobody is asked what is not shown; its answer waits
        given = chance.choice((*Answer, Answer.YES, Answer.NO, Answer.YES, TAKEN_BACK))
        if given == TAKEN_BACK:
            answers.pop(item, None)
        else:
            answers[item] = Given(Answer(given))
        steps.append({"set": field_name(item), "to": str(given), **expected(protocol, answers)})
    return steps


def _knot(name: str, protocol: Protocol) -> set[str]:
    condition = protocol.items[name].condition
    return {name, *(condition.items() if condition else ())}


def expected(protocol: Protocol, answers: dict[str, Given]) -> dict[str, Any]:
    """The items that are hidden, and how many answers are yes and count."""
    shown = {name for name, item in protocol.items.items() if applies(item, answers)}
    total = sum(given.answer is Answer.YES for name, given in answers.items() if name in shown)
    return {"hidden": [field_name(name) for name in protocol.items if name not in shown], "total": total}


def state(protocol: Protocol, chance: random.Random) -> dict[str, Any]:
    """A random stand of gate and consent, and the items that are locked in it."""
    often = chance.random() < 0.7
    gate, gone_on, fields = {}, set(), {}
    for line in protocol.gate:
        choices = [choice.id for choice in line.choices if not often or choice.effect != "danger"]
        if chance.random() < (0.98 if often else 0.8):
            gate[line.id] = chance.choice(choices)
            fields[gate_field(line)] = gate[line.id]
            if line.effect(gate[line.id]) == "danger" and chance.random() < 0.6:
                gone_on.add(line.id)
                fields[GONE_ON + field_name(line.id)] = "OK"
    consent = {}
    for decision in ("talk", "notes"):
        value = chance.choice(("yes", "yes", "yes", "no", "later", ""))
        if value:
            event = ConsentDecided(decision, value, "", "en", "read", "")
            consent[decision, ""] = Recorded(event, "", "", "", "", 1, 1)
            fields[f"consent_{decision}"] = value
    case = Case("CODE", gate=gate, gone_on=frozenset(gone_on), consent=consent)
    case = replace(
        case,
        consent_heads={key: (recorded,) for key, recorded in consent.items()},
        consent_in=dict.fromkeys(consent, case.sessions.number),
    )
    shut = [field_name(item.id) for item in protocol.items.values() if locked(protocol, case, item)]
    return {"set": fields, "locked": shut}


def main(folder: Path) -> None:
    edition = open_content().protocol
    forms = {"edition": edition, "knotted": knotted(edition, random.Random(SEED))}
    for name, protocol in forms.items():
        write_xlsx(xlsform(protocol, [], total=True), folder / f"{name}.xlsx")
        (folder / f"{name}.xml").write_text(convert(folder / f"{name}.xlsx", validate=False).xform, "utf-8")
        chance = random.Random(SEED)
        paths = [path(protocol, chance) for _ in range(PATHS)]
        states = [state(protocol, chance) for _ in range(STATES)] if name == "edition" else []
        items = [field_name(item) for item in protocol.items]
        told = {"edition": edition.id, "digest": edition.digest, "seed": SEED, "items": items}
        (folder / f"{name}.json").write_text(json.dumps({**told, "paths": paths, "states": states}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
