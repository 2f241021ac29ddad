"""How long a page of the list of cases takes: first and last page and the one before, in each order and filter.

    python benchmarks/case_list.py [--many 10000] [--kept FOLDER] [--only WORD]

A page is what the desk shows: 50 cases read from the index and worded, what is due, the counts. Beside the milliseconds
of the processor stands their share of ten million additions in a module's text. One case in 200 has the label
``lorry``, those that changed longest ago. ``--kept`` uses the record of a run before, or leaves it there.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from calibration import calibrated
from caseload import AT_ONCE, TODAY, WORDS, page, prepared
from vault import PASSPHRASE, QUICK, answer

from screening.casework.content.edition import open_content
from screening.casework.record.caseload import worded_next, worded_state
from screening.casework.record.desk_list import COLUMNS, ListPage, Wish
from screening.domain.events.catalogue import CaseOpened, GateAnswered
from screening.domain.events.referral import PromiseMade
from screening.store import Vault, create_vault, open_vault
from screening.store.database.rows import Row
from screening.store.vault.case_list import LABEL, CaseList

TIMES = 31
SETTINGS = ("workplace", "hostel", "shelter")
DUE_IN = 40
"""One case in so many has a promise for today."""
SIGNS = "7K"
OF_STATE = "ef"
"""Two signs of a code that "Before the interview" has too, where every second case stands."""
OLD = 200
"""One case in so many has an old label."""


def filled(folder: Path, cases: int) -> Vault:
    """Cases of three answers, of three places, some with a label; many to a transaction."""
    vault = create_vault(folder, PASSPHRASE, "A", "labour-officer", "", cost=QUICK)
    edition = open_content().protocol.id
    for start in range(0, cases, AT_ONCE):
        rows: list[Row] = []
        codes, labels = list[str](), dict[str, str]()
        for number in range(start, min(start + AT_ONCE, cases)):
            events = [CaseOpened(edition, SETTINGS[number % 3], "field"), GateAnswered("hearing", "nobody")]
            events += map(answer, range(1, number % 4))
            if cases - number < 3 * DUE_IN and not number % DUE_IN:
                events.append(PromiseMade("1", "call", TODAY.isoformat()))
            codes.append(vault.new_case())
            if number * OLD < cases:
                labels[codes[-1]] = "lorry"
            elif not number % 7:
                labels[codes[-1]] = f"bus {codes[-1][:2]}"
            rows += vault.next_rows(codes[-1], events)
        vault.take_rows(rows)
        for code, label in labels.items():
            vault.set_draft(code, LABEL, label)
    return vault


def spent(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def acts(found: CaseList) -> dict[str, Callable[[], ListPage]]:
    table: dict[str, Callable[[], ListPage]] = {}
    for name in COLUMNS:
        last = page(found, Wish(name), by=2)
        table[f"first page by {name}"] = lambda name=name: page(found, Wish(name))
        table[f"last page by {name}"] = lambda name=name: page(found, Wish(name), by=2)
        table[f"the page before that by {name}"] = lambda name=name, last=last: page(found, Wish(name), last, -1)
    some = page(found, Wish("code"), by=2).lines[-1]
    code = some.case
    state, todo = worded_state(some.state, 0, WORDS), worded_next(some.todo, 0, WORDS)
    filters = {"a place": "host", "a state": state, "a next step": todo, "a label": "bus", "a part of a label": "us 2"}
    filters |= {"one code": code, "two signs": SIGNS, "one sign": SIGNS[:1], "an old label": "lorry"}
    filters |= {"two signs of a state too": OF_STATE, "nothing": "zebra"}
    for told, typed in filters.items():
        for name in ("changed", "code", "kept", "label", "state"):
            wish = Wish(name, typed=typed)
            last = page(found, wish, by=2)
            table[f"filtered by {told}, by {name}, first page"] = lambda wish=wish: page(found, wish)
            if len(last.lines) > 1:
                table[f"filtered by {told}, by {name}, last page"] = lambda wish=wish: page(found, wish, by=2)
                table[f"filtered by {told}, by {name}, the page before that"] = lambda wish=wish, last=last: page(
                    found, wish, last, -1
                )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as below:
        folder = (chosen.kept or Path(below)) / f"of-{chosen.many}"
        vault = open_vault(folder, PASSPHRASE) if folder.exists() else filled(folder, chosen.many)
        found, took = prepared(vault)
        loop = calibrated()["module additions"] * 1000
        print(f"first making of the list: {took:.1f} s of the processor; the loop {loop:.0f} ms")
        print(f"| {chosen.many} cases, load {os.getloadavg()[1]:.1f} | ms of the processor | of the loop | rows |")
        print("|---|---|---|---|")
        for name, act in acts(found).items():
            if chosen.only in name:
                taken = statistics.median(spent(act) for _ in range(chosen.times))
                print(f"| {name} | {taken:.1f} | {taken / loop:.3f} | {len(act().lines)} |", flush=True)


if __name__ == "__main__":
    main()
