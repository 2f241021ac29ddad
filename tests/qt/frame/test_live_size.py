"""Text size and theme changed while a page is open: strip, bar and page stand as if they had been made so."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.buttons import ButtonBody
from tests.qt.conftest import Wear
from tests.qt.page_objects import Screen
from tests.qt.test_layouts import SCREENS, families, settle

LOOKS = [
    *(("day", scale) for scale in (125, 150, 200, 100)),
    *itertools.product(("sun", "night"), tokens().scales),
    ("day", 200),
    ("day", 100),
]
"""Each theme at each size, one after the other, and the widest step up and down."""


def walk(screen: Screen) -> Iterator[str]:
    """Stand on a gate, an agreement, a topic and a reading."""
    screen.new_screening()
    yield "gate"
    screen.gate()
    screen.language("ur")
    yield "consent"
    screen.consent(talk="yes", notes="yes")
    screen.topic("papers")
    screen.answer("papers-kept", "yes", "asked")
    yield "topic"
    screen.rail("closing")
    screen.next("own-view")
    screen.own_view(("unsure",), "not_sure", "Too little was told.")
    yield "reading"


@pytest.mark.sweep
@pytest.mark.parametrize(
    "size", [pytest.param(SCREENS[0], id="1366x768", marks=pytest.mark.sweep), pytest.param(SCREENS[1], id="1024x640")]
)
def test_a_page_that_is_open_takes_every_text_size_and_theme(practice: Screen, wear: Wear, size) -> None:
    practice.window.resize(*size)
    for place in walk(practice):
        shell = practice.window.shell
        assert shell is not None
        for theme, scale in LOOKS:
            wear(theme, scale)
            at_rest(shell)
            at = f"{place} {theme} {scale}"
            for text in shell.findChildren(ScriptText):
                if text.isVisible() and text.text():
                    laid = text.laid(text.width())
                    assert text.width() >= laid.width - 1, f"{at}: {text.text()}"
                    assert text.height() >= laid.height, f"{at}: {text.text()}"
            for button in (*shell.strip.findChildren(ButtonBody), *shell.bar.findChildren(ButtonBody)):
                if button.isVisible():
                    assert button.width() >= button.minimumSizeHint().width(), f"{at}: {button.accessibleName()}"
                    assert button.height() >= button.heightForWidth(button.width()), f"{at}: {button.accessibleName()}"
            for parent, children in families(shell):
                for child in children:
                    name = f"{at}: {type(child).__name__} {child.accessibleName()!r} in {type(parent).__name__}"
                    assert child.geometry().left() >= 0, name
                    assert child.geometry().right() < parent.width(), name


def test_strip_and_bar_stand_as_if_made_at_that_size(practice: Screen, wear: Wear) -> None:
    practice.new_screening()
    practice.gate()
    shell = practice.window.shell
    assert shell is not None
    for scale in (*tokens().scales[1:], 100):
        wear("day", scale)
        at_rest(shell)
        before = [shell.strip.geometry(), shell.bar.geometry(), *_parts(shell.strip), *_parts(shell.bar)]
        shell.strip.place()
        shell.bar.place()
        QApplication.processEvents()
        assert before == [shell.strip.geometry(), shell.bar.geometry(), *_parts(shell.strip), *_parts(shell.bar)], scale


def at_rest(shell: QWidget) -> None:
    """A page that scrolls to its focus does so a turn after it has taken its shape."""
    for _ in range(3):
        settle(shell)


def _parts(region: QWidget) -> list[QRect]:
    return [each.geometry() for each in region.findChildren(QWidget) if each.isVisible()]
