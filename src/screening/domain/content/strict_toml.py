"""Read a content file strictly: size, encoding, syntax, and a declared shape; every problem told at once."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, cast

from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.problems import Problem

LARGEST = 500_000
"""Bytes. The largest content file of a real edition is about a tenth of this."""
LONGEST_LINE = 4_000
DEEPEST = 8

_ID = re.compile(r'^[ \t]*id[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP = re.compile(rf"^[ \t]*\[{{0,2}}[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{DEEPEST}}}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table. ``kind``: text, number, flag, date, texts, numbers, table, tables, or never.

    ``shape`` is that of the table or of each table in the list. A key of kind ``never`` may not stand there, and
    ``why`` says so.
    """

    kind: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    shape: Shape | None = None
    why: str = ""


Shape = Mapping[str, Key]
Built = TypeVar("Built")

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
    unread: set[str] = field(default_factory=set)
    """Ids of tables that are not sound, so that no rule takes them for missing."""
    _lines: dict[str, list[int]] = field(default_factory=dict)

    def lines_of(self, name: str) -> list[int]:
        """Return the lines on which ``id = "name"`` stands."""
        if not self._lines:
            line, at = 1, 0
            for found in _ID.finditer(self.text):
                line += self.text.count("\n", at, found.start())
                at = found.start()
                self._lines.setdefault(found[1], []).append(line)
        return self._lines.get(name, [])

    def line_of(self, name: str) -> int:
        """Return the first line on which ``id = "name"`` stands; 1 when there is none."""
        return next(iter(self.lines_of(name)), 1)

    def place(self, sort: str, name: str, *, last: bool = False) -> str:
        lines = self.lines_of(name)
        return f"line {lines[-1] if last and lines else self.line_of(name)}, {sort} {name}"

    def line_with(self, key: str, after: int = 1) -> int:
        """Return the line that sets ``key``, looked for from line ``after`` on; ``after`` when there is none."""
        lines = self.text.split("\n")
        begins = re.compile(rf"[ \t]*{re.escape(key)}[ \t]*=")
        return next((n for n, line in enumerate(lines[after - 1 :], start=after) if begins.match(line)), after)


def read_file(path: Path, name: str, problems: list[Problem]) -> File | None:
    """Return the file's table; None, with a problem added, when it cannot be read as TOML.

    Raises nothing, takes no time.
    """
    text = _text(path, name, problems)
    if text is None:
        return None
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            what = f"The line has {len(line)} signs; a line has at most {LONGEST_LINE}."
            remedy = "Write a shorter text, or a list over several lines."
            problems.append(Problem(name, f"line {number}", what, remedy))
            return None
    deep = _DEEP.search(text)
    if deep is not None:
        what = f"Its tables are nested more than {DEEPEST} deep."
        place = f"line {text.count(chr(10), 0, deep.start()) + 1}"
        problems.append(Problem(name, place, what, "Write it flat, as the other files are."))
        return None
    try:
        return File(name, text, tomllib.loads(text))
    except RecursionError:
        what = "Its tables are nested too deeply to read."
        problems.append(Problem(name, "the file", what, "Write it flat, as the other files are."))
    except ValueError as trouble:
        problems.append(Problem(name, "the file", f"It is not TOML: {trouble}.", "Mend that place."))
    return None


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        if not path.is_file():
            what = "There is no such file."
            problems.append(Problem(name, "the file", what, "Write it, as the other editions do."))
            return None
        size = path.stat().st_size
        if size > LARGEST:
            what = f"The file has {size} bytes; content files have at most {LARGEST}."
            problems.append(Problem(name, "the file", what, "Split it, or check that it is the right file."))
            return None
        text = read_foreign(path, LARGEST).decode("utf-8")
    except UnicodeDecodeError as trouble:
        what = f"Byte {trouble.start} is not UTF-8."
        problems.append(Problem(name, "the file", what, "Save the file as UTF-8."))
        return None
    except OSError as trouble:
        what = f"The file cannot be read ({trouble.strerror})."
        problems.append(Problem(name, "the file", what, "Check that it is there and may be read."))
        return None
    if "\0" in text:
        place = f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        problems.append(Problem(name, place, "A NUL byte stands in it.", "Take it out: the file may be damaged."))
        return None
    return text.replace("\r\n", "\n")


def check_shape(table: Any, shape: Shape, file: str, place: str, problems: list[Problem]) -> bool:
    """Return whether ``table`` has the declared keys and kinds; adds a problem for each thing that differs."""
    if not isinstance(table, dict):
        problems.append(Problem(file, place, "Here a table is needed.", "Write it as [name] or [[name]]."))
        return False
    before = len(problems)
    for name in table:
        if name not in shape:
            known = ", ".join(each for each, key in shape.items() if key.kind != "never")
            problems.append(Problem(file, place, f'"{_short(name)}" is not a key of it.', f"Its keys are: {known}."))
    for name, key in shape.items():
        if key.kind == "never":
            if name in table:
                problems.append(Problem(file, place, f'"{name}" may not exist.', key.why))
        elif name not in table:
            if key.needed:
                problems.append(Problem(file, place, f'"{name}" is missing.', f"Add {name} = {_WORDS[key.kind]}."))
        else:
            _check_value(table[name], name, key, file, place, problems)
    return len(problems) == before


def _check_value(value: Any, name: str, key: Key, file: str, place: str, problems: list[Problem]) -> None:
    right = isinstance(value, _KINDS[key.kind]) and not (key.kind == "number" and isinstance(value, bool))
    if right and key.kind == "texts":
        right = all(isinstance(part, str) for part in value)
    if right and key.kind == "tables":
        right = all(isinstance(part, dict) for part in value)
    if not right:
        headed = {"table": f"Head it once with [{name}].", "tables": f"Head each with [[{name}]]."}
        remedy = headed.get(key.kind, f"Write {_WORDS[key.kind]}.")
        problems.append(Problem(file, place, f'"{name}" is not {_WORDS[key.kind]}.', remedy))
        return
    if key.kind == "text" and key.needed and not value.strip():
        problems.append(Problem(file, place, f'"{name}" is empty.', "Write the text."))
    if key.choices:
        for part in value if key.kind == "texts" else [value]:
            if part not in key.choices:
                known = ", ".join(key.choices)
                what = f'"{name}" has no choice "{_short(part)}".'
                problems.append(Problem(file, place, what, f"Its choices are: {known}."))
    if key.shape is not None:
        for part in value if key.kind == "tables" else [value]:
            check_shape(part, key.shape, file, f"{place}, {name}", problems)


def _short(value: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in value[:60])


def tables(file: File, name: str, shape: Shape, problems: list[Problem]) -> Sequence[dict[str, Any]]:
    """Return the ``[[name]]`` tables of ``file`` that have the declared shape; a problem for each that has not."""
    value = file.data.get(name, [])
    if not isinstance(value, list):
        problems.append(Problem(file.name, name, "It is written once as [name].", f"Write [[{name}]] for each."))
        return []
    good = []
    for position, table in enumerate(value, start=1):
        label = table.get("id") if isinstance(table, dict) else None
        place = file.place(name, label) if isinstance(label, str) else f"{name} number {position}"
        if check_shape(table, shape, file.name, place, problems):
            good.append(table)
        else:
            file.unread.add(label if isinstance(label, str) else "")
    return good


def read_parts(file: File, shape: Shape, problems: list[Problem]) -> dict[str, Any]:
    """Return what stands at the top of ``file``, checked: a list keeps its sound tables, an unsound table is left
    out.
    """
    shallow = {name: Key(key.kind, key.needed, key.choices, why=key.why) for name, key in shape.items()}
    if not check_shape(file.data, shallow, file.name, "the file", problems):
        file.unread.add("")
    found: dict[str, Any] = {}
    for name, key in shape.items():
        value = file.data.get(name)
        if key.kind == "tables":
            found[name] = tables(file, name, key.shape or {}, problems) if isinstance(value, list) else []
        elif key.kind == "table" and key.shape is not None:
            if not isinstance(value, dict):
                continue
            label = value.get("id")
            place = file.place(name, label) if isinstance(label, str) else f"[{name}]"
            if check_shape(value, key.shape, file.name, place, problems):
                found[name] = value
            else:
                file.unread.add(label if isinstance(label, str) else "")
        elif value is not None:
            found[name] = value
    return found


def once(
    file: File, sort: str, rows: Sequence[dict[str, Any]], problems: list[Problem], known: Mapping[str, object] = {}
) -> list[dict[str, Any]]:
    """Return the tables of one sort; an id that stands twice, or is ``known`` already, is a problem."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["id"] in found or row["id"] in known:
            place = file.place(sort, row["id"], last=True)
            problems.append(Problem(file.name, place, f'The id "{row["id"]}" is used twice.', "Give one another id."))
        else:
            found[row["id"]] = row
    return list(found.values())


def built(made: type[Built], row: Mapping[str, Any], /, **more: Any) -> Built:
    """Return a dataclass made of those keys of a row that are fields of it, lists as tuples, and of ``more``."""
    names = {each.name for each in fields(cast(Any, made))}
    own = {name: tuple(each) if isinstance(each, list) else each for name, each in row.items() if name in names}
    return made(**{**own, **more})
