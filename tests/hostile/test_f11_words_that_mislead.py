"""F11: "unchanged" beside "does not hold", and a mark of direction that exchanges two figures.

After an edit with the record's own key ``verify --head`` vouched for the printed head and refused the record in the
same breath; and in a text without any letter from right to left, U+200F showed "500 100" as "100 500".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.casework.record.verification import verify_record
from screening.qt.widgets.text_area import WordsEdit
from screening.store import Vault
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import visible_text
from tests.store.some_vault import PASSPHRASE, begin_case


def test_a_head_vouches_for_nothing_where_the_record_does_not_hold(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, 4)
    printed = vault.fingerprint(case)
    assert "unchanged" in "\n".join(_lines(vault, folder, printed, case, close=False))
    tables = vault._open()
    tables.con.execute("UPDATE event SET by_whom = 'Somebody Else' WHERE case_code = ? AND seq = 3", (case,))
    told = _lines(vault, folder, printed, case, close=True)
    assert not any("unchanged" in line for line in told)
    assert any("proves nothing" in line for line in told)


def _lines(vault: Vault, folder: Path, printed: str, case: str, *, close: bool) -> tuple[str, ...]:
    from screening.casework.record.verification import check_now

    if not close:
        return check_now(vault, Words("en"), printed, case=case, entries=5).lines
    vault.close()
    report = verify_record(folder, PASSPHRASE, printed, case=case, entries=5)
    assert not report.sound
    return report.lines


@pytest.mark.parametrize("mark", ["\u200f", "\u061c"])
def test_a_mark_that_only_exchanges_figures_is_shown(mark: str) -> None:
    assert visible_text(f"{mark}500 100") == f"[U+{ord(mark):04X}]500 100"
    assert visible_text(f"paid {mark}500 {mark}100") == f"paid [U+{ord(mark):04X}]500 [U+{ord(mark):04X}]100"


@pytest.fixture
def field(qtbot: QtBot) -> WordsEdit:
    edit = WordsEdit(Words("en"), "en")
    qtbot.addWidget(edit)
    return edit


def typed(field: WordsEdit, text: str) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
    QApplication.sendEvent(field, key)


def committed(field: WordsEdit, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def pasted(field: WordsEdit, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    field.insertFromMimeData(data)


@pytest.mark.parametrize("way", [typed, committed, pasted])
@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2066", "\u2067", "\u202a", "\u202b"])
def test_no_mark_that_turns_letters_gets_into_the_field_for_words(
    field: WordsEdit, mark: str, way: Callable[..., None]
) -> None:
    """What a form would print stands in its place, the field says so, and it is one step to take back."""
    shown = f"[U+{ord(mark):04X}]"
    for part in ("He paid ", mark, "500 100"):
        way(field, part)
        told = not field.full.isHidden(), field.full.text()
        assert told[0] is (part == mark)
        assert part != mark or told[1] == Words("en").say("shell.words.written-out", mark=shown)
    assert field.toPlainText() == f"He paid {shown}500 100"
    field.clear()
    way(field, "a")
    pasted(field, f"{mark}b{mark}")
    assert field.toPlainText() == f"a{shown}b{shown}"
    field.undo()
    assert shown not in field.toPlainText() and mark not in field.toPlainText()


@pytest.mark.parametrize("way", [typed, committed, pasted])
def test_the_field_for_words_tells_of_a_mark_that_exchanges_figures(field: WordsEdit, way: Callable[..., None]) -> None:
    """Scripts need it, so it stays; on paper it is written out where no letter runs from right to left."""
    for part in ("He paid ", "\u200f", "500 100"):
        way(field, part)
    assert field.toPlainText() == "He paid \u200f500 100"
    assert not field.full.isHidden()
    assert field.full.text() == Words("en").say("shell.words.turned")
    field.setPlainText("He paid 500 100")
    assert field.full.isHidden()


def test_words_that_were_recorded_before_stand_there_as_they_were_written(field: WordsEdit) -> None:
    field.setPlainText("He paid \u202e500 100")
    typed(field, ".")
    assert field.toPlainText() == "He paid \u202e500 100."
    assert field.full.text() == Words("en").say("shell.words.turned")


@pytest.mark.parametrize("way", [typed, committed, pasted])
def test_marks_that_scripts_need_are_nothing_to_tell(field: WordsEdit, way: Callable[..., None]) -> None:
    text = "\u0645\u06cc\u200c\u0631\u0648\u0645 \u200f500"
    way(field, text)
    assert field.toPlainText() == text
    assert field.full.isHidden()


@pytest.mark.parametrize("text", ["\u200f500 \u0631\u0648\u067e\u06d2", "\u05d0\u200f 5", "\u200e5 a"])
def test_a_text_from_right_to_left_keeps_its_marks(text: str) -> None:
    assert visible_text(text) == text
