"""From the last answer to the feedback page, drawn: ``python benchmarks/training.py`` (no screen needed)."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QApplication

from screening.qt.style.theme import Theme, apply_theme
from screening.qt.training.play import PlayRoom
from screening.qt.training.practice_window import Room
from screening.qt.training.table_room import TableRoom
from screening.qt.training.trainer_room import TrainerRoom
from screening.store.classbook import classbook_in_memory
from screening.training.table_drafts import Draft
from screening.training.trainer_class import at_table, begin
from screening.wording.catalogue.translations import Words
from tests.training.some_class import CONTENT, PACK, ROUNDS, result, sheets

TIMES = 9


def measured(room: Room, act: Callable[[], object], before: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Milliseconds from ``act`` to a drawn page, by the clock and of the processor; the first of its kind first."""
    clock, processor = [], []
    for _ in range(TIMES):
        before()
        QApplication.processEvents()
        begun, used = time.perf_counter(), time.process_time()
        act()
        room.grab()
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return clock, processor


def tell(name: str, times: tuple[list[float], list[float]]) -> None:
    told = (f"{each[0]:.0f} | {statistics.median(each):.0f} | {max(each):.0f}" for each in times)
    print(f"| {name} | {' | '.join(told)} |")


def main() -> None:
    QApplication([])
    apply_theme(Theme())
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; milliseconds\n")
    print("| page | first | median | worst | first, processor | median | worst |\n|---|---|---|---|---|---|---|")
    _trainer()
    _officer_and_table()


def _officer_and_table() -> None:
    play = PlayRoom(Words("en"), CONTENT, PACK)
    play.resize(1366, 768)
    play.show()
    play.open("sorting-yard")
    for topic in play.topics:
        play.go(topic)
        play.ask("What happened then?", "en")
    tell("one officer: last answer to feedback", measured(play, lambda: play.go("feedback"), lambda: play.go("noted")))
    desk = begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6)
    table = TableRoom(Words("en"), at_table(desk.plan, CONTENT, PACK), 1)
    table.resize(1366, 768)
    table.show()
    table.begin()
    for number in (1, 2):
        made = result(desk.plan, 1, number)
        table.rounds.drafts[number] = Draft(dict(made.kinds), noted=dict(made.noted), changed=True)
    tell("a table: last answer to feedback", measured(table, lambda: table.go("feedback"), lambda: table.go("2.noted")))


def _trainer() -> None:
    desk = begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6)
    for number in range(1, 7):
        for when in ("before", "after"):
            desk.take(sheets(number, when))
        desk.take(result(desk.plan, number, 1))
        desk.take(result(desk.plan, number, 2))
    trainer = TrainerRoom(Words("en"), desk)
    trainer.resize(1366, 768)
    trainer.show()
    trainer.begin()
    for place, name in (
        ("feedback.2", "trainer, six tables: feedback of round 2"),
        ("agreement.1", "trainer, six tables: agreement with interval"),
        ("quiz.after", "trainer, 24 sheets: quiz with interval"),
    ):
        tell(name, measured(trainer, lambda place=place: trainer.go(place), lambda: trainer.go("come-in")))


if __name__ == "__main__":
    main()
