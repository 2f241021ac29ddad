"""A case that came from a record of another country: its own law while it is in hand, and that of the record again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from screening.domain.events.catalogue import CaseOpened
from screening.store import open_vault
from tests.qt.conftest import Open
from tests.qt.page_objects import PASSPHRASE


def brought(record: Path, country: str) -> str:
    """The code of a case of another country in a record of Malaysia."""
    with open_vault(record, PASSPHRASE) as vault:
        code = vault.new_case()
        vault.append(code, CaseOpened("2026-2", "workplace", "field", country=country))
    return code


def test_it_is_read_under_its_own_law_and_the_services_stay_those_of_the_record(opened: Open, record: Path) -> None:
    code = brought(record, "id")
    screen = opened(record)
    screen.unlock()
    screen.cases()
    assert screen.window.words.installation.country == "my"
    screen.at_case(code)
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: screen.window.desk is not None and screen.window.desk.interview is not None)
    assert screen.window.words.installation.country == "id"
    desk = screen.window.desk
    assert desk is not None and desk.interview is not None
    assert not desk.interview.protocol.tables["law"]["card"]
    assert "999" in desk.directory.entries
    screen.window.show_cases()
    screen.cases()
    screen.new_screening()
    assert (screen.window.words.installation.country, screen.case.country) == ("my", "")
    assert desk.interview is not None and desk.interview.protocol.tables["law"]["card"]


def test_one_of_a_country_that_only_a_newer_program_knows_is_told_and_the_list_stays(
    opened: Open, record: Path
) -> None:
    code = brought(record, "sg")
    screen = opened(record)
    screen.unlock()
    screen.cases()
    screen.at_case(code)
    screen.press(Qt.Key.Key_Space)
    screen.wait(screen.complaint)
    assert "There is no country sg" in screen.complaint()
    assert screen.window.words.installation.country == "my"
    screen.window.show_cases()
    screen.new_screening()
    assert screen.case.country == ""
