"""The thread of the vault outlives its window at most by what was begun beside it."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.errors import NotSaved
from screening.qt.session import vault_thread
from screening.qt.session.vault_thread import VaultThread, Work
from screening.store import Vault, practice_vault
from tests.qt.page_objects import PATIENCE


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
    thread.aside(work, told.append, told.append)
    (beside,) = [each for each in threading.enumerate() if each.name == "aside"]
    shiboken6.delete(thread)
    go_on.set()
    beside.join(20)
    qapp.processEvents()
    assert (raised, told) == ([], [])


def test_what_is_handed_in_meanwhile_is_done_between_the_steps_of_long_work(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One step at a time; an answer that is given during the second one does not wait for the third."""
    monkeypatch.setattr(vault_thread, "STEPS_TAKE", 0)
    order: list[str] = []
    thread, ended = VaultThread(practice_vault), list[object]()

    def note(name: str) -> Work:
        return lambda _vault: order.append(name)

    def long(name: str, meanwhile: str) -> Work:
        def steps(_vault: Vault) -> Generator[None, None, str]:
            for step in (1, 2, 3):
                order.append(f"{name} {step}")
                if step == 2:
                    thread.call(note(meanwhile), ended.append, ended.append)
                yield
            return name

        return steps

    thread.call(long("first", "an answer"), ended.append, ended.append)
    thread.call(long("second", "another"), ended.append, ended.append)
    thread.open(lambda _vault: None, ended.append)
    qtbot.waitUntil(lambda: len(ended) == 4, timeout=PATIENCE)
    thread.close()
    assert order == [
        "first 1", "first 2", "an answer", "first 3", "second 1", "second 2", "another", "second 3",
    ]  # fmt: skip
    assert ended == [None, "first", None, "second"]


def test_long_work_that_is_refused_in_the_middle_says_so_and_the_next_is_done(qapp: QApplication, qtbot: QtBot) -> None:
    thread, told = VaultThread(practice_vault), list[object]()

    def refused(_vault: Vault) -> Generator[None, None, str]:
        yield
        raise NotSaved("not-saved")

    def good(_vault: Vault) -> Generator[None, None, str]:
        yield
        return "done"

    thread.call(refused, told.append, lambda trouble: told.append(trouble.code))
    thread.call(good, told.append, told.append)
    thread.open(lambda _vault: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=PATIENCE)
    thread.close()
    assert told == ["not-saved", "done"]
