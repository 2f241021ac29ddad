"""How long a page of the list of cases takes with few cases and with many: first and last page, each order, the filter.

    python benchmarks/case_list.py [--few 100] [--many 100000]

A page is what the desk shows: 50 cases read from the index and worded, what is due, the counts. Both records are
measured in turn, in one process, by processor time, because other work may be running on the machine.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from caseload import AT_ONCE
from vault import PASSPHRASE, QUICK, answer

from screening.casework import directory as services
from screening.casework.edition import open_content
from screening.casework.record import desk_list
from screening.casework.record.desk_list import COLUMNS, Found, Wish
from screening.domain.events.catalogue import CaseOpened, GateAnswered
from screening.domain.events.referral import PromiseMade
from screening.store import Vault, create_vault
from screening.store.database.rows import Row, to_frame
from screening.store.vault.case_list import LABEL, CaseList
from screening.wording.catalogue.translations import Words

TIMES = 31
SETTINGS = ("workplace", "hostel", "shelter")
DUE_IN = 40
"""One case in so many has a promise for today."""
TODAY = datetime.date.today()
WORDS = Words("en")


def filled(folder: Path, cases: int) -> Vault:
    """Cases of three answers, of three places, some with a label; many to a transaction."""
    vault = create_vault(folder, PASSPHRASE, "A", "labour-officer", "", cost=QUICK)
    edition = open_content().protocol.id
    for start in range(0, cases, AT_ONCE):
        rows: list[Row] = []
        codes = []
        for number in range(start, min(start + AT_ONCE, cases)):
            events = [CaseOpened(edition, SETTINGS[number % 3], "field"), GateAnswered("hearing", "nobody")]
            events += map(answer, range(1, number % 4))
            events += (
                [PromiseMade("1", "call", TODAY.isoformat())]
                if cases - number < 3 * DUE_IN and not number % DUE_IN
                else []
            )
            codes.append(vault.new_case())
            rows += vault.next_rows(codes[-1], events)
        with vault.transaction(to_frame(tuple(rows))) as tables:
            tables.add(rows)
            for code in codes[::7]:
                tables.set_draft(code, LABEL, f"bus {code[:2]}")
    return vault


def prepared(vault: Vault) -> tuple[CaseList, float]:
    """The list, and the processor seconds that the first making of it took."""
    began, found = time.process_time(), desk_list.open_list(vault)
    while desk_list.refresh(found, open_content(), WORDS, TODAY):
        pass
    return found, time.process_time() - began


def page(found: CaseList, wish: Wish, was: Found | None = None, by: int = 0) -> Found:
    """What turning to a page, or opening the list, does on every press."""
    desk_list.refresh(found, open_content(), WORDS, TODAY)
    shown = desk_list.find(found, wish, WORDS, TODAY, was, by)
    desk_list.view_of(shown, WORDS, services.shipped(), TODAY)
    return shown


def spent(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def acts(found: CaseList) -> dict[str, Callable[[], object]]:
    table: dict[str, Callable[[], object]] = {}
    for name in COLUMNS:
        last = page(found, Wish(name), by=2)
        table[f"first page by {name}"] = lambda name=name: page(found, Wish(name))
        table[f"last page by {name}"] = lambda name=name: page(found, Wish(name), by=2)
        table[f"the page before that by {name}"] = lambda name=name, last=last: page(found, Wish(name), last, -1)
    table["filter that many match"] = lambda: page(found, Wish(typed="host"))
    table["filter that one code matches"] = lambda: page(found, Wish(typed=last.lines[-1].case))
    table["filter that nothing matches"] = lambda: page(found, Wish(typed="zebra"))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as below:
        vaults = [filled(Path(below) / f"of-{cases}", cases) for cases in (chosen.few, chosen.many)]
        lists = [prepared(vault) for vault in vaults]
        print(f"first making of the index: {lists[0][1]:.2f} s and {lists[1][1]:.1f} s of the processor")
        few, many = (acts(found) for found, _took in lists)
        print(f"| milliseconds of the processor, median of {TIMES} | {chosen.few} | {chosen.many} | ratio |")
        print("|---|---|---|---|")
        for name in few:
            taken = [[], []]  # type: list[list[float]]
            for _ in range(TIMES):
                taken[0].append(spent(few[name]))
                taken[1].append(spent(many[name]))
            low, high = (statistics.median(each) for each in taken)
            print(f"| {name} | {low:.2f} | {high:.2f} | {high / low:.2f} |", flush=True)


if __name__ == "__main__":
    main()
