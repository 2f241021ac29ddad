"""Fixtures of the window's tests: the application in a theme, at a text size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.qt.style import theme
from screening.qt.style.theme import Theme
from screening.qt.window import case_navigator, main_window
from screening.qt.window.main_window import Window
from screening.sound import player
from screening.store.folder import throttle
from tests.qt import gallery
from tests.qt.headphones import Headphones
from tests.qt.page_objects import Screen, quick_vault
from tests.qt.stage import Stage

Wear = Callable[[str, int], Theme]


@pytest.fixture
def wear(qapp: QApplication) -> Iterator[Wear]:
    """Put on a theme at a text size; day at 100 % afterwards."""

    def put_on(name: str = "day", scale: int = 100) -> Theme:
        theme.apply_theme(Theme(name, scale))
        return theme.active()

    yield put_on
    theme.apply_theme(Theme())


@pytest.fixture
def day(wear: Wear) -> Theme:
    """The day theme at 100 %."""
    return wear("day", 100)


@pytest.fixture
def stage(day: Theme) -> Iterator[Stage]:
    """A window to put widgets in, taken down after the test."""
    made = Stage()
    yield made
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@pytest.fixture
def words(day: Theme) -> gallery.MockWords:
    """The texts of the gallery."""
    return gallery.words()


Open = Callable[..., Screen]


@pytest.fixture
def headphones(monkeypatch: pytest.MonkeyPatch) -> Headphones:
    """What the person has on, in the place of the sound device."""
    worn = Headphones()
    monkeypatch.setattr(player, "Player", worn.device())
    return worn


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record on disk, opened by PASSPHRASE."""
    return quick_vault(tmp_path / "record")


@pytest.fixture
def opened(qtbot: QtBot, day: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a window on a folder, or on practice for none; every window is closed at the end."""
    monkeypatch.setattr(throttle, "_waits", {})
    for module, search in ((main_window, "set_loaded_apart"), (case_navigator, "forget_page_soon")):
        monkeypatch.setattr(module, search, lambda: None)  # it would go through all that was tested before

    def open_window(folder: Path | None = None, language: str = "en") -> Screen:
        return Screen(qtbot, folder, language)

    yield open_window
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Window):
            widget.close()
            widget.deleteLater()
    QApplication.clipboard().clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def screen(opened: Open, record: Path) -> Screen:
    """The unlocked record, at the list of cases."""
    found = opened(record)
    found.unlock()
    found.cases()
    return found


@pytest.fixture
def practice(opened: Open) -> Screen:
    """A practice window, at the list of cases."""
    found = opened()
    found.cases()
    return found
