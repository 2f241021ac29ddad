"""The pages of a talk with an invented person: choosing one, steps, questions, what was noted, how it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from screening.domain.answers import ItemId
from screening.domain.scenarios.model import Scenario
from screening.qt.frame.page import Headed
from screening.qt.frame.row_ring import ring_back, ring_step, row_with_focus
from screening.qt.style.theme import active, nested, unpadded
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.training.charts import KindsBar, KindsLegend, MarkHeads, MarkRow
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.choices import CheckLine, ChoiceRow, Option, Pick
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow
from screening.training.practice_views import person_note
from screening.training.views import FeedbackView, StepLine
from screening.wording.catalogue.translations import Words


class PracticePage(Headed):
    """A page of practice, with its title and a line beside it; subclasses fill ``rows``."""

    words: Words

    def __init__(self, words: Words, title: str, lead: str = "") -> None:
        super().__init__(words)
        self.head_with(title, lead)


class ChoosePage(PracticePage):
    """Invented people, and the language that one asks in."""

    opened = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self, words: Words, people: Sequence[Scenario], languages: Sequence[Option], language: str, note: str
    ) -> None:
        """``note`` says in which language the talk is where that is not ``language``; "" where it is."""
        super().__init__(words, words.say("play.choose"), words.say("play.choose-lead"))
        pick = Pick(languages, words.language, words.say("play.language"))
        for option in languages:
            pick.buttons[option.id].language = option.id
        pick.show_value(language)
        pick.picked.connect(self.language_chosen)
        self.rows.addWidget(ScriptText(words.say("play.language"), words.language, Role.BODY, bold=True))
        self.rows.addWidget(pick)
        self.note = ScriptText(note, words.language, Role.SMALL, soft=True)
        self.note.setVisible(bool(note))
        self.rows.addWidget(self.note)
        columns = (Column(words.say("play.person"), 22), Column(words.say("play.seen-first"), 62))
        self.table = RowTable(columns, words.language)
        self.table.opened.connect(self.opened)
        self.table.show_rows([self._row(each) for each in people])
        self.rows.addWidget(self.table)
        self.rows.addStretch(1)

    def _row(self, person: Scenario) -> TableRow:
        card, say = f"scenario.{person.id}", self.words.say
        about = f"{person_note(self.words, person)}. {say(f'{card}.opening')}"
        return TableRow(person.id, (Cell(say(f"{card}.title"), bold=True), Cell(about, soft=True)))

    def show_note(self, note: str) -> None:
        self.note.set_text(note)
        self.note.setVisible(bool(note))

    def start(self) -> QWidget:
        return self.table.rows.get(self.table.current, self.title)


class StepsPage(PracticePage):
    """Things to do, each ticked when it is done."""

    ticked = Signal(str, bool)
    row_gap = 4

    def __init__(self, words: Words, title: str, lead: str, steps: Sequence[StepLine]) -> None:
        super().__init__(words, title, lead)
        self.lines: dict[str, CheckLine] = {}
        for step in steps:
            box = CheckLine(step.text, words.language, name=f"step-{step.id}")
            box.setChecked(step.done)
            box.toggled.connect(lambda on, name=step.id: self.ticked.emit(name, on))
            self.lines[step.id] = box
            self.rows.addWidget(box)
        self.rows.addStretch(1)


class NotedPage(PracticePage):
    """What one would put into the record, item by item."""

    noted = Signal(str, str)
    row_gap = 0

    def __init__(self, words: Words, title: str, items: Sequence[ItemId], noted: Mapping[ItemId, str]) -> None:
        say = words.say
        super().__init__(words, title, say("play.noted-lead"))
        self.lines: dict[str, ChoiceRow] = {}
        self.rows.addSpacing(active().gap(10))  # for the ring of the first row
        options = (
            *(Option(name, say(f"answer.{name}")) for name in ("yes", "no", "not_known", "declined")),
            Option("not_asked", say("answer.not_asked"), "ring"),
        )
        for name in items:
            row = ChoiceRow(words, say(f"item.{name}.mark"), options)
            row.setObjectName(f"note-{name}")
            row.show_picked(noted.get(name, ""))
            row.chosen.connect(lambda value, name=name: self._chosen(name, value))
            row.emptied.connect(lambda name=name: self._chosen(name, "not_asked"))
            self.lines[name] = row
            self.rows.addWidget(row)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return next(iter(self.lines.values()), self.title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from row to row, before the page scrolls by them."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if by and (row := row_with_focus(self)) is not None:
            ring_step(self, row, by)
        elif by:
            ring_back(self)
        else:
            super().keyPressEvent(event)

    def _chosen(self, name: str, value: str) -> None:
        self.lines[name].show_picked(value)
        self.noted.emit(name, value)


class FeedbackPage(PracticePage):
    """Shows a FeedbackView. ``large`` is for a projector."""

    def __init__(self, words: Words, view: FeedbackView, *, large: bool = False) -> None:
        super().__init__(words, view.title, view.lead)
        self.large = large
        self._halves: list[QBoxLayout] = []
        self.fill(view)

    def fill(self, view: FeedbackView) -> None:
        """Show what stands on the page at first."""
        self.show_parts(view)
        self.rows.addStretch(1)
        self.restyle()

    def show_parts(self, view: FeedbackView) -> None:
        """The way of talking, the kinds, what was noted, what to talk about."""
        wide = any(row.note for row in view.process)
        left = 7 if wide else 5
        self._pair((self._process(view), left), (self._kinds(view), 6))
        self._pair((self._spread(view), left), (self._talk(view), 6))

    def restyle(self) -> None:
        super().restyle()
        for layout in getattr(self, "_halves", []):
            stacked = active().compact or self.large
            layout.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
            layout.setSpacing(active().gap(16 if stacked else 40))

    def _pair(self, *parts: tuple[QWidget, int]) -> None:
        layout = nested(self.rows, QBoxLayout(QBoxLayout.Direction.LeftToRight))
        for part, share in parts:
            layout.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        self._halves.append(layout)

    def _column(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        holder = QWidget()
        rows = unpadded(QVBoxLayout(holder), 0)
        rows.addWidget(ScriptText(title, self.words.language, Role.LEAD, bold=True))
        return holder, rows

    def _process(self, view: FeedbackView) -> QWidget:
        language, say = self.words.language, self.words.say
        holder, rows = self._column(say("feedback.process"))
        if view.rounds:
            rows.addWidget(MarkHeads(view.rounds, language, share=0.8, large=self.large))
        for row in view.process:
            share = 0.4 if row.note else 0.8
            rows.addWidget(
                MarkRow(
                    row.title, row.marks, row.spoken, language, share=share, rule=True, large=self.large, note=row.note
                )
            )
        legend = [(name, say(f"feedback.mark.{name}")) for name in ("done", "left")]
        rows.addWidget(KindsLegend(legend, language, large=self.large))
        rows.addWidget(ScriptText(view.verdict, language, Role.BODY, bold=True))
        return holder

    def _kinds(self, view: FeedbackView) -> QWidget:
        language, say = self.words.language, self.words.say
        holder, rows = self._column(say("feedback.kinds"))
        most = max((row.open + row.other + row.pressing for row in view.kinds), default=1)
        for row in view.kinds:
            rows.addWidget(KindsBar(row, most, language, large=self.large))
        legend = [(name, say(f"feedback.look.{name}")) for name in ("open", "other", "pressing")]
        rows.addWidget(KindsLegend(legend, language, large=self.large))
        for row in view.kinds[-1:]:
            total = row.open + row.other + row.pressing
            share = say("feedback.share", open=row.open, pressing=row.pressing, total=total)
            rows.addWidget(ScriptText(share, language, Role.LEAD if self.large else Role.BODY, bold=True))
        if view.asked:
            card = Card(Ground.SURFACE, pads=(18, 10), gap=2)
            card.rows.addWidget(ScriptText(view.asked, language, Role.BODY, lead=say("feedback.you-asked")))
            card.rows.addWidget(ScriptText(view.instead, language, Role.BODY, bold=True, lead=say("feedback.instead")))
            rows.addSpacing(active().gap(8))
            rows.addWidget(card)
        return holder

    def _spread(self, view: FeedbackView) -> QWidget:
        language = self.words.language
        holder, rows = self._column(view.spread_title)
        for row in view.spread:
            rows.addWidget(MarkRow(row.title, row.marks, row.spoken, language, share=0.56, large=self.large))
        rows.addWidget(KindsLegend(view.legend, language, large=self.large))
        if view.legend_note:
            rows.addWidget(ScriptText(view.legend_note, language, Role.SMALL, soft=True))
        return holder

    def _talk(self, view: FeedbackView) -> QWidget:
        holder, rows = self._column(self.words.say("feedback.talk"))
        for text in view.talk:
            rows.addWidget(ScriptText(text, self.words.language, Role.LEAD if self.large else Role.BODY))
            rows.addSpacing(active().gap(6))
        return holder
