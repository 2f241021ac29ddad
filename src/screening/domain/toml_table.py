"""Reading a content file strictly: size, encoding, syntax, and a declared shape; every problem told at once."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.problems import Problem

LARGEST = 2_000_000
"""Bytes. The largest content file of a real edition is well under a tenth of this."""


@dataclass(frozen=True, slots=True)
class Key:
    """One allowed key of a table. ``kind``: text, number, flag, date, texts, table, or one of ``choices``."""

    kind: str
    needed: bool = False
    choices: tuple[str, ...] = ()


Shape = Mapping[str, Key]

_KINDS: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "flag": (bool,),
    "date": (datetime.date,),
    "texts": (list,),
    "table": (dict,),
    "tables": (list,),
    "numbers": (list,),
}
_WORDS = {
    "text": "text in quotation marks",
    "number": "a number",
    "flag": "true or false",
    "date": "a date such as 2026-11-24",
    "texts": "a list of texts",
    "table": "a table",
    "tables": "a list of tables",
    "numbers": "a list of numbers",
}


@dataclass(slots=True)
class File:
    """A content file that was read, with its text for finding line numbers."""

    name: str
    text: str
    data: dict[str, Any]

    def line_of(self, name: str) -> int:
        """The line on which ``id = "name"`` stands; 1 when it does not."""
        found = re.search(rf'^\s*id\s*=\s*"{re.escape(name)}"', self.text, re.MULTILINE)
        return 1 if found is None else self.text.count("\n", 0, found.start()) + 1

    def place(self, sort: str, name: str) -> str:
        return f"line {self.line_of(name)}, {sort} {name}"


def read_file(path: Path, name: str, problems: list[Problem]) -> File | None:
    """The file's table; None, with a problem added, when it cannot be read as TOML."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            what = f"The file has {size} bytes; content files have at most {LARGEST}."
            problems.append(Problem(name, "the file", what, "Split it, or check that it is the right file."))
            return None
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as trouble:
        what = f"Byte {trouble.start} is not UTF-8."
        problems.append(Problem(name, "the file", what, "Save the file as UTF-8."))
        return None
    except OSError as trouble:
        what = f"The file cannot be read ({trouble.strerror})."
        problems.append(Problem(name, "the file", what, "Check that it is there and may be read."))
        return None
    try:
        return File(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as trouble:
        problems.append(Problem(name, "the file", f"It is not TOML: {trouble}.", "Mend that place."))
    except RecursionError:
        what = "Its tables are nested too deeply to read."
        problems.append(Problem(name, "the file", what, "Write it flat, as the other files are."))
    return None


def check_shape(table: Any, shape: Shape, file: str, place: str, problems: list[Problem]) -> bool:
    """Whether ``table`` has the declared keys and kinds; adds a problem for each thing that differs."""
    if not isinstance(table, dict):
        problems.append(Problem(file, place, "Here a table is needed.", "Write it as [name] or [[name]]."))
        return False
    before = len(problems)
    for name in table:
        if name not in shape:
            known = ", ".join(shape)
            problems.append(Problem(file, place, f'"{name}" is not a key of it.', f"Its keys are: {known}."))
    for name, key in shape.items():
        if name not in table:
            if key.needed:
                problems.append(Problem(file, place, f'"{name}" is missing.', f"Add {name} = {_WORDS[key.kind]}."))
            continue
        _check_value(table[name], name, key, file, place, problems)
    return len(problems) == before


def _check_value(value: Any, name: str, key: Key, file: str, place: str, problems: list[Problem]) -> None:
    right = isinstance(value, _KINDS[key.kind]) and not (key.kind == "number" and isinstance(value, bool))
    if right and key.kind == "texts":
        right = all(isinstance(part, str) for part in value)
    if right and key.kind == "tables":
        right = all(isinstance(part, dict) for part in value)
    if not right:
        problems.append(Problem(file, place, f'"{name}" is not {_WORDS[key.kind]}.', f"Write {_WORDS[key.kind]}."))
        return
    if key.kind == "text" and key.needed and not value.strip():
        problems.append(Problem(file, place, f'"{name}" is empty.', "Write the text."))
    if key.choices:
        for part in value if key.kind == "texts" else [value]:
            if part not in key.choices:
                known = ", ".join(key.choices)
                problems.append(Problem(file, place, f'"{name}" has no choice "{part}".', f"Its choices are: {known}."))


def tables(
    file: File, name: str, shape: Shape, problems: list[Problem], *, sort: str | None = None
) -> Sequence[dict[str, Any]]:
    """The ``[[name]]`` tables of ``file`` that have the declared shape; a problem for each that has not."""
    sort = sort or name
    value = file.data.get(name, [])
    if not isinstance(value, list):
        problems.append(Problem(file.name, name, "It is written once as [name].", f"Write [[{name}]] for each."))
        return []
    good = []
    for position, table in enumerate(value, start=1):
        label = table.get("id") if isinstance(table, dict) else None
        place = file.place(sort, label) if isinstance(label, str) else f"{sort} number {position}"
        if check_shape(table, shape, file.name, place, problems):
            good.append(table)
    return good
