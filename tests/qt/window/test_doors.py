"""The three doors of an empty list: what is behind each, in a record of its own, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.domain.case.places import Place
from screening.qt.record.cases_page import DOORS
from screening.qt.training.play import PlayRoom
from screening.qt.window.doors import Door
from screening.qt.window.main_window import Window
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Wear
from tests.qt.page_objects import COVER_PIN, Screen

K = Qt.Key


@pytest.fixture
def practising(qtbot: QtBot) -> Iterator[Screen]:
    """The window as ``screening try`` opens it."""
    screen = Screen(qtbot, None)
    screen.cases()
    yield screen
    for each in QApplication.topLevelWidgets():
        if isinstance(each, Window):
            each.close()


def beside(screen: Screen) -> Window:
    room = screen.window.room
    assert isinstance(room, Window)
    screen.wait(lambda: room.record is not None and room.shell is not None and room.shell.page() is not None)
    return room


def test_every_door_has_its_button_and_its_sentence() -> None:
    assert tuple(Door) == DOORS
    assert all(Words("en").has(f"door.{door}{part}") for door in Door for part in ("", "-help"))


def test_the_finished_case_opens_on_its_summary_in_a_record_of_its_own(practising: Screen) -> None:
    practising.choose("door-sample")
    room = beside(practising)
    practising.wait(lambda: room.pages is not None and room.pages.place == Place.SUMMARY)
    assert room.folder is None and room.desk is not practising.window.desk
    assert not practising.window.isVisible()
    assert all(band.isVisible() for band in room.shell.practice)
    room.close()
    practising.wait(practising.window.isVisible)
    assert practising.cases().view is not None and practising.cases().view.total == 0


def test_the_first_case_has_its_caption_beside_each_page_and_leaves_it_in_use(practising: Screen) -> None:
    practising.choose("door-led")
    practising.at("gate")
    panel = practising.window.help.panel
    assert panel is not None and panel.isVisible()
    practising.wait(lambda: Words("en").say("led.gate") in panel.browser.toPlainText())
    assert not practising.window.help.has_keyboard, "the page has the keyboard"
    practising.gate(hearing="nobody")
    practising.wait(lambda: Words("en").say("led.language") in panel.browser.toPlainText())
    practising.press(K.Key_F1)
    assert practising.window.help.panel is None
    practising.press(K.Key_F1)
    panel = practising.window.help.panel
    assert panel is not None and Words("en").say("led.language") in panel.browser.toPlainText()


def test_at_200_percent_the_caption_has_a_window_of_its_own_and_leaves_the_page_the_keyboard(
    practising: Screen, wear: Wear
) -> None:
    wear("day", 200)
    practising.choose("door-led")
    practising.at("gate")
    assert practising.window.help.apart and practising.window.isActiveWindow()
    practising.gate(hearing="nobody")
    panel = practising.window.help.panel
    assert panel is not None
    practising.wait(lambda: Words("en").say("led.language") in panel.browser.toPlainText())


def test_a_page_beside_the_way_shows_the_caption_of_the_page_that_it_was_opened_from(practising: Screen) -> None:
    practising.choose("door-led")
    practising.at("gate")
    panel = practising.window.help.panel
    assert panel is not None
    for beside_it in ("care", "stop", "embassy"):
        practising.pages.go(beside_it)
        practising.at(beside_it)
        told = f"{Words('en').say('led.aside')} {Words('en').say('led.gate')}"
        practising.wait(lambda told=told: told in panel.browser.toPlainText())
    practising.window.home()
    practising.wait(lambda: Words("en").say("led.cases") in panel.browser.toPlainText())


def test_the_third_door_leads_to_the_invented_people(practising: Screen) -> None:
    practising.choose("door-people")
    practising.wait(lambda: isinstance(practising.window.room, PlayRoom))
    practising.window.room.close()


def test_from_a_real_record_a_door_opens_practice_and_the_way_back_asks_for_the_pin(screen: Screen) -> None:
    """The record is covered first; nothing of the first case is ever in it."""
    screen.choose("door-led")
    room = beside(screen)
    screen.wait(lambda: room.pages is not None and room.pages.place == Place.GATE)
    assert room.practice and not screen.window.practice
    room.close()
    screen.wait(screen.window.isActiveWindow)
    assert screen.window.stack.currentWidget() is screen.window.cover
    screen.type_text(COVER_PIN)
    screen.press(K.Key_Return)
    screen.wait(lambda: screen.window.stack.currentWidget() is screen.window.shell)
    assert screen.cases().view is not None and screen.cases().view.total == 0


def test_with_a_case_the_doors_are_gone(screen: Screen, tmp_path: Path) -> None:
    assert screen.cases().doors.isVisible()
    screen.new_screening()
    screen.window.home()
    screen.wait(lambda: screen.cases().view is not None and screen.cases().view.total == 1)
    assert not screen.cases().doors.isVisible()
