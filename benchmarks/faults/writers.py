"""Two and three processes that get at one record in spite of its lock, one of them killed, and what was lost.

    python benchmarks/faults/writers.py [--rounds 100] [--seed 1]

The first one saves answers, and lets go of SQLite's locks again and again, as looking at a link to the record once did.
Somebody removes the lock; a second process opens the record and saves as well; in every other round a third does so to
the second. The last one is killed. Each of those before must have stopped with the one sentence, and whatever any of
them was told is saved must be in the record.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.errors import NotSaved
from screening.store import create_vault, open_vault
from screening.store.crypto.key_file import Cost

ONE = "lantern copper meadow thimble walnut"
STOPPED = "not-saved-second-writer"


def child(folder: Path) -> None:
    """Save answers in a case of its own and say each, until it is killed or stopped."""
    vault = open_vault(folder, ONE)
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "office", "adult"))
    print(case, flush=True)
    number = 0
    while True:
        os.close(os.open(folder / "vault.db", os.O_RDONLY))  # the system drops every lock that SQLite holds
        try:
            vault.append(case, AnswerGiven(f"item-{number}", Answer.YES, How.TOLD))
        except NotSaved as trouble:
            print(trouble.code, flush=True)
            return
        print(number, flush=True)
        number += 1


class Writer:
    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--child", str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.case = self.process.stdout.readline().strip()
        if not self.case:
            raise SystemExit("a writer did not begin")

    def told(self) -> list[str]:
        """What it said until its end."""
        assert self.process.stdout is not None
        lines = self.process.stdout.read().split("\n")[:-1]
        self.process.wait()
        return lines


def one_round(writers: int, chance: random.Random) -> Counter[str]:
    tally: Counter[str] = Counter(rounds=1)
    with tempfile.TemporaryDirectory() as below:
        folder = Path(below) / "vault"
        create_vault(folder, ONE, "A", "officer", "", cost=Cost(1, 64 << 20)).close()
        running: list[Writer] = []
        for _ in range(writers):
            if running:
                time.sleep(chance.uniform(0, 0.2))
                (folder / "lock").unlink()
            running.append(Writer(folder))
        time.sleep(chance.uniform(0, 0.3))
        told = [each.told() for each in running[:-1]]
        os.kill(running[-1].process.pid, signal.SIGKILL)
        told.append(running[-1].told())
        with open_vault(folder, ONE) as vault:
            tally["faults"] += not vault.verify().holds
            for number, (each, lines) in enumerate(zip(running, told, strict=True)):
                last = number == writers - 1
                tally["stopped with the sentence"] += not last and lines[-1:] == [STOPPED]
                tally["not stopped"] += not last and lines[-1:] != [STOPPED]
                saved = len(lines) - (not last)
                tally["acknowledged"] += saved
                tally["lost"] += max(0, saved - (len(vault.events(each.case)) - 1))
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path)
    chosen = parser.parse_args()
    if chosen.child:
        child(chosen.child)
        return
    chance, tally = random.Random(chosen.seed), Counter[str]()
    for number in range(chosen.rounds):
        tally.update(one_round(2 + number % 2, chance))
    print(dict(tally))


if __name__ == "__main__":
    main()
