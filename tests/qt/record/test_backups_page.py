"""Copies of the record from their page, by keyboard, and a record brought back on the first page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.qt.entry.create_page import CreatePage
from screening.qt.entry.recovery_pages import RestorePage
from screening.qt.frame.page import Headed
from screening.qt.record.backups_page import CopiesPage
from screening.store.crypto import key_file
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)


def desk(screen: Screen, place: str) -> Headed:
    return screen.desk(place)


def write(screen: Screen, **fields: str) -> None:
    for name, text in fields.items():
        screen.tab_to(name.replace("_", "-"))
        screen.type_text(text)


def test_a_copy_is_made_and_brought_back_on_a_computer_without_a_record(
    opened, screen: Screen, record: Path, tmp_path: Path
) -> None:
    screen.new_screening()
    code = screen.case.code
    screen.window.show_cases()
    screen.cases()
    stick = tmp_path / "stick"
    stick.mkdir()
    page = desk(screen, "copies")
    assert isinstance(page, CopiesPage)
    screen.wait(lambda: "You have never made one" in screen.shown())
    write(screen, copy_folder=str(stick))
    screen.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    screen.wait(lambda: "Made and checked" in page.done.text() and "The newest is from" in screen.shown())
    screen.close()
    shutil.rmtree(record)
    fresh = opened(record)
    fresh.wait(lambda: isinstance(fresh.window.first, CreatePage))
    fresh.choose("to-restore")
    fresh.wait(lambda: isinstance(fresh.window.first, RestorePage))
    write(fresh, copy_folder=str(stick), passphrase=PASSPHRASE)
    fresh.press(Qt.Key.Key_Return)
    fresh.cases()
    assert code in fresh.shown()


def test_a_wrong_place_is_told_on_the_page(opened, tmp_path: Path) -> None:
    fresh = opened(tmp_path / "none")
    fresh.choose("to-restore")
    fresh.wait(lambda: isinstance(fresh.window.first, RestorePage))
    write(fresh, copy_folder=str(tmp_path), passphrase=PASSPHRASE)
    fresh.press(Qt.Key.Key_Return)
    fresh.wait(lambda: "no copy of a record" in fresh.shown())
    assert not (tmp_path / "none").exists()
