"""The locks hold what pyproject.toml asks for, each file with its hash, and name no server."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / ".ci" / "locks"
NAMES = ("runtime", "hub", "test", "build")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PIN = re.compile(r"^(\S+)==(\S+)(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def text(name: str) -> str:
    return (LOCKS / f"{name}.txt").read_text("utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """The versions of each library: more than one where an older Python needs an older one."""
    found: dict[str, set[str]] = {}
    for library, version, _ in PIN.findall(text(name)):
        found.setdefault(canonicalize_name(library.partition("[")[0]), set()).add(version)
    return found


def misfits(asked: list[str], name: str) -> list[str]:
    locked = pins(name)
    return [
        line
        for line in asked
        for needed in [Requirement(line)]
        if not (versions := locked.get(canonicalize_name(needed.name)))
        or not all(needed.specifier.contains(each) for each in versions)
    ]


def test_everything_that_the_program_needs_is_locked_within_its_range() -> None:
    assert misfits(PYPROJECT["project"]["dependencies"], "runtime") == []


def test_everything_that_a_headquarters_needs_is_locked_within_its_range() -> None:
    extra = PYPROJECT["project"]["optional-dependencies"]["hub"]
    assert misfits([*PYPROJECT["project"]["dependencies"], *extra], "hub") == []
    assert set(pins("hub")) - set(pins("runtime")) == {"psycopg", "psycopg-binary", "typing-extensions"}


def test_everything_that_the_tests_need_is_locked_within_its_range() -> None:
    extra = PYPROJECT["project"]["optional-dependencies"]["test"]
    assert misfits([*PYPROJECT["project"]["dependencies"], *extra], "test") == []


def test_everything_that_makes_the_wheel_is_locked_within_its_range() -> None:
    assert misfits(PYPROJECT["build-system"]["requires"], "build") == []


@pytest.mark.parametrize("name", ["runtime", "hub", "build"])
def test_what_is_shipped_is_what_is_tested(name: str) -> None:
    tested = pins("test")
    assert {library: each for library, each in pins(name).items() if tested.get(library, each) != each} == {}
    assert name == "build" or set(pins(name)) <= set(tested)


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(name: str) -> None:
    left = re.sub(r"^ +#.*\n", "", PIN.sub("", text(name)), flags=re.MULTILINE)
    assert left == ""
    assert "://" not in text(name)


ADVICE = re.compile(r"""screening\[\w+\]|pip install (?:-\S+ )*['"]?screening\b(?!-[0-9])""")


def test_no_advice_names_a_distribution_that_nobody_of_us_published() -> None:
    """Whoever takes a free name on a package server would be installed in its place (fault 6 of the second trial)."""
    pages = [path for each in ("src", "docs", "locales") for path in (ROOT / each).rglob("*")] + [*ROOT.glob("*.md")]
    read = [path for path in pages if path.suffix in (".md", ".py", ".toml", ".po", ".pot", ".html")]
    assert len(read) > 500
    assert [path.name for path in read if path.name != "CHANGELOG.md" and ADVICE.search(path.read_text("utf-8"))] == []
