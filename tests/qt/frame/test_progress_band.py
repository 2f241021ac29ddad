"""Long work says how far it is, the window goes on meanwhile, and one press leaves it off."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt

from screening.errors import ScreeningError
from screening.qt.frame.message_bar import ProgressBand
from screening.store import Vault, progress
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import Screen


def band(screen: Screen) -> ProgressBand:
    assert screen.window.shell is not None
    return screen.window.shell.progress


def test_long_work_is_shown_and_one_press_leaves_it_off_while_the_window_goes_on(screen: Screen) -> None:
    moved, go = threading.Event(), threading.Event()

    def work(_vault: Vault) -> None:
        while True:  # it ends when it is cancelled, and only then
            progress.step("copy", 2, 5)
            moved.set()
            go.wait(0.01)

    desk, done = screen.window.desk, list[object]()
    assert desk is not None
    desk.run_long(work, success=done.append)
    screen.wait(lambda: band(screen).isVisible())
    assert "Copying the record: 40 of 100" in screen.shown()
    band(screen).cancel.setFocus()
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: screen.window.shell is not None and screen.window.shell.complaints.code == "cancelled")
    assert band(screen).isHidden()
    assert Words("en").say("error.cancelled").split(".")[0] in screen.shown()
    assert not done
    found = list[object]()
    desk.ask(lambda vault: vault.trouble, success=found.append)
    screen.wait(lambda: found)
    assert found == [""], "the record takes more"


def test_what_must_not_be_left_off_has_no_button_for_it(screen: Screen) -> None:
    go, seen = threading.Event(), list[object]()

    def work(_vault: Vault) -> None:
        with progress.to_the_end():
            progress.step("erase", 1, 2)
            go.wait()

    desk = screen.window.desk
    assert desk is not None
    desk.run_long(work, success=seen.append)
    screen.wait(lambda: band(screen).isVisible())
    assert band(screen).cancel.isHidden()
    go.set()
    screen.wait(lambda: seen == [None] and band(screen).isHidden())


def test_locking_leaves_long_work_off(screen: Screen) -> None:
    failed = list[ScreeningError]()
    begun = threading.Event()

    def work(_vault: Vault) -> None:
        while True:
            begun.set()
            progress.step("verify", 1, 2)

    desk = screen.window.desk
    assert desk is not None
    desk.run_long(work, success=failed.append)
    screen.wait(begun.is_set)
    desk.close()
    assert not failed
