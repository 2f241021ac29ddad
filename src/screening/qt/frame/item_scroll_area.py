"""A column that scrolls by whole items and says in words how many are out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from screening.qt.frame.page_items import ground_under, items_in, kind_of, lines_of, pieces_of
from screening.qt.style.theme import Themed, active, see_through
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look

MOST_BLANK = 0.2
"""How much of the view may stay empty rather than show a part of an item."""

PASSES = 4
"""Layouts tell the next one above them to lay itself out anew; from an item to the view there are so many."""
MOST_PATCH = 0.4
"""A row, field or picture that is higher than this share of the view is shown in part."""


@runtime_checkable
class Folds(Protocol):
    """An item that can fold to one line where room is short."""

    def set_folded(self, folded: bool) -> None: ...

    def unfolded_height(self, width: int) -> int: ...


class Blank(QWidget):
    """Covers the part of an item that is only partly in view."""

    def __init__(self, color: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.color = color
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color(self.color))


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
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().installEventFilter(self)
        self._holder = QWidget()
        self._inside = QVBoxLayout(self._holder)
        self.area.setWidget(self._holder)
        see_through(self.area)
        self._blanks = (Blank(color, self), Blank(color, self))
        self._patches: list[Blank] = []
        self._patched = 0
        """How many of the patches are in use."""
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
        if body is not None:
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
        return [rect for rect, _count in self._counted()]

    def _counted(self) -> list[tuple[QRect, int]]:
        """Each item, and how many it counts for. An item with ``cells`` is a grid: each row scrolls as one item."""
        if self.body is None:
            return []
        parts: list[tuple[int, QRect, int]] = []
        for child, rect in items_in(self.body, self.body.pos()):
            cells: list[QWidget] = child.cells if kind_of(type(child)).is_grid else []  # type: ignore[attr-defined]
            if cells:
                inside = (cell.geometry().translated(rect.topLeft()) for cell in cells)
                parts += [(each.top(), each, 1) for each in inside]
            else:
                parts.append((rect.top(), rect, 0))
        if not parts:
            return [(self.body.geometry(), 1)]
        found: list[tuple[QRect, int]] = []
        end = -1
        for top, rect, count in sorted(parts, key=lambda part: part[0]):
            if found and top < end:
                found[-1] = (found[-1][0].united(rect), found[-1][1] + count)
            else:
                found.append((rect, count))
            end = found[-1][0].bottom()
        return [(rect, max(1, count)) for rect, count in found]

    def step(self, by: int) -> None:
        """Scroll by one item; by most of the view inside an item that is taller than it."""
        bar, height = self.area.verticalScrollBar(), self.area.viewport().height()
        now = bar.value()
        tops = [0, *(item.top() - self._pad() for item in self.items()[1:])]
        if by > 0:
            following = min((top for top in tops if top > now), default=bar.maximum())
            bar.setValue(min(following, now + round(height * 0.8)))
        else:
            before = max((top for top in tops if top < now), default=0)
            bar.setValue(max(before, now - round(height * 0.8)))

    def show_item(self, widget: QWidget, *, from_top: bool = False) -> None:
        """Bring a widget into view, from the top of its item where that fits.

        ``from_top`` as if nothing had been scrolled: as much of what stands before it as there is room for is in view.
        """
        bar = self.area.verticalScrollBar()
        if not bar.maximum():
            return
        rect, items = self._rect(widget), self.items()
        whole = next((item for item in items if item.contains(rect)), rect)
        height, pad = self.area.viewport().height(), self._pad()
        if whole.height() + 2 * pad <= height:
            rect = whole
        top, bottom = rect.top() - pad, rect.bottom() + pad
        now = 0 if from_top else bar.value()
        if top < now:
            now = top
        elif bottom > now + height:
            # The first place at or after the least one to scroll to where an item begins.
            tops = (item.top() - pad for item in items)
            now = min(top, min((each for each in tops if each >= bottom - height), default=bottom - height))
        bar.setValue(now)

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
        if watched is self.body:
            if event.type() is QEvent.Type.LayoutRequest and not self._held:
                self._later()  # what was blanked at the edges of the view stands elsewhere afterwards
        elif event.type() is QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.angleDelta().y():
                self.step(-1 if event.angleDelta().y() > 0 else 1)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.step(step)
        else:
            super().keyPressEvent(event)

    def out_of_sight(self) -> tuple[int, int]:
        """How many items are not wholly in view, above and below."""
        return self._cut(self._counted())

    def _cut(self, items: list[tuple[QRect, int]]) -> tuple[int, int]:
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        above = sum(count for rect, count in items if rect.top() < top and rect.bottom() <= bottom)
        return above, sum(count for rect, count in items if rect.bottom() > bottom)

    def _rect(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._holder, QPoint(0, 0)), widget.size())

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
        self._fold()
        # What was in view before the page took its shape, or another text size, is to be in view after it.
        shape = (self._holder.size(), self.area.viewport().size())
        focused = self._focus_inside()
        if (moved or shape != self._shape) and focused is not None:
            self._held = True  # it is told once, below
            self.show_item(focused, from_top=True)
            self._held = False
        self._shape = shape
        self._tell()

    def _focus_inside(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.body is not None and self.body.isAncestorOf(focused)
        return focused if inside else None

    def _fold(self) -> None:
        if self.body is None:
            return
        width, items, focused = self.body.width(), [child for child, _rect in items_in(self.body)], self._focus_inside()
        giving = [kind_of(type(child)).gives_way for child in items]
        held = next(
            (at for at, each in enumerate(items) if focused and (each is focused or each.isAncestorOf(focused))), -1
        )
        last = max((at for at, gives in enumerate(giving) if not gives), default=-1)
        # Lines between what has the keyboard and the open question cannot go out of sight before it does.
        kept = [each for at, each in enumerate(items) if not giving[at] or 0 <= held < at < last]
        folding = [child for child in kept if kind_of(type(child)).folds and isinstance(child, Folds)]
        if not folding:
            return
        needed = sum(child.height() + self._pad() for child in kept if child not in folding)
        needed += sum(child.unfolded_height(width) for child in folding)
        for child in folding:
            child.set_folded(needed > self.height())

    def _cover(self, items: list[QRect]) -> None:
        """Blank what is only partly in view at either end; of a tall item, what is drawn in one piece."""
        self._patched = 0
        port = self.area.viewport()
        top = self.area.verticalScrollBar().value()
        bottom = top + port.height()
        some = any(item.top() >= top and item.bottom() <= bottom for item in items)
        focused = self._focus_inside()
        held = QRect() if focused is None else self._rect(focused)
        first = next((item for item in items if item.top() < top <= item.bottom()), None)
        last = next((item for item in items if item.top() <= bottom < item.bottom()), None)
        for blank, item, above in ((self._blanks[0], first, True), (self._blanks[1], last, False)):
            shown = 0 if item is None else item.bottom() + 1 - top if above else bottom - item.top()
            tall = shown > port.height() * MOST_BLANK or (item is not None and item.height() > active().gap(200))
            kept = item is None or not some or (not held.isEmpty() and item.intersects(held))
            if item is not None and (tall or kept):
                self._patch(item, top, bottom, above=above)
                shown = 0
            rect = QRect(0, 0 if above else port.height() - shown, port.width(), shown)
            self._blank(blank, rect)
        for patch in self._patches[self._patched :]:
            patch.hide()

    def _blank(self, blank: Blank, rect: QRect) -> None:
        """Put a blank over a part of the view."""
        port = self.area.viewport()
        blank.setGeometry(rect.translated(port.mapTo(self, QPoint(0, 0))))
        blank.raise_()
        blank.setVisible(not rect.isEmpty())

    def _patch(self, item: QRect, top: int, bottom: int, *, above: bool) -> None:
        """Blank the lines, buttons and fields that an end of the view cuts in an item that is shown in part."""
        edge, view = top if above else bottom, QRect(0, top, self._holder.width(), bottom - top)
        for rect, color in self._lines(item):
            if rect.top() < edge <= rect.bottom():
                if self._patched == len(self._patches):
                    self._patches.append(Blank(color, self))
                patch = self._patches[self._patched]
                patch.color = color
                self._blank(patch, rect.intersected(view).translated(0, -top))
                patch.update()
                self._patched += 1

    def _lines(self, item: QRect) -> list[tuple[QRect, str]]:
        """Where lines of text and everything else stand that is drawn in one piece, each with the ground it lies on."""
        assert self.body is not None
        found: list[tuple[QRect, str]] = []
        view = self.area.viewport().height()
        for widget in pieces_of(self.body, round(view * MOST_PATCH)):
            rect = self._rect(widget)
            most = view if isinstance(widget, QAbstractButton) else view * MOST_PATCH
            if rect.intersects(item) and (rect.height() <= most or isinstance(widget, ScriptText)):
                ground = ground_under(widget, self.body, self._blanks[0].color)
                lines = lines_of(widget, rect) if isinstance(widget, ScriptText) else [rect]
                found += [(line, ground) for line in lines]
        return found

    def _tell(self, *_value: int) -> None:
        if self._held:
            return
        over = self._holder.height() > self.height()
        self._foot.setVisible(over)
        if not over:
            for blank in (*self._blanks, *self._patches):
                blank.hide()
            return
        items = self._counted()
        self._cover([rect for rect, _count in items])
        above, below = self._cut(items)
        for button, count, text in ((self.above, above, "shell.more-above"), (self.below, below, "shell.more-below")):
            button.setVisible(count > 0)
            if count:
                button.set_words(self.words.say_count(text, count))
                self._foot_row.invalidate()  # it may have been laid out before it had these words

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._held or new is None or self.body is None:
            return
        if new is self.body or self.body.isAncestorOf(new):
            self.show_item(new)
            if isinstance(new, QAbstractScrollArea):
                self._later()  # with the caret in the words more must be in view, and the invitation may fold
