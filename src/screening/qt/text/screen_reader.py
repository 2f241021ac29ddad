"""What a screen reader is told: announcements, and what Qt cannot know of our widgets.

A title is a heading, the parts of the frame are landmarks, a button that rests is disabled although it has the focus
and explains, rows of a table are rows, and what lies below the fold is not shown.

PySide hands such an object to Qt without holding the interpreter's lock where a method of it fails, and a failure ends
the program. So each method of one answers whatever has become of the widget. PySide also keeps each of them until the
program ends: none holds its widget, which would stay in memory with all that was said on it.
"""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QRadioButton, QWidget
from shiboken6 import Shiboken, getCppPointer, isValid

from screening.qt.text.text_label import spoken

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


ROLES = {
    "StatusStrip": QAccessible.Role.ComplementaryContent,
    "Rail": QAccessible.Role.ComplementaryContent,
    "ActionBar": QAccessible.Role.ComplementaryContent,
    "Page": QAccessible.Role.ComplementaryContent,
    "Button": QAccessible.Role.Button,
    "PickRow": QAccessible.Role.Grouping,
    "PickButton": QAccessible.Role.RadioButton,
    "AnswerButton": QAccessible.Role.RadioButton,
    "RowTable": QAccessible.Role.Table,
    "RowButton": QAccessible.Role.Row,
}
"""By class: the role of what is one of it. Complementary content is a section over AT-SPI, a landmark elsewhere."""


def say(source: QObject, text: str, *, alert: bool = False) -> None:
    """Say a text, after what is being said now, or at once when it is an alert; nothing where the source has gone."""
    told = spoken(text)
    if not told or not isValid(source):
        return
    event = QAccessibleAnnouncementEvent(source, told)
    event.setPoliteness(ASSERTIVE if alert else POLITE)
    QAccessible.updateAccessibility(event)


class ReadingLanguage(QAccessibleAttributesInterface):
    """In which language a widget is read."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = ref(widget)

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Locale]

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        widget = _there(self._widget)
        return widget.locale() if key == QAccessible.Attribute.Locale and widget is not None else None


class ReaderFacts(QAccessibleWidget):
    """What a screen reader finds in place of a widget: its role, and whether it rests or is out of sight."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._widget = ref(widget)
        self._language = ReadingLanguage(widget)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind == QAccessible.InterfaceType.AttributesInterface:
            return Shiboken.VoidPtr(getCppPointer(self._language)[0])  # type: ignore[return-value]
        found = super().interface_cast(kind)
        return Shiboken.VoidPtr(0) if found is None else found

    def state(self) -> QAccessible.State:
        widget = _there(self._widget)
        if widget is None:
            state = QAccessible.State()
            state.invalid = 1
            return state
        state = super().state()
        state.disabled = int(getattr(widget, "rests", False) is True)
        state.offscreen = int(widget.visibleRegion().isEmpty())
        if isinstance(widget, QRadioButton):
            state.checkable, state.checked = 1, int(widget.isChecked())
        return state

    def actionNames(self) -> list[str]:
        return ["Press"] if isinstance(_there(self._widget), QAbstractButton) else []

    def doAction(self, name: str) -> None:
        widget = _there(self._widget)
        if name == "Press" and isinstance(widget, QAbstractButton):
            widget.click()


def _there(widget: ref[QWidget]) -> QWidget | None:
    """The widget, as long as it is there."""
    found = widget()
    return found if found is not None and isValid(found) else None


def _made(kind: str, thing: QObject) -> QAccessibleInterface:
    role = ROLES.get(kind)
    if kind == "ScriptText" and isValid(thing) and getattr(thing, "heading", False):
        role = QAccessible.Role.Heading
    if role is None or not isinstance(thing, QWidget) or not isValid(thing):
        return None  # type: ignore[return-value]
    return ReaderFacts(thing, role)


def use_roles() -> None:
    """Have Qt ask here first, from now on; called once for an application."""
    QAccessible.installFactory(_made)
