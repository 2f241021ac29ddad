"""Buttons: main, other, quiet, resting, one of several choices, and the one that plays a sound."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QRadioButton, QSizePolicy, QWidget

from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, active
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.text.painting import Cap, box, cap_of
from screening.qt.text.text_label import WIDEST, Role, SetText, spoken
from screening.qt.text.text_layout import locale_of
from screening.qt.widgets.pressing import FilledFromOutside, PressedByReturn, pressed_as_a_whole


class Look(StrEnum):
    """How much a button stands out. A resting one cannot be used yet and says why."""

    MAIN = "main"
    OTHER = "other"
    QUIET = "quiet"
    RESTING = "resting"
    PICKED = "picked"
    PLAIN = "plain"


if TYPE_CHECKING:
    _Pressable = QAbstractButton
else:
    _Pressable = object


class ButtonBody(FitsHeight, _Pressable):
    """How a painted button is measured and drawn: icon, words, key cap."""

    if TYPE_CHECKING:
        chosen: SignalInstance
        explained: SignalInstance

    def __init__(
        self,
        text: str,
        look: Look = Look.OTHER,
        *,
        icon: str = "",
        cap: str = "",
        language: str = "en",
        role: Role = Role.BODY,
        why: str = "",
        name: str = "",
        cap_first: bool = False,
        centered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``cap`` is the key that does the same; ``why`` is what a resting button answers; ``name`` what is said
        instead of ``text``.
        """
        super().__init__(parent)
        self.look = look
        self.icon_name = icon
        self.cap = cap
        self.language = language
        self.role = role
        self.why = why
        self.cap_first = cap_first
        self.centered = centered
        self.slim = 0
        self.least_width = 0
        self.pad = 18
        self._words = text
        self._name = name
        self._told: tuple[object, ...] = ()
        self.fit_policy(QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._pressed)
        self._tell_name()
        self.wear_active()

    def _pressed(self) -> None:
        if self.look is Look.RESTING:
            screen_reader.say(self, self.why or self.words)
            self.explained.emit(self.why)
        else:
            self.chosen.emit()

    @property
    def rests(self) -> bool:
        """Whether it cannot be used yet: a screen reader finds it disabled, and it takes the focus and says why."""
        return self.look is Look.RESTING

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, text: str, *, cap: str | None = None, name: str | None = None) -> None:
        self._words = text
        self.cap = self.cap if cap is None else cap
        self._name = self._name if name is None else name
        self._change()

    def set_look(self, look: Look, why: str = "") -> None:
        self.look, self.why = look, why
        self._change()

    def set_icon(self, icon: str) -> None:
        self.icon_name = icon
        self._change()

    def set_cap(self, cap: str) -> None:
        self.cap = cap
        self._change()

    def _change(self) -> None:
        """Say, measure and draw anew what is another than before."""
        words, looks = (self._words, self._name, self.language), (self.icon_name, self.cap, self.look, self.role)
        now = (words, looks, self.why)
        if now != self._told:
            self._told = now
            self._tell_name()
            self.restyle()

    def set_slim(self, slim: int) -> None:
        """Where room is short: 1 leaves out the key cap, 2 some of the blank space too, 0 nothing."""
        if slim != self.slim:
            self.slim = slim
            self.restyle()

    def restyle(self) -> None:
        self.__dict__.pop("_beside", None)
        super().restyle()

    def heightForWidth(self, width: int) -> int:
        return self._tall(self._laid(width - self._beside))

    def sizeHint(self) -> QSize:
        text = self._laid()
        least = max(active().target(self.least_width), self._least())
        return QSize(max(int(text.width) + self._beside, least), self._tall(text))

    def minimumSizeHint(self) -> QSize:
        text = self._laid()
        return QSize(max(int(text.narrowest) + self._beside, self._least()), self._tall(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, edge = self._colors()
        self.paint_back(painter, edge)
        text = self._laid(self.width() - self._beside)
        icon, cap, gap = self._icon_size(), self._cap(), self._gap()
        words = min(int(text.width), self.width() - self._beside) if self._words else 0
        used = words + self._beside - 2 * self._pad()
        left = (self.width() - used) / 2 if self.centered or not self._words else self._pad()
        middle = self.height() / 2
        parts: list[tuple[str, float]] = []
        if cap and self.cap_first:
            parts.append(("cap", cap.width))
        if icon:
            parts.append(("icon", icon))
        if self._words:
            parts.append(("text", words))
        if cap and not self.cap_first:
            parts.append(("cap", cap.width))
        for part, width in parts:
            x = self.from_start(left, width)
            if part == "icon":
                area = QRectF(x, middle - icon / 2, icon, icon)
                filled = self.look is Look.PICKED
                icons.paint(painter, self.icon_name, area, ink, filled=filled, mirrored=self.isRightToLeft())
            elif part == "cap" and cap:
                figure, around = self._cap_colors(ink)
                cap.draw(painter, x, middle, figure, edge=around)
            else:
                # A text that runs from the right was laid against the right edge of its room.
                shift = x - (text.available - width if text.right_to_left and text.available < WIDEST else 0)
                text.draw(painter, shift, middle - text.height / 2, ink)
                if self.look is Look.QUIET:
                    y = round(middle - text.height / 2 + text.first_baseline + 4)
                    painter.fillRect(QRectF(x, y, width, 1), ink)
            left += width + gap

    def paint_back(self, painter: QPainter, edge: QColor) -> None:
        """Draw the ground of the button."""
        theme, rect, width = active(), QRectF(self.rect()), active().size("edge")
        if self.look in (Look.MAIN, Look.PICKED):
            box(painter, rect, fill=theme.color("accent"))
        elif self.look is Look.OTHER:
            fill = theme.color("accent_soft" if self.isDown() else "surface")
            box(painter, rect, fill=fill, edge=edge, width=width)
        elif self.look is Look.RESTING:
            box(painter, rect, fill=theme.color("paper"), edge=edge, width=width, dashed=True)

    def _colors(self) -> tuple[QColor, QColor]:
        theme = active()
        if self.look in (Look.MAIN, Look.PICKED):
            return theme.color("on_accent"), theme.color("accent")
        return theme.color("ink_soft" if self.look is Look.RESTING else "ink"), theme.color("edge")

    def _cap_colors(self, ink: QColor) -> tuple[QColor, QColor]:
        """Of the figure on the cap, and of its edge."""
        return ink, ink

    def _tell_name(self) -> None:
        self.setAccessibleName(spoken(self._name or self._words))
        self.setLocale(locale_of(self.language))
        told = (self.why if self.look is Look.RESTING else "", self.cap)
        self.setAccessibleDescription(spoken(". ".join(each for each in told if each)))

    def _laid(self, width: int = -1) -> SetText:
        pixels, room = active().type(self.role), WIDEST if width < 0 else float(max(1, width))
        return SetText(self._words, self.language, pixels, bold=self._text_bold(), width=room)

    def _tall(self, text: SetText) -> int:
        return max(active().size("button"), int(text.height) + active().gap(8))

    def _text_bold(self) -> bool:
        return self.look in (Look.MAIN, Look.PICKED)

    def _least(self) -> int:
        return active().size("target")

    def _pad(self) -> int:
        if self.look in (Look.QUIET, Look.PLAIN):
            return active().gap(4)
        return active().gap(10 if self.slim > 1 else self.pad)

    def _gap(self) -> int:
        return active().gap(10)

    def _icon_size(self) -> int:
        return round(active().type(self.role) * 1.18) if self.icon_name else 0

    def _cap(self) -> Cap | None:
        return None if self.slim else cap_of(self.cap)

    @cached_property
    def _beside(self) -> int:
        """The width of everything but the words."""
        cap, icon = self._cap(), self._icon_size()
        parts = [each for each in (cap.width if cap else 0, icon, 1 if self._words else 0) if each]
        width = (cap.width if cap else 0) + icon + self._gap() * max(0, len(parts) - 1)
        return int(width + 2 * self._pad())


class Button(PressedByReturn, ButtonBody, QPushButton):
    """A painted push button. Connect ``chosen``: a resting button sends ``explained`` instead."""

    chosen = Signal()
    explained = Signal(str)


def wired(button: Button, name: str, pressed: Callable[..., object] | SignalInstance) -> Button:
    """Name a button, and say what pressing it does."""
    button.setObjectName(name)
    button.chosen.connect(pressed)
    return button


def text_button(
    words: Says,
    text_id: str,
    name: str,
    pressed: Callable[..., object] | SignalInstance,
    look: Look = Look.OTHER,
    *,
    icon: str = "",
    cap: str = "",
    role: Role = Role.BODY,
    of: str = "",
) -> Button:
    """Make a button with a text of the catalogue; ``name`` is its object name, ``pressed`` follows a press.

    A screen reader says ``of`` behind the text: whom or what it is about, where the page has one for each of many.
    """
    text = words.say(text_id)
    spoken_name = f"{text}: {of}" if of else ""
    button = Button(text, look, icon=icon, cap=cap, language=words.language, role=role, name=spoken_name)
    return wired(button, name, pressed)


class PickButton(FilledFromOutside, ButtonBody, QRadioButton):
    """One of several choices. A press fills nothing: it sends ``chosen``, and ``show_picked`` fills it."""

    chosen = Signal()

    def __init__(self, text: str, *, icon: str = "", cap: str = "", language: str = "en") -> None:
        super().__init__(text, Look.OTHER, icon=icon, cap=cap, language=language, cap_first=True)
        pressed_as_a_whole(self)
        self.pad = 10
        self.acting = False
        """Whether its key acts here now: the ring is on its row."""

    def _gap(self) -> int:
        return active().gap(7)

    def _icon_size(self) -> int:
        return round(active().type(self.role)) if self.icon_name else 0

    def set_acting(self, acting: bool) -> None:
        if acting != self.acting:
            self.acting = acting
            self.update()

    def _cap_colors(self, ink: QColor) -> tuple[QColor, QColor]:
        if self.acting or self.look is Look.PICKED:
            return ink, ink
        return active().color("ink_soft"), active().color("line")

    def show_picked(self, picked: bool) -> None:
        self.fill(picked)
        self.set_look(Look.PICKED if picked else Look.OTHER)


class PlayButton(Button):
    """Plays the person's words. A speaker, and under it the key where there is one; its name is always said."""

    def __init__(self, name: str, *, cap: str = "") -> None:
        super().__init__("", icon="speaker", cap=cap, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        return False

    def bound_height(self) -> None:
        """Its size is fixed."""

    def sizeHint(self) -> QSize:
        cap, least = cap_of(self.cap), active().size("target")
        if cap is None:
            return QSize(least, least)
        if active().compact:
            return QSize(self._beside, max(least, cap.height + active().gap(16)))
        return QSize(max(least, cap.width + active().gap(20)), self._icon_size() + cap.height + active().gap(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        cap = cap_of(self.cap)
        if cap is None or active().compact:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        ink, edge = self._colors()
        self.paint_back(painter, edge)
        icon, gap = self._icon_size(), active().gap(3)
        top = (self.height() - icon - gap - cap.height) / 2
        icons.paint(painter, self.icon_name, QRectF(0, top, self.width(), icon), ink)
        cap.draw(painter, (self.width() - cap.width) / 2, top + icon + gap + cap.height / 2, ink)
