"""Grounds that hold other widgets: cards, groups, the person's ground, even rows, halves, stacks."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGroupBox, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from screening.qt.style.theme import FitsHeight, Placing, Themed, active, unpadded
from screening.qt.text.painting import DASHES, box


class Group(QGroupBox):
    """Has the role of a group and neither the frame nor the margins that the machine's style gives to one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setContentsMargins(0, 0, 0, 0)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """QGroupBox does nothing here but set margins for its frame."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)


class Ground(StrEnum):
    """What a card is for."""

    SURFACE = "surface"
    PERSON = "person"
    SUNK = "sunk"
    STATEMENT = "statement"
    OPEN = "open"
    INK = "ink"
    PLAIN = "plain"


def paint_ground(painter: QPainter, rect: QRectF, ground: Ground) -> None:
    """Fill and frame a rectangle as ``ground`` asks. In the sun the person's ground is a thick frame, no tint."""
    theme = active()
    line, hairline = theme.color("line"), theme.size("hairline")
    if ground is Ground.SURFACE:
        box(painter, rect, fill=theme.color("surface"), edge=line, width=hairline)
    elif ground is Ground.PERSON:
        frame = theme.person_frame
        box(painter, rect, fill=theme.color("person"), edge=theme.color("ink") if frame else None, width=frame)
    elif ground is Ground.SUNK:
        box(painter, rect, fill=theme.color("sunk"))
    elif ground is Ground.OPEN:
        box(painter, rect, fill=theme.open_fill)
    elif ground is Ground.INK:
        box(painter, rect, fill=theme.color("surface"), edge=theme.color("ink"), width=4)
    elif ground is Ground.STATEMENT:
        box(painter, rect, fill=theme.color("accent_soft"))
        painter.fillRect(QRectF(rect.x(), rect.y(), theme.size("marker"), rect.height()), theme.color("accent"))


class Hairline(Themed, QLabel):
    """A hairline across; dashed before what speaks against."""

    def __init__(self, *, dashed: bool = False) -> None:
        super().__init__()
        self.dashed = dashed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(10, active().gap(7))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = QPen(active().color("line"), 1)
        if self.dashed:
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        middle = self.height() // 2 + 0.5
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))


class Card(Themed, QWidget):
    """A ground with a column of widgets. Pads are in pixels at 100 %."""

    def __init__(
        self,
        ground: Ground = Ground.SURFACE,
        *,
        pads: tuple[int, int] = (20, 16),
        gap: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        """``pads`` are across and down."""
        super().__init__(parent)
        self.ground = ground
        self.pads = pads
        self.gap = gap
        self.rows = QVBoxLayout(self)
        self.wear_active()

    def set_pads(self, pads: tuple[int, int]) -> None:
        self.pads = pads
        self.restyle()

    def restyle(self) -> None:
        across, down = (active().gap(each) for each in self.pads)
        self.rows.setContentsMargins(across, down, across, down)
        self.rows.setSpacing(active().gap(self.gap))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isRightToLeft() and self.ground is Ground.STATEMENT:
            painter.translate(rect.width(), 0)
            painter.scale(-1, 1)
        paint_ground(painter, rect, self.ground)


class SideBySide(Themed, QWidget):
    """Parts side by side in shares of the width; one under the other from 150 %, and where they have no room."""

    turned = Signal()
    """They stand one under the other from now on, or side by side again."""

    def __init__(self, *parts: tuple[QWidget, int], gap: int = 16, room: int = 0) -> None:
        """Each part comes with its share. ``room`` is the width that they need side by side, in sizes of the text."""
        super().__init__()
        self.parts, self.gap, self.room = parts, gap, room
        self._way: tuple[bool, int] | None = None
        """How they stand now, and how far apart."""
        self._box = unpadded(QBoxLayout(QBoxLayout.Direction.LeftToRight, self))
        for part, share in parts:
            self._box.addWidget(part, share)
        self.wear_active()

    @property
    def stacked(self) -> bool:
        """Whether they stand one under the other now."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """It can become as narrow as its widest part, whichever way the parts stand now."""
        least = self._box.minimumSize()
        return QSize(
            max((_least_width(part) for part, _ in self.parts if not part.isHidden()), default=0), least.height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def restyle(self) -> None:
        self._turn()
        super().restyle()

    def _turn(self) -> None:
        shown = [part for part, _ in self.parts if not part.isHidden()]
        gaps = active().gap(self.gap) * max(0, len(shown) - 1)
        needed = max(sum(_least_width(part) for part in shown) + gaps, self.room * active().type("body"))
        narrow = needed > self.width()
        stacked = active().compact or (narrow and self.testAttribute(Qt.WidgetAttribute.WA_Resized))
        way = (stacked, active().gap(8 if stacked else self.gap))
        if way == self._way:
            return  # to set a layout to what it is asks for the next one, for ever
        self._way = way
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self._box.setSpacing(way[1])
        for part, share in self.parts:
            self._box.setStretchFactor(part, 0 if stacked else share)
        self.turned.emit()


def height_at(widget: QWidget, width: int) -> int:
    """How high a widget is at a width."""
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()


class _Places(Placing):
    """Places its children also whenever something in it is another."""

    def hasHeightForWidth(self) -> bool:
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.settle()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()

    def settle(self) -> None:
        """Something inside changed: place it, and say so above only where the height is another."""
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()
        self.place()


class Stack(_Places, QWidget):
    """Widgets one under another, each at the whole width. What holds them hears of changes of height only.

    Qt's own layout asks each of them for its sizes anew after any change: too slow for the lines of a topic, of which
    two change with every answer (decision 0024). For the page's scrolling its children, not it, are the items.
    """

    holds_items = True

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[QWidget, ...] = ()
        self._measured: dict[int, list[tuple[QWidget, int]]] = {}
        """By width, what is shown and how high each is."""
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.wear_active()

    def set_parts(self, parts: tuple[QWidget, ...]) -> None:
        """What stands here, top to bottom; hidden ones take no room."""
        self._parts = parts
        self._measured.clear()
        for part in parts:
            if part.parent() is not self:
                part.setParent(self)

    def settle(self) -> None:
        self._measured.clear()
        super().settle()

    def heightForWidth(self, width: int) -> int:
        heights = [height for _part, height in self._shown(width)]
        return sum(heights) + active().space("xs") * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        """At the width that it has, so that nothing in it is set for another."""
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else active().size("reading")
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(200), active().size("target"))

    def showEvent(self, event: QShowEvent) -> None:
        self._measured.clear()
        super().showEvent(event)

    def restyle(self) -> None:
        self._measured.clear()
        super().restyle()

    def place(self) -> None:
        top = 0
        for part, height in self._shown(self.width()):
            part.setGeometry(0, top, self.width(), height)
            top += height + active().space("xs")

    def _shown(self, width: int) -> list[tuple[QWidget, int]]:
        if width not in self._measured:
            self._measured[width] = [(part, height_at(part, width)) for part in self._parts if not part.isHidden()]
        return self._measured[width]


def _least_width(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())


class Halves(SideBySide):
    """The officer's half and the person's, equal in width; one under the other, the officer first."""

    def __init__(self, own: QWidget, theirs: QWidget, *, gap: int = 16) -> None:
        self.own, self.theirs = own, theirs
        super().__init__((own, 1), (theirs, 1), gap=gap)


class EvenGrid(_Places, QWidget):
    """Widgets of one size in as many even columns as have room for what is in them."""

    def __init__(self, columns: tuple[int, ...] = (4, 2, 1), *, gap: int = 12) -> None:
        """``columns`` are the numbers of columns to try, most first."""
        super().__init__()
        self.columns = columns
        self.gap = gap
        self.cells: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.wear_active()

    def add(self, cell: QWidget) -> None:
        cell.setParent(self)
        self.cells.append(cell)
        cell.show()
        self.updateGeometry()

    def columns_at(self, width: int) -> int:
        """How many columns there are at a width."""
        widest = max((cell.minimumSizeHint().width() for cell in self.cells), default=1)
        for count in self.columns:
            if self._column_width(width, count) >= widest:
                return count
        return self.columns[-1]

    def heightForWidth(self, width: int) -> int:
        heights = self._row_heights(width)
        return sum(heights) + self._gap() * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        widest = max((cell.sizeHint().width() for cell in self.cells), default=0)
        width = widest * self.columns[0] + self._gap() * (self.columns[0] - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        widest = max((cell.minimumSizeHint().width() for cell in self.cells), default=0)
        return QSize(widest * self.columns[-1], max(self._row_heights(self.sizeHint().width()), default=0))

    def place(self) -> None:
        count = self.columns_at(self.width())
        width, gap, top = self._column_width(self.width(), count), self._gap(), 0
        for row, height in enumerate(self._row_heights(self.width(), count)):
            for column, cell in enumerate(self.cells[row * count : (row + 1) * count]):
                cell.setGeometry(round(self.from_start(column * (width + gap), width)), top, width, height)
            top += height + gap

    def _row_heights(self, width: int, count: int = 0) -> list[int]:
        count = count or self.columns_at(width)
        inner = self._column_width(width, count)
        rows = [self.cells[at : at + count] for at in range(0, len(self.cells), count)]
        return [max(height_at(cell, inner) for cell in row) for row in rows]

    def _column_width(self, width: int, count: int) -> int:
        return (width - self._gap() * (count - 1)) // count

    def _gap(self) -> int:
        return active().gap(self.gap)


BETWEEN = 4
"""Blank space between two lines of a flow."""


class Flow(_Places, FitsHeight, QWidget):
    """Widgets one after the other, on as many lines as they need; those at the end stand at the far edge."""

    def __init__(self, *, gap: int = 12) -> None:
        super().__init__()
        self.gap = gap
        self._parts: list[tuple[QWidget, bool]] = []
        self.fit_policy(QSizePolicy.Policy.Preferred)
        self.wear_active()

    def add(self, part: QWidget, *, end: bool = False) -> None:
        part.setParent(self)
        self._parts.append((part, end))
        part.show()
        self.updateGeometry()

    def clear(self) -> None:
        """Take everything out of it."""
        for part, _end in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(self._tall(line, width) for line in lines) + active().gap(BETWEEN) * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        shown = [part.sizeHint().width() for part, _ in self._shown()]
        width = sum(shown) + active().gap(self.gap) * max(0, len(shown) - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = max((part.minimumSizeHint().width() for part, _ in self._shown()), default=0)
        return QSize(width, max((part.minimumSizeHint().height() for part, _ in self._shown()), default=0))

    def settle(self) -> None:
        super().settle()
        self.bound_height()

    def _shown(self) -> list[tuple[QWidget, bool]]:
        return [(part, end) for part, end in self._parts if not part.isHidden()]

    def _lines(self, width: int) -> list[list[tuple[QWidget, bool]]]:
        lines: list[list[tuple[QWidget, bool]]] = []
        used = 0
        for part, end in self._shown():
            needed = min(part.sizeHint().width(), width)
            if lines and used + active().gap(self.gap) + needed <= width:
                lines[-1].append((part, end))
                used += active().gap(self.gap) + needed
            else:
                lines.append([(part, end)])
                used = needed
        return lines

    def _tall(self, line: list[tuple[QWidget, bool]], width: int) -> int:
        return max(height_at(part, min(part.sizeHint().width(), width)) for part, _ in line)

    def place(self) -> None:
        top = 0
        for line in self._lines(self.width()):
            height = self._tall(line, self.width())
            at, far = 0, self.width()
            for part, end in line:
                if not end:
                    width = min(part.sizeHint().width(), self.width())
                    self._put(part, at, top, width, height)
                    at += width + active().gap(self.gap)
            for part, end in reversed(line):
                if end:
                    width = min(part.sizeHint().width(), self.width())
                    far -= width
                    self._put(part, far, top, width, height)
                    far -= active().gap(self.gap)
            top += height + active().gap(BETWEEN)

    def _put(self, part: QWidget, left: int, top: int, width: int, height: int) -> None:
        own = height_at(part, width)
        part.setGeometry(round(self.from_start(left, width)), top + (height - own) // 2, width, own)


def empty(layout: QLayout, keep: int = 0) -> None:
    """Take everything out of a layout but what stands first in it."""
    while (taken := layout.takeAt(keep)) is not None:
        widget, inner = taken.widget(), taken.layout()
        if widget is not None:
            widget.hide()  # a widget that is still to be shown would come up as a window
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
