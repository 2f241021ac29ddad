"""A folder that may not be looked into: the first page stands, and says so when the record is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.qt.entry.unlock_page import UnlockPage
from screening.store.integrity import open_files
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
    monkeypatch.setattr(open_files, "unlock", closed)
    screen = opened(record)
    screen.wait(lambda: isinstance(screen.window.first, UnlockPage))
    screen.tab_to("passphrase")
    screen.type_text(PASSPHRASE)
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "does not let this program read" in screen.shown())
