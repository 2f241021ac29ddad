"""The house rules that the code itself shows: who may know whom, and what nobody reaches into."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import ROOT

PROGRAM = ROOT / "src" / "screening"
PUBLIC_ALL_THE_SAME = {"_replace", "_asdict", "_fields"}
"""What the standard library calls public although it begins so: the methods of a named tuple."""
FOREIGN_UNDERSCORES = {
    "documents/pdf/writer.py: _code": "reportlab has no public way to put operators of ours into a page",
    "documents/pdf/writer.py: _doc": "reportlab has no public way to put objects of ours into a file",
    "qt/platform/pyside_workaround.py: _mod_uses_pyside": "the search for sources that PySide begins is switched off",
    "sound/speech_process.py: _Pointer": "the name that types of pointers have in the standard library",
    "store/database/journal.py: _Hash": "the name that a running digest has in the standard library",
}
"""Underscores of libraries that are touched, each with its reason. None is ours."""


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module below folders of the program, with its path there."""
    for folder in folders or (".",):
        for path in sorted((PROGRAM / folder).rglob("*.py")):
            yield path.relative_to(PROGRAM).as_posix(), ast.parse(path.read_text("utf-8"))


def own_names(tree: ast.Module) -> set[str]:
    """Private names that the classes of a module define."""
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_own(node.value):
            found.add(node.attr)
    return found


def _is_own(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "super"
    return isinstance(value, ast.Name) and value.id in ("self", "cls")


def test_nobody_reaches_into_anothers_underscore() -> None:
    found = set()
    for name, tree in modules():
        own = own_names(tree) | PUBLIC_ALL_THE_SAME
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.endswith("__"):
                continue
            if not _is_own(node.value) and node.attr not in own:
                found.add(f"{name}: {node.attr}")
    assert found == set(FOREIGN_UNDERSCORES)
