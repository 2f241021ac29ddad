"""The page of the person's language, by the arrows."""

from __future__ import annotations

from PySide6.QtCore import Qt

from screening.qt.interview.language_page import LanguageButton, LanguagePage
from tests.qt.page_objects import Screen

K = Qt.Key


def test_the_arrows_go_from_a_language_to_the_one_below_and_above(practice: Screen) -> None:
    practice.window.resize(1366, 768)
    practice.new_screening()
    practice.gate()
    page = practice.page
    assert isinstance(page, LanguagePage)
    assert page.grid is not None
    columns = page.grid.columns_at(page.grid.width())
    languages = [each.findChildren(LanguageButton)[0].objectName() for each in page.grid.cells]
    assert practice.focused() is page.title
    practice.press(K.Key_Down)
    assert practice.focused().objectName() == languages[0]
    practice.press(K.Key_Down)
    assert practice.focused().objectName() == languages[columns]
    practice.press(K.Key_Up)
    assert practice.focused().objectName() == languages[0]
    for _ in languages:
        practice.press(K.Key_Down)
    assert practice.focused().objectName() in languages[-columns:]
