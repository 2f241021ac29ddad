"""A table of rows that can be opened: 46 high, hairlines, the current row on its own ground with a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, Placing, Themed, active, unpadded
from screening.qt.text.text_label import Role, SetText, spoken
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.pressing import PressedByReturn


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its share of the width."""

    title: str
    share: float
    id: str = ""
    """What ``Table.sorted`` says when its heading is pressed; "" for a heading that is no button."""
    sort: str = ""
    """What the heading is called as a button."""
    least: int = 0
    """The narrowest table, in pixels at 100 %, in which it is drawn; its cells are spoken in any."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. ``icon`` is a shape before the words."""

    text: str
    icon: str = ""
    filled: bool = False
    bold: bool = False
    soft: bool = False
    language: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    id: str
    cells: tuple[Cell, ...]
    brief: tuple[Cell, ...] = ()
    """The lines that stand in place of the cells where text is large; () for one line a cell."""
    act: str = ""
    """A button in place of one of the cells, ``act_at`` from the first; it does what the key Del does."""
    act_at: int = 0


class RowButton(Placing, FitsHeight, QPushButton):
    """One row. Pressing makes it current; Enter or a double press opens it."""

    opened = Signal()
    acted = Signal()

    def __init__(self, row: TableRow, columns: Sequence[Column], language: str) -> None:
        super().__init__()
        self.row, self.columns, self.language = row, tuple(columns), language
        self.current = False
        self.act: Button | None = None
        self.fit_policy(QSizePolicy.Policy.Ignored)
        pairs = zip(self.columns, row.cells, strict=True)
        told = [f"{column.title}: {cell.text}" if column.title else cell.text for column, cell in pairs if cell.text]
        self.setAccessibleName(spoken(", ".join(told)))
        if row.act:
            name = f"{row.act}, {row.cells[0].text}"
            self.act = Button(row.act, Look.OTHER, language=language, role=Role.SMALL, name=name, parent=self)
            self.act.setAccessibleDescription("Del")
            self.act.pad = 12
            self.act.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a table is one stop of Tab; the key does the same
            self.act.chosen.connect(self.acted)
        self.wear_active()

    def show_current(self, current: bool) -> None:
        self.current = current
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        self.update()

    def heightForWidth(self, width: int) -> int:
        texts = [text for _cell, text, _left in self._texts(width)]
        if active().compact:
            act = self.act.sizeHint().height() if self.act is not None else 0
            return sum(int(text.height) for text in texts) + active().gap(12) + act
        return max(active().size("button"), max(int(text.height) for text in texts) + active().gap(10))

    def sizeHint(self) -> QSize:
        return QSize(active().gap(600), self.heightForWidth(active().size("reading")))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, active().size("button"))

    def ring_rect(self) -> QRectF:
        return QRectF(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self.opened.emit()

    def place(self) -> None:
        if self.act is None:
            return
        size, theme = self.act.sizeHint(), active()
        if theme.compact:
            left, top = theme.gap(20), self.height() - size.height() - theme.gap(4)
        else:
            lefts = column_lefts(self.columns, self.width())
            left, top = lefts.get(self.row.act_at, theme.gap(20)), (self.height() - size.height()) // 2
        tall = min(size.height(), self.height() - 4)
        area = self._at(left, size.width(), max(2, top), tall).toRect()
        self.act.setGeometry(area)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        marker = theme.size("marker")
        if self.current:
            painter.fillRect(self.rect(), theme.color("surface"))
            painter.fillRect(self._at(0, marker, 0, self.height()), theme.color("accent"))
        found = self._texts(self.width())
        act = self.act.height() if self.act is not None and theme.compact else 0
        top = (self.height() - 1 - act - sum(text.height for _cell, text, _left in found)) / 2
        for cell, text, left in found:
            color = theme.color("ink_soft" if cell.soft else "ink")
            y = top if theme.compact else (self.height() - 1 - text.height) / 2
            if cell.icon:
                side = self._icon()
                area = self._at(left, side, y + text.first_baseline - text.pixels * 0.36 - side / 2, side)
                icons.paint(painter, cell.icon, area, color, filled=cell.filled, mirrored=self.isRightToLeft())
                left += side + theme.gap(10)
            text.draw(painter, self._at(left, text.available, 0, 0).x(), y, color)
            top += text.height
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))

    def _at(self, left: float, width: float, top: float, height: float) -> QRectF:
        return QRectF(self.from_start(left, width), top, width, height)

    def _texts(self, width: int) -> list[tuple[Cell, SetText, int]]:
        """What is drawn, set in its room, with where it begins."""
        if active().compact:
            left = active().gap(20)
            cells = self.row.brief or tuple(cell for cell in self.row.cells if cell.text) or self.row.cells
            return [(cell, self._text(cell, width - left), left) for cell in cells]
        lefts = column_lefts(self.columns, width)
        ends = [*list(lefts.values())[1:], width]
        return [
            (self.row.cells[number], self._text(self.row.cells[number], end - left), left)
            for (number, left), end in zip(lefts.items(), ends, strict=True)
            if not (self.row.act and number == self.row.act_at)
        ]

    def _text(self, cell: Cell, room: int) -> SetText:
        room -= active().gap(12) + (self._icon() + active().gap(10) if cell.icon else 0)
        language = cell.language or self.language
        size = active().type("small" if cell.small else "body")
        return SetText(cell.text, language, size, bold=cell.bold, width=float(max(1, room)))

    def _icon(self) -> int:
        return active().type("body")


def column_lefts(columns: Sequence[Column], width: int) -> dict[int, int]:
    """Where each column that has room begins, by its number."""
    shown = [number for number, column in enumerate(columns) if width >= active().gap(column.least)]
    inner, total = width - active().gap(20), sum(columns[number].share for number in shown)
    lefts: dict[int, int] = {}
    at = 0.0
    for number in shown:
        lefts[number] = round(active().gap(20) + at)
        at += inner * columns[number].share / total
    return lefts


def titles_of(columns: Sequence[Column]) -> str:
    """Return what a table holds, as it is spoken: the titles of its columns."""
    return spoken(", ".join(column.title for column in columns if column.title))


class TableHead(Themed, QLabel):
    """The titles of the columns over a rule."""

    def __init__(self, columns: Sequence[Column], language: str) -> None:
        super().__init__()
        self.columns, self.language = tuple(columns), language
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(titles_of(columns))
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().gap(600), int(max(text.height for text in self._texts())) + active().gap(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, texts = active(), QPainter(self), self._texts()
        for number, left in column_lefts(self.columns, self.width()).items():
            text = texts[number]
            x, y = self.from_start(left, text.width) - 3, (self.height() - text.height) / 2 - 2
            text.draw(painter, x, y, theme.color("ink_soft"))
        painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("edge"))

    def _texts(self) -> list[SetText]:
        return [SetText(column.title, self.language, active().type("small"), bold=True) for column in self.columns]


class HeadButton(PressedByReturn, Themed, QPushButton):
    """The title of a column, which puts the rows in its order; an arrow and the ink mark the one in use."""

    stepped = Signal(int)
    """+1 for the key to the right, -1 for the one to the left."""

    def __init__(self, column: Column, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.column, self.language = column, language
        self.sorted, self.up = False, False
        self.setObjectName(f"sort-{column.id}")
        self.setAccessibleName(spoken(column.sort or column.title))
        self.wear_active()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def show_sorted(self, sorted_by: bool, *, up: bool, sentence: str) -> None:
        self.sorted, self.up = sorted_by, up
        self.setAccessibleDescription(spoken(sentence) if sorted_by else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if sorted_by else Qt.FocusPolicy.ClickFocus)
        self.update()

    def sizeHint(self) -> QSize:
        text, theme = self._text(), active()
        tall = max(int(text.height) + theme.gap(10), theme.gap(32))
        return QSize(int(text.width) + theme.gap(8) + self._arrow(), tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, text = active(), QPainter(self), self._text()
        color = theme.color("ink" if self.sorted else "ink_soft")
        text.draw(painter, self.from_start(0, text.width), (self.height() - text.height) / 2, color)
        if self.sorted:
            side = self._arrow()
            area = QRectF(self.from_start(text.width + theme.gap(4), side), (self.height() - side) / 2, side, side)
            icons.paint(painter, "up" if self.up else "down", area, color)

    def _text(self) -> SetText:
        return SetText(self.column.title, self.language, active().type("small"), bold=True)

    def _arrow(self) -> int:
        return round(active().type("small") * 0.9)


class SortHead(Placing, FitsHeight, QWidget):
    """The titles of the columns as buttons over a rule: one stop of Tab, Left and Right move inside.

    Where text is large they stand one after the other, on as many lines as they need.
    """

    pressed = Signal(str)

    def __init__(self, columns: Sequence[Column], language: str) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.buttons = [HeadButton(column, language, self) for column in columns]
        for button in self.buttons:
            button.clicked.connect(lambda _=False, name=button.column.id: self.pressed.emit(name))
            button.stepped.connect(lambda by, button=button: self._step(button, by))
        self.fit_policy(QSizePolicy.Policy.Ignored)
        self.wear_active()

    def show_sorted(self, name: str, *, up: bool, sentence: str) -> None:
        for button in self.buttons:
            button.show_sorted(button.column.id == name, up=up, sentence=sentence)

    def heightForWidth(self, width: int) -> int:
        return self._areas(width)[1] + active().gap(4)

    def sizeHint(self) -> QSize:
        return QSize(active().gap(600), self.heightForWidth(active().size("reading")))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.buttons[0].sizeHint().height() if self.buttons else 0)

    def _step(self, button: HeadButton, by: int) -> None:
        shown = [each for each in self.buttons if each.isVisible()]
        by = -by if self.isRightToLeft() else by
        shown[max(0, min(shown.index(button) + by, len(shown) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 2, self.width(), 2, active().color("edge"))

    def place(self) -> None:
        areas = self._areas(self.width())[0]
        for number, button in enumerate(self.buttons):
            button.setVisible(number in areas)
            if number in areas:
                left, top, width, height = areas[number]
                button.setGeometry(round(self.from_start(left, width)), top, width, height)

    def _areas(self, width: int) -> tuple[dict[int, tuple[int, int, int, int]], int]:
        """Where each button that is shown stands, and how high they are together."""
        sizes = [button.sizeHint() for button in self.buttons]
        tall = max((size.height() for size in sizes), default=0)
        if not active().compact:
            lefts = column_lefts(self.columns, width)
            wide = {number: sizes[number].width() for number in lefts}
            # The last one stays whole, and begins a little before its column.
            return {at: (max(0, min(left, width - wide[at])), 0, wide[at], tall) for at, left in lefts.items()}, tall
        areas, left, top = dict[int, tuple[int, int, int, int]](), active().gap(20), 0
        for number, size in enumerate(sizes):
            if left + size.width() > width and left > active().gap(20):
                left, top = active().gap(20), top + tall
            areas[number] = (left, top, size.width(), tall)
            left += size.width() + active().gap(14)
        return areas, top + tall


class RowTable(Themed, QWidget):
    """Rows, one of them current. One stop of Tab; Up, Down, Home and End move inside."""

    opened = Signal(str)
    sorted = Signal(str)
    """A heading was pressed."""
    edited = Signal(str)
    """The key F2 on a row."""
    acted = Signal(str)
    """The button of a row, or the key Del on any row."""

    def __init__(
        self,
        columns: Sequence[Column],
        language: str,
        *,
        opens_at_once: bool = False,
        name: str = "",
    ) -> None:
        """``opens_at_once``: one press opens a row. ``name`` stands before a row's id in its object name."""
        super().__init__()
        self.opens_at_once, self.name = opens_at_once, name
        self.columns, self.language = tuple(columns), language
        self.rows: dict[str, RowButton] = {}
        self.current = ""
        self.setAccessibleName(titles_of(columns))
        self.head: TableHead | SortHead = TableHead(columns, language)
        if any(column.id for column in columns):
            self.head = SortHead(columns, language)
            self.head.pressed.connect(self.sorted)
        self._column = unpadded(QVBoxLayout(self), 0)
        self._column.addWidget(self.head)
        self.wear_active()

    def show_rows(self, rows: Sequence[TableRow], current: str = "") -> None:
        """Draw other rows; the first is current unless another is named."""
        for old in self.rows.values():
            old.hide()  # a widget that is still to be shown would come up as a window
            old.setParent(None)
            old.deleteLater()
        self.rows = {}
        for row in rows:
            button = RowButton(row, self.columns, self.language)
            button.setObjectName(self.name + row.id)
            button.clicked.connect(lambda _=False, name=row.id: self._pressed(name))
            button.opened.connect(lambda name=row.id: self.opened.emit(name))
            button.acted.connect(lambda name=row.id: self.acted.emit(name))
            button.installEventFilter(self)
            self.rows[row.id] = button
            self._column.addWidget(button)
            if self.isVisible():
                button.show()  # else it could not take the focus at once
        names = list(self.rows)
        self._mark(current if current in self.rows else (names[0] if names else ""))

    def show_sorted(self, name: str, *, up: bool, sentence: str) -> None:
        """Mark the heading by which the rows are put in order; ``sentence`` says it in words."""
        if isinstance(self.head, SortHead):
            self.head.show_sorted(name, up=up, sentence=sentence)

    def set_current(self, name: str, *, focus: bool = False) -> None:
        if name in self.rows:
            self._mark(name)
            if focus:
                self.rows[name].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def cells(self) -> list[QWidget]:
        """The page scrolls by rows."""
        return list(self.rows.values())

    def _pressed(self, name: str) -> None:
        self.set_current(name)
        if self.opens_at_once:
            self.opened.emit(name)

    def restyle(self) -> None:
        self.head.setVisible(isinstance(self.head, SortHead) or not active().compact)
        super().restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            names = list(self.rows)
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return super().eventFilter(watched, event)  # with another key held it is the window's, as Alt+Home is
            at = next((place for place, name in enumerate(names) if self.rows[name] is watched), -1)
            to = {
                Qt.Key.Key_Down: at + 1,
                Qt.Key.Key_Up: at - 1,
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: len(names) - 1,
            }.get(Qt.Key(event.key()))
            own = {Qt.Key.Key_F2: self.edited, Qt.Key.Key_Delete: self.acted}.get(Qt.Key(event.key()))
            if at >= 0 and own is not None and isinstance(self.head, SortHead):
                if event.type() is QEvent.Type.ShortcutOverride:
                    event.accept()
                elif not event.isAutoRepeat():
                    own.emit(names[at])
                return True
            if at >= 0 and to is not None:
                if event.type() is QEvent.Type.ShortcutOverride:
                    event.accept()  # in a table the arrows are the table's, not the window's
                    return True
                self.set_current(names[max(0, min(to, len(names) - 1))], focus=True)
                return True
        return super().eventFilter(watched, event)

    def _mark(self, name: str) -> None:
        self.current = name
        for each, button in self.rows.items():
            button.show_current(each == name)
