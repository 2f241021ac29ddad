"""Practice: every page says that it is, and nothing of it is ever a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.qt.conftest import Open
from tests.qt.page_objects import Screen

MARK = "TRAINING - FICTITIOUS"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home that everything written by habit would land in."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def marked(screen: Screen) -> bool:
    shell = screen.window.shell
    assert shell is not None
    bands = shell.practice
    return all(band.isVisible() and band.accessibleName() == MARK and band.width() > 0 for band in bands)


@pytest.mark.requirement("NV35")
def test_every_page_is_marked_and_no_file_is_written(home: Path, opened: Open) -> None:
    before = sorted(home.rglob("*"))
    screen = opened()
    screen.cases()
    assert marked(screen)

    screen.new_screening()
    assert marked(screen)
    screen.gate()
    screen.language("ur")
    assert marked(screen)
    screen.consent(talk="yes", notes="yes")
    screen.answer("needs-basic", "yes", "told")
    screen.words("Nothing here is real.")
    assert marked(screen)
    for key, place in ((Qt.Key.Key_F7, "care"), (Qt.Key.Key_F9, "stop"), (Qt.Key.Key_F5, "said")):
        screen.press(key)
        screen.at(place)
        assert marked(screen)
    screen.closing()
    assert marked(screen)
    screen.own_view(("unsure",), "not_sure", "Practice.")
    assert marked(screen)
    screen.close()

    assert sorted(home.rglob("*")) == before


def test_the_bands_are_drawn_on_both_edges(practice: Screen) -> None:
    shell = practice.window.shell
    assert shell is not None
    left, right = shell.practice
    assert left.mapTo(shell, left.rect().topLeft()).x() == 0
    assert right.mapTo(shell, right.rect().topRight()).x() == shell.width() - 1
    for band in (left, right):
        colours = set(memoryview(band.grab().toImage().constBits()).cast("I"))
        assert len(colours) > 2


@pytest.mark.sweep
def test_a_paper_of_practice_says_so(practice: Screen, tmp_path: Path) -> None:
    from tests.qt.page_objects import pdf_text

    practice.talking("en", talk="yes", notes="yes")
    practice.closing()
    practice.own_view(("unsure",), "not_sure", "Practice.")
    assert MARK in pdf_text(practice.save_pdf(tmp_path))


@pytest.mark.requirement("NV35")
def test_a_record_is_not_marked(screen: Screen) -> None:
    assert not marked(screen)
    screen.new_screening()
    assert not marked(screen)
    assert MARK not in screen.case.code


@pytest.mark.parametrize("place", ["", "reminders"])
def test_practice_never_says_that_everything_is_saved(practice: Screen, place: str) -> None:
    practice.cases()
    if place:
        practice.desk(place)
    shell, say = practice.window.shell, practice.window.words.say
    assert shell is not None
    assert shell.bar.view.note == say("play.nothing-kept")
