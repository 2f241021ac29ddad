"""Rows of choices: the lines of the gate, and what the person agrees to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from screening.qt.style.theme import Themed, active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, Side, spoken
from screening.qt.widgets.buttons import PickButton
from screening.qt.widgets.card import Flow, Ground, paint_ground
from screening.qt.widgets.group import Group

LEAST_LABEL = 150
"""Pixels at 100 % that a text of more than a few words needs beside its choices."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. ``icon`` is a shape, for choices that have one."""

    id: str
    text: str
    icon: str = ""


class PickRow(Themed, Group):
    """A text and two to four choices. The row has the keyboard as a whole: figures choose, arrows go inside."""

    chosen = Signal(str)
    came = Signal()
    """The row has the ring now."""
    emptied = Signal()
    """Back to not asked, with the key for it."""
    one_piece = True
    """Scrolls as a whole."""
    pad = 8
    """Blank space above and below, in pixels at 100 %."""

    def __init__(self, name: str, language: str, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name = name
        self.language = language
        self.picked = ""
        self.buttons: dict[str, PickButton] = {}
        self.choices = Flow(gap=6)
        for number, option in enumerate(options, 1):
            button = PickButton(option.text, icon=option.icon, cap=str(number), language=language)
            button.chosen.connect(lambda chosen=option.id: self.choose(chosen))
            button.installEventFilter(self)
            self.buttons[option.id] = button
            self.choices.add(button)
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        told = ", ".join(f"{number} {option.text}" for number, option in enumerate(options, 1))
        self.setAccessibleDescription(spoken(told))
        self._rove(None)

    def show_picked(self, picked: str) -> None:
        """Fill the choice that is on disk; "" fills none."""
        self.picked = picked
        for name, button in self.buttons.items():
            button.show_picked(name == picked)
        said = self.buttons[picked].words if picked in self.buttons else ""
        self.setAccessibleName(spoken(f"{self.name}, {said}" if said else self.name))
        self._rove(None)
        self.shown()

    def shown(self) -> None:
        """Draw what else depends on the choice."""

    @property
    def ringed(self) -> bool:
        """Whether figures answer this row: the ring is round it, or round a choice in it."""
        return self.hasFocus() or any(button.hasFocus() for button in self.buttons.values())

    def answer_of(self, number: int) -> str:
        """What a figure answers here; "" for none."""
        names = list(self.buttons)
        return names[number - 1] if 0 < number <= len(names) else ""

    def press(self, number: int) -> None:
        """A figure key."""
        if answer := self.answer_of(number):
            self.choose(answer)
        elif number == 0:
            self.emptied.emit()

    def choose(self, answer: str) -> None:
        """A choice was pressed, by whatever hand; the page that holds the row hears of it after what listens here."""
        self.chosen.emit(answer)
        page = self.parentWidget() if isValid(self) else None
        while page is not None:
            if (told := getattr(page, "row_answered", None)) is not None:
                told.emit(self, answer)
                return
            page = page.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._ring(came=event.type() is QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _ring(self, *, came: bool) -> None:
        ringed = came or self.ringed
        for button in self.buttons.values():
            button.set_acting(ringed)
        self.update()
        self.shown()
        if came:
            self.came.emit()

    def ring_rect(self) -> QRectF:
        return QRectF(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal() and (event.text() == "0" or self.answer_of(int(event.text()))):
            if not event.isAutoRepeat():  # a key that is held answers one row
                self.press(int(event.text()))
            return
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        buttons = list(self.buttons.values())
        focused = [at for at, button in enumerate(buttons) if button.hasFocus()]
        step = -step if self.isRightToLeft() else step
        self._rove(buttons[(focused[0] + step) % len(buttons)] if focused else self._stop())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring(came=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring(came=False)

    def restyle(self) -> None:
        theme = active()
        down = theme.gap(self.pad)
        self.box.setContentsMargins(theme.gap(12), down, theme.gap(12), down + 1)
        self._turn()
        super().restyle()

    def minimumSizeHint(self) -> QSize:
        """It can become as narrow as its widest part, whichever way the parts stand now."""
        margins = self.box.contentsMargins()
        least = max(self.choices.minimumSizeHint().width(), self.label_widths()[0])
        return QSize(least + margins.left() + margins.right(), self.box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def label_widths(self) -> tuple[int, int]:
        """The width of the longest word of what stands before the choices, and of all of it on one line."""
        return 0, 0

    def _turn(self) -> None:
        """The choices under the text from 150 %, and where beside them it would be a column of single words."""
        theme = active()
        margins = self.box.contentsMargins()
        beside = self.width() - self.choices.sizeHint().width() - theme.gap(16) - margins.left() - margins.right()
        narrow = beside < min(theme.gap(LEAST_LABEL) * theme.scale / 100, self.label_widths()[1])
        stacked = theme.compact or (narrow and self.testAttribute(Qt.WidgetAttribute.WA_Resized))
        ways = QBoxLayout.Direction
        self.box.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self.box.setSpacing(theme.gap(4 if stacked else 16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        if self.hasFocus():
            paint_ground(painter, QRectF(self.rect()), Ground.OPEN)
        painter.fillRect(0, self.height() - 1, self.width(), theme.size("hairline"), theme.color("line"))

    def _stop(self) -> PickButton:
        return self.buttons.get(self.picked, next(iter(self.buttons.values())))

    def _rove(self, to: PickButton | None) -> None:
        stop = to if to is not None else self._stop()
        for button in self.buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        if to is not None:
            to.setFocus(Qt.FocusReason.OtherFocusReason)


class ChoiceRow(PickRow):
    """A line of the gate: a tick once it is answered, its text, its choices with their keys."""

    def __init__(self, words: Says, label: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(label, words.language, options, parent=parent)
        self.label = IconText("ring", label, words.language)
        self.box.addWidget(self.label, 36, Qt.AlignmentFlag.AlignVCenter)
        self.box.addWidget(self.choices, 64, Qt.AlignmentFlag.AlignVCenter)
        for button in self.buttons.values():
            button.least_width = 132
        self.show_picked("")
        self.wear_active()

    def label_widths(self) -> tuple[int, int]:
        return self.label.minimumSizeHint().width(), self.label.sizeHint().width()

    def shown(self) -> None:
        self.label.set_icon("tick" if self.picked else "ring")
        if self.label.bold != self.hasFocus():
            self.label.set_bold(self.hasFocus())


class DecisionRow(PickRow):
    """One thing the person can agree to, in both languages: yes, no, later. Nothing filled means not asked."""

    pad = 5

    def __init__(
        self,
        words: Says,
        own: str,
        theirs: str = "",
        person_language: str = "",
        *,
        options: Sequence[Option] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        offered = options or (
            Option("yes", words.say("answer.yes"), "circle"),
            Option("no", words.say("answer.no"), "square"),
            Option("later", words.say("decision.later"), "triangle"),
        )
        super().__init__(own, words.language, offered, parent=parent)
        self.own = ScriptText(own, words.language, Role.BODY)
        self.theirs = ScriptText(theirs, person_language or words.language, Role.SMALL, side=Side.PERSON)
        if not theirs:
            self.theirs.hide()
        self._texts = QVBoxLayout()
        self._texts.setSpacing(0)
        self._texts.addWidget(self.own)
        self._texts.addWidget(self.theirs)
        self.note = ScriptText("", words.language, Role.SMALL, soft=True)
        self.note.hide()
        self._texts.addWidget(self.note)
        self.box.addLayout(self._texts, 1)
        self.box.addWidget(self.choices, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_picked("")
        self.wear_active()

    def label_widths(self) -> tuple[int, int]:
        texts = [text for text in (self.own, self.theirs, self.note) if not text.isHidden()]
        least = max(text.minimumSizeHint().width() for text in texts)
        return least, max(text.sizeHint().width() for text in texts)

    def show_note(self, text: str) -> None:
        """A quiet line below, as what was decided another time."""
        self.note.set_text(text)
        self.note.setVisible(bool(text))
