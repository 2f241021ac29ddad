"""The page of a talk with an invented person: what was said, what to say next. And the guess before the feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.qt.style.theme import active, nested
from screening.qt.text import screen_reader
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.training.pages import PracticePage
from screening.qt.widgets.buttons import Button, Look, PlayButton, text_button, wired
from screening.qt.widgets.card import Card, Flow, Ground, Stack
from screening.qt.widgets.choices import LabelledPick, Option, Pick
from screening.qt.widgets.fields import LineField
from screening.training.lessons import Guess
from screening.training.practice_views import guesses
from screening.training.views import Offered, StepLine
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """One turn on the page. It lives as long as the page."""

    question: str
    language: str
    kind: str
    because: str
    answers: tuple[tuple[str, str], ...]
    """What the person said, and in which language."""


class AskPage(PracticePage):
    """A part of the talk: what was said, under it a field for what is said next, then what can be picked.

    What the person answers stands over the field that has the keyboard, so that both are in sight at any text size.
    ``asked`` carries a question as it stands.
    """

    asked = Signal(str, str)
    done = Signal(str)
    """A part of the way of talking, said or done."""
    hear_pressed = Signal(str, str)
    """A line of the person, and its language, that is to be spoken."""

    def __init__(
        self,
        words: Words,
        title: str,
        lead: str,
        opening: Sequence[str],
        turns: Sequence[TalkTurn],
        offered: Sequence[Offered],
        steps: Sequence[StepLine],
        *,
        can_speak: bool,
    ) -> None:
        """``opening`` is what one sees of the person, ``steps`` what can be said and done at any time."""
        language = words.language
        super().__init__(words, title, lead)
        self.can_speak = can_speak
        self.talk = Stack()
        """A card for each turn, so that the last one can stand over the field when all of them have no room."""
        self.field = LineField(words, words.say("play.type"), help=words.say("play.type-help"), longest=300)
        self.field.edit.setObjectName("question")
        self.buttons: list[Button] = []
        self.lines: dict[str, Button] = {}
        if opening:
            card = Card(Ground.SUNK, pads=(20, 12), gap=4)
            for number, line in enumerate(opening):
                card.rows.addWidget(ScriptText(line, language, Role.BODY if number else Role.LEAD, soft=bool(number)))
            self.rows.addWidget(card)
        self._show_turns(turns)
        self.rows.addWidget(self.talk)
        self.field.entered.connect(self._typed)
        row = nested(self.rows, QHBoxLayout())
        row.addWidget(self.field, 1)
        ask = text_button(words, "play.ask", "ask", self._typed, Look.MAIN, cap="Return")
        row.addWidget(ask, 0, Qt.AlignmentFlag.AlignVCenter)
        self._show_steps(steps)
        if offered:
            self.rows.addWidget(ScriptText(words.say("play.pick"), language, Role.BODY, bold=True))
        flow = Flow(gap=8)
        for each in offered:
            button = Button(each.text, Look.OTHER, language=each.language)
            wired(button, f"ask-{each.id}", partial(self.asked.emit, each.text, each.language))
            self.buttons.append(button)
            flow.add(button)
        self.rows.addWidget(flow)
        self.rows.addStretch(1)

    def _show_steps(self, steps: Sequence[StepLine]) -> None:
        """What can be said and done: a tick for what was, and it can be said again."""
        words = self.words
        self.rows.addWidget(ScriptText(words.say("play.say-or-do"), words.language, Role.BODY, bold=True))
        flow = Flow(gap=8)
        for step in steps:
            name = words.say("play.was-said", line=step.text) if step.done else ""
            icon = "tick" if step.done else ""
            button = Button(step.text, Look.OTHER, icon=icon, language=words.language, name=name)
            self.lines[step.id] = wired(button, f"step-{step.id}", partial(self.done.emit, step.id))
            flow.add(button)
        self.rows.addWidget(flow)

    def start(self) -> QWidget:
        return self.field.edit

    def refuse(self, because: str) -> None:
        """What was typed was not understood; it stays in the field."""
        self.field.set_help(because)
        screen_reader.say(self.field.edit, because, alert=True)

    def _typed(self) -> None:
        if self.field.text().strip():
            self.asked.emit(self.field.text(), "")

    def _show_turns(self, turns: Sequence[TalkTurn]) -> None:
        language = self.words.language
        cards: list[Card] = []
        if not turns:
            cards.append(self._turn())
            cards[-1].rows.addWidget(ScriptText(self.words.say("play.nothing-yet"), language, Role.BODY, soft=True))
        for turn in turns:
            cards.append(self._turn())
            rows = cards[-1].rows
            rows.addWidget(ScriptText(turn.question, turn.language, Role.BODY, lead=self.words.say("play.you")))
            rows.addWidget(ScriptText(turn.because, language, Role.SMALL, soft=True, lead=f"{turn.kind}:"))
            for text, tag in turn.answers:
                row = nested(rows, QHBoxLayout())
                row.addWidget(ScriptText(text, tag, Role.LEAD), 1)
                if self.can_speak:
                    play = PlayButton(self.words.say("play.hear"))
                    play.chosen.connect(lambda text=text, tag=tag: self.hear_pressed.emit(text, tag))
                    row.addWidget(play)
        self.talk.set_parts(tuple(cards))

    def _turn(self) -> Card:
        return Card(Ground.PERSON, pads=(20, 12), gap=8)


class GuessPage(PracticePage):
    """What the officer thinks it is, and how sure, before the answer is shown."""

    guessed = Signal(str, int)
    """Both, as soon as both are there."""

    def __init__(self, words: Words, title: str, lead: str, guess: Guess | None = None) -> None:
        """``guess`` is what was guessed before."""
        say, language = words.say, words.language
        super().__init__(words, title, lead)
        labels, sure = guesses(words)
        self.label = Pick([Option(*each) for each in labels], language, say("guess.title"))
        self.sure = Pick([Option(*each) for each in sure], language, say("guess.sure"))
        self.label.show_value(guess.label if guess else "")
        self.sure.show_value(str(guess.sure) if guess else "")
        self.rows.addWidget(LabelledPick(say("guess.is"), self.label, language))
        self.rows.addSpacing(active().gap(16))
        self.rows.addWidget(LabelledPick(say("guess.sure"), self.sure, language, help=say("guess.sure-help")))
        for pick in (self.label, self.sure):
            pick.picked.connect(self._picked)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return next(iter(self.label.buttons.values()))

    def _picked(self) -> None:
        if self.label.value and self.sure.value:
            self.guessed.emit(self.label.value, int(self.sure.value))
