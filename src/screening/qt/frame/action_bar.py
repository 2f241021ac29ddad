"""The bottom bar: the cover page in its corner, break, care, stop, and on the other side back and next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from screening.qt.frame.frame_views import BarView
from screening.qt.frame.page import remove_widgets
from screening.qt.style.shortcut_table import in_text_field
from screening.qt.style.theme import Placing, active, application
from screening.qt.style.tokens import tokens
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.text.text_layout import locale_of
from screening.qt.widgets.buttons import Button, Look

LEAST_NOTE = 220
"""Pixels at 100 % below which a note is not worth showing."""


class CoverButton(Button):
    """The cover page: bottom left in every language, touching both edges, found without looking."""

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        self.says = words
        super().__init__(
            words.say("shell.cover"),
            Look.PLAIN,
            icon="folded_sheet",
            cap=tokens().key["cover"],
            language=words.language,
            name=words.say("shell.cover"),
            centered=True,
            parent=parent,
        )
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def bound_height(self) -> None:
        """As high as the bar."""

    def ring_rect(self) -> QRectF:
        inset = active().size("ring") + active().size("gap") + 1
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def paint_back(self, painter: QPainter, edge: QColor) -> None:
        theme, width = active(), active().size("edge")
        painter.fillRect(self.rect(), theme.color("accent_soft" if self.isDown() else "sunk"))
        painter.fillRect(self.width() - width, 0, width, self.height(), edge)
        painter.fillRect(0, 0, self.width(), theme.size("hairline"), theme.color("line"))

    def _text_bold(self) -> bool:
        return True

    def _icon_size(self) -> int:
        return round(active().type("body") * 1.35)


class ActionBar(Placing, QWidget):
    """Stop stands apart from back and next (HW5). Where room is short the key caps go first, then long words."""

    back_pressed = Signal()
    next_pressed = Signal()
    pressed = Signal(str)
    """A button other than back and next, by its id."""

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAccessibleName(words.say("shell.region-bar"))
        self.setLocale(locale_of(words.language))
        self.words = words
        self.view = BarView()
        self.cover = CoverButton(words, self)
        language, key = words.language, tokens().key
        self.rest = Button(words.say("shell.break"), icon="two_bars", cap=key["break"], language=language, parent=self)
        self.care = Button(words.say("shell.care"), icon="care", cap=key["care"], language=language, parent=self)
        self.stop = Button(words.say("shell.stop"), icon="half_circle", cap=key["stop"], language=language, parent=self)
        self.note = ScriptText("", language, Role.SMALL, soft=True, parent=self)
        self.buttons: dict[str, Button] = {}
        self._in_text = False
        """Whether the caret is in a text, in which the key of Back takes a word away."""
        application().focusChanged.connect(self._focus_went)
        self.wear_active()

    def show_view(self, view: BarView) -> None:
        if view == self.view and self.note.text() == spoken(view.note):
            return
        self.view = view
        self.note.set_text(view.note)
        ids = tuple(each.id for each in view.buttons)
        if ids != tuple(self.buttons):
            had = next((name for name, button in self.buttons.items() if button.hasFocus()), "")
            remove_widgets(*self.buttons.values())
            self.buttons = {}
            own = {"back": self.back_pressed, "next": self.next_pressed}
            for each in view.buttons:
                button = Button("", language=self.words.language, parent=self)
                button.chosen.connect(own.get(each.id) or partial(self.pressed.emit, each.id))
                button.explained.connect(self.note.set_text)
                button.explained.connect(self.place)
                self.buttons[each.id] = button
            if had in self.buttons:
                self.buttons[had].setFocus(Qt.FocusReason.OtherFocusReason)
        self.place()

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        if in_text_field(now) != self._in_text:
            self._in_text = not self._in_text
            if "back" in self.buttons:
                self.place()

    def sizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), active().size("bar"))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, active().size("bar"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, self.width(), theme.size("hairline"), theme.color("line"))

    def place(self, *_text: str) -> None:
        """Lay the buttons out, giving way step by step until they fit."""
        compact = active().compact
        for each in self.view.buttons:
            button = self.buttons[each.id]
            button.set_look(each.look, each.why)
            cap = "" if self._in_text and each.id == "back" else each.cap
            button.set_words(each.short if compact and each.short else each.text, cap=cap, name=each.text)
            button.set_slim(int(compact))
        for part in self._talk():
            part.set_slim(int(compact))
        self.cover.set_slim(0)
        self.cover.set_words(self.words.say("shell.cover-short" if compact else "shell.cover"))
        cover = active().size("rail") if not compact else self._cover_least()
        for step in (lambda: None, *self._steps()):
            step()
            if self._needed(cover) <= self.width():
                break
        else:
            cover = self._cover_least()
        self._arrange(min(cover, self.width()))

    def _steps(self) -> list[Callable[[], object]]:
        buttons = list(self.buttons.values())

        def slim(parts: list[Button], how: int) -> None:
            for part in parts:
                part.set_slim(how)

        def shorten() -> None:
            for each in self.view.buttons:
                if each.short:
                    self.buttons[each.id].set_words(each.short)

        return [
            lambda: slim(buttons, 1),
            lambda: slim(self._talk(), 1),
            shorten,
            lambda: self.cover.set_words(self.words.say("shell.cover-short")),
            lambda: slim([*buttons, *self._talk()], 2),
            lambda: self.cover.set_slim(2),
        ]

    def _needed(self, cover: int) -> int:
        talk = self._needed_talk() + active().gap(12) if self.view.talk else 0
        buttons = sum(button.sizeHint().width() + self._gap() for button in self.buttons.values())
        return cover + 2 * self._edge() + talk + buttons

    def _arrange(self, cover: int) -> None:
        """Where even short words do not fit, the buttons at the end wrap theirs, or take a line of their own."""
        edge, gap = self._edge(), self._gap()
        free = self.width() - cover - 2 * edge
        talk = self._needed_talk() + gap if self.view.talk else 0
        widths = {button: button.sizeHint().width() for button in self.buttons.values()}
        gaps = gap * max(0, len(widths) - 1)
        two_lines = False
        if sum(widths.values()) + gaps > free - talk:
            least = {button: button.minimumSizeHint().width() for button in widths}
            two_lines = sum(least.values()) + gaps > free - talk
            room = (free if two_lines else free - talk) - gaps
            spare = max(0, room - sum(least.values()))
            wanted = sum(widths[each] - least[each] for each in widths) or 1
            widths = {
                each: min(widths[each], least[each] + spare * (widths[each] - least[each]) // wanted) for each in widths
            }
        heights = {button: button.heightForWidth(width) for button, width in widths.items()}
        spare = free - sum(widths.values()) - gaps - gap
        noted = 0
        if self.note.text() and not self.view.talk and spare >= active().gap(LEAST_NOTE):
            noted = self.note.heightForWidth(spare) - active().gap(8)
        line = max([self.rest.sizeHint().height(), noted, *heights.values()]) + active().gap(16)
        self.setFixedHeight(max(active().size("bar"), line) + (line if two_lines else 0))
        self.cover.setGeometry(0, 0, cover, self.height())
        lower = QRect(cover, self.height() - line if two_lines else 0, self.width() - cover, self.height())
        lower.setHeight(line if two_lines else self.height())
        at = self.width() - edge
        for button in reversed(list(widths)):
            at -= widths[button]
            self._put(button, at, QSize(widths[button], heights[button]), lower)
            at -= gap
        upper = QRect(cover, 0, self.width() - cover, line if two_lines else self.height())
        self._arrange_start(cover + edge, self.width() - edge if two_lines else at, upper)

    def _arrange_start(self, at: int, end: int, area: QRect) -> None:
        """Break, care and stop, or the note, from ``at`` to ``end``."""
        for part in (self.rest, self.care, self.stop):
            part.setVisible(self.view.talk)
        self.note.hide()
        if self.view.talk:
            spare = end - at - self._needed_talk()
            for part in (self.rest, self.care, self.stop):
                if part is self.stop:
                    at += max(0, min(active().gap(40), spare // 2))
                size = part.sizeHint()
                self._put(part, at, size, area)
                at += size.width() + self._gap()
        if self.note.text() and end - at >= active().gap(LEAST_NOTE):
            height = min(self.note.heightForWidth(end - at), area.height())
            self._put(self.note, at, QSize(end - at, height), area)
            self.note.show()

    def _needed_talk(self) -> int:
        return sum(part.sizeHint().width() for part in self._talk()) + 2 * self._gap()

    def _put(self, part: QWidget, left: int, size: QSize, area: QRect) -> None:
        rect = QRect(left, area.y() + (area.height() - size.height()) // 2, size.width(), size.height())
        part.setGeometry(QStyle.visualRect(self.layoutDirection(), area, rect))
        part.show()

    def _talk(self) -> list[Button]:
        return [self.rest, self.care, self.stop] if self.view.talk else []

    def _cover_least(self) -> int:
        return self.cover.sizeHint().width() + active().gap(16)

    def _edge(self) -> int:
        return active().gap(20)

    def _gap(self) -> int:
        return active().gap(12)
