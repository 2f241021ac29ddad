"""The cover page (GA6, GA7): a true, ordinary housing list; the way back looks like part of its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from screening.qt.style.theme import Themed, active, nested, unpadded, wear_sheet
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.corner_button import FieldEnd
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.frame.item_scroll_area import ItemScroll

# What only the list is made of is imported where that is written: the first page of the window waits for none of it.

PARTS = {
    "sleeping": ("beds", "bedding", "space", "light"),
    "water": ("water", "toilets", "doors"),
    "food": ("kitchen", "waste"),
    "fire": ("exits", "fire", "first-aid"),
    "wall": ("hours", "office", "plan"),
}
COLUMNS = (("sleeping", "water"), ("food", "fire"), ("wall",))
LONGEST = 400
AFTER_FIRST_PAGE = 100
"""Milliseconds after which the list is written: by then the first page of the window has been drawn."""


class SilentLine(QLineEdit):
    """A line that shows nothing of what is typed, and is an ordinary one to other programs.

    A line that Qt hides by itself is told to a screen reader as the field of a password. This one never holds the text
    that it takes, whichever way it came in.
    """

    def __init__(self) -> None:
        self._typed = ""
        super().__init__()
        self.textChanged.connect(self._take)

    def text(self) -> str:
        return self._typed

    def clear(self) -> None:
        self._typed = ""

    def insert(self, text: str) -> None:
        self._typed = (self._typed + text)[:LONGEST]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_text(event):
            self.insert(event.text())
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._typed = self._typed[:-1]
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.insert(QApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.insert(event.commitString())
        event.accept()

    def _take(self, text: str) -> None:
        """Dropped, or put in from outside: it does not stay."""
        if text:
            super().clear()
            self.insert(text)


def take_apart(stack: QStackedWidget, cover: QWidget) -> list[QWidget]:
    """Take every page but the cover page out of a window, so that no other program finds one behind it."""
    pages = [page for at in range(stack.count()) if (page := stack.widget(at)) is not None and page is not cover]
    for page in pages:
        stack.removeWidget(page)
    return pages


def put_together(stack: QStackedWidget, pages: list[QWidget]) -> None:
    """Put pages back that ``take_apart`` took out, where they are still there."""
    for page in pages:
        if isValid(page) and stack.indexOf(page) < 0:
            stack.addWidget(page)


class CoverPage(Themed, QWidget):
    """Nothing of a case is in it. ``returned`` carries what stands in the field of the foot."""

    returned = Signal(str)

    def __init__(self, words: Says | None = None) -> None:
        super().__init__()
        self._whole = unpadded(QVBoxLayout(self))
        self._list: ItemScroll | None = None
        self.setObjectName("page")  # no name of ours says what it is
        self.field = SilentLine()
        self.field.setObjectName("number")
        wear_sheet(self.field)
        self.field.setMaximumWidth(120)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hints = Qt.InputMethodHint
        self.field.setInputMethodHints(hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.field.returnPressed.connect(self._typed)
        self._page = ScriptText("", "en", Role.SMALL, soft=True, wraps=False)
        self._go = ScriptText("", "en", Role.SMALL, soft=True, wraps=False)
        foot = nested(self._whole, QHBoxLayout())
        foot.setContentsMargins(48, 12, 48, 16)
        foot.setSpacing(16)
        foot.addWidget(self._page)
        self.end = FieldEnd("")
        self.end.clicked.connect(self._typed)
        foot.addStretch(1)
        foot.addWidget(self._go)
        foot.addWidget(self.field)
        foot.addWidget(self.end)
        self.words = words or Words("en")
        self._name_foot()
        self.wear_active()
        # The first page of the window does not wait for the list; nobody who covers the window does either.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(AFTER_FIRST_PAGE, self, self.make_list))

    def speak(self, words: Says) -> None:
        """Set the list in the officer's language."""
        self.words = words
        self._name_foot()
        if self._list is not None:
            self._set_list()

    def make_list(self) -> None:
        """Write the list, where that was not done yet."""
        if self._list is None:
            self._set_list()

    def _set_list(self) -> None:
        from screening.qt.frame.item_scroll_area import ItemScroll
        from screening.qt.widgets.card import SideBySide

        words = self.words
        say, language = words.say, words.language
        body = QWidget()
        rows = unpadded(QVBoxLayout(body))
        over, lead = (ScriptText(say(f"cover.{name}"), language, Role.SMALL, soft=True) for name in ("over", "lead"))
        for text in (over, ScriptText(say("cover.title"), language, Role.TITLE, bold=True), lead):
            rows.addWidget(text)
        rows.addSpacing(12)
        rows.addWidget(SideBySide(*((self._column(names), 1) for names in COLUMNS), gap=40))
        rows.addStretch(1)
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = ItemScroll(words, pads=(48, 24))
        self._list.set_body(body)
        self._whole.insertWidget(0, self._list, 1)
        self._page.set_text(say("cover.page"), language)
        self._go.set_text(say("cover.go"), language)

    def _name_foot(self) -> None:
        """Name what takes keys at once: a screen reader that met it without a name may keep it so."""
        for part in (self.field, self.end):
            part.setAccessibleName(self.words.say("cover.go"))

    def _column(self, names: tuple[str, ...]) -> QWidget:
        """Parts of the list one under the other, each with a line under its name."""
        from screening.qt.widgets.card import Hairline
        from screening.qt.widgets.choices import CheckLine

        column = QWidget()
        rows = unpadded(QVBoxLayout(column), 4)
        for name in names:
            rows.addWidget(ScriptText(self.words.say(f"cover.part.{name}"), self.words.language, Role.BODY, bold=True))
            rows.addWidget(Hairline())
            for line in PARTS[name]:
                rows.addWidget(CheckLine(self.words.say(f"cover.line.{line}"), self.words.language))
            rows.addSpacing(12)
        rows.addStretch(1)
        return column

    def begin(self) -> None:
        """Empty the field and put the caret there."""
        self.make_list()
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Letters and figures are text here: no key of the window takes them first."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_text(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed while a line of the list has the focus goes into the foot."""
        if _is_text(event):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._typed()

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        self.returned.emit(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, foot = QPainter(self), self.field.y() - 12
        painter.fillRect(self.rect(), active().color("paper"))
        painter.fillRect(0, foot, self.width(), 1, active().color("line"))


def _is_text(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return plain and bool(event.text()) and event.text().isprintable()
