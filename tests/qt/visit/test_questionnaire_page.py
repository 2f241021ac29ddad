"""The questionnaire on paper from the window, by keys alone: no case is opened, and only the sheets are written."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from screening.qt.style.tokens import tokens
from screening.qt.visit.questionnaire_page import BlankPage
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import Screen


def blank_page(screen: Screen) -> BlankPage:
    """Tab to the row in the rail, then to the page's link, and open it."""
    screen.cases()
    shell = screen.window.shell
    assert shell is not None
    row = shell.rail.rows["prepare"]
    while screen.focused() is not row:
        screen.press(Qt.Key.Key_Tab)
    screen.press(Qt.Key.Key_Space)
    screen.choose("page-blank")
    screen.wait(lambda: isinstance(shell.page(), BlankPage))
    found = shell.page()
    assert isinstance(found, BlankPage)
    return found


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.mark.sweep
@pytest.mark.requirement("IN20")
def test_the_sheets_are_saved_with_no_case_open(screen: Screen, tmp_path: Path) -> None:
    page = blank_page(screen)
    screen.pick("ms")
    screen.choose("addon-fishing")
    screen.choose("short")
    screen.tab_to("folder")
    screen.type_text(str(tmp_path))
    screen.press(Qt.Key.Key_Return)
    screen.wait(page.done.isVisible)
    path = tmp_path / "blank-en-ms.pdf"
    told = text(path)
    assert "Fishing and work at sea" in told
    assert "I am a labour officer" in told
    assert "TRAINING" not in told
    assert screen.window.desk is not None and screen.window.desk.interview is None
    assert "blank-en-ms.pdf" in screen.shown()


def test_a_folder_that_is_not_there_is_told_and_the_choices_stay(screen: Screen, tmp_path: Path) -> None:
    page = blank_page(screen)
    screen.choose("addon-begging")
    screen.tab_to("folder")
    screen.type_text(str(tmp_path / "nowhere"))
    screen.press(Qt.Key.Key_Return)
    screen.wait(screen.complaint)
    assert page.addons["begging"].isChecked()
    assert not page.done.isVisible()
    assert not list(tmp_path.glob("**/*.pdf"))


def test_sheets_of_practice_say_so(practice: Screen, tmp_path: Path) -> None:
    page = blank_page(practice)
    practice.choose("short")
    practice.tab_to("folder")
    practice.type_text(str(tmp_path))
    practice.press(Qt.Key.Key_Return)
    practice.wait(page.done.isVisible)
    assert "TRAINING - FICTITIOUS" in text(next(tmp_path.glob("*.pdf")))


def test_the_cases_are_one_press_away_again(screen: Screen) -> None:
    blank_page(screen)
    shell = screen.window.shell
    assert shell is not None
    screen.qtbot.mouseClick(shell.rail.rows["cases"], Qt.MouseButton.LeftButton)
    screen.cases()


@pytest.mark.one_in(4)
@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("language", ["en", "id", "ms", "th"])
def test_the_page_fits_its_width(opened: Open, wear: Wear, scale: int, language: str) -> None:
    wear("day", scale)
    screen = opened(None, language)
    screen.cases()
    shell = screen.window.shell
    assert shell is not None
    screen.window.commands.rail("blank")
    page = shell.page()
    assert isinstance(page, BlankPage)
    image: QImage = screen.window.grab().toImage()
    assert image.width() == screen.window.width()
    assert page.width() <= screen.window.width()
    assert all(line.mapTo(page, line.rect().topRight()).x() < page.width() for line in page.addons.values())


@pytest.mark.requirement("RE11")
def test_the_papers_of_a_referral_are_saved_empty(screen: Screen, tmp_path: Path) -> None:
    page = blank_page(screen)
    screen.pick("ms")
    screen.tab_to("folder")
    screen.type_text(str(tmp_path))
    screen.choose("save-papers")
    screen.wait(page.done.isVisible)
    told = text(tmp_path / "blank-papers-ms.pdf")
    assert "Sheet A: what this person needs" in told
    assert "Helaian A: apa yang orang ini perlukan" in told
    assert "Sheet C: people and places" in told
    assert screen.window.desk is not None and screen.window.desk.interview is None


def test_the_card_for_the_pocket_is_saved_from_the_same_page(screen: Screen, tmp_path: Path) -> None:
    page = blank_page(screen)
    screen.tab_to("folder")
    screen.type_text(str(tmp_path))
    screen.choose("save-card")
    screen.wait(page.done.isVisible)
    (saved,) = tmp_path.glob("card-en-*.pdf")
    assert len(pypdf.PdfReader(saved).pages) == 2


@pytest.mark.parametrize("language", ["en", "ms", "id", "th"])
def test_the_keys_on_the_card_are_those_of_the_window(language: str) -> None:
    named = {part.split(" ")[0] for part in Words(language).say("pocket.keys-all").split(" · ")}
    acts = ("cover", "lock", "help", "play", "care", "break", "stop", "yes", "no", "not_known", "declined", "not_asked")
    assert named == {tokens().key[act] for act in acts}
