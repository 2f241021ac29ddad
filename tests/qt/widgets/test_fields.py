"""Fields: any script, plain text only, nothing cut, and a passphrase that is hidden until it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from screening.qt.style.shortcut_table import ShortcutKeys
from screening.qt.style.theme import Theme
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.text_area import WordsEdit, WordsField
from screening.wording.catalogue.translations import Words
from tests.qt import gallery


@pytest.fixture
def stage(day: Theme) -> Iterator[QWidget]:
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    made.resize(900, 700)
    yield made
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def put(stage: QWidget, widget: QWidget) -> None:
    layout = stage.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addWidget(widget)
    layout.addStretch(1)
    stage.show()
    for _ in range(4):
        QApplication.processEvents()


def pasted(text: str, html: str = "") -> QMimeData:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    return data


MIXED = "It is in the office.\nکاغذ دفتر میں ہیں۔\nသင့်နိုင်ငံကူးလက်မှတ်\nনিরাপত্তা\n他们拿走了"


def test_words_come_back_exactly_as_they_were_written(stage: QWidget) -> None:
    field = WordsField(gallery.words(), "ur")
    put(stage, field)
    field.set_text(MIXED)
    assert field.text() == MIXED


def test_showing_kept_words_is_not_typing(stage: QWidget) -> None:
    field = WordsField(gallery.words())
    put(stage, field)
    typed: list[str] = []
    field.edit.half_typed.connect(typed.append)
    field.set_text("kept")
    assert not any(typed)
    QTest.keyClicks(field.edit, "!")
    field.edit.tell_half_typed()
    assert typed[-1] in ("!kept", "kept!")


def test_what_is_pasted_is_only_text(stage: QWidget) -> None:
    field = WordsField(gallery.words())
    put(stage, field)
    field.edit.insertFromMimeData(pasted("<b>x</b>", '<img src="file:///etc/passwd"><b>x</b>'))
    assert field.text() == "<b>x</b>"
    field.edit.insertFromMimeData(pasted(""))
    assert field.text() == "<b>x</b>"
    document = field.edit.document()
    assert "passwd" not in document.toHtml()
    field.set_text('<img src="file:///etc/passwd">')
    assert field.text() == '<img src="file:///etc/passwd">'


def test_too_long_is_refused_visibly_and_nothing_is_cut(stage: QWidget) -> None:
    field = WordsField(gallery.words())
    put(stage, field)
    field.edit.longest = 20
    refused: list[int] = []
    field.edit.refused.connect(lambda: refused.append(field.edit.longest))
    field.edit.insertFromMimeData(pasted("a" * 18))
    field.edit.insertFromMimeData(pasted("b" * 5))
    assert field.text() == "a" * 18
    assert refused == [20]
    assert field.edit.full.isVisible()
    assert "20" in field.edit.full.text()
    QTest.keyClicks(field.edit, "cdef")
    assert len(field.text()) == 20
    assert len(refused) == 3
    commit = QInputMethodEvent()
    commit.setCommitString("မြန်")
    QApplication.sendEvent(field.edit, commit)
    assert len(field.text()) == 20
    assert len(refused) == 4


def test_the_limit_is_the_records_own(day: Theme) -> None:
    from screening.domain.answers import LONGEST_TEXT

    edit = WordsEdit(gallery.words())
    assert edit.longest == LONGEST_TEXT == 20_000
    assert edit.room_for("a" * 20_000)
    assert not edit.room_for("a" * 20_001)


def test_a_selection_that_is_replaced_makes_room(stage: QWidget) -> None:
    field = WordsField(gallery.words())
    put(stage, field)
    field.edit.longest = 10
    field.edit.insertFromMimeData(pasted("0123456789"))
    field.edit.selectAll()
    field.edit.insertFromMimeData(pasted("abcdefghij"))
    assert field.text() == "abcdefghij"


def test_the_field_grows_with_what_is_written_to_a_third_of_the_window(stage: QWidget) -> None:
    field = WordsField(gallery.words())
    put(stage, field)
    low = field.edit.height()
    assert 44 <= low <= 56
    field.set_text("line\n" * 3)
    for _ in range(4):
        QApplication.processEvents()
    grown = field.edit.height()
    assert grown > low
    field.set_text("line\n" * 60)
    for _ in range(4):
        QApplication.processEvents()
    assert grown < field.edit.height() <= stage.height() // 3


def test_each_paragraph_stands_where_its_letters_begin(stage: QWidget) -> None:
    field = WordsField(gallery.words(), "ur")
    put(stage, field)
    field.set_text(MIXED)
    QApplication.processEvents()
    document = field.edit.document()
    latin, urdu = document.findBlockByNumber(0), document.findBlockByNumber(1)
    width = field.edit.viewport().width()
    assert latin.layout().lineAt(0).glyphRuns()[0].boundingRect().left() < 20
    assert max(run.boundingRect().right() for run in urdu.layout().lineAt(0).glyphRuns()) > width - 20


def test_every_script_is_shown_in_a_font_of_ours(stage: QWidget) -> None:
    field = WordsField(gallery.words(), "ur")
    put(stage, field)
    field.set_text(MIXED)
    QApplication.processEvents()
    used = set()
    block = field.edit.document().firstBlock()
    while block.isValid():
        lines = [block.layout().lineAt(number) for number in range(block.layout().lineCount())]
        used |= {run.rawFont().familyName() for line in lines for run in line.glyphRuns()}
        block = block.next()
    assert {"Note Sans", "Note Nastaliq Urdu", "Note Sans Myanmar", "Note Sans Bengali", "Note Sans CJK SC"} <= used
    assert all(family.startswith("Note ") for family in used)


def test_the_hint_is_there_where_it_stands_on_one_line_and_never_as_a_column(stage: QWidget) -> None:
    field = WordsField(gallery.words())
    put(stage, field)
    field.resize(1000, field.height())
    assert not field.hint.isHidden()
    one_line = field.hint.heightForWidth(10_000)
    for width in range(300, 1000, 20):
        field.resize(width, field.height())
        QApplication.processEvents()
        assert field.hint.isHidden() or field.hint.height() < 2 * one_line
    field.resize(320, field.height())
    assert field.hint.isHidden()


def test_leaving_the_field_is_told(stage: QWidget) -> None:
    field, other = WordsField(gallery.words()), LineField(gallery.words(), "Case code")
    put(stage, field)
    put(stage, other)
    left: list[None] = []
    field.left.connect(lambda: left.append(None))
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert left == [None]
    assert "\t" not in field.text()


def test_a_line_refuses_what_is_too_long_and_says_so(stage: QWidget) -> None:
    field = LineField(gallery.words(), "Case code", help="Eight letters and figures", longest=8)
    put(stage, field)
    typed: list[str] = []
    refused: list[int] = []
    field.typed.connect(typed.append)
    field.edit.refused.connect(lambda: refused.append(field.edit.longest))
    QTest.keyClicks(field.edit, "K7RM4QXDW")
    assert field.text() == "K7RM4QXD"
    assert typed[-1] == "K7RM4QXD"
    assert refused == [8]
    assert "8" in field.help.text()
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.help.text() == "Eight letters and figures"
    assert field.edit.accessibleDescription() == "Eight letters and figures"


def test_labels_stand_above_and_are_the_name(stage: QWidget) -> None:
    field = LineField(gallery.words(), "Case code")
    put(stage, field)
    assert field.label.y() < field.edit.y()
    assert field.edit.placeholderText() == ""
    interface = QAccessible.queryAccessibleInterface(field.edit)
    assert interface.text(QAccessible.Text.Name) == "Case code"
    assert interface.role() == QAccessible.Role.EditableText


def test_a_passphrase_is_hidden_until_the_officer_asks(stage: QWidget) -> None:
    field = PassphraseField(gallery.words(), "Passphrase")
    put(stage, field)
    field.set_text("five words of my own")
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    field.show_button.click()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert field.show_button.accessibleName() == "Hide"
    field.hide_text()
    assert field.text() == ""
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert field.show_button.geometry().right() <= field.edit.width()


def test_fields_have_no_menu_in_a_language_of_qts(stage: QWidget) -> None:
    for field in (WordsField(gallery.words()), LineField(gallery.words(), "Code")):
        assert field.edit.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


def test_the_arrows_move_the_caret_even_where_the_page_uses_them(stage: QWidget) -> None:
    field = WordsField(gallery.words())
    put(stage, field)
    moved: list[str] = []
    ShortcutKeys(stage, {"next_item": lambda: moved.append("next"), "previous_item": lambda: moved.append("previous")})
    field.set_text("one\ntwo")
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.edit.textCursor().blockNumber() == 1
    assert moved == []


def test_a_note_that_is_too_long_is_said_in_the_field_itself(practice) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.pages.go("plan")
    practice.at("plan")
    field = next(each for each in practice.page.fields.values() if isinstance(each, WordsEdit))
    field.setFocus()
    practice.paste("a" * 40_000)
    assert not field.toPlainText()
    assert field.full.isVisible()
    assert "20" in field.full.text()
    practice.type_text("a")
    assert field.full.isHidden()


def test_half_typed_notes_are_handed_over_a_moment_after_the_first_key(practice, monkeypatch) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.pages.go("plan")
    practice.at("plan")
    name = next(name for name, each in practice.page.fields.items() if isinstance(each, WordsEdit))
    field = practice.page.fields[name]
    begun: list[str] = []
    pause = field._pause
    monkeypatch.setattr(pause, "start", lambda: (begun.append(field.text()), QTimer.start(pause)))
    kept: list[tuple[str, str]] = []
    practice.page.half_typed.connect(lambda name, text: kept.append((name, text)))
    field.setFocus()
    practice.type_text("a brother in the port")
    assert not kept
    assert begun == ["a"], "every key would put it off"
    practice.wait(lambda: kept)
    assert kept == [(f"note.plan.{name}", "a brother in the port")]


def test_a_field_of_few_letters_is_as_wide_as_they_are(qtbot) -> None:
    days, name = LineField(Words("en"), "Days", longest=4), LineField(Words("en"), "Name")
    for field in (days, name):
        qtbot.addWidget(field)
        field.resize(1050, 100)
        field.show()
    QApplication.processEvents()
    assert days.edit.width() < 120 < 900 < name.edit.width()
