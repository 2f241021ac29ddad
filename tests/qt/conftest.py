"""Fixtures of the window's tests: the application in a theme, at a text size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from screening.qt import theme
from screening.qt.theme import Theme

Wear = Callable[[str, int], Theme]


@pytest.fixture
def wear(qapp: QApplication) -> Iterator[Wear]:
    """Put on a theme at a text size; day at 100 % afterwards."""

    def put_on(name: str = "day", scale: int = 100) -> Theme:
        theme.wear(Theme(name, scale))
        return theme.active()

    yield put_on
    theme.wear(Theme())


@pytest.fixture
def day(wear: Wear) -> Theme:
    """The day theme at 100 %."""
    return wear("day", 100)
