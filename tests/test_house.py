"""The house is as pyproject.toml and tests/doors.toml say: each library has its doors, and import-linter knows every
package."""

from __future__ import annotations

import ast
import functools
import itertools
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
WATCHED = {"sqlite3", "gettext", "csv"}
"""Modules of the standard library that have a door too."""
HARMLESS = {"screening", *sys.stdlib_module_names} - WATCHED
DOORS: dict[str, list[str]] = tomllib.loads((ROOT / "tests" / "doors.toml").read_text("utf-8"))


def imported(path: Path) -> set[str]:
    """The top names of everything that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "importlib.import_module":
            found |= {_said(each).split(".")[0] for each in node.args[:1]} - {""}
    return found


def _said(name: ast.expr) -> str:
    """What is known of a name that is imported by a text."""
    if isinstance(name, ast.JoinedStr):
        name = name.values[0]
    return str(name.value) if isinstance(name, ast.Constant) else ""


@functools.cache
def uses() -> dict[str, set[str]]:
    """The libraries that each module imports, by the module's name."""
    return {
        ".".join(path.relative_to(SOURCE / "screening").with_suffix("").parts): names
        for path in sorted((SOURCE / "screening").rglob("*.py"))
        if (names := {each for each in imported(path) if each not in HARMLESS})
    }


def test_no_library_comes_in_without_a_door() -> None:
    assert {name for names in uses().values() for name in names} <= set(DOORS)


@pytest.mark.parametrize("library", DOORS)
def test_a_library_is_imported_only_at_its_door(library: str) -> None:
    users = [module for module, names in uses().items() if library in names]
    assert [each for each in users if not any(f"{each}.".startswith(f"{door}.") for door in DOORS[library])] == []


@pytest.mark.parametrize("library", [name for name, doors in DOORS.items() if doors])
def test_a_door_that_nobody_uses_is_taken_out_of_the_table(library: str) -> None:
    for door in DOORS[library]:
        assert any(library in names and f"{module}.".startswith(f"{door}.") for module, names in uses().items()), door


def layers() -> dict[str, set[str]]:
    """What the contracts of import-linter name, by the package that holds it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {
        each["containers"][0]: {name for row in each["layers"] for name in row.split(" | ")}
        for each in contracts
        if each["type"] == "layers"
    }


def test_every_package_stands_in_a_contract() -> None:
    contracts = layers()
    program = SOURCE / "screening"
    top = {path.stem for path in program.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert top - {"__init__", "__main__"} == contracts["screening"]
    for floor in contracts["screening"]:
        inside = {path.name for path in (program / floor).glob("*/") if (path / "__init__.py").exists()}
        assert inside <= contracts.get(f"screening.{floor}", set()), floor


SAYING = ("domain", "store", "documents")
"""Floors whose every module, public class and public function says what it is or does."""


def public(path: Path) -> list[tuple[str, str]]:
    """A module and its public classes and functions, each with its docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = [each for each in tree.body if isinstance(each, ast.FunctionDef | ast.ClassDef)]
    named = [(each.name, ast.get_docstring(each) or "") for each in inside if not each.name.startswith("_")]
    return [(path.stem, ast.get_docstring(tree) or ""), *named]


@pytest.mark.parametrize("floor", SAYING)
def test_every_public_name_says_what_it_is(floor: str) -> None:
    silent = [
        f"{path.relative_to(SOURCE)} {name}"
        for path in sorted((SOURCE / "screening" / floor).rglob("*.py"))
        for name, docstring in public(path)
        if not docstring
    ]
    assert silent == []


def test_no_docstring_belongs_to_nothing() -> None:
    """A text by itself stands first in what it is about, or right under a name that is given a value."""
    orphans = []
    for path in sorted((SOURCE / "screening").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            body = getattr(node, "body", [])
            for before, each in itertools.pairwise(body) if isinstance(body, list) else ():
                alone = isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
                if alone and not isinstance(before, ast.Assign | ast.AnnAssign):
                    orphans.append(f"{path.relative_to(SOURCE)}:{each.lineno}")
    assert orphans == []
