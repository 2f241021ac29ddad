"""What the view of a column cuts at its ends is covered: no line, button or field stands there in part."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from screening.qt.frame.page_items import ground_under, lines_of, pieces_of, rect_in
from screening.qt.style.theme import active
from screening.qt.text.text_label import ScriptText

MOST_BLANK = 0.2
"""How much of the view may stay empty rather than show a part of an item."""
MOST_PATCH = 0.4
"""A row, field or picture that is higher than this share of the view is shown in part."""

Item = tuple[int, int, int, int, int]
"""Where an item begins and where what is below it may, how many it counts for, its left and its right edge."""


class Filled(QWidget):
    """A plain ground of one colour of the theme. Nothing that lies under it is drawn."""

    def __init__(self, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = color
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), active().color(self.color))


class Blank(Filled):
    """Covers the part of an item that is only partly in view."""

    def __init__(self, color: str, parent: QWidget) -> None:
        super().__init__(color, parent)
        self.hide()


class CutItems:
    """Blanks over the two ends of a view: over an item that stands there in part, or over what an end cuts of it."""

    def __init__(self, over: QWidget, area: QScrollArea, holder: QWidget, color: str) -> None:
        """The blanks lie on ``over``, which holds the ``area``; ``holder`` is what scrolls in it, on ``color``."""
        self._over, self._area, self._holder = over, area, holder
        self.blanks = (Blank(color, over), Blank(color, over))
        self.patches: list[Blank] = []
        self._patched = 0
        """How many of the patches are in use."""

    def uncover(self) -> None:
        """Everything is in view."""
        for blank in (*self.blanks, *self.patches):
            blank.hide()

    def cover(self, items: list[Item], body: QWidget | None, focused: QWidget | None) -> None:
        """Blank what is only partly in view at either end; of a tall item, what is drawn in one piece.

        ``items`` are those of ``body``, top to bottom. What is ``focused`` is never blanked as a whole.
        """
        self._patched = 0
        wide, high = self._area.viewport().size().toTuple()
        top = self._area.verticalScrollBar().value()
        bottom = top + high
        some, first, last = False, None, None
        for item in items:
            some = some or (item[0] >= top and item[1] - 1 <= bottom)
            if first is None and item[0] < top < item[1]:
                first = item
            if last is None and item[0] <= bottom < item[1] - 1:
                last = item
        held = QRect() if focused is None or (first is None and last is None) else rect_in(self._holder, focused)
        for blank, cut, above in ((self.blanks[0], first, True), (self.blanks[1], last, False)):
            if cut is None:
                self._blank(blank, QRect())
                continue
            shown = cut[1] - top if above else bottom - cut[0]
            rect = QRect(cut[3], cut[0], cut[4] - cut[3], cut[1] - cut[0])
            tall = shown > high * MOST_BLANK or rect.height() > active().gap(200)
            if tall or not some or (not held.isEmpty() and rect.intersects(held)):
                self._patch(body, rect, top, bottom, above=above)
                shown = 0
            self._blank(blank, QRect(0, 0 if above else high - shown, wide, shown))
        for patch in self.patches[self._patched :]:
            patch.hide()

    def _blank(self, blank: Blank, rect: QRect) -> None:
        """Put a blank over a part of the view."""
        if rect.isEmpty():
            blank.hide()
            return
        blank.setGeometry(rect.translated(self._area.viewport().mapTo(self._over, QPoint(0, 0))))
        blank.raise_()
        blank.show()

    def _patch(self, body: QWidget | None, item: QRect, top: int, bottom: int, *, above: bool) -> None:
        """Blank the lines, buttons and fields that an end of the view cuts in an item that is shown in part."""
        edge, view = top if above else bottom, QRect(0, top, self._holder.width(), bottom - top)
        for rect, color in self._lines(body, item):
            if rect.top() < edge <= rect.bottom():
                if self._patched == len(self.patches):
                    self.patches.append(Blank(color, self._over))
                patch = self.patches[self._patched]
                patch.color = color
                self._blank(patch, rect.intersected(view).translated(0, -top))
                patch.update()
                self._patched += 1

    def _lines(self, body: QWidget | None, item: QRect) -> list[tuple[QRect, str]]:
        """``pieces`` of one item, as far as they are to be whole or not there."""
        return self.pieces(body, round(self._area.viewport().height() * MOST_PATCH), item)

    def pieces(self, body: QWidget | None, highest: int, item: QRect | None = None) -> list[tuple[QRect, str]]:
        """Where stands what is drawn in one piece, lines of text too, each with the colour of the ground it lies on.

        Nothing that is higher than ``highest`` but lines and buttons; in the whole page, or in one ``item`` of it.
        """
        if body is None:
            return []
        found: list[tuple[QRect, str]] = []
        view = self._area.viewport().height()
        for widget in pieces_of(body, highest):
            rect = rect_in(self._holder, widget)
            most = view if isinstance(widget, QAbstractButton) else highest
            inside = item is None or rect.intersects(item)
            if inside and (rect.height() <= most or isinstance(widget, ScriptText)):
                ground = ground_under(widget, body, self.blanks[0].color)
                lines = lines_of(widget, rect) if isinstance(widget, ScriptText) else [rect]
                found += [(line, ground) for line in lines]
        return found
