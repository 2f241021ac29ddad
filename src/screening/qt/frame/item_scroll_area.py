"""A column that scrolls by whole items and says in words how many are out of sight."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
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

from screening.qt.frame.cut_items import CutItems, Filled, Item
from screening.qt.frame.page_items import KINDS, Shown, items_in, rect_in
from screening.qt.style.theme import Themed, active, see_through
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look

PASSES = 6
"""Layouts tell the next one above them to lay itself out anew; from an item to the view there are so many."""

_top = operator.itemgetter(0)


class Folds(Protocol):
    """An item that can fold to one line where room is short."""

    folded: bool

    def set_folded(self, folded: bool) -> None: ...

    def unfolded_height(self, width: int) -> int: ...


class ItemScroll(Themed, QWidget):
    """Holds one widget, whose own children are its items; children side by side are one item.

    Never scrolls sideways: the widget is as wide as the view. A row or line is in view as a whole or not at all; of a
    tall item, or where much of the view would stay empty, the part that there is room for is shown. Where what is not
    a closed line does not fit, items that can fold do.
    """

    def __init__(
        self, words: Says, *, pads: tuple[int, int] = (32, 16), color: str = "paper", parent: QWidget | None = None
    ) -> None:
        """``color`` is the token of the ground that it lies on."""
        super().__init__(parent)
        self.words = words
        self.pads = pads
        self.body: QWidget | None = None
        self._shape: tuple[QSize, QSize] | None = None
        self._held = False
        self._told: QWidget | None = None
        """What says that something was done: in view with what has the focus, until that moves or somebody scrolls."""
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.installEventFilter(self)  # Qt's own page is as high as the view: a line that is cut would be lost
        self._holder = Filled(color)
        self._holder.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a column that grows draws only what is new
        self._inside = QVBoxLayout(self._holder)
        see_through(self.area, self._holder)
        self.area.viewport().installEventFilter(self)
        self.cut_items = CutItems(self, self.area, self._holder, color)
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
        self.area.verticalScrollBar().valueChanged.connect(self._tell)
        self.area.verticalScrollBar().rangeChanged.connect(self._later)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._settle())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focused)
        self.wear_active()

    def set_body(self, body: QWidget | None) -> None:
        """Show another widget; the one before it is taken out and belongs to nobody."""
        if self.body is not None:
            self._inside.removeWidget(self.body)
            self.body.removeEventFilter(self)
            self.body.hide()
            self.body.setParent(None)
        self.body = body
        self._told = None
        if body is not None:
            # At the width of a new widget, 640 pixels, every text would be set once more.
            body.resize(self._holder.width() - 2 * active().gap(self.pads[0]), body.height())
            self._inside.addWidget(body)
            body.installEventFilter(self)
            self._fill()
            body.show()
        self.area.verticalScrollBar().setValue(0)
        self._later()

    def to_top(self) -> None:
        """Show the body from its beginning."""
        self.area.verticalScrollBar().setValue(0)
        self._later()

    def items(self) -> list[QRect]:
        """Where the items are, top to bottom."""
        return [QRect(left, top, right - left, below - top) for top, below, _count, left, right in self._counted()]

    def _shown(self) -> list[Shown]:
        """Everything on the page that may be an item, from the top of what holds the page."""
        if self.body is None:
            return []
        return items_in(self.body, self.body.x(), self.body.y())

    def _counted(self, shown: list[Shown] | None = None) -> list[Item]:
        """The items, top to bottom. One with ``cells`` is a grid: each row scrolls as one item."""
        if self.body is None:
            return []
        shown = self._shown() if shown is None else shown
        parts = [
            (top, top + height, 0, left, left + width)
            for child, left, top, width, height in shown
            if not (KINDS[type(child)].is_grid and child.cells)  # type: ignore[attr-defined]
        ]
        for child, left, top, *_size in [each for each in shown if KINDS[type(each[0])].is_grid]:
            head = getattr(child, "head", None)
            for number, cell in enumerate(child.cells):  # type: ignore[attr-defined]
                rect = cell.geometry()
                if not number and head is not None and not head.isHidden():
                    rect.setTop(head.y())  # the titles of the columns go with the first row
                rect.translate(left, top)
                parts.append((rect.y(), rect.bottom() + 1, 1, rect.x(), rect.right() + 1))
        if not parts:
            whole = self.body.geometry()
            return [(whole.y(), whole.bottom() + 1, 1, whole.x(), whole.right() + 1)]
        parts.sort(key=_top)
        found: list[Item] = []
        end = -1
        for top, below, count, left, right in parts:
            if found and top < end:
                first, last, counted, most_left, most_right = found[-1]
                below, count = max(last, below), counted + count
                found[-1] = (first, below, count, min(most_left, left), max(most_right, right))
            else:
                found.append((top, below, count, left, right))
            end = found[-1][1] - 1
        return [(top, below, count or 1, left, right) for top, below, count, left, right in found]

    def show_told(self, line: QWidget) -> None:
        """Scroll to what says that something was done; it stays in view while the page takes its shape."""
        self._told = line
        self._later()

    def step(self, by: int) -> None:
        """Scroll by one item; inside an item that is taller than the view, to what is cut at its end."""
        self._told = None
        bar = self.area.verticalScrollBar()
        now = bar.value()
        tops = [0, *(item[0] - self._pad() for item in self._counted()[1:])]
        if by > 0:
            following = min((top for top in tops if top > now), default=bar.maximum())
            bar.setValue(min(following, self._cut_at_end(1)))
        else:
            before = max((top for top in tops if top < now), default=0)
            bar.setValue(max(before, self._cut_at_end(-1)))

    def turn(self, by: int) -> None:
        """Scroll by as much as there is room for: what was cut at one end of the view is whole at the other."""
        self._told = None
        self.area.verticalScrollBar().setValue(self._cut_at_end(by))

    def _cut_at_end(self, by: int) -> int:
        """Where to scroll to, so that the reading goes on with the first line, row or field that is cut."""
        height, now, pad = self.area.viewport().height(), self.area.verticalScrollBar().value(), self._pad()
        most = round(height * 0.8)
        pieces = [rect for rect, _ground in self.cut_items.pieces(self.body, height)]
        if by > 0:
            edge = now + height
            cut = [rect.top() for rect in pieces if rect.top() < edge <= rect.bottom()]
            to = min(cut, default=edge) - pad
            return to if to > now else now + most
        cut = [rect.bottom() + 1 for rect in pieces if rect.top() < now <= rect.bottom()]
        to = max(cut, default=now) + pad - height
        return to if to < now else now - most

    def show_item(self, widget: QWidget, *, from_top: bool = False, items: list[Item] | None = None) -> None:
        """Bring a widget into view, from the top of its item where that fits.

        ``from_top`` as if nothing had been scrolled: as much of what stands before it as there is room for is in view.
        ``items`` are those of now, where they are known.
        """
        bar = self.area.verticalScrollBar()
        if not bar.maximum():
            return
        height, pad = self.area.viewport().height(), self._pad()
        holder = widget.parentWidget()
        if holder is not None and getattr(holder, "labelled", False) and holder.height() + 2 * pad <= height:
            widget = holder  # a field is nothing without its label
        rect, items = rect_in(self._holder, widget), self._counted() if items is None else items
        top, below, left, right = rect.y(), rect.bottom() + 1, rect.x(), rect.right() + 1
        for first, last, _count, start, end in items:
            if first <= top and below <= last and start <= left and right <= end:
                if last - first + 2 * pad <= height:
                    top, below = first, last
                break
        above, bottom = top - pad, below - 1 + pad
        now = 0 if from_top else bar.value()
        if above < now:
            now = above
        elif bottom > now + height:
            # The first place at or after the least one to scroll to where an item begins.
            tops = [item[0] - pad for item in items if item[0] - pad >= bottom - height]
            now = min(above, min(tops, default=bottom - height))
        bar.setValue(now)

    @property
    def stands_still(self) -> bool:
        """Whether it is ``held``: at the end it goes to what has the focus by itself."""
        return self._held

    @contextmanager
    def held(self) -> Iterator[None]:
        """Stand still while the page changes; then go once to where what has the focus is in view, before it is drawn.

        What is drawn before it has its shape is drawn a second time when it has it.
        """
        before, self._held = QApplication.focusWidget(), True
        try:
            yield
        finally:
            for _ in range(PASSES):
                QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._held = False
            self._settle(moved=QApplication.focusWidget() is not before)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event with more to say than its kind is of a class of its own.
        if watched is self.body:
            if type(event) is QEvent and event.type() is QEvent.Type.LayoutRequest and not self._held:
                self._later()  # what was blanked at the edges of the view stands elsewhere afterwards
        elif isinstance(event, QWheelEvent):
            if event.angleDelta().y():
                self.step(-1 if event.angleDelta().y() > 0 else 1)
            return True
        elif watched is self.area and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._turned(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._turned(event):
            super().keyPressEvent(event)

    def _turned(self, event: QKeyEvent) -> bool:
        """Take the keys that scroll by pages."""
        by = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if by:
            self.turn(by)
        return bool(by)

    def out_of_sight(self) -> tuple[int, int]:
        """How many items are not wholly in view, above and below."""
        return self._cut(self._counted())

    def _cut(self, items: list[Item]) -> tuple[int, int]:
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        over = under = 0
        for first, below, count, _left, _right in items:
            if below - 1 > bottom:
                under += count
            elif first < top:
                over += count
        return over, under

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

    def _settle(self, *, moved: bool = False) -> None:
        """Take the present shape; ``moved`` where something else has the focus now."""
        self._fill()
        focused = self._focus_inside()
        shown = self._shown()
        if self._fold(shown, focused):
            shown = self._shown()
        # What was in view before the page took its shape, or another text size, is to be in view after it.
        items = self._counted(shown)
        shape = (self._holder.size(), self.area.viewport().size())
        self._held = True  # it is told once, below
        if (moved or shape != self._shape) and focused is not None:
            self.show_item(focused, from_top=True, items=items)
        if self._told is not None and isValid(self._told) and self._told.isVisible():
            self.show_item(self._told, items=items)
        self._held = False
        self._shape = shape
        self._tell_of(items, focused)

    def _focus_inside(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.body is not None and self.body.isAncestorOf(focused)
        return focused if inside else None

    def _fold(self, shown: list[Shown], focused: QWidget | None) -> bool:
        """Fold what can where there is no room for it; return whether that changed anything."""
        kinds = [KINDS[type(child)] for child, *_where in shown]
        if self.body is None or not [kind for kind in kinds if kind.folds]:
            return False
        held, last = -1, -1
        for at, (child, *_where) in enumerate(shown):
            if not kinds[at].gives_way and not isinstance(child, ScriptText):
                last = at  # the open question: a line of text among the closed ones is none
            if focused is not None and held < 0 and (child is focused or child.isAncestorOf(focused)):
                held = at
        # Lines between what has the keyboard and the open question cannot go out of sight before it does.
        kept = [at for at in range(len(shown)) if not kinds[at].gives_way or 0 <= held < at < last]
        folding = [cast(Folds, shown[at][0]) for at in kept if kinds[at].folds]
        pad, width = self._pad(), self.body.width()
        needed = 0
        for at in kept:
            if not kinds[at].folds:
                needed += shown[at][4] + pad
        for each in folding:
            needed += each.unfolded_height(width)
        fold, changed = needed > self.height(), False
        for each in folding:
            changed = changed or each.folded is not fold
            each.set_folded(fold)
        return changed

    def _tell(self, *_value: int) -> None:
        if not self._held:
            self._tell_of(None, self._focus_inside())

    def _tell_of(self, items: list[Item] | None, focused: QWidget | None) -> None:
        """Say what is out of sight; ``items`` are those of now, where they are known."""
        over = self._holder.height() > self.height()
        self._foot.setVisible(over)
        if not over:
            self.cut_items.uncover()
            return
        items = self._counted() if items is None else items
        self.cut_items.cover(items, self.body, focused)
        above, below = self._cut(items)
        told = ((self.above, above, "shell.more-above"), (self.below, below, "shell.more-below"))
        for button, count, other, rest in (
            (self.above, above, self.below, below),
            (self.below, below, self.above, above),
        ):
            if not count and rest and button.hasFocus():
                other.show()  # the keyboard would go to the top of the page, and the page with it
                other.setFocus(Qt.FocusReason.OtherFocusReason)
        for button, count, text in told:
            button.setVisible(count > 0)
            if count:
                button.set_words(self.words.say_count(text, count))
                self._foot_row.invalidate()  # it may have been laid out before it had these words

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._held or new is None or self.body is None:
            return
        self._told = None
        if new is self.body or self.body.isAncestorOf(new):
            self.show_item(new)
            if isinstance(new, QAbstractScrollArea):
                self._later()  # with the caret in the words more must be in view, and the invitation may fold
