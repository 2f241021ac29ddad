"""Kill -9 at random moments while a bundle is made and while one is taken in: whole or not at all, each time.

    python benchmarks/faults/bundles.py [--kills 30] [--seed 1]

The child takes in a bundle of 120 cases with a frame of the journal for each row, or writes one after another. After
the kill the vault is opened and verified: it must hold none of the bundle or all of it; a file with a bundle's name
must open.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.exchange import BundleOpened
from screening.domain.events.record import VaultUnlocked
from screening.store import (
    Vault,
    add_contact,
    create_vault,
    look_into,
    make_bundle,
    open_vault,
    own_card,
    practice_vault,
    take_in,
)
from screening.store.crypto.key_file import Cost
from screening.store.database import rows
from screening.store.exchange import exchange
from screening.store.folder import throttle

QUICK = Cost(1, 64 << 20)
PASSPHRASE = "lantern copper meadow thimble walnut"
CASES, ANSWERS = 120, 10


def cases(vault: Vault, number: int) -> None:
    for _ in range(number):
        given = (AnswerGiven(f"item-{each}", Answer.YES, How.TOLD) for each in range(ANSWERS))
        vault.append_many(vault.new_case(), (CaseOpened("2026-1", "workplace", "field"), *given))


def taking(folder: Path, bundle: Path) -> None:
    rows.USUAL_FRAME = 0
    vault = open_vault(folder, PASSPHRASE)
    print("go", flush=True)
    take_in(vault, bundle)
    print("taken", flush=True)
    time.sleep(60)


def making(folder: Path, out: Path) -> None:
    vault = open_vault(folder, PASSPHRASE)
    to = [next(iter(exchange.contacts(vault)))]
    print("go", flush=True)
    while True:
        print(make_bundle(vault, vault.cases(), to, out).path, flush=True)


def kill_once(activity: str, folder: Path, other: Path, after: float) -> list[str]:
    child = subprocess.Popen(
        [sys.executable, __file__, "--child", activity, str(folder), str(other)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    if child.stdout.readline() != "go\n":
        raise SystemExit(f"{activity}: the child did not begin")
    time.sleep(after)
    os.kill(child.pid, signal.SIGKILL)
    shown = child.stdout.read().split()
    child.wait()
    return shown


def opened(folder: Path) -> Vault:
    throttle._waits.clear()
    return open_vault(folder, PASSPHRASE)


def taken(below: Path, kills: int, chance: random.Random, within: float) -> Counter[str]:
    tally: Counter[str] = Counter()
    folder, fresh = below / "vault", below / "fresh"
    vault, sender = create_vault(fresh, PASSPHRASE, "A", "ngo", "", cost=QUICK), practice_vault()
    for one, other in ((vault, sender), (sender, vault)):
        add_contact(one, own_card(other), own_card(other).number)
    cases(vault, 2)
    cases(sender, CASES)
    bundle = make_bundle(sender, sender.cases(), [own_card(vault).number], below).path
    before = set(vault.cases())
    vault.close()
    for _ in range(kills):
        shutil.copytree(fresh, folder)
        shown = kill_once("taking", folder, bundle, chance.uniform(0, within))
        again = opened(folder)
        new = set(again.cases()) - before
        whole = len(new) == CASES and all(again.events(code) == sender.events(code) for code in new)
        tally["kills"] += 1
        tally["in parts"] += bool(new) and not whole
        tally["whole"] += whole
        log = [type(each.event) for each in again.events("")]
        now = len(log) - 1 - log[::-1].index(VaultUnlocked)
        tally["finished at the next start"] += whole and BundleOpened in log[now:]
        tally["shown as taken and lost"] += "taken" in shown and not whole
        tally["faults"] += not again.verify().holds
        tally["not taken the second time"] += take_in(again, bundle).added != (0 if whole else CASES * (ANSWERS + 1))
        again.close()
        shutil.rmtree(folder)
    return tally


def made(below: Path, kills: int, chance: random.Random, _within: float) -> Counter[str]:
    tally: Counter[str] = Counter()
    folder, out, receiver = below / "maker", below / "out", practice_vault()
    vault = create_vault(folder, PASSPHRASE, "A", "ngo", "", cost=QUICK)
    for one, other in ((vault, receiver), (receiver, vault)):
        add_contact(one, own_card(other), own_card(other).number)
    cases(vault, 40)
    vault.close()
    for _ in range(kills):
        out.mkdir()
        shown = kill_once("making", folder, out, chance.uniform(0, 0.6))
        found = list(out.glob("bundle-*"))
        tally["kills"] += 1
        tally["bundles"] += len(found)
        tally["shown and gone"] += sum(not Path(each).exists() for each in shown)
        for each in found:
            tally["half a bundle"] += look_into(receiver, each).events != 40 * (ANSWERS + 1)
        tally["left half written"] += len(list(out.glob(".part-*")))
        again = opened(folder)
        tally["faults"] += not again.verify().holds
        again.close()
        shutil.rmtree(out)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=4, help="seconds after which the taking in is killed at most")
    parser.add_argument("--child", nargs=3)
    chosen = parser.parse_args()
    if chosen.child:
        activity, folder, other = chosen.child
        {"taking": taking, "making": making}[activity](Path(folder), Path(other))
        return
    chance = random.Random(chosen.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as below:
        for name, work in (("taking in", taken), ("making", made)):
            tally = work(Path(below), chosen.kills, chance, chosen.within)
            print(f"{name}: " + ", ".join(f"{what} {n}" for what, n in tally.items()))
            wrong = ("in parts", "shown as taken and lost", "faults", "not taken the second time", "half a bundle")
            bad += sum(tally[what] for what in (*wrong, "shown and gone"))
    if bad:
        sys.exit(1)


if __name__ == "__main__":
    main()
