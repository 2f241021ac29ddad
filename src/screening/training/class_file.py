"""What goes on the sticks of a class: the plan to the tables, their results back. Everything read is checked.

A file is one JSON object of plain values with a seal: HMAC-SHA256 under the key of the class, over the object without
it. A file from another class, a changed one or one of another kind is refused with one sentence; nothing of it is kept.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from screening.domain.content.foreign_files import open_foreign
from screening.domain.scenarios.model import FORMS, LABELS, QuestionKind, QuizAnswer, TrainingPack
from screening.errors import BadInput
from screening.training.classroom import MOST_ROUNDS, MOST_TABLES, WHENS, Entry, Plan, QuizSheets, TableResult
from screening.training.lessons import NOTES, PROCESS, SURE, Guess

LARGEST = 200_000
PLAN_KIND, TABLE_KIND, QUIZ_KIND = "screening class plan", "screening table result", "screening quiz sheets"
VERSION = 1
MOST_QUESTIONS = 2_000
MOST_SHEETS = 60
CODE, DAY = re.compile("[A-Z2-7]{6}"), re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def new_plan(edition: str, rounds: tuple[str, ...], tables: int, day: str) -> Plan:
    """Return a plan with a code and a key of its own."""
    code = base64.b32encode(secrets.token_bytes(5)).decode()[:6]
    return Plan(code, secrets.token_bytes(32), edition, rounds, tables, day)


def plan_name(plan: Plan) -> str:
    return f"class-{plan.code}.json"


def entry_name(plan: Plan, entry: Entry) -> str:
    """Return the name of a result's file; it says table and round, and nothing of a person."""
    if isinstance(entry, TableResult):
        return f"class-{plan.code}-table-{entry.table}-round-{entry.round}.json"
    return f"class-{plan.code}-table-{entry.table}-quiz-{entry.when}.json"


# --- writing


def plan_data(plan: Plan) -> bytes:
    """Return the plan as the tables get it."""
    value = {
        "kind": PLAN_KIND, "version": VERSION, "class": plan.code, "key": plan.key.hex(), "edition": plan.edition,
        "rounds": list(plan.rounds), "tables": plan.tables, "day": plan.day,
    }  # fmt: skip
    return _sealed(value, plan)


def entry_data(plan: Plan, entry: Entry) -> bytes:
    """Return a result as the trainer gets it."""
    return _sealed({"class": plan.code, "edition": plan.edition, "version": VERSION, **entry_value(entry)}, plan)


def entry_value(entry: Entry) -> dict[str, Any]:
    """Return a result as plain values."""
    if isinstance(entry, TableResult):
        return {
            "kind": TABLE_KIND, "table": entry.table, "round": entry.round, "scenario": entry.scenario,
            "process": sorted(entry.process), "consent_parts": entry.consent_parts,
            "closing_parts": entry.closing_parts,
            "questions": {kind.value: count for kind, count in sorted(entry.kinds.items()) if count},
            "noted": dict(sorted(entry.noted.items())),
            "guesses": [{"label": each.label, "sure": each.sure} for each in entry.guesses],
        }  # fmt: skip
    sheets = sorted([[None if each is None else each.value for each in sheet] for sheet in entry.sheets], key=str)
    return {"kind": QUIZ_KIND, "table": entry.table, "when": entry.when, "form": entry.form, "sheets": sheets}


def _sealed(value: Mapping[str, Any], plan: Plan) -> bytes:
    whole = {**value, "seal": _seal(value, plan.key)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _seal(value: Mapping[str, Any], key: bytes) -> str:
    plain = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(key, plain, hashlib.sha256).hexdigest()


# --- reading


def read_plan(path: Path, pack: TrainingPack, edition: str) -> Plan:
    """Return the plan in a file.

    Raises BadInput: ``class-…`` with one sentence for each way in which it can be wrong.
    """
    reader = _Reader(path.name, _read(path))
    if reader.value.get("kind") != PLAN_KIND:
        raise BadInput("class-not-a-plan", file=path.name)
    reader.only("kind", "version", "class", "key", "edition", "rounds", "tables", "day", "seal")
    key = reader.hexed("key", 32)
    reader.sealed(key)
    rounds = reader.texts("rounds", pack.scenarios, MOST_ROUNDS)
    if not rounds:
        raise reader.wrong("rounds")
    reader.edition(edition)
    return Plan(reader.code(), key, edition, rounds, reader.number("tables", 1, MOST_TABLES), reader.day())


def read_entry(path: Path, plan: Plan, pack: TrainingPack) -> Entry:
    """Return a result for this class.

    Raises BadInput: ``class-…`` with one sentence for each way in which it can be wrong.
    """
    value = _read(path)
    reader = _Reader(path.name, value)
    kind = value.get("kind")
    if kind not in (TABLE_KIND, QUIZ_KIND):
        raise BadInput("class-not-a-result", file=path.name)
    if reader.code() != plan.code:
        raise BadInput("class-other-class", file=path.name, known=plan.code)
    reader.edition(plan.edition)
    reader.sealed(plan.key)
    return parse_entry(value, plan, pack, path.name)


def parse_entry(value: Mapping[str, Any], plan: Plan, pack: TrainingPack, file: str) -> Entry:
    """Return a result from plain values, whatever they came through; everything is checked."""
    reader = _Reader(file, value)
    common = ("kind", "version", "class", "edition", "seal", "table")
    table = reader.number("table", 1, plan.tables)
    if value.get("kind") == QUIZ_KIND:
        reader.only(*common, "when", "form", "sheets")
        when = reader.text_in("when", value.get("when"), WHENS)
        form = reader.text_in("form", value.get("form", FORMS[0]), FORMS)
        sheets = tuple(reader.sheet(each, len(pack.form(form))) for each in reader.list("sheets", MOST_SHEETS))
        return QuizSheets(table, when, sheets, form)
    reader.only(
        *common, "round", "scenario", "process", "consent_parts", "closing_parts", "questions", "noted", "guesses"
    )
    number = reader.number("round", 1, len(plan.rounds))
    scenario = reader.text_in("scenario", value.get("scenario"), plan.rounds)
    if plan.rounds[number - 1] != scenario:
        raise reader.wrong("scenario")
    process = frozenset(reader.texts("process", PROCESS, len(PROCESS)))
    kinds = {
        QuestionKind(reader.text_in("questions", name, tuple(QuestionKind))): reader.whole(
            "questions", count, 0, MOST_QUESTIONS
        )
        for name, count in reader.table("questions").items()
    }
    items = pack.scenarios[scenario].key_items()
    noted = {
        reader.text_in("noted", name, items): reader.text_in("noted", answer, NOTES)
        for name, answer in reader.table("noted").items()
    }
    parts = reader.number("consent_parts", 0, 8), reader.number("closing_parts", 0, 6)
    guesses = tuple(reader.guess(each) for each in reader.list("guesses", MOST_SHEETS)) if "guesses" in value else ()
    return TableResult(table, number, scenario, process, *parts, kinds, noted, guesses)


def files_on(folder: Path, plan: Plan) -> tuple[Path, ...]:
    """Return the results of this class in a folder, a table's later ones last. Raises BadInput("class-no-folder")."""
    try:
        found = sorted(folder.glob(f"class-{plan.code}-*.json"), key=lambda path: (len(path.name), path.name))
    except OSError:
        found = []
    if not folder.is_dir():
        raise BadInput("class-no-folder", folder=folder.name)
    return tuple(found)


def _read(path: Path) -> dict[str, Any]:
    """Return the object in a file: a plain file of ours, small, strict JSON, no name twice."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise BadInput("class-not-a-file", file=path.name)
        if found.st_size > LARGEST:
            raise BadInput("class-too-big", file=path.name)
        with os.fdopen(open_foreign(path), "rb") as stream:
            data = stream.read(LARGEST + 1)
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_never, parse_float=_never)
    except OSError:
        raise BadInput("class-unreadable", file=path.name) from None
    except (ValueError, RecursionError):
        raise BadInput("class-damaged", file=path.name) from None
    if not isinstance(value, dict):
        raise BadInput("class-damaged", file=path.name)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a name stands twice")
    return table


def _never(_text: str) -> Any:
    raise ValueError("only whole numbers stand in such a file")


class _Reader:
    """Takes values out of an object, each only as what it must be."""

    def __init__(self, file: str, value: Mapping[str, Any]) -> None:
        self.file, self.value = file, value

    def wrong(self, name: str) -> BadInput:
        """Return the trouble of one value: its name, never what stands in it."""
        return BadInput("class-wrong-value", file=self.file, name=name)

    def only(self, *names: str) -> None:
        if self.value.get("version") != VERSION or isinstance(self.value.get("version"), bool):
            raise BadInput("class-other-version", file=self.file)
        if not set(self.value) <= set(names):
            raise BadInput("class-damaged", file=self.file)

    def sealed(self, key: bytes) -> None:
        value = {name: each for name, each in self.value.items() if name != "seal"}
        try:
            expected = _seal(value, key)
        except (ValueError, RecursionError):
            raise BadInput("class-damaged", file=self.file) from None
        if not hmac.compare_digest(str(self.value.get("seal", "")).encode(), expected.encode()):
            raise BadInput("class-seal-broken", file=self.file)

    def code(self) -> str:
        code = self.value.get("class")
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise self.wrong("class")
        return code

    def edition(self, edition: str) -> None:
        if self.value.get("edition") != edition:
            raise BadInput("class-other-edition", file=self.file, edition=edition)

    def day(self) -> str:
        day = self.value.get("day")
        if not isinstance(day, str) or not DAY.fullmatch(day):
            raise self.wrong("day")
        return day

    def number(self, name: str, low: int, high: int) -> int:
        return self.whole(name, self.value.get(name), low, high)

    def whole(self, name: str, value: Any, low: int, high: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(name)
        return value

    def list(self, name: str, most: int) -> list[Any]:
        value = self.value.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise self.wrong(name)
        return value

    def texts(self, name: str, known: Any, most: int) -> tuple[str, ...]:
        return tuple(self.text_in(name, each, known) for each in self.list(name, most))

    def table(self, name: str) -> dict[str, Any]:
        value = self.value.get(name)
        if not isinstance(value, dict):
            raise self.wrong(name)
        return value

    def text_in(self, name: str, value: Any, known: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise self.wrong(name)
        return value

    def hexed(self, name: str, length: int) -> bytes:
        try:
            data = bytes.fromhex(self.value.get(name, ""))
        except (TypeError, ValueError):
            raise self.wrong(name) from None
        if len(data) != length:
            raise self.wrong(name)
        return data

    def guess(self, value: Any) -> Guess:
        if not isinstance(value, dict) or set(value) != {"label", "sure"} or value["sure"] not in SURE:
            raise self.wrong("guesses")
        return Guess(self.text_in("guesses", value["label"], LABELS), self.whole("guesses", value["sure"], 0, 100))

    def sheet(self, value: Any, cases: int) -> tuple[QuizAnswer | None, ...]:
        if not isinstance(value, list) or len(value) != cases:
            raise self.wrong("sheets")
        return tuple(
            None if each is None else QuizAnswer(self.text_in("sheets", each, tuple(QuizAnswer))) for each in value
        )
