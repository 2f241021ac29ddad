"""What a widget draws is worked out once, and anew as soon as it shows something else."""

from __future__ import annotations

import itertools
from typing import ClassVar

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from screening.qt.questions.answer_buttons import AnswerButton
from screening.qt.questions.question import AnswerState, ClosedLine
from screening.qt.style.theme import Theme, active, wear
from screening.qt.text.kept_drawing import KeepsDrawing, KeepsPressed
from screening.qt.text.label import IconText
from screening.qt.text.painting import box
from screening.qt.text.text_label import SetText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.provenance import ProvenanceChip
from screening.wording.catalogue.translations import Words


class Mark(KeepsPressed, QPushButton):
    """Counts how often it works out what it shows."""

    worked_out: ClassVar[list[str]] = []
    said = "one"

    def paint(self, painter: QPainter) -> None:
        self.worked_out.append(self.said)
        fill = active().color("accent" if self.isDown() else "surface")
        box(painter, QRectF(self.rect()), fill=fill, edge=active().color("edge"), width=2)
        SetText(self.said, "en", 20).draw(painter, 4, 4, active().color("ink"))

    def say(self, words: str) -> None:
        self.said = words
        self.update()


@pytest.fixture
def mark(qtbot):
    Mark.worked_out.clear()
    made = Mark()
    made.resize(120, 40)
    qtbot.addWidget(made)
    return made


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_the_same_is_drawn_again_without_being_worked_out_again(mark):
    first = picture(mark)
    assert picture(mark) == first
    assert mark.worked_out == ["one"]


def test_other_words_another_size_and_a_press_are_worked_out_anew(mark):
    seen = [picture(mark)]
    mark.say("two")
    seen.append(picture(mark))
    mark.resize(160, 40)
    seen.append(picture(mark))
    mark.setDown(True)
    seen.append(picture(mark))
    assert mark.worked_out == ["one", "two", "two", "two"]
    assert all(before != after for before, after in itertools.pairwise(seen))


WORDS = Words("en")


@pytest.mark.one_in(6)
@pytest.mark.parametrize("theme", [Theme(), Theme("sun"), Theme("night", 200)])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize(
    "make",
    [
        lambda: ClosedLine(WORDS, "Did anyone keep your papers?", AnswerState("yes", "asked", applies=True)),
        lambda: ClosedLine(WORDS, "آپ کے کاغذات کس کے پاس تھے؟"),
        lambda: AnswerButton("Yes", "circle", "1", theirs="হ্যাঁ", their_language="bn"),
        lambda: Button("Take a break", Look.OTHER, icon="waves", cap="Ctrl+B"),
        lambda: Button("More", Look.QUIET, icon="down"),
        lambda: ProvenanceChip(WORDS),
        lambda: IconText("warning", "Ask again later."),
    ],
)
def test_what_was_kept_looks_as_if_it_was_drawn_for_the_first_time(qtbot, monkeypatch, theme, direction, make):
    def made() -> QWidget:
        widget = make()
        qtbot.addWidget(widget)
        widget.setLayoutDirection(direction)
        widget.resize(600, 60)
        return widget

    painted = []

    def paint_itself(self: KeepsDrawing, _event: object) -> None:
        painted.append(self)
        self.paint(QPainter(self))

    wear(theme)
    try:
        widget = made()
        kept = [picture(widget), picture(widget)]
        monkeypatch.setattr(KeepsDrawing, "paintEvent", paint_itself)
        plain = made()  # a new one: a widget that was drawn before keeps the method that it was drawn with
        assert kept == [picture(plain)] * 2
        assert plain in painted
    finally:
        wear(Theme())
