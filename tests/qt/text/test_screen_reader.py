"""What a screen reader finds in place of a widget: roles, what rests, what lies below the fold."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from shiboken6 import delete

from screening.qt.frame.action_bar import ActionBar
from screening.qt.frame.sidebar import Rail
from screening.qt.frame.status_bar import StatusStrip
from screening.qt.text.screen_reader import ReaderFacts, say, use_roles
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, PickButton
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow
from screening.wording.catalogue.translations import Words


def told(widget: QWidget):
    use_roles()
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None and found.isValid()
    return found


def test_a_button_that_rests_is_disabled_for_a_reader_and_still_takes_the_focus(qtbot) -> None:
    button = Button("Next", Look.RESTING, why="Four lines are left.")
    qtbot.addWidget(button)
    button.show()
    state = told(button).state()
    assert state.disabled and state.focusable and button.isEnabled()
    button.set_look(Look.OTHER)
    assert not told(button).state().disabled
    assert told(button).role() == QAccessible.Role.Button


def test_what_lies_below_the_fold_is_not_showing(qtbot) -> None:
    area, holder = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    rows = QVBoxLayout(holder)
    buttons = [Button(f"Number {number}") for number in range(20)]
    for button in buttons:
        rows.addWidget(button)
    area.setWidget(holder)
    area.resize(300, 200)
    area.show()
    qtbot.waitExposed(area)
    assert not told(buttons[0]).state().offscreen
    assert told(buttons[-1]).state().offscreen and not told(buttons[-1]).state().invisible


def test_the_parts_of_the_frame_are_landmarks_with_names(qtbot) -> None:
    words = Words("en")
    for part, name in ((StatusStrip(words), "Status"), (Rail(words), "Pages"), (ActionBar(words), "Actions")):
        qtbot.addWidget(part)
        assert told(part).role() == QAccessible.Role.ComplementaryContent
        assert told(part).text(QAccessible.Text.Name) == name


def test_the_rows_of_a_table_are_rows_of_a_table(qtbot) -> None:
    table = RowTable([Column("Case code", 10)], "en")
    qtbot.addWidget(table)
    table.show_rows([TableRow("one", (Cell("APNN-TTFD-M"),), act="Delete")])
    assert told(table).role() == QAccessible.Role.Table
    row = next(iter(table.rows.values()))
    assert told(row).role() == QAccessible.Role.Row
    assert told(row).text(QAccessible.Text.Name) == "Case code: APNN-TTFD-M"


def test_what_a_reader_finds_says_in_which_language_it_is_read(qtbot) -> None:
    button = Button("Seterusnya", language="ms")
    qtbot.addWidget(button)
    language = told(button).attributesInterface()
    assert language.attributeValue(QAccessible.Attribute.Locale).name() == "ms_MY"
    assert told(button).actionInterface() is not None
    assert told(button).valueInterface() is None and told(button).textInterface() is None


def test_a_choice_is_checked_where_it_is_picked_and_a_title_is_a_heading_at_any_size(qtbot) -> None:
    button, title = PickButton("Yes"), ScriptText("Before we talk", role=Role.TITLE)
    for each in (button, title):
        qtbot.addWidget(each)
    button.show_picked(True)
    assert told(button).role() == QAccessible.Role.RadioButton and told(button).state().checked
    title.set_role(Role.QUESTION)
    assert told(title).role() == QAccessible.Role.Heading


def test_what_a_reader_found_answers_all_the_same_once_its_widget_is_gone(qtbot) -> None:
    button = Button("Next")
    found = ReaderFacts(button, QAccessible.Role.Button)
    delete(button)
    assert not found.isValid() and found.state().invalid
    assert found.actionNames() == []


def test_what_a_reader_found_does_not_keep_a_widget_in_memory() -> None:
    """PySide keeps each of them until the program ends."""
    button = Button("Next")
    assert told(button).role() == QAccessible.Role.Button
    gone = weakref.ref(button)
    delete(button)
    del button
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize(
    "tag, locale", [("id", "id_ID"), ("ms", "ms_MY"), ("ur", "ur_PK"), ("my", "my_MM"), ("en", "en_US")]
)
def test_a_text_says_which_voice_reads_it(qtbot, tag: str, locale: str) -> None:
    text = ScriptText("x", tag)
    qtbot.addWidget(text)
    assert text.locale().name() == locale


def test_nothing_is_said_of_a_widget_that_has_gone(qtbot) -> None:
    gone = QWidget()
    delete(gone)
    say(gone, "Saved.")
