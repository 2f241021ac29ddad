"""The pages at the top of the repository say what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import screening
from tests import generated

ROOT = Path(__file__).parents[1]
PAGES = [
    "README.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "docs/cli.md",
    "docs/field-study.md",
    "docs/glossary.md",
    "docs/sources.md",
    "docs/installing.md",
    "docs/licences.md",
]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_what_is_generated_is_current():
    assert [name for name, (now, new) in generated.files().items() if now != new] == [], generated.RENEW


def test_the_readme_shows_one_picture():
    assert len(re.findall(r"!\[[^]]+\]", read("README.md"))) == 1


def test_ci_runs_the_test_command_of_the_readme():
    commands = [line.strip() for line in read("README.md").splitlines() if line.startswith("    python3 -m venv")]
    assert len(commands) == 2
    assert commands[1] in read(".ci/run").splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page):
    beside = (ROOT / page).parent
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", read(page)) if "://" not in target]
    assert [target for target in targets if not (beside / target.partition("#")[0]).exists()] == []


def test_no_two_decisions_have_one_number():
    numbers = [each.name[:4] for each in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert sorted(set(numbers)) == numbers


def test_the_newest_version_of_the_changelog_is_the_programs():
    newest = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0]
    assert newest == screening.__version__


def test_the_version_stands_in_one_place():
    project = tomllib.loads(read("pyproject.toml"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/screening/__init__.py"
    packaging = [
        path
        for path in (ROOT / ".ci").rglob("*")
        if path.is_file() and path.parent.name not in ("locks", "__pycache__")
    ]
    places = [ROOT / "pyproject.toml", *packaging, *(ROOT / "src").rglob("*.py")]
    said = re.compile(rf"(version|VERSION).*[\"'=]{re.escape(screening.__version__)}[\"' ]")
    found = [path.name for path in places for line in path.read_text("utf-8").splitlines() if said.search(line)]
    assert found == ["__init__.py"]


def test_every_fragment_of_the_changelog_has_a_number_and_a_name():
    odd = [
        each.name
        for each in (ROOT / "changelog.d").iterdir()
        if each.name != ".template.jinja" and not re.fullmatch(r"\d+\.[a-z0-9-]+\.md", each.name)
    ]
    assert odd == []
