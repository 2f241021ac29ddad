"""What came back from those who got a paper, what was promised, and what became of the case."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview import formal_decisions
from screening.casework.interview.formal_decisions import BODY, KEEP, MATTER, NEED, PAGE, RESULT
from screening.casework.interview.view_models import FollowView
from screening.casework.referral import paper_views
from screening.domain.case import referrals
from screening.domain.case.places import Place
from screening.domain.events.allowed_values import ANSWERS, OPEN, OUTCOMES
from screening.domain.events.catalogue import Event
from screening.domain.known import promises
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.case_context import CaseContext
from screening.qt.session.routes import Route, Routes
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Flow, Ground
from screening.qt.widgets.fields import LineField
from screening.wording.catalogue.dates import day_of


class FollowPage(Headed):
    """Shows a FollowView."""

    answered = Signal(str, str, str)
    """Recipient, what came back, and by whom."""
    promised = Signal(str, str)
    settled = Signal(str, str)
    became_pressed = Signal()
    """To what became of it: what bodies decided, and needs that were met."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.by: dict[str, LineField] = {}
        self.promise = LineField(words, words.say("follow.promise"), longest=500, name="promise")
        self.day = LineField(words, words.say("follow.day"), help=words.say("day.help"), longest=40, name="promise-day")
        self.keep = text_button(words, "follow.keep", "keep-promise", self._keep)
        self.day.edit.returnPressed.connect(self._keep)
        self.drawn: list[QWidget] = []
        self._new = Card(Ground.SUNK, pads=(16, 10), gap=8)
        self._new.rows.addWidget(self.promise)
        self._new.rows.addWidget(self.day)
        add_at_start(self._new.rows, self.keep)
        self.keeps("promise.text", self.promise.edit)
        self.keeps("promise.day", self.day.edit)
        self.rows.addWidget(self._new)
        became = text_button(words, "page.decisions.title", "became", self.became_pressed)
        self.rows.addWidget(became, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addStretch(1)

    def show_view(self, view: FollowView) -> None:
        language = self.words.language
        self.head_with(self.words.say("follow.title"), self.words.say("follow.lead"))
        self.tell_half_typed()  # whoever is named beside an answer is asked for anew
        remove_widgets(*self.drawn)
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
                act = partial(self._answer, each.id, answer)
                line.add(text_button(self.words, f"follow.{answer}", f"{answer}-{each.id}", act))
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
                    act, name = partial(self.settled.emit, promise.id, outcome), f"{outcome}-{promise.id}"
                    line.add(text_button(self.words, f"follow.{outcome}", name, act, role=Role.SMALL))
                card.rows.addWidget(line)
            self._add(card)

    def _back(self, name: str, act: Callable[[], object]) -> Button:
        """The button that takes back what was recorded by mistake."""
        return text_button(self.words, "follow.take-back", f"take-back-{name}", act, Look.QUIET, role=Role.SMALL)

    def kept(self) -> None:
        """The promise is on disk: the fields are free for the next."""
        self.promise.set_text("")
        self.day.set_text("")

    def start(self) -> QWidget:
        return self.title

    def _answer(self, name: str, state: str) -> None:
        self.answered.emit(name, state, self.by[name].text())

    def _keep(self) -> None:
        self.promised.emit(self.promise.text(), self.day.text())

    def _add(self, part: QWidget) -> None:
        self.rows.insertWidget(self.rows.indexOf(self._new), part)
        part.show()
        self.drawn.append(part)


OF_MATTER = (RESULT, BODY, NEED)
"""Choices that another matter begins anew."""


class FollowUpPages:
    """What came of a referral and became of the case. Holds what is chosen for a decision and not recorded yet."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case
        self.form: dict[str, str] = {}

    def routes(self) -> Routes:
        return {Place.FOLLOW: Route(self.follow), Place.DECISIONS: Route(self.decisions, aside=True)}

    def follow(self) -> FollowPage:
        page = FollowPage(self.case.words)
        page.drawn_by(
            lambda: page.show_view(
                paper_views.follow_view(self.case.interview, self.case.directory, datetime.date.today())
            )
        )
        page.answered.connect(self._record_answer)
        page.settled.connect(self._settle)
        page.promised.connect(partial(self._promise, page))
        page.became_pressed.connect(partial(self.case.go, Place.DECISIONS))
        return page

    def _record_answer(self, name: str, state: str, by: str) -> None:
        sent = self.case.interview.case.referrals
        self.case.act(referrals.answer, sent, name, state, by.strip(), typed={f"answer.by.{name}": by})

    def _settle(self, name: str, outcome: str) -> None:
        self.case.act(referrals.settle, promises.named(self.case.interview.case), name, outcome)

    def _promise(self, page: FollowPage, text: str, day: str) -> None:
        taken = len(self.case.interview.case.referrals.promises)

        def promised() -> Event:
            return referrals.promise(text, day_of(day, datetime.date.today()), taken)

        def kept() -> None:
            page.kept()
            self.case.redraw()

        self.case.act(promised, then=kept, typed={"promise.text": text, "promise.day": day})

    # --- what became of the case

    def decisions(self) -> NotesPage:
        self.form = {}
        page = NotesPage(self.case.words)
        page.drawn_by(
            lambda: page.show_view(formal_decisions.decisions_view(self.case.interview, self.case.directory, self.form))
        )
        page.chosen.connect(partial(self._choose, page))
        page.noted.connect(self._typed)
        page.pressed.connect(partial(self._decide, page))
        page.explained.connect(self.case.notify)
        return page

    def _choose(self, page: NotesPage, name: str, value: str) -> None:
        """Pressing what is chosen takes it back."""
        page.flush()
        self.form[name] = "" if self.form.get(name) == value else value
        if name == MATTER:
            self.form |= dict.fromkeys(OF_MATTER, "")
        self.case.redraw()

    def _typed(self, name: str, text: str) -> None:
        self.form[name] = text

    def _decide(self, page: NotesPage, name: str) -> None:
        if name != KEEP:
            self.case.act(formal_decisions.act, self.case.interview, name)
            return
        self.case.keep_typed()
        typed = {field: page.text(field) for field in page.fields}
        form = {**self.form, **typed}

        def kept() -> None:
            for field in typed:
                page.empty(field)
            self.form = {}
            self.case.redraw()

        self.case.act(
            formal_decisions.learn, self.case.interview, self.case.directory, form, datetime.date.today(),
            then=kept, typed={f"note.{PAGE}.{field}": text for field, text in typed.items()},
        )  # fmt: skip
