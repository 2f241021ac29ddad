"""Where a screen reader finds a thing, what labels it, and that only one object has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from screening.qt.frame.page import Headed
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.buttons import Button, PickButton
from screening.qt.widgets.choices import CheckLine
from screening.qt.widgets.combo_box import ChoiceBox
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.text_area import WordsField
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import PATIENCE


@pytest.mark.parametrize("make", [lambda: PickButton("Nobody", cap="1"), lambda: CheckLine("A dispute about pay")])
def test_all_of_a_choice_is_its_place_not_the_small_mark_that_qt_would_draw(qtbot: QtBot, make) -> None:
    choice = make()
    qtbot.addWidget(choice)
    choice.resize(225, 64)
    choice.show()
    assert QAccessible.queryAccessibleInterface(choice).rect().size() == choice.size()


@pytest.mark.parametrize("label", ["Where", "Something else"])
def test_a_list_is_labelled_by_the_text_that_says_its_name_or_by_one_out_of_sight(qtbot: QtBot, label: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column, box = QVBoxLayout(holder), ChoiceBox("Where")
    column.addWidget(ScriptText(label))
    column.addWidget(box)
    holder.show()
    found = [each for each in holder.findChildren(QLabel) if each.buddy() is box]
    assert [each.text() for each in found] == ["Where"]
    assert found[0].isVisible() is (label == "Where")
    relations = QAccessible.queryAccessibleInterface(box).relations()
    assert [target.text(QAccessible.Text.Name) for target, _kind in relations] == ["Where"]


@pytest.mark.parametrize("make", [LineField, WordsField])
def test_only_the_line_itself_has_the_focus(qtbot: QtBot, make) -> None:
    words = Words("en")
    field = make(words, "Case code") if make is LineField else make(words)
    qtbot.addWidget(field)
    field.show()
    qtbot.waitActive(field, timeout=PATIENCE)
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.edit.hasFocus, timeout=PATIENCE)
    focused = [each for each in (field, *field.findChildren(QWidget)) if each.hasFocus()]
    assert focused == [field.edit]


def test_what_comes_late_into_a_page_is_read_where_it_stands(qtbot: QtBot) -> None:
    page = Headed(Words("en"))
    qtbot.addWidget(page)
    last = Button("Last")
    page.rows.addWidget(last)
    page.show()
    late = Button("Late")
    page.rows.insertWidget(1, late)
    page.put_in_order()
    parts = [each for each in page.children() if isinstance(each, QWidget)]
    assert parts == [page.title, page.lead, late, last]
