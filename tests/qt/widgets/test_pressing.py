"""A key that is held and a double click answer one question, which was meant, and no other; every other key counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from screening.domain.known.known import line_of
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.widgets.pressing import Steady
from tests.qt.page_objects import SAFE, Screen

K = Qt.Key


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands: whatever is pressed is pressed at once."""
    found = Clock()
    monkeypatch.setattr(Steady, "clock", staticmethod(found))
    return found


@pytest.fixture
def money(practice: Screen, clock: Clock) -> TopicPage:
    practice.new_screening()
    for line, choice in SAFE.items():
        page = practice.page
        assert isinstance(page, GatePage)
        page.lines[line].chosen.emit(choice)
        practice.wait(lambda line=line: line in practice.case.gate)
    practice.past_gate()
    practice.at("language")
    practice.language("en")
    for name in ("talk", "notes"):
        consent = practice.page
        assert isinstance(consent, ConsentPage)
        practice.say_line(line_of(name))
        consent.lines[line_of(name)].chosen.emit("yes")
        practice.wait(lambda name=name: practice.case.consented(name) == "yes")
    practice.begin_talk()
    return practice.topic("money")


def answered(practice: Screen) -> dict[str, str]:
    return {item: given.answer.value for item, given in practice.case.answers.items()}


@pytest.mark.sweep
@pytest.mark.requirement("IN7")
def test_another_figure_counts_at_once(practice: Screen, money: TopicPage) -> None:
    assert money.view is not None
    first, second, third = (item.id for item in money.view.items[:3])
    for key in (K.Key_1, K.Key_2, K.Key_1):
        practice.press(key)
    practice.wait(lambda: len(practice.case.answers) == 3)
    assert answered(practice) == {first: "yes", second: "no", third: "yes"}


@pytest.mark.sweep
@pytest.mark.requirement("IN7")
def test_a_key_that_is_held_answers_one_question(practice: Screen, clock: Clock, money: TopicPage) -> None:
    first = money.open_item
    practice.press(K.Key_1)
    for _ in range(30):
        clock.now += 0.1
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            held = QKeyEvent(kind, K.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
            QApplication.sendEvent(practice.focused(), held)
        QApplication.processEvents()
    practice.wait(lambda: not practice.pages.desk.pending)
    assert answered(practice) == {first: "yes"}


@pytest.mark.sweep
def test_a_second_click_in_the_same_place_answers_nothing(practice: Screen, money: TopicPage) -> None:
    first = money.open_item
    assert money.open_question is not None
    button = money.open_question.answers.buttons["yes"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    practice.wait(lambda: money.open_item != first)
    assert money.open_question is not None
    QTest.mouseClick(money.open_question.answers.buttons["yes"], Qt.MouseButton.LeftButton)
    practice.wait(lambda: not practice.pages.desk.pending)
    assert answered(practice) == {first: "yes"}
