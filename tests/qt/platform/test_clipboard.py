"""What is copied from a record: no history keeps it, and it is gone when the record is closed or locked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from screening.qt.interview.side_pages import FindPage
from screening.qt.platform.clipboard import MARKS
from tests.qt.page_objects import Screen

CONTROL = Qt.KeyboardModifier.ControlModifier
SAID = "He keeps the papers"


def held() -> str:
    return QApplication.clipboard().text()


def is_marked() -> bool:
    data = QApplication.clipboard().mimeData()
    return all(bytes(data.data(name).data()) == value for name, value in MARKS.items())


@pytest.fixture
def talking(screen: Screen) -> Screen:
    screen.talking("en", talk="yes", notes="yes")
    return screen


def take(screen: Screen, key: Qt.Key) -> None:
    screen.press(Qt.Key.Key_A, CONTROL)
    screen.press(key, CONTROL)


@pytest.mark.sweep
def test_words_copied_from_either_kind_of_field_are_marked_and_come_back_by_pasting(talking: Screen) -> None:
    talking.words(f"{SAID}\nသင့်")
    take(talking, Qt.Key.Key_C)
    assert held() == f"{SAID}\nသင့်" and is_marked()
    talking.press(Qt.Key.Key_F3)
    page = talking.page
    assert isinstance(page, FindPage)
    talking.type_text(SAID)
    take(talking, Qt.Key.Key_X)
    assert held() == SAID and is_marked()
    assert page.field.text() == ""
    talking.press(Qt.Key.Key_V, CONTROL)
    assert page.field.text() == SAID
    assert not QApplication.clipboard().mimeData().hasHtml()


def test_a_passphrase_is_not_copied(screen: Screen) -> None:
    QApplication.clipboard().setText("before")
    screen.window.open_record_page("safety")
    screen.tab_to("pin")
    screen.type_text("7391")
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        take(screen, key)
        assert held() == "before"


def test_what_was_copied_is_gone_when_the_window_closes_or_the_record_is_locked(
    talking: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "exit", lambda _code: None)
    talking.words(SAID)
    take(talking, Qt.Key.Key_C)
    talking.close()
    assert held() == ""


def test_what_another_program_copied_stays_when_the_window_closes_and_goes_with_a_lock(
    talking: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "exit", lambda _code: None)
    QApplication.clipboard().setText("from a letter")
    talking.close()
    assert held() == "from a letter"
    talking.window.lock()
    assert held() == "", "it may be the passphrase"
