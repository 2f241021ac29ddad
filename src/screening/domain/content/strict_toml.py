"""Read a content file strictly: size, encoding, syntax, and a declared shape; every problem told at once."""

from __future__ import annotations

import datetime
import functools
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sized
from dataclasses import MISSING, dataclass, field, fields, replace
from decimal import Decimal
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from screening.domain.content.foreign_files import read_foreign
from screening.domain.content.keys import Key, Shape
from screening.domain.content.problems import Problem
from screening.errors import BadInput, printable

LARGEST = 500_000
"""Bytes. The largest content file of a real edition is about a tenth of this."""
LONGEST_LINE = 4_000
DEEPEST = 8

_ID = re.compile(r'^[ \t]*id[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP = re.compile(rf"^[ \t]*\[{{0,2}}[ \t]*{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{DEEPEST}}}", re.MULTILINE)


Row = dict[str, Any]
Built = TypeVar("Built")

_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "text": ((str,), "text in quotation marks"),
    "number": ((int, float), "a number"),
    "flag": ((bool,), "true or false"),
    "date": ((datetime.date,), "a date such as 2026-11-24"),
    "texts": ((list,), "a list of texts"),
    "table": ((dict,), "a table"),
    "tables": ((list,), "a list of tables"),
    "numbers": ((list,), "a list of numbers"),
}
"""How Python reads each kind, and what it is called."""
_PARTS: Mapping[str, type | tuple[type, ...]] = {"texts": str, "tables": dict, "numbers": (int, float)}
_KIND_OF = {bool: "flag", int: "number", float: "number", Decimal: "number", datetime.date: "date"}
"""The kind of a field by its type; every other is text."""


@dataclass(slots=True)
class ContentFile:
    """A content file that was read, with its text for finding line numbers; ``problems`` are those of every file."""

    name: str
    text: str
    data: dict[str, Any]
    problems: list[Problem]
    unread: set[str] = field(default_factory=set)
    """Ids of tables that are not sound, so that no rule takes them for missing."""
    _lines: dict[str, list[int]] = field(default_factory=dict)

    def tell(self, place: str, what: str, remedy: str) -> None:
        """Add a problem of this file."""
        self.problems.append(Problem(self.name, place, what, remedy))

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

    def check(self, table: Any, shape: Shape, place: str = "the file") -> bool:
        """Return whether ``table`` has the declared keys and kinds; adds a problem for each thing that differs."""
        if not isinstance(table, dict):
            self.tell(place, "Here a table is needed.", "Write it as [name] or [[name]].")
            return False
        before = len(self.problems)
        for name in table:
            if name not in shape:
                known = ", ".join(each for each, key in shape.items() if key.kind != "never")
                self.tell(place, f'"{printable(name, 60)}" is not a key of it.', f"Its keys are: {known}.")
        for name, key in shape.items():
            if name in table and key.kind == "never":
                self.tell(place, f'"{name}" may not exist.', key.why)
            elif name in table:
                self._check_value(table[name], name, key, place)
            elif key.needed:
                self.tell(place, f'"{name}" is missing.', f"Add {name} = {_KINDS[key.kind][1]}.")
        return len(self.problems) == before

    def _check_value(self, value: Any, name: str, key: Key, place: str) -> None:
        types, called = _KINDS[key.kind]
        several = value if isinstance(value, list) else [value]
        right = isinstance(value, types) and all(isinstance(part, _PARTS.get(key.kind, object)) for part in several)
        if not right or (key.kind in ("number", "numbers") and any(isinstance(part, bool) for part in several)):
            headed = {"table": f"Head it once with [{name}].", "tables": f"Head each with [[{name}]]."}
            self.tell(place, f'"{name}" is not {called}.', headed.get(key.kind, f"Write {called}."))
            return
        if key.kind == "text" and key.needed and not value.strip():
            self.tell(place, f'"{name}" is empty.', "Write the text.")
        if key.whole and not (isinstance(value, int) and key.whole[0] <= value <= key.whole[1]):
            least, most = key.whole
            self.tell(place, f"{name} = {value} is not one of the numbers.", f"Write {least} to {most}.")
        for part in several if key.choices else ():
            if part not in key.choices:
                what, known = f'"{name}" has no choice "{printable(part, 60)}".', ", ".join(key.choices)
                self.tell(place, what, f"Its choices are: {known}.")
        for part in several if key.shape is not None else ():
            self.check(part, key.shape or {}, f"{place}, {name}")

    def tables(self, name: str, shape: Shape) -> list[Row]:
        """Return the ``[[name]]`` tables that have the declared shape; a problem for each that has not."""
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.tell(name, "It is written once as [name].", f"Write [[{name}]] for each.")
            return []
        return [
            table
            for position, table in enumerate(value, start=1)
            if self._is_sound(name, table, shape, f"{name} number {position}")
        ]

    def _is_sound(self, name: str, table: Any, shape: Shape, place: str) -> bool:
        """Return whether a table has its shape; the id of one that has not is kept as ``unread``."""
        label = table.get("id") if isinstance(table, dict) else None
        if not isinstance(label, str):
            label = None
        is_sound = self.check(table, shape, place if label is None else self.place(name, label))
        if not is_sound:
            self.unread.add(label or "")
        return is_sound

    def parts(self, shape: Shape) -> dict[str, Any]:
        """Return what stands at the top, checked: a list keeps its sound tables, an unsound table is left out."""
        if not self.check(self.data, {name: replace(key, shape=None) for name, key in shape.items()}):
            self.unread.add("")
        found: dict[str, Any] = {}
        for name, key in shape.items():
            value = self.data.get(name)
            if key.kind == "tables":
                found[name] = self.tables(name, key.shape or {}) if isinstance(value, list) else []
            elif key.kind == "table" and key.shape is not None:
                if isinstance(value, dict) and self._is_sound(name, value, key.shape, f"[{name}]"):
                    found[name] = value
            elif value is not None:
                found[name] = value
        return found

    def knows(self, place: str, sort: str, name: str, known: Collection[str], remedy: str) -> bool:
        """Return whether something that is named there is known; adds a problem where it is not."""
        if name not in known:
            self.tell(place, f'There is no {sort} "{name}".', remedy)
        return name in known

    def once(self, sort: str, rows: Iterable[Row], known: Mapping[str, object] = {}) -> list[Row]:
        """Return the tables of one sort; an id that stands twice, or is ``known`` already, is a problem."""
        found: dict[str, Row] = {}
        for row in rows:
            if row["id"] in found or row["id"] in known:
                place = self.place(sort, row["id"], last=True)
                self.tell(place, f'The id "{row["id"]}" is used twice.', "Give one another id.")
            else:
                found[row["id"]] = row
        return list(found.values())


def read_file(path: Path, name: str, problems: list[Problem]) -> ContentFile | None:
    """Return the file's table; None, with a problem added, when it cannot be read as TOML.

    Raises nothing, takes no time.
    """
    file = ContentFile(name, "", {}, problems)
    before = len(problems)
    file.text = _text(path, file)
    if len(problems) > before:
        return None
    for number, line in enumerate(file.text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            what = f"The line has {len(line)} signs; a line has at most {LONGEST_LINE}."
            file.tell(f"line {number}", what, "Write a shorter text, or a list over several lines.")
            return None
    if deep := _DEEP.search(file.text):
        what = f"Its tables are nested more than {DEEPEST} deep."
        file.tell(_line(file.text, deep.start()), what, "Write it flat, as the other files are.")
        return None
    try:
        file.data = tomllib.loads(file.text)
    except RecursionError:
        file.tell("the file", "Its tables are nested too deeply to read.", "Write it flat, as the other files are.")
    except ValueError as trouble:
        file.tell("the file", f"It is not TOML: {trouble}.", "Mend that place.")
    return file if len(problems) == before else None


def must_fit(table: object, shape: Shape) -> None:
    """Raise ValueError, saying what differs first and how to mend it, where a table has not the declared shape."""
    file = ContentFile("", "", {}, [])
    if not file.check(table, shape):
        raise ValueError(f"{file.problems[0].what} {file.problems[0].remedy}".rstrip("."))


def _text(path: Path, file: ContentFile) -> str:
    """Return the text of a file; "", with a problem added, where it has none that can be read."""
    try:
        if not path.is_file():
            file.tell("the file", "There is no such file.", "Write it, as the other editions do.")
            return ""
        if (size := path.stat().st_size) > LARGEST:
            what = f"The file has {size} bytes; content files have at most {LARGEST}."
            file.tell("the file", what, "Split it, or check that it is the right file.")
            return ""
        text = read_foreign(path, LARGEST).decode("utf-8")
    except UnicodeDecodeError as trouble:
        file.tell("the file", f"Byte {trouble.start} is not UTF-8.", "Save the file as UTF-8.")
        return ""
    except OSError as trouble:
        what = f"The file cannot be read ({trouble.strerror})."
        file.tell("the file", what, "Check that it is there and may be read.")
        return ""
    if "\0" in text:
        place = _line(text, text.index("\0"))
        file.tell(place, "A NUL byte stands in it.", "Take it out: the file may be damaged.")
    return text.replace("\r\n", "\n")


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}"


def sound(found: Built | None, problems: Sized, code: str, **details: str) -> Built:
    """Return what was read. Raises BadInput with this code where there is any problem in it."""
    if found is None or problems:
        raise BadInput(code, **details, count=len(problems))
    return found


def shape_of(made: Any, leave: Collection[str] = (), /, **beside: Key) -> dict[str, Key]:
    """Return the keys of a table of which ``built`` makes this dataclass: its fields, but for those to ``leave`` out.

    A field without a value of its own must be there; one of a StrEnum has its members as choices. ``beside`` are keys
    that the file has and the class has not, or of which more is to be said than their type.
    """
    hints = _hints(made)
    own = {
        each.name: _key(hints[each.name], each.default is MISSING and each.default_factory is MISSING)
        for each in fields(made)
        if each.name not in leave
    }
    return own | beside


def _key(hint: Any, needed: bool) -> Key:
    parts = get_args(hint)
    sort = parts[0] if parts else hint
    if get_origin(hint) is Mapping:
        return Key("table", needed)
    choices = tuple(sort) if issubclass(sort, StrEnum) else ()
    kind = next((kind for each, kind in _KIND_OF.items() if issubclass(sort, each)), "text")
    return Key("texts" if get_origin(hint) is tuple else kind, needed, choices)


@functools.cache
def _hints(made: type) -> Mapping[str, Any]:
    return get_type_hints(made)


def built(made: type[Built], row: Mapping[str, Any], /, **more: Any) -> Built:
    """Return a dataclass made of those keys of a row that are fields of it, and of ``more``.

    A list becomes a tuple, and a text or a number what the field's type is: a member of an enumeration, a Decimal.
    """
    hints = _hints(cast(Any, made))
    own = {name: _value(hints[name], each) for name, each in row.items() if name in hints and name not in more}
    return made(**own, **more)


def _value(hint: Any, value: Any) -> Any:
    """Return a value of a file as a field of this type has it."""
    parts = get_args(hint)
    if isinstance(value, list):
        return tuple(_value(parts[0], each) for each in value)
    if isinstance(value, dict):
        return {name: _value(parts[1], each) for name, each in value.items()}
    sort = parts[0] if parts else hint
    if sort is Decimal:
        return Decimal(str(value))
    return sort(value) if sort in (int, float) or issubclass(sort, Enum) else value
