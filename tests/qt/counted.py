"""An officer who knows the keys: every key pressed and every page shown is counted; no mouse, no short cut in code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from screening.qt.frame.frame import stops
from screening.qt.frame.row_ring import row_with_focus
from screening.qt.widgets.choices import Pick, PickRow
from tests.qt.page_objects import CONTROL, Screen

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MOST = 250


@dataclass
class Counted:
    """Presses keys in one window and counts them. A text counts once, however long it is; its letters do not count."""

    screen: Screen
    keys: int = 0
    texts: int = 0
    pages: list[str] = field(default_factory=list)
    """Every page that was shown, in order; a step of a page that shows something else counts as one."""
    spent: Counter[str] = field(default_factory=Counter)
    """Keys by the page on which they were pressed."""

    def begin(self) -> Counted:
        """Count from the page that is shown now: it is the first."""
        self.screen.settle()
        self.keys = self.texts = 0
        self.pages = [self.here()]
        self.spent = Counter()
        return self

    # --- keys

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        self.spent[self.here()] += 1
        self.screen.press(key, modifiers)
        self.look()

    def figure(self, number: int) -> None:
        self.press(Qt.Key(Qt.Key.Key_0 + number))

    def onward(self, place: str = "") -> None:
        """Ctrl+Enter, to the next page or step."""
        before = self.here()
        self.press(Qt.Key.Key_Return, CONTROL)
        self.wait(lambda: self.screen.place == place if place else self.here() != before)

    def write(self, text: str) -> None:
        self.texts += 1
        self.screen.type_text(text)
        self.look()

    def to(self, widget: QWidget) -> None:
        """Go to a widget the shortest way that keys have: Tab or Shift+Tab, after F6 to its region where that helps."""
        self.screen.wait(widget.isVisible)
        inside = _set_of(widget)
        self._to_stop(widget, inside)
        for _ in range(MOST):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Right)
        raise AssertionError(f"no arrow reaches {widget.objectName()}")

    def _to_stop(self, widget: QWidget, inside: QWidget | None) -> None:
        """Until the widget has the focus, or the set that it belongs to, in which the arrows go."""
        if QApplication.focusWidget() is widget:
            return
        first, many, by = self._way(widget)
        for _ in range(first):
            self.press(Qt.Key.Key_F6)
        for _ in range(MOST):
            now = QApplication.focusWidget()
            if now is widget or (inside is not None and now is not None and _set_of(now) is inside):
                return
            self.press(Qt.Key.Key_Tab if by > 0 else Qt.Key.Key_Backtab, SHIFT if by < 0 else NONE)
        raise AssertionError(f"no key reaches {widget.objectName()}, {many} stops away")

    def _way(self, widget: QWidget) -> tuple[int, int, int]:
        """The shortest: F6 so often, then so many stops onward (1) or back (-1)."""
        shell = self.screen.window.shell
        shown = [each for each in (shell.main, shell.bar, shell.rail, shell.strip) if each.isVisible()]
        regions = [each for each in shown if stops(each)]
        order = [each for region in regions for each in stops(region) if each is not shell.bar.cover]
        order += [shell.bar.cover] if shell.bar.cover.isVisible() else []
        now, there, size = QApplication.focusWidget(), order.index(widget), len(order)
        here = next((n for n, each in enumerate(regions) if now is not None and each.isAncestorOf(now)), -1)
        starts = [(0, order.index(now))] if now in order else []
        starts += [(n, order.index(stops(regions[(here + n) % len(regions)])[0])) for n in range(1, len(regions) + 1)]
        ways = [(n, (there - at) * by % size, by) for n, at in starts for by in (1, -1)]
        return min(ways, key=lambda way: way[0] + way[1])

    def nearer(self, *widgets: QWidget) -> QWidget:
        """Which of them takes the fewest keys from here."""
        return min(widgets, key=lambda each: sum(self._way(each)[:2]))

    def choose(self, widget: QWidget | str) -> None:
        """Go to a button or a tick and press it."""
        self.to(self.named(widget) if isinstance(widget, str) else widget)
        self.press(Qt.Key.Key_Space)

    def row(self, row: PickRow, key: int) -> None:
        """Answer a row by its key, or a figure, going to it first where the ring is elsewhere."""
        page = self.screen.page
        if page is None or row_with_focus(page) is not row:
            self.to(row)
        self.press(Qt.Key(key if key > 9 else Qt.Key.Key_0 + key))

    # --- what is shown

    def named(self, name: str) -> QWidget:
        found = [each for each in self.screen.window.shell.findChildren(QWidget, name) if each.isVisible()]
        assert found, f"{name} is not on {self.here()}"
        return found[0]

    def wait(self, holds: Callable[[], object]) -> None:
        self.screen.wait(holds)
        self.look()

    def here(self) -> str:
        """The page that is shown: its place in the case, or its class outside one; and its step."""
        window = self.screen.window
        shown = window.stack.currentWidget()
        if shown is not window.shell:
            return type(shown).__name__
        page = window.shell.page()
        kind = type(page).__name__
        place = self.screen.place if page is self.screen.page else ""
        step = getattr(page, "step_at", "")
        return " ".join(part for part in (place, kind, str(step)) if part)

    def look(self) -> None:
        here = self.here()
        if here not in (self.pages[-1], "Headed"):  # a page with nothing on it yet waits for the record
            self.pages.append(here)


def _set_of(widget: QWidget) -> QWidget | None:
    """The set of choices that a widget belongs to, in which the arrows go."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Pick | PickRow):
        above = above.parentWidget()
    return above
