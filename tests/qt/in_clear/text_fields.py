"""Finds every field of the window that takes text: where in the program it is made, and which one a widget is."""

from __future__ import annotations

import ast
import functools
import sys
from pathlib import Path

import screening.qt

ROOT = Path(screening.qt.__file__).parent
MADE_IN = ("widgets/fields.py", "widgets/path_field.py", "widgets/text_area.py")
"""Where the fields themselves are; whoever calls into these makes one."""
QT_FIELDS = ("QLineEdit", "QTextEdit", "QPlainTextEdit", "QTextBrowser", "QInputDialog", "QFileDialog", "QSpinBox",
             "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QKeySequenceEdit", "QFontComboBox",
             "QFontDialog", "QColorDialog", "QWizard")  # fmt: skip
"""Whatever of Qt Widgets takes a text by itself."""
OWN_FIELDS = (
    "FilePassphrase", "LineEdit", "LineField", "PassphraseField", "PathField", "SilentLine", "WordsEdit", "WordsField",
)  # fmt: skip
READ_ONLY = ("Chapter",)
"""Made of one of Qt's fields, and takes no text: it shows a chapter of the handbook."""


def fields_made(path: Path) -> dict[str, range]:
    """Each place of a module that makes a field, as "interview/closing_page ClosingPage._draw edit", with its lines."""
    module = path.relative_to(ROOT).with_suffix("").as_posix()
    found: dict[str, range] = {}

    def walk(node: ast.AST, within: str, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            inside, called = within, name
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                inside = f"{within}.{child.name}".lstrip(".")
            elif isinstance(child, ast.Assign | ast.AnnAssign):
                target = child.targets[0] if isinstance(child, ast.Assign) else child.target
                called = target.attr if isinstance(target, ast.Attribute) else ast.unparse(target)
            elif isinstance(child, ast.Call) and _name(child.func) in (*OWN_FIELDS, *QT_FIELDS):
                key = f"{module} {within} {name}"
                same = sum(each.partition(" (")[0] == key for each in found)
                found[f"{key} ({same + 1})" if same else key] = range(
                    child.lineno, (child.end_lineno or child.lineno) + 1
                )
            walk(child, inside, called)

    walk(ast.parse(path.read_text(encoding="utf-8")), "", "")
    return found


@functools.cache
def all_fields() -> dict[str, tuple[str, range]]:
    """Every place of the window's code that makes a field: its name to file and lines."""
    return {
        name: (str(path), lines)
        for path in sorted(ROOT.rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in MADE_IN
        for name, lines in fields_made(path).items()
    }


def classes_of_fields() -> dict[str, tuple[str, ...]]:
    """Classes that are themselves fields, in the whole of the window's code: what they are made of."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = tuple(_name(base) for base in node.bases)
                if set(bases) & {*OWN_FIELDS, *QT_FIELDS}:
                    found[node.name] = bases
    return found


def field_here() -> str:
    """Which field is being made now, seen from the constructor of one; "" for a part of another field."""
    frame = sys._getframe(1)
    while frame is not None:
        file, line = frame.f_code.co_filename, frame.f_lineno
        for name, (path, lines) in all_fields().items():
            if path == file and line in lines:
                return name
        frame = frame.f_back  # type: ignore[assignment]
    return ""


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
