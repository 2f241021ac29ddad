"""A mistake of ours, and one that comes of the program's having been exchanged while it was open."""

from __future__ import annotations

from pathlib import Path

import pytest

import screening
from screening.qt.platform import crash_handler
from screening.wording.catalogue.translations import Words


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a program that was started."""
    own = tmp_path / "__init__.py"
    own.write_text("first")
    monkeypatch.setattr(screening, "__file__", str(own))
    monkeypatch.setattr(crash_handler, "_started_from", crash_handler.own_file())
    return own


def said() -> str:
    return crash_handler.crash_sentence(Words("en"), "ImportError")


def test_a_program_that_stands_where_it_stood_cannot_explain_its_mistake(installed: Path) -> None:
    assert said().startswith("Something went wrong that this program cannot explain (ImportError).")


def test_a_program_that_was_exchanged_says_so_and_what_to_do(installed: Path) -> None:
    other = installed.with_name("other")
    other.write_text("second")
    other.replace(installed)
    assert said().startswith("The program was replaced by another version while it was open")
    assert said().endswith("start the program again.")
    installed.unlink()
    assert said().startswith("The program was replaced")
