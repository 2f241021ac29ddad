"""What a screen reader is told: announcements, and roles that Qt's own widgets cannot have: a title is a heading.

PySide hands such an object to Qt without holding the interpreter's lock where a method of it fails, and a failure ends
the program. So each method of one answers whatever has become of the widget, and ``interface_cast`` is left alone.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QWindow
from shiboken6 import isValid

from screening.qt.text.text_label import Role, ScriptText, spoken

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


def say(source: QObject, text: str, *, alert: bool = False) -> None:
    """Say a text, after what is being said now, or at once when it is an alert."""
    told = spoken(text)
    if not told:
        return
    event = QAccessibleAnnouncementEvent(source, told)
    event.setPoliteness(ASSERTIVE if alert else POLITE)
    QAccessible.updateAccessibility(event)


class Heading(QAccessibleInterface):
    """What a screen reader finds in place of a title."""

    def __init__(self, title: ScriptText) -> None:
        super().__init__()
        self._title = title

    def isValid(self) -> bool:
        return isValid(self._title)

    def object(self) -> QObject:
        return self._title

    def window(self) -> QWindow:
        return self._title.window().windowHandle() if isValid(self._title) else None  # type: ignore[return-value]

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Heading

    def text(self, kind: QAccessible.Text) -> str:
        return self._title.accessibleName() if isValid(self._title) and kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """A title is not written to."""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not isValid(self._title):
            state.invalid = 1
            return state
        state.invisible = int(not self._title.isVisible())
        state.focusable = 1
        state.focused = int(self._title.hasFocus())
        state.readOnly = 1
        return state

    def rect(self) -> QRect:
        if not isValid(self._title) or not self._title.isVisible():
            return QRect()
        return QRect(self._title.mapToGlobal(QPoint(0, 0)), self._title.size())

    def parent(self) -> QAccessibleInterface:
        holder = self._title.parentWidget() if isValid(self._title) else None
        return QAccessible.queryAccessibleInterface(holder)  # type: ignore[arg-type]

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def focusChild(self) -> QAccessibleInterface:
        return None  # type: ignore[return-value]


def _made(kind: str, thing: QObject) -> QAccessibleInterface:
    title = kind == "ScriptText" and isinstance(thing, ScriptText) and isValid(thing)
    if not title or thing.role is not Role.TITLE:  # type: ignore[attr-defined]
        return None  # type: ignore[return-value]
    return Heading(thing)  # type: ignore[arg-type]


def use_roles() -> None:
    """Have Qt ask here first, from now on; called once for an application."""
    QAccessible.installFactory(_made)
