"""Many people on four laptops, merged in any order, one stick lost: each laptop has everybody, and the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from screening.casework.content.edition import Content
from screening.casework.operation import acts, number_list
from screening.domain.operation.operation import fold
from screening.domain.operation.queue import queue
from screening.wording.catalogue.translations import Words
from tests.casework.operation.some_laptops import bring, gives, looks_at, operation_on, stick

NAMES = ("Aina", "Budi", "Chandra", "Devi")


@pytest.mark.parametrize("people", [8, pytest.param(200, marks=pytest.mark.sweep)])
def test_nobody_is_lost_between_four_laptops(content: Content, tmp_path: Path, people: int) -> None:
    chance = random.Random(people)
    code, vaults = operation_on(content, tmp_path, *NAMES)
    for at, vault in enumerate(vaults):
        for number in range(people // len(NAMES)):
            looks_at(vault, code, gives(vault, code), safe=chance.choice(["yes", "no"]), item_locked="yes")
            if number == 0 and at:
                stick(vault, vaults[0], code, tmp_path).unlink()
    ways = [(sender, receiver) for sender in range(4) for receiver in range(4) if sender != receiver] * 2
    chance.shuffle(ways)
    for sender, receiver in ways:
        bring(vaults[sender], vaults[receiver], code, tmp_path)
    for sender in range(1, 4):
        bring(vaults[sender], vaults[0], code, tmp_path)
    for receiver in range(1, 4):
        bring(vaults[0], vaults[receiver], code, tmp_path)
    states = [acts.read(vault, code) for vault in vaults]
    assert all(each == states[0] for each in states)
    assert len(states[0].people) == people == len({each.number for each in states[0].people.values()})
    assert states[0].doubles == ()
    waiting = queue(states[0], acts.look_rules())
    assert [each.row for each in waiting] == sorted(each.row for each in waiting)
    assert len(number_list.list_rows(Words("en"), states[0], acts.look_rules())) == people


def test_what_is_followed_entry_by_entry_is_what_a_new_reading_gives(content: Content, tmp_path: Path) -> None:
    code, (first, second) = operation_on(content, tmp_path, "Aina", "Budi")
    looks_at(first, code, gives(first, code), safe="yes", item_threats="declined")
    assert acts.read(first, code) == fold(code, first.events(code))
    gives(second, code)
    bring(second, first, code, tmp_path)
    assert acts.read(first, code) == fold(code, first.events(code))
    assert len(acts.read(first, code).people) == 2
