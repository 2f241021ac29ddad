"""How long the acts on a whole record take with few cases and with many: the list, one case, erasing, keys, copies.

    python benchmarks/caseload.py [SIZE ...] [--plot curves.svg]

Without sizes 100, 1,000, 10,000 and 100,000 cases. Every record has the same 100 newest cases of 60 answers; the others
have three answers each. It prints the table of vault.md. Processor seconds stand beside the time because other work may
be running on the machine. ``--plot`` draws the processor time of each act over the number of cases, both in powers of
ten.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportlab.graphics import renderSVG
from reportlab.graphics.charts.lineplots import LinePlot
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor, white
from vault import PASSPHRASE, QUICK, answer, derivation

from screening.casework.edition import open_content
from screening.casework.record.caseload import caseload
from screening.casework.record.view_models import ListPart
from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.store import Vault, add_contact, change_passphrase, create_vault, make_bundle, open_vault, own_card
from screening.store.database.rows import Row, to_frame
from screening.store.vault import key_slots
from screening.wording.catalogue.translations import Words

PAGE = 50
FULL = 100
AT_ONCE = 250
OTHER = "granite saffron pebble orchard violin"
COLORS = [HexColor(each) for each in ("#1B6B72", "#8A4B08", "#5B3E96", "#111111")]


@dataclass(frozen=True)
class Taken:
    """Milliseconds by the clock, and of the processor."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} ms ({self.processor:.1f})"


def measured(act: Callable[[], object], times: int = 1) -> Taken:
    """The median of ``times`` runs."""
    walls, cpus = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        act()
        walls.append((time.perf_counter() - began) * 1000)
        cpus.append((time.process_time() - used) * 1000)
    return Taken(statistics.median(walls), statistics.median(cpus))


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


def megabytes(folder: Path) -> float:
    """What the acts that read every byte read: the record and its second file."""
    return sum((folder / name).stat().st_size for name in ("vault.db", "recorder.bin")) / 1e6


EVERY_BYTE = ("backup", "new data key", "erasing one case", "lock")
"""How the names of the acts begin whose cost must grow with the size and no faster."""


def column(below: Path, cases: int) -> tuple[dict[str, Taken], float]:
    folder, content, words = below / f"of-{cases}", open_content(), Words("en")
    vault = filled(folder, cases)
    newest = vault.listed_cases(0, 1)[0].case
    last = max(0, cases - PAGE)

    def page(offset: int) -> None:
        found = [fold(each.case, vault.events(each.case)) for each in vault.listed_cases(offset, PAGE)]
        caseload(content, found, words, "officer", ListPart(vault.count_cases()))

    table = {
        "one page of the list's lines": measured(lambda: vault.listed_cases(0, PAGE), 50),
        "the last page of the list's lines": measured(lambda: vault.listed_cases(last, PAGE), 50),
        "one page of the list, every case read and worded": measured(lambda: page(0), 9),
        "its second page": measured(lambda: page(PAGE), 9),
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
        lambda: change_passphrase(vault, PASSPHRASE, OTHER, cost=QUICK)
    )
    table["new data key (rekey), backups included"] = measured(lambda: key_slots.rotate(vault, OTHER, cost=QUICK))
    erased = vault.listed_cases(PAGE, 1)[0].case
    table["erasing one case, recorder and backup made anew"] = measured(lambda: vault.erase([erased], "asked"))
    vault.append(newest, AnswerGiven("item-2", *_yes()))
    read = megabytes(folder)
    table["lock, with its backup"] = measured(vault.close)
    opened: list[Vault] = []
    table["unlock, the passphrase's cost included"] = measured(lambda: opened.append(open_vault(folder, OTHER)))
    opened[0].close()
    return table, read


def _yes() -> tuple[Answer, How]:
    return Answer.YES, How.TOLD


def plot(columns: dict[int, dict[str, Taken]], file: Path) -> None:
    """Draw one curve an act. Both axes in powers of ten: a curve that rises as the diagonal grows with the record."""
    drawing = Drawing(760, 420)
    drawing.add(Rect(0, 0, 760, 420, fillColor=white, strokeColor=None))
    chart = LinePlot()
    chart.x, chart.y, chart.width, chart.height = 50, 40, 380, 350
    names = list(next(iter(columns.values())))
    chart.data = [
        [(math.log10(size), math.log10(max(0.01, table[name].processor))) for size, table in columns.items()]
        for name in names
    ]
    dashes = ((), (6, 2), (2, 2), (8, 2, 2, 2))
    for at in range(len(names)):
        chart.lines[at].strokeColor = COLORS[at % len(COLORS)]
        chart.lines[at].strokeDashArray = dashes[at // len(COLORS) % len(dashes)] or None
        chart.lines[at].strokeWidth = 1.5
    for axis in (chart.xValueAxis, chart.yValueAxis):
        axis.valueStep = 1
        axis.labelTextFormat = lambda value: f"{10 ** round(value):g}" if value < 0 else f"{10 ** round(value):,}"
    drawing.add(chart)
    drawing.add(String(50, 405, "Milliseconds of the processor", fontSize=10))
    drawing.add(String(395, 12, "cases", fontSize=10))
    for at, name in enumerate(names):
        y = 385 - at * 22
        line = Line(450, y + 3, 480, y + 3, strokeColor=COLORS[at % len(COLORS)], strokeWidth=1.5)
        line.strokeDashArray = dashes[at // len(COLORS) % len(dashes)] or None
        drawing.add(line)
        drawing.add(String(486, y, name, fontSize=9))
    # Some readers of SVG know "none" in small letters only, and fill with black otherwise.
    file.write_text(renderSVG.drawToString(drawing).replace("fill: None", "fill: none"), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args()
    print(f"the passphrase's cost here: {derivation(QUICK):.0f} ms")
    with tempfile.TemporaryDirectory() as below:
        both = {size: column(Path(below), size) for size in chosen.sizes}
    columns = {size: table for size, (table, _) in both.items()}
    head = " | ".join(f"{size:,} cases" for size in columns)
    print(f"| milliseconds (of the processor) | {head} | ratio of the processor |\n|---|{'---|' * len(columns)}---|")
    first, last = columns[chosen.sizes[0]], columns[chosen.sizes[-1]]
    for name in first:
        figures = " | ".join(str(table[name]) for table in columns.values())
        ratio = last[name].processor / max(0.01, first[name].processor)
        print(f"| {name} | {figures} | {ratio:.2g} |")
    print(f"\n| milliseconds of the processor per megabyte | {head} | ratio |\n|---|{'---|' * len(columns)}---|")
    print(f"| megabytes | {' | '.join(f'{read:.1f}' for _, read in both.values())} | |")
    for name in (each for each in first if each.startswith(EVERY_BYTE)):
        each = [table[name].processor / read for table, read in both.values()]
        print(f"| {name} | {' | '.join(f'{taken:.1f}' for taken in each)} | {each[-1] / each[0]:.2g} |")
    if chosen.plot:
        plot(columns, chosen.plot)


if __name__ == "__main__":
    main()
