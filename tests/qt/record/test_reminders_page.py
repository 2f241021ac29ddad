"""The page of reminders: reached from the rail, read by keys, and each line opens its case where it is settled."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.casework.content.edition import open_content
from screening.domain.events.catalogue import CaseOpened, TalkStopped, ViewWritten
from screening.domain.events.referral import PromiseMade
from screening.domain.events.session import NoteWritten
from screening.qt.record.reminders_page import RemindersPage
from screening.store import Vault, open_vault
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import PASSPHRASE, Screen, plain

K = Qt.Key


def day(by: int) -> str:
    return (datetime.date.today() + datetime.timedelta(days=by)).isoformat()


def case(vault: Vault, events: Sequence[object]) -> str:
    """A finished talk with what has a day."""
    code = vault.new_case()
    begun = CaseOpened(open_content().protocol.id, "workplace", "field"), TalkStopped("finished")
    vault.append_many(code, [*begun, ViewWritten(("control",), "sure", "as told"), *events])
    return code


@pytest.fixture
def due(opened: Open, record: Path) -> tuple[Screen, list[str]]:
    """A record with a late promise, one of today and an order that ends in four weeks, at its list; the codes."""
    with open_vault(record, PASSPHRASE) as vault:
        codes = [case(vault, [PromiseMade("1", "MARKER", day(by))]) for by in (-2, 0)]
        codes.append(case(vault, [NoteWritten("dates", "order-end", day(28))]))
    screen = opened(record)
    screen.unlock()
    screen.cases()
    return screen, codes


def reminders(screen: Screen) -> RemindersPage:
    page = screen.desk("reminders")
    assert isinstance(page, RemindersPage)
    screen.wait(lambda: bool(page.tables))
    return page


def test_the_rail_says_how_much_is_due_and_leads_to_the_page(due: tuple[Screen, list[str]]) -> None:
    screen, _codes = due
    assert screen.window.shell is not None
    row = screen.window.shell.rail.rows["reminders"]
    assert plain(row.accessibleName()) == "Reminders, 2 due"
    page = reminders(screen)
    assert list(page.tables) == ["overdue", "today", "later"]
    assert "MARKER" not in screen.shown()


def test_the_lines_are_walked_by_keys_and_enter_opens_the_case_where_it_is_settled(
    due: tuple[Screen, list[str]],
) -> None:
    screen, codes = due
    reminders(screen)
    assert screen.focused().objectName() == "overdue-0"
    screen.press(K.Key_Tab)
    screen.press(K.Key_Return)
    screen.at("follow")
    assert screen.case.code == codes[1]


def test_alt_home_leads_to_the_cases_from_a_line_of_the_table(due: tuple[Screen, list[str]]) -> None:
    """The table took every Home for its own."""
    screen, _codes = due
    reminders(screen)
    assert screen.focused().objectName() == "overdue-0"
    screen.press(K.Key_Home, Qt.KeyboardModifier.AltModifier)
    screen.wait(lambda: screen.window.record.beside.place == "")


def test_an_order_opens_the_page_of_dates_and_another_case_in_hand_is_left(due: tuple[Screen, list[str]]) -> None:
    screen, codes = due
    screen.open_case(codes[0])
    screen.window.open_record_page("reminders")
    assert screen.window.record.beside is not None
    page = screen.window.record.beside.page
    assert isinstance(page, RemindersPage)
    screen.wait(lambda: bool(page.tables))
    page.tables["later"].set_current("0", focus=True)
    screen.press(K.Key_Return)
    screen.at("dates")
    assert screen.case.code == codes[2]


def test_each_line_says_case_reminder_and_day_to_a_screen_reader(due: tuple[Screen, list[str]]) -> None:
    screen, codes = due
    table = reminders(screen).tables["overdue"]
    said = plain(table.rows["0"].accessibleName())
    assert codes[0] in said
    assert "2 days late" in said
    assert "MARKER" not in said


def test_nothing_due_is_said_and_the_rail_has_no_number(screen: Screen) -> None:
    screen.cases()
    page = screen.desk("reminders")
    screen.wait(lambda: "There are no reminders." in screen.shown())
    assert page.start() is page.title
    assert screen.window.shell is not None
    assert screen.window.shell.rail.rows["reminders"].accessibleName() == "Reminders, you are here"


def test_the_reminders_are_read_in_malay_at_twice_the_text_size(due: tuple[Screen, list[str]], wear: Wear) -> None:
    screen, _codes = due
    wear("day", 200)
    screen.window.speak_anew("ms")
    screen.settle()
    screen.cases()
    screen.window.open_record_page("reminders")
    screen.wait(lambda: "Sudah lewat" in screen.shown())
    assert "lewat 2 hari" in plain(screen.shown())
