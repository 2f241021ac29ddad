"""Kill -9 at random moments, in every activity of the vault, and count what was lost.

    python benchmarks/faults/kills.py [--saving 200] [--others 30] [--only ACTIVITY ...] [--seed 1]

A child process does one thing over and over and prints what it may rely on; it is killed; the vault is then opened,
compared with what was printed, and verified.
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
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, ConsentDecided
from screening.errors import StoreTrouble
from screening.store import (
    KeptIdentity,
    Vault,
    add_recovery,
    change_passphrase,
    close_for_travel,
    create_vault,
    make_copy,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recover,
    recover_copy,
    restore_vault,
    rotate,
    seal_and_purge,
    sealed_beside,
    sealed_here,
)
from screening.store.crypto.key_file import Cost
from screening.store.database import journal_rebuild
from screening.store.folder import throttle
from screening.store.integrity import record_opening
from screening.store.vault.copies_on_sticks import copies_in

QUICK = Cost(1, 64 << 20)
ONE, TWO = "lantern copper meadow thimble walnut", "saddle pepper window orchid marble"


OPENED = CaseOpened("2026-1", "office", "adult")


def answer(number: int) -> AnswerGiven:
    return AnswerGiven(f"item-{number}", Answer.YES, How.TOLD)


def saving(folder: Path, case: str) -> None:
    vault = open_vault(folder, ONE)
    number = len(vault.events(case)[1:])
    print("go", flush=True)
    while True:
        vault.append(case, answer(number))
        print(number, flush=True)
        number += 1


def unlocking(folder: Path, case: str) -> None:
    print("go", flush=True)
    while True:
        # Something behind the mark each time, so that there is something to replay.
        vault = open_vault(folder, ONE)
        number = len(vault.events(case)[1:])
        tables = vault._open()
        tables.set_mark = stop  # type: ignore[method-assign]
        record_opening.take_back = stop
        try:
            vault.append(case, answer(number))
        except Stopped:
            vault._let_go()


class Stopped(BaseException):
    """The program ends between recorder and vault."""


def stop(*_: object) -> NoReturn:
    raise Stopped


def making_recorder_anew(folder: Path, case: str) -> None:
    opened = record_opening.unlock(folder, ONE).keys
    tables, _ = record_opening.open_tables(folder, opened)
    print("go", flush=True)
    while True:
        journal_rebuild.renew(folder, opened, tables).close()


def backing_up(folder: Path, case: str) -> None:
    vault = open_vault(folder, ONE)
    print("go", flush=True)
    while True:
        vault.append(case, answer(len(vault.events(case)[1:])))
        vault.backup()


def patient(folder: Path, passphrase: str) -> Vault:
    """Open it as soon as a wrong passphrase before this one lets it be tried: the delay outlives a process."""
    while True:
        try:
            return open_vault(folder, passphrase)
        except StoreTrouble as trouble:
            if trouble.code != "wait-before-trying":
                raise
            time.sleep(1)


def changing_passphrase(folder: Path, case: str) -> None:
    vault = patient(folder, ONE)
    print("go", flush=True)
    while True:
        change_passphrase(vault, ONE, TWO, cost=QUICK)
        change_passphrase(vault, TWO, ONE, cost=QUICK)


def rebuilding(folder: Path, case: str) -> None:
    print("go", flush=True)
    while True:
        (folder / "vault.db").write_bytes(b"damaged")
        rebuild_vault(folder, ONE)


def creating(folder: Path, case: str) -> None:
    number = 0
    print("go", flush=True)
    while True:
        create_vault(folder.parent / f"new-{number}", ONE, "A", "officer", "", cost=QUICK)._let_go()
        print(number, flush=True)
        number += 1


def erasing(folder: Path, case: str) -> None:
    vault = open_vault(folder, ONE)
    print("go", flush=True)
    while True:
        gone = vault.new_case()
        vault.append_many(gone, [OPENED, answer(0), answer(1)])
        vault.erase([gone], "asked")
        print(gone, flush=True)


def changing_data_key(folder: Path, case: str) -> None:
    vault = open_vault(folder, ONE)
    print("go", flush=True)
    while True:
        rotate(vault, ONE, cost=QUICK)
        print("done", flush=True)


def naming(folder: Path, case: str) -> None:
    vault = open_vault(folder, ONE)
    vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
    print("go", flush=True)
    while True:
        vault.people.keep(case, KeptIdentity("one", "", ""))
        vault.people.erase(case)


def copying(folder: Path, case: str) -> None:
    stick = folder.parent / "stick"
    stick.mkdir(exist_ok=True)
    vault = open_vault(folder, ONE)
    make_copy(vault, stick)
    print("go", flush=True)
    while True:
        make_copy(vault, stick)


def closing_for_travel(folder: Path, case: str) -> None:
    secret = folder.parent / "secret"
    vault = open_vault(folder, ONE)
    if not secret.exists():
        add_recovery(vault, new_recovery_key(secret))
    print("go", flush=True)
    while True:
        close_for_travel(vault)
        vault.close()
        recover(folder, secret, ONE, cost=QUICK)
        vault = open_vault(folder, ONE)


def sealing_away(folder: Path, case: str) -> None:
    secret = folder.parent / "secret"
    throttle._waits.clear()
    try:
        vault = open_vault(folder, ONE)
    except StoreTrouble:
        back(folder)
        vault = open_vault(folder, ONE)
    if not secret.exists():
        add_recovery(vault, new_recovery_key(secret))
    print("go", flush=True)
    while True:
        seal_and_purge(vault)
        back(folder)
        vault = open_vault(folder, ONE)


def back(folder: Path) -> None:
    """A sealed record out of its sealed copy, wherever the kill left that."""
    places = [each for each in (sealed_here(place) for place in (folder, *sealed_beside(folder))) if each]
    recover_copy(places[0], folder, folder.parent / "secret", ONE, cost=QUICK)


ACTIVITIES: dict[str, Callable[[Path, str], None]] = {
    each.__name__: each for each in (
        saving, unlocking, making_recorder_anew, backing_up, changing_passphrase, rebuilding, creating, erasing,
        changing_data_key, naming, copying, closing_for_travel, sealing_away,
    )
}  # fmt: skip


def opened(folder: Path) -> Vault:
    """Whatever the kill left: with either passphrase, rebuilt if the file itself is refused."""
    for passphrase in (ONE, TWO):
        try:
            return patient(folder, passphrase)
        except StoreTrouble as trouble:
            if trouble.code in ("vault-missing", "vault-damaged"):
                rebuild_vault(folder, passphrase)
                return open_vault(folder, passphrase)
            if trouble.code in ("vault-sealed", "vault-not-found") and (folder.parent / "secret").exists():
                back(folder)
                return open_vault(folder, ONE)
            if trouble.code == "vault-closed-for-travel":
                recover(folder, folder.parent / "secret", ONE, cost=QUICK)
                return open_vault(folder, ONE)
            if trouble.code != "wrong-passphrase":
                raise
    raise SystemExit("no passphrase opens the vault")


def kill_once(activity: str, folder: Path, case: str, after: float) -> list[str]:
    """What the child printed before it was killed ``after`` seconds into its work."""
    child = subprocess.Popen(
        [sys.executable, __file__, "--child", activity, str(folder), case], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    if child.stdout.readline() != "go\n":
        raise SystemExit(f"{activity}: the child did not begin")
    time.sleep(after)
    os.kill(child.pid, signal.SIGKILL)
    shown = child.stdout.read().split("\n")[:-1]
    child.wait()
    return shown


def run(activity: str, kills: int, chance: random.Random) -> Counter[str]:
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as below:
        folder = Path(below) / "vault"
        vault = create_vault(folder, ONE, "A", "officer", "", cost=QUICK)
        case = vault.new_case()
        vault.append(case, OPENED)
        for number in range(20):
            vault.append(case, answer(number))
        vault.close()
        kept = 20
        for _ in range(kills):
            shown = kill_once(activity, folder, case, chance.uniform(0, 0.4))
            tally["kills"] += 1
            if activity == "creating":
                whole = [each for each in folder.parent.iterdir() if each.name.startswith("new-")]
                tally["acknowledged"] += len(shown)
                tally["lost"] += len(shown) - len([each for each in whole if int(each.name[4:]) < len(shown)])
                for each in whole:
                    vault = opened(each)
                    tally["faults"] += not vault.verify().holds
                    vault._let_go()
                for each in folder.parent.iterdir():
                    if each != folder:
                        shutil.rmtree(each)
                continue
            if activity == "sealing_away":
                tally["stopped sealed"] += (folder / "sealed.json").exists()
                tally["stopped between two places"] += not folder.exists()
            tally["stopped between two recorders"] += (folder / "recorder.new").exists()
            vault = opened(folder)
            items = [each.event.item for each in vault.events(case) if isinstance(each.event, AnswerGiven)]
            acknowledged = kept + len(shown) if activity == "saving" else kept
            tally["acknowledged"] += acknowledged - kept
            tally["lost"] += max(0, acknowledged - len(items))
            tally["unshown kept"] += len(items) - acknowledged if activity == "saving" else 0
            tally["faults"] += not vault.verify().holds or items != [f"item-{number}" for number in range(len(items))]
            tally["notices"] += bool(vault.notices)
            if activity == "erasing":
                tally["erased"] += len(shown)
                tally["came back"] += len(set(shown) & set(vault.cases()))
                tally["left pending"] += bool(vault._open().pending())
            if activity == "copying":
                # Two where the kill came between a new copy and the removing of the one before it.
                whole_copies = 0
                for copy in copies_in(folder.parent / "stick"):
                    whole_copies += restore_vault(copy, folder.parent / "restored", ONE).whole
                    shutil.rmtree(folder.parent / "restored", ignore_errors=True)
                tally["no whole copy"] += not whole_copies
            if activity == "changing_data_key":
                tally["changed"] += len(shown)
                tally["left pending"] += bool(vault._open().pending())
            vault._let_go()
            if activity == "changing_passphrase":
                reset_passphrase(folder)
            kept = len(items)
    return tally


def reset_passphrase(folder: Path) -> None:
    vault = opened(folder)
    with suppress(StoreTrouble):
        change_passphrase(vault, TWO, ONE, cost=QUICK)
    vault._let_go()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saving", type=int, default=200)
    parser.add_argument("--others", type=int, default=30)
    parser.add_argument("--only", nargs="*", default=list(ACTIVITIES), choices=list(ACTIVITIES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=3)
    chosen = parser.parse_args()
    if chosen.child:
        activity, folder, case = chosen.child
        ACTIVITIES[activity](Path(folder), case)
    chance = random.Random(chosen.seed)
    for activity in chosen.only:
        left = chosen.saving if activity == "saving" else chosen.others
        tally: Counter[str] = Counter()
        while left > 0:
            # A new vault now and then: verifying a grown one after each kill would take most of the time.
            tally.update(run(activity, min(left, 20), chance))
            left -= 20
        print(activity, dict(tally), flush=True)


if __name__ == "__main__":
    main()
