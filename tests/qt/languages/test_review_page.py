"""The workbench of a reviewer: by keyboard alone, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from screening.casework.languages import packs, review
from screening.qt.languages.review_page import BenchPage
from screening.store import open_vault
from tests.made_vaults import PASSPHRASE, made_record
from tests.qt.page_objects import Screen

TEXT = "consent.spoken.choice"
NEW = "আপনি না বলতে পারেন।"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    return made_record(tmp_path / "reviewer", "Devi", "reviewer", "House")


def bench(opened, folder: Path) -> tuple[Screen, BenchPage]:
    screen = opened(folder)
    screen.unlock()
    screen.wait(lambda: screen.window.shell is not None and isinstance(screen.window.shell.page(), BenchPage))
    page = screen.window.shell.page()
    screen.wait(lambda: page.view is not None)
    return screen, page


def open_text(screen: Screen, page: BenchPage, tag: str, text: str) -> None:
    page.language_chosen.emit(tag)
    screen.wait(lambda: page.view.language == tag)
    page.text_chosen.emit(text)
    screen.wait(lambda: page.view.open is not None and page.view.open.id == text)


def write(page: BenchPage, text: str) -> None:
    page.forms[0].setFocus()
    page.forms[0].selectAll()
    QTest.keyClick(page.forms[0], Qt.Key.Key_Delete)
    page.forms[0].insertPlainText(text)


def test_a_text_is_edited_and_approved_with_keys_and_the_next_one_stands_there(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "bn", TEXT)
    write(page, NEW)
    screen.tab_to("bench-code")
    screen.type_text("R-7")
    screen.press(Qt.Key.Key_A, ALT)
    screen.wait(lambda: page.view.open.id != TEXT)
    assert page.view.counts["reviewed"] == 1
    screen.press(Qt.Key.Key_B, ALT)
    screen.wait(lambda: page.view.open.id == TEXT)
    assert page.written() == (NEW,)
    assert page.view.open.state == "reviewed"
    screen.close()
    with open_vault(reviewed, PASSPHRASE) as vault:
        assert [each.by for each in review.work(vault, "bn").reviews] == ["R-7"]


def test_without_a_code_nothing_is_approved_and_the_page_says_so(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "bn", TEXT)
    screen.press(Qt.Key.Key_A, ALT)
    screen.wait(lambda: "reviewer’s code" in screen.complaint())
    assert page.view.counts["reviewed"] == 0


def test_problems_are_said_while_one_types(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "bn", TEXT)
    write(page, "{name} " + NEW)
    screen.wait(lambda: "fields" in page.problems.text())


def test_words_are_in_the_record_before_another_text_is_shown(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "bn", TEXT)
    write(page, NEW)
    screen.press(Qt.Key.Key_N, ALT)
    screen.wait(lambda: page.view.open.id != TEXT)
    open_text(screen, page, "bn", TEXT)
    assert page.view.open.forms == (NEW,)


def test_words_typed_just_before_the_record_is_locked_are_in_it(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "bn", TEXT)
    write(page, NEW)
    screen.close()
    with open_vault(reviewed, PASSPHRASE) as vault:
        edited = review.work(vault, "bn").edited
        assert [forms for (name, _english), forms in edited.items() if name == TEXT] == [(NEW,)]


def test_what_was_half_typed_stands_there_after_a_crash(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "ur", TEXT)
    write(page, "آپ")
    desk = screen.window.desk
    kept: list[object] = []

    def look() -> bool:
        desk.ask(lambda vault: review.half_typed(vault, "ur", TEXT), success=kept.append)
        return any(kept)

    screen.wait(look)
    page.forms[0].setPlainText(page.view.open.forms[0])  # so that closing has nothing to keep
    page.looking.stop()
    screen.close()
    again, fresh = bench(opened, reviewed)
    open_text(again, fresh, "ur", TEXT)
    assert fresh.written() == ("آپ",)
    assert fresh.changed()


def test_a_right_to_left_text_stands_at_its_own_side(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "ur", TEXT)
    block = page.forms[0].document().firstBlock()
    assert block.textDirection() is Qt.LayoutDirection.RightToLeft


@pytest.mark.sweep
def test_a_signed_pack_is_made_and_put_in_by_keyboard(
    opened, reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path))
    screen, page = bench(opened, reviewed)
    open_text(screen, page, "ne", TEXT)
    screen.tab_to("bench-folder")
    screen.type_text(str(tmp_path))
    screen.choose("bench-make")
    screen.wait(lambda: "Written" in page.done.text())
    made = next(tmp_path.glob("ne-*.screening-pack"))
    screen.tab_to("bench-file")
    screen.type_text(str(made))
    screen.choose("bench-put-in")
    screen.wait(lambda: "Texts added" in page.done.text())
    assert [row["tag"] for row in packs.installed(tmp_path / "packs")] == ["ne"]
    screen.wait(lambda: [tag for tag, _ in screen.window.words.installation.language_packs] == ["ne"])


def test_the_list_can_be_narrowed(opened, reviewed: Path) -> None:
    screen, page = bench(opened, reviewed)
    page.filter_chosen.emit("remarks")
    screen.wait(lambda: page.view.filter == "remarks")
    assert page.view.rows == ()
    assert "No texts match" in screen.shown()
    assert page.forms == []
