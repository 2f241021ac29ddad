"""The record's sheet in the window: at the right of a wide one, as a page in any other, and read back at the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from screening.casework.view_models import BLANK, SIGN, TOPIC_ROW, WORDS
from screening.qt.frame.record_sheet import RecordPage, RecordSheet, RowLine
from screening.qt.style.theme import active
from tests.qt.page_objects import Screen

THEIRS = "ပတ်စပို့ကို အလုပ်ရှင်က သိမ်းထားတယ်။"


def told(screen: Screen, width: int) -> Screen:
    """A talk in which a little was said, in a window so wide."""
    screen.talking("my", talk="yes", notes="yes")
    screen.window.resize(width, 900)
    screen.pages.go("topic.papers")
    screen.at("topic.papers")
    screen.invite()
    screen.answer("papers-kept", "yes", "told")
    screen.words(f"{THEIRS}\n“The boss keeps it.”")
    screen.pages.keep_typed()
    screen.wait(lambda: screen.case.words)
    return screen


def side(screen: Screen) -> RecordSheet | None:
    assert screen.window.shell is not None
    sheet = screen.window.shell.side_sheet()
    return sheet if isinstance(sheet, RecordSheet) and sheet.isVisible() else None


def focused() -> RowLine:
    line = QApplication.focusWidget()
    assert isinstance(line, RowLine)
    return line


def test_from_1600_pixels_the_record_stands_at_the_right_and_f5_goes_to_the_open_topic(practice: Screen) -> None:
    told(practice, 1920)
    sheet = side(practice)
    assert sheet is not None and practice.window.shell is not None
    shell = practice.window.shell
    assert shell.side.width() >= 420 and shell.main.width() <= 1050 + 64
    practice.press(Qt.Key.Key_F5)
    practice.at("topic.papers")
    assert (focused().row.text, focused().here) == ("Papers", True)
    practice.press(Qt.Key.Key_Down)
    assert focused().row.text == THEIRS
    assert practice.case.answers.keys() == {"papers-kept"}, "arrows on the sheet move nothing on the page"


@pytest.mark.requirement("HW3")
@pytest.mark.parametrize("width", [1366, 1920])
def test_every_row_is_high_enough_to_be_pressed(practice: Screen, width: int) -> None:
    told(practice, width)
    if width == 1366:
        practice.pages.go("said")
        practice.at("said")
    practice.settle()
    lines = [each for each in practice.window.findChildren(RowLine) if each.isVisible()]
    assert {line.row.kind for line in lines} >= {BLANK, SIGN, TOPIC_ROW, WORDS}
    assert [line.row.text for line in lines if line.height() < active().size("target")] == []


def test_return_on_a_row_opens_its_question(practice: Screen) -> None:
    told(practice, 1920)
    practice.pages.go("topic.money")
    practice.at("topic.money")
    practice.press(Qt.Key.Key_F5)
    passed = [focused().row.text]
    while passed[-1] != "Papers kept by others" and len(passed) < 40:
        practice.press(Qt.Key.Key_Down)
        passed.append(focused().row.text)
    assert passed[-1] == "Papers kept by others", passed
    practice.press(Qt.Key.Key_Return)
    practice.at("topic.papers")
    assert practice.page is not None and practice.page.open_item == "papers-kept"


def test_an_answer_comes_onto_the_sheet_at_once_and_the_rows_before_it_stay(practice: Screen) -> None:
    told(practice, 1920)
    sheet = side(practice)
    assert sheet is not None
    before = {line.row.text: line for line in sheet.lines}
    practice.answer("holds-own", "no")
    practice.wait(lambda: "Holds own papers, phone: No" in {line.row.text for line in sheet.lines})
    after = {line.row.text: line for line in sheet.lines}
    assert after["Papers kept by others"] is before["Papers kept by others"]


def test_where_the_window_is_narrower_f5_opens_the_same_rows_as_a_page(practice: Screen) -> None:
    told(practice, 1366)
    assert side(practice) is None
    practice.press(Qt.Key.Key_F5)
    practice.at("said")
    page = practice.page
    assert isinstance(page, RecordPage)
    assert THEIRS in {line.row.text for line in page.sheet.lines}
    assert page.sheet.width() < 800, "its lines have 62 letters"
    practice.press(Qt.Key.Key_Down)
    assert focused().row.text == "Their account"
    practice.window.resize(1920, 900)
    assert side(practice) is None, "the page is not beside itself"
    practice.back()
    practice.wait(lambda: side(practice) is not None)
    practice.window.resize(1366, 900)
    practice.wait(lambda: side(practice) is None)


def test_what_is_read_back_are_the_same_rows(practice: Screen) -> None:
    told(practice, 1366)
    practice.pages.go("said")
    practice.at("said")
    assert isinstance(practice.page, RecordPage)
    seen = [line.row for line in practice.page.sheet.lines]
    practice.pages.go("closing")
    practice.at("closing")
    assert practice.page is not None
    (sheet,) = practice.page.findChildren(RecordSheet)
    assert [line.row for line in sheet.lines] == seen


def test_f6_comes_to_the_sheet_last(practice: Screen) -> None:
    told(practice, 1920)
    for _ in range(5):
        practice.press(Qt.Key.Key_F6)
        if isinstance(QApplication.focusWidget(), RowLine):
            break
    assert isinstance(QApplication.focusWidget(), RowLine)


def test_no_word_of_a_case_stays_beside_a_page_of_the_desk(practice: Screen) -> None:
    told(practice, 1920)
    assert side(practice) is not None
    practice.window.open_record_page("settings")
    practice.wait(lambda: practice.window.record.beside.page is not None)
    assert side(practice) is None
    practice.window.show_cases()
    practice.cases()
    assert side(practice) is None
