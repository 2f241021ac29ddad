"""The thread of the vault outlives its window at most by what was begun beside it."""

from __future__ import annotations

import threading
import weakref

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.errors import NotSaved
from screening.qt.session.vault_thread import VaultThread
from screening.store import practice_vault


@pytest.mark.parametrize("trouble", [None, NotSaved("not-saved")])
def test_what_ends_after_the_window_is_gone_says_so_to_nobody(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, trouble: Exception | None
) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    go_on, told = threading.Event(), []

    def work() -> str:
        go_on.wait(20)
        if trouble is not None:
            raise trouble
        return "done"

    thread = VaultThread(practice_vault)
    thread.run_in_own_thread(work, told.append, told.append)
    (beside,) = [each for each in threading.enumerate() if each.name == "outside vault"]
    shiboken6.delete(thread)
    go_on.set()
    beside.join(20)
    qapp.processEvents()
    assert (raised, told) == ([], [])


class PartOfPage:
    """What a reply holds; it notes in which thread it was let go."""


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("beside", [False, True])
def test_what_follows_work_is_let_go_of_in_the_windows_thread(
    qapp: QApplication, qtbot: QtBot, fails: bool, beside: bool
) -> None:
    let_go: list[threading.Thread] = []
    done: list[object] = []
    thread = VaultThread(practice_vault)
    thread.open(done.append, done.append)

    def hand_in() -> None:
        part = PartOfPage()
        weakref.finalize(part, lambda: let_go.append(threading.current_thread()))

        def work(*_vault: object) -> object:
            if fails:
                raise NotSaved("not-saved")
            return part.__class__

        after = lambda _value, _part=part: done.append(None)  # noqa: E731
        (thread.run_in_own_thread if beside else thread.call)(work, after, after)

    hand_in()
    qtbot.waitUntil(lambda: len(done) == 2)
    qtbot.waitUntil(lambda: bool(let_go))
    thread.close()
    assert let_go == [threading.main_thread()]
