"""The chips that say how an answer came and where harm happened, and the lists that they open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from screening.domain.answers import How, Where
from screening.qt.style import icons
from screening.qt.style.theme import Themed, active
from screening.qt.style.tokens import tokens
from screening.qt.text.label import Says
from screening.qt.text.painting import box
from screening.qt.text.text_label import SetText, spoken
from screening.qt.widgets.card import Ground, paint_ground
from screening.qt.widgets.pressing import FilledFromOutside, PressedByReturn

FIGURES = "123456789"
"""The keys that choose the first, second ... row of a list."""


class _IconAndWords(Themed):
    """What has an icon and words beside it in one line."""

    words = icon_name = language = ""
    role = "small"
    bold = False

    def _text(self) -> SetText:
        return SetText(self.words, self.language, active().type(self.role), bold=self.bold)

    def _icon(self) -> int:
        return round(active().type(self.role) * 1.06)

    def _draw(self, painter: QPainter, middle: float, pad: int, gap: int, ink: QColor) -> None:
        """Draw both in the middle line, ``pad`` from the start."""
        text, icon = self._text(), self._icon()
        area = QRectF(self.from_start(pad, icon), middle - icon / 2, icon, icon)
        icons.paint(painter, self.icon_name, area, ink, mirrored=self.isRightToLeft())
        text.draw(painter, self.from_start(pad + icon + gap, text.width), middle - text.height / 2, ink)


class Chip(PressedByReturn, _IconAndWords, QPushButton):
    """A small framed mark, icon and words, drawn 30 high in a target of 44."""

    chosen = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self.tinted = False
        """Whether it takes the note's colours."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.chosen)
        self.wear_active()

    def set_words(self, text: str, icon: str, name: str = "") -> None:
        if (told := spoken(name or text)) != self.accessibleName():
            self.setAccessibleName(told)
        if (text, icon) != (self.words, self.icon_name):
            self.words, self.icon_name = text, icon
            self.restyle()

    def sizeHint(self) -> QSize:
        width = self._text().width + self._icon() + active().gap(8) + 2 * active().gap(10)
        return QSize(int(width), max(active().size("target"), self._chip_height() + 4))

    def ring_rect(self) -> QRectF:
        """What the focus ring goes round: the drawn chip, not its hit area."""
        height = self._chip_height()
        return QRectF(0, (self.height() - height) / 2, self.width(), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, rect = active(), self.ring_rect()
        fill = theme.color("note" if self.tinted else "accent_soft" if self.isDown() else "surface")
        edge = theme.color("note_edge" if self.tinted else "edge")
        box(painter, rect, fill=fill, edge=edge, width=theme.size("hairline"))
        self._draw(painter, rect.center().y(), theme.gap(10), theme.gap(8), theme.color("ink"))

    def _chip_height(self) -> int:
        return max(active().size("chip"), int(self._text().height) + active().gap(6))


class ListChip(Chip):
    """A chip that opens a list of choices beside it; choosing there sends ``picked``."""

    picked = Signal(str)
    name = ""
    """Of the texts of the list, and of the key that opens and closes it."""
    value = ""
    """What is chosen now."""

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        self.says = words
        super().__init__(words.language, parent)
        self._list: ChoiceList | None = None
        self.chosen.connect(self.open_list)
        self.show_value(self.value)

    def show_value(self, value: str) -> None:
        """Say what is chosen."""
        raise NotImplementedError

    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """What can be chosen: value, words and icon of each."""
        raise NotImplementedError

    def open_list(self) -> ChoiceList:
        """Open the list beside the chip, what is chosen now focused; pressing again closes it."""
        if self._list is not None:
            self._list.close_list()
        opened = self._list = ChoiceList(self)
        opened.picked.connect(self.picked)
        opened.destroyed.connect(self._closed)
        return opened

    def _closed(self) -> None:
        self._list = None


class ProvenanceChip(ListChip):
    """How an answer came, one of six ways."""

    name = "how"
    value: str = How.ASKED

    def show_value(self, value: str) -> None:
        self.value = str(value)
        words = self.says.say(f"how.{value}")
        self.set_words(words, icons.HOW_ICON[value], f"{self.says.say('how.title')}: {words}")

    def choices(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((each.value, self.says.say(f"how.{each}"), icons.HOW_ICON[each]) for each in How)


class PlaceChip(ListChip):
    """Where harm happened that was affirmed, or that no place was noted. A figure chooses in its list at once."""

    name = "where"

    def show_value(self, value: str) -> None:
        self.value = value
        words = self.says.say(f"where.{value}") if value else self.says.say("where.short")
        told = words if value else self.says.say("where.unknown")
        self.set_words(words, "place", f"{self.says.say('where.title')}: {told}")

    def choices(self) -> tuple[tuple[str, str, str], ...]:
        rows = enumerate(Where, start=1)
        return tuple((each.value, f"{number}  {self.says.say(f'where.{each}')}", "place") for number, each in rows)


class ChoiceList(Themed, QWidget):
    """The choices of a chip, beside it. It lies in the window, not over it: every key of the page still works."""

    picked = Signal(str)

    def __init__(self, chip: ListChip) -> None:
        super().__init__(chip.window())
        self.chip = chip
        self.key = tokens().key[chip.name]
        self._window = chip.window()
        self._open = True
        self.setAccessibleName(chip.says.say(f"{chip.name}.title"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2, 2, 2, 2)
        rows.setSpacing(0)
        self.rows: list[_ChoiceRow] = []
        self.values = [value for value, _text, _icon in chip.choices()]
        for value, text, icon in chip.choices():
            row = _ChoiceRow(text, icon, chip.language, self.key, current=value == chip.value)
            row.clicked.connect(lambda _=False, each=value: self._pick(each))
            row.left.connect(self._leave)
            self.rows.append(row)
            rows.addWidget(row)
        self.wear_active()
        self._place()
        self.show()
        self.raise_()
        current = [row for row in self.rows if row.current] or self.rows
        current[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        at = [number for number, row in enumerate(self.rows) if row.hasFocus()]
        if step and at:
            self.rows[(at[0] + step) % len(self.rows)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.text().upper() == self.key:
            self.close_list(back=True)
        elif event.text() in FIGURES[: len(self.rows)]:
            self._pick(self.values[FIGURES.index(event.text())])
        else:
            super().keyPressEvent(event)

    def close_list(self, *, back: bool = False) -> None:
        if self._open:
            self._open = False
            self.hide()
            if back:
                self.chip.setFocus(Qt.FocusReason.OtherFocusReason)
            self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        paint_ground(painter, QRectF(self.rect()), Ground.SURFACE)
        box(painter, QRectF(self.rect()), edge=theme.color("edge"), width=theme.size("edge"))

    def _place(self) -> None:
        """Below the chip where there is room, else above it, inside the window."""
        self.resize(self.sizeHint())
        window = self._window
        at = self.chip.mapTo(window, QPoint(0, self.chip.height()))
        if at.y() + self.height() > window.height():
            at.setY(at.y() - self.chip.height() - self.height())
        at.setY(max(0, min(at.y(), window.height() - self.height())))
        at.setX(max(0, min(at.x(), window.width() - self.width())))
        self.move(at)

    def _pick(self, value: str) -> None:
        self.close_list(back=True)
        self.picked.emit(value)

    def _leave(self) -> None:
        focused = QApplication.focusWidget()
        if self._open and (focused is None or not self.isAncestorOf(focused)):
            self.close_list()


class _ChoiceRow(FilledFromOutside, _IconAndWords, QRadioButton):
    left = Signal()
    role = "body"

    def __init__(self, text: str, icon: str, language: str, key: str, *, current: bool) -> None:
        super().__init__()
        self.key = key
        self.words, self.icon_name, self.language, self.current = text, icon, language, current
        self.bold = current
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fill(current)
        self.setAccessibleName(spoken(text))
        self.wear_active()

    def event(self, event: QEvent) -> bool:
        """The arrows and the key of the list belong to it while it is open, not to the page behind it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._moves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._moves(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        text = self._text()
        width = text.width + 2 * active().gap(14) + self._icon() + active().gap(10)
        return QSize(int(width), max(active().size("target"), int(text.height) + 6))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = active(), QPainter(self), QRectF(self.rect())
        ink = theme.color("on_accent" if self.current else "ink")
        if self.current:
            painter.fillRect(rect, theme.color("accent"))
        self._draw(painter, rect.center().y(), theme.gap(14), theme.gap(10), ink)

    def _moves(self, event: QKeyEvent) -> bool:
        """Whether a key moves in the list, chooses there, or closes it."""
        moved = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        return moved or event.text().upper() == self.key or (bool(event.text()) and event.text() in FIGURES)
