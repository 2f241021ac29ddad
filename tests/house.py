"""The contracts of import-linter, made from ``tests/house.toml``.

``python -m tests.house --write`` puts them into pyproject.toml.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_name("house.toml")
PROJECT = ROOT / "pyproject.toml"
CIRCLES = """[[tool.importlinter.contracts]]
name = "Nothing goes in a circle"
type = "acyclic_siblings"
ancestors = ["screening"]
"""
BEGIN = "# Made by tests/house.py from tests/house.toml: change that table.\n"


def house() -> dict[str, Any]:
    """The table: ``floors``, ``packages`` and ``doors``."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def contracts() -> str:
    """The part of pyproject.toml that import-linter reads."""
    table = house()
    parts = [
        f'{BEGIN}[tool.importlinter]\nroot_package = "screening"\n',
        _layers("Floors look only down", [_together(row) for row in table["floors"]["order"]], "screening"),
        *(
            _layers(f"Packages of {floor} look only down", rooms, f"screening.{floor}")
            for floor, rooms in table["packages"].items()
        ),
        CIRCLES,
    ]
    return "\n".join(parts)


def written(project: str) -> str:
    """The text of pyproject.toml with the contracts in place; they stand last in it."""
    return f"{project.split(BEGIN)[0].rstrip()}\n\n{contracts()}"


def _together(row: list[str]) -> str:
    return " | ".join(row)


def _layers(name: str, rows: list[str], container: str) -> str:
    lines = "".join(f"  {json.dumps(row)},\n" for row in rows)
    return (
        f'[[tool.importlinter.contracts]]\nname = "{name}"\ntype = "layers"\ncontainers = ["{container}"]\n'
        f"layers = [\n{lines}]\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.house", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the contracts into pyproject.toml")
    project = PROJECT.read_text("utf-8")
    if parser.parse_args().write:
        PROJECT.write_text(written(project), "utf-8")
    elif written(project) != project:
        sys.exit("pyproject.toml is not as tests/house.toml says. Run: python -m tests.house --write")


if __name__ == "__main__":
    main()
