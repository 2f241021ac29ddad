"""Whole pages at every text size, on a good screen and on the lowest: nothing overlaps, nothing is lost sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from screening.qt.frame.frame import Shell, stops
from screening.qt.style.theme import Theme, active, apply_theme
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.focus_ring import FocusRing
from screening.qt.widgets.provenance import ChoiceList
from tests.qt import gallery

SCREENS = ((1366, 768), (1024, 640))
OVER_OTHERS = (FocusRing, ChoiceList)

PAGES: dict[str, Callable[[], Shell]] = {
    "burmese": lambda: gallery.conversation("my"),
    "urdu": lambda: gallery.conversation("ur", "no"),
    "khmer in practice": lambda: gallery.conversation("km", practice=True),
    "gate": gallery.gate,
    "consent": gallery.consent,
    "reading": gallery.reading,
    "caseload": gallery.caseload,
    "fields": gallery.fields,
    "bench": gallery.bench,
    "recordings": gallery.recordings,
    "recordings in burmese": lambda: gallery.recordings("my", ""),
}


@pytest.fixture(params=list(PAGES))
def page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def shown(name: str, scale: int, size: tuple[int, int], theme: str = "day") -> Shell:
    apply_theme(Theme(theme, scale))
    shell = PAGES[name]()
    shell.resize(*size)
    settle(shell)
    return shell


def settle(shell: QWidget) -> None:
    """Let every layout that is waiting take place."""
    before: list[QRect] = []
    for _ in range(50):
        QApplication.processEvents()
        now = [child.geometry() for child in shell.findChildren(QWidget)]
        if now == before:
            return
        before = now
    raise AssertionError("the layout never comes to rest")


def put_away(shell: Shell) -> None:
    shell.hide()
    shell.deleteLater()
    QApplication.sendPostedEvents(shell, QEvent.Type.DeferredDelete)
    apply_theme(Theme())


def visible(widget: QWidget) -> list[QWidget]:
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    return [child for child in children if child.isVisible() and not isinstance(child, OVER_OTHERS)]


def families(widget: QWidget) -> Iterator[tuple[QWidget, list[QWidget]]]:
    children = visible(widget)
    if not isinstance(widget, QAbstractScrollArea):
        yield widget, children
    for child in children:
        yield from families(child)


@pytest.mark.one_in(8)
@pytest.mark.requirement("HW1")
@pytest.mark.parametrize("size", SCREENS, ids=["1366x768", "1024x640"])
@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_nothing_overlaps_and_nothing_leaves_its_place_sideways(
    page: str, scale: int, size: tuple[int, int], qapp: QApplication
) -> None:
    shell = shown(page, scale, size)
    try:
        assert shell.size().width() == size[0]
        for parent, children in families(shell):
            for at, one in enumerate(children):
                name = f"{type(one).__name__} {one.accessibleName()!r} in {type(parent).__name__}"
                assert one.geometry().left() >= 0, name
                assert one.geometry().right() < parent.width(), name
                for other in children[at + 1 :]:
                    shared = one.geometry().intersected(other.geometry())
                    assert shared.isEmpty(), f"{name} and {type(other).__name__} {other.accessibleName()!r}"
    finally:
        put_away(shell)


@pytest.mark.one_in(8)
@pytest.mark.requirement("HW3")
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_every_text_has_the_room_that_its_script_needs(page: str, scale: int, qapp: QApplication) -> None:
    shell = shown(page, scale, SCREENS[1])
    try:
        for text in shell.findChildren(ScriptText):
            if text.isVisible() and text.text():
                laid = text.laid(text.width())
                assert text.height() >= laid.height, text.text()
                assert text.width() >= laid.width - 1, text.text()
    finally:
        put_away(shell)


@pytest.mark.one_in(8)
@pytest.mark.requirement("HW3")
@pytest.mark.parametrize("scale", [100, 200])
def test_every_target_is_large_enough_for_a_finger(page: str, scale: int, qapp: QApplication) -> None:
    shell = shown(page, scale, SCREENS[1])
    try:
        for button in shell.findChildren(QAbstractButton):
            if button.isVisible():
                name = f"{type(button).__name__} {button.accessibleName()!r} {button.size()}"
                assert button.height() >= 44, name
                assert button.width() >= 44, name
    finally:
        put_away(shell)


@pytest.mark.one_in(8)
@pytest.mark.requirement("HW8")
@pytest.mark.parametrize("theme", ["day", "sun", "night"])
def test_everything_that_takes_the_keyboard_has_a_name_and_a_role(page: str, theme: str, qapp: QApplication) -> None:
    shell = shown(page, 100, SCREENS[0], theme)
    try:
        seen = [each for each in shell.findChildren(QWidget) if each.focusPolicy() and each.isVisible()]
        assert seen
        for widget in seen:
            interface = QAccessible.queryAccessibleInterface(widget)
            name = interface.text(QAccessible.Text.Name)
            assert name.strip(), f"{type(widget).__name__} has no name"
            assert not set(name) & set("\u200b\u2060\u2068\u2069"), name
            assert interface.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), type(widget).__name__
            assert interface.state().focusable, type(widget).__name__
    finally:
        put_away(shell)


@pytest.mark.one_in(8)
def test_tab_reaches_everything_and_comes_back(page: str, qapp: QApplication) -> None:
    shell = shown(page, 100, SCREENS[0])
    try:
        start = stops(shell.main)[0]
        start.setFocus()
        order = [start]
        while len(order) < 200:
            shell.focusNextPrevChild(True)
            if shell.focusWidget() is start:
                break
            order.append(shell.focusWidget())
        else:
            raise AssertionError("Tab never comes back")
        assert len(set(map(id, order))) == len(order)
        assert shell.bar.cover in order
        assert shell.strip.lock in order
        places = [order.index(each) for each in (shell.strip.lock, shell.bar.cover)]
        assert places == sorted(places), "main, bar, rail, strip, and the cover page last"
        shell.focusNextPrevChild(False)
        assert shell.focusWidget() is order[-1]
    finally:
        put_away(shell)


@pytest.mark.sweep
def test_the_open_question_is_in_view_as_a_whole(qapp: QApplication) -> None:
    for scale, size in ((100, SCREENS[1]), (125, SCREENS[1]), (150, SCREENS[1]), (200, SCREENS[0])):
        shell = shown("burmese", scale, size)
        question = shell.findChild(gallery.OpenQuestion)
        assert question is not None
        port = shell.main.area.viewport()
        top = question.answers.mapTo(port, QPoint(0, 0)).y()
        assert top >= 0, scale
        assert top + question.answers.height() <= port.height(), scale
        put_away(shell)


@pytest.mark.sweep
def test_the_cover_page_is_always_in_the_bottom_left_corner(page: str, qapp: QApplication) -> None:
    for scale in (100, 200):
        shell = shown(page, scale, SCREENS[1])
        cover = shell.bar.cover
        corner = cover.mapTo(shell, QPoint(0, cover.height()))
        start = shell.practice[0].width() if shell.practice[0].isVisible() else 0
        assert (corner.x(), corner.y()) == (start, shell.height()), scale
        put_away(shell)


def test_where_text_is_large_the_rail_is_one_line_and_a_page_of_its_own(qapp: QApplication) -> None:
    shell = shown("burmese", 150, SCREENS[0])
    assert not shell.rail.isVisible()
    assert shell.strip.title.text() == "Papers"
    assert shell.strip.place_text.text() == "6 of 11"
    shell.strip.topics.click()
    assert shell.rail.isVisible()
    assert not shell.main.isVisible()
    chosen: list[str] = []
    shell.rail_chosen.connect(chosen.append)
    shell.rail.rows["Children"].click()
    assert chosen == ["Children"]
    assert shell.main.isVisible()
    put_away(shell)


@pytest.mark.sweep
def test_text_size_and_theme_can_change_while_a_page_is_open(qapp: QApplication) -> None:
    shell = shown("urdu", 100, SCREENS[0])
    question = shell.findChild(gallery.OpenQuestion)
    assert question is not None
    low = question.answers.height()
    apply_theme(Theme("night", 200))
    settle(shell)
    assert question.answers.height() > 2 * low
    assert not shell.rail.isVisible()
    assert active().name == "night"
    apply_theme(Theme("day", 100))
    settle(shell)
    assert question.answers.height() == low
    assert shell.rail.isVisible()
    put_away(shell)
