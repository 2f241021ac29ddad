"""How long a page of the list of cases takes with few cases and with many: first and last page, each order and filter.

    python benchmarks/case_list.py [--few 100] [--many 100000] [--kept FOLDER] [--only WORD]

A page is what the desk shows: 50 cases read from the index and worded, what is due, the counts. Both records are
measured in turn, in one process, by processor time, because other work may be running on the machine. Beside each ratio
stands how many rows either page has. A row costs the same in both, so a page of 50 is compared with a page of as many:
in the small record every case has the signs and words that are typed, in the large one as many as chance gives it; the
label ``lorry`` has one in 200 there, those that changed longest ago. ``--unlike`` makes the small record like the large
one, so that few or no rows stand beside fifty. ``--kept`` uses the records of a run before, or leaves them there.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from caseload import AT_ONCE, TODAY, WORDS, page, prepared
from vault import PASSPHRASE, QUICK, answer

from screening.casework.content.edition import open_content
from screening.casework.record.caseload import worded_next, worded_state
from screening.casework.record.desk_list import COLUMNS, Found, Wish
from screening.domain.events.catalogue import CaseOpened, GateAnswered
from screening.domain.events.referral import PromiseMade
from screening.store import Vault, create_vault, open_vault
from screening.store.database.rows import Row, to_frame
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


def case_code(vault: Vault, *, with_signs: bool) -> str:
    while True:
        code = vault.new_case()
        if not with_signs or SIGNS in code.replace("-", ""):
            return code


def filled(folder: Path, cases: int, *, alike: bool) -> Vault:
    """Cases of three answers, of three places, some with a label; many to a transaction.

    With ``alike`` every code and label has what the benchmark types into the filter.
    """
    vault = create_vault(folder, PASSPHRASE, "A", "labour-officer", "", cost=QUICK)
    edition = open_content().protocol.id
    for start in range(0, cases, AT_ONCE):
        rows: list[Row] = []
        codes, labels = list[str](), dict[str, str]()
        for number in range(start, min(start + AT_ONCE, cases)):
            place = SETTINGS[1] if alike and number % 5 < 3 else SETTINGS[number % 3]
            events = [CaseOpened(edition, place, "field"), GateAnswered("hearing", "nobody")]
            events += map(answer, range(1, number % 4))
            events += (
                [PromiseMade("1", "call", TODAY.isoformat())]
                if cases - number < 3 * DUE_IN and not number % DUE_IN
                else []
            )
            codes.append(case_code(vault, with_signs=alike))
            if alike:
                labels[codes[-1]] = f"bus 2{codes[-1][0]} lorry"
            elif not alike and number * OLD < cases:
                labels[codes[-1]] = "lorry"
            elif not number % 7:
                labels[codes[-1]] = f"bus {codes[-1][:2]}"
            rows += vault.next_rows(codes[-1], events)
        with vault.transaction(to_frame(tuple(rows))) as tables:
            tables.add(rows)
            for code, label in labels.items():
                tables.set_draft(code, LABEL, label)
    return vault


def got(folder: Path, cases: int, *, alike: bool = False) -> Vault:
    """The record of a run before, or one made now."""
    there = folder / f"of-{cases}{'-alike' if alike else ''}"
    return open_vault(there, PASSPHRASE) if there.exists() else filled(there, cases, alike=alike)


def spent(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def acts(found: CaseList) -> dict[str, Callable[[], Found]]:
    table: dict[str, Callable[[], Found]] = {}
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
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--unlike", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as below:
        folder = chosen.kept or Path(below)
        vaults = [got(folder, chosen.few, alike=not chosen.unlike), got(folder, chosen.many)]
        lists = [prepared(vault) for vault in vaults]
        print(f"first making of the index: {lists[0][1]:.2f} s and {lists[1][1]:.1f} s of the processor")
        few, many = (acts(found) for found, _took in lists)
        print(f"load {os.getloadavg()[1]:.1f}")
        print(
            f"| milliseconds of the processor, median of {chosen.times} | {chosen.few} | {chosen.many} | ratio | rows |"
        )
        print("|---|---|---|---|---|")
        for name in [each for each in few if each in many and chosen.only in each]:
            taken = [[], []]  # type: list[list[float]]
            for _ in range(chosen.times):
                taken[0].append(spent(few[name]))
                taken[1].append(spent(many[name]))
            rows = [len(acts[name]().lines) for acts in (few, many)]
            low, high = (statistics.median(each) for each in taken)
            print(f"| {name} | {low:.2f} | {high:.2f} | {high / low:.2f} | {rows[0]}, {rows[1]} |", flush=True)


if __name__ == "__main__":
    main()
