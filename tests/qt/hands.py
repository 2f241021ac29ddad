"""Three hands: a keyboard, a mouse and a finger. A script says what is done; a hand is how it is done."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QInputDevice, QInputMethodEvent, QMouseEvent, QPointingDevice, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from screening.qt.frame.record_sheet import RecordSheet, RowLine
from screening.qt.questions.answer_buttons import AnswerGroup
from screening.qt.questions.shared_line import SharedLine
from screening.qt.widgets.choices import Pick, PickRow
from tests.qt.page_objects import Screen

KINDS = {QEvent.Type.KeyPress: "key", QEvent.Type.TouchBegin: "touch", QEvent.Type.MouseButtonPress: "mouse"}
LEAST = 44
MOST_STEPS = 250


class Hand:
    """What every hand does: press a thing, write into a field, and go by bar and rail."""

    kind = ""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.pressed: list[QWidget] = []

    def press(self, widget: QWidget) -> None:
        raise NotImplementedError

    def write(self, widget: QWidget, text: str) -> None:
        raise NotImplementedError

    def hand_over(self, field: QWidget, end: QWidget, text: str) -> None:
        """Write a PIN into a field of a foot, and hand it over."""
        self.write(field, text)
        self.press(end)

    def say(self, line: SharedLine) -> None:
        """Open a line, and press that it was said."""
        self.press(line)
        self.press(line.said_button)
        self.said(line)

    def said(self, line: SharedLine) -> None:
        """Wait until it is on disk that a line was said."""
        name = line.view.id
        self.screen.wait(lambda: self.screen.case.sessions.said_now(name) is not None)

    def named(self, name: str) -> QWidget:
        """A thing by its object name, on the page that is shown."""
        page = self.screen.window.stack.currentWidget()
        found = page.findChild(QWidget, name)
        assert found is not None, name
        return found

    def bar(self, name: str, place: str = "") -> None:
        """A button of the bar, and the page that it leads to."""
        assert self.screen.window.shell is not None
        self.press(self.screen.window.shell.bar.buttons[name])
        if place:
            self.screen.wait(lambda: self.screen.place == place)

    def rail(self, place: str) -> None:
        assert self.screen.window.shell is not None
        self.screen.settle()  # the rows of the page before are gone only then
        self.press(self.screen.window.shell.rail.rows[place])
        self.screen.at(place)

    def unlock(self, passphrase: str) -> None:
        self.screen.wait(lambda: self.screen.window.first is not None)
        page = self.screen.window.first
        self.write(page.field.edit, passphrase)
        self.press(next(each for each in page.findChildren(QAbstractButton) if "Unlock" in each.accessibleName()))
        self.screen.cases()


class Keyboard(Hand):
    """Keys only: Tab to the thing, the arrows inside a set of choices, Space."""

    kind = "key"

    def press(self, widget: QWidget) -> None:
        self.reach(widget)
        self.pressed.append(widget)
        self.screen.press(Qt.Key.Key_Space)

    def say(self, line: SharedLine) -> None:
        self.press(line)
        self.said(line)

    def reach(self, widget: QWidget) -> None:
        for _ in range(MOST_STEPS):
            now = QApplication.focusWidget()
            if now is widget:
                return
            inside = _choices(now) is not None and _choices(now) is _choices(widget)
            along = Qt.Key.Key_Down if isinstance(now, RowLine) else Qt.Key.Key_Right
            self.screen.press(along if inside else Qt.Key.Key_Tab)
        raise AssertionError(f"no key reaches {widget.objectName()} {widget.accessibleName()!r}")

    def write(self, widget: QWidget, text: str) -> None:
        self.reach(widget)
        self.screen.type_text(text)

    def hand_over(self, field: QWidget, end: QWidget, text: str) -> None:
        self.write(field, text)
        self.screen.press(Qt.Key.Key_Return)


class Pointer(Hand):
    """A mouse: every act is a click into the middle of what is in view. No key is ever pressed."""

    kind = "mouse"

    def strike(self, widget: QWidget, place: QPoint) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def press(self, widget: QWidget) -> None:
        """Bring it into view as a hand would, and press it there."""
        self.screen.settle()  # a row that has just come has its size only once the page has taken its shape
        self.screen.wait(lambda: self.in_view(widget))
        if isinstance(widget, QAbstractButton):
            assert min(widget.width(), widget.height()) >= LEAST, (widget.objectName(), widget.accessibleName())
        self.pressed.append(widget)
        self.strike(widget, widget.visibleRegion().boundingRect().center())
        QApplication.processEvents()

    def in_view(self, widget: QWidget) -> bool:
        """Scroll until it is there: a page takes its shape a moment after it is shown."""
        shell = self.screen.window.shell
        if shell is not None and shell.main.isAncestorOf(widget):
            shell.main.show_item(widget)
        return not widget.visibleRegion().isEmpty()

    def write(self, widget: QWidget, text: str) -> None:
        """As a keyboard on the screen hands it in: no key of the machine is pressed."""
        self.press(widget)
        self.screen.wait(widget.hasFocus)
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)


class Finger(Pointer):
    """Touches only: no mouse and no key."""

    kind = "touch"

    def __init__(self, screen: Screen, device: QPointingDevice) -> None:
        super().__init__(screen)
        self.device = device

    def strike(self, widget: QWidget, place: QPoint) -> None:
        point = widget.mapTo(widget.window(), place)
        QTest.touchEvent(widget.window().windowHandle(), self.device).press(0, point).commit()
        QTest.touchEvent(widget.window().windowHandle(), self.device).release(0, point).commit()


class Seen(QObject):
    """Which kinds of input the program's windows and widgets got."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in KINDS and isinstance(watched, QWindow | QWidget) and not _of_a_touch(event):
            self.kinds[KINDS[event.type()]] += 1
        return False


def _of_a_touch(event: QEvent) -> bool:
    """A mouse event that Qt makes of a finger is a touch, which was counted already."""
    return isinstance(event, QMouseEvent) and event.device().type() is QInputDevice.DeviceType.TouchScreen


def _choices(widget: QWidget | None) -> QWidget | None:
    """The set of choices that a widget is or belongs to: one stop of Tab."""
    while widget is not None and not isinstance(widget, PickRow | Pick | AnswerGroup | RecordSheet):
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            return None
        widget = widget.parentWidget()
    return widget
