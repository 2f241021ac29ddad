"""The person's own page, on a second screen or on this one turned (IN19): no answer, count, note or code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from screening.qt.frame.frame import PracticeBand
from screening.qt.frame.page import OverPage
from screening.qt.questions.invitation import TopicPath
from screening.qt.style import icons
from screening.qt.style.theme import active, person_target, see_through, wear_sheet
from screening.qt.text.label import Says
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, Align, Role, ScriptText, SetText, Side
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.corner_button import CornerButton, FieldEnd
from screening.qt.widgets.focus_ring import FocusRing
from screening.wording.script.scripts import text_direction

if TYPE_CHECKING:
    from screening.casework.interview.person_view import PersonView

SHAPES = {"again": "waves", "leave-out": "triangle", "rest": "two_bars", "end": "half_circle"}
FOOT = 120
GAP = 16
"""Blank space between the texts, in pixels."""
WAY_OUT = 104
ICON = 18
"""Pixels of the officer's field on the page that is turned to the person, and of the lock in it."""
RING = 8
"""Pixels that the ring of the focus needs beside the sentence."""
OVERHANG = 0.3
"""Room before a text that runs from the right, in sizes of its letters."""
MOST_FOOT = 0.3
"""The share of the page's height that the buttons take before their words are set smaller."""
MOST_LINES = 2
"""Lines of the words on a button."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to lay the page out: how large the sentence is, and what stands beside it."""

    role: Role
    title: bool = False
    why: bool = False
    margin: int = 24


FITS = (
    Fit(Role.PERSON_VIEW, title=True, why=True, margin=72),
    Fit(Role.PERSON_VIEW, title=True, margin=72),
    *(Fit(role) for role in (
        Role.PERSON_VIEW, Role.PERSON_LESS, Role.TITLE, Role.QUESTION, Role.LEAD, Role.BODY,
    )),
)  # fmt: skip
"""From the best to the least: the question is whole before anything else is there, and is never set smaller than the
officer's own text."""


class Sentence(ScriptText):
    """The one sentence; where it runs from the right, with room for what reaches over the edge of its first letter."""

    def indent_width(self) -> int:
        runs_left = text_direction(self._shown, self.language) == "rtl"
        return round(active().type(self.role) * OVERHANG) if runs_left else 0


class ActButton(Button):
    """One of the four acts: its shape, and under it its words, on two lines where one does not hold them."""

    row = 0
    """How high the highest of the four is: their shapes stand in one line."""

    @cached_property
    def _beside(self) -> int:
        return 2 * self._pad()

    def _laid(self, width: int = -1) -> SetText:
        pixels, room = active().type(self.role), WIDEST if width < 0 else float(max(1, width))
        return SetText(self._words, self.language, pixels, align=Align.CENTER, width=room)

    def _tall(self, text: SetText) -> int:
        return self._icon_size() + active().gap(4) + int(text.height) + active().gap(8)

    def lines(self, width: int) -> int:
        """On how many lines its words stand in a button so wide; more than there are words for where one is cut."""
        text = self._laid(width - self._beside)
        return text.line_count if text.narrowest <= text.available else MOST_LINES + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, edge = self._colors()
        self.paint_back(painter, edge)
        text, icon = self._laid(self.width() - self._beside), self._icon_size()
        top = (self.height() - max(self.row, self._tall(text))) / 2 + active().gap(4)
        area = QRectF((self.width() - icon) / 2, top, icon, icon)
        icons.paint(painter, self.icon_name, area, ink, mirrored=self.isRightToLeft())
        text.draw(painter, self._pad(), top + icon + active().gap(4), ink)


class PersonPage(OverPage):
    """Shows a PersonView. ``turned``: it stands in place of the officer's page and has a way back for the officer."""

    pressed = Signal(str)
    cover_pressed = Signal()
    returned = Signal(str)

    def __init__(self, words: Says, *, turned: bool, practice: bool) -> None:
        super().__init__()
        self.words = words
        self.turned = turned
        self.view: PersonView | None = None
        self.setWindowTitle(words.say("shell.title"))
        if not turned:
            # The officer's keyboard stays with the officer; here one presses with a finger or a mouse.
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.path = TopicPath(0, 1, "", large=True)
        self.left = ScriptText("", "en", Role.LEAD, side=Side.PERSON, wraps=False)
        self.title = ScriptText("", "en", Role.LEAD, side=Side.PERSON, soft=True)
        self.sentence = Sentence("", "en", Role.PERSON_VIEW, side=Side.PERSON)
        self.why = ScriptText("", "en", Role.LEAD, side=Side.PERSON, soft=True)
        self.sentence.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.buttons = {name: ActButton("", Look.PLAIN, icon=icon, role=Role.LEAD) for name, icon in SHAPES.items()}
        self.more = Button(
            "", Look.PLAIN, icon="down", role=Role.TITLE, name=words.say("person-page.more"), centered=True
        )
        self.more.setObjectName("person-more")
        self.more.chosen.connect(self._scroll)
        for name, button in self.buttons.items():
            button.setObjectName(f"person-{name}")
            button.chosen.connect(lambda name=name: self.pressed.emit(name))
        self.cover = CornerButton(words)
        self.cover.clicked.connect(self.cover_pressed)
        self.field = QLineEdit(self)  # shown without a parent it would be a window and take the keyboard away
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setFrame(False)
        self.field.setProperty("bare", True)
        wear_sheet(self.field)
        self.field.setObjectName("person-back")
        self.field.setAccessibleName(words.say("person-page.back"))
        self.field.setMaximumWidth(WAY_OUT)
        self.field.setTextMargins(ICON + 12, 0, 6, 0)
        self.field.returnPressed.connect(self._typed)
        self.end = FieldEnd(words.say("person-page.back"))
        self.end.clicked.connect(self._typed)
        self.bands = (PracticeBand(words, self), PracticeBand(words, self))
        self._lay()
        # Only now that they have their place: what is shown without one comes up as a window and takes the keyboard.
        for band in self.bands:
            band.setVisible(practice)
        self._practice = practice
        for part in (self.field, self.end):
            part.setVisible(turned)
        self.ring = FocusRing(self)
        self.wear_active()

    def show_view(self, view: PersonView) -> None:
        for text, said in (
            (self.left, view.left), (self.title, view.title), (self.sentence, view.sentence), (self.why, view.why),
        ):  # fmt: skip
            text.set_text(said, view.language)
        self.view = view
        self.path.show_place(view.behind, view.total, view.left)
        self.path.show_done(view.talked)
        way = Qt.LayoutDirection.RightToLeft if view.mirrored else Qt.LayoutDirection.LeftToRight
        self._body.setLayoutDirection(way)
        for name, said in view.acts:
            self.buttons[name].language = view.language
            self.buttons[name].set_words(said)
        self.buttons["leave-out"].set_look(Look.PLAIN if view.can_leave_out else Look.RESTING)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), active().size("window_min_h"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("person"))
        top = self._foot.y()
        painter.fillRect(0, top, self.width(), self.height() - top, theme.color("surface"))
        painter.fillRect(0, top, self.width(), theme.size("edge"), theme.color("edge"))
        if self.turned:
            self._paint_way_out(painter)

    def _paint_way_out(self, painter: QPainter) -> None:
        """An edge round the officer's field and a lock in it: it can be seen, and says nothing in any language."""
        theme = active()
        rect = QRectF(self.field.rect()).translated(self.field.mapTo(self, QPoint(0, 0)))
        box(painter, rect, edge=theme.color("edge"), width=theme.size("edge"))
        right = self.field.isRightToLeft()
        left = rect.right() - 8 - ICON if right else rect.left() + 8
        icons.paint(painter, "lock", QRectF(left, rect.center().y() - ICON / 2, ICON, ICON), theme.color("ink_soft"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def _fit(self) -> None:
        """Lay the page out so that the whole question is there, at any text size, in any script."""
        tall = self._fit_foot()
        wide = self.width() - (2 * self.bands[0].width() if self._practice else 0)
        for fit in FITS:
            room = self._try(fit, wide, self.height() - tall)
            if room >= 0:
                break
        self.more.setVisible(room < 0)
        self.more.set_icon("down")
        self._area.verticalScrollBar().setValue(0)

    def _try(self, fit: Fit, wide: int, tall: int) -> int:
        """Lay the body out in one way; how many pixels it leaves free, or lacks."""
        margin = fit.margin - RING
        across = wide - 2 * fit.margin
        self.sentence.set_role(fit.role)
        self.title.setVisible(fit.title)
        self.why.setVisible(fit.why)
        beside = self.path.sizeHint().width() + GAP + self.left.sizeHint().width() <= across
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        top = GAP if fit.margin < GAP * 2 else 2 * GAP
        self._rows.setContentsMargins(margin, top, margin, GAP)
        texts = [text for text in (self.title, self.sentence, self.why) if not text.isHidden()]
        if any(text.laid(across).narrowest > across for text in texts):
            return -1  # a word longer than the line would be cut
        needed = sum(text.heightForWidth(across) for text in texts) + 3 * GAP
        return tall - top - GAP - self._head.sizeHint().height() - needed

    def _fit_foot(self) -> int:
        """Words on the buttons as large as two lines hold them, and at least 20 mm to press; the height of the foot."""
        least = person_target(self)
        cover = max(FOOT, least)
        ends = self.field.maximumWidth() + self.end.width() if self.turned else 0
        bands = 2 * self.bands[0].width() if self._practice else 0
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        wide = (self.width() - bands - cover - ends) // max(1, len(shown))
        for role in (Role.LEAD, Role.BODY, Role.SMALL):
            for button in self.buttons.values():
                button.role = role
                button.restyle()
            needed = max(button.heightForWidth(wide) for button in shown)
            whole = all(button.lines(wide) <= MOST_LINES for button in shown)
            if whole and needed <= self.height() * MOST_FOOT:
                break
        tall = max(FOOT, least + 16, needed + 16)
        self._foot.setFixedHeight(tall)
        self.cover.setFixedSize(cover, tall)
        for button in self.buttons.values():
            button.row = needed
            button.setMinimumHeight(max(least, needed))
            button.setFixedWidth(wide)
        self.more.setMinimumHeight(least)
        return tall

    def _scroll(self) -> None:
        """A page further; from the end back to where it begins."""
        bar = self._area.verticalScrollBar()
        bar.setValue(0 if bar.value() == bar.maximum() else bar.value() + bar.pageStep() * 3 // 4)
        self.more.set_icon("up" if bar.value() == bar.maximum() else "down")

    def _lay(self) -> None:
        self._body = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setContentsMargins(RING, 0, RING, 0)
        self._head.addWidget(self.path)
        self._head.addStretch(1)
        self._head.addWidget(self.left)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(RING, 0, RING, 0)
        column.setSpacing(0)
        column.addStretch(2)
        for text in (self.title, self.sentence, self.why):
            column.addWidget(text)
            column.addSpacing(GAP)
        column.addStretch(3)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        see_through(self._area, said)
        self._rows = QVBoxLayout(self._body)
        self._rows.setSpacing(0)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self._area, 1)
        self._rows.addWidget(self.more)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.cover)
        for name in SHAPES:
            foot.addWidget(self.buttons[name], 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)  # what room is left over stands here, and not beside the corner
        foot.addWidget(self.field)
        foot.addWidget(self.end)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(self._foot)
        whole = QHBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the page fits itself to the room there is
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bands[0])
        whole.addLayout(column, 1)
        whole.addWidget(self.bands[1])

    def ask_back(self) -> None:
        """The officer's way out: the same key again leads to the field of the PIN."""
        if self.turned:
            self.field.setFocus()

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        self.returned.emit(text)
