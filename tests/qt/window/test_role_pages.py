"""What each role finds when it unlocks: a supervisor no case, a trainer invented people only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.domain.events.catalogue import CaseOpened
from screening.qt.frame.lines_page import LinesPage
from screening.qt.languages.review_page import BenchPage
from screening.qt.session.record_rail import open_places
from screening.store import open_vault
from tests.made_vaults import PASSPHRASE, made_record
from tests.qt.page_objects import Screen


def unlocked(opened, tmp_path: Path, role: str) -> Screen:
    folder = tmp_path / role
    screen = opened(made_record(folder, "Devi", role, "House"))
    screen.unlock()
    screen.wait(lambda: screen.window.shell is not None and screen.window.shell.page() is not None)
    return screen


def rail(screen: Screen) -> set[str]:
    """Every page of the rail's rows and of the links under their titles."""
    window = screen.window
    assert window.shell is not None and window.desk is not None
    places = open_places(practice=window.practice, role=window.desk.owner.role)
    assert set(window.shell.rail.rows) <= set(places)
    return set(places)


def test_a_supervisor_sees_counts_and_can_open_no_case(opened, tmp_path: Path) -> None:
    screen = unlocked(opened, tmp_path, "supervisor")
    assert isinstance(screen.window.shell.page(), LinesPage)
    screen.wait(lambda: "Records here: fewer than 10" in screen.shown())
    own = {
        "counts",
        "seal",
        "statistics",
        "accuracy",
        "second-look",
        "blank",
        "employers",
        "services",
        "keeping",
        "copies",
        "log",
        "keys",
        "safety",
        "settings",
        "about",
        "computer",
        "law",
        "bundles",
        "people",
        "content",
    }
    assert rail(screen) == own
    screen.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert screen.window.desk is not None
    assert screen.window.desk.interview is None
    screen.window.open_case("ABCD-EFGH-2")
    screen.wait(lambda: "role of this record" in screen.complaint())


def test_a_trainers_new_case_is_practice_and_bundles_are_not_there(opened, tmp_path: Path) -> None:
    screen = unlocked(opened, tmp_path, "trainer")
    screen.new_screening()
    code = screen.case.code
    assert screen.case.practice
    screen.close()
    with open_vault(tmp_path / "trainer", PASSPHRASE) as vault:
        first = vault.events(code)[0].event
        assert isinstance(first, CaseOpened)
        assert first.practice
    again = unlocked_again(opened, tmp_path / "trainer")
    assert not rail(again) & {"bundles", "people", "keeping"}


def unlocked_again(opened, folder: Path) -> Screen:
    screen = opened(folder)
    screen.unlock()
    screen.cases()
    return screen


def test_a_reviewer_finds_the_texts_and_no_case(opened, tmp_path: Path) -> None:
    screen = unlocked(opened, tmp_path, "reviewer")
    assert isinstance(screen.window.shell.page(), BenchPage)
    assert rail(screen) == {
        "bench",
        "recordings",
        "blank",
        "employers",
        "copies",
        "log",
        "keys",
        "seal",
        "safety",
        "settings",
        "people",
        "about",
        "computer",
        "law",
    }
    screen.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert screen.window.desk is not None
    assert screen.window.desk.interview is None


@pytest.mark.one_in(2)
@pytest.mark.parametrize("role", ["labour-officer", "ngo"])
def test_an_officer_finds_everything_of_theirs(opened, tmp_path: Path, role: str) -> None:
    screen = unlocked(opened, tmp_path, role)
    screen.cases()
    assert {"cases", "bundles", "keeping", "copies", "log", "keys"} <= rail(screen)
