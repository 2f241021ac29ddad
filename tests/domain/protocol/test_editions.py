"""A published edition never changes: its digest is pinned beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening import settings
from screening.authoring.content_check import check_content
from screening.domain.protocol.editions import read_editions
from screening.domain.protocol.loader import edition_digest

TINY = Path(__file__).parents[1] / "tiny"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path


def listed(root: Path, text: str) -> list[str]:
    (root / "editions.toml").write_text(text, "utf-8")
    return [f"{each.place}: {each.what}" for each in check_content([root])[0]]


def published(root: Path) -> str:
    head = root / "tiny" / "edition.toml"
    head.write_text(head.read_text("utf-8").replace('"draft"', '"published"'), "utf-8")
    return f'[[edition]]\nid = "tiny"\nstatus = "published"\ndigest = "{edition_digest(root / "tiny")}"\n'


DRAFT = '[[edition]]\nid = "tiny"\nstatus = "draft"\n'
OTHER = '[[edition]]\nid = "other"\nstatus = "draft"\n'
PUBLISHED = DRAFT.replace("draft", "published")
PIN = f'digest = "{"a" * 64}"\n'


def test_every_edition_is_as_it_was_published():
    problems = []
    entries = read_editions(settings.indicators_root(), problems)
    assert not problems
    folders = {path.parent.name for path in settings.indicators_root().glob("*/edition.toml")}
    assert set(entries) == folders
    for name, entry in entries.items():
        if entry.published:
            assert edition_digest(settings.indicators_root() / name) == entry.digest


def test_a_draft_may_change(root):
    assert listed(root, DRAFT) == []


@pytest.mark.requirement("JU14", "NV10")
def test_a_published_edition_may_not(root):
    text = published(root)
    assert listed(root, text) == []
    path = root / "tiny" / "care.toml"
    path.write_text(path.read_text("utf-8") + "\n# one more line\n", "utf-8")
    [problem] = listed(root, text)
    assert problem.startswith("line 2, edition tiny: The edition was published and has changed: its digest is now ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", 'the file: "edition" is missing.'),
        (OTHER, 'the file: The edition "tiny" is not in the list.'),
        (DRAFT + OTHER, 'line 5, edition other: There is no edition "other".'),
        (DRAFT + DRAFT, "line 5, edition tiny: The edition stands twice."),
        (DRAFT + PIN, "line 2, edition tiny: It is a draft and has a digest."),
        (PUBLISHED, "line 2, edition tiny: It is published and has no digest."),
        (PUBLISHED + PIN, 'line 2, edition tiny: The edition calls itself "draft".'),
        (DRAFT.replace("draft", "old"), 'line 2, edition tiny: "status" has no choice "old".'),
    ],
)
def test_what_does_not_fit_is_told(text, told, root):
    assert told in listed(root, text)


def test_the_list_is_needed(root):
    assert [str(each) for each in check_content([root])[0]] == [
        "indicators/editions.toml: the file: There is no such file. Write it, as the other editions do."
    ]
