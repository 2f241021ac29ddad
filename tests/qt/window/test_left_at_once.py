"""What was pressed is recorded before a case is left, however fast the hand; nothing of it follows afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from screening.domain.events.catalogue import DangerCardAnswered, TalkStopped
from screening.qt.questions.notes_page import NotesPage
from screening.qt.widgets.pressing import Steady
from tests.qt.page_objects import SAFE, Screen

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def stored(screen: Screen, code: str) -> list[object]:
    """The events of a case as the record has them."""
    found: list[tuple[object, ...]] = []
    screen.window.desk.ask(lambda vault: vault.events(code), success=found.append)
    screen.wait(lambda: found)
    return [each.event for each in found[0]]


@pytest.mark.sweep
@pytest.mark.requirement("GA3")
def test_an_end_at_the_danger_card_is_recorded_when_the_list_is_opened_at_once(screen: Screen) -> None:
    screen.new_screening()
    code = screen.case.code
    screen.gate_lines(**{**SAFE, "hurt": "yes"})
    screen.at("danger")
    screen.window.shell.bar.buttons["end"].click()
    screen.window.show_cases()
    screen.cases()
    screen.settle()
    assert stored(screen, code)[-2:] == [DangerCardAnswered(("hurt",), False), TalkStopped("ended_at_gate")]
    screen.open_case(code)
    assert screen.case.stopped == "ended_at_gate"


@pytest.mark.sweep
@pytest.mark.requirement("HW7")
def test_a_finished_talk_is_recorded_when_the_list_is_opened_at_once(screen: Screen) -> None:
    screen.new_screening()
    code = screen.case.code
    screen.gate()
    screen.language("en")
    screen.consent(talk="yes", notes="yes")
    screen.rail("closing")
    screen.closing_step(2)
    screen.press(K.Key_Return, CONTROL)
    screen.window.show_cases()
    screen.cases()
    screen.settle()
    assert screen.place == ""
    assert stored(screen, code)[-1] == TalkStopped("finished")


def test_what_was_pressed_in_one_case_moves_no_page_of_the_next(screen: Screen) -> None:
    screen.new_screening()
    other = screen.case.code
    screen.window.show_cases()
    screen.new_screening()
    screen.gate()
    desk, then = screen.window.desk, []
    desk.record(screen.pages.interview.care, lambda: then.append("one case"))
    screen.window.show_cases()
    screen.window.open_case(other)
    screen.at("gate")
    screen.wait(lambda: not desk.pending)
    assert screen.case.code == other
    assert then == []
    desk.record(screen.pages.interview.care, lambda: then.append("the other"))
    screen.wait(lambda: then == ["the other"])


@pytest.mark.requirement("HW2")
def test_two_quick_presses_begin_one_screening(screen: Screen) -> None:
    screen.press(K.Key_N, CONTROL)
    screen.press(K.Key_N, CONTROL)
    screen.at("gate")
    screen.settle()
    screen.window.show_cases()
    screen.cases()
    assert screen.window.listed == 1
    screen.new_screening()
    screen.window.show_cases()
    screen.cases()
    assert screen.window.listed == 2


@pytest.mark.one_in(2)
@pytest.mark.requirement("CH4")
@pytest.mark.parametrize("waited", [0.1, 2.0])
def test_a_double_click_on_the_childs_assent_takes_nothing_back(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, waited: float
) -> None:
    screen.new_screening()
    screen.gate(minor="might_be")
    screen.choose("language-en")
    screen.at("child")
    page = screen.page
    assert isinstance(page, NotesPage)
    now = [100.0]
    monkeypatch.setattr(Steady, "clock", staticmethod(lambda: now[0]))
    assert QApplication.doubleClickInterval() / 1000 > 0.1
    screen.ring(page.choices["assent"])
    screen.press(K.Key_Space)
    screen.wait(lambda: screen.case.sessions.said_now("child.assent") is not None)
    for pressed in (page.choices["assent"], None):
        row = pressed or page.choices["assent"]
        screen.qtbot.mouseClick(row.buttons["yes"], Qt.MouseButton.LeftButton)
        screen.wait(lambda: not screen.window.desk.pending)
        now[0] += waited
    taken_back = waited > 1
    screen.wait(lambda: screen.case.sessions.note("child", "assent") == ("" if taken_back else "yes"))
