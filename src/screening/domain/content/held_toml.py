"""Read TOML with every key and text held once, however many places it stands in."""

from __future__ import annotations

import sys
import tomllib
from typing import Any


def parse_toml(text: str) -> dict[str, Any]:
    """Return the tables of TOML. A key or text that stands in many places, in any file, is held once.

    Raises ValueError where it is not TOML, RecursionError where it is nested too deeply.
    """
    tables: dict[str, Any] = _held_once(tomllib.loads(text))
    return tables


def _held_once(value: Any) -> Any:
    if type(value) is str:
        return sys.intern(value)
    if isinstance(value, dict):
        return {sys.intern(key): _held_once(each) for key, each in value.items()}
    return [_held_once(each) for each in value] if isinstance(value, list) else value
