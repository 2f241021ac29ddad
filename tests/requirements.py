"""What the program must do and must never do: the table, the tests marked with each row, and the page of both."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "requirements.toml"
PAGE = ROOT / "docs" / "requirements.md"
NAMED = "Named in the code"
"""The section of requirements that code names and whose tests are not marked yet."""
HEAD = """# Requirements

Each code that tests or code name, what it asks, and what proves it: the tests marked with it, and what a reader looks
at in a review because no test can see it. Made from `tests/requirements.toml` and the markers; do not edit it here, run
`python -m tests.generated`.
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row; ``review`` and ``note`` may be empty."""

    code: str
    section: str
    what: str
    review: str = ""
    note: str = ""


@functools.cache
def requirements() -> dict[str, Requirement]:
    """Every requirement by its code, in the order of the table."""
    return {code: Requirement(code, **row) for code, row in tomllib.loads(TABLE.read_text("utf-8")).items()}


@functools.cache
def marked() -> tuple[tuple[str, str], ...]:
    """Each code of a marker, and the test or file that bears it, as pytest names it."""
    return tuple(_marked())


def _marked() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                for decorator in node.decorator_list:
                    yield from ((code, f"{name}::{node.name}") for code in _codes(decorator))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
                yield from ((code, name) for code in _codes(node.value))


def named(folder: str = "src") -> Iterator[tuple[str, str]]:
    """Each code of a family of the table that the code names, and the file."""
    families = "|".join(sorted({code.rstrip("0123456789") for code in requirements()}))
    code = re.compile(rf"\b(?:{families})[0-9]{{1,2}}\b")
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield from ((each, path.relative_to(ROOT).as_posix()) for each in code.findall(path.read_text("utf-8")))


def page() -> str:
    """docs/requirements.md as it must be."""
    rows, proofs = requirements(), marked()
    lines, section = [HEAD], ""
    for row in rows.values():
        if row.section != section:
            section = row.section
            lines += [f"## {section}", "", "| code | what | what proves it |", "|---|---|---|"]
            if len(lines) > 5:
                lines.insert(-4, "")
        parts = [f"`{test}`" for code, test in proofs if code == row.code]
        if row.review:
            parts.append(f"Review: {row.review}")
        if row.note:
            parts.append(row.note)
        lines.append(f"| {row.code} | {row.what} | {'<br>'.join(parts)} |")
    return "\n".join(lines) + "\n"


def _codes(node: ast.expr) -> list[str]:
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "pytest.mark.requirement":
        return []
    return [str(each.value) for each in node.args if isinstance(each, ast.Constant)]
