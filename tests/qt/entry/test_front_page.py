"""A folder that may not be looked into: the first page stands, and says so when the record is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.widgets.buttons import Button
from screening.qt.widgets.corner_button import CornerFoot
from screening.store.integrity import record_opening
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import PASSPHRASE


def test_a_folder_without_permission_is_asked_for_its_passphrase_and_then_said(
    opened, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = Path.iterdir

    def refused(path: Path) -> Iterator[Path]:
        if path == record:
            raise PermissionError(13, "Permission denied")
        return looking(path)

    def closed(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    monkeypatch.setattr(record_opening, "unlock", closed)
    screen = opened(record)
    screen.wait(lambda: isinstance(screen.window.first, UnlockPage))
    screen.tab_to("passphrase")
    screen.type_text(PASSPHRASE)
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "does not let this program read" in screen.shown())


def test_the_way_to_the_recovery_key_is_read_whole_in_malay_at_the_largest_text(qtbot: QtBot, wear: Wear) -> None:
    wear("day", 200)
    page = UnlockPage(Words("ms"))
    qtbot.addWidget(page)
    page.resize(1024, 768)
    page.show()
    for _ in range(20):
        QApplication.processEvents()
    button = page.findChild(Button, "to-recover")
    assert button is not None
    assert button.height() >= button.heightForWidth(button.width()) > 0
    row = button.parentWidget()
    assert row is not None
    assert row.rect().contains(button.geometry())


def test_the_ring_of_the_corner_is_whole_inside_the_window(opened: Open, record: Path) -> None:
    screen = opened(record)
    screen.wait(lambda: screen.window.first is not None)
    first = screen.window.first
    assert first is not None
    corner = first.findChild(CornerFoot)
    assert corner is not None
    corner.button.setFocus(Qt.FocusReason.TabFocusReason)
    assert first.ring.target is corner.button
    assert first.rect().contains(first.ring.geometry())
