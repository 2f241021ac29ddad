"""The place of the help in a window: beside the page, in a window of its own, or out of sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from screening.qt.frame.frame_views import HelpView
from screening.qt.style.theme import Placing, active, unpadded
from screening.qt.style.tokens import tokens

if TYPE_CHECKING:
    from screening.qt.frame.help_panel import HelpPanel

# The reader of Markdown is imported where a chapter is wanted: no page waits for it.

WIDEST = 1600
"""Pixels: a window of its own may be made so wide."""
LOOK_EVERY = 250
"""Milliseconds between two looks at which page and question is shown, while the help is open."""


class HelpBeside(Placing, QWidget):
    """The pages of a window, and beside them the help while it is open; where it has no room there, in a window of
    its own. While a page stands that is not for reading (cover page, break, the person's view), it is taken out."""

    def __init__(
        self,
        stack: QStackedWidget,
        view: Callable[[], HelpView | None],
        back: Callable[[], object],
    ) -> None:
        """``view`` says what page is shown, None for one that has no help; ``back`` gives the keyboard to the page."""
        super().__init__()
        self.stack, self._view, self._back = stack, view, back
        self.panel: HelpPanel | None = None
        self._focused: QWidget | None = None
        self._row = unpadded(QHBoxLayout(self), 0)
        self._row.addWidget(stack, 1)
        stack.currentChanged.connect(self.place)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_EVERY)
        self._looks.timeout.connect(self.follow)
        self.wear_active()

    @property
    def apart(self) -> bool:
        """Whether the help has a window of its own."""
        return self.panel is not None and self.panel.isWindow() and self.panel.isVisible()

    @property
    def has_keyboard(self) -> bool:
        """Whether the help has the keyboard: then figures answer nothing."""
        focused = QApplication.focusWidget()
        return self.panel is not None and focused is not None and self.panel.isAncestorOf(focused)

    def toggle(self) -> None:
        """Open the help at the page in hand, or close it."""
        if self.panel is None:
            self.open()
        else:
            self.close_help()

    def open(self, *, enter: bool = True) -> None:
        """Open the help at the page in hand, and give it the keyboard unless the page should keep it."""
        view = self._view()
        if view is None:
            return
        if self.panel is None:
            self._focused = QApplication.focusWidget()
            self._make(view)
        else:
            self.panel.show_page()
        if enter:
            self.enter()

    def close_help(self) -> None:
        """Close it; the keyboard goes back to where it was."""
        had = self.has_keyboard
        self._drop()
        focused, self._focused = self._focused, None
        if self.window().isVisible():
            self.window().activateWindow()
        if not had:
            return
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus()
        else:
            self._back()

    def enter(self) -> bool:
        """Give the keyboard to the help; False where it is not in sight."""
        if self.panel is None or not self.panel.isVisible():
            return False
        if self.apart:
            self.panel.activateWindow()
        self.panel.browser.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def follow(self) -> None:
        """Show what belongs to the page that is shown now."""
        view = self._view() if self.panel is not None else None
        if view is None or self.panel is None:
            return
        if (view.words, view.words.language) != (self.panel.words, self.panel.language):
            self._drop()
            self._make(view)
        elif view != self.panel.view:
            self.panel.show_view(view)

    def place(self) -> None:
        """Put the help beside the page, into a window of its own, or out of sight."""
        panel = self.panel
        if panel is None:
            return
        if self._view() is None or not self.isVisible():
            self._take_out(panel)
        elif active().compact or self.width() - active().size("help") < tokens().size["rail_from"]:
            self._put_apart(panel)
        elif self._row.indexOf(panel) < 0:
            self._take_out(panel)
            panel.setFixedWidth(active().size("help"))
            self._row.addWidget(panel)
            panel.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.panel is not None and not self.isVisible():
            self._take_out(self.panel)

    # --- parts

    def _make(self, view: HelpView) -> None:
        from screening.qt.frame.help_panel import HelpPanel

        self.panel = HelpPanel(view)
        self.panel.closed.connect(self.close_help)
        self.place()
        self.panel.show_page()  # at its width, where its paragraph stands
        self._looks.start()

    def _drop(self) -> None:
        panel, self.panel = self.panel, None
        self._looks.stop()
        if panel is not None:
            self._take_out(panel)
            panel.deleteLater()

    def _put_apart(self, panel: HelpPanel) -> None:
        """At the far side of the screen, over as little of the page as it can be read in."""
        if panel.isWindow() and panel.parentWidget() is self:
            return
        self._take_out(panel)
        panel.setMinimumWidth(0)
        panel.setMaximumWidth(WIDEST)
        # The keys of the main window, Esc among them, act in a tool window of its own too: any others would clash.
        panel.setParent(self, Qt.WindowType.Tool)
        room = self.screen().availableGeometry().intersected(self.window().frameGeometry())
        width = min(round(room.width() * 0.65), active().size("help") + active().gap(32))
        high = round(room.height() * 0.6)
        left = room.left() if self.isRightToLeft() else room.right() - width
        panel.setGeometry(left, room.top() + active().gap(72), width, high)
        keeps = self.window().isActiveWindow()
        panel.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        panel.show()
        if keeps:  # a new window may get the keyboard all the same; ``enter`` gives it where that is wanted
            self.window().activateWindow()

    def _take_out(self, panel: HelpPanel) -> None:
        """Nothing of it is left in the window, so that no other program finds it there."""
        self._row.removeWidget(panel)
        panel.hide()
        panel.setParent(None)
