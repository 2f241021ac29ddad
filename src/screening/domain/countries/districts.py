"""The districts of a country's states, as dated data: what a record notes beside the state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from screening.domain.content.keys import CHECKED, LISTED, several
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file

SHAPE = {**CHECKED, "state": several(districts=LISTED)}

Districts = Mapping[str, Mapping[str, str]]
"""The districts of each state: name by id."""


def read_districts(path: Path, name: str) -> tuple[Districts, list[Problem]]:
    """Return the districts of each state and every problem; an id that stands twice in a country is one."""
    problems: list[Problem] = []
    file = read_file(path, name, problems)
    if file is None:
        return {}, problems
    parts = file.parts(SHAPE)
    found: dict[str, Mapping[str, str]] = {}
    states: dict[str, str] = {}
    for row in file.once("state", parts["state"]):
        found[row["id"]] = {district_id(each): each for each in row["districts"]}
        for each in row["districts"]:
            if (other := states.setdefault(district_id(each), row["id"])) != row["id"]:
                file.tell(file.place("state", row["id"]), f'"{each}" is in {other} too.', "Write each district once.")
    return found, problems


def district_id(name: str) -> str:
    """Return the id of a district: its name in small letters with hyphens."""
    return name.lower().replace(" ", "-")
