"""Questions and their answers: they fill only what is on disk, and the keyboard does all that the mouse does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from screening.qt.questions.answer_buttons import AnswerGroup
from screening.qt.questions.invitation import TopicPath
from screening.qt.questions.question import ClosedLine, OpenQuestion
from screening.qt.style.theme import Theme, apply_theme
from tests.qt import gallery
from tests.qt.stage import Stage, role_of, spoken_name

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
    assert group.buttons["yes"].accessibleDescription() == f"1. {gallery.THEIR_ANSWERS['ur'][0]}"
    assert group.choices_spoken == "1 Yes, 2 No, 3 Does not know, 4 Prefers not to say"


@pytest.mark.sweep
def test_answers_stand_two_by_two_where_text_is_large(words: gallery.MockWords, stage: Stage) -> None:
    group = AnswerGroup(words, "bn")
    stage.put(group)
    assert len({button.y() for button in group.buttons.values()}) == 1
    apply_theme(Theme("day", 150))
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
    question = OpenQuestion(words, gallery.item("Can you get it back?", "কি?"), "bn")
    stage.put(question)
    assert spoken_name(question) == "Can you get it back?, not asked"
    assert question.waiting.isVisible()
    question.show_item(gallery.item("Can you get it back?", "কি?", answer="yes", how="asked"))
    assert spoken_name(question) == "Can you get it back?, Yes, after a question, saved"
    assert question.chip.isVisible()
    assert not question.waiting.isVisible()
    assert role_of(question) == QAccessible.Role.Grouping


def test_back_to_not_asked_is_an_answer_too(words: gallery.MockWords, stage: Stage) -> None:
    question = OpenQuestion(words, gallery.item("Can you get it back?", answer="yes", how="told"))
    stage.put(question)
    chosen: list[str] = []
    question.chosen.connect(chosen.append)
    question.back.click()
    assert chosen == ["not_asked"]


@pytest.mark.parametrize(("language", "mirrored"), [("ur", True), ("my", False)])
def test_only_the_persons_half_is_mirrored(
    language: str, mirrored: bool, words: gallery.MockWords, stage: Stage
) -> None:
    question = OpenQuestion(words, gallery.item("Can you get it back?", gallery.PERSON[language][4]), language)
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
    line = ClosedLine(words, gallery.item("Does someone else keep your passport?", answer="yes", how="told"))
    waiting = ClosedLine(words, gallery.item("Did anyone take papers?"))
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
    line = ClosedLine(words, gallery.item("Could you have them back?", answer="no", how="asked", applies=False))
    stage.put(line)
    assert "saved, does not apply now" in spoken_name(line)
