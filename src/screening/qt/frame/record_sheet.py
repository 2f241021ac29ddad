"""The record as one running sheet: beside the talk, as a page, and where it is read back, row by row."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.view_models import BLANK, LINE, SIGN, TOPIC_ROW, WORDS, SheetRow, SheetView
from screening.qt.frame.page import Headed
from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, Themed, active, unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import WIDEST, SetText, measure_of, spoken
from screening.qt.text.text_layout import locale_of
from screening.qt.widgets.card import Ground, paint_ground
from screening.qt.widgets.pressing import PressedByReturn, rove

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ABOVE = {TOPIC_ROW: 14, WORDS: 2, LINE: 6}
"""Blank space above a row."""
PAD = 16
"""Between the bar of the open topic, where it stands, and the words."""
INSIDE = 12
"""Between the edge of the person's ground and their words."""


class RowLine(PressedByReturn, FitsHeight, QPushButton):
    """One row. Pressing it leads to its place; Up and Down lead to the rows beside it."""

    stepped = Signal(int)

    def __init__(self, row: SheetRow, words: Says) -> None:
        super().__init__()
        self.row, self.words, self.here = row, words, False
        self.fit_policy(QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(spoken(row.told or row.text))
        self.setLocale(locale_of(row.language or words.language))
        self.wear_active()

    def ring_rect(self) -> QRectF:
        """What the focus ring goes round: the words, without the blank space above them."""
        above = active().gap(ABOVE.get(self.row.kind, 0))
        return QRectF(self.rect()).adjusted(0, above, 0, 0)

    def set_here(self, here: bool) -> None:
        """The row belongs to the topic that is open."""
        if here != self.here:
            self.here = here
            self.update()

    def event(self, event: QEvent) -> bool:
        """Up and Down are this sheet's own: not keys of the page beside it."""
        own = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if own and isinstance(event, QKeyEvent) and event.key() in STEPS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (by := STEPS.get(Qt.Key(event.key()))) is not None:
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = active().gap(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(160), active().size("target"))

    def heightForWidth(self, width: int) -> int:
        return self._lay(width, None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.here:
            wide = active().size("marker")
            painter.fillRect(QRectF(self.from_start(0, wide), 0, wide, self.height()), active().color("accent"))
        self._lay(self.width(), painter)

    # --- laying and drawing are one walk down the row

    def _lay(self, width: int, painter: QPainter | None) -> int:
        room = width - 2 * active().gap(PAD)
        top = active().gap(ABOVE.get(self.row.kind, 0))
        tall = self._said(painter, top, room) if self.row.kind == WORDS else self._line(painter, top, room)
        return max(round(tall), active().size("target"))

    def _said(self, painter: QPainter | None, top: float, room: float) -> float:
        """The person's words on their ground, with the translation beneath it."""
        inside, row = active().gap(INSIDE), self.row
        text = self._text(row.text, "lead", room - 2 * inside, row.language)
        if painter is not None:
            ground = QRectF(self.from_start(active().gap(PAD), room), top, room, text.height + active().gap(8))
            paint_ground(painter, ground, Ground.PERSON)
            text.draw(painter, ground.x() + inside, top + active().gap(4), active().color("ink"))
        top += text.height + active().gap(10)
        for told in filter(None, (row.beneath, row.note)):
            below = self._text(told, "small", room)
            self._draw(painter, below, active().gap(PAD), room, top, "ink_soft")
            top += below.height
        return top + active().gap(4)

    def _line(self, painter: QPainter | None, top: float, room: float) -> float:
        """A heading, a sign or a blank topic: what it is at the start, how it is known at the end or below."""
        row, start, heading = self.row, active().gap(PAD), self.row.kind in (TOPIC_ROW, BLANK)
        size = "body" if row.kind == LINE else "small"
        side = round(active().type("small") * 0.95)
        indent = side + active().gap(12) if row.kind == SIGN else 0
        note = row.note or (self.words.say("page.said.open") if self.here and row.kind == TOPIC_ROW else "")
        mark, filled = (icons.HOW_ICON.get(row.how, ""), False) if row.how else (_shape(row), row.shape == "declined")
        gap = side + active().gap(8) if note and mark else 0
        end = self._text(note, "small", room - gap)
        beside = row.kind != LINE and (self._text(row.text, size, 0.0, bold=heading).width + indent + end.width + gap
                                       + active().gap(16) <= room)  # fmt: skip
        text = self._text(row.text, size, room - indent, bold=heading)
        below = end.height + active().gap(4) if note and not beside else 0
        tall = max(text.height, active().size("target") - top - below)  # the whole row is pressed
        if painter is not None:
            if row.kind == SIGN and row.shape:
                self._paint(painter, icons.ANSWER_SHAPE[row.shape], start, top + tall / 2, side, filled=True)
            color = "ink_soft" if heading else "ink"
            self._draw(painter, text, start + indent, room - indent, top + (tall - text.height) / 2, color)
        if not note:
            return top + tall
        left: float = start + indent
        middle = top + tall + end.height / 2
        if beside:
            left, middle = start + room - end.width - gap, top + tall / 2
        if painter is not None:
            if mark:
                self._paint(painter, mark, left, middle, side, filled=filled)
            self._draw(painter, end, left + gap, end.width + 1, middle - end.height / 2, "ink_soft")
            if row.kind == BLANK and beside:
                self._dots(painter, start + text.width + active().gap(12), left - active().gap(12), middle)
        return top + tall + below

    def _text(self, text: str, size: str, room: float, language: str = "", *, bold: bool = False) -> SetText:
        tag, wide = language or self.words.language, room if room > 0 else WIDEST
        return SetText(text, tag, active().type(size), bold=bold, width=wide)

    def _draw(self, painter: QPainter | None, text: SetText, left: float, room: float, top: float, color: str) -> None:
        if painter is not None:
            x = self.from_start(left, room) if text.right_to_left else self.from_start(left, text.width)
            text.draw(painter, x, top, active().color(color))

    def _paint(self, painter: QPainter, name: str, left: float, middle: float, side: float, *, filled: bool) -> None:
        area = QRectF(self.from_start(left, side), middle - side / 2, side, side)
        ink = active().color("ink" if self.row.kind == SIGN and filled else "ink_soft")
        icons.paint(painter, name, area, ink, filled=filled, mirrored=self.isRightToLeft())

    def _dots(self, painter: QPainter, start: float, end: float, middle: float) -> None:
        pen = QPen(active().color("edge"), 1)
        pen.setDashPattern([1, 3])
        painter.setPen(pen)
        left, right = (round(self.from_start(each, 0)) for each in (start, end))
        painter.drawLine(left, round(middle) + 4, right, round(middle) + 4)


class RecordSheet(Themed, QWidget):
    """The rows. ``chosen`` carries the place of the one that was pressed."""

    chosen = Signal(str)
    holds_items = True

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.words = words
        self.lines: list[RowLine] = []
        self._rows = unpadded(QVBoxLayout(self), 0)
        self._rows.addStretch(1)
        self.wear_active()

    def show_rows(self, rows: Iterable[SheetRow], here: str = "") -> None:
        """Show the rows, and mark those of the topic ``here``; a row that stands there already is left as it is."""
        wanted, kept = list(rows), {line.row: line for line in self.lines}
        focused = next((at for at, line in enumerate(self.lines) if line.hasFocus()), -1)
        made = [kept.pop(row) if row in kept else self._made(row) for row in wanted]
        for line in kept.values():
            line.hide()
            self._rows.removeWidget(line)
            line.deleteLater()
        for at, line in enumerate(made):
            if self._rows.indexOf(line) != at:
                self._rows.insertWidget(at, line)
                line.show()
        self.lines = made
        for line in made:
            line.set_here(bool(here) and line.row.place.partition("/")[0] == here)
        if made:
            rove(made, made[max(0, min(focused, len(made) - 1))], focus=focused >= 0)

    def restyle(self) -> None:
        """Keep the lines to 62 letters."""
        self.setMaximumWidth(measure_of("Latn", active().type("lead")) + 2 * active().gap(PAD + INSIDE))
        super().restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """It is no wider than its lines, whatever room it has."""
        return self._rows.heightForWidth(min(width, self.maximumWidth()))

    def topic(self, place: str) -> RowLine | None:
        """The first row of a topic; of none, the first of all."""
        found = [line for line in self.lines if place and line.row.place == place]
        return next(iter(found or self.lines), None)

    def enter(self, place: str) -> None:
        """Give the keyboard to the row of a topic."""
        if (line := self.topic(place)) is not None:
            rove(self.lines, line, focus=True)

    def step(self, by: int) -> bool:
        """Move to the row before or after; False where no row has the keyboard."""
        at = next((at for at, line in enumerate(self.lines) if line.hasFocus()), -1)
        if at < 0:
            return False
        rove(self.lines, self.lines[max(0, min(at + by, len(self.lines) - 1))], focus=True)
        return True

    def _made(self, row: SheetRow) -> RowLine:
        line = RowLine(row, self.words)
        line.stepped.connect(self.step)
        if row.place:
            line.clicked.connect(lambda: self.chosen.emit(row.place))
        return line


class RecordPage(Headed):
    """The sheet as a page, where there is no room for it beside the talk, and of a finished case."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.sheet = RecordSheet(words)

    def show_view(self, view: SheetView, here: str = "") -> None:
        self.head_with(view.title, view.lead)
        self.sheet.show_rows(view.rows, here)
        if self.rows.indexOf(self.sheet) < 0:
            self.rows.addWidget(self.sheet)
            self.rows.addStretch(1)

    def step(self, by: int) -> bool:
        """From the title, Down leads to the first row."""
        if by > 0 and self.title.hasFocus():
            self.sheet.enter("")
            return True
        return self.sheet.step(by)


def _shape(row: SheetRow) -> str:
    return icons.ANSWER_SHAPE.get(row.shape, "") if row.kind == BLANK else ""
