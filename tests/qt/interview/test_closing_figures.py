"""Figure keys on the closing page, and letters and arrows on the closed list of places."""

from __future__ import annotations

from PySide6.QtCore import Qt

from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.gate_page import GatePage
from tests.qt.page_objects import Screen


def test_a_figure_answers_the_decision_of_the_closing_that_has_the_focus(screen: Screen) -> None:
    screen.talking("ms", talk="yes", notes="yes")
    screen.rail("closing")
    for decision in ("service", "authority"):
        screen.ask_about(decision)
    page = screen.page
    assert isinstance(page, ClosingPage)
    first, second, *_ = page.decisions
    for name, key, value in ((second, Qt.Key.Key_2, "no"), (first, Qt.Key.Key_1, "yes")):
        screen.tab_to(f"decision-{name}")
        screen.press(key)
        screen.settle()
        assert screen.decided(name) == "", "it was not said yet"
        screen.press(Qt.Key.Key_Space)
        screen.press(key)
        screen.wait(lambda name=name, value=value: screen.decided(name) == value)


def test_a_figure_answers_nothing_when_no_decision_has_the_focus(screen: Screen) -> None:
    screen.talking("ms", talk="yes", notes="yes")
    screen.rail("closing")
    page = screen.page
    assert isinstance(page, ClosingPage)
    before = {name: screen.case.consented(name) for name in page.decisions}
    page.title.setFocus()
    screen.press(Qt.Key.Key_1)
    assert {name: screen.case.consented(name) for name in page.decisions} == before


def test_the_closed_list_of_places_keeps_its_arrows_and_letters(screen: Screen) -> None:
    screen.new_screening()
    page = screen.page
    assert isinstance(page, GatePage)
    line = page.open_line
    page.place.setFocus()
    at = page.place.currentIndex()
    screen.press(Qt.Key.Key_Down)
    assert page.place.currentIndex() == at + 1
    assert page.open_line == line
    screen.wait(lambda: screen.case.setting == page.place.currentData())
    page.place.setFocus()
    screen.press(Qt.Key.Key_Up)
    assert page.place.currentIndex() == at
    screen.press(Qt.Key.Key_1)
    screen.wait(page.lines[line].hasFocus)  # a figure brings the ring back to its row, and answers nothing before
    assert line not in screen.case.gate
    screen.press(Qt.Key.Key_1)
    screen.wait(lambda: line in screen.case.gate)
