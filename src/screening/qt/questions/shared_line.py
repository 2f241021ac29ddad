"""Show what is spoken, line by line: both languages at one size, play, *said*, and the answer that belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from screening.casework.interview.view_models import LineView
from screening.casework.view_models import Pair
from screening.qt.questions.answer_buttons import AnswerButton
from screening.qt.questions.invitation import person_direction
from screening.qt.style.theme import active, nested, unpadded
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.widgets.buttons import Button, Look, PlayButton, wired
from screening.qt.widgets.card import Card, EvenGrid, Ground, Halves, paint_ground
from screening.qt.widgets.choices import SHAPE, Option, PickRow
from screening.qt.widgets.pressing import Steady

SPACE = " "
"""What the key that says a line is called in the queue of figures."""
SAID = "said"
"""What counts as the answer to a line in which nothing is decided."""
QUOTED = 34
"""Letters of a line that stand in its folded row."""
LOW = 640
"""Height of a window in which a statement that was said folds."""
MOST_ABREAST = 3
"""Answers of equal width in one row; more stand in fours."""


class SharedLine(PickRow):
    """One line that is spoken. Folded it is one row; with the ring it is open: statement, *said*, question, answers.

    It draws what ``show_line`` is given; a press fills nothing by itself. A figure answers only what was said.
    """

    spoke = Signal()
    """It was said, or was not said after all."""
    played = Signal(tuple)
    hinted = Signal(str)
    """Why a press did nothing."""

    def __init__(self, words: Says, view: LineView, tag: str, *, sounds: bool) -> None:
        self.words, self.view, self.tag, self.sounds = words, view, tag, sounds
        self._theirs = {each.id: each.text.theirs for each in view.options}
        self._steady = Steady()
        self.body: QWidget | None = None
        self.their_statement: QWidget | None = None
        options = [Option(each.id, each.text.own, each.shape) for each in view.options]
        columns = (3, 1) if len(options) <= MOST_ABREAST else (4, 2, 1)
        super().__init__(view.title or view.text.own, words.language, options, choices=EvenGrid(columns, gap=10))
        self.told[SAID] = words.say("line.said")
        self.setObjectName(f"line-{view.id}")
        self.box.setSpacing(0)
        self.head = QWidget()
        self._head = QHBoxLayout(self.head)
        title = f"{view.number}  {view.title}" if view.number else view.title
        self.name_text = IconText("coming", title or f"“{view.text.own}”", words.language)
        quote = view.text.own if len(view.text.own) <= QUOTED else view.text.own[:QUOTED].rsplit(" ", 1)[0] + " …"
        self.quote = ScriptText(f"“{quote}”" if title else "", words.language, Role.SMALL, soft=True, wraps=False)
        self.state = ScriptText("", words.language, Role.SMALL, soft=True)
        self.answer = IconText("", "", words.language, bold=True, wraps=False)
        self.their_answer = ScriptText("", tag, Role.SMALL, wraps=False)
        self._head.addWidget(self.name_text, 4)
        self._head.addWidget(self.quote, 5)
        for part in (self.state, self.answer, self.their_answer):
            self._head.addWidget(part)
        self.box.addWidget(self.head)
        self.choices.hide()
        self.destroyed.connect(self.choices.deleteLater)  # until the line is opened they stand in nothing
        self.wear_active()

    def make_button(self, key: str, option: Option) -> AnswerButton:
        theirs = self._theirs[option.id]
        return AnswerButton(
            option.text,
            option.icon or SHAPE.get(key, ""),
            key,
            own_language=self.language,
            theirs="" if theirs == option.text else theirs,
            their_language=self.tag,
        )

    def show_line(self, view: LineView) -> None:
        """Draw the line as it is on disk."""
        self.view = view
        for button in self.buttons.values():
            button.show_resting(not view.said)
        self.show_picked(view.value if view.options else SAID if view.said else "")
        if not view.said:
            for button in self.buttons.values():
                button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it answers nothing: Tab goes past it
        say = self.words.say
        done = bool(self.picked)
        self.name_text.set_icon("tick" if done else "begun" if view.said else "coming")
        self.name_text.set_soft(not done and not view.said)
        self.state.set_text(self._standing())
        picked = self.buttons.get(view.value)
        self.answer.setVisible(picked is not None)
        self.their_answer.setVisible(picked is not None and bool(picked.theirs))
        if picked is not None:
            self.answer.set_text(picked.own)
            self.answer.set_icon(picked.shape)
            self.answer.filled = True
            self.their_answer.set_text(picked.theirs)
        if self.body is not None:
            self.said_button.set_look(Look.MAIN if view.said else Look.OTHER)
            self.said_button.set_icon("tick" if view.said else "coming")
            self.said_button.set_words(say("line.said-at", time=view.said) if view.said else say("line.said"))
            after = say("line.after-said") if self.buttons and not view.said else ""
            self._tell(say("line.again") if view.said and view.title else after)
            self.fold_statement()
            self.note.set_text(view.note)
            self.note.setVisible(bool(view.note))
        asked = (view.text.own, view.question.own if view.question is not None and view.said else "")
        answer = picked.own if picked is not None else ""
        named = f"{self.name_text.text()}." if view.title else ""
        told = " ".join(each for each in (named, *asked) if each)
        self.setAccessibleName(spoken(", ".join(each for each in (told, answer) if each)))
        figures = self.figures() if view.said else ""
        stands = (self._standing(), figures, view.note)
        self.setAccessibleDescription(spoken(". ".join(each for each in stands if each)))

    def figures(self) -> str:
        """The answers with their keys, in the officer's language."""
        return ", ".join(f"{button.key} {button.own}" for button in self.buttons.values())

    def set_open(self, opened: bool) -> None:
        """Unfold the line, or fold it to its row."""
        if opened and self.body is None:
            self._build()
            self.show_line(self.view)
        if self.body is not None and opened == self.body.isHidden():
            self.body.setVisible(opened)
            self.head.setVisible(not opened)
            self.updateGeometry()
            self.update()

    @property
    def opened(self) -> bool:
        return self.body is not None and not self.body.isHidden()

    def press(self, key: str) -> None:
        if key == SPACE:
            self.speak()
        elif not self.view.said:
            self._hint("line.say-first")
        elif self.buttons:
            super().press(key)
        else:
            self._hint("line.nothing-to-answer")

    def choose(self, answer: str) -> None:
        if self.view.said:
            super().choose(answer)
        else:
            self._hint("line.say-first")

    def speak(self) -> None:
        """It was said; or, where that is on disk, it was not."""
        before = self.view.said
        self.spoke.emit()
        if not before and not self.buttons:
            self._page().row_answered.emit(self, SAID)

    def answer_of(self, key: str) -> str:
        return super().answer_of(key) if self.view.said else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        if key in self.keys or key.isdecimal() or (key == SPACE and self.hasFocus()) or self.comes_ahead(key):
            if not event.isAutoRepeat():  # what a fast hand pressed waits until the line is on disk as said
                (getattr(self._page(), "take_key", None) or self.press)(key)
        elif event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or self.view.said:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        super().restyle()
        gap = active().gap
        self.box.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "head"):
            self._head.setContentsMargins(gap(20), gap(6), gap(20), gap(6))
            self._head.setSpacing(gap(10))
            self.head.setMinimumHeight(active().size("target"))
            self.quote.setVisible(bool(self.quote.text()) and not active().compact)

    def _turn(self) -> None:
        if self.box.direction() is not QBoxLayout.Direction.TopToBottom:
            self.box.setDirection(QBoxLayout.Direction.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(200), self.box.minimumSize().height())

    def ring_rect(self) -> QRectF:
        return QRectF(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.opened:
            paint_ground(painter, QRectF(self.rect()), Ground.SURFACE)
        else:
            painter.fillRect(0, self.height() - 1, self.width(), active().size("hairline"), active().color("line"))

    # --- parts

    def _build(self) -> None:
        view, say, language = self.view, self.words.say, self.words.language
        self.body = QWidget()
        rows = unpadded(QBoxLayout(QBoxLayout.Direction.TopToBottom, self.body), 0)
        own = Card(Ground.PLAIN, pads=(20, 12), gap=6)
        self.hint = ScriptText("", language, Role.SMALL, soft=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        said = Button("", icon="coming", cap=say("line.key"), language=language)
        self.said_button = wired(said, f"said-{view.id}", self._said_pressed)
        self.said_button.installEventFilter(self)
        self.statement = ScriptText(view.text.own, language, Role.LEAD)
        foot = QHBoxLayout()
        if view.title:
            own.rows.addWidget(ScriptText(self.name_text.text(), language, Role.BODY, bold=True))
            own.rows.addWidget(self.statement)
            own.rows.addStretch(1)
        own.rows.addLayout(foot)
        if view.title:
            foot.addWidget(self.hint, 1)
        else:
            foot.addWidget(self.statement, 1)
        foot.addWidget(self.said_button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)  # the inner edge
        if not view.title:
            own.rows.addWidget(self.hint)
            own.rows.addStretch(1)
        half = self._half(own, view.text, play=True)
        self.their_statement = half.theirs if isinstance(half, Halves) else None
        rows.addWidget(half)
        if view.question is not None:
            asked = Card(Ground.PLAIN, pads=(20, 6))
            asked.rows.addWidget(ScriptText(view.question.own, language, Role.LEAD))
            asked.rows.addStretch(1)
            rows.addWidget(self._half(asked, view.question))
        self.note = ScriptText("", language, Role.SMALL, soft=True)
        foot_card = Card(Ground.PLAIN, pads=(20, 10), gap=6)
        foot_card.rows.addWidget(self.note)
        if self.buttons:
            foot_card.rows.addWidget(self.choices)
        rows.addWidget(foot_card)
        self.body.hide()
        self.box.addWidget(self.body)
        self.choices.setVisible(bool(self.buttons))
        foot_card.setVisible(bool(self.buttons) or bool(view.note))

    def _half(self, own: Card, text: Pair, *, play: bool = False) -> QWidget:
        """The officer's half beside the person's; the officer's alone where there is no text of the person's."""
        button = PlayButton(self.words.say("shell.question.play"), cap=tokens().key["play"])
        button.chosen.connect(lambda: self.played.emit(self.view.plays))
        if not (play and self.sounds):
            button.hide()
        if not text.theirs or text.theirs == text.own:
            if play and self.sounds:
                own.rows.addWidget(button)
            return own
        theirs = Card(Ground.PERSON, pads=(20, 10))
        theirs.setLayoutDirection(person_direction(self.tag))
        row = nested(theirs.rows, QHBoxLayout())
        row.addWidget(ScriptText(text.theirs, self.tag, Role.LEAD), 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        theirs.rows.addStretch(1)
        return Halves(own, theirs, gap=0)

    def _said_pressed(self) -> None:
        """A double click is one press, and takes nothing back."""
        if not self._steady.doubled(SAID):
            self.speak()

    def _standing(self) -> str:
        view, say = self.view, self.words.say
        if view.said:
            return say("line.said-at", time=view.said)
        if view.value:
            return say("line.unrecorded")
        return say("line.coming")

    def _tell(self, text: str) -> None:
        self.hint.set_text(text)
        self.hint.setVisible(bool(text))

    def fold_statement(self) -> None:
        """Where there is little room, what was said gives it to the question and its answers."""
        if self.body is None:
            return
        little = active().compact or self.window().height() <= LOW
        folded = little and bool(self.view.title and self.view.said and self.view.question is not None)
        self.statement.setVisible(not folded)
        if self.their_statement is not None:
            self.their_statement.setVisible(not folded)

    def _hint(self, text_id: str) -> None:
        """Say why a press did nothing; in sight as well."""
        if self.body is not None:
            self._tell(self.words.say(text_id))
        self.hinted.emit(self.words.say(text_id))
