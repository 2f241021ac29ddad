"""Every write, sync and cut of a session made to fail, once and from then on; count what was acknowledged and lost.

    python benchmarks/faults/inject.py [--errors ENOSPC EIO]

Needs strace, which makes the Nth call of a kind on the vault's own files return an error. The child opens a vault,
saves answers, and after NotSaved opens it again and goes on. The vault is then opened without faults and compared.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.errors import StoreTrouble
from screening.store import create_vault, open_vault
from screening.store.crypto.key_file import Cost
from screening.store.integrity import record_opening
from screening.store.vault.lifecycle import open_with_keys

PASSPHRASE = "lantern copper meadow thimble walnut"
ANSWERS = 6
UNSURE = "not-saved-unsure"
FILES = ("recorder.bin", "vault.db", "vault.db-journal")
SWEEPS = {"write": 8, "fdatasync": 8, "pwrite64": 90, "fsync": 24, "ftruncate": 8}
"""System call, and the highest N of "the Nth call fails"."""


def child(folder: Path, case: str) -> None:
    vault = open_vault(folder, PASSPHRASE)
    number = 0
    while number < ANSWERS:
        number += 1
        try:
            vault.append(case, AnswerGiven(f"item-{number}", Answer.YES, How.TOLD))
        except StoreTrouble as trouble:
            print("not", number, trouble.code, flush=True)
            try:
                vault.reopen()
            except StoreTrouble as again:
                print("closed", number, again.code, flush=True)
                break
            continue
        print("saved", number, "-", flush=True)
    vault._let_go()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", nargs="+", default=["ENOSPC", "EIO"])
    parser.add_argument("--child", nargs=2)
    chosen = parser.parse_args()
    if chosen.child:
        child(Path(chosen.child[0]), chosen.child[1])
        return
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as below:
        made = Path(below) / "made"
        vault = create_vault(made, PASSPHRASE, "A", "officer", "", cost=Cost(1, 64 << 20))
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "office", "adult"))
        vault.append(case, AnswerGiven("item-0", Answer.YES, How.TOLD))
        vault.close()
        opened = record_opening.unlock(made, PASSPHRASE).keys
        for call, highest in SWEEPS.items():
            for error in chosen.errors:
                tally: Counter[str] = Counter()
                for number in range(1, highest + 1):
                    for ever in ("", "+"):
                        folder = Path(below) / "vault"
                        shutil.copytree(made, folder)
                        paths = [part for name in FILES for part in ("-P", str(folder / name))]
                        done = subprocess.run(
                            ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", *paths, "-e", f"trace={call}",
                             "-e", f"inject={call}:error={error}:when={number}{ever}",
                             sys.executable, __file__, "--child", str(folder), case],
                            capture_output=True, text=True,
                        )  # fmt: skip
                        told = [line.split() for line in done.stdout.split("\n")[:-1]]
                        saved = {f"item-{each[1]}" for each in told if each[0] == "saved"} | {"item-0"}
                        vault = open_with_keys(folder, opened)
                        items = [each.event.item for each in vault.events(case) if isinstance(each.event, AnswerGiven)]
                        tally["runs"] += 1
                        tally["acknowledged"] += len(saved)
                        tally["lost"] += len(saved - set(items))
                        tally["twice"] += len(items) - len(set(items))
                        refused = {f"item-{each[1]}" for each in told if each[0] == "not" and each[2] != UNSURE}
                        refused -= saved
                        tally["kept though told not saved"] += len(set(items) & refused)
                        tally["told not saved"] += any(each[0] == "not" and each[2] != UNSURE for each in told)
                        tally["told not certain"] += any(each[0] == "not" and each[2] == UNSURE for each in told)
                        tally["not certain, and kept"] += len(set(items) - saved - refused)
                        tally["ended otherwise"] += done.returncode != 0
                        tally["faults"] += not vault.verify().holds
                        vault._let_go()
                        shutil.rmtree(folder)
                print(call, error, dict(tally), flush=True)
                total += tally
    print("all", dict(total))


if __name__ == "__main__":
    main()
