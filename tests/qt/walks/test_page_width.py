"""No page is wider than the part of the window that shows it: what would stand outside cannot be scrolled to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from screening.casework.interview.note_pages import NoteRow, NotesView
from screening.casework.view_models import Pair
from screening.qt.questions.notes_page import NotesPage
from screening.wording.catalogue.translations import Words
from tests.qt import screens
from tests.qt.conftest import Wear
from tests.qt.page_objects import Screen, quick_vault

LONG = "Apa yang boleh ditawarkan dan siapa untuk ditelefon apabila orang itu mahu pulang esok pagi"


class Measured:
    """Measures each page in place of taking its picture."""

    def __init__(self) -> None:
        self.pages = 0
        self.wider: dict[str, tuple[int, int]] = {}
        """By page: its width and that of its view, in pixels."""

    def take(self, screen: Screen, name: str) -> None:
        self.pages += 1
        screens.at_rest(screen.window)
        for area in screen.window.findChildren(QScrollArea):
            inside = area.widget()
            if area.isVisible() and inside is not None and inside.width() > area.viewport().width():
                self.wider[name] = inside.width(), area.viewport().width()


@pytest.mark.parametrize("kind", ["act", "fold"])
def test_long_words_wrap_on_a_page_that_is_made_while_the_text_is_large(wear: Wear, qtbot: QtBot, kind: str) -> None:
    wear("day", 200)
    page = NotesPage(Words("ms"))
    qtbot.addWidget(page)
    page.show_view(NotesView("help", LONG, LONG, "my", (NoteRow("row", kind, Pair(LONG, "")),)))
    assert page.minimumSizeHint().width() < 700


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("officer", "person", "scale"), [("ms", "my", 200), ("en", "ur", 200), ("id", "km", 150), ("th", "my", 200)]
)
def test_no_page_is_wider_than_its_view(
    wear: Wear, qtbot: QtBot, tmp_path: Path, officer: str, person: str, scale: int
) -> None:
    wear("day", scale)
    measured = Measured()
    screens.walk(measured, quick_vault(tmp_path / "record"), officer, person, (1366, 768))  # type: ignore[arg-type]
    assert measured.pages > 60
    assert measured.wider == {}
