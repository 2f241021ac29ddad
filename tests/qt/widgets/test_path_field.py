"""A folder or a file is chosen in Qt's own dialog, which keeps no path anywhere outside the record."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from screening.qt.platform import drives
from screening.qt.platform.drives import Drive, is_removable
from screening.qt.style.theme import Theme
from screening.qt.widgets import path_field
from screening.qt.widgets.path_field import PathField, remember_in
from screening.wording.catalogue.translations import Words

WORDS = Words("en")


class Remembers:
    """A memory of folders, as the lock keeps it in the record."""

    def __init__(self, folder: str = "") -> None:
        self.folder = folder

    def last_folder(self) -> str:
        return self.folder

    def keep_folder(self, folder: str) -> None:
        self.folder = folder


@pytest.fixture
def window(qtbot: QtBot, day: Theme) -> QWidget:
    found = QWidget()
    QVBoxLayout(found)
    qtbot.addWidget(found)
    return found


def field(window: QWidget, *, file: bool = False) -> PathField:
    found = PathField(WORDS, "Folder", file=file)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(found)
    window.show()
    return found


def dialog_of(found: PathField) -> QFileDialog:
    found.choose.click()
    assert found.dialog is not None
    return found.dialog


def test_a_folder_chosen_in_the_dialog_stands_in_the_field_and_is_remembered(window: QWidget, tmp_path: Path) -> None:
    memory = Remembers()
    remember_in(window, memory)
    found = field(window)
    dialog = dialog_of(found)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path))
    dialog.accept()
    assert found.dialog is None
    assert Path(found.text()) == tmp_path
    assert Path(memory.folder) == tmp_path


def test_a_file_is_chosen_and_its_folder_is_remembered(window: QWidget, tmp_path: Path) -> None:
    memory = Remembers()
    remember_in(window, memory)
    (tmp_path / "key").write_bytes(b"a")
    found = field(window, file=True)
    dialog = dialog_of(found)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "key"))
    dialog.accept()
    assert Path(found.text()) == tmp_path / "key"
    assert Path(memory.folder) == tmp_path


def test_the_dialog_begins_where_a_folder_was_chosen_last(window: QWidget, tmp_path: Path) -> None:
    remember_in(window, Remembers(str(tmp_path)))
    assert Path(dialog_of(field(window)).directory().absolutePath()) == tmp_path


def test_without_a_record_no_folder_is_remembered(window: QWidget, tmp_path: Path) -> None:
    remember_in(window, Remembers(str(tmp_path)))
    remember_in(window, None)
    assert Path(dialog_of(field(window)).directory().absolutePath()) == Path.home()


def test_cancelling_leaves_the_field_as_it_was(window: QWidget, tmp_path: Path) -> None:
    found = field(window)
    found.set_text(str(tmp_path))
    dialog_of(found).reject()
    assert (found.text(), found.dialog) == (str(tmp_path), None)


def test_what_covers_the_page_takes_the_dialog_away(window: QWidget) -> None:
    found = field(window)
    dialog = dialog_of(found)
    found.hide()
    assert found.dialog is None
    assert not dialog.isVisible()


def test_drives_are_offered_by_name_with_their_room(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drives, "removable", lambda: (Drive("KINGSTON", str(tmp_path), 3_240_000_000),))
    found = field(window)
    (button,) = found.drives.findChildren(path_field.Button)
    assert button.words == "KINGSTON, 3.2 GB free"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert Path(found.text()) == tmp_path


@pytest.mark.parametrize(
    ("root", "system", "removable"),
    [
        ("/media/aina/KINGSTON", False, True), ("/run/media/aina/KINGSTON", False, True), ("E:/", False, True),
        ("C:/", True, False), ("/", True, False), ("/home", False, False), ("/Volumes/STICK", False, True),
    ],
)  # fmt: skip
def test_a_drive_that_can_be_taken_along_is_told_from_one_of_the_computer(
    root: str, system: bool, removable: bool
) -> None:
    assert is_removable(root, system=system) is removable


CHOOSES = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from screening.qt.widgets.path_field import PathField
from screening.wording.catalogue.translations import Words
if sys.argv[2] == "written":
    QSettings.setPath = lambda *_: None
app = QApplication([])
field = PathField(Words("en"), "Folder")
field.show()
field.open_dialog()
dialog = field.dialog
dialog.setDirectory(sys.argv[1])
dialog.selectFile(sys.argv[1])
dialog.accept()
assert Path(field.text()) == Path(sys.argv[1]), field.text()
for _ in range(20):
    app.processEvents()
    app.sendPostedEvents(None, 52)
"""


@pytest.mark.parametrize("settings", ["nowhere", "written"])
def test_no_path_is_written_outside_the_record_when_a_folder_is_chosen(tmp_path: Path, settings: str) -> None:
    """Qt keeps a history of its dialog in its settings: here nowhere, and where a system has no files for it, empty."""
    home, stick = tmp_path / "home", tmp_path / "MARKER-stick"
    home.mkdir()
    stick.mkdir()
    env = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "QT_QPA_PLATFORM": "offscreen"}
    run = [sys.executable, "-c", CHOOSES, str(stick), settings]
    subprocess.run(run, env=env, check=True, timeout=100)
    written = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert not [path for path, data in written.items() if b"MARKER" in data]
    assert any("QtProject" in path.name for path in written) is (settings == "written")
