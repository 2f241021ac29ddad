"""How long the acts on a whole record take with few cases and with many: the list, one case, erasing, keys, copies.

    python benchmarks/caseload.py [--few 100] [--many 100000]

Both records have the same 100 newest cases of 60 answers; the others have three answers each. It prints the table of
vault.md. Processor seconds stand beside the time because other work may be running on the machine.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from vault import PASSPHRASE, QUICK, answer, derivation

from screening.casework.edition import open_content
from screening.casework.record.caseload import caseload
from screening.casework.view_models import ListPart
from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.store import Vault, add_contact, create_vault, make_bundle, open_vault, own_card
from screening.store.database.rows import Row, to_frame
from screening.store.vault import key_slots
from screening.wording.catalogue.translations import Words

PAGE = 50
FULL = 100
AT_ONCE = 250
OTHER = "granite saffron pebble orchard violin"


def measured(act: Callable[[], object], times: int = 1) -> str:
    """The median of ``times`` runs: milliseconds by the clock, and of the processor."""
    walls, cpus = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        act()
        walls.append((time.perf_counter() - began) * 1000)
        cpus.append((time.process_time() - used) * 1000)
    return f"{statistics.median(walls):.1f} ms ({statistics.median(cpus):.1f})"


def filled(folder: Path, cases: int) -> Vault:
    """Built many cases to a transaction, which saving never does: otherwise building would take hours."""
    vault = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK)
    for start in range(0, cases, AT_ONCE):
        rows: list[Row] = []
        for number in range(start, min(start + AT_ONCE, cases)):
            answers = 60 if number >= cases - FULL else 3
            events = [CaseOpened("2026-1", "office", "adult"), *map(answer, range(1, answers + 1))]
            rows += vault.next_rows(vault.new_case(), events)
        with vault.transaction(to_frame(tuple(rows))) as tables:
            tables.add(rows)
    vault.backup()
    return vault


def column(below: Path, cases: int) -> dict[str, str]:
    folder, content, words = below / f"of-{cases}", open_content(), Words("en")
    vault = filled(folder, cases)
    newest = vault.case_heads(0, 1)[0].case
    last = vault.case_heads(max(0, cases - PAGE - 1), 1)[0].n

    def page(older: int | None) -> None:
        found = [fold(each.case, vault.events(each.case)) for each in vault.case_page(PAGE, older=older)]
        caseload(content, found, words, "officer", ListPart(vault.count_cases()))

    second = vault.case_page(PAGE)[-1].n
    table = {
        "one page of the list's lines": measured(lambda: vault.case_heads(0, PAGE), 50),
        "the last page of the list's lines": measured(lambda: vault.case_page(PAGE, older=last), 50),
        "one page of the list, every case read and worded": measured(lambda: page(None), 9),
        "its second page": measured(lambda: page(second), 9),
        "the very last page": measured(lambda: page(last), 9),
        "opening one case": measured(lambda: fold(newest, vault.events(newest)), 50),
        "saving one answer": measured(lambda: vault.append(newest, AnswerGiven("item-1", *_yes())), 100),
    }
    other = create_vault(below / f"other-{cases}", OTHER, "B", "officer", "", cost=QUICK)
    card = own_card(other)
    add_contact(vault, card, card.number)
    own_card(vault)
    table["a bundle of one case"] = measured(lambda: make_bundle(vault, [newest], [card.number], below), 5)
    other.close()
    table["backup, verified"] = measured(vault.backup)
    table["change of passphrase, its cost twice included"] = measured(
        lambda: vault.change_passphrase(PASSPHRASE, OTHER, cost=QUICK)
    )
    table["new data key (rekey), backups included"] = measured(lambda: key_slots.rotate(vault, OTHER, cost=QUICK))
    erased = vault.case_heads(PAGE, 1)[0].case
    table["erasing one case, recorder and backup made anew"] = measured(lambda: vault.erase([erased], "asked"))
    vault.append(newest, AnswerGiven("item-2", *_yes()))
    table["lock, with its backup"] = measured(vault.close)
    opened: list[Vault] = []
    table["unlock, the passphrase's cost included"] = measured(lambda: opened.append(open_vault(folder, OTHER)))
    opened[0].close()
    print(table)
    return table


def _yes() -> tuple[Answer, How]:
    return Answer.YES, How.TOLD


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=100_000)
    chosen = parser.parse_args()
    print(f"the passphrase's cost here: {derivation(QUICK):.0f} ms")
    with tempfile.TemporaryDirectory() as below:
        few, many = (column(Path(below), cases) for cases in (chosen.few, chosen.many))
    print(f"| milliseconds (of the processor) | {chosen.few} cases | {chosen.many} cases |\n|---|---|---|")
    for name, figure in few.items():
        print(f"| {name} | {figure} | {many[name]} |")


if __name__ == "__main__":
    main()
