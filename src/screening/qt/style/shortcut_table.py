"""The keys of the window: one table in ``tokens.toml``, bound to a page by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from screening.qt.style.tokens import tokens

FIGURES = ("not_asked", "yes", "no", "not_known", "declined")
"""The names of the keys 0 to 4, which also act inside a text field, with the modifier."""

ALSO = {"text_larger": ("Ctrl+=",), "text_smaller": ("Ctrl+_",), "next_page": ("Ctrl+Enter",)}
"""What the same key sends on other keyboards: plus without shift, the Enter of the number pad."""


def sequences(name: str) -> tuple[str, ...]:
    """The key sequences of a name of the table."""
    key = tokens().key[name]
    inside = (f"{tokens().key['in_text_modifier']}+{key}",) if name in FIGURES else ()
    return (key, *inside, *ALSO.get(name, ()))


def plain(name: str) -> bool:
    """Whether the key is a letter, a figure or an arrow, which belong to a text field while it has the caret."""
    key = tokens().key[name]
    return len(key) == 1 or key in ("Up", "Down")


def clashes(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that would be bound to the same key."""
    taken: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for name in names:
        for sequence in sequences(name):
            normal = QKeySequence(sequence).toString()
            if normal in taken and taken[normal] != name:
                found.append((taken[normal], name))
            taken.setdefault(normal, name)
    return found


def in_text_field(widget: QWidget | None) -> bool:
    """Whether the caret is in a field that can be written in."""
    return isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)) and not widget.isReadOnly()


def take_word_away(field: QWidget | None) -> None:
    """What stands selected in a text field, else the word before the caret."""
    if isinstance(field, QLineEdit):
        if not field.hasSelectedText():
            field.cursorWordBackward(True)
        field.backspace()
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        cursor = field.textCursor()
        if not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()


class ShortcutKeys(QObject):
    """The keys of one widget and what is in it. They act at once: QShortcut, not a button's own shortcut."""

    def __init__(self, owner: QWidget, acts: Mapping[str, Callable[[], object]] | None = None) -> None:
        super().__init__(owner)
        self.owner = owner
        self.shortcuts: dict[str, list[QShortcut]] = {}
        for name, act in (acts or {}).items():
            self.bind(name, act)

    def bind(self, name: str, act: Callable[[], object]) -> None:
        """Bind a name of the table. LookupError for a name that is not in it, ValueError for a key in use here."""
        pairs = clashes([*self.shortcuts, name])
        if pairs or name in self.shortcuts:
            raise ValueError(f"the key of {name} is in use: {pairs}")
        self.shortcuts[name] = []
        for sequence in sequences(name):
            shortcut = QShortcut(QKeySequence(sequence), self.owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(name in ("next_item", "previous_item"))
            belongs_to_text = plain(name) and sequence == tokens().key[name]
            shortcut.activated.connect(lambda act=act, text=belongs_to_text: self._act(act, outside_text=text))
            self.shortcuts[name].append(shortcut)

    def _act(self, act: Callable[[], object], *, outside_text: bool) -> None:
        if not (outside_text and in_text_field(QApplication.focusWidget())):
            act()
