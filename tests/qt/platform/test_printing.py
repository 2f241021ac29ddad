"""Where there is no printer that is said, and nothing about a file."""

from __future__ import annotations

import pytest
from PySide6 import QtPrintSupport
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from screening.errors import BadInput
from screening.qt.platform.printing import choose_printer
from tests.qt.fake_printer import FakePrinter


@pytest.mark.parametrize(("name", "told"), [("", "no-printer"), ("Microsoft Print to PDF", "printer-writes-file")])
def test_a_computer_without_a_printer_is_told_apart_from_a_printer_that_writes_files(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.setattr(QtPrintSupport, "QPrinter", FakePrinter)
    monkeypatch.setattr(FakePrinter, "name", name)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Accepted)
    page = QWidget()
    qtbot.addWidget(page)
    with pytest.raises(BadInput) as trouble:
        choose_printer(page)
    assert trouble.value.code == told
