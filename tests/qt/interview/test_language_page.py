"""The page of the person's language, by the arrows."""

from __future__ import annotations

from PySide6.QtCore import Qt

from screening.qt.interview.consent_page import ConsentPage
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


def test_the_officer_hears_once_which_words_for_you_a_speaker_chooses_from(practice: Screen) -> None:
    """Where speakers choose by age the officer reads it above the page; no line for the person holds it."""
    practice.new_screening()
    practice.gate()
    practice.language("vi")
    assert practice.window.shell is not None
    told = practice.window.shell.complaints.sentence
    assert told.startswith("Vietnamese: the texts say “bạn” to everyone.") and "anh, chị" in told and "bác" in told
    assert isinstance(practice.page, ConsentPage)
    assert not any("anh, chị" in str(line.view) for line in practice.page.lines.values())


def test_nothing_is_said_where_the_word_of_the_texts_is_polite_to_everybody(practice: Screen) -> None:
    practice.new_screening()
    practice.gate()
    practice.language("ur")
    assert practice.window.shell is not None and not practice.window.shell.complaints.sentence
