"""Memory that nothing uses any more is given back by the window's thread alone: Qt does not bear another."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.qt.platform import garbage

MADE = 60_000
"""Some eighty times what Python waits for, left to itself, until it collects."""


class Knot:
    """An object that holds itself: only a collection finds that nobody else does."""

    def __init__(self) -> None:
        self.other = self


@pytest.fixture
def collections(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[threading.Thread]]:
    """In which threads garbage was collected while the window collects it."""
    found: list[threading.Thread] = []
    monkeypatch.setattr(garbage, "LOOK_MS", 10)
    was, timers = gc.isenabled(), set(qapp.findChildren(QTimer))
    thresholds = gc.get_threshold()
    gc.enable()
    gc.set_threshold(700, 10, 10)
    watch = lambda phase, _: phase == "start" and found.append(threading.current_thread())  # noqa: E731
    gc.callbacks.append(watch)
    garbage.collect_in_window_thread()
    found.clear()
    yield found
    gc.callbacks.remove(watch)
    for timer in set(qapp.findChildren(QTimer)) - timers:
        timer.deleteLater()
    gc.set_threshold(*thresholds)
    (gc.enable if was else gc.disable)()


def test_work_in_another_thread_collects_nothing_there(collections: list[threading.Thread]) -> None:
    work = threading.Thread(target=lambda: [Knot() for _ in range(MADE)])
    work.start()
    work.join()
    assert collections == []


def test_the_window_collects_once_there_is_enough(collections: list[threading.Thread], qtbot: QtBot) -> None:
    for _ in range(2 * garbage.ENOUGH):
        Knot()
    qtbot.waitUntil(lambda: bool(collections))
    assert set(collections) == {threading.main_thread()}


def test_a_window_at_rest_collects_nothing(collections: list[threading.Thread], qtbot: QtBot) -> None:
    gc.collect()
    collections.clear()
    qtbot.wait(50)
    assert collections == []
