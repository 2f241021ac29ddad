"""Choosing: rows of choices (gate, agreement), a few buttons of which one is picked, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from screening.qt.style import icons
from screening.qt.style.shortcut_table import FIGURES
from screening.qt.style.theme import FitsHeight, Themed, active, nested, unpadded
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, Role, ScriptText, SetText, spoken
from screening.qt.text.text_layout import locale_of
from screening.qt.widgets.buttons import PickButton
from screening.qt.widgets.card import EvenGrid, Flow, Ground, Group, paint_ground
from screening.qt.widgets.pressing import pressed_as_a_whole, rove, step_of

LEAST_LABEL = 150
"""Pixels at 100 % that a text of more than a few words needs beside its choices."""
FIGURE = {
    **{name: tokens().key[name] for name in FIGURES},
    **dict.fromkeys(("not_sure", "later"), tokens().key["not_known"]),
}
"""The one meaning of the figures: 1 yes, 2 no, 3 not sure, not known or later, 4 prefers not to say, 0 not asked."""
EVEN = ("yes", "no", "not_sure")
SHAPE = {"1": "circle", "2": "square", "3": "triangle", "4": "bar"}
LETTERS = "ABCDEFGIJKLNOPQRSTVXYZ"
"""The keys of choices that are no answers, in their order; H, M, U and W are keys of the window."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. ``answer`` is what it means where its id does not say so; ``told`` what is said once saved."""

    id: str
    text: str
    icon: str = ""
    answer: str = ""
    told: str = ""


def keys_of(options: Sequence[Option]) -> list[str]:
    """Return the key of each choice: a figure for what is an answer, by its meaning; else the next letter."""
    letters = iter(LETTERS)
    return [FIGURE.get(each.answer or each.id) or next(letters) for each in options]


def decided(words: Says) -> list[Option]:
    """Return the answers to a decision: yes, no, later."""
    texts = (("yes", "answer.yes"), ("no", "answer.no"), ("later", "decision.later"))
    return [Option(name, words.say(text)) for name, text in texts]


class PickRow(Themed, Group):
    """A text and its choices. The row has the keyboard as a whole: its keys choose, arrows go inside."""

    chosen = Signal(str)
    came = Signal()
    """The row has the ring now."""
    emptied = Signal()
    """Back to not asked, with the key for it."""
    pad = 8
    """Blank space above and below, in pixels at 100 %."""

    def __init__(
        self,
        name: str,
        language: str,
        options: Sequence[Option],
        *,
        choices: Flow | EvenGrid | None = None,
    ) -> None:
        """``choices`` is what the buttons stand in."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name = name
        self.language = language
        self.setLocale(locale_of(language))
        self.picked = ""
        self.buttons: dict[str, Any] = {}
        self.choices = choices or Flow(gap=6)
        keyed = sorted(zip(keys_of(options), options, strict=True), key=lambda each: (each[0] == "0", each[0]))
        self.keys = {key: option.id for key, option in keyed}
        """What each key answers here, in the order of the keys: yes stands first, and no after it."""
        self.told = {option.id: option.told or option.text for option in options}
        for key, option in keyed:
            button = self.make_button(key, option)
            button.chosen.connect(lambda chosen=option.id: self.choose(chosen))
            button.installEventFilter(self)
            self.buttons[option.id] = button
            self.choices.add(button)
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        told = ", ".join(f"{key} {option.text}" for key, option in keyed)
        self.setAccessibleDescription(spoken(told))
        rove(self.buttons.values(), self._stop())

    def make_button(self, key: str, option: Option) -> Any:
        """Make the button of a choice."""
        return PickButton(option.text, icon=option.icon or SHAPE.get(key, ""), cap=key, language=self.language)

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
        """Whether keys answer this row: the ring is round it, or round a choice in it."""
        return self.hasFocus() or any(button.hasFocus() for button in self.buttons.values())

    def answer_of(self, key: str) -> str:
        """What a key answers here; "" for nothing."""
        return self.keys.get(key, "")

    def press(self, key: str) -> None:
        """A key of an answer, or the one that takes it back."""
        if answer := self.answer_of(key):
            self.choose(answer)
        elif key == FIGURE["not_asked"]:
            self.emptied.emit()

    def choose(self, answer: str) -> None:
        """A choice was pressed, by whatever hand; the page that holds the row hears of it after what listens here."""
        self.chosen.emit(answer)
        if isValid(self) and (page := self._page()) is not None:
            page.row_answered.emit(self, answer)

    def comes_ahead(self, key: str) -> bool:
        """Whether a key that answers nothing here is for a row to come: what was pressed before it is on its way."""
        waits = getattr(self._page(), "keys_wait", None)
        return (key.isalnum() or key == " ") and self.hasFocus() and waits is not None and waits()

    def _page(self) -> Any:
        """What hears of the answers of its rows."""
        page = self.parentWidget()
        while page is not None and not hasattr(page, "row_answered"):
            page = page.parentWidget()
        return page

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
        key = event.text().upper()
        if key and (key == FIGURE["not_asked"] or self.answer_of(key) or self.comes_ahead(key)):
            if not event.isAutoRepeat():  # a key that is held answers one row
                take = getattr(self._page(), "take_key", None) or self.press
                take(key)
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
        down, across = theme.gap(self.pad), theme.gap(12) if self.pad else 0
        self.box.setContentsMargins(across, down, across, down + bool(self.pad))
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
        if self.pad:
            painter.fillRect(0, self.height() - 1, self.width(), theme.size("hairline"), theme.color("line"))

    def _stop(self) -> QWidget:
        """Return the button that Tab stops at; the row itself where it has none."""
        stop: QWidget = self.buttons.get(self.picked, next(iter(self.buttons.values()), self))
        return stop


class ChoiceRow(PickRow):
    """A line to answer, which the officer reads: a tick once it is, its text, its choices."""

    def __init__(
        self,
        words: Says,
        label: str,
        options: Sequence[Option],
        *,
        hint: str = "",
        stacked: bool = False,
    ) -> None:
        """``hint`` stands beside the text where there is room. ``stacked``: the choices stand under it at any width."""
        self.hint = ScriptText(hint, words.language, Role.SMALL, soft=True, wraps=False)
        self.stacked = stacked
        self._apart = 4
        self.pad = 0 if stacked else 8
        even = EvenGrid((3, 1), gap=8) if stacked and len(options) == len(EVEN) else None
        super().__init__(label, words.language, options, choices=even)
        self.label = IconText("ring", label, words.language)
        top = nested(self.box, QHBoxLayout(), 36, spacing=active().gap(10))
        top.addWidget(self.label, 0 if hint else 1)
        top.addWidget(self.hint, int(bool(hint)), Qt.AlignmentFlag.AlignBottom)
        self.box.addWidget(self.choices, 64, Qt.AlignmentFlag.AlignVCenter)
        for button in () if stacked else self.buttons.values():
            button.least_width = 132
        self.show_picked("")
        self.wear_active()

    def label_widths(self) -> tuple[int, int]:
        return self.label.minimumSizeHint().width(), self.label.sizeHint().width()

    def shown(self) -> None:
        self.label.set_icon("tick" if self.picked else "ring")
        if self.label.bold != self.hasFocus():
            self.label.set_bold(self.hasFocus())

    def set_gap(self, gap: int) -> None:
        """Set the space between text and choices that stand under it, in pixels at 100 %."""
        if gap != self._apart:
            self._apart = gap
            self._turn()

    def show_picked(self, picked: str) -> None:
        super().show_picked(picked)
        if hint := self.hint.text():
            self.setAccessibleName(spoken(f"{self.accessibleName()} ({hint})"))

    def ring_rect(self) -> QRectF:
        out = active().gap(7 if self._apart > 2 else 3) - active().size("gap") if self.stacked else 0
        return QRectF(self.rect()).adjusted(-out, -out, out, out)

    def _turn(self) -> None:
        if not self.stacked:
            super()._turn()
            return
        self.box.setDirection(QBoxLayout.Direction.TopToBottom)
        self.box.setSpacing(active().gap(self._apart))
        fits = self.label.sizeHint().width() + self.hint.sizeHint().width() < self.width()
        self.hint.setVisible(fits and bool(self.hint.text()) and self.hint.parentWidget() is not None)


class CheckLine(FitsHeight, QCheckBox):
    """A box of 28 in a line of 44: text, and a quiet second line. Filled and ticked when it holds."""

    def __init__(self, text: str, language: str = "en", *, sub: str = "", name: str = "") -> None:
        """``sub`` stands below ``text``; ``name`` is the object name."""
        super().__init__()
        self.setObjectName(name)
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
        rows = self._rows = unpadded(QVBoxLayout(self))
        rows.addWidget(ScriptText(label, language, Role.BODY, bold=True))
        rows.addWidget(pick)
        if help:
            rows.addWidget(ScriptText(help, language, Role.SMALL, soft=True))
        self.wear_active()

    def restyle(self) -> None:
        self._rows.setSpacing(active().gap(12))
        super().restyle()
