"""What came back from those who got a paper, and what was promised."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview.view_models import FollowView
from screening.domain.events.allowed_values import ANSWERS, OPEN, OUTCOMES
from screening.qt.frame.page import Headed, at_start
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Flow, Ground
from screening.qt.widgets.fields import LineField


class FollowPage(Headed):
    """Shows a FollowView."""

    answered = Signal(str, str, str)
    """Recipient, what came back, and by whom."""
    promised = Signal(str, str)
    settled = Signal(str, str)
    became_pressed = Signal()
    """To what became of it: what bodies decided, and needs that were met."""

    def __init__(self, words: Says) -> None:
        super().__init__(words.language)
        self.words = words
        self.by: dict[str, LineField] = {}
        self.promise = LineField(words, words.say("follow.promise"), longest=500, name="promise")
        self.day = LineField(words, words.say("follow.day"), help=words.say("day.help"), longest=40, name="promise-day")
        self.keep = text_button(words, "follow.keep", "keep-promise", self._keep)
        self.day.edit.returnPressed.connect(self._keep)
        self.became = text_button(words, "page.decisions.title", "became", self.became_pressed)
        self.drawn: list[QWidget] = []
        self._new: QWidget | None = None

    def show_view(self, view: FollowView) -> None:
        language = self.words.language
        self.head_with(self.words.say("follow.title"), self.words.say("follow.lead"))
        self.tell_half_typed()  # whoever is named beside an answer is asked for anew
        for part in self.drawn:
            part.hide()
            self.rows.removeWidget(part)
            part.hide()  # until it is deleted it would be drawn across what is new
            part.deleteLater()
        self.drawn, self.by = [], {}
        self._add(ScriptText(self.words.say("follow.sent"), language, Role.LEAD, bold=True))
        if not view.sent:
            self._add(ScriptText(self.words.say("follow.none-sent"), language, Role.BODY, soft=True))
        for each in view.sent:
            card = Card(Ground.SURFACE, pads=(16, 8), gap=4)
            card.rows.addWidget(ScriptText(each.name, language, Role.BODY, bold=True))
            icon = "warning" if each.overdue else "tick" if each.answered else "ring"
            card.rows.addWidget(IconText(icon, each.state, language, Role.BODY, bold=each.overdue))
            by = LineField(self.words, self.words.say("follow.by"), name=f"by-{each.id}")
            self.by[each.id] = by
            self.keeps(f"answer.by.{each.id}", by.edit)
            card.rows.addWidget(by)
            line = Flow(gap=10)
            for answer in ANSWERS:
                button = Button(self.words.say(f"follow.{answer}"), Look.OTHER, language=language)
                button.setObjectName(f"{answer}-{each.id}")
                button.chosen.connect(
                    lambda name=each.id, state=answer: self.answered.emit(name, state, self.by[name].text())
                )
                line.add(button)
            if each.answered:
                line.add(self._back(each.id, partial(self.answered.emit, each.id, OPEN, "")))
            card.rows.addWidget(line)
            self._add(card)
        self._add(ScriptText(self.words.say("follow.promises"), language, Role.LEAD, bold=True))
        if not view.promises:
            self._add(ScriptText(self.words.say("follow.none-promised"), language, Role.BODY, soft=True))
        for promise in view.promises:
            card = Card(Ground.SURFACE, pads=(16, 8), gap=2)
            card.rows.addWidget(ScriptText(promise.text, language, Role.BODY))
            told = " · ".join(part for part in (promise.day, promise.state) if part)
            icon = "warning" if promise.overdue else "ring" if promise.open else "tick"
            card.rows.addWidget(IconText(icon, told, language, Role.SMALL, bold=promise.overdue))
            if not promise.open:
                card.rows.addWidget(self._back(promise.id, partial(self.settled.emit, promise.id, OPEN)))
            else:
                line = Flow(gap=10)
                for outcome in OUTCOMES:
                    button = Button(self.words.say(f"follow.{outcome}"), Look.OTHER, language=language, role=Role.SMALL)
                    button.setObjectName(f"{outcome}-{promise.id}")
                    button.chosen.connect(lambda name=promise.id, outcome=outcome: self.settled.emit(name, outcome))
                    line.add(button)
                card.rows.addWidget(line)
            self._add(card)
        if self._new is None:
            new = Card(Ground.SUNK, pads=(16, 10), gap=8)
            new.rows.addWidget(self.promise)
            new.rows.addWidget(self.day)
            self.keeps("promise.text", self.promise.edit)
            self.keeps("promise.day", self.day.edit)
            new.rows.addLayout(at_start(self.keep))
            self._new = new
            self.rows.addWidget(new)
            self.rows.addWidget(self.became, 0, Qt.AlignmentFlag.AlignLeft)
            self.rows.addStretch(1)

    def _back(self, name: str, act: Callable[[], object]) -> Button:
        """The button that takes back what was recorded by mistake."""
        return text_button(self.words, "follow.take-back", f"take-back-{name}", act, Look.QUIET, role=Role.SMALL)

    def kept(self) -> None:
        """The promise is on disk: the fields are free for the next."""
        self.promise.set_text("")
        self.day.set_text("")

    def start(self) -> QWidget:
        return self.title

    def _keep(self) -> None:
        self.promised.emit(self.promise.text(), self.day.text())

    def _add(self, part: QWidget) -> None:
        place = self.rows.indexOf(self._new) if self._new is not None else self.rows.count()
        self.rows.insertWidget(place, part)
        part.show()
        self.drawn.append(part)
