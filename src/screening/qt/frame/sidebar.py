"""The rail: topics, steps or places, with shape, word and count; at the foot what was said and the search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from screening.qt.frame.frame_views import RailRow, RailView
from screening.qt.frame.item_scroll_area import ItemScroll
from screening.qt.frame.page import remove_widgets
from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, Placing, Themed, active, nested, unpadded
from screening.qt.text.label import Says
from screening.qt.text.painting import Cap, cap_of
from screening.qt.text.text_label import WIDEST, Role, ScriptText, SetText, spoken
from screening.qt.text.text_layout import locale_of
from screening.qt.widgets.pressing import PressedByReturn


class RailButton(PressedByReturn, FitsHeight, QPushButton):
    """One row of the rail. The current one has a bar at its start and an arrow, or stands white on black in the sun."""

    def __init__(self, row: RailRow, language: str, *, current: bool, here: str) -> None:
        """``here`` is what is said of the current row."""
        super().__init__()
        self.here = here
        self.row, self.language, self.current = row, language, current
        self.shared = self.bare = False
        """Whether another row stands on the same line; and whether note and cap are left out for want of room."""
        self.fit_policy(QSizePolicy.Policy.Ignored)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_row(row, current=current)
        self.wear_active()

    def show_row(self, row: RailRow, *, current: bool) -> None:
        """Say something else in the same row."""
        self.row, self.current = row, current
        told = (row.title, row.note, row.state, self.here if current else "")
        self.setAccessibleName(spoken(", ".join(part for part in told if part)))
        self.setAccessibleDescription(row.cap)
        if self.heightForWidth(self.width()) != self.maximumHeight():
            self.bound_height()
            self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        _note, title = self._laid(width)
        air = active().gap(8) if title.line_count > 1 else 0
        return max(active().size("rail_row"), int(title.height) + air)

    def shared_width(self, *, bare: bool) -> int:
        """The least width for it on one line, beside another row."""
        now = (self.shared, self.bare)
        self.shared, self.bare = True, bare
        needed = self._start() + int(self._title().width) + 1 + self._used(self._shown_note(0)) + self._after()
        self.shared, self.bare = now
        return needed

    def share(self, shared: bool, *, bare: bool) -> None:
        """Stand closer together, where two rows share a line."""
        if (shared, bare) != (self.shared, self.bare):
            self.shared, self.bare = shared, bare
            self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(active().size("rail"), self.heightForWidth(active().size("rail")))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, active().size("rail_row"))

    def ring_rect(self) -> QRectF:
        """The ring of a row lies inside it: outside it would cover the rows beside it."""
        inset = active().size("ring") + active().size("gap") + 1
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = active()
        ink, soft = theme.color("ink"), theme.color("ink_soft")
        if self.current and theme.name == "sun":
            painter.fillRect(self.rect(), theme.color("ink"))
            ink = soft = theme.color("surface")
        elif self.current:
            painter.fillRect(self.rect(), theme.color("surface"))
            wide = theme.size("marker")
            painter.fillRect(QRectF(self.from_start(0, wide), 0, wide, self.height()), theme.color("accent"))
        elif self.isDown():
            painter.fillRect(self.rect(), theme.color("accent_soft"))
        self._paint_words(painter, ink, soft)

    def _paint_words(self, painter: QPainter, ink: QColor, soft: QColor) -> None:
        theme, row, middle = active(), self.row, self.height() / 2
        icon = self._icon()
        area = QRectF(self.from_start(self._lead(), icon), middle - icon / 2, icon, icon)
        icons.paint(painter, row.icon, area, ink, filled=row.filled, mirrored=self.isRightToLeft())
        shown, title = self._laid(self.width())
        title.draw(painter, self.from_start(self._start(), title.available), middle - title.height / 2, ink)
        end = self.width() - self._after()
        cap = self._cap()
        if cap:
            end -= cap.width
            cap.draw(painter, self.from_start(end, cap.width), middle, soft)
            end -= theme.gap(4)
        if shown:
            note = self._note(shown)
            end -= int(note.width)
            note.draw(painter, self.from_start(end, note.width), middle - note.height / 2, soft)

    def _laid(self, width: int) -> tuple[str, SetText]:
        """The note that there is room for, and the title as it is set beside it."""
        note = self._shown_note(width)
        return note, self._title(float(max(40, width - self._start() - self._used(note) - self._after())))

    def _title(self, room: float = WIDEST) -> SetText:
        return SetText(self.row.title, self.language, self._pixels(), bold=self.current, width=room)

    def _shown_note(self, width: int) -> str:
        """The note in its own words where they stand beside the title on one line, else the short one."""
        row = self.row
        if self.bare:
            return ""
        if row.short is None or row.short == row.note:
            return row.note
        room = width - self._start() - int(self._title().width) - self._after()
        return row.note if self._used(row.note) <= room else row.short

    def _cap(self) -> Cap | None:
        return None if self.bare else cap_of(self.row.cap)

    def _note(self, text: str) -> SetText:
        return SetText(text, self.language, active().type("small"))

    def _start(self) -> int:
        return self._lead() + self._icon() + active().gap(6 if self.shared else 10)

    def _lead(self) -> int:
        return active().gap(10 if self.shared else 20)

    def _after(self) -> int:
        return active().gap(6 if self.shared else 12)

    def _used(self, note: str) -> int:
        """The width of the note and the cap, with the gap before them."""
        cap = self._cap()
        used = (cap.width + active().gap(4) if cap else 0) + (int(self._note(note).width) if note else 0)
        return used + (active().gap(4 if self.shared else 8) if used else 0)

    def _pixels(self) -> int:
        """Rows are a touch smaller than body text, as in the pictures."""
        return round(active().type("body") * 16 / 17)

    def _icon(self) -> int:
        return round(self._pixels() * 1.06)


class RailLine(Themed, QWidget):
    """A hairline between two groups of rows. Where rows need the place, the blank space around it goes."""

    SPACE = 10
    """Blank space above and below, in pixels at 100 %."""

    def __init__(self) -> None:
        super().__init__()
        self.bare = False
        self.wear_active()

    def tall(self, *, bare: bool) -> int:
        """Its height, with or without the blank space."""
        return active().size("hairline") + (0 if bare else 2 * active().gap(self.SPACE))

    def show_bare(self, bare: bool) -> None:
        """Leave the blank space out, or not."""
        if bare != self.bare:
            self.bare = bare
            self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(self.tall(bare=self.bare))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        line, side = theme.size("hairline"), theme.gap(20)
        painter.fillRect(side, (self.height() - line) // 2, self.width() - 2 * side, line, theme.color("line"))


class Rail(Placing, QWidget):
    """The rows, the part that is left of them at the foot. It does not scroll unless its rows cannot fit at all."""

    chosen = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(words.say("shell.region-rail"))
        self.setLocale(locale_of(words.language))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.words = words
        self.view = RailView()
        self.heading = ScriptText("", words.language, Role.SMALL, bold=True, soft=True)
        self.rows: dict[str, RailButton] = {}
        self.lines: list[RailLine] = []
        self._list = QWidget()
        self._list.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a row that grows draws only what moves
        self._list_rows = unpadded(QVBoxLayout(self._list), 0)
        self._list_rows.addStretch(1)
        self.places = ItemScroll(words, pads=(0, 0), color="sunk")
        self.places.set_body(self._list)
        self._shown: tuple[object, ...] = ()
        """The current row and where it was when it was last brought into view."""
        self._foot = QWidget()
        self._foot_rows = unpadded(QVBoxLayout(self._foot), 0)
        self._foot_lines: list[list[RailButton]] = []
        self._foot_boxes: list[QHBoxLayout] = []
        """One for each line there ever was; those that are empty take no room."""
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.about = ScriptText("", words.language, Role.SMALL)
        self._about_told = ""
        self._heading = nested(self._column, QVBoxLayout(), spacing=0)
        self._heading.addWidget(self.about)
        self._heading.addWidget(self.heading)
        self._column.addWidget(self.places, 1)
        self._column.addWidget(self._foot)
        self.wear_active()

    def show_view(self, view: RailView) -> None:
        if view == self.view:
            return
        had = next((name for name, row in self.rows.items() if row.hasFocus()), "")
        same = [(each.id, each.apart) for each in self.view.rows] == [(each.id, each.apart) for each in view.rows] and (
            [each.id for each in self.view.foot] == [each.id for each in view.foot]
        )
        self.view = view
        self.heading.set_text(view.heading)
        if same and self.rows:
            for each in (*view.rows, *view.foot):
                row, current = self.rows[each.id], each.id == view.current
                if (row.row, row.current) != (each, current):
                    row.show_row(each, current=current)
            self.place()
            return
        gone: list[QWidget] = [*self.rows.values(), *self.lines]
        remove_widgets(*gone)
        self.rows, self.lines, self._foot_lines = {}, [], []
        for each in (*view.rows, *view.foot):
            here = self.words.say("shell.rail.here")
            button = RailButton(each, self.words.language, current=each.id == view.current, here=here)
            button.clicked.connect(lambda _=False, name=each.id: self.chosen.emit(name))
            self.rows[each.id] = button
            if each in view.foot:
                button.setParent(self._foot)
            else:
                if each.apart:
                    self.lines.append(RailLine())
                    self._list_rows.insertWidget(self._list_rows.count() - 1, self.lines[-1])
                self._list_rows.insertWidget(self._list_rows.count() - 1, button)
        if had in self.rows:
            self.rows[had].setFocus(Qt.FocusReason.OtherFocusReason)
        self._foot.setVisible(bool(view.foot))
        self.place()

    def show_about(self, text: str) -> None:
        """What is said of the case over the rows where the rail is a page of its own."""
        if text != self._about_told:
            self._about_told = text
            self.about.set_text(text)
            self.place()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.place()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        line = theme.size("hairline")
        painter.fillRect(self.rect(), theme.color("sunk"))
        painter.fillRect(self.width() - line, 0, line, self.height(), theme.color("line"))
        if self._foot.isVisibleTo(self):
            painter.fillRect(0, self._foot.y(), self.width() - 1, line, theme.color("line"))

    def place(self) -> None:
        """Where rows need the place, rows of the foot share lines, then heading, caps and notes go."""
        width = max(1, self.width() - 1)
        foot_rows = [self.rows[row.id] for row in self.view.foot]
        rows = sum(self.rows[row.id].heightForWidth(width) for row in self.view.rows)
        over = active().gap(12)
        spaces = sum(line.tall(bare=False) for line in self.lines)
        about = self.about.heightForWidth(width - active().gap(34)) if self._about_shown() else 0
        heading = about + self.heading.heightForWidth(width) + active().gap(4) if self.view.heading else about
        lines, bare, tall = [[row] for row in foot_rows], False, active().size("rail_row")
        if over + heading + rows + spaces + len(lines) * tall > self.height():
            lines = _shared(foot_rows, width, bare=False)
        if rows + len(lines) * tall > self.height():
            lines, bare = _shared(foot_rows, width, bare=True), True
        foot = len(lines) * tall
        shows_heading = bool(heading) and over + heading + rows + spaces + foot <= self.height()
        tight = over + rows + spaces + foot > self.height()
        for line in self.lines:
            line.show_bare(tight)
        rows += sum(line.tall(bare=tight) for line in self.lines)
        self.heading.setVisible(shows_heading and bool(self.view.heading))
        self.about.setVisible(self._about_shown())
        sides = (active().gap(20), active().gap(14)) if shows_heading or about else (0, 0)
        self._heading.setContentsMargins(sides[0], 0, sides[1], active().gap(4) if shows_heading else 0)
        self._column.setContentsMargins(0, over if rows + foot + over <= self.height() else 0, 1, 0)
        self._lay_foot(lines, bare=bare)
        current = self.rows.get(self.view.current)
        where = (current, current.geometry() if current else None, self.places.size(), self._list.size())
        if current is not None and where != self._shown and current.parent() is self._list:
            self.places.show_item(current)
        self._shown = where

    def _about_shown(self) -> bool:
        """What the strip has no room for stands here while the rail is a page of its own."""
        return active().compact and bool(self.about.text())

    def _lay_foot(self, lines: list[list[RailButton]], *, bare: bool = False) -> None:
        for line in lines:
            for button in line:
                button.share(len(line) > 1, bare=bare)
        if lines == self._foot_lines:
            return
        self._foot_lines = lines
        for at, each in enumerate(lines):
            if at == len(self._foot_boxes):
                self._foot_boxes.append(QHBoxLayout())
                self._foot_boxes[at].setSpacing(0)
                self._foot_rows.addLayout(self._foot_boxes[at])
            for button in each:
                for box in self._foot_boxes:
                    box.removeWidget(button)
                self._foot_boxes[at].addWidget(button, button.shared_width(bare=bare))


def _shared(rows: list[RailButton], width: int, *, bare: bool) -> list[list[RailButton]]:
    """Rows of the foot in their order, as many on a line as have room."""
    lines: list[list[RailButton]] = []
    for row in rows:
        needed = row.shared_width(bare=bare)
        if lines and sum(each.shared_width(bare=bare) for each in lines[-1]) + needed <= width:
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines
