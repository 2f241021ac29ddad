"""The trainer's desk: a class kept in its own store, what comes in from the tables, and its end."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from screening.casework.content.edition import Content
from screening.domain.scenarios.model import Kind, TrainingPack
from screening.domain.scenarios.talk import CLOSING, CONSENT
from screening.errors import BadInput, ScreeningError
from screening.store.classbook import ClassBook, classbook_in_memory
from screening.store.folder import safe_paths
from screening.training import class_file
from screening.training.agreement import Agreement, agreement
from screening.training.classroom import AFTER, BEFORE, Classroom, Entry, Plan, TableResult, asked_in, process_in
from screening.training.talk import NOT_ASKED, Questions, process_from


class ClassDesk:
    """One class. Every entry is in the store before anything on a page moves."""

    def __init__(self, book: ClassBook, content: Content, pack: TrainingPack, classroom: Classroom) -> None:
        self.book = book
        self.content = content
        self.pack = pack
        self.classroom = classroom

    @property
    def plan(self) -> Plan:
        return self.classroom.plan

    def take(self, entry: Entry) -> None:
        """Keep a result. Raises NotSaved."""
        self.book.append(json.dumps(class_file.entry_value(entry), sort_keys=True))
        self.classroom = self.classroom.take(entry)

    def collect(self, folder: Path) -> tuple[int, tuple[ScreeningError, ...]]:
        """Take every result of this class from a stick: how many were taken, and why others were not."""
        taken, troubles = 0, []
        for path in class_file.files_on(folder, self.plan):
            try:
                self.take(class_file.read_entry(path, self.plan, self.pack))
                taken += 1
            except BadInput as trouble:
                troubles.append(trouble)
        return taken, tuple(troubles)

    def hand_out(self, folder: Path) -> Path:
        """Write the plan to a stick. Raises BadInput("class-no-folder"), ("not-written")."""
        return write_to(folder, class_file.plan_name(self.plan), class_file.plan_data(self.plan))

    def handed_out(self, folder: Path) -> bool:
        """Return whether the plan for the tables is in a folder."""
        return (folder / class_file.plan_name(self.plan)).is_file()

    def item_agreement(self, number: int) -> Agreement:
        """Return how far the tables agree on the items of a round.

        An item that a table did not note counts as not asked.
        """
        items = self.pack.scenarios[self.plan.rounds[number - 1]].key_items()
        ratings = [
            {item: result.noted.get(item, NOT_ASKED) for item in items} for result in self.classroom.round(number)
        ]
        return agreement(ratings, items)

    def quiz_agreement(self, when: str) -> Agreement:
        """Return how far the sheets agree on the twelve short cases; a case that was left out is missing."""
        cases = [each.id for each in self.pack.vignettes]
        ratings = [
            {case: choice.value for case, choice in zip(cases, sheet, strict=True) if choice is not None}
            for sheet in self.classroom.sheets(when)
        ]
        return agreement(ratings, cases)

    def figures(self) -> dict[str, Any]:
        """Return what is kept of a class when it is over: counts of the whole class, nothing by table and no words."""
        rounds = []
        for number in self.classroom.rounds_held():
            results = self.classroom.round(number)
            asked = asked_in(results)
            rounds.append({
                "round": number, "scenario": self.plan.rounds[number - 1], "tables": len(results),
                "questions": {"open": asked.open, "other": asked.other, "pressing": asked.pressing},
                "process": process_in(results), "agreement": _figures(self.item_agreement(number)),
            })  # fmt: skip
        quiz = {
            when: {"sheets": len(self.classroom.sheets(when)), "agreement": _figures(self.quiz_agreement(when))}
            for when in (BEFORE, AFTER)
            if self.classroom.sheets(when)
        }
        return {
            "kind": "screening class figures", "fictitious": True, "edition": self.plan.edition, "day": self.plan.day,
            "rounds": rounds, "quiz": quiz,
        }  # fmt: skip

    def end(self, folder: Path) -> Path:
        """Write the figures of the class, then erase its store. Nothing is erased when they cannot be written.

        Raises BadInput("class-no-folder"), ("not-written"), StoreTrouble("class-not-erased").
        """
        data = json.dumps(self.figures(), ensure_ascii=False, indent=1).encode() + b"\n"
        path = write_to(folder, f"class-figures-{self.plan.day}-{self.plan.code}.json", data)
        self.book.erase()
        return path


def table_result(
    desk: ClassDesk, table: int, number: int, kinds: Mapping[Kind, int], steps: Set[str], noted: Mapping[str, str]
) -> TableResult:
    """Return a table's round from what its observer ticked and what it noted. The observer ticks gate, privacy and
    agreement only when they came before the first question."""
    process = process_from(steps, steps, Questions(kinds))
    return TableResult(
        table,
        number,
        desk.plan.rounds[number - 1],
        frozenset(name for name, holds in process.items() if holds),
        len(set(CONSENT) & steps),
        len(set(CLOSING) & steps),
        dict(kinds),
        dict(noted),
    )


def _figures(found: Agreement) -> dict[str, Any]:
    return {
        "alpha": _rounded(found.alpha), "low": _rounded(found.low), "high": _rounded(found.high),
        "raters": found.raters, "warnings": list(found.warnings),
        "units": {row.unit: f"{row.agree}/{row.of}" for row in found.units},
    }  # fmt: skip


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 3)


def begin(book: ClassBook, content: Content, pack: TrainingPack, rounds: tuple[str, ...], tables: int) -> ClassDesk:
    """Return a new class in an empty book."""
    day = datetime.datetime.now().astimezone().date().isoformat()
    plan = class_file.new_plan(content.protocol.id, rounds, tables, day)
    book.append(class_file.plan_data(plan).decode())
    return ClassDesk(book, content, pack, Classroom(plan))


def at_table(plan: Plan, content: Content, pack: TrainingPack) -> ClassDesk:
    """Return a table's side of a class: in memory, gone when its window is closed."""
    return ClassDesk(classbook_in_memory(), content, pack, Classroom(plan))


def resume(book: ClassBook, content: Content, pack: TrainingPack) -> ClassDesk | None:
    """Return the class that a book holds; None when it is empty.

    Raises BadInput when it was made under another edition.
    """
    entries = book.entries()
    if not entries:
        return None
    first = json.loads(entries[0])
    plan = Plan(
        first["class"], bytes.fromhex(first["key"]), first["edition"], tuple(first["rounds"]), first["tables"],
        first["day"],
    )  # fmt: skip
    if plan.edition != content.protocol.id:
        raise BadInput("class-other-edition", file=f"class-{plan.code}", edition=content.protocol.id)
    classroom = Classroom(plan)
    for body in entries[1:]:
        classroom = classroom.take(class_file.parse_entry({"version": 1, **json.loads(body)}, plan, pack, "class.db"))
    return ClassDesk(book, content, pack, classroom)


def named_folder(text: str) -> Path:
    """Return the folder that was typed. Raises BadInput("class-folder-missing") where none was.

    An empty path is where the program was started: nothing may be written there unasked.
    """
    if not text.strip():
        raise BadInput("class-folder-missing")
    return Path(text.strip()).expanduser()


def write_to(folder: Path, name: str, data: bytes) -> Path:
    """Write a file under a name of its own. Raises BadInput("class-no-folder") and what ``save_in`` raises."""
    if not folder.is_dir():
        raise BadInput("class-no-folder", folder=folder.name)
    return safe_paths.save_in(folder, name, data)


def write_result(folder: Path, plan: Plan, entry: Entry) -> Path:
    """Save a table's result on a stick. Raises as ``write_to``."""
    return write_to(folder, class_file.entry_name(plan, entry), class_file.entry_data(plan, entry))
