"""The person's own page, on a second screen or on this one turned (IN19): no answer, count, note or code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from screening.qt.corner import CornerButton, FieldEnd
from screening.qt.focus import FocusRing
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.path import TopicPath
from screening.qt.label import Says
from screening.qt.script_text import Role, ScriptText, Side
from screening.qt.shell import PracticeBand
from screening.qt.theme import Themed, active, wear_sheet
from screening.qt.tokens import tokens

if TYPE_CHECKING:
    from screening.casework.person_view import PersonView

SHAPES = {"again": "waves", "leave-out": "triangle", "rest": "two_bars", "end": "half_circle"}
FOOT = 120


class PersonPage(Themed, QWidget):
    """Shows a PersonView. ``turned``: it stands in place of the officer's page and has a way back for the officer."""

    pressed = Signal(str)
    cover_pressed = Signal()
    returned = Signal(str)

    def __init__(self, words: Says, *, turned: bool, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.turned = turned
        self.setWindowTitle(words.say("shell.title"))
        if not turned:
            # The officer's keyboard stays with the officer; here one presses with a finger or a mouse.
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.path = TopicPath(0, 1, "", large=True)
        self.left = ScriptText("", "en", Role.LEAD, side=Side.PERSON, wraps=False)
        self.title = ScriptText("", "en", Role.LEAD, side=Side.PERSON, soft=True)
        self.sentence = ScriptText("", "en", Role.PERSON_VIEW, side=Side.PERSON)
        self.why = ScriptText("", "en", Role.LEAD, side=Side.PERSON, soft=True)
        self.sentence.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.buttons = {
            name: Button("", Look.PLAIN, icon=icon, role=Role.LEAD, centered=True) for name, icon in SHAPES.items()
        }
        for name, button in self.buttons.items():
            button.setObjectName(f"person-{name}")
            button.chosen.connect(lambda name=name: self.pressed.emit(name))
        self.cover = CornerButton(words)
        self.cover.clicked.connect(self.cover_pressed)
        self.field = QLineEdit(self)  # shown without a parent it would be a window and take the keyboard away
        self.field.setEchoMode(QLineEdit.EchoMode.NoEcho)
        self.field.setFrame(False)
        self.field.setProperty("bare", True)
        wear_sheet(self.field)
        self.field.setObjectName("person-back")
        self.field.setAccessibleName(words.say("person-page.back"))
        self.field.setMaximumWidth(72)
        self.field.returnPressed.connect(self._typed)
        self.end = FieldEnd(words.say("person-page.back"))
        self.end.clicked.connect(self._typed)
        self.bands = (PracticeBand(words, self), PracticeBand(words, self))
        self._lay()
        # Only now that they have their place: what is shown without one comes up as a window and takes the keyboard.
        for band in self.bands:
            band.setVisible(practice)
        for part in (self.field, self.end):
            part.setVisible(turned)
        self.ring = FocusRing(self)
        self.wear_active()

    def show_view(self, view: PersonView) -> None:
        for text, said in (
            (self.left, view.left), (self.title, view.title), (self.sentence, view.sentence), (self.why, view.why),
        ):  # fmt: skip
            text.set_text(said, view.language)
        self.path.show_place(view.behind, view.total, view.left)
        way = Qt.LayoutDirection.RightToLeft if view.mirrored else Qt.LayoutDirection.LeftToRight
        self._body.setLayoutDirection(way)
        for name, said in view.acts:
            self.buttons[name].language = view.language
            self.buttons[name].set_words(said)
        self.buttons["leave-out"].set_look(Look.PLAIN if view.can_leave_out else Look.RESTING)

    def minimumSizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), active().size("window_min_h"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("person"))
        top = self._foot.y()
        painter.fillRect(0, top, self.width(), self.height() - top, theme.color("surface"))
        painter.fillRect(0, top, self.width(), theme.size("edge"), theme.color("edge"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        dots = self.screen().physicalDotsPerInch() if self.screen() is not None else 96.0
        least = round(tokens().size["target_person_mm"] / 25.4 * min(max(dots, 72.0), 400.0))
        self._foot.setFixedHeight(max(FOOT, least + 16))
        self.cover.setFixedSize(max(FOOT, least), max(FOOT, least + 16))
        for button in self.buttons.values():
            button.setMinimumHeight(least)

    def _lay(self) -> None:
        self._body = QWidget()
        head = QHBoxLayout()
        head.addWidget(self.path)
        head.addStretch(1)
        head.addWidget(self.left)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(72, 32, 72, 16)
        rows.addLayout(head)
        rows.addStretch(2)
        for text in (self.title, self.sentence, self.why):
            rows.addWidget(text)
            rows.addSpacing(16)
        rows.addStretch(3)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.cover)
        for name in SHAPES:
            foot.addWidget(self.buttons[name], 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.field)
        foot.addWidget(self.end)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(self._foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bands[0])
        whole.addLayout(column, 1)
        whole.addWidget(self.bands[1])

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        self.returned.emit(text)
