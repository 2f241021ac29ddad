"""A column that scrolls, and says in words how many of its items are out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from screening.qt.style.theme import Themed, active, see_through
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look

PASSES = 6
"""Layouts tell the next one above them to lay itself out anew; from an item to the view there are so many."""
TURN = 0.8
"""Share of the view that a turn of the page moves: what was cut at one end is whole at the other."""
PAGE_KEYS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class PlainGround(QWidget):
    """A ground of one colour of the theme. Nothing that lies under it is drawn."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self.color = color
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a column that grows draws only what is new

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), active().color(self.color))


class ScrollArea(QScrollArea):
    """Leaves the keys for pages to the column: Qt's own page is as high as the view, and a cut line would be lost."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PAGE_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ItemScroll(Themed, QWidget):
    """Holds one widget, whose own children are its items; children side by side are one item.

    Never scrolls sideways: the widget is as wide as the view. Where what is not a closed line does not fit, items that
    can fold do.
    """

    def __init__(
        self, words: Says, *, pads: tuple[int, int] = (32, 16), color: str = "paper", parent: QWidget | None = None
    ) -> None:
        """``color`` is the token of the ground that it lies on."""
        super().__init__(parent)
        self.words = words
        self.pads = pads
        self.body: QWidget | None = None
        self.stands_still = False
        """Whether it is ``held``: at the end it goes to what has the focus by itself."""
        self._shape: object = None
        self._told: QWidget | None = None
        """What says that something was done: in view with what has the focus, until that moves or somebody scrolls."""
        self.area = ScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._holder = PlainGround(color)
        self._inside = QVBoxLayout(self._holder)
        see_through(self.area, self._holder)
        self.bar = self.area.verticalScrollBar()
        self._foot = QWidget()
        self._foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot = self._foot_row = QHBoxLayout(self._foot)
        self.above = Button("", Look.QUIET, icon="up", language=words.language, role=Role.SMALL)
        self.below = Button("", Look.QUIET, icon="down", language=words.language, role=Role.SMALL)
        self.above.chosen.connect(lambda: self.step(-1))
        self.below.chosen.connect(lambda: self.step(1))
        foot.addWidget(self.below)
        foot.addStretch(1)
        foot.addWidget(self.above)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.area, 1)
        rows.addWidget(self._foot)
        self._foot.hide()
        self.bar.valueChanged.connect(self._count)
        self.bar.rangeChanged.connect(self._later)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._settle)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focused)
        self.wear_active()

    def set_body(self, body: QWidget | None) -> None:
        """Show another widget; the one before it is taken out and belongs to nobody."""
        if self.body is not None:
            self._inside.removeWidget(self.body)
            self.body.hide()
            self.body.setParent(None)
        self.body = body
        self._told = None
        if body is not None:
            # At the width of a new widget, 640 pixels, every text would be set once more.
            body.resize(self._holder.width() - 2 * active().gap(self.pads[0]), body.height())
            self._inside.addWidget(body)
            self._fill()
            body.show()
        self.to_top()

    def to_top(self) -> None:
        """Show the body from its beginning."""
        self.bar.setValue(0)
        self._later()

    def items(self) -> list[tuple[QRect, int]]:
        """Where the items are, top to bottom, and how many each counts for: the cells of a grid are counted."""
        if self.body is None:
            return []
        parts: list[tuple[QRect, int]] = []
        for part in parts_in(self.body):
            cells, head, whole = getattr(part, "cells", None) or (), getattr(part, "head", None), self._rect(part)
            for number, cell in enumerate(cells):
                rect = cell.geometry()
                if not number and isinstance(head, QWidget) and not head.isHidden():
                    rect = rect.united(head.geometry())  # the titles of the columns go with the first row
                parts.append((rect.translated(whole.topLeft()), 1))
            if not cells:
                parts.append((whole, 0))
        found: list[tuple[QRect, int]] = []
        for rect, count in sorted(parts, key=lambda part: part[0].top()):
            if found and rect.top() < found[-1][0].bottom():
                found[-1] = (found[-1][0].united(rect), found[-1][1] + count)
            else:
                found.append((rect, count))
        return [(rect, count or 1) for rect, count in found] or [(self.body.geometry(), 1)]

    def show_told(self, line: QWidget) -> None:
        """Scroll to what says that something was done; it stays in view while the page takes its shape."""
        self._told = line
        self._later()

    def step(self, by: int) -> None:
        """Scroll by one item; inside an item that is taller than the view, by as much as a turn of the page."""
        self._told = None
        now, turned = self.bar.value(), self._turned(by)
        tops = [0, *(rect.top() - self._pad() for rect, _count in self.items()[1:])]
        if by > 0:
            self.bar.setValue(min(turned, min((top for top in tops if top > now), default=turned)))
        else:
            self.bar.setValue(max(turned, max((top for top in tops if top < now), default=0)))

    def turn(self, by: int) -> None:
        """Scroll by nearly as much as is in view."""
        self._told = None
        self.bar.setValue(self._turned(by))

    def show_item(self, widget: QWidget, *, from_top: bool = False) -> None:
        """Bring a widget into view, from the top of its item where that fits.

        ``from_top`` as if nothing had been scrolled: as much of what stands before it as there is room for is in view.
        """
        if not self.bar.maximum():
            return
        height, pad = self.area.viewport().height(), self._pad()
        holder = widget.parentWidget()
        if holder is not None and getattr(holder, "labelled", False) and holder.height() + 2 * pad <= height:
            widget = holder  # a field is nothing without its label
        items, wanted = [rect for rect, _count in self.items()], self._rect(widget)
        whole = next((rect for rect in items if rect.contains(wanted)), wanted)
        if whole.height() + 2 * pad <= height:
            wanted = whole
        top, least = wanted.top() - pad, wanted.bottom() + pad - height
        now = 0 if from_top else self.bar.value()
        if top < now:
            now = top
        elif least > now:
            # The first place at or after the least one to scroll to where an item begins.
            now = min(top, min((rect.top() - pad for rect in items if rect.top() - pad >= least), default=least))
        self.bar.setValue(now)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Stand still while the page changes; then go once to where what has the focus is in view, before it is drawn.

        What is drawn before it has its shape is drawn a second time when it has it.
        """
        before, self.stands_still = QApplication.focusWidget(), True
        try:
            yield
        finally:
            for _ in range(PASSES):
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.stands_still = False
            if QApplication.focusWidget() is not before:
                self._shape = None
            self._settle()
            self._timer.stop()  # what asked for it has just been done

    def restyle(self) -> None:
        across, down = (active().gap(each) for each in self.pads)
        self._inside.setContentsMargins(across, down, across, down)
        self._foot_row.setContentsMargins(across, 0, across, 0)
        for button in (self.above, self.below):
            button.fit_policy(QSizePolicy.Policy.Preferred)
            button.least_width = active().gap(150)  # two figures more, and the words still stand on one line
        super().restyle()
        self._later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()
        self._later()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PAGE_KEYS:
            self.turn(PAGE_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _rect(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._holder, QPoint(0, 0)), widget.size())

    def _turned(self, by: int) -> int:
        return self.bar.value() + by * round(TURN * self.area.viewport().height())

    def _pad(self) -> int:
        return active().gap(8)

    def _later(self, *_range: int) -> None:
        self._timer.start(0)

    def _fill(self) -> None:
        """A page that ``fills`` the view is no higher than it, and lets its own parts scroll."""
        fills = getattr(self.body, "fills", None)
        if self.body is not None and fills is not None:
            room = self.height() - 2 * active().gap(self.pads[1])
            self.body.setMaximumHeight(max(1, room) if fills else 16777215)

    def _settle(self) -> None:
        """Take the present shape; what was in view before it, or another text size, is in view after it."""
        self._fill()
        focused = self._focus_inside()
        self._fold(focused)
        shape = (self._holder.size(), self.area.viewport().size())
        self.stands_still = True  # it is counted once, below
        if shape != self._shape and focused is not None:
            self.show_item(focused, from_top=True)
        if self._told is not None and isValid(self._told) and self._told.isVisible():
            self.show_item(self._told)
        self.stands_still = False
        self._shape = shape
        self._count()

    def _focus_inside(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.body is not None and self.body.isAncestorOf(focused)
        return focused if inside else None

    def _fold(self, focused: QWidget | None) -> None:
        """Fold what can be folded where there is no room for it."""
        if self.body is None:
            return
        parts = sorted(parts_in(self.body), key=lambda part: self._rect(part).top())
        folding: list[Any] = [part for part in parts if hasattr(part, "set_folded")]
        if not folding:
            return
        closed = [getattr(part, "gives_way", False) for part in parts]
        # The open question: a line of text among the closed ones is none.
        last = max(at for at, part in enumerate(parts) if not closed[at] and not isinstance(part, ScriptText))
        held = [at for at, part in enumerate(parts) if focused and (part is focused or part.isAncestorOf(focused))]
        # Lines between what has the keyboard and the open question cannot go out of sight before it does.
        kept = [part for at, part in enumerate(parts) if not closed[at] or (held and held[0] < at < last)]
        needed = sum(part.height() + self._pad() for part in kept if part not in folding)
        needed += sum(part.unfolded_height(self.body.width()) for part in folding)
        for part in folding:
            part.set_folded(needed > self.height())

    def _count(self, *_value: int) -> None:
        """Say how many items are not wholly in view, above and below."""
        if self.stands_still:
            return
        over = self._holder.height() > self.height()
        self._foot.setVisible(over)
        if not over:
            return
        top = self.bar.value()
        bottom = top + self.area.viewport().height()
        items = self.items()
        below = sum(count for rect, count in items if rect.bottom() > bottom)
        above = sum(count for rect, count in items if rect.top() < top and rect.bottom() <= bottom)
        for button, count, other, rest in (
            (self.below, below, self.above, above),
            (self.above, above, self.below, below),
        ):
            if not count and rest and button.hasFocus():
                other.show()  # the keyboard would go to the top of the page, and the page with it
                other.setFocus(Qt.FocusReason.OtherFocusReason)
        for button, count, text in ((self.above, above, "shell.more-above"), (self.below, below, "shell.more-below")):
            button.setVisible(count > 0)
            if count:
                button.set_words(self.words.say_count(text, count))
                self._foot_row.invalidate()  # it may have been laid out before it had these words

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.stands_still or new is None or self.body is None:
            return
        self._told = None
        if self.body.isAncestorOf(new):
            self.show_item(new)
            if isinstance(new, QAbstractScrollArea):
                self._later()  # with the caret in the words more must be in view, and the invitation may fold


def parts_in(body: QWidget) -> Iterator[QWidget]:
    """What is shown in a widget, in order; of a column that ``holds_items``, what is shown in that."""
    for child in body.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isHidden():
            continue
        if getattr(child, "holds_items", False):
            yield from parts_in(child)
        else:
            yield child
