"""How long an operation of 200 people on four laptops takes to merge, to order, to read and to put on paper.

    python benchmarks/operation.py [--people 200] [--answers 12]

The laptops merge in a random order, one stick is lost and its laptop brings a later one. What an ordinary answer takes
is measured beside the operation and in a record without one. It prints the table of operation.md.
"""

from __future__ import annotations

import argparse
import platform
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from calibration import calibrated, line

from screening.casework.content.edition import Content, open_content
from screening.casework.operation import acts, number_list, views
from screening.casework.record import exchange
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.operation import NumberGiven
from screening.domain.operation import rules
from screening.domain.operation.operation import NumberedPerson, Operation, fold
from screening.domain.operation.queue import ITEM, queue
from screening.store import Vault, add_contact, create_vault, own_card, take_in
from screening.store.crypto.key_file import Cost
from screening.wording.catalogue.translations import Words

T = TypeVar("T")
NAMES = ("aina", "budi", "chandra", "devi")
ANSWERS = 200


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that an act took, and what it returned."""
    began = time.perf_counter()
    value = act()
    return time.perf_counter() - began, value


def laptops(folder: Path) -> list[Vault]:
    """Return four records on disk that know each other."""
    words, cost = "lantern copper meadow thimble walnut", Cost(1, 64 << 20)
    made = [create_vault(folder / name, words, name, "labour-officer", "", cost=cost) for name in NAMES]
    for one in made:
        for other in made:
            if one is not other:
                add_contact(one, own_card(other), own_card(other).number)
    return made


def begun(content: Content, vaults: list[Vault], sticks: Path) -> str:
    """Begin an operation on the first laptop and bring it to the others."""
    first = vaults[0]
    code = acts.begin(first, content, "raid")
    for other in vaults[1:]:
        acts.act(first, code, partial(rules.name_laptop, card=own_card(other).number))
    for other in vaults[1:]:
        take_in(other, carried(first, other, code, sticks))
    return code


def carried(sender: Vault, receiver: Vault, code: str, sticks: Path) -> Path:
    """Return the file on a stick."""
    return exchange.send(sender, [code], [own_card(receiver).number], sticks).path


def looks(vault: Vault, code: str, people: int, answers: int, chance: random.Random) -> None:
    """Give so many numbers and answer so many lines of each look, in one transaction a person."""
    card = own_card(vault).number
    lines = [*rules.LOOKED, *(ITEM + item for item in acts.look_rules().items)][:answers]
    operation = acts.read(vault, code)
    for _ in range(people):
        given = rules.give_number(operation, card)
        noted = [
            made
            for each in lines
            if (made := rules.note(_with(operation, given), given.person, each, chance.choice(list(Answer))))
        ]
        vault.append_many(code, [given, *noted])
        operation = acts.act(vault, code, partial(rules.finish_look, person=given.person))


def _with(operation: Operation, given: NumberGiven) -> Operation:
    """The operation with somebody in it who has no answer yet."""
    return replace(
        operation, people={**operation.people, given.person: NumberedPerson(given.person, given.number, "", "")}
    )


def one_answer(*vaults: Vault) -> list[float]:
    """Return for each record the median seconds of an ordinary answer in a case, from the act until it is on disk.

    The records answer in turns, so that what else the computer does falls on all alike.
    """
    cases = [vault.new_case() for vault in vaults]
    for vault, case in zip(vaults, cases, strict=True):
        vault.append(case, CaseOpened("2026-3", "workplace", "field"))
    took: list[list[float]] = [[] for _ in vaults]
    for _ in range(ANSWERS):
        for vault, case, seconds in zip(vaults, cases, took, strict=True):
            given = AnswerGiven("locked", Answer.YES, How.TOLD)
            seconds.append(timed(partial(vault.append, case, given))[0])
    return [median(each) for each in took]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=200)
    options.add_argument("--answers", type=int, default=12)
    asked = options.parse_args()
    chance, content, words = random.Random(36), open_content(), Words("en")
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sticks = folder / "sticks"
        sticks.mkdir()
        vaults = laptops(folder)
        words_of_it = "lantern copper meadow thimble walnut"
        empty = create_vault(folder / "alone", words_of_it, "elisa", "labour-officer", "", cost=Cost(1, 64 << 20))
        code = begun(content, vaults, sticks)
        for vault in vaults:
            looks(vault, code, asked.people // len(vaults), asked.answers, chance)
        carried(vaults[1], vaults[0], code, sticks).unlink()
        merged = []
        order = [*range(1, len(vaults))]
        chance.shuffle(order)
        for at in order:
            stick = carried(vaults[at], vaults[0], code, sticks)
            took, taken = timed(partial(take_in, vaults[0], stick))
            merged.append((took, taken.added, stick.stat().st_size))
        rows += [
            (f"merge a stick: {added} new entries, {size / 1000:.0f} kB", f"{took * 1000:.0f} ms")
            for took, added, size in merged
        ]
        took, back = timed(partial(carried, vaults[0], vaults[1], code, sticks))
        rows.append((f"make a stick of all: {back.stat().st_size / 1000:.0f} kB", f"{took * 1000:.0f} ms"))
        took, events = timed(partial(vaults[0].events, code))
        rows.append((f"read {len(events)} entries", f"{took * 1000:.0f} ms"))
        took, operation = timed(partial(fold, code, events))
        rows.append((f"fold them into {len(operation.people)} numbers", f"{took * 1000:.0f} ms"))
        took, waiting = timed(partial(queue, operation, acts.look_rules()))
        rows.append((f"order a queue of {len(waiting)}", f"{took * 1000:.1f} ms"))
        found = views.find(vaults[0])
        took, _ = timed(partial(views.operation_view, words, found, code, acts.look_rules()))
        rows.append(("word the page of the operation", f"{took * 1000:.0f} ms"))
        someone = next(iter(operation.people))
        took, _ = timed(
            lambda: acts.act(vaults[0], code, partial(rules.note, person=someone, line="wish", value="woman"))
        )
        rows.append(("one answer of the first look, until it is on disk", f"{took * 1000:.0f} ms"))
        took, name = timed(partial(number_list.save, vaults[0], words, code, str(sticks)))
        rows.append((f"the list on paper: {(sticks / name).stat().st_size / 1000:.0f} kB", f"{took * 1000:.0f} ms"))
        alone, beside = one_answer(empty, vaults[0])
        rows.append(("one ordinary answer, in a record without an operation", f"{alone * 1000:.1f} ms"))
        rows.append(("one ordinary answer, beside it", f"{beside * 1000:.1f} ms"))
        rows.append(("the second to the first", f"{beside / alone:.2f}"))
        for vault in (empty, *vaults):
            vault.close()
    print(f"{platform.machine()}, Python {platform.python_version()}; {line(calibrated())}\n")
    print("| what | time |\n|---|---|")
    for what, took_text in rows:
        print(f"| {what} | {took_text} |")


if __name__ == "__main__":
    main()
