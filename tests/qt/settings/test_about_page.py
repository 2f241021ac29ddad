"""About the program and this computer, and nothing of a case on either page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.casework.computer import computer_check
from screening.casework.computer.computer_check import CheckState, Finding
from screening.qt.settings.about_page import AboutPage, ComputerPage
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import Screen

FOUND = [
    Finding("fonts", CheckState.GOOD),
    Finding("swap", CheckState.UNKNOWN),
    Finding("sound", CheckState.LACKING),
]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The folders that were looked at; what is found there stands in FOUND."""
    folders: list[object] = []

    def look(folder: object, _here: object) -> list[Finding]:
        folders.append(folder)
        return list(FOUND)

    monkeypatch.setattr(computer_check, "check_computer", look)
    return folders


def test_about_names_version_editions_days_and_licences(screen: Screen) -> None:
    page = screen.desk("about")
    assert isinstance(page, AboutPage)
    told = screen.shown()
    for part in ("Version 0", "edition 2026", "oldest checked on", "entries that came with the program", "OFL-1.1"):
        assert part in told


def test_the_handbook_opens_from_about_and_leads_back(screen: Screen) -> None:
    screen.desk("about")
    screen.choose("open-handbook")
    assert screen.window.help.panel is not None and screen.window.help.panel.isVisible()
    screen.press(Qt.Key.Key_F1)
    assert screen.window.help.panel is None
    assert screen.focused().objectName() == "open-handbook"


def test_what_this_computer_lacks_stands_first_with_its_remedy(screen: Screen, looked: list[object], record) -> None:
    page = screen.desk("computer")
    assert isinstance(page, ComputerPage)
    screen.wait(lambda: page.found.isVisible())
    told = screen.shown()
    assert told.index("PROBLEM: No sound device") < told.index("not known:") < told.index("letters of every language")
    assert looked == [record]


def test_the_computer_is_checked_again_on_a_press(screen: Screen, looked: list[object]) -> None:
    page = screen.desk("computer")
    assert isinstance(page, ComputerPage)
    screen.wait(lambda: page.found.isVisible())
    FOUND.append(Finding("display", CheckState.LACKING))
    try:
        screen.choose("check-again")
        screen.wait(lambda: "Start it from the desktop" in screen.shown())
    finally:
        FOUND.pop()
    assert screen.shown().count("PROBLEM: No sound device") == 1


def test_where_nothing_lacks_that_is_said(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer_check, "check_computer", lambda *_asked: [Finding("fonts", CheckState.GOOD)])
    screen.desk("computer")
    screen.wait(lambda: "Nothing is missing." in screen.shown())


def test_neither_page_shows_anything_of_a_case(practice: Screen, looked: list[object]) -> None:
    practice.new_screening()
    code = practice.case.code
    practice.window.show_cases()
    practice.cases()
    for place in ("about", "computer"):
        page = practice.desk(place)
        if isinstance(page, ComputerPage):
            practice.wait(lambda page=page: page.found.isVisible())
        assert code not in practice.shown()


@pytest.mark.one_in(3)
@pytest.mark.parametrize("language", ["en", "id", "ms", "th"])
def test_every_licence_is_reached_by_scrolling_at_twice_the_size(opened: Open, wear: Wear, language: str) -> None:
    wear("day", 200)
    screen = opened(None, language)
    screen.cases()
    screen.window.open_record_page("about")
    page = screen.window.record.beside.page
    assert isinstance(page, AboutPage)
    assert page.width() <= screen.window.width()
