"""How long bundles take and how large they are: a case, a thousand cases, and two laptops of 5,000 cases each.

    python benchmarks/exchange.py [--cases 5000] [--answers 60] [--database URL]

It prints the table of exchange.md; with the address of an empty PostgreSQL, what ``screening hub import`` takes.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, WordsWritten
from screening.domain.events.contacts import ContactCard
from screening.store import Vault, add_contact, create_vault, make_bundle, own_card, practice_vault, take_in
from screening.store.bundles.own_keys import new_own_keys
from screening.store.crypto.key_file import Cost

T = TypeVar("T")
LETTERS = "abcdefghijklmnopqrstuvwxyz      "


def timed(act: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    value = act()
    return time.perf_counter() - began, value


def laptop(name: str) -> Vault:
    vault = practice_vault()
    vault.officer = name
    return vault


def introduce(*vaults: Vault) -> None:
    for one in vaults:
        for other in vaults:
            if one is not other:
                card = own_card(other)
                add_contact(one, card, card.number)


def case(vault: Vault, answers: int, chance: random.Random) -> str:
    """A case of so many answers, one in five of them a text of 216 letters."""
    events: list[object] = [CaseOpened("2026-1", "workplace", "field")]
    for number in range(answers):
        if number % 5 == 4:
            text = "".join(chance.choice(LETTERS) for _ in range(216))
            events.append(WordsWritten("papers", str(number), text))
        else:
            events.append(AnswerGiven(f"item-{number}", chance.choice(list(Answer)), How.TOLD))
    code = vault.new_case()
    vault.append_many(code, events)  # type: ignore[arg-type]
    return code


def state(vault: Vault) -> dict[str, object]:
    return {head.case: (head, vault.fingerprint(head.case)) for head in vault.listed_cases(0, -1)}


def one_case(folder: Path, answers: int, chance: random.Random) -> None:
    """Between two vaults on disk, with every sync."""
    vaults = [
        create_vault(folder / name, "lantern copper meadow thimble walnut", name, "ngo", "", cost=Cost(1, 64 << 20))
        for name in ("aina", "budi")
    ]
    introduce(*vaults)
    aina, budi = vaults
    number = own_card(budi).number
    made, took, sizes = [], [], []
    for _ in range(50):
        code = case(aina, answers, chance)
        seconds, bundle = timed(lambda code=code: make_bundle(aina, [code], [number], folder))
        made.append(seconds)
        sizes.append(bundle.size)
        took.append(timed(lambda bundle=bundle: take_in(budi, bundle.path))[0])
    out, back = median(made) * 1e3, median(took) * 1e3
    size = median(sizes) / 1000
    print(f"| one case of {answers} answers, on disk | {out:.1f} ms | {size:.1f} kB | {back:.1f} ms |")
    for vault in vaults:
        vault.close()


def many(folder: Path, cases: int, answers: int, chance: random.Random) -> None:
    """Two laptops, and two receivers that get both bundles in either order and one of them again."""
    aina, budi, one, other = (laptop(name) for name in ("Aina", "Budi", "Chandra", "Devi"))
    introduce(aina, budi, one, other)
    to = [own_card(one).number, own_card(other).number]
    sent = []
    for sender in (aina, budi):
        for _ in range(cases):
            case(sender, answers, chance)
        seconds, made = timed(lambda sender=sender: make_bundle(sender, sender.cases(), to, folder))
        print(f"| {cases} cases of {answers} answers, out | {seconds:.1f} s | {made.size / 1e6:.1f} MB | |", flush=True)
        sent.append(made.path)
    for receiver, order in ((one, (0, 1, 0)), (other, (1, 0, 1))):
        for place in order:
            seconds, taken = timed(lambda receiver=receiver, place=place: take_in(receiver, sent[place]))
            print(f"| the same, in: {taken.added} new entries | | | {seconds:.1f} s |", flush=True)
    same = state(one) == state(other) and all(one.events(code) == other.events(code) for code in one.cases())
    print(f"\nBoth orders and twice come to the same state: {'yes' if same else 'NO'}.")
    if not same:
        sys.exit(1)


def headquarters(folder: Path, url: str, cases: int, answers: int, chance: random.Random) -> None:
    """One bundle into PostgreSQL, and again."""
    from screening.hub.database import connected
    from screening.hub.importing import import_file

    keys, aina = new_own_keys(), laptop("Aina")
    card = ContactCard("Registry", "", "headquarters", keys.signing, keys.recipient)
    add_contact(aina, card, card.number)
    for _ in range(cases):
        case(aina, answers, chance)
    path = make_bundle(aina, aina.cases(), [card.number], folder).path
    believed = {own_card(aina).number: own_card(aina)}
    with connected(url) as database:
        for _ in range(2):
            seconds, done = timed(lambda: import_file(database, path, keys, believed))
            print(
                f"| {cases} cases of {answers} answers into PostgreSQL: {done.added} new rows | | | {seconds:.1f} s |"
            )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--answers", type=int, default=60)
    parser.add_argument("--database", default="")
    chosen = parser.parse_args()
    chance = random.Random(1)
    print(f"{platform.platform()}, Python {platform.python_version()}\n")
    print("| | made | size | taken in |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        if chosen.database:
            headquarters(Path(name), chosen.database, chosen.cases, chosen.answers, chance)
            return
        one_case(Path(name), chosen.answers, chance)
        many(Path(name), chosen.cases, chosen.answers, chance)


if __name__ == "__main__":
    main()
