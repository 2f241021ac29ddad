"""Widgets one under another and side by side, placed by hand: what holds them hears of changes of height only.

Qt's own layouts ask every widget for its sizes anew after each change anywhere inside them, several times over. Where a
page changes with every answer that is most of the time an answer takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from screening.qt.style.theme import Themed, active
from screening.qt.text.text_label import ScriptText

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


def height_at(widget: QWidget, width: int) -> int:
    """How high a widget is at a width."""
    return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()


class Placed(Themed, _Widget):
    """What places its children itself. Subclasses say how high they are at a width, and place."""

    def place_by_hand(self) -> None:
        """Call once, before there are children."""
        # Its height is what it asks for at its width, never a hint that was kept from another width.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tall_at(self, width: int) -> int:
        raise NotImplementedError

    def place(self) -> None:
        raise NotImplementedError

    def settle(self) -> None:
        """Something inside changed: place it, and say so above only where the height is another."""
        if self.tall_at(self.width()) != self.height():
            self.updateGeometry()
        self.place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.tall_at(width)

    def sizeHint(self) -> QSize:
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else active().size("reading")
        return QSize(width, self.tall_at(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(200), active().size("target"))

    def event(self, event: QEvent) -> bool:
        # Every event with more to say than its kind is of a class of its own.
        if type(event) is QEvent and event.type() is QEvent.Type.LayoutRequest:
            self.settle()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()

    def restyle(self) -> None:
        super().restyle()
        self.place()


class Stacked(Placed):
    """Children one under another, each at the whole width inside the margins."""

    _parts: tuple[QWidget, ...] = ()
    _rows: dict[int, list[tuple[QWidget, int]]] | None = None
    """By width, what is shown and how high each is: asked many times while a page takes its shape."""
    _placed: list[tuple[QWidget, int, int, int, int]] = []  # noqa: RUF012  # made anew at each placing
    _stood: QSize | None = None
    """Its size when it placed them."""
    between = 0
    across = above = below = 0

    @property
    def placed(self) -> list[tuple[QWidget, int, int, int, int]] | None:
        """What is shown, each with its left edge, top, width and height; None while it has to be placed anew."""
        return None if self._rows is None else self._placed

    def set_parts(self, parts: tuple[QWidget, ...]) -> None:
        """What stands here, top to bottom; hidden ones take no room."""
        self._parts, self._rows, self._stood = parts, None, None
        for part in parts:
            if part.parent() is not self:
                part.setParent(self)

    def set_margins(self, across: int, above: int, below: int, between: int) -> None:
        self.across, self.above, self.below, self.between = across, above, below, between
        self._rows = None

    def measure_again(self) -> None:
        """Something inside is shown, hidden or another: what was measured holds no more, nor where it was placed."""
        self._rows = self._stood = None

    def settle(self) -> None:
        self._rows = None
        super().settle()

    def showEvent(self, event: QShowEvent) -> None:
        if self._rows is not None and self._stood == self.size():
            QWidget.showEvent(self, event)  # it stands as it will
        else:
            super().showEvent(event)

    def restyle(self) -> None:
        self._rows = None
        super().restyle()

    def tall_at(self, width: int) -> int:
        rows = self._shown(width - 2 * self.across)
        tall = self.above + self.below - self.between if rows else self.above + self.below
        for _part, height in rows:
            tall += height + self.between
        return tall

    def place(self) -> None:
        self._stood = self.size()
        inner, top = self.width() - 2 * self.across, self.above
        self._placed = []
        for part, height in self._shown(inner):
            part.setGeometry(self.across, top, inner, height)
            self._placed += ((part, self.across, top, inner, height),)
            top += height + self.between

    def _shown(self, inner: int) -> list[tuple[QWidget, int]]:
        if self._rows is None:
            self._rows = {}
        if inner not in self._rows:
            self._rows[inner] = [(part, height_at(part, inner)) for part in self._parts if not part.isHidden()]
        return self._rows[inner]


class Column(Stacked, QWidget):
    """A column by itself. For the page's scrolling its children, not it, are the items."""

    holds_items = True

    def __init__(self, gap: str = "xs", parent: QWidget | None = None) -> None:
        """``gap`` is the token of the space between two."""
        super().__init__(parent)
        self.gap = gap
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.place_by_hand()
        self.wear_active()

    def restyle(self) -> None:
        self.between = active().space(self.gap)
        super().restyle()


class Beside(Placed, QWidget):
    """Two widgets of equal width side by side and equally high; from 150 % the second under the first."""

    def __init__(self, own: QWidget, theirs: QWidget, *, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.own, self.theirs, self.gap = own, theirs, gap
        self.place_by_hand()
        for half in (own, theirs):
            half.setParent(self)
        self.wear_active()

    def tall_at(self, width: int) -> int:
        if active().compact:
            return height_at(self.own, width) + self._gap() + height_at(self.theirs, width)
        first, second = self._halves(width)
        return max(height_at(self.own, first), height_at(self.theirs, second))

    def place(self) -> None:
        width = self.width()
        if active().compact:
            over, under = height_at(self.own, width), height_at(self.theirs, width)
            self.own.setGeometry(QRect(0, 0, width, over))
            self.theirs.setGeometry(QRect(0, over + self._gap(), width, under))
            return
        first, second = self._halves(width)
        tall = self.height()
        left, right = QRect(0, 0, first, tall), QRect(width - second, 0, second, tall)
        if self.isRightToLeft():
            left, right = QRect(width - first, 0, first, tall), QRect(0, 0, second, tall)
        self.own.setGeometry(left)
        self.theirs.setGeometry(right)

    def _halves(self, width: int) -> tuple[int, int]:
        room = width - self._gap()
        return room - room // 2, room // 2

    def _gap(self) -> int:
        return active().gap(8 if active().compact else self.gap)


class TextBefore(Placed, QWidget):
    """A text, and a widget of its own size after it at the end of the line, both level with its middle."""

    text: ScriptText
    button: QWidget | None = None
    shows_button = True
    around = (0, 0)
    """Margins across and down."""
    apart = 0

    @property
    def after(self) -> QWidget | None:
        """What stands after the text, where it is shown."""
        return self.button if self.shows_button else None

    def show_button(self, shown: bool) -> None:
        """Show what stands after the text, or give its room to the text."""
        if self.button is not None and shown != self.shows_button:
            self.shows_button = shown
            self.button.setVisible(shown)
            self.updateGeometry()
            self.place()

    def tall_at(self, width: int) -> int:
        room, tall = self._room(width), 0
        if (after := self.after) is not None:
            tall = after.sizeHint().height()
        return max(tall, height_at(self.text, room)) + 2 * self.around[1]

    def place(self) -> None:
        width, (across, down) = self.width(), self.around
        tall, room = self.height() - 2 * down, self._room(width)
        high = height_at(self.text, room)
        self._put(self.text, across, room, down + (tall - high) // 2, high)
        if self.after is not None:
            size = self.after.sizeHint()
            left = width - across - size.width()
            self._put(self.after, left, size.width(), down + (tall - size.height()) // 2, size.height())

    def _put(self, part: QWidget, left: int, width: int, top: int, height: int) -> None:
        x = self.width() - left - width if self.isRightToLeft() else left
        part.setGeometry(QRect(x, top, width, height))

    def _room(self, width: int) -> int:
        beside = after.sizeHint().width() + self.apart if (after := self.after) is not None else 0
        return max(1, width - 2 * self.around[0] - beside)
