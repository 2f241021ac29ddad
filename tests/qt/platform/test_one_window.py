"""A second start on the same record: the window that is there comes to the front, and the second start ends."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from screening.qt.platform import one_window
from tests.qt.stage import Stage


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the system keeps for this user."""
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setattr(one_window, "runtime_folder", lambda: folder / "notes")
    return folder


def second_start(record: Path, ended: list[bool]) -> threading.Thread:
    """Another start, which finds out meanwhile whether it is to end."""

    def starts() -> None:
        with one_window.alone(record) as ready:
            ended.append(ready is None)

    started = threading.Thread(target=starts)
    started.start()
    return started


def test_the_first_window_comes_to_the_front_and_the_second_start_ends(qtbot, stage: Stage, tmp_path: Path) -> None:
    ended: list[bool] = []
    with one_window.alone(tmp_path / "record") as ready:
        assert ready is not None
        stage.showMinimized()
        ready(stage)
        started = second_start(tmp_path / "record" / ".." / "record", ended)
        qtbot.waitUntil(lambda: ended == [True] and not stage.isMinimized())
        started.join()
    assert stage.isVisible()


def test_the_window_of_another_record_is_one_of_its_own(tmp_path: Path) -> None:
    with one_window.alone(tmp_path / "one") as first, one_window.alone(tmp_path / "other") as second:
        assert first is not None
        assert second is not None


def test_a_window_that_does_not_answer_leaves_the_second_start_one_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtime: Path
) -> None:
    monkeypatch.setattr(one_window, "PATIENCE", 0.05)
    with one_window.alone(tmp_path / "record"):
        with one_window.alone(tmp_path / "record") as second:
            assert second is not None
        assert len(list((runtime / "notes").iterdir())) == 1, "the first one still holds it"


def test_nothing_is_left_and_nothing_says_which_record_it_was(tmp_path: Path, runtime: Path) -> None:
    with one_window.alone(tmp_path / "record"):
        [file] = (runtime / "notes").iterdir()
        assert file.stat().st_size == 0
        assert "record" not in file.name
    assert list((runtime / "notes").iterdir()) == []
    with one_window.alone(tmp_path / "record") as again:
        assert again is not None


def test_practice_is_as_many_windows_as_one_likes(runtime: Path) -> None:
    with one_window.alone(None) as first, one_window.alone(None) as second:
        assert first is not None
        assert second is not None
    assert list(runtime.iterdir()) == []


@pytest.mark.parametrize("lacks", ["no folder of the system", "a link to somewhere else"])
def test_where_no_file_can_be_made_it_is_a_window_like_any_other(
    lacks: str, tmp_path: Path, runtime: Path, stage: QWidget
) -> None:
    if lacks == "no folder of the system":
        runtime.rmdir()
    else:
        (tmp_path / "theirs").mkdir()
        (runtime / "notes").symlink_to(tmp_path / "theirs")
    with one_window.alone(tmp_path / "record") as ready:
        assert ready is not None
        ready(stage)
    assert not (tmp_path / "theirs").exists() or list((tmp_path / "theirs").iterdir()) == []
