"""Every field that takes a text is known to the run that looks for texts in clear; a new one says where it goes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from screening.qt.frame.frame_views import HelpView
from screening.qt.frame.help_panel import HelpPanel
from screening.wording.catalogue.translations import Words
from tests.qt.in_clear.text_fields import (
    OWN_FIELDS,
    QT_FIELDS,
    READ_ONLY,
    ROOT,
    all_fields,
    classes_of_fields,
    fields_made,
)
from tests.qt.in_clear.texts_kept import CLOSED, NARROW, TYPED, UNPLANTED, text_fields_of_events


def test_every_text_of_every_event_is_typed_narrow_or_closed() -> None:
    parts = (TYPED, frozenset(NARROW), CLOSED)
    assert not [each for part in parts for other in parts if part is not other for each in part & other]
    assert text_fields_of_events() == TYPED | set(NARROW) | CLOSED


def test_what_is_not_planted_is_a_field_of_the_program() -> None:
    assert set(UNPLANTED) <= set(all_fields())
    assert len(all_fields()) - len(UNPLANTED) > 60


def test_no_field_is_made_of_a_class_that_the_search_for_fields_does_not_know() -> None:
    own = {"FilePassphrase", "LineEdit", "PassphraseField", "PathField", "SilentLine", "WordsEdit"}
    assert set(classes_of_fields()) == own | {*READ_ONLY}
    assert set(classes_of_fields()) <= {*OWN_FIELDS, *READ_ONLY}


def test_a_chapter_of_the_handbook_takes_no_text(qtbot: QtBot) -> None:
    page = HelpPanel(HelpView(Words("en"), "record.cases"))
    page.show_page()
    qtbot.addWidget(page)
    (chapter,) = page.findChildren(QTextBrowser)
    assert type(chapter).__name__ in READ_ONLY
    before = chapter.toPlainText()
    qtbot.keyClicks(chapter, "copper thimble")
    assert chapter.isReadOnly()
    assert chapter.toPlainText() == before


def test_only_these_modules_know_qt_s_own_fields() -> None:
    """Elsewhere a field is one of the program's own, which refuses what is too long and keeps its menu shut."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and {each.name for each in node.names} & {*QT_FIELDS}
    }
    assert users == {
        "widgets/fields.py", "widgets/text_area.py", "style/shortcut_table.py", "interview/alone_page.py",
        "entry/cover_page.py", "interview/account_page.py",
        "entry/break_page.py", "frame/help_panel.py", "widgets/path_field.py",
    }  # fmt: skip


def test_no_list_can_be_typed_into() -> None:
    for path in ROOT.rglob("*.py"):
        assert "setEditable" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("made", ["self.note = LineField(words, '')", "edit = WordsEdit('en')", "x = [QLineEdit()]"])
def test_a_new_field_is_found(made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.qt.in_clear.text_fields.ROOT", tmp_path)
    page = tmp_path / "page.py"
    page.write_text(f"class Page:\n    def __init__(self, words):\n        {made}\n")
    (name,) = fields_made(page)
    assert name.startswith("page Page.__init__ ")
