"""Buttons, chips, rows and tables: they fill only what is on disk, and the keyboard does all that the mouse does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.choices import CheckLine, ChoiceRow, Option, decided
from screening.qt.widgets.provenance import ChoiceList, ProvenanceChip
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow
from tests.qt import gallery
from tests.qt.stage import Stage, role_of, spoken_name

# --- buttons


def test_a_resting_button_explains_instead_of_acting(stage: Stage) -> None:
    button = Button("Language: four left here", Look.RESTING, why="Four lines are open.")
    stage.put(button)
    chosen: list[None] = []
    told: list[str] = []
    button.chosen.connect(lambda: chosen.append(None))
    button.explained.connect(told.append)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert told == ["Four lines are open."]
    assert not chosen
    assert button.accessibleDescription() == "Four lines are open."
    button.set_look(Look.MAIN)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(chosen) == 1


def test_a_button_wraps_its_words_where_it_is_narrow(stage: Stage) -> None:
    button = Button("Short contact: information only, nothing is kept")
    stage.put(button)
    assert button.heightForWidth(200) > button.heightForWidth(600)
    assert button.minimumSizeHint().width() < button.sizeHint().width()


# --- how it came


@pytest.mark.requirement("IN8")
def test_the_chip_opens_a_list_of_six_and_hands_back_one(words: gallery.MockWords, stage: Stage) -> None:
    chip = ProvenanceChip(words)
    stage.put(chip)
    picked: list[str] = []
    chip.picked.connect(picked.append)
    opened = chip.open_list()
    assert len(opened.rows) == 6
    assert [row.isChecked() for row in opened.rows] == [False, True, False, False, False, False]
    assert opened.rows[1].hasFocus()
    QTest.keyClick(opened.rows[1], Qt.Key.Key_Down)
    QTest.keyClick(opened.rows[2], Qt.Key.Key_Down)
    QTest.keyClick(opened.rows[3], Qt.Key.Key_Space)
    assert picked == ["seen"]
    assert chip.hasFocus()
    assert chip.value == "asked", "the chip shows what is on disk"


def test_the_list_is_no_window_of_its_own_so_that_esc_still_reaches_the_cover_page(
    words: gallery.MockWords, stage: Stage
) -> None:
    chip = ProvenanceChip(words)
    stage.put(chip)
    opened = chip.open_list()
    assert not opened.isWindow()
    assert stage.rect().contains(opened.geometry())
    assert role_of(opened.rows[0]) == QAccessible.Role.RadioButton


def test_the_list_goes_when_the_keyboard_leaves_it(words: gallery.MockWords, stage: Stage) -> None:
    chip = ProvenanceChip(words)
    other = Button("Other")
    stage.put(chip, other)
    opened = chip.open_list()
    other.setFocus()
    assert not opened.isVisible()
    assert not [each for each in stage.findChildren(ChoiceList) if each.isVisible()]


def test_the_chip_is_small_to_look_at_and_large_to_press(words: gallery.MockWords, stage: Stage) -> None:
    chip = ProvenanceChip(words)
    stage.put(chip)
    assert chip.height() >= 44
    assert chip.ring_rect().height() == 30


# --- rows of choices


def gate_row(words: gallery.MockWords) -> ChoiceRow:
    return ChoiceRow(
        words, "Threatened today?", [Option("no", "No"), Option("yes", "Yes"), Option("unsure", "Not sure")]
    )


def test_figures_choose_in_a_row_that_has_the_keyboard(words: gallery.MockWords, stage: Stage) -> None:
    row = gate_row(words)
    stage.put(row)
    chosen: list[str] = []
    row.chosen.connect(chosen.append)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_1)
    QTest.keyClick(row, Qt.Key.Key_9)
    assert chosen == ["yes"]
    assert row.picked == ""
    row.show_picked("yes")
    assert row.buttons["yes"].isChecked()
    assert row.label.icon == "tick"
    assert spoken_name(row) == "Threatened today?, Yes"


def test_arrows_go_into_a_row_and_along_it(words: gallery.MockWords, stage: Stage) -> None:
    row = gate_row(words)
    stage.put(row)
    row.setFocus()
    assert row.label.bold
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert row.buttons["yes"].hasFocus()
    QTest.keyClick(row.buttons["yes"], Qt.Key.Key_Left)
    assert row.buttons["unsure"].hasFocus()


def test_a_decision_has_nothing_filled_until_it_is_on_disk(words: gallery.MockWords, stage: Stage) -> None:
    row = ChoiceRow(words, "Keeping notes here", decided(words))
    stage.put(row)
    chosen: list[str] = []
    row.chosen.connect(chosen.append)
    row.buttons["later"].click()
    assert chosen == ["later"]
    assert not any(button.isChecked() for button in row.buttons.values())
    row.show_picked("later")
    assert row.buttons["later"].isChecked()


def test_a_check_line_is_ticked_anywhere_on_the_line(stage: Stage) -> None:
    line = CheckLine("Papers kept by someone else", sub="told freely, 09:44")
    stage.put(line)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert line.isChecked()
    assert role_of(line) == QAccessible.Role.CheckBox
    assert line.accessibleDescription() == "told freely, 09:44"


# --- tables


def cases() -> RowTable:
    table = RowTable((Column("Case", 2), Column("Status", 5)), "en")
    rows = [TableRow(code, (Cell(code, bold=True), Cell("Interview not finished"))) for code in ("A", "B", "C")]
    table.show_rows(rows)
    return table


def test_a_table_is_moved_through_and_opened_by_keys(stage: Stage) -> None:
    table = cases()
    stage.put(table)
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.rows["A"].setFocus()
    QTest.keyClick(table.rows["A"], Qt.Key.Key_Down)
    assert table.current == "B"
    QTest.keyClick(table.rows["B"], Qt.Key.Key_End)
    QTest.keyClick(table.rows["C"], Qt.Key.Key_Down)
    QTest.keyClick(table.rows["C"], Qt.Key.Key_Return)
    assert table.current == "C"
    assert opened == ["C"]
    stops = [name for name, row in table.rows.items() if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["C"]


def test_a_press_makes_a_row_current_and_a_double_press_opens_it(stage: Stage) -> None:
    table = cases()
    stage.put(table)
    opened: list[str] = []
    table.opened.connect(opened.append)
    QTest.mouseClick(table.rows["B"], Qt.MouseButton.LeftButton)
    assert table.current == "B"
    assert not opened
    QTest.mouseDClick(table.rows["B"], Qt.MouseButton.LeftButton)
    assert opened == ["B"]
    assert spoken_name(table.rows["B"]) == "Case: B, Status: Interview not finished"
