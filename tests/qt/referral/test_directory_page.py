"""The directory of services on its pages: a number that is rung, and a service that is written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.qt.page_objects import CONTROL, Screen


def at_taking(screen: Screen) -> Screen:
    screen.talking("en", talk="yes", notes="yes")
    screen.answer("little-pay", "yes")
    screen.closing()
    screen.own_view(("dispute",), "fairly_sure", "Late pay, three months.")
    screen.next("taking")
    return screen


@pytest.mark.sweep
def test_a_number_is_rung_from_the_page_of_services_and_the_way_leads_back(screen: Screen) -> None:
    at_taking(screen)
    screen.choose("open-directory")
    screen.wait(lambda: screen.window.record.beside.place == "services")
    screen.choose("rang-mapo-line")
    screen.wait(lambda: screen.window.desk.directory.entries["mapo-line"].verified_on is not None)
    screen.press(Qt.Key.Key_Backspace, CONTROL)
    screen.wait(lambda: not screen.window.record.beside.place)
    screen.at("taking")


def test_a_service_is_written_and_kept_without_a_mouse(screen: Screen) -> None:
    screen.choose("rail-services") if screen.window.findChild(object, "rail-services") else screen.window.commands.rail(
        "services"
    )
    screen.wait(lambda: screen.window.record.beside.place == "services")
    screen.choose("new-service")
    screen.wait(lambda: screen.window.record.beside.place == "entry")
    screen.tab_to("entry-name")
    screen.type_text("Klinik Tawau")
    screen.tab_to("entry-phones")
    screen.type_text("089-123 456")
    screen.press(Qt.Key.Key_S, CONTROL)
    screen.wait(lambda: screen.window.record.beside.place == "services")
    assert "Klinik Tawau" in screen.shown()
    assert "Not yet verified: 089-123 456" in screen.shown()


def test_the_first_start_leads_to_what_is_missing_and_from_there_to_a_new_entry_of_its_kind(screen: Screen) -> None:
    screen.wait(lambda: "kinds of service have no number to rely on" in screen.shown())
    screen.choose("to-services")
    screen.wait(lambda: screen.window.record.beside.place == "services")
    assert "Legal aid: nobody is entered" in screen.shown()
    assert "Protection Officer: entered without a number" in screen.shown()
    assert "Child protection: entered, but nobody has checked the number" in screen.shown()
    screen.choose("add-legal")
    screen.wait(lambda: screen.window.record.beside.place == "entry")
    assert screen.window.record.beside.page.service.value() == "legal"
