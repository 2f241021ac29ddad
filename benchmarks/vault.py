"""How long the vault takes: saving an answer, unlocking, verifying, listing, backing up; and its syncs per answer.

    python benchmarks/vault.py [--answers 3000] [--large 100000]
    python benchmarks/vault.py --verify 1000000 [--record FOLDER]

Syncs are counted by strace when it is there. A laptop's disk syncs slower than a server's: multiply.

With ``--verify``, only verifying is measured, in seconds of the processor, beside what nothing that reads the record
can do without: SQLCipher's own check of the pages, and reading every row of every table. The record has one event in
each frame of the recorder, as saving one answer at a time leaves it. With ``--record`` it is kept there, or used again.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, Event, WordsWritten
from screening.store import Vault, create_vault, open_vault
from screening.store.crypto.key_file import Cost, calibrated
from screening.store.database import journal_rebuild
from screening.store.database.rows import Row

PASSPHRASE = "lantern copper meadow thimble walnut"
QUICK = Cost(1, 64 << 20)
NOTE = (
    "She told it in her own words and nobody was in a hurry, which is about thirty words when it is written out. " * 2
)


def answer(number: int) -> Event:
    if number % 5 == 0:
        return WordsWritten("work", str(number), NOTE)
    return AnswerGiven(f"item-{number % 60}", Answer.YES, How.TOLD)


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of ``times`` calls."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def spread(taken: list[float]) -> str:
    cuts = statistics.quantiles(taken, n=100)
    return f"median {statistics.median(taken):.2f} ms, p95 {cuts[94]:.2f}, p99 {cuts[98]:.2f}, longest {max(taken):.1f}"


def begun(vault: Vault) -> str:
    """A new case with its opening; its code."""
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "workplace", "field"))
    return case


def saving(vault: Vault, answers: int) -> list[float]:
    numbers = iter(range(answers))
    cases = [begun(vault) for _ in range(max(1, answers // 60))]

    def one() -> None:
        number = next(numbers)
        vault.append(cases[min(number // 60, len(cases) - 1)], answer(number))

    return timed(one, answers)


def syncs(folder: Path, answers: int) -> float:
    """Syncs per answer, counted from outside: a session of ``answers`` less a session of none."""
    counts = []
    for number in (0, answers):
        log = folder.parent / f"syncs-{number}"
        subprocess.run(
            ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(log),
             sys.executable, __file__, "--child", str(folder), str(number)],
            check=True,
        )  # fmt: skip
        counts.append(len(re.findall(r"f(?:data)?sync\(", log.read_text())))
    return (counts[1] - counts[0]) / answers


def large(below: Path, answers: int) -> None:
    folder = below / "large"
    vault = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK)
    began = time.perf_counter()
    case = ""
    for start in range(0, answers, 60):
        case = begun(vault)
        vault.append_many(case, [answer(number) for number in range(start, min(start + 60, answers))])
    print(f"{answers} answers in {answers // 60} cases: built in {time.perf_counter() - began:.1f} s, "
          f"vault {size(folder / 'vault.db')}, recorder {size(folder / 'recorder.bin')}")  # fmt: skip
    print("  one case's events:", spread(timed(lambda: vault.events(case), 200)))
    print("  first page of the list of cases:", spread(timed(lambda: vault.listed_cases(0, 50), 200)))
    print("  saving one answer:", spread(timed(lambda: vault.append(case, answer(1)), 200)))
    print(f"  verifying everything: {timed(vault.verify, 1)[0]:.0f} ms")
    print(f"  backup: {timed(vault.backup, 1)[0]:.0f} ms")
    vault.close()
    began = time.perf_counter()
    vault = open_vault(folder, PASSPHRASE)
    print(f"  opening, less the passphrase's cost: {(time.perf_counter() - began) * 1000 - derivation(QUICK):.0f} ms")
    vault._let_go()
    (folder / "recorder.bin").unlink()
    began = time.perf_counter()
    open_vault(folder, PASSPHRASE)._let_go()
    print(f"  opening with the recorder gone: {(time.perf_counter() - began) * 1000 - derivation(QUICK):.0f} ms")
    shutil.rmtree(folder / "backup")
    (folder / "vault.db").unlink()
    from screening.store import rebuild_vault

    began = time.perf_counter()
    rebuilt = rebuild_vault(folder, PASSPHRASE)
    print(f"  rebuilding {rebuilt.events} events from the recorder alone: {time.perf_counter() - began:.1f} s")


def filled(folder: Path, answers: int) -> None:
    """Many cases to a transaction, and the recorder made from the rows: saving one at a time would take hours."""
    vault = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK)
    cases = max(1, answers // 60)
    for start in range(0, cases, 100):
        rows: list[Row] = []
        for _ in range(start, min(start + 100, cases)):
            events = [CaseOpened("2026-1", "workplace", "field"), *map(answer, range(60))]
            rows += vault.next_rows(vault.new_case(), events)
        vault.take_rows(rows)
    assert vault._journal is not None
    vault._journal.close()
    vault._journal = journal_rebuild.renew(folder, vault.keys, vault._open())
    vault._let_go()


def used(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    began = time.process_time()
    work()
    return time.process_time() - began


def additions() -> None:
    """Ten million, which tell how fast the machine is just now."""
    total = 0
    for each in range(10_000_000):
        total += each


def every_row(con: Any) -> None:
    for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for _ in con.execute(f"SELECT * FROM {name}"):
            pass


def verifying(folder: Path, answers: int, times: int = 5) -> None:
    if not folder.exists():
        filled(folder, answers)
    vault = open_vault(folder, PASSPHRASE)
    con = vault._open().con
    con.execute("CREATE TABLE IF NOT EXISTS gone (words TEXT)")  # takes the page that an earlier run left free
    events, recorder = vault._open().last_number(), size(folder / "recorder.bin")
    print(f"{events} events, vault {size(folder / 'vault.db')}, recorder {recorder}")
    for free in (False, True):
        if free:
            con.execute("DROP TABLE gone")
        print(f"pages that are free: {con.execute('PRAGMA freelist_count').fetchone()[0]}")
        ratios = []
        for _ in range(times):
            loop = used(additions)
            pages = used(lambda: con.execute("PRAGMA cipher_integrity_check").fetchall())
            rows = used(lambda: every_row(con))
            ours = used(lambda: _holds(vault))
            ratios.append(ours / (pages + rows))
            print(
                f"  ten million additions {loop:.2f} s; every page {pages:.2f} s, every row {rows:.2f} s; "
                f"verifying {ours:.2f} s: {ratios[-1]:.2f} times as much"
            )
        print(f"  in the median {statistics.median(ratios):.2f} times as much")
    vault._let_go()


def _holds(vault: Vault) -> None:
    assert vault.verify().holds


def derivation(cost: Cost) -> float:
    from screening.store.crypto.key_file import _derive

    return statistics.median(timed(lambda: _derive(PASSPHRASE, bytes(16), cost), 5))


def size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=3000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--verify", type=int)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--child", nargs=2)
    chosen = parser.parse_args()
    if chosen.child:
        vault = open_vault(Path(chosen.child[0]), PASSPHRASE)
        saving(vault, int(chosen.child[1]))
        vault._let_go()
        return
    with tempfile.TemporaryDirectory() as below:
        if chosen.verify:
            verifying(chosen.record or Path(below) / "large", chosen.verify)
            return
        folder = Path(below) / "vault"
        vault = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK)
        print("saving one answer:", spread(saving(vault, chosen.answers)))
        vault.close()
        if shutil.which("strace"):
            print(f"syncs per answer: {syncs(folder, 200):.2f}")
        cost = calibrated()
        print(f"calibrated cost: {cost.ops} passes over {cost.mem >> 20} MiB, {derivation(cost):.0f} ms")
        floor = Cost(3, 256 << 20)
        print(f"floor cost: {floor.ops} passes over {floor.mem >> 20} MiB, {derivation(floor):.0f} ms")
        large(Path(below), chosen.large)


if __name__ == "__main__":
    main()
