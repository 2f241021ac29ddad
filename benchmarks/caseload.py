"""How long the acts on a whole record take with few cases and with many: the list, one case, erasing, keys, copies.

    python benchmarks/caseload.py [SIZE ...] [--plot curves.svg]

Without sizes 100, 1,000, 10,000 and 100,000 cases. Every record has the same 100 newest cases of 60 answers; the others
have three answers each. It prints the table of vault.md. Processor seconds stand beside the time because other work may
be running on the machine. ``--plot`` draws the processor time of each act over the number of cases, both in powers of
ten, and says the load. A page of the list is what the desk shows: 50 cases read from the index and worded, what is due,
the counts.
"""

from __future__ import annotations

import argparse
import datetime
import math
import os
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

from screening.casework.content import directory as services
from screening.casework.content.edition import open_content
from screening.casework.record import desk_list, desk_views
from screening.casework.record.desk_list import ListPage, Wish
from screening.domain.answers import Answer, How
from screening.domain.case.case import fold
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, GateAnswered
from screening.settings import OWN
from screening.store import Vault, add_contact, change_passphrase, create_vault, make_bundle, open_vault, own_card
from screening.store.database.rows import Row
from screening.store.vault import key_slots
from screening.store.vault.case_list import CaseList
from screening.wording.catalogue.translations import Words

PAGE = 50
FULL = 100
AT_ONCE = 250
SETTINGS = ("workplace", "hostel")
TODAY = datetime.date.today()
WORDS = Words("en")
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
    vault, edition = create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK), open_content().protocol.id
    for start in range(0, cases, AT_ONCE):
        rows: list[Row] = []
        for number in range(start, min(start + AT_ONCE, cases)):
            answers = 60 if number >= cases - FULL else 3
            begun = CaseOpened(edition, SETTINGS[number % 2], "field"), GateAnswered("hearing", "nobody", 1)
            events = [*begun, *map(answer, range(1, answers + 1))]
            rows += vault.next_rows(vault.new_case(), events)
        vault.take_rows(rows)
    vault.backup()
    return vault


def prepared(vault: Vault) -> tuple[CaseList, float]:
    """The list, and the processor seconds that the first making of it took."""
    began, found = time.process_time(), desk_list.open_list(vault)
    while desk_list.refresh(found, open_content(), WORDS, TODAY):
        pass
    return found, time.process_time() - began


def page(found: CaseList, wish: Wish, was: ListPage | None = None, by: int = 0) -> ListPage:
    """What turning to a page, or opening the list, does on every press."""
    desk_list.refresh(found, open_content(), WORDS, TODAY)
    shown = desk_list.find(found, wish, WORDS, TODAY, was, by)
    desk_views.view_of(shown, WORDS, services.shipped(OWN), TODAY)
    return shown


def megabytes(folder: Path) -> float:
    """What the acts that read every byte read: the record and its second file."""
    return sum((folder / name).stat().st_size for name in ("vault.db", "recorder.bin")) / 1e6


EVERY_BYTE = ("backup", "new data key", "erasing one case", "lock, ", "unlock, every page")
"""How the names of the acts begin whose cost must grow with the size and no faster."""


def column(below: Path, cases: int) -> tuple[dict[str, Taken], float]:
    folder = below / f"of-{cases}"
    vault = filled(folder, cases)
    newest = vault.listed_cases(0, 1)[0].case
    found, took = prepared(vault)
    print(f"first making of the list of {cases} cases: {took:.1f} s of the processor", flush=True)
    last = page(found, Wish(), by=2)
    place = Wish(typed="hostel")

    table = {
        "first page of the list": measured(lambda: page(found, Wish()), 15),
        "its last page": measured(lambda: page(found, Wish(), by=2), 15),
        "the page before that": measured(lambda: page(found, Wish(), last, -1), 15),
        "first page filtered by a place": measured(lambda: page(found, place), 15),
        "its last page, filtered": measured(lambda: page(found, place, by=2), 15),
        "filtered by one code": measured(lambda: page(found, Wish(typed=newest)), 15),
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
    unlock(folder, behind=True)  # what follows a lock with erasing and a new key is done once
    table["unlock as the window does it, up to the list"] = measured(lambda: unlock(folder, behind=True), 9)
    table["unlock, every page checked first"] = measured(lambda: unlock(folder, behind=False), 3)
    return table, read


def unlock(folder: Path, *, behind: bool) -> None:
    """Open a record, read the first page of its list, and let go of it; the passphrase's cost is in it.

    With ``behind`` a process of its own, which is not measured, checks the rest of a large one (decision 0053).
    """
    vault = open_vault(folder, OTHER, behind=behind)
    page(desk_list.open_list(vault), Wish())
    vault.abandon()


def _yes() -> tuple[Answer, How]:
    return Answer.YES, How.TOLD


def plot(columns: dict[int, dict[str, Taken]], file: Path) -> None:
    """Draw one curve an act, its name at its end. Both axes in powers of ten: what grows with the record rises as one
    to one."""
    drawing = Drawing(680, 460)
    drawing.add(Rect(0, 0, 680, 460, fillColor=white, strokeColor=None))
    chart = LinePlot()
    chart.x, chart.y, chart.width, chart.height = 50, 40, 330, 390
    names = list(next(iter(columns.values())))
    points = {
        name: [(math.log10(size), math.log10(max(0.1, table[name].processor))) for size, table in columns.items()]
        for name in names
    }
    chart.data = [points[name] for name in names]
    for at in range(len(names)):
        chart.lines[at].strokeColor = COLORS[at % len(COLORS)]
        chart.lines[at].strokeWidth = 1.2
    low, high = (way(y for each in points.values() for _x, y in each) for way in (min, max))
    low, high = math.floor(low), math.ceil(high)
    chart.yValueAxis.valueMin, chart.yValueAxis.valueMax = low, high
    for axis in (chart.xValueAxis, chart.yValueAxis):
        axis.valueStep = 1
        axis.labelTextFormat = lambda value: f"{10 ** round(value):g}" if value < 0 else f"{10 ** round(value):,}"
    drawing.add(chart)
    told = (
        f"Milliseconds of the processor, {TODAY.isoformat()}, load {os.getloadavg()[2]:.0f} on {os.cpu_count()} cores"
    )
    drawing.add(String(50, 443, told, fontSize=10))
    drawing.add(String(345, 12, "cases", fontSize=10))
    ends = {name: chart.y + chart.height * (points[name][-1][1] - low) / (high - low) for name in names}
    told_at: dict[str, float] = {}
    below = 460.0
    for name in sorted(names, key=lambda each: -ends[each]):
        told_at[name] = below = min(below - 13, ends[name])
    above = chart.y - 13
    for name in reversed(told_at):  # none stands below the curves
        told_at[name] = above = max(above + 13, told_at[name])
    for name, beside in told_at.items():
        color = COLORS[names.index(name) % len(COLORS)]
        drawing.add(Line(382, ends[name], 396, beside, strokeColor=color, strokeWidth=0.6))
        ratio = 10 ** (points[name][-1][1] - points[name][0][1])
        drawing.add(String(399, beside - 3, f"{name}: {ratio:.2g} times", fontSize=8, fillColor=color))
    # Some readers of SVG know "none" in small letters only, and fill with black otherwise.
    file.write_text(renderSVG.drawToString(drawing).replace("fill: None", "fill: none"), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args()
    print(f"the passphrase's cost here: {derivation(QUICK):.0f} ms; load {os.getloadavg()[2]:.1f}")
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
    print(f"load at the end {os.getloadavg()[2]:.1f}")
    if chosen.plot:
        plot(columns, chosen.plot)


if __name__ == "__main__":
    main()
