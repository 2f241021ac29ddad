"""The list of cases: every case of the record can be reached, however many there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from screening.domain.events.case_codes import is_code
from screening.domain.events.catalogue import CaseOpened
from screening.qt.session.vault_work import AT_ONCE
from screening.store import open_vault
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open
from tests.qt.page_objects import PASSPHRASE, Screen, plain

MANY = 2 * AT_ONCE + 20


@pytest.fixture
def many(opened: Open, record: Path) -> tuple[Screen, list[str]]:
    """A record of more cases than two pages hold, at its list; the codes, the newest first."""
    codes = []
    with open_vault(record, PASSPHRASE) as vault:
        for _ in range(MANY):
            codes.append(vault.new_case())
            vault.append(codes[-1], CaseOpened("2026-1", "workplace", "field"))
    found = opened(record)
    found.unlock()
    found.cases()
    return found, codes[::-1]


def names(screen: Screen) -> list[str]:
    page = screen.cases()
    return [each.objectName() for each in page.findChildren(QWidget) if each.isVisible()]


def listed(screen: Screen) -> list[str]:
    return [name.removeprefix("case-") for name in names(screen) if is_code(name.removeprefix("case-"))]


def test_the_arrows_go_from_case_to_case(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.at_case(codes[2])
    for key, at in ((Qt.Key.Key_Down, 3), (Qt.Key.Key_Up, 2), (Qt.Key.Key_End, AT_ONCE - 1), (Qt.Key.Key_Home, 0)):
        screen.press(key)
        assert screen.focused().objectName() == f"case-{codes[at]}"


def test_the_older_cases_are_reached_by_keys_and_the_way_back_too(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    parts = [codes[:AT_ONCE], codes[AT_ONCE : 2 * AT_ONCE], codes[2 * AT_ONCE :]]
    assert listed(screen) == parts[0]
    assert f"1 to {AT_ONCE} of {MANY}" in plain(screen.shown())
    for part in parts[1:]:
        screen.choose("older-cases")
        screen.wait(lambda part=part: listed(screen) == part)
    assert f"{2 * AT_ONCE + 1} to {MANY} of {MANY}" in plain(screen.shown())
    assert "older-cases" not in names(screen)
    for part in parts[1::-1]:
        screen.choose("newer-cases")
        screen.wait(lambda part=part: listed(screen) == part)
    assert "newer-cases" not in names(screen)


def test_a_case_is_found_by_its_code_however_it_is_typed(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.tab_to("case-code")
    screen.type_text(codes[-1].lower().replace("-", " "))
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.desk is not None and screen.window.desk.interview is not None)
    assert screen.case.code == codes[-1]
    screen.window.show_cases()
    screen.wait(lambda: listed(screen)[:1] == [codes[-1]])


@pytest.mark.parametrize(("typed", "code"), [("2222-2222-2", "no-such-case"), ("abc", "not-a-case-code")])
def test_a_code_that_is_none_of_this_record_gets_a_sentence(
    many: tuple[Screen, list[str]], typed: str, code: str
) -> None:
    screen, _ = many
    assert screen.window.shell is not None
    screen.tab_to("case-code")
    screen.type_text(typed)
    screen.choose("find-case")
    screen.wait(lambda: screen.window.shell is not None and screen.window.shell.complaints.code == code)
    assert Words("en").say(f"error.{code}").split(".")[0] in screen.shown()
