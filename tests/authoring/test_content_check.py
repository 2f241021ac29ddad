"""Every rule of the linter has a small break in ``tests/domain/broken`` and says where it is and how to mend it."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from screening.authoring import content_check, protocol_lint
from screening.domain.content.problems import Problem
from screening.domain.protocol import loader, validate_conditions, validation

TINY = Path(__file__).parents[1] / "domain" / "tiny"
BREAKS = sorted((TINY.parent / "broken").glob("*.toml"))


def broken(path: Path, folder: Path) -> tuple[dict[str, object], list[Problem]]:
    """What is told of the small edition after the break that ``path`` describes."""
    how = tomllib.loads(path.read_text("utf-8"))
    edition = shutil.copytree(TINY, folder / path.stem / "tiny")
    file = edition / how["file"]
    if how.get("remove"):
        file.unlink()
    else:
        file.parent.mkdir(exist_ok=True)
        text = file.read_text("utf-8") if file.exists() else ""
        assert how.get("find", "") in text
        file.write_text(text.replace(how["find"], how["write"], 1) if "find" in how else how["write"], "utf-8")
    return how, content_check.check_content([edition])[0]


def test_the_small_edition_is_sound():
    assert content_check.check_content([TINY]) == ([], sum(1 for _ in TINY.rglob("*.toml")))


@pytest.mark.one_in(8)
@pytest.mark.parametrize("path", BREAKS, ids=lambda path: path.stem)
def test_one_break_is_told_with_its_place_and_remedy(path, tmp_path):
    how, problems = broken(path, tmp_path)
    told = [each for each in problems if how["says"] in str(each)]
    assert told, [str(each) for each in problems]
    assert told[0].file == f"indicators/tiny/{how.get('told_in', how['file'])}"
    assert told[0].what and told[0].remedy
    if "line" in how:
        assert told[0].place.startswith(f"line {how['line']},")
    assert len(problems) == how.get("problems", 1), [str(each) for each in problems]


BROKEN_ELSEWHERE = {"broken_private", "broken_safeguards"}
"""Functions whose sentences have breaks of their own: test_private_answering, test_editions_without_safeguards."""


def sentences(module: object) -> list[str]:
    """Every sentence in a module's code, as a pattern: docstrings aside, fields as anything."""
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    tree.body = [each for each in tree.body if getattr(each, "name", "") not in BROKEN_ELSEWHERE]
    spoken = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    parts = {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values}
    found = []
    for node in ast.walk(tree):
        if id(node) in spoken | parts or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        values = node.values if isinstance(node, ast.JoinedStr) else [node]
        pattern = "".join(re.escape(str(each.value)) if isinstance(each, ast.Constant) else ".*" for each in values)
        if re.search(r"[a-z)]\\?[.:]$|\.\)$", pattern) and r"\ " in pattern:
            found.append(pattern)
    return found


@pytest.mark.sweep
def test_every_sentence_of_the_linter_is_said_by_some_break(tmp_path):
    said = "\n".join(str(each) for path in BREAKS for each in broken(path, tmp_path)[1])
    unsaid = [
        pattern
        for module in (loader, validation, validate_conditions, protocol_lint)
        for pattern in sentences(module)
        if not re.search(pattern, said)
    ]
    assert unsaid == []
