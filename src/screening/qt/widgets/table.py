"""A table of rows that can be opened: 46 high, hairlines, the current row on its own ground with a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, Themed, active
from screening.qt.text.text_label import SetText, spoken


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its share of the width."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. ``icon`` is a shape before the words."""

    text: str
    icon: str = ""
    filled: bool = False
    bold: bool = False
    soft: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    id: str
    cells: tuple[Cell, ...]


class RowButton(FitsHeight, QPushButton):
    """One row. Pressing makes it current; Enter or a double press opens it."""

    opened = Signal()

    def __init__(self, row: TableRow, columns: Sequence[Column], language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row, self.columns, self.language = row, tuple(columns), language
        self.current = False
        self.fit_policy(QSizePolicy.Policy.Ignored)
        pairs = zip(self.columns, row.cells, strict=True)
        self.setAccessibleName(spoken(", ".join(f"{column.title}: {cell.text}" for column, cell in pairs)))
        self.wear_active()

    def show_current(self, current: bool) -> None:
        self.current = current
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        self.update()

    def heightForWidth(self, width: int) -> int:
        texts = self._texts(width)
        if active().compact:
            return sum(int(text.height) for text in texts) + active().gap(12)
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        marker = theme.size("marker")
        if self.current:
            painter.fillRect(self.rect(), theme.color("surface"))
            painter.fillRect(self._at(0, marker, 0, self.height()), theme.color("accent"))
        texts = self._texts(self.width())
        top = (self.height() - 1 - sum(text.height for text in texts)) / 2
        for text, cell, left in zip(texts, self.row.cells, self._lefts(self.width()), strict=True):
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
        x = self.width() - left - width if self.isRightToLeft() else left
        return QRectF(x, top, width, height)

    def _lefts(self, width: int) -> list[int]:
        if active().compact:
            return [active().gap(20)] * len(self.columns)
        return column_lefts(self.columns, width)

    def _texts(self, width: int) -> list[SetText]:
        lefts = [*self._lefts(width), width]
        found = []
        for number, cell in enumerate(self.row.cells):
            end = width if active().compact else lefts[number + 1]
            room = end - lefts[number] - active().gap(12) - (self._icon() + active().gap(10) if cell.icon else 0)
            language = cell.language or self.language
            bold = cell.bold
            found.append(SetText(cell.text, language, active().type("body"), bold=bold, width=float(max(1, room))))
        return found

    def _icon(self) -> int:
        return round(active().type("body") * 1.0)


def column_lefts(columns: Sequence[Column], width: int) -> list[int]:
    """Where each column begins."""
    inner, total = width - active().gap(20), sum(column.share for column in columns)
    lefts: list[int] = []
    at = 0.0
    for column in columns:
        lefts.append(round(active().gap(20) + at))
        at += inner * column.share / total
    return lefts


class TableHead(Themed, QLabel):
    """The titles of the columns over a rule."""

    def __init__(self, columns: Sequence[Column], language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns, self.language = tuple(columns), language
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken(", ".join(column.title for column in columns)))
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().gap(600), int(max(text.height for text in self._texts())) + active().gap(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        for text, left in zip(self._texts(), column_lefts(self.columns, self.width()), strict=True):
            x = self.width() - left - text.width if self.isRightToLeft() else left
            text.draw(painter, x - 3, (self.height() - text.height) / 2 - 2, theme.color("ink_soft"))
        painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("edge"))

    def _texts(self) -> list[SetText]:
        return [SetText(column.title, self.language, active().type("small"), bold=True) for column in self.columns]


class Table(Themed, QWidget):
    """Rows, one of them current. One stop of Tab; Up, Down, Home and End move inside."""

    current_changed = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column],
        language: str,
        *,
        opens_at_once: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``opens_at_once``: one press opens a row. ``name`` stands before a row's id in its object name."""
        super().__init__(parent)
        self.opens_at_once, self.name = opens_at_once, name
        self.columns, self.language = tuple(columns), language
        self.rows: dict[str, RowButton] = {}
        self.current = ""
        self.head = TableHead(columns, language)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
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
            button.installEventFilter(self)
            self.rows[row.id] = button
            self._column.addWidget(button)
        names = list(self.rows)
        self._mark(current if current in self.rows else (names[0] if names else ""))

    def set_current(self, name: str, *, focus: bool = False) -> None:
        if name in self.rows:
            changed = name != self.current
            self._mark(name)
            if focus:
                self.rows[name].setFocus(Qt.FocusReason.OtherFocusReason)
            if changed:
                self.current_changed.emit(name)

    @property
    def cells(self) -> list[QWidget]:
        """The page scrolls by rows."""
        return list(self.rows.values())

    def _pressed(self, name: str) -> None:
        self.set_current(name)
        if self.opens_at_once:
            self.opened.emit(name)

    def restyle(self) -> None:
        self.head.setVisible(not active().compact)
        super().restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            names = list(self.rows)
            at = next((place for place, name in enumerate(names) if self.rows[name] is watched), -1)
            to = {
                Qt.Key.Key_Down: at + 1,
                Qt.Key.Key_Up: at - 1,
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: len(names) - 1,
            }.get(Qt.Key(event.key()))
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
