"""A case that no page can show: listed, its entries readable, erased from there; the other cases are as ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.casework.interview import interview_views
from screening.domain.events.catalogue import CaseOpened, CaseViewed, WordsWritten
from screening.qt.record.raw_case_page import PlainPage
from screening.qt.record.retention_page import ErasingPage
from screening.store import name_second, open_vault
from screening.store.crypto import key_file
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen

SECOND = "saddle pepper window orchid marble"


@pytest.fixture
def two(record: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A record with a case of an edition that is not here, and one of today's."""
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    with open_vault(record, PASSPHRASE) as vault:
        name_second(vault, "Officer Chong", SECOND)
        codes = vault.new_case(), vault.new_case()
        vault.append_many(codes[0], (CaseOpened("2099-9", "office", "field"), WordsWritten("work", "1", "pear-marker")))
        vault.append(codes[1], CaseOpened("2026-1", "workplace", "field"))
    return codes


def plain_page(screen: Screen) -> PlainPage:
    shell = screen.window.shell
    assert shell is not None
    screen.wait(lambda: isinstance(shell.page(), PlainPage) and "pear-marker" in screen.shown())
    page = shell.page()
    assert isinstance(page, PlainPage)
    return page


def test_a_case_of_another_edition_is_read_plainly_and_erased(opened, two: tuple[str, str], record: Path) -> None:
    screen = opened(record)
    screen.unlock()
    screen.cases()
    screen.at_case(two[0])
    screen.press(Qt.Key.Key_Space)
    plain_page(screen)
    assert two[0] in screen.shown()
    assert "2099-9" in screen.complaint()
    screen.choose("plain-erase")
    assert screen.window.record.beside is not None
    assert isinstance(screen.window.record.beside.page, ErasingPage)
    for name, text in (("own", PASSPHRASE), ("second", SECOND)):
        screen.tab_to(f"erase-case-{name}")
        screen.type_text(text)
    screen.choose("erase-case")
    screen.choose("erase-case-yes")
    screen.cases()
    screen.wait(lambda: two[0] not in screen.shown() and two[1] in screen.shown())
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert vault.cases() == (two[1],)
        assert vault.verify().holds


def test_a_page_that_fails_on_the_way_in_leads_to_the_entries(
    opened, two: tuple[str, str], record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        vault.append(two[1], WordsWritten("work", "1", "pear-marker"))

    def failing(_talk: object, *, by_ear: bool) -> None:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr(interview_views, "gate_view", failing)
    screen = opened(record)
    screen.unlock()
    screen.cases()
    screen.at_case(two[1])
    screen.press(Qt.Key.Key_Space)
    plain_page(screen)
    assert "KeyError" in screen.complaint()
    screen.window.commands.back()
    screen.cases()
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert [type(each.event) for each in vault.events(two[1])].count(CaseViewed) == 2
