"""The tokens of the interface, read from ``tokens.toml`` beside this file: sizes, colours, keys."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("tokens.toml")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything in ``tokens.toml`` that the screen uses. Sizes are pixels at 96 dpi and text size 100 %."""

    space: Mapping[str, int]
    size: Mapping[str, int]
    type: Mapping[str, int]
    scales: tuple[int, ...]
    compact_from: int
    growth: Mapping[str, float]
    color: Mapping[str, Mapping[str, str]]
    key: Mapping[str, str]

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(self.color)


def read_tokens(path: Path) -> Tokens:
    """The tokens in a file. A missing table or value is our own mistake: LookupError or TypeError."""
    with path.open("rb") as file:
        raw: dict[str, Any] = tomllib.load(file)
    kinds = {name: value for name, value in raw["type"].items() if isinstance(value, int)}
    return Tokens(
        space=raw["space"],
        size=raw["size"],
        type=kinds,
        scales=tuple(raw["type"]["scales"]),
        compact_from=raw["type"]["compact_from"],
        growth=raw["growth"],
        color=raw["color"],
        key=raw["key"],
    )


@functools.cache
def tokens() -> Tokens:
    """The program's own tokens, read once."""
    return read_tokens(FILE)
