"""The cover page, its PIN, and when the record is locked by itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from screening.qt.entry.break_page import RestPage
from screening.qt.entry.cover_page import PARTS, CoverPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.platform.hardening import LOCKED, LOCKED_UNDER_COVER, Barriers
from screening.qt.platform.idle_watch import Attention
from screening.qt.settings.safety_page import SafetyPage
from screening.qt.widgets.choices import CheckLine
from screening.qt.widgets.corner_button import CornerFoot
from screening.store import open_vault
from screening.store.vault.preferences import IDLE, OPEN_CASE, PIN, keep_preference, read_preferences
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import PASSPHRASE, Screen, texts

K = Qt.Key
Open = Callable[..., Screen]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def guarded(opened: Open, record: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The unlocked record with the PIN 2580, at the list of cases; a lock ends in a number, not in a new process."""
    found = opened(record)
    found.unlock()
    found.cases()
    found.window.guard.clock = itertools.count(0, 100).__next__
    found.ended = []
    monkeypatch.setattr(QApplication, "exit", found.ended.append)
    return found


def covered(screen: Screen) -> bool:
    return screen.window.stack.currentWidget() is screen.window.cover


def come_back(screen: Screen, pin: str = "2580") -> None:
    screen.type_text(pin)
    screen.press(K.Key_Return)


def listening(screen: Screen) -> TopicPage:
    screen.talking("en", talk="yes", notes="yes")
    assert isinstance(screen.page, TopicPage)
    return screen.page


def real_key(window: QWidget, key: Qt.Key) -> None:
    """A key as the window system hands it in."""
    QTest.keyClick(window.windowHandle(), key)
    QApplication.processEvents()


# --- the cover page


@pytest.mark.requirement("GA6")
def test_only_the_pin_leads_back_to_the_same_page_with_what_was_typed(guarded: Screen) -> None:
    page = listening(guarded)
    guarded.words("He keeps the pas")
    guarded.press(K.Key_Escape)
    assert covered(guarded)
    for wrong in ("", "2581", "hello"):
        come_back(guarded, wrong)
        assert covered(guarded)
    come_back(guarded)
    assert not covered(guarded)
    assert guarded.page is page
    assert page.field is not None
    assert page.field.edit.toPlainText() == "He keeps the pas"
    assert guarded.window.desk is not None
    guarded.wait(lambda: not guarded.window.desk.pending)
    assert [each.text for each in guarded.case.words] == ["He keeps the pas"]


@pytest.mark.requirement("GA6")
def test_the_cover_page_is_drawn_before_anything_is_written(guarded: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    listening(guarded)
    order: list[str] = []
    monkeypatch.setattr(guarded.pages, "keep_typed", lambda: order.append("kept" if covered(guarded) else "too early"))
    guarded.window.guard.hushed.connect(lambda: order.append("too late" if covered(guarded) else "hushed"))
    guarded.press(K.Key_Escape)
    assert order == ["hushed", "kept"]


def test_a_wrong_pin_says_nothing_and_makes_the_next_wait_longer(guarded: Screen) -> None:
    guard = guarded.window.guard
    now = [0.0]
    guard.clock = lambda: now[0]
    guarded.press(K.Key_Escape)
    before = texts(guarded.window.cover)
    waits = []
    for _ in range(9):
        come_back(guarded, "1111")
        waits.append(guard.seconds_to_wait())
        come_back(guarded, "2580")
        assert covered(guarded), "while it waits not even the right one is looked at"
        now[0] += guard.seconds_to_wait()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert texts(guarded.window.cover) == before
    assert guarded.window.cover.field.text() == ""
    come_back(guarded)
    assert not covered(guarded)
    guarded.press(K.Key_Escape)
    come_back(guarded, "1111")
    assert guard.seconds_to_wait() == 1


def test_without_a_pin_the_passphrase_leads_back_and_the_officer_is_told(opened: Open, record: Path) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        keep_preference(vault, PIN, "")
    screen = opened(record)
    screen.unlock()
    screen.cases()
    assert "No PIN" in screen.complaint()
    guard = screen.window.guard
    guard.clock = itertools.count(0, 100).__next__
    screen.press(K.Key_Escape)
    come_back(screen, "")
    assert covered(screen)
    come_back(screen, "not the passphrase")
    screen.wait(lambda: not guard._asking)
    assert covered(screen)
    come_back(screen, PASSPHRASE)
    screen.wait(lambda: not covered(screen))


def test_the_word_about_a_missing_pin_goes_once_one_is_kept(opened: Open, record: Path) -> None:
    with open_vault(record, PASSPHRASE) as vault:
        keep_preference(vault, PIN, "")
    screen = opened(record)
    screen.unlock()
    screen.cases()
    screen.window.open_record_page("safety")
    page = screen.window.shell.page()
    assert isinstance(page, SafetyPage)
    assert "No PIN" in screen.complaint()
    page.pin.set_text("2580")
    page.again.set_text("2580")
    page.hand_over()
    screen.wait(lambda: "is saved" in page.done.text())
    assert screen.complaint() == ""


def test_what_is_typed_while_a_line_of_the_list_has_the_focus_goes_into_the_foot(guarded: Screen) -> None:
    guarded.press(K.Key_Escape)
    guarded.press(K.Key_Tab)
    assert guarded.focused() is not guarded.window.cover.field
    come_back(guarded)
    assert not covered(guarded)


@pytest.mark.requirement("GA7")
def test_the_cover_page_says_nothing_of_what_is_behind(guarded: Screen) -> None:
    listening(guarded)
    guarded.press(K.Key_Escape)
    shown = texts(guarded.window.cover) + guarded.window.windowTitle() + QGuiApplication.applicationDisplayName()
    assert guarded.case.code not in shown
    for word in ("screening", "victim", "traffick", "passport", "interview", "pin", "mangsa", "unlock"):
        assert word not in shown.lower()
    assert not guarded.window.windowIcon().isNull()


@pytest.mark.requirement("GA7")
def test_the_cover_page_holds_only_ordinary_things_of_an_inspection_to_look_at(qapp) -> None:
    """Nothing on it is a claim about a place, a person, a day or a law: things to look at, and a page number."""
    for tag in ("en", "ms"):
        words = Words(tag)
        cover = CoverPage(words)
        cover.begin()
        shown = set(texts(cover).splitlines())
        known = {words.say(text_id) for text_id in words.ids() if text_id.startswith("cover.")}
        assert {words.say(f"cover.line.{name}") for part in PARTS.values() for name in part} <= shown
        assert all(text in known or not text for text in shown), shown - known
        assert not [text for text in shown if re.search(r"20\d\d|section|seksyen|Act|Akta|officer|pegawai", text)]
        assert not any(line.isChecked() for line in cover.findChildren(CheckLine)), "it says of no place how it is"
        cover.deleteLater()


def test_the_cover_page_comes_over_a_dialog_and_after_a_list_and_the_other_window_returns(guarded: Screen) -> None:
    window = guarded.window
    dialog = QDialog(window)
    dialog.setModal(True)
    QVBoxLayout(dialog).addWidget(QLineEdit())
    dialog.show()
    dialog.activateWindow()
    guarded.wait(dialog.isActiveWindow)
    real_key(dialog, K.Key_Escape)
    assert covered(guarded)
    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected
    window.activateWindow()
    guarded.wait(window.isActiveWindow)
    come_back(guarded)

    other = QWidget()
    other.show()
    guarded.new_screening()
    combo = guarded.page.findChild(QComboBox)
    combo.showPopup()
    guarded.wait(lambda: QApplication.activePopupWidget() is not None)
    pressed = QKeyEvent(QEvent.Type.KeyPress, K.Key_Escape, Qt.KeyboardModifier.NoModifier)
    listed = combo.view().window().windowHandle()
    assert not window.guard.attention.eventFilter(listed, pressed), "as an X server hands it to the list's own window"
    real_key(combo.view().window(), K.Key_Escape)
    assert not covered(guarded), "whoever closes a list does not want the cover page"
    assert QApplication.activePopupWidget() is None
    window.activateWindow()
    guarded.wait(window.isActiveWindow)
    guarded.press(K.Key_Escape)
    assert covered(guarded)
    assert not other.isVisible()
    window.activateWindow()
    guarded.wait(window.isActiveWindow)
    come_back(guarded)
    assert other.isVisible()
    other.close()


def test_key_and_corner_cover_a_break_and_the_page_before_the_record(
    opened: Open, record: Path, guarded: Screen
) -> None:
    listening(guarded)
    guarded.press(K.Key_F8)
    guarded.wait(lambda: isinstance(guarded.window.stack.currentWidget(), RestPage))
    names = [each.text() for each in guarded.window.stack.currentWidget().findChildren(QLabel) if each.isVisible()]
    assert guarded.window.words.say("page.pin.field") in names, "the field has its name beside it"
    guarded.press(K.Key_Escape)
    assert covered(guarded)
    come_back(guarded)
    assert isinstance(guarded.window.stack.currentWidget(), RestPage)
    guarded.close()

    locked = opened(record)
    corner = locked.window.first.findChild(CornerFoot)
    button = corner.button
    at = button.mapTo(locked.window, QPoint(0, button.height()))
    assert (at.x(), at.y()) == (0, locked.window.height())
    locked.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert covered(locked)
    locked.press(K.Key_Return)
    assert not covered(locked)


# --- locking


def test_after_the_lock_the_same_page_is_there_with_what_was_typed(guarded: Screen, opened: Open, record: Path) -> None:
    page = listening(guarded)
    item = page.view.items[2].id
    guarded.reach(item)
    guarded.words("Half a sen")
    code = guarded.case.code
    guarded.press(K.Key_L, CONTROL)
    assert guarded.ended == [LOCKED]
    assert guarded.window.desk is None
    assert guarded.window.stack.currentWidget() is guarded.window.cover, "nothing is left to see"

    again = opened(record)
    again.unlock()
    again.at("topic.needs")
    assert again.case.code == code
    assert again.page.open_item == item
    assert again.page.field.edit.toPlainText() == "Half a sen"
    again.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert not read_preferences(vault).open_case, "the return is for once"


def test_a_lock_behind_the_cover_page_starts_behind_it_again(guarded: Screen) -> None:
    listening(guarded)
    guarded.press(K.Key_Escape)
    guarded.press(K.Key_L, CONTROL)
    assert guarded.ended == [LOCKED_UNDER_COVER]


def test_nobody_there_locks_and_a_key_in_time_does_not(guarded: Screen) -> None:
    attention = guarded.window.guard.attention
    assert attention.minutes == 5
    now = [1000.0]
    attention.clock = attention.wall = lambda: now[0]
    attention.begin(5)
    now[0] += 299
    attention.look()
    real_key(guarded.window, K.Key_Shift)
    now[0] += 299
    attention.look()
    assert guarded.ended == []
    now[0] += 1
    attention.look()
    assert guarded.ended == [LOCKED]


@pytest.mark.parametrize("clock", ["wall", "asleep"])
def test_a_machine_that_slept_locks_on_waking(guarded: Screen, clock: str) -> None:
    attention = guarded.window.guard.attention
    now = {"clock": 1000.0, "wall": 5000.0, "asleep": 7.0}
    for name in now:
        setattr(attention, name, lambda name=name: now[name])
    attention.begin(5)
    for name in ("clock", "wall"):
        now[name] += 60
    attention.look()
    assert guarded.ended == []
    now[clock] += 30
    attention.look()
    assert guarded.ended == [LOCKED]


def test_practice_is_never_locked_by_itself(practice: Screen) -> None:
    practice.window.guard._lock_by_itself()
    practice.window.guard.attention.look()
    assert practice.window.desk is not None


def test_every_kind_of_input_counts_as_somebody_there(guarded: Screen) -> None:
    attention = Attention()
    attention.clock = itertools.count(0, 10).__next__
    attention.stir()
    for kind in (QEvent.Type.MouseMove, QEvent.Type.TouchBegin, QEvent.Type.Wheel, QEvent.Type.KeyPress):
        before = attention._stirred
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier) if kind is QEvent.Type.KeyPress else QEvent(kind)
        assert not attention.eventFilter(guarded.window.windowHandle(), event)
        assert attention._stirred > before
    before = attention._stirred
    attention.eventFilter(guarded.window.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert attention._stirred == before


# --- the page where it is set


def test_pin_and_minutes_are_set_in_the_window_and_hold_at_once(screen: Screen, record: Path) -> None:
    window = screen.window
    window.barriers = Barriers("kernel", dumps=True, swap=False)
    window.open_record_page("safety")
    page = window.shell.page()
    assert isinstance(page, SafetyPage)
    shown = screen.shown()
    assert "blocks every connection of this program" in shown
    assert "Swap area" in shown
    screen.tab_to("pin")
    screen.type_text("1234")
    screen.tab_to("pin-again")
    screen.type_text("1235")
    screen.press(K.Key_Return)
    assert "not the same" in page.done.text()
    screen.press(K.Key_Backspace)
    screen.type_text("4")
    screen.press(K.Key_Return)
    assert "too easy" in page.done.text()
    page.pin.set_text("2580")
    page.again.set_text("2580")
    screen.press(K.Key_Return)
    screen.wait(lambda: "is saved" in page.done.text())
    assert page.pin.text() == ""
    screen.pick("15")
    screen.wait(lambda: window.guard.attention.minutes == 15)
    screen.press(K.Key_Escape)
    come_back(screen)
    assert not covered(screen)
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert read_preferences(vault).idle_minutes == 15


def test_what_does_not_hold_is_said(screen: Screen) -> None:
    screen.window.barriers = Barriers("program", dumps=False, swap=False)
    screen.window.open_record_page("safety")
    shown = screen.shown()
    for name in ("network", "dumps", "swap", "sleep"):
        assert screen.window.words.say(f"guard.{name}.no") in shown
    assert (IDLE, OPEN_CASE) == ("preference.idle", "preference.open-case")
