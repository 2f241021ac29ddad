"""The page that leans towards the person (IN19): one line in their script, their buttons, and nothing of the officer's.

It stands on a second screen, or in place of the officer's page, to which a shape in its corner leads back.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from screening.casework.interview.person_view import PersonView
from screening.qt.frame.frame import PracticeBand
from screening.qt.frame.page import OverPage
from screening.qt.interview.person_parts import ActButton, ReplyButton, Sentence
from screening.qt.questions.invitation import TopicPath
from screening.qt.style.theme import active, nested, person_target, see_through, unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.widgets.buttons import Button, Look, wired
from screening.qt.widgets.card import EvenGrid
from screening.qt.widgets.corner_button import CornerButton
from screening.qt.widgets.focus_ring import FocusRing
from screening.qt.widgets.pressing import Steady

SHAPES = {"again": "waves", "leave-out": "skip", "rest": "two_bars", "end": "half_circle"}
FOOT, FOOT_LOW = 120, 88
BACK = 64
"""Pixels of the corner of the cover page, and across that of the way back."""
GAP = 16
"""Blank space between the texts, in pixels."""
RING = 8
"""Pixels that the ring of the focus needs beside the sentence."""
MOST_FOOT = 0.35
"""The share of the page's height that the four acts take; where they need more they stand below the sentence."""
ANSWER, ANSWER_LOW, ANSWER_LEAST = 112, 88, 64
LOW = 640
"""How high an answer is, in pixels; less on a page that is no higher than this, and where its words are smaller."""
MOST_ABREAST = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to lay the page out: how large the sentence is, and whether the statement stands above it."""

    role: Role
    statement: bool = False
    margin: int = 24
    head: bool = True
    reply: int = ANSWER
    """How high an answer is at least."""


FITS = (
    Fit(Role.PERSON_VIEW, statement=True, margin=72),
    Fit(Role.PERSON_VIEW, margin=72),
    *(Fit(role) for role in (
        Role.PERSON_VIEW, Role.PERSON_LESS, Role.TITLE, Role.QUESTION, Role.LEAD, Role.BODY,
    )),
    *(Fit(role, head=False, reply=ANSWER_LEAST) for role in (Role.TITLE, Role.QUESTION, Role.LEAD, Role.BODY)),
)  # fmt: skip
"""From the best to the least: what was heard goes first, and the sentence is never smaller than the officer's text."""


class PersonPage(OverPage):
    """Shows a PersonView. ``turned``: it stands in place of the officer's page and has a way back for the officer."""

    pressed = Signal(str)
    """One of the acts."""
    answered = Signal(str)
    """An answer, "" where the one that is filled was pressed again."""
    cover_pressed = Signal()
    back_pressed = Signal()

    def __init__(self, words: Says, *, turned: bool, practice: bool, sounds: bool) -> None:
        super().__init__()
        self.view: PersonView | None = None
        self.turned = turned
        self._steady = Steady()
        self.setWindowTitle(words.say("shell.title"))
        if not turned:
            # The officer's keyboard stays with the officer; here one presses with a finger or a mouse.
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.path = TopicPath(0, 1, "", large=True)
        self.left = ScriptText("", "en", Role.LEAD, wraps=False)
        self.statement = ScriptText("", "en", Role.TITLE)
        self.sentence = Sentence("", "en", Role.PERSON_VIEW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # until a key goes to its buttons nothing is ringed
        self.answers: dict[str, ReplyButton] = {}
        self.replies = EvenGrid((4, 2, 1), gap=GAP)
        names = [name for name in SHAPES if sounds or name != "again"]
        self.buttons = {name: ActButton("", icon=SHAPES[name], role=Role.LEAD) for name in names}
        self.acts = EvenGrid((len(names), 2, 1), gap=GAP)
        self._acts_below = False
        """Whether the acts stand below the sentence, because the foot has no room for them."""
        more = Button("", Look.PLAIN, icon="down", role=Role.TITLE, name=words.say("person-page.more"), centered=True)
        self.more = wired(more, "person-more", self._scroll)
        for name, button in self.buttons.items():
            self.acts.add(wired(button, f"person-{name}", lambda name=name: self.pressed.emit(name)))
        self.cover = CornerButton(words)
        self.cover.clicked.connect(self.cover_pressed)
        self.back = CornerButton(words, icon="left", name=words.say("person-page.back"))
        self.back.setObjectName("person-back")
        self.back.clicked.connect(self.back_pressed)
        self.bands = (PracticeBand(words, self), PracticeBand(words, self))
        self._lay()
        # Only now that they have their place: what is shown without one comes up as a window and takes the keyboard.
        for band in self.bands:
            band.setVisible(practice)
        self._practice = practice
        self.back.setVisible(turned)
        self.ring = FocusRing(self)
        self.wear_active()

    def show_view(self, view: PersonView) -> None:
        """Draw the line; an answer is filled once it is on the disk."""
        if self.view is not None and (self.view.name, self.view.sentence) != (view.name, view.sentence):
            self._steady.moved()  # the same press over again is no answer to what has just opened
        for text, said in ((self.left, view.left), (self.statement, view.statement), (self.sentence, view.sentence)):
            text.set_text(said, view.language)
        self.view = view
        self.setAccessibleName(spoken(view.sentence))
        self.path.show_place(view.behind, len(view.done), view.left)
        self.path.show_done(view.done)
        way = Qt.LayoutDirection.RightToLeft if view.mirrored else Qt.LayoutDirection.LeftToRight
        self._body.setLayoutDirection(way)
        self.acts.setLayoutDirection(way)
        for name, said in view.acts:
            if name in self.buttons:
                self.buttons[name].language = view.language
                self.buttons[name].set_words(said)
        self.buttons["leave-out"].set_look(Look.OTHER if view.name else Look.RESTING)
        if [(name, said) for name, said, _shape in view.answers] != [
            (name, button.words) for name, button in self.answers.items()
        ]:
            self._make_answers(view)
        for name, button in self.answers.items():
            button.set_look(Look.PICKED if name == view.value else Look.OTHER)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), active().size("window_min_h"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("person"))
        painter.fillRect(0, self._foot.y(), self.width(), theme.size("edge"), theme.color("edge"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def ask_back(self) -> None:
        """The key that turned the line turns it back."""
        self.back_pressed.emit()

    # --- laying out

    def _make_answers(self, view: PersonView) -> None:
        replies = EvenGrid((3, 1) if len(view.answers) <= MOST_ABREAST else (4, 2, 1), gap=GAP)
        self._said.replaceWidget(self.replies, replies)
        self.replies.hide()
        self.replies.deleteLater()
        self.replies, self.answers = replies, {}
        for name, said, shape in view.answers:
            button = ReplyButton(said, icon=shape, language=view.language, role=Role.TITLE, centered=True)
            self.answers[name] = button
            replies.add(wired(button, f"person-answer-{name}", lambda name=name: self._reply(name)))

    def _reply(self, name: str) -> None:
        """A double press is one, and takes nothing back."""
        if not self._steady.doubled(name):
            filled = self.view is not None and name == self.view.value
            self.answered.emit("" if filled else name)

    def _fit(self) -> None:
        """Lay the page out so that the whole line is there, at any text size, in any script."""
        wide = self.width() - (2 * self.bands[0].width() if self._practice else 0)
        tall = self._fit_foot(wide)
        for fit in FITS:
            room = self._try(fit, wide, self.height() - tall)
            if room >= 0:
                break
        self.more.setVisible(room < 0)
        # Where they do not fit, none of the answers is in sight before the others: a yes alone would lead.
        port = self.height() - tall - 2 * GAP - max(self.more.minimumHeight(), self.more.sizeHint().height())
        said = self.sentence.heightForWidth(wide - 2 * FITS[-1].margin)
        self._fold.changeSize(0, max(0, port - said) if room < 0 and self.answers else 0)
        self._said.invalidate()
        self.more.set_icon("down")
        self._area.verticalScrollBar().setValue(0)

    def _try(self, fit: Fit, wide: int, tall: int) -> int:
        """Lay the body out in one way; how many pixels it leaves free, or lacks."""
        margin = fit.margin - RING
        across = wide - 2 * fit.margin
        self.sentence.set_role(fit.role)
        self.statement.setVisible(fit.statement and bool(self.statement.text()))
        self.left.setVisible(fit.head and self.left.sizeHint().width() <= across)
        self.path.setVisible(fit.head and self.path.sizeHint().width() <= across)
        self._size_answers(across, fit.reply)
        beside = self.path.sizeHint().width() + GAP + self.left.sizeHint().width() <= across
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        top = GAP if fit.margin < GAP * 2 else 2 * GAP
        self._rows.setContentsMargins(margin, top, margin, GAP)
        texts = [text for text in (self.statement, self.sentence) if not text.isHidden()]
        if any(text.laid(across).narrowest > across for text in texts):
            return -1  # a word longer than the line would be cut
        below: list[EvenGrid] = [self.acts] if self._acts_below else []
        if self.answers:
            below.insert(0, self.replies)
        needed = sum(text.heightForWidth(across) for text in texts) + 3 * GAP
        needed += sum(grid.heightForWidth(across) + GAP for grid in below)
        return tall - top - GAP - self._head.sizeHint().height() - needed

    def _fit_foot(self, wide: int) -> int:
        """Words on the acts as large as two lines hold them, and at least 20 mm to press; the height of the foot."""
        least = person_target(self)
        cover = max(min(FOOT, wide // 4), least)
        room = wide - cover - (max(BACK, least) if self.turned else 0) - 2 * GAP
        low = self.height() <= LOW
        self._acts_below = True
        for role in (Role.LEAD, Role.BODY, Role.SMALL):
            for button in self.buttons.values():
                button.role, button.least, button.row = role, least, 0
                button.restyle()
            count = self.acts.columns_at(room)
            across = (room - active().gap(GAP) * (count - 1)) // count
            tall = self.acts.heightForWidth(room)
            if all(button.fits(across) for button in self.buttons.values()) and tall + GAP <= self.height() * MOST_FOOT:
                self._acts_below = False
                break
        for button in self.buttons.values():
            # On two lines each keeps its own height: the height of both would push the second off the page.
            button.row = tall if not self._acts_below and count == len(self.buttons) else 0
            button.restyle()
        self._place_acts()
        tall = 0 if self._acts_below else tall
        tall = max(FOOT_LOW if low else FOOT, least + 16, tall + GAP)
        self._foot.setFixedHeight(tall)
        self.cover.setFixedSize(cover, tall)
        self.back.setFixedSize(max(BACK, least), tall)
        self.more.setMinimumHeight(max(BACK, least))
        return tall

    def _size_answers(self, across: int, tall: int) -> None:
        """All of them abreast, with their words as large as that allows; else in fewer columns, all of one size."""
        least = max(person_target(self), min(tall, ANSWER_LOW if self.height() <= LOW else ANSWER))
        for role in (Role.TITLE, Role.QUESTION, Role.LEAD, Role.BODY):
            for reply in self.answers.values():
                reply.role, reply.least = role, least
                reply.restyle()
            if self.replies.columns_at(across) == self.replies.columns[0]:
                break

    def _scroll(self) -> None:
        """Further through the sentence, from its end to all the answers at once, and from the end to the beginning."""
        bar = self._area.verticalScrollBar()
        at, page = bar.value(), bar.pageStep()
        step = at + page * 3 // 4
        if self.answers and at < (top := self.replies.y() - 2 * GAP):
            end = self.sentence.geometry().bottom() + 1
            step = top if end <= at + page else min(step, end - page)
        bar.setValue(0 if at == bar.maximum() else step)
        self.more.set_icon("up" if bar.value() == bar.maximum() else "down")

    def _place_acts(self) -> None:
        below = self._acts_below
        home: QBoxLayout = self._said if below else self._foot_row
        if home.indexOf(self.acts) < 0:
            side = Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignVCenter
            home.insertWidget(home.count() - 1 if below else 1, self.acts, 0 if below else 1, side)
            self.acts.show()

    def _lay(self) -> None:
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setSpacing(0)
        self._head = nested(self._rows, QBoxLayout(QBoxLayout.Direction.LeftToRight))
        self._head.setContentsMargins(RING, 0, RING, 0)
        self._head.addWidget(self.path)
        self._head.addStretch(1)
        self._head.addWidget(self.left)
        said = QWidget()
        self._said = QVBoxLayout(said)
        self._said.setContentsMargins(RING, 0, RING, 0)
        self._said.setSpacing(GAP)
        self._said.addStretch(1)
        for part in (self.statement, self.sentence):
            self._said.addWidget(part)
        self._fold = QSpacerItem(0, 0)
        self._said.addSpacerItem(self._fold)
        self._said.addWidget(self.replies)
        self._said.addStretch(2)
        self._area = QScrollArea()
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        see_through(self._area, said)
        self._rows.addWidget(self._area, 1)
        self._rows.addWidget(self.more)
        self._foot = QWidget()
        self._foot.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the cover page keeps its corner
        self._foot_row = unpadded(QHBoxLayout(self._foot), GAP)
        for each in (self.cover, self.back):
            self._foot_row.addWidget(each)
        self._foot_row.insertStretch(1)
        whole = unpadded(QHBoxLayout(self), 0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the page fits itself to the room there is
        whole.addWidget(self.bands[0])
        column = nested(whole, QVBoxLayout(), 1)
        whole.addWidget(self.bands[1])
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(self._foot)
