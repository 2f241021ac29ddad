"""What a keyboard and a screen reader find on every page of the walk, and what no page may show."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractAnimation, Qt, QTimer
from PySide6.QtGui import QAccessible, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from screening.qt.frame.frame import stops
from screening.qt.style.shortcut_table import clashes
from screening.qt.style.tokens import tokens
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import Screen

NEVER = re.compile(r"\b(required|error|incomplete|invalid|failed|victims?|score|probability|suspicious)\b|%", re.I)
SILENT = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane)
HANDFUL = 20
"""So many pixels of one colour are more than the edge of a letter."""


def walk(screen: Screen) -> Iterator[str]:
    """Stand on every page of a screening, one after the other."""
    screen.cases()
    yield "cases"
    screen.new_screening()
    yield "gate"
    screen.gate_lines(hearing="nobody", minor="adult", hurt="yes")
    screen.at("danger")
    yield "danger"
    screen.press(Qt.Key.Key_U)
    screen.at("urgent")
    yield "urgent"
    screen.pages.back()
    screen.at("danger")
    screen.window.shell.bar.pressed.emit("go-on")
    screen.at("gate")
    screen.gate_lines(afraid="no", stop="no", officer="safe")
    screen.next("numbers")
    yield "numbers"
    screen.past_numbers()
    screen.at("language")
    yield "language"
    screen.language("ur")
    yield "consent"
    screen.consent(talk="yes", notes="yes")
    screen.answer("needs-basic", "yes", "told")
    screen.words("کھانا نہیں ملا")
    yield "topic.needs"
    for key, place in (
        (Qt.Key.Key_F7, "care"),
        (Qt.Key.Key_F9, "stop"),
        (Qt.Key.Key_F5, "said"),
        (Qt.Key.Key_F3, "find"),
    ):
        screen.press(key)
        screen.at(place)
        yield place
    screen.rail("closing")
    yield "closing"
    screen.next("own-view")
    yield "own-view"
    screen.own_view(("unsure",), "not_sure", "Too little was told.")
    yield "reading"
    screen.next("taking")
    yield "taking"
    screen.choose("add-recipient")
    screen.at("adding")
    yield "adding"
    screen.choose("leave-out")
    screen.at("taking")
    screen.next("papers")
    yield "papers"
    screen.next("follow")
    yield "follow"
    screen.next("self")
    yield "self"


def focusable(screen: Screen) -> list[QWidget]:
    return stops(screen.window.stack.currentWidget())


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()!r}"


def reds(image: QImage) -> list[tuple[int, int, int]]:
    """Saturated reds of a picture, each of which covers more than a handful of pixels."""
    pixels = memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I").tolist()
    found = []
    for pixel in set(pixels):
        red, green, blue = (pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255
        hue, saturation, value = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
        if (hue < 0.04 or hue > 0.94) and saturation > 0.6 and value > 0.4 and pixels.count(pixel) > HANDFUL:
            found.append((red, green, blue))
    return found


@pytest.mark.sweep
@pytest.mark.requirement("HW8")
def test_every_page_can_be_read_and_reached_by_keys_alone(practice: Screen) -> None:
    title = Words("en").say("shell.title")
    for place in walk(practice):
        screen, window = practice, practice.window
        for widget in focusable(screen):
            told = QAccessible.queryAccessibleInterface(widget)
            assert told is not None and told.isValid(), (place, named(widget))
            assert widget.accessibleName().strip(), (place, named(widget))
            assert told.role() not in SILENT, (place, named(widget), told.role())
            assert told.text(QAccessible.Text.Name).strip(), (place, named(widget))
        found = NEVER.search(screen.shown())
        assert not found, (place, found)
        assert window.windowTitle() == title, place
        assert not reds(window.grab().toImage()), (place, reds(window.grab().toImage()))
        moving = [timer for timer in window.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()]
        running = QAbstractAnimation.State.Running
        assert not moving, place
        assert all(each.state() is not running for each in window.findChildren(QAbstractAnimation)), place


@pytest.mark.sweep
def test_tab_reaches_everything_and_comes_round(practice: Screen) -> None:
    for place in walk(practice):
        first = practice.focused()
        visited: list[QWidget] = [first]
        for _ in range(150):
            practice.press(Qt.Key.Key_Tab)
            if practice.focused() is first:
                break
            assert practice.focused() not in visited, (place, named(practice.focused()))
            visited.append(practice.focused())
        assert practice.focused() is first, place
        # One stop for a set of radio buttons: the arrows go on from there. Tab scrolls by itself, so the buttons that
        # do it come and go.
        main = practice.window.shell.main
        visited += [main.above, main.below]
        missed = [each for each in focusable(practice) if each not in visited and not isinstance(each, QRadioButton)]
        del visited[-2:]
        assert not missed, (place, [named(each) for each in missed])
        practice.press(Qt.Key.Key_Backtab)
        assert practice.focused() is visited[-1], place


@pytest.mark.sweep
@pytest.mark.requirement("DI4", "NV16")
@pytest.mark.parametrize("theme", ["sun", "night"])
def test_no_theme_shows_red(opened: Open, wear: Wear, theme: str) -> None:
    screen = opened()
    wear(theme, 100)
    for place in walk(screen):
        assert not reds(screen.window.grab().toImage()), place


@pytest.mark.requirement("NV16")
def test_a_complaint_shows_no_red_either(practice: Screen) -> None:
    practice.new_screening()
    practice.window.desk.complained.emit(_trouble())
    assert practice.complaint()
    assert not NEVER.search(practice.shown())
    assert not reds(practice.window.grab().toImage())


def _trouble():
    from screening.errors import NotSaved

    return NotSaved("not-saved-disk-full")


@pytest.mark.requirement("NV39")
def test_the_pages_before_the_record_can_be_read_by_keys_alone(opened: Open, record, tmp_path) -> None:
    for folder in (record, tmp_path / "none"):
        screen = opened(folder)
        for widget in stops(screen.window.first):
            told = QAccessible.queryAccessibleInterface(widget)
            assert widget.accessibleName().strip(), named(widget)
            assert told.role() not in SILENT, named(widget)
        assert not NEVER.search(screen.shown())
        assert screen.window.windowTitle() == Words("en").say("shell.title")
        assert not reds(screen.window.grab().toImage())


def test_the_window_binds_no_key_twice(practice: Screen) -> None:
    bound = [shortcut.key().toString() for shortcut in practice.window.findChildren(QShortcut)]
    assert len(bound) > 25
    assert sorted(set(bound)) == sorted(bound)
    assert not clashes(name for name in tokens().key if name != "in_text_modifier")
    assert all(QKeySequence(key).count() == 1 for key in bound)


def test_the_cover_page_shows_nothing_of_the_case_and_comes_back(practice: Screen) -> None:
    practice.new_screening()
    code = practice.case.code
    practice.press(Qt.Key.Key_Escape)

    cover = practice.window.cover
    assert practice.window.stack.currentWidget() is cover
    for widget in cover.findChildren(QWidget):
        assert code not in widget.accessibleName()
    for key in (Qt.Key.Key_1, Qt.Key.Key_F7, Qt.Key.Key_F3):
        practice.press(key)
    assert practice.window.stack.currentWidget() is cover
    assert not practice.case.gate
    cover.field.setFocus()
    practice.press(Qt.Key.Key_Return)
    practice.at("gate")


def test_figures_pressed_faster_than_the_disk_answer_one_question_each(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    page = practice.page
    names = [each.id for each in page.view.items]
    at = names.index(page.open_item)
    expected = dict(zip(names[at:] + names[:at], ("yes", "no", "not_known", "declined"), strict=False))
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        practice.press(key)
    practice.wait(lambda: len(practice.case.answers) == 4)
    assert {name: each.answer.value for name, each in practice.case.answers.items()} == expected


@pytest.mark.requirement("GA13")
def test_the_place_of_the_talk_can_be_chosen_by_keys(practice: Screen) -> None:
    practice.new_screening()
    practice.setting("vessel")
    assert practice.case.setting == "vessel"
    assert practice.window.findChild(QComboBox).currentData() == "vessel"
