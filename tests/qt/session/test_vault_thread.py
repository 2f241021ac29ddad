"""The thread of the vault outlives its window at most by what was begun beside it."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

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
