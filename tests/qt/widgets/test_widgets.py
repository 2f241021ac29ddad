"""Buttons, answers, chips and rows: they fill only what is on disk, and the keyboard does all that the mouse does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from screening.qt.questions.answer_buttons import AnswerGroup
from screening.qt.questions.progress_path import TopicPath
from screening.qt.questions.question import AnswerState, ClosedLine, OpenQuestion
from screening.qt.style.theme import Theme, wear
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.checkbox import CheckLine
from screening.qt.widgets.choice_row import ChoiceRow, DecisionRow, Option
from screening.qt.widgets.provenance import HowList, ProvenanceChip
from screening.qt.widgets.table import Cell, Column, Table, TableRow
from tests.qt import gallery


class Stage(QWidget):
    """A window to put widgets in; taken down after the test."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.resize(1000, 700)

    def put(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.show()
        for _ in range(3):
            QApplication.processEvents()


@pytest.fixture
def stage(day: Theme) -> Iterator[Stage]:
    made = Stage()
    yield made
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@pytest.fixture
def words(day: Theme) -> gallery.MockWords:
    return gallery.words()


def spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


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


# --- answers


def test_pressing_an_answer_fills_nothing_before_it_is_on_disk(words: gallery.MockWords, stage: Stage) -> None:
    group = AnswerGroup(words, "ur", "Can you get it back?")
    stage.put(group)
    chosen: list[str] = []
    group.chosen.connect(chosen.append)
    QTest.mouseClick(group.buttons["no"], Qt.MouseButton.LeftButton)
    assert chosen == ["no"]
    assert not any(button.isChecked() for button in group.buttons.values())
    group.show_answer("no")
    assert [name for name, button in group.buttons.items() if button.isChecked()] == ["no"]
    group.show_answer("not_asked")
    assert not any(button.isChecked() for button in group.buttons.values())


def test_the_four_answers_are_one_stop_of_tab_and_arrows_move_between_them(
    words: gallery.MockWords, stage: Stage
) -> None:
    group = AnswerGroup(words, "my")
    stage.put(group)
    stops = [name for name, button in group.buttons.items() if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["yes"]
    group.buttons["yes"].setFocus()
    QTest.keyClick(group.buttons["yes"], Qt.Key.Key_Right)
    assert group.buttons["no"].hasFocus()
    QTest.keyClick(group.buttons["no"], Qt.Key.Key_Left)
    QTest.keyClick(group.buttons["yes"], Qt.Key.Key_Left)
    assert group.buttons["declined"].hasFocus()
    chosen: list[str] = []
    group.chosen.connect(chosen.append)
    QTest.keyClick(group.buttons["declined"], Qt.Key.Key_Space)
    assert chosen == ["declined"]


def test_every_answer_has_both_words_and_its_key(words: gallery.MockWords, stage: Stage) -> None:
    group = AnswerGroup(words, "ur")
    stage.put(group)
    assert [button.key for button in group.buttons.values()] == ["1", "2", "3", "4"]
    assert group.buttons["yes"].own == "Yes"
    assert group.buttons["yes"].theirs == gallery.THEIR_ANSWERS["ur"][0]
    assert role_of(group.buttons["yes"]) == QAccessible.Role.RadioButton
    assert group.buttons["yes"].accessibleDescription() == "1"
    assert group.told == "1 Yes, 2 No, 3 Does not know, 4 Prefers not to say"


@pytest.mark.sweep
def test_answers_stand_two_by_two_where_text_is_large(words: gallery.MockWords, stage: Stage) -> None:
    group = AnswerGroup(words, "bn")
    stage.put(group)
    assert len({button.y() for button in group.buttons.values()}) == 1
    wear(Theme("day", 150))
    for _ in range(3):
        QApplication.processEvents()
    assert len({button.y() for button in group.buttons.values()}) == 2


@pytest.mark.parametrize("language", ["ur", "my", "km", "bn"])
def test_answer_buttons_are_as_high_as_the_script_needs(language: str, words: gallery.MockWords, stage: Stage) -> None:
    group = AnswerGroup(words, language)
    stage.put(group)
    for button in group.buttons.values():
        assert button.height() >= (74 if language == "ur" else 64)


# --- the open question


def test_an_open_question_says_what_is_known_of_it(words: gallery.MockWords, stage: Stage) -> None:
    question = OpenQuestion(words, "Can you get it back?", "কি?", "bn")
    stage.put(question)
    assert spoken_name(question) == "Can you get it back?, not asked"
    assert question.waiting.isVisible()
    question.show_state(AnswerState("yes", "asked"))
    assert spoken_name(question) == "Can you get it back?, Yes, after a question, saved"
    assert question.chip.isVisible()
    assert not question.waiting.isVisible()
    assert role_of(question) == QAccessible.Role.Grouping


def test_an_answer_that_was_not_saved_keeps_its_outline_and_says_so(words: gallery.MockWords, stage: Stage) -> None:
    question = OpenQuestion(words, "Can you get it back?")
    stage.put(question)
    question.show_state(AnswerState("yes", "asked", not_saved=True))
    assert not question.answers.buttons["yes"].isChecked()
    assert "Not saved" in question.waiting.text()
    assert question.waiting.icon == "cross"
    assert "saved" not in spoken_name(question)


def test_back_to_not_asked_is_an_answer_too(words: gallery.MockWords, stage: Stage) -> None:
    question = OpenQuestion(words, "Can you get it back?")
    stage.put(question)
    question.show_state(AnswerState("yes", "told"))
    chosen: list[str] = []
    question.chosen.connect(chosen.append)
    question.back.click()
    assert chosen == ["not_asked"]


@pytest.mark.parametrize(("language", "mirrored"), [("ur", True), ("my", False)])
def test_only_the_persons_half_is_mirrored(
    language: str, mirrored: bool, words: gallery.MockWords, stage: Stage
) -> None:
    question = OpenQuestion(words, "Can you get it back?", gallery.PERSON[language][4], language)
    stage.put(question)
    half = question.theirs
    assert half.isRightToLeft() == mirrored
    assert half.button is not None
    assert (half.button.x() < half.text.x()) == mirrored
    assert not question.isRightToLeft()
    left = [button.mapTo(question, QPoint(0, 0)).x() for button in question.answers.buttons.values()]
    assert left == sorted(left), "answers keep the officer's order"


def test_the_path_of_topics_runs_the_way_its_half_does(stage: Stage) -> None:
    path = TopicPath(5, 11, "Topic 6 of 11")
    stage.put(path)
    plain = path.grab().toImage()
    path.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    turned = path.grab().toImage()
    assert plain != turned
    assert plain.flipped(Qt.Orientation.Horizontal).pixelColor(4, 8) == turned.pixelColor(4, 8)
    assert spoken_name(path) == "Topic 6 of 11"


# --- closed lines


def test_a_closed_line_tells_question_answer_and_how_it_came(words: gallery.MockWords, stage: Stage) -> None:
    line = ClosedLine(words, "Does someone else keep your passport?", AnswerState("yes", "told"))
    waiting = ClosedLine(words, "Did anyone take papers?")
    stage.put(line, waiting)
    assert spoken_name(line) == "Does someone else keep your passport?, Yes, told freely"
    assert spoken_name(waiting) == "Did anyone take papers?, Not asked yet"
    assert line.chip.isVisible()
    assert not waiting.chip.isVisible()
    opened: list[None] = []
    waiting.chosen.connect(lambda: opened.append(None))
    waiting.setFocus()
    QTest.keyClick(waiting, Qt.Key.Key_Space)
    assert opened == [None]


def test_an_answer_whose_condition_is_gone_is_kept_and_says_so(words: gallery.MockWords, stage: Stage) -> None:
    line = ClosedLine(words, "Could you have them back?", AnswerState("no", "asked", applies=False))
    stage.put(line)
    assert "saved, does not apply now" in spoken_name(line)


# --- how it came


@pytest.mark.requirement("IN8")
def test_the_chip_opens_a_list_of_six_and_hands_back_one(words: gallery.MockWords, stage: Stage) -> None:
    chip = ProvenanceChip(words, "asked")
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
    assert chip.how == "asked", "the chip shows what is on disk"


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
    assert not [each for each in stage.findChildren(HowList) if each.isVisible()]


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
    QTest.keyClick(row, Qt.Key.Key_2)
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
    assert row.buttons["no"].hasFocus()
    QTest.keyClick(row.buttons["no"], Qt.Key.Key_Left)
    assert row.buttons["unsure"].hasFocus()


def test_a_decision_has_nothing_filled_until_it_is_on_disk(words: gallery.MockWords, stage: Stage) -> None:
    row = DecisionRow(words, "Keeping notes here", "यस कम्प्युटरमा टिपोट राख्ने", "ne")
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


def cases() -> Table:
    table = Table((Column("Case", 2), Column("Status", 5)), "en")
    rows = [TableRow(code, (Cell(code, bold=True), Cell("Interview not finished"))) for code in ("A", "B", "C")]
    table.show_rows(rows)
    return table


def test_a_table_is_moved_through_and_opened_by_keys(stage: Stage) -> None:
    table = cases()
    stage.put(table)
    moved: list[str] = []
    opened: list[str] = []
    table.current_changed.connect(moved.append)
    table.opened.connect(opened.append)
    table.rows["A"].setFocus()
    QTest.keyClick(table.rows["A"], Qt.Key.Key_Down)
    QTest.keyClick(table.rows["B"], Qt.Key.Key_End)
    QTest.keyClick(table.rows["C"], Qt.Key.Key_Down)
    QTest.keyClick(table.rows["C"], Qt.Key.Key_Return)
    assert moved == ["B", "C"]
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
