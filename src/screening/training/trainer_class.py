"""The trainer's desk: a class kept in its own store, what comes in from the tables, and its end."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from screening.casework.content.edition import Content
from screening.domain.scenarios.model import QuestionKind, TrainingPack
from screening.domain.scenarios.talk import CLOSING, CONSENT
from screening.errors import BadInput, ScreeningError
from screening.store.classbook import ClassBook, classbook_in_memory
from screening.store.folder import safe_paths
from screening.training import class_file
from screening.training.agreement import Agreement, agreement
from screening.training.classroom import Classroom, Entry, Guessed, Plan, TableResult
from screening.training.lessons import NOT_ASKED, Guess, Questions, process_from


@dataclass(frozen=True, slots=True)
class Ended:
    """What the end of a class did: the files of its figures, how many files went from sticks, the folders of sticks
    that could not be reached."""

    files: tuple[Path, ...]
    cleared: int
    left: tuple[str, ...]


class ClassDesk:
    """One class. Every entry is in the store before anything on a page moves."""

    def __init__(self, book: ClassBook, content: Content, pack: TrainingPack, classroom: Classroom) -> None:
        self.book = book
        self.content = content
        self.pack = pack
        self.classroom = classroom
        self.places: tuple[Path, ...] = ()
        """Folders of sticks that had files of this class."""

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
        paths = class_file.files_on(folder, self.plan)
        self.remember(folder)
        for path in paths:
            try:
                self.take(class_file.read_entry(path, self.plan, self.pack))
                taken += 1
            except BadInput as trouble:
                troubles.append(trouble)
        return taken, tuple(troubles)

    def hand_out(self, folder: Path) -> Path:
        """Write the plan to a stick. Raises BadInput("class-no-folder"), ("not-written"), NotSaved."""
        path = write_to(folder, class_file.plan_name(self.plan), class_file.plan_data(self.plan))
        self.remember(folder)
        return path

    def handed_out(self, folder: Path) -> bool:
        """Return whether the plan for the tables is in a folder or in one that it lies in."""
        name, place = class_file.plan_name(self.plan), folder.resolve()
        return any((each / name).is_file() for each in (place, *place.parents))

    def guessed(self) -> Guessed:
        """Return what was said in every round held; by whom is nowhere."""
        return [
            (guess, self.pack.scenarios[result.scenario].label)
            for number in self.classroom.rounds_held()
            for result in self.classroom.round(number)
            for guess in result.guesses
        ]

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
        """Return how far the sheets agree on the short cases; a case that was left out is missing."""
        ratings = [
            {case.id: choice.value for case, choice in zip(self.pack.form(quiz.form), sheet, strict=True) if choice}
            for quiz in self.classroom.quizzes(when)
            for sheet in quiz.sheets
        ]
        return agreement(ratings, [each.id for each in self.pack.vignettes])

    def right(self, when: str, form: str = "") -> tuple[int, int]:
        """Return how many cases of the quiz were answered right at that time, of how many; of one form where named.

        A case that was left out is not right.
        """
        pairs = [
            (case.choice, choice)
            for quiz in self.classroom.quizzes(when)
            if not form or quiz.form == form
            for sheet in quiz.sheets
            for case, choice in zip(self.pack.form(quiz.form), sheet, strict=True)
        ]
        return sum(case is choice for case, choice in pairs), len(pairs)

    def end(self, folder: Path, files: Mapping[str, bytes]) -> Ended:
        """Write ``files``, the figures of the class, then erase its files on the sticks, then its store.

        Nothing is erased when the figures cannot be written. A stick that is not in now is named in what comes back.
        Raises BadInput("class-no-folder"), ("not-written"), StoreTrouble("class-not-erased").
        """
        paths = tuple(write_to(folder, name, data) for name, data in files.items())
        found = [self.clear(place) for place in self.places]
        left = tuple(place.name for place, gone in zip(self.places, found, strict=True) if gone is None)
        self.book.erase()
        return Ended(paths, sum(gone or 0 for gone in found), left)

    def clear(self, folder: Path) -> int | None:
        """Remove the plan and the results of this class from a stick: how many files, or None where some are left or
        the stick is not in."""
        if not folder.is_dir():
            return None
        gone = 0
        try:
            for path in (folder / class_file.plan_name(self.plan), *class_file.files_on(folder, self.plan)):
                if path.is_file() and not path.is_symlink():
                    path.unlink()
                    gone += 1
        except OSError:
            return None
        return gone

    def remember(self, folder: Path) -> None:
        """Keep where a stick was, so that the end of the class finds it. Raises NotSaved."""
        place = folder.resolve()
        if place not in self.places:
            self.book.append(json.dumps({"place": str(place)}))
            self.places = (*self.places, place)


def table_result(
    desk: ClassDesk,
    table: int,
    number: int,
    kinds: Mapping[QuestionKind, int],
    steps: Set[str],
    noted: Mapping[str, str],
    guesses: Sequence[Guess] = (),
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
        tuple(sorted(guesses, key=lambda each: (each.label, each.sure))),
    )


def begin(book: ClassBook, content: Content, pack: TrainingPack, rounds: tuple[str, ...], tables: int) -> ClassDesk:
    """Return a new class in an empty book."""
    day = datetime.datetime.now().astimezone().date().isoformat()
    plan = class_file.new_plan(content.protocol.id, rounds, tables, day)
    book.append(class_file.plan_data(plan).decode())
    return ClassDesk(book, content, pack, Classroom(plan))


def at_table(plan: Plan, content: Content, pack: TrainingPack, book: ClassBook | None = None) -> ClassDesk:
    """Return a table's side of a class; without a book in memory, gone when its window is closed."""
    return ClassDesk(book or classbook_in_memory(), content, pack, Classroom(plan))


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
    desk = ClassDesk(book, content, pack, Classroom(plan))
    for body in entries[1:]:
        value = json.loads(body)
        if "place" in value:
            desk.places = (*desk.places, Path(value["place"]))
        else:
            entry = class_file.parse_entry({"version": 1, **value}, plan, pack, "class.db")
            desk.classroom = desk.classroom.take(entry)
    return desk


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
