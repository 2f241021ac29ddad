"""Reading the plain part of TOML that content files are written in, about eight times as fast as ``tomllib``.

Whatever leaves that part is not read here at all: ``plain`` returns None and ``tomllib`` decides. So this reader can
only be quicker, never more lenient; ``tests/domain/content/test_fast_toml.py`` holds the two against each other.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

# Possessive quantifiers (``*+``): what was read is never given back, so no text takes long.
_SPACE = r"[ \t\n]*+"
_SIGNS = r'[^"\\\x00-\x1f\x7f]*+'
_TEXT = rf'"{_SIGNS}(?:\\["\\]{_SIGNS})*+"'
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SCALAR = rf"(?:{_TEXT}|{_DATE}|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+|true|false)"
_LIST = rf"\[{_SPACE}(?:{_SCALAR}{_SPACE}(?:,{_SPACE}{_SCALAR}{_SPACE})*+(?:,{_SPACE})?)?\]"
_PAIR = rf"[A-Za-z0-9_-]++[ ]=[ ](?:{_SCALAR}|{_LIST})"
_NAME = r"[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++){0,5}"
_REST = r"[ ]*+(?:\#[^\x00-\x08\x0a-\x1f\x7f]*+)?$"

_LINE = re.compile(
    rf"""
    (?P<key>[A-Za-z0-9_-]++)\ =\ (?:(?P<scalar>{_SCALAR})|(?P<list>{_LIST})|(?P<table>\{{\ {_PAIR}(?:,\ {_PAIR})*\ \}}))
    {_REST}\n?
    | \[\[(?P<each>{_NAME})\]\]{_REST}\n?
    | \[(?P<head>{_NAME})\]{_REST}\n?
    | {_REST}\n
    """,
    re.VERBOSE | re.MULTILINE,
)
_SCALARS = re.compile(_SCALAR)
_PAIRS = re.compile(rf"([A-Za-z0-9_-]+) = (?:({_SCALAR})|({_LIST}))")


def plain(text: str) -> dict[str, Any] | None:
    """What ``tomllib.loads(text)`` returns; None when the text is not plain, sound or not."""
    try:
        return _read(text if text.endswith("\n") else text + "\n")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read(text: str) -> dict[str, Any] | None:
    """Raises one of the errors that ``plain`` knows where the text is not sound; ``tomllib`` then says why."""
    if "\r" in text:
        return None
    top: dict[str, Any] = {}
    here = top
    headers = _Headers(top)
    at, end = 0, len(text)
    match = _LINE.match
    while at < end:
        line = match(text, at)
        if line is None:
            return None
        at = line.end()
        kind = line.lastgroup
        if kind == "scalar":
            _once(here, line["key"], _scalar(line["scalar"]))
        elif kind == "list":
            _once(here, line["key"], _list(line["list"]))
        elif kind == "table":
            _once(here, line["key"], _table(line["table"]))
        elif kind == "each":
            here = headers.each(line["each"].split("."))
        elif kind == "head":
            here = headers.one(line["head"].split("."))
    return top


class _Headers:
    """The tables that headers opened. What a ``key = value`` made is closed to them, as TOML has it."""

    def __init__(self, top: dict[str, Any]) -> None:
        self.top = top
        self.open: set[int] = {id(top)}
        self.named: set[int] = set()

    def each(self, name: list[str]) -> dict[str, Any]:
        """One more table of an array."""
        parent, last = self.parent(name), name[-1]
        if last not in parent:
            parent[last] = []
            self.open.add(id(parent[last]))
        elif id(parent[last]) not in self.open or isinstance(parent[last], dict):
            raise KeyError(last)
        return self.opened(parent[last])

    def one(self, name: list[str]) -> dict[str, Any]:
        """The table of a header; KeyError when it was named before."""
        parent, last = self.parent(name), name[-1]
        if last not in parent:
            parent[last] = {}
        elif id(parent[last]) not in self.open or id(parent[last]) in self.named or isinstance(parent[last], list):
            raise KeyError(last)
        table: dict[str, Any] = parent[last]
        self.open.add(id(table))
        self.named.add(id(table))
        return table

    def opened(self, rows: list[Any]) -> dict[str, Any]:
        table: dict[str, Any] = {}
        rows.append(table)
        self.open.add(id(table))
        return table

    def parent(self, name: list[str]) -> dict[str, Any]:
        table = self.top
        for part in name[:-1]:
            if part not in table:
                table[part] = {}
                self.open.add(id(table[part]))
            below = table[part]
            if id(below) not in self.open:
                raise KeyError(part)
            table = below[-1] if isinstance(below, list) else below
        return table


def _once(table: dict[str, Any], key: str, value: Any) -> None:
    if key in table:
        raise KeyError(key)
    table[key] = value


def _scalar(text: str) -> Any:
    first = text[0]
    if first == '"':
        inner = text[1:-1]
        return re.sub(r"\\(.)", r"\1", inner) if "\\" in inner else inner
    if first in "tf":
        return first == "t"
    if len(text) == 10 and text[4] == "-":
        return datetime.date.fromisoformat(text)
    return float(text) if "." in text else int(text)


def _list(text: str) -> list[Any]:
    return [_scalar(each) for each in _SCALARS.findall(text)]


def _table(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, scalar, several in _PAIRS.findall(text):
        _once(found, key, _scalar(scalar) if scalar else _list(several))
    return found
