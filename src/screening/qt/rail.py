"""The rail: topics, steps or places, with shape, word and count; at the foot what was said and the search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from screening.qt import icons
from screening.qt.label import Says
from screening.qt.painting import cap_of
from screening.qt.script_text import Role, ScriptText, SetText, spoken
from screening.qt.scrolling import ItemScroll
from screening.qt.shell_views import RailRow, RailView
from screening.qt.theme import FitsHeight, Themed, active


class RailButton(FitsHeight, QPushButton):
    """One row of the rail. The current one has a bar at its start and an arrow, or stands white on black in the sun."""

    def __init__(self, row: RailRow, language: str, *, current: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row, self.language, self.current = row, language, current
        self.bare = False
        self._heights: dict[tuple[int, bool], int] = {}
        self.fit_policy(QSizePolicy.Policy.Ignored)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_row(row, current=current)
        self.wear_active()

    def show_row(self, row: RailRow, *, current: bool) -> None:
        """Say something else in the same row."""
        before = self.heightForWidth(self.width()) if self._heights else 0
        self.row, self.current = row, current
        self._heights.clear()
        self.setAccessibleName(spoken(", ".join(part for part in (row.title, row.sub, row.note) if part)))
        if self.heightForWidth(self.width()) != before:
            self.bound_height()
            self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self.row_height(width, bare=self.bare)

    def row_height(self, width: int, *, bare: bool) -> int:
        """The height at a width, with or without its note and cap; kept until the row says something else."""
        key = (width, bare)
        if key not in self._heights:
            texts = self._texts(width, bare=bare)
            self._heights[key] = max(active().size("rail_row"), sum(int(text.height) for text in texts))
        return self._heights[key]

    def set_bare(self, bare: bool) -> None:
        """Leave out the note and the cap, where two rows share a line."""
        if bare != self.bare:
            self.bare = bare
            self.restyle()

    def restyle(self) -> None:
        self._heights.clear()
        super().restyle()

    def sizeHint(self) -> QSize:
        return QSize(active().size("rail"), self.heightForWidth(active().size("rail")))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, active().size("rail_row"))

    def ring_rect(self) -> QRectF:
        """The ring of a row lies inside it: outside it would cover the rows beside it."""
        inset = active().size("ring") + active().size("gap") + 1
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        ink, soft = theme.color("ink"), theme.color("ink_soft")
        if self.current and theme.name == "sun":
            painter.fillRect(self.rect(), theme.color("ink"))
            ink = soft = theme.color("surface")
        elif self.current:
            painter.fillRect(self.rect(), theme.color("surface"))
            painter.fillRect(self._at(0, theme.size("marker"), 0, self.height()), theme.color("accent"))
        elif self.isDown():
            painter.fillRect(self.rect(), theme.color("accent_soft"))
        self._paint_words(painter, ink, soft)

    def _paint_words(self, painter: QPainter, ink: QColor, soft: QColor) -> None:
        theme, row, middle = active(), self.row, self.height() / 2
        icon = self._icon()
        area = self._at(self._lead(), icon, middle - icon / 2, icon)
        icons.paint(painter, row.icon, area, ink, filled=row.filled, mirrored=self.isRightToLeft())
        texts = self._texts(self.width())
        top = middle - sum(text.height for text in texts) / 2
        for text, color in zip(texts, (ink, soft), strict=False):
            spot = self._at(self._start(), text.available, top, text.height)
            text.draw(painter, spot.x(), spot.y(), color)
            top += text.height
        end = self.width() - theme.gap(14)
        cap = cap_of(row.cap)
        if self.bare:
            return
        if cap:
            end -= cap.width
            cap.draw(painter, self._at(end, cap.width, 0, 0).x(), middle, soft)
            end -= theme.gap(4)
        if row.note:
            note = self._note()
            end -= int(note.width)
            note.draw(painter, self._at(end, note.width, 0, 0).x(), middle - note.height / 2, soft)

    def _at(self, left: float, width: float, top: float, height: float) -> QRectF:
        """A rectangle at a distance from the start edge."""
        x = self.width() - left - width if self.isRightToLeft() else left
        return QRectF(x, top, width, height)

    def _texts(self, width: int, *, bare: bool | None = None) -> list[SetText]:
        end = self._end(bare=self.bare if bare is None else bare)
        room = float(max(40, width - self._start() - end))
        title = SetText(self.row.title, self.language, self._pixels(), bold=self.current, width=room)
        if not self.row.sub:
            return [title]
        return [title, SetText(self.row.sub, self.language, active().type("small"), width=room)]

    def _note(self) -> SetText:
        return SetText(self.row.note, self.language, active().type("small"))

    def _start(self) -> int:
        return self._lead() + self._icon() + active().gap(6 if self.bare else 10)

    def _lead(self) -> int:
        return active().gap(12 if self.bare else 20)

    def _end(self, *, bare: bool) -> int:
        if bare:
            return active().gap(2)
        cap = cap_of(self.row.cap)
        used = (cap.width + active().gap(4) if cap else 0) + (int(self._note().width) if self.row.note else 0)
        return active().gap(14) + used + (active().gap(8) if used else 0)

    def _pixels(self) -> int:
        """Rows are a touch smaller than body text, as in the pictures."""
        return round(active().type("body") * 16 / 17)

    def _icon(self) -> int:
        return round(self._pixels() * 1.06)


class Rail(Themed, QWidget):
    """The rows, the part that is left of them at the foot. It does not scroll unless its rows cannot fit at all."""

    chosen = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.words = words
        self.view = RailView()
        self.heading = ScriptText("", words.language, Role.SMALL, bold=True, soft=True)
        self.rows: dict[str, RailButton] = {}
        self._list = QWidget()
        self._list_rows = QVBoxLayout(self._list)
        self._list_rows.setContentsMargins(0, 0, 0, 0)
        self._list_rows.setSpacing(0)
        self._list_rows.addStretch(1)
        self.places = ItemScroll(words, pads=(0, 0), color="sunk")
        self.places.set_body(self._list)
        self._shown: tuple[object, ...] = ()
        """The current row and where it was when it was last brought into view."""
        self._columns = 0
        """Columns of the foot as it stands; 0 while it is to be laid anew."""
        self._foot = QWidget()
        self._foot_rows = QGridLayout(self._foot)
        self._foot_rows.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._heading = QHBoxLayout()
        self._heading.addWidget(self.heading)
        self._column.addLayout(self._heading)
        self._column.addWidget(self.places, 1)
        self._column.addWidget(self._foot)
        self.wear_active()

    def show_view(self, view: RailView) -> None:
        if view == self.view:
            return
        had = next((name for name, row in self.rows.items() if row.hasFocus()), "")
        same = [each.id for each in self.view.rows] == [each.id for each in view.rows] and (
            [each.id for each in self.view.foot] == [each.id for each in view.foot]
        )
        self.view = view
        self.heading.set_text(view.heading)
        if same and self.rows:
            for each in (*view.rows, *view.foot):
                row, current = self.rows[each.id], each.id == view.current
                if (row.row, row.current) != (each, current):
                    row.show_row(each, current=current)
            self._fit()
            return
        for row in self.rows.values():
            row.hide()  # a widget that is still to be shown would come up as a window
            row.setParent(None)
            row.deleteLater()
        self.rows = {}
        for each in (*view.rows, *view.foot):
            button = RailButton(each, self.words.language, current=each.id == view.current)
            button.clicked.connect(lambda _=False, name=each.id: self.chosen.emit(name))
            self.rows[each.id] = button
            if each in view.foot:
                self._foot_rows.addWidget(button)
            else:
                self._list_rows.insertWidget(self._list_rows.count() - 1, button)
        self._columns = 0
        if had in self.rows:
            self.rows[had].setFocus(Qt.FocusReason.OtherFocusReason)
        self._foot.setVisible(bool(view.foot))
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def restyle(self) -> None:
        self._foot_rows.setContentsMargins(0, 0, 0, 0)
        super().restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        line = theme.size("hairline")
        painter.fillRect(self.rect(), theme.color("sunk"))
        painter.fillRect(self.width() - line, 0, line, self.height(), theme.color("line"))
        if self._foot.isVisibleTo(self):
            painter.fillRect(0, self._foot.y(), self.width() - 1, line, theme.color("line"))

    def _fit(self) -> None:
        """Where rows need the place, drop the heading, then put the foot in two columns; keep the current in view."""
        width = max(1, self.width() - 1)
        foot_rows = [self.rows[row.id] for row in self.view.foot]
        rows = sum(self.rows[row.id].heightForWidth(width) for row in self.view.rows)
        foot = sum(row.row_height(width, bare=False) for row in foot_rows)
        over = active().gap(12)
        heading = self.heading.heightForWidth(width) + active().gap(4) if self.view.heading else 0
        shows_heading = bool(heading) and over + heading + rows + foot <= self.height()
        one_line = len(foot_rows) > 1 and rows + foot > self.height()
        self.heading.setVisible(shows_heading)
        sides = (active().gap(20), active().gap(14)) if shows_heading else (0, 0)
        self._heading.setContentsMargins(sides[0], 0, sides[1], active().gap(4) if shows_heading else 0)
        self._column.setContentsMargins(0, over if rows + foot + over <= self.height() else 0, 1, 0)
        columns = 2 if one_line else 1
        if columns != self._columns:
            self._columns = columns
            for at, row in enumerate(foot_rows):
                self._foot_rows.addWidget(row, at // columns, at % columns)
        for row in foot_rows:
            row.set_bare(one_line)
        current = self.rows.get(self.view.current)
        where = (current, current.geometry() if current else None, self.places.size(), self._list.size())
        if current is not None and where != self._shown and current.parent() is self._list:
            self.places.show_item(current)
        self._shown = where
