"""Choosing: rows of choices (gate, agreement), a few buttons of which one is picked, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, Themed, active
from screening.qt.text.label import IconText, Says
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, Role, ScriptText, SetText, Side, spoken
from screening.qt.widgets.buttons import PickButton
from screening.qt.widgets.card import Flow, Ground, Group, paint_ground
from screening.qt.widgets.pressing import pressed_as_a_whole, rove, step_of

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
        rove(self.buttons.values(), self._stop())

    def show_picked(self, picked: str) -> None:
        """Fill the choice that is on disk; "" fills none."""
        self.picked = picked
        for name, button in self.buttons.items():
            button.show_picked(name == picked)
        said = self.buttons[picked].words if picked in self.buttons else ""
        self.setAccessibleName(spoken(f"{self.name}, {said}" if said else self.name))
        rove(self.buttons.values(), self._stop())
        self.shown()

    def shown(self) -> None:
        """Draw what else depends on the choice."""

    @property
    def has_keyboard(self) -> bool:
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
        ringed = came or self.has_keyboard
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
        buttons = tuple(self.buttons.values())
        if (to := step_of(event, buttons)) is not None:
            rove(buttons, to, focus=True)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            rove(buttons, self._stop(), focus=True)
        else:
            super().keyPressEvent(event)

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
    ) -> None:
        offered = options or (
            Option("yes", words.say("answer.yes"), "circle"),
            Option("no", words.say("answer.no"), "square"),
            Option("later", words.say("decision.later"), "triangle"),
        )
        super().__init__(own, words.language, offered)
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


class CheckLine(FitsHeight, QCheckBox):
    """A box of 28 in a line of 44: text, and a quiet second line. Filled and ticked when it holds."""

    def __init__(self, text: str, language: str = "en", *, sub: str = "") -> None:
        super().__init__()
        self.words, self.sub, self.language = text, sub, language
        self.fit_policy(QSizePolicy.Policy.Preferred)
        self.setAccessibleName(spoken(text))
        self.setAccessibleDescription(spoken(sub))
        pressed_as_a_whole(self)
        self.wear_active()

    def hitButton(self, _position: QPoint) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(active().size("target"), sum(int(text.height) for text in self._texts(width)) + active().gap(6))

    def sizeHint(self) -> QSize:
        texts = self._texts(-1)
        width = max(int(text.width) for text in texts) + self._start()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        texts = self._texts(-1)
        return QSize(max(int(text.narrowest) for text in texts) + self._start(), active().size("target"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, side = active(), QPainter(self), active().size("check")
        mirrored = self.isRightToLeft()
        rect = QRectF(self.width() - side if mirrored else 0, (self.height() - side) / 2, side, side)
        if self.isChecked():
            box(painter, rect, fill=theme.color("accent"))
            mark = side * 0.18
            area = rect.adjusted(mark, mark, -mark, -mark)
            icons.paint(painter, "tick", area, theme.color("on_accent"))
        else:
            fill = theme.color("accent_soft" if self.isDown() else "surface")
            box(painter, rect, fill=fill, edge=theme.color("edge"), width=theme.size("edge"))
        texts = self._texts(self.width())
        top = (self.height() - sum(text.height for text in texts)) / 2
        for text, color in zip(texts, ("ink", "ink_soft"), strict=False):
            text.draw(painter, 0 if mirrored else self._start(), top, theme.color(color))
            top += text.height

    def _texts(self, width: int) -> list[SetText]:
        room = WIDEST if width < 0 else float(max(1, width - self._start()))
        texts = [SetText(self.words, self.language, active().type("body"), width=room)]
        if self.sub:
            texts.append(SetText(self.sub, self.language, active().type("small"), width=room))
        return texts

    def _start(self) -> int:
        return active().size("check") + active().gap(14)


class Pick(Flow):
    """Fills the picked button at once: the page hands the choice over with the rest."""

    picked = Signal(str)

    def __init__(self, options: Sequence[Option], language: str, name: str) -> None:
        super().__init__(gap=10)
        self.setAccessibleName(spoken(name))
        self.value = ""
        self.buttons: dict[str, PickButton] = {}
        for option in options:
            button = PickButton(option.text, icon=option.icon, language=language)
            button.setObjectName(f"pick-{option.id}")
            button.chosen.connect(lambda name=option.id: self._pick(name))
            self.buttons[option.id] = button
            self.add(button)

    def show_value(self, value: str) -> None:
        self.value = value
        for name, button in self.buttons.items():
            button.show_picked(name == value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab stops at the set once; the arrows go from one button of it to the next."""
        if (to := step_of(event, tuple(self.buttons.values()))) is not None:
            to.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _pick(self, name: str) -> None:
        self.show_value(name)
        self.picked.emit(name)


class LabelledPick(Themed, QWidget):
    """A set with its label above and help below; whoever brings a button of it into view brings them too."""

    labelled = True

    def __init__(self, label: str, pick: Pick, language: str, *, help: str = "") -> None:
        super().__init__()
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(ScriptText(label, language, Role.BODY, bold=True))
        rows.addWidget(pick)
        if help:
            rows.addWidget(ScriptText(help, language, Role.SMALL, soft=True))
        self.wear_active()

    def restyle(self) -> None:
        self._rows.setSpacing(active().gap(12))
        super().restyle()
