"""Every code that the store raises or notes has its English sentence, with the fields that it names."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

import screening.store
from screening.settings import locales_root

SOURCES = sorted(Path(screening.store.__file__).parent.rglob("*.py"))
TEXTS = tomllib.loads((locales_root() / "en" / "errors.toml").read_text(encoding="utf-8"))
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@cache
def codes() -> set[tuple[str, str]]:
    """Kind and code of everything in the store's sources that is spelled like a code and raised, noted or returned."""
    found = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                kind = {"Notice": "notice"}.get(node.func.id, "error")
                if node.func.id in ("StoreTrouble", "NotSaved", "BadInput", "NotAccepted", "Notice") and node.args:
                    for part in ast.walk(node.args[0]):
                        if isinstance(part, ast.Constant) and CODE.fullmatch(str(part.value)):
                            found.add((kind, part.value))
            if isinstance(node, ast.Return | ast.Assign) and isinstance(node.value, ast.Constant | ast.IfExp):
                for part in ast.walk(node.value):
                    if isinstance(part, ast.Constant) and CODE.fullmatch(str(part.value)):
                        found.add(("error", str(part.value)))
    return found


@pytest.mark.parametrize(("kind", "code"), sorted(codes()))
def test_a_code_has_its_sentence(kind: str, code: str) -> None:
    sentence = TEXTS[kind].get(code) or TEXTS["notice"][code]
    assert sentence.endswith(".")
    assert sentence.count(". ") >= 1, "what happened, what it means for the record, what to do"
    assert not re.search(
        r"(?i)\b(fail\w*|error|invalid|victim|required|incomplete)\b", sentence.replace("be failing", "")
    )


def test_the_codes_are_found() -> None:
    assert len(codes()) > 30
    assert ("error", "wrong-passphrase") in codes()
    assert ("error", "not-saved-disk-full") in codes()
    assert ("notice", "recorder-ahead") in codes()
