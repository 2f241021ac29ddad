"""The table of keys: no clashes, and letters and figures belong to a text field while it has the caret."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from screening.qt.style.shortcut_table import FIGURES, ShortcutKeys, clashes, in_text_field, plain, sequences
from screening.qt.style.theme import Theme
from screening.qt.style.tokens import tokens
from screening.qt.text.painting import cap_of

NAMES = [name for name in tokens().key if name != "in_text_modifier"]


@pytest.fixture
def page(day: Theme) -> Iterator[QWidget]:
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    for child in (QPushButton("outside"), QTextEdit(), QLineEdit(), QPlainTextEdit()):
        rows.addWidget(child)
    made.resize(400, 400)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_no_two_keys_of_the_table_clash() -> None:
    assert clashes(NAMES) == []


def test_a_clash_would_be_found() -> None:
    first = tokens().key["yes"]
    assert clashes(["yes", "yes"]) == []
    assert first == "1"
    keys = {**tokens().key, "no": first}
    assert len(set(keys.values())) < len(keys)


def test_every_key_is_a_key_that_qt_knows() -> None:
    for name in NAMES:
        for sequence in sequences(name):
            assert QKeySequence(sequence).count() == 1, name
            assert QKeySequence(sequence).toString(), name


def test_the_letters_and_figures_are_known() -> None:
    letters = {"how", "where", "urgent", "tell_more"}
    assert {name for name in NAMES if plain(name)} == {*FIGURES, *letters, "next_item", "previous_item"}


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", NAMES)
def test_a_key_acts_at_once(name: str, page: QWidget) -> None:
    acted: list[str] = []
    ShortcutKeys(page, {name: lambda: acted.append(name)})
    button = page.findChild(QPushButton)
    assert button is not None
    button.setFocus()
    for sequence in sequences(name):
        key = QKeySequence(sequence)[0]
        QTest.keyClick(button, key.key(), key.keyboardModifiers())
    assert acted == [name] * len(sequences(name))


@pytest.mark.parametrize("kind", [QTextEdit, QPlainTextEdit, QLineEdit])
def test_a_text_field_keeps_letters_and_figures(kind: type[QWidget], page: QWidget) -> None:
    acted: list[str] = []
    ShortcutKeys(page, {name: (lambda name=name: acted.append(name)) for name in NAMES if plain(name)})
    field = page.findChild(kind)
    assert isinstance(field, (QTextEdit, QPlainTextEdit, QLineEdit))
    field.setFocus()
    QTest.keyClicks(field, "12h0m34")
    QTest.keyClick(field, Qt.Key.Key_Down)
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert text == "12h0m34"
    assert acted == []
    QTest.keyClick(field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert acted == ["no", "not_asked"]


def test_the_cover_page_is_reached_from_a_text_field(page: QWidget) -> None:
    acted: list[str] = []
    ShortcutKeys(page, {"cover": lambda: acted.append("cover")})
    for kind in (QTextEdit, QPlainTextEdit, QLineEdit):
        field = page.findChild(kind)
        assert field is not None
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert acted == ["cover"] * 3


def test_a_key_cannot_be_bound_twice(page: QWidget) -> None:
    keys = ShortcutKeys(page, {"yes": lambda: None})
    with pytest.raises(ValueError, match="in use"):
        keys.bind("yes", lambda: None)
    with pytest.raises(KeyError):
        keys.bind("no such key", lambda: None)


def test_a_read_only_field_is_no_place_to_write(page: QWidget) -> None:
    field = page.findChild(QLineEdit)
    assert field is not None
    assert in_text_field(field)
    field.setReadOnly(True)
    assert not in_text_field(field)
    assert not in_text_field(None)


def test_key_caps_show_what_is_on_the_key(day: Theme) -> None:
    assert cap_of("") is None
    shown = {key: cap_of(key) for key in ("Ctrl+Return", "Ctrl+Backspace", "F8", "Ctrl++", "1")}
    assert [(cap.words, cap.sign) for cap in shown.values() if cap] == [
        ("Ctrl", "return"),
        ("Ctrl", "backspace"),
        ("F8", ""),
        ("Ctrl++", ""),
        ("1", ""),
    ]
    assert all(cap.width >= cap.height for cap in shown.values() if cap)
