"""A column that scrolls, and names what of it is out of sight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from screening.qt.style.theme import Themed, active, application, see_through, unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText, SetText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Group
from screening.wording.catalogue.translations import isolated

PASSES = 6
"""Layouts tell the next one above them to lay itself out anew; from an item to the view there are so many."""
TURN = 0.8
"""Share of the view that a turn of the page moves: what was cut at one end is whole at the other."""
LEAST_SHOWN = 64
"""Pixels at 100 % of a part that is cut by the fold, below which no more than its label would be in sight."""
LOW, LOW_PAD = 520, 4
"""Pixels of height below which the space above and below a page is so much."""
LONGEST = 36
"""Letters of the name of what is out of sight."""
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


class PositionBar(QWidget):
    """A still bar at the end edge: which part of the whole is in view. It is looked at, and not pressed."""

    WIDE = 4

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.part = (0.0, 1.0)
        """Where the view begins and ends, in parts of the whole."""

    def show_part(self, begins: float, ends: float) -> None:
        """Say which part is in view."""
        if (begins, ends) != self.part:
            self.part = (begins, ends)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, height = active(), QPainter(self), self.height()
        painter.fillRect(self.rect(), theme.color("line"))
        top = round(self.part[0] * height)
        painter.fillRect(0, top, self.width(), round(self.part[1] * height) - top, theme.color("edge"))


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
        self,
        words: Says,
        *,
        pads: tuple[int, int] = (32, 16),
        color: str = "paper",
        reading: bool = False,
    ) -> None:
        """``color`` is the token of the ground that it lies on. ``reading``: it is never wider than is read well."""
        super().__init__()
        self.words = words
        self.pads = pads
        self.reading = reading
        self.body: QWidget | None = None
        self.stands_still = False
        """Whether it is ``held``: at the end it goes to what has the focus by itself."""
        self._shape: object = None
        self._told: QWidget | None = None
        """What says that something was done: in view with what has the focus, until that moves or somebody scrolls."""
        self.area = ScrollArea()
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = PlainGround(color)
        self._inside = QVBoxLayout(self._holder)
        see_through(self.area, self._holder)
        self._masks: list[PlainGround] = []
        """What lies over what would stand alone at the fold."""
        self.position = PositionBar(self.area)
        self.position.hide()
        self.bar = self.area.verticalScrollBar()
        self._foot = QWidget()
        self._foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        foot = self._foot_row = QHBoxLayout(self._foot)
        self.above = Button("", Look.QUIET, icon="up", language=words.language, role=Role.SMALL)
        self.below = Button("", Look.QUIET, icon="down", language=words.language, role=Role.SMALL)
        self.above.chosen.connect(lambda: self.step(-1))
        self.below.chosen.connect(lambda: self.step(1))
        foot.addWidget(self.below, 1)
        foot.addWidget(self.above)
        rows = unpadded(QVBoxLayout(self), 0)
        rows.addWidget(self.area, 1)
        rows.addWidget(self._foot)
        self._foot.hide()
        self.bar.valueChanged.connect(self._count)
        self.bar.rangeChanged.connect(self._later)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._settle)
        application().focusChanged.connect(self._focused)
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
            body.resize(self._room(), body.height())
            self._inside.addWidget(body)
            self._fill()
            body.show()
        self.to_top()

    def to_top(self) -> None:
        """Show the body from its beginning."""
        self.bar.setValue(0)
        self._later()

    def items(self) -> list[tuple[QRect, list[QWidget]]]:
        """Where the items are, top to bottom, and what each is made of: the cells of a grid are items."""
        if self.body is None:
            return []
        parts: list[tuple[QRect, QWidget]] = []
        for part in parts_in(self.body):
            cells, head, whole = getattr(part, "cells", None) or (), getattr(part, "head", None), self._rect(part)
            for number, cell in enumerate(cells):
                rect = cell.geometry()
                if not number and isinstance(head, QWidget) and not head.isHidden():
                    rect = rect.united(head.geometry())  # the titles of the columns go with the first row
                parts.append((rect.translated(whole.topLeft()), cell))
            if not cells:
                parts.append((whole, part))
        found: list[tuple[QRect, list[QWidget]]] = []
        for rect, part in sorted(parts, key=lambda each: each[0].top()):
            if found and rect.top() < found[-1][0].bottom():
                found[-1] = (found[-1][0].united(rect), [*found[-1][1], part])
            else:
                found.append((rect, [part]))
        return found or [(self.body.geometry(), [self.body])]

    def show_told(self, line: QWidget) -> None:
        """Scroll to what says that something was done; it stays in view while the page takes its shape."""
        self._told = line
        self._later()

    def step(self, by: int) -> None:
        """Scroll by one item; inside an item that is taller than the view, by as much as a turn of the page."""
        self._told = None
        now, turned = self.bar.value(), self._turned(by)
        tops = [0, *(rect.top() - self._pad() for rect, _parts in self.items()[1:])]
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
        items, wanted = [rect for rect, _parts in self.items()], self._rect(widget)
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
        self._frame()
        for button in (self.above, self.below):
            button.fit_policy(QSizePolicy.Policy.Preferred)
        super().restyle()
        self._later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frame()
        self._fill()
        self._later()

    def _frame(self) -> None:
        """Keep the greatest width: what is beyond it stays empty at the end."""
        across, down = self._across(), self._down()
        end = self.width() - across - self._room()
        left, right = (end, across) if self.isRightToLeft() else (across, end)
        self._inside.setContentsMargins(left, down, right, down)
        self._foot_row.setContentsMargins(left, 0, right, 0)

    def _across(self) -> int:
        return active().gap(self.pads[0])

    def _down(self) -> int:
        """The space above and below; there is less of it in a low window."""
        return active().gap(min(self.pads[1], LOW_PAD) if self.height() < LOW else self.pads[1])

    def _room(self) -> int:
        """The width of what it holds."""
        room = max(1, self.width() - 2 * self._across())
        return min(room, active().size("reading") * active().scale // 100) if self.reading else room

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
            room = self.height() - 2 * self._down()
            self.body.setMaximumHeight(max(1, room) if fills else 16777215)

    def _settle(self) -> None:
        """Take the present shape; what was in view before it, or another text size, is in view after it."""
        self._fill()
        focused = QApplication.focusWidget()
        if focused is None or self.body is None or not self.body.isAncestorOf(focused):
            focused = None
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
        """Name what is not wholly in view, and show which part of the whole is."""
        if self.stands_still:
            return
        over = self._holder.height() > self.height()
        self._foot.setVisible(over)
        self.position.setVisible(over)
        if not over:
            self._cover([], 0)
            return
        top, whole = self.bar.value(), max(1, self._holder.height())
        port = self.area.viewport().height()
        self.position.show_part(top / whole, min(1.0, (top + port) / whole))
        wide = PositionBar.WIDE
        self.position.setGeometry(wide if self.isRightToLeft() else self.area.width() - 2 * wide, 0, wide, port)
        items, bottom = self.items(), top + port
        first = next((at for at, (rect, _) in enumerate(items) if rect.bottom() > bottom), len(items))
        while first and all(_heads(part) for part in items[first - 1][1]):
            first -= 1  # what heads the part that is cut
        units = [unit for _rect, parts in items[first:] for part in parts for unit in _units(part)]
        gone = self._cover(units, bottom)
        below = [[unit] for unit in units if unit in gone]
        above = [parts for rect, parts in items if rect.top() < top and rect.bottom() <= bottom]
        ways = (self.below, below, self.above, above), (self.above, above, self.below, below)
        for button, hidden, other, rest in ways:
            if not hidden and rest and button.hasFocus():
                other.show()  # the keyboard would go to the top of the page, and the page with it
                other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.below.setVisible(bool(below))
        self.above.setVisible(bool(above))
        if below:
            told = self.words.say("shell.below", names=self._named(below))
            self.below.set_words(told, name=told)
        if above:
            self.above.set_words("", name=self.words.say("shell.above", names=_name(above[-1])))
        self._foot_row.invalidate()  # it may have been laid out before it had these words

    def _cover(self, units: list[QWidget], bottom: int) -> set[QWidget]:
        """Cover what would stand alone at the fold, column by column; return what is not wholly in view.

        No heading stands there without what it heads, no label without its field.
        """
        least, top = active().target(LEAST_SHOWN), self.bar.value()
        gone, covers, columns = set[QWidget](), list[QRect](), dict[int, list[tuple[QRect, QWidget]]]()
        for unit in units:
            rect = self._rect(unit)
            columns.setdefault(rect.left() // max(1, least), []).append((rect, unit))
        for column in columns.values():
            at, following = bottom, False
            for rect, unit in reversed(column):
                cut = rect.bottom() > bottom and bottom - rect.top() < min(least, rect.height() - 1)
                alone = following and _heads(unit)
                if rect.bottom() > bottom or alone:
                    gone.add(unit)
                following = cut or alone
                if following and rect.top() < at:
                    at = max(rect.top(), top)
            if at < bottom:
                left, right = min(rect.left() for rect, _ in column), max(rect.right() for rect, _ in column)
                covers.append(QRect(left, at - top, right - left + 1, bottom - at))
        while len(self._masks) < len(covers):
            mask = PlainGround(self._holder.color)
            mask.setParent(self.area)
            self._masks.append(mask)
        for number, mask in enumerate(self._masks):
            mask.setVisible(number < len(covers))
            if number < len(covers):
                mask.setGeometry(covers[number])
        return gone

    def _named(self, gone: list[list[QWidget]]) -> str:
        """The headings of what is out of sight, or what it is itself, as many as stand on a line."""
        heads = [parts for parts in gone[1:] if _heads(parts[0])]
        rest = heads if _heads(gone[0][0]) or len(heads) > 1 else gone[1:]
        named = dict.fromkeys(name for parts in (gone[0], *rest) if (name := _name(parts)))
        runs = "rtl" if self.isRightToLeft() else "ltr"
        names = [isolated(name, runs) for name in named]  # else a count after an Arabic name is drawn before it
        room, shown = self._room() - active().gap(120), names[:1]
        for name in names[1:]:
            told = SetText(" · ".join([*shown, name]), self.words.language, active().type(Role.SMALL))
            if told.width > room - active().gap(150):
                break
            shown.append(name)
        if left := (len(names) or len(gone)) - len(shown):
            shown.append(self.words.say("shell.below-more", n=left))
        return " · ".join(shown)

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


def _units(part: QWidget) -> Iterator[QWidget]:
    """What is read or pressed as a whole, in the order of the tree: a text, a row, a field with its label."""
    inside = [each for each in parts_in(part) if each.width() and each.height()]
    whole = isinstance(part, (ScriptText, QAbstractButton, QAbstractScrollArea, Group)) or part.accessibleName()
    if whole or getattr(part, "labelled", False) or not inside:
        yield part
    else:
        for each in inside:
            yield from _units(each)


def _heads(part: QWidget) -> bool:
    """Whether a part is a heading of what follows it."""
    return type(part) is ScriptText and part.bold


def _name(parts: list[QWidget]) -> str:
    """What an item is, in a few words: its name, or the first words that stand in it."""
    for part in parts:
        inside = [each for each in part.findChildren(ScriptText) if not each.isHidden()]
        for each in (part, *inside, *part.findChildren(Button)):
            own = each.text() if isinstance(each, ScriptText) else getattr(each, "question", "")
            # In a name that was put together a comma parts what the thing is from how it stands.
            if name := _short(own, r"[.;:?]\s") or _short(each.accessibleName(), r"[.;:?]\s|, "):
                return name
    return ""


def _short(name: str, ends: str) -> str:
    """What stands before the first of these ends, cut between words where that is too long."""
    first = re.split(ends, name.strip(), maxsplit=1)[0].rstrip(".:")
    return first if len(first) <= LONGEST else first[:LONGEST].rsplit(" ", 1)[0].rstrip(",") + " …"
