"""The cover page as another program finds it: an ordinary page, with nothing of a case behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from screening.qt.entry.cover_page import CoverPage, SilentLine
from screening.qt.widgets.choices import CheckLine
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import PATIENCE, Screen


def told(line: QLineEdit, kind: QAccessible.Text) -> str:
    return QAccessible.queryAccessibleInterface(line).text(kind)


@pytest.mark.requirement("GA6")
def test_nothing_of_the_case_is_in_the_window_while_it_is_covered(practice: Screen) -> None:
    practice.new_screening()
    practice.press(Qt.Key.Key_Escape)
    stack = practice.window.stack
    assert [stack.widget(at) for at in range(stack.count())] == [practice.window.cover]
    window = QAccessible.queryAccessibleInterface(stack)
    assert window.childCount() == 1
    practice.press(Qt.Key.Key_Return)
    practice.at("gate")
    assert stack.currentWidget() is practice.window.shell


def test_its_line_is_an_ordinary_one_that_shows_nothing(qtbot: QtBot) -> None:
    line = SilentLine()
    qtbot.addWidget(line)
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    assert not QAccessible.queryAccessibleInterface(line).state().passwordEdit
    qtbot.keyClicks(line, "2580x")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == "2580"
    assert line.displayText() == ""
    assert told(line, QAccessible.Text.Value) == ""


@pytest.mark.parametrize("way", ["written", "composed", "pasted"])
def test_its_line_takes_a_text_whichever_way_it_comes_and_never_holds_it(qtbot: QtBot, way: str) -> None:
    line = SilentLine()
    qtbot.addWidget(line)
    if way == "written":
        line.setText("2580")
    elif way == "composed":
        event = QInputMethodEvent("", [])
        event.setCommitString("2580")
        QApplication.sendEvent(line, event)
    else:
        QApplication.clipboard().setText("2580")
        qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "2580"
    assert QLineEdit.text(line) == ""
    line.clear()
    assert line.text() == ""


def test_its_list_is_written_after_the_first_page_and_at_once_for_whoever_covers_the_window(qtbot: QtBot) -> None:
    waits, asked = CoverPage(), CoverPage()
    for cover in (waits, asked):
        qtbot.addWidget(cover)
        assert not cover.findChildren(CheckLine)
    asked.begin()
    assert asked.findChildren(CheckLine)
    qtbot.waitUntil(lambda: bool(waits.findChildren(CheckLine)), timeout=PATIENCE)


def test_what_takes_keys_has_its_name_before_the_list_is_written_and_in_the_language_that_comes(qtbot: QtBot) -> None:
    cover = CoverPage()
    qtbot.addWidget(cover)
    assert {part.accessibleName() for part in (cover.field, cover.end)} == {"Go to page"}
    cover.speak(Words("ms"))
    assert {part.accessibleName() for part in (cover.field, cover.end)} == {Words("ms").say("cover.go")}
    assert Words("ms").say("cover.go") != "Go to page"
    assert not cover.findChildren(CheckLine)
