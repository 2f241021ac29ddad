"""A case whose edition this program does not have: told in words, the list stays, nothing else opens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from screening.domain.events.catalogue import CaseOpened
from screening.store import open_vault
from tests.qt.conftest import Open
from tests.qt.page_objects import PASSPHRASE


def test_it_is_told_and_the_list_stays(opened: Open, record: Path) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        code = vault.new_case()
        vault.append(code, CaseOpened("2031-1", "workplace", "field"))
    screen = opened(record)
    screen.unlock()
    screen.cases()
    screen.at_case(code)
    screen.press(Qt.Key.Key_Space)
    screen.wait(screen.complaint)
    assert "2031-1" in screen.complaint()
    assert screen.window.desk is not None and screen.window.desk.interview is None
    screen.window.commands.back()
    screen.new_screening()
    assert screen.case.edition == "2026-3"
