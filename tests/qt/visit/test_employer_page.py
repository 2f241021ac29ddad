"""The check for employers in the window: it is read and saved by keys, and opens no case."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from screening.qt.entry.employer_page import EmployerFrontPage
from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.visit.employer_page import EmployerPage
from tests.qt.page_objects import Screen


def test_the_sheet_is_read_and_saved_without_a_case(screen: Screen, tmp_path: Path) -> None:
    screen.window.commands.rail(RecordPlace.EMPLOYERS)
    page = screen.window.shell.page()
    assert isinstance(page, EmployerPage)
    assert "An employer never screens people" in screen.shown()
    assert "Passports Act 1966, section 12" in screen.shown()
    screen.tab_to("folder")
    screen.type_text(str(tmp_path))
    screen.choose("save-employers")
    screen.wait(page.check.done.isVisible)
    assert (tmp_path / "employer-check-en.pdf").read_bytes().startswith(b"%PDF")
    assert screen.window.desk.interview is None


def test_it_opens_before_the_record_by_keys_and_leads_back(opened, record: Path, tmp_path: Path) -> None:
    screen = opened(record)
    screen.wait(lambda: isinstance(screen.window.first, UnlockPage))
    screen.tab_to("to-employers")
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: isinstance(screen.window.first, EmployerFrontPage))
    assert "An employer never screens people" in screen.shown()
    screen.tab_to("folder")
    screen.type_text(str(tmp_path))
    screen.choose("save-employers")
    assert (tmp_path / "employer-check-en.pdf").read_bytes().startswith(b"%PDF")
    screen.choose("employers-back")
    screen.wait(lambda: isinstance(screen.window.first, UnlockPage))
