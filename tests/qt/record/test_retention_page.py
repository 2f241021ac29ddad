"""Withdrawing and erasing in the window: the safe choice first, two passphrases, and nothing of the case afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.qt.questions.notes_page import NotesPage
from screening.qt.record.retention_page import ErasingPage, KeepingPage
from screening.store import name_second, open_vault
from screening.store.crypto import key_file
from tests.made_vaults import PASSPHRASE, QUICK, made_vault
from tests.qt.page_objects import Screen

OTHER = "saddle pepper window orchid marble"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    folder = tmp_path / "record"
    with made_vault(folder, "Aina", "labour-officer", "Office") as vault:
        name_second(vault, "Officer Chong", OTHER, cost=QUICK)
    return folder


def withdrawn(screen: Screen, choice: str = "erase") -> None:
    screen.new_screening()
    screen.gate()
    screen.pages.go("withdraw")
    page = screen.page
    assert isinstance(page, NotesPage)
    page.choices["choice"].chosen.emit(choice)
    screen.wait(lambda: screen.case.sessions.note("withdraw", "choice") == choice)
    screen.choose("note-withdraw-done")


def erasing(screen: Screen) -> ErasingPage:
    withdrawn(screen)
    screen.at("erasing")
    assert isinstance(screen.page, ErasingPage)
    return screen.page


def erase(screen: Screen, name: str, own: str = PASSPHRASE, second: str = OTHER) -> None:
    for field, text in (("own", own), ("second", second)):
        screen.tab_to(f"{name}-{field}")
        screen.type_text(text)
    screen.choose(name)
    assert screen.focused().objectName() == f"{name}-no"
    screen.choose(f"{name}-yes")


def test_the_way_back_comes_first(screen: Screen, record: Path) -> None:
    erasing(screen)
    code = screen.case.code
    assert screen.focused().objectName() == "erase-case-keep"
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: screen.place != "erasing")
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert vault.cases() == (code,)


def test_erasing_now_leaves_no_case(screen: Screen, record: Path) -> None:
    erasing(screen)
    code = screen.case.code
    erase(screen, "erase-case")
    screen.wait(lambda: screen.window.desk is not None and screen.window.desk.interview is None)
    screen.cases()
    assert code not in screen.shown()
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert vault.cases() == ()
        assert vault.verify().holds


def test_a_wrong_second_passphrase_erases_nothing_and_is_said(screen: Screen, record: Path) -> None:
    page = erasing(screen)
    erase(screen, "erase-case", second=PASSPHRASE)
    screen.wait(lambda: "second person" in screen.complaint())
    assert page is screen.page
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert len(vault.cases()) == 1


def test_what_is_due_is_listed_and_erased_from_the_desk(screen: Screen, record: Path) -> None:
    withdrawn(screen, "keep")
    code = screen.case.code
    screen.cases()
    page = screen.desk("keeping")
    assert isinstance(page, KeepingPage)
    screen.wait(lambda: code in screen.shown())
    erase(screen, "erase-due")
    screen.wait(lambda: "1 entry erased" in page.done.text() and "Nothing is due" in screen.shown())


@pytest.mark.sweep
@pytest.mark.requirement("CO8")
def test_a_case_that_is_in_hand_while_it_is_erased_as_due_does_not_come_back(screen: Screen, record: Path) -> None:
    withdrawn(screen, "keep")
    screen.cases()
    codes: list[tuple[str, ...]] = []
    screen.window.desk.ask(lambda vault: vault.cases(), success=codes.append)
    screen.wait(lambda: codes)
    (code,) = codes[0]
    screen.open_case(code)
    screen.window.open_record_page("services")
    screen.desk("keeping")
    screen.wait(lambda: code in screen.shown())
    erase(screen, "erase-due")
    page = screen.window.record.beside.page
    assert isinstance(page, KeepingPage)
    screen.wait(lambda: "1 entry erased" in page.done.text())
    assert screen.window.desk.interview is None
    screen.window.commands.back()
    screen.cases()
    for key in (Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F7):
        screen.press(key)
        screen.settle()
    screen.cases()
    assert screen.place == ""
    assert screen.window.shell.complaints.code == ""
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert vault.cases() == ()
        assert vault.verify().holds


def test_times_are_set_on_the_page(screen: Screen, record: Path) -> None:
    page = screen.desk("keeping")
    assert isinstance(page, KeepingPage)
    screen.wait(lambda: page.days and page.days["unfinished"].isVisible())
    page.days["unfinished"].set_text("lots")
    erase(screen, "set-clocks")
    screen.wait(lambda: "whole number" in screen.complaint())
    page.days["unfinished"].set_text("12")
    erase(screen, "set-clocks")
    screen.wait(lambda: "times are set" in page.done.text())
    screen.wait(lambda: page.days["unfinished"].text() == "12")
    assert key_file.read(record)[0].of_kind(key_file.SECOND)
