"""The list of cases: every case of the record can be reached, however many there are."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from screening.casework.content.edition import open_content
from screening.casework.record.desk_list import AT_ONCE
from screening.domain.events.case_codes import is_code
from screening.domain.events.catalogue import CaseOpened, TalkStopped, ViewWritten
from screening.domain.events.referral import PromiseMade
from screening.qt.record.cases_page import LONGEST_LABEL
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
    found.wait(lambda: found.cases().view is not None and not found.cases().view.waiting)
    return found, codes[::-1]


def names(screen: Screen) -> list[str]:
    page = screen.cases()
    return [each.objectName() for each in page.findChildren(QWidget) if each.isVisible()]


def listed(screen: Screen) -> list[str]:
    return [name.removeprefix("case-") for name in names(screen) if is_code(name.removeprefix("case-"))]


@pytest.mark.sweep
def test_the_arrows_go_from_case_to_case(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.at_case(codes[2])
    for key, at in ((Qt.Key.Key_Down, 3), (Qt.Key.Key_Up, 2), (Qt.Key.Key_End, AT_ONCE - 1), (Qt.Key.Key_Home, 0)):
        screen.press(key)
        assert screen.focused().objectName() == f"case-{codes[at]}"


@pytest.mark.sweep
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


@pytest.mark.sweep
def test_a_case_is_found_by_its_code_however_it_is_typed(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.tab_to("filter-cases")
    screen.type_text(codes[-1].lower().replace("-", " "))
    screen.wait(lambda: listed(screen) == [codes[-1]])
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.desk is not None and screen.window.desk.interview is not None)
    assert screen.case.code == codes[-1]
    screen.window.show_cases()
    screen.wait(lambda: listed(screen)[:1] == [codes[-1]])


def test_the_list_follows_what_is_typed_and_says_so_where_nothing_contains_it(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.tab_to("filter-cases")
    screen.type_text("zebra")
    screen.wait(lambda: "Nothing contains “zebra”." in plain(screen.shown()))
    assert not listed(screen)
    assert screen.focused().objectName() == "filter-cases", "the caret stays where one types"
    screen.choose("clear-filter")
    screen.wait(lambda: listed(screen) == codes[:AT_ONCE])
    assert plain(Words("en").say("page.cases.due-none")) in plain(screen.shown())


def test_the_key_for_the_filter_leads_there_from_the_list(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.at_case(codes[0])
    screen.press(Qt.Key.Key_Slash)
    screen.wait(lambda: screen.focused().objectName() == "filter-cases")
    screen.type_text("a/b")
    assert screen.cases().filter.text() == "a/b", "in the filter it is only a sign"


def test_headings_put_the_cases_in_order_by_keys(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.tab_to("sort-changed")
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: listed(screen) == codes[::-1][:AT_ONCE])
    assert "Oldest change first." in plain(screen.shown())
    screen.tab_to("sort-changed")
    for _ in range(5):
        screen.press(Qt.Key.Key_Left)
    assert screen.focused().objectName() == "sort-code"
    screen.press(Qt.Key.Key_Space)
    screen.wait(lambda: listed(screen) == sorted(codes)[:AT_ONCE])


def test_the_last_page_is_one_press_away(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.choose("last-cases")
    screen.wait(lambda: listed(screen) == codes[2 * AT_ONCE :])
    screen.choose("first-cases")
    screen.wait(lambda: listed(screen) == codes[:AT_ONCE])


def test_a_private_label_is_typed_on_its_row_and_found_again(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.at_case(codes[3])
    screen.press(Qt.Key.Key_F2)
    screen.wait(lambda: screen.focused().objectName() == "private-label")
    screen.type_text("green bus")
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: "green bus" in screen.shown() and screen.cases().asking is None)
    assert screen.focused().objectName() == f"case-{codes[3]}"
    screen.press(Qt.Key.Key_Slash)
    screen.type_text("GREEN")
    screen.wait(lambda: listed(screen) == [codes[3]])


def test_a_label_longer_than_its_field_is_refused_in_words_and_not_cut(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    screen.at_case(codes[0])
    screen.press(Qt.Key.Key_F2)
    screen.wait(lambda: screen.focused().objectName() == "private-label")
    screen.type_text("x" * (LONGEST_LABEL + 1))
    assert screen.focused().text() == "x" * LONGEST_LABEL
    assert Words("en").say("shell.field.too-long", n=LONGEST_LABEL) in screen.shown()


def test_an_empty_case_has_a_button_to_delete_it_and_one_with_a_label_has_none(many: tuple[Screen, list[str]]) -> None:
    screen, codes = many
    page = screen.cases()
    assert page.table is not None
    act = page.table.rows[codes[0]].act
    assert act is not None
    screen.qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    screen.wait(lambda: page.asking is not None)
    assert screen.focused().objectName() == "keep-case", "the safe choice has the keyboard"
    screen.press(Qt.Key.Key_Space)
    screen.press(Qt.Key.Key_F2)
    screen.type_text("tea stall")
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: page.table is not None and page.table.rows[codes[0]].act is None)
    screen.press(Qt.Key.Key_Delete)
    screen.wait(lambda: screen.window.shell is not None and screen.window.shell.complaints.code == "case-not-empty")


def test_what_is_due_opens_its_case_at_the_page_where_it_is_settled(opened: Open, record: Path) -> None:
    day = datetime.date.today().isoformat()
    with open_vault(record, PASSPHRASE) as vault:
        code = vault.new_case()
        opened_now, talk = CaseOpened(open_content().protocol.id, "workplace", "field"), TalkStopped("finished")
        view = ViewWritten(("control",), "sure", "as told")
        vault.append_many(code, [opened_now, talk, view, PromiseMade("1", "MARKER", day)])
    screen = opened(record)
    screen.unlock()
    screen.cases()
    assert "Something was promised for today" in plain(screen.shown())
    assert "MARKER" not in screen.shown()
    screen.choose("due-0")
    screen.at("follow")
    assert screen.case.code == code
