"""Plants texts of which each is the only one of its kind, and keeps which field each went into."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from screening.qt.widgets.fields import LineEdit
from screening.qt.widgets.text_area import WordsEdit
from tests.qt.in_clear.search import FIGURES, marker
from tests.qt.in_clear.text_fields import field_here

if TYPE_CHECKING:
    from tests.qt.page_objects import Screen

FIELD = "made at"
SHORTEST = len(marker(0))
WORDS = " copper thimble walnut"
"""What makes a passphrase of a marker."""


def watch_fields() -> None:
    """From now on every field of the program knows where in its code it was made."""
    for kind in (LineEdit, WordsEdit):
        make = kind.__init__

        def made(self, *arguments, make=make, **named):
            make(self, *arguments, **named)
            self.setProperty(FIELD, field_here())

        kind.__init__ = made


class Planting:
    """Types into the window's fields, each time another text."""

    def __init__(self, screen: Screen, first: int) -> None:
        self.screen = screen
        self.used = first
        self.where: dict[str, list[str]] = defaultdict(list)

    def text(self) -> str:
        self.used += 1
        return marker(self.used)

    def secret(self) -> str:
        return self.text() + WORDS

    def into(self, widget: QLineEdit | QTextEdit, text: str = "", *, field: str = "") -> str:
        """Type a text into a field, a new one where none is given: by keys, or as an input method does."""
        hidden = isinstance(widget, QLineEdit) and widget.echoMode() is not QLineEdit.EchoMode.Normal
        text = text or (self.secret() if hidden else self.text())
        name = field or widget.property(FIELD)
        assert name, f"a field that nobody knows: {widget.objectName()}"
        self.awake(widget.window())
        widget.setFocus()
        if self.used % 2:
            QTest.keyClicks(widget, text)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(widget, event)
        held = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
        assert text in held, f"{name} did not take it"
        self.where[name].append(text)
        return text

    def awake(self, window: QWidget | None = None) -> None:
        """Without a window manager nobody gives the window its keys back when a page of it is gone."""
        window = window or self.screen.window
        if not window.isActiveWindow():
            window.activateWindow()
            self.screen.wait(window.isActiveWindow)

    def named(self, name: str, text: str = "") -> str:
        """The same into the field of that object name."""
        found = [each for each in self.fields() if each.objectName() == name]
        assert found, f"no field {name} among {[each.objectName() for each in self.fields()]}"
        return self.into(found[0], text)

    def fields(self, within: QWidget | None = None) -> list[QLineEdit | QTextEdit]:
        """The fields that can be typed into now, in the page that is shown."""
        page = within or self.screen.window.stack.currentWidget()
        return [
            each
            for each in (*page.findChildren(QLineEdit), *page.findChildren(QTextEdit))
            if each.isVisible() and each.isEnabled() and not each.isReadOnly()
        ]

    def fill(self) -> int:
        """A text into each of them; fields that hold a few figures only take none."""
        filled = 0
        for each in self.fields():
            if isinstance(each, LineEdit) and each.longest < SHORTEST:
                continue
            self.into(each)
            filled += 1
        return filled

    def pin(self, widget: QLineEdit, field: str = "") -> None:
        """The officer's PIN, and Return."""
        self.into(widget, FIGURES, field=field)
        QTest.keyClick(widget, "\r")

    def settled(self) -> None:
        """Everything that was handed to the record is on disk, and what follows from it is drawn."""
        window = self.screen.window
        for _ in range(2):
            done: list[object] = []
            if window.desk is not None:
                window.desk.ask(lambda _vault: True, success=done.append)
                self.screen.wait(lambda done=done: done and not window.desk.pending)
        self.awake()
