"""The pages of a class: the way in, what has come in, the observer's tally, the quiz, the drill, agreement, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.domain.scenarios.model import QuestionKind
from screening.qt.frame.page import add_at_start
from screening.qt.style.theme import active, unpadded
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.training.charts import AgreeBar, KindsLegend, MarkRow
from screening.qt.training.pages import PracticePage
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, Flow, Ground
from screening.qt.widgets.choices import LETTERS, Option, Pick
from screening.qt.widgets.path_field import PathField
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow
from screening.training.class_views import AgreementView, CalibrationView, TableRowView
from screening.wording.catalogue.translations import Words


class ComeInPage(PracticePage):
    """What has come in from each table, and the stick's folder."""

    collect_pressed = Signal(str)
    hand_out_pressed = Signal(str)
    kit_pressed = Signal(str)
    """The papers for the tables."""
    own_kit_pressed = Signal(str)
    """The trainer's papers."""
    type_pressed = Signal(str)

    def __init__(self, words: Words, code: str, rows: Sequence[TableRowView], stick: str) -> None:
        say = words.say
        super().__init__(words, say("class.come-in"), say("class.code", code=code))
        self.folder = PathField(words, say("class.stick"), help=say("class.stick-help"), name="stick")
        self.folder.entered.connect(partial(self._with_folder, self.collect_pressed.emit))
        self.folder.edit.setText(stick)
        self.rows.addWidget(self.folder)
        buttons = Flow(gap=8)
        acts: tuple[tuple[str, Callable[[str], None]], ...] = (
            ("collect", self.collect_pressed.emit),
            ("hand-out", self.hand_out_pressed.emit),
            ("kit", self.kit_pressed.emit),
            ("own-kit", self.own_kit_pressed.emit),
        )
        for name, act in acts:
            buttons.add(text_button(words, f"class.{name}", name, partial(self._with_folder, act)))
        self.rows.addWidget(buttons)
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        count = len(rows[0].rounds) if rows else 0
        columns = [Column(say("kit.table"), 14)]
        columns += [Column(say("class.round", n=number + 1), 20) for number in range(count)]
        columns += [Column(say("class.quiz-before"), 22), Column(say("class.quiz-after"), 22)]
        self.table = RowTable(columns, words.language)
        self.table.opened.connect(self.type_pressed)
        self.table.show_rows([self._row(row) for row in rows])
        self.rows.addWidget(self.table)
        self.rows.addWidget(ScriptText(say("class.type-help"), words.language, Role.SMALL, soft=True))
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.folder.edit

    def _with_folder(self, act: Callable[[str], None]) -> None:
        act(self.folder.text().strip())

    def _row(self, row: TableRowView) -> TableRow:
        say = self.words.say
        cells = [Cell(str(row.table), bold=True)]
        cells += [
            Cell(say("class.in" if held else "class.not-in"), "circle" if held else "ring", held) for held in row.rounds
        ]
        cells += [
            Cell(
                self.words.say_count("class.sheets", n) if n else say("class.not-in"), "circle" if n else "ring", n > 0
            )
            for n in (row.before, row.after)
        ]
        return TableRow(str(row.table), tuple(cells))


class TallyRow(QWidget):
    """One kind of question: a count that goes up with every question asked."""

    def __init__(self, words: Words, kind: QuestionKind, page: TallyPage) -> None:
        super().__init__()
        self.kind, self.words = kind, words
        name = words.say(f"kind.{kind.value}")
        row = unpadded(QHBoxLayout(self), active().gap(20))
        self.more = Button(
            name, Look.OTHER, cap=LETTERS[list(QuestionKind).index(kind)], language=words.language, cap_first=True
        )
        self.more.least_width = 220
        wired(self.more, f"tally-{kind.value}", lambda: page.count(kind, 1))
        self.less = Button("−1", Look.QUIET, language=words.language, name=words.say("class.one-less", kind=name))
        self.less.chosen.connect(lambda: page.count(kind, -1))
        self.count = ScriptText("0", words.language, Role.TITLE, bold=True, wraps=False)
        self.hint = ScriptText(words.say(f"kit.kind.{kind.value}"), words.language, Role.SMALL, soft=True)
        row.addWidget(self.more)
        row.addWidget(self.count)
        row.addWidget(self.less)
        row.addWidget(self.hint, 1)

    def show_count(self, count: int) -> None:
        self.count.set_text(str(count))
        name = self.words.say(f"kind.{self.kind.value}")
        self.more.setAccessibleName(self.words.say("feedback.spoken", title=name, marks=str(count)))


class TallyPage(PracticePage):
    """The observer: one press for each question asked, under its kind. Keys A to F."""

    counted = Signal(object)

    def __init__(self, words: Words, title: str, kinds: Mapping[QuestionKind, int]) -> None:
        super().__init__(words, title, words.say("class.tally-lead"))
        self.kinds = dict(kinds)
        self.lines: dict[QuestionKind, TallyRow] = {}
        for kind in QuestionKind:
            line = TallyRow(words, kind, self)
            line.show_count(self.kinds.get(kind, 0))
            self.lines[kind] = line
            self.rows.addWidget(line)
        for name in ("tick", "leading-first"):
            self.rows.addWidget(
                ScriptText(words.say(f"training.observer.{name}"), words.language, Role.SMALL, soft=True)
            )
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.lines[QuestionKind.INVITATION].more

    def count(self, kind: QuestionKind, by: int) -> None:
        self.kinds[kind] = max(0, self.kinds.get(kind, 0) + by)
        self.lines[kind].show_count(self.kinds[kind])
        self.counted.emit(dict(self.kinds))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (kind := _of(event, QuestionKind)) is not None:
            self.count(kind, 1)
        else:
            super().keyPressEvent(event)


class ChoicePage(PracticePage):
    """Something to read, and choices below it with the keys A, B and so on; then what there is to say of the choice."""

    chosen = Signal(str)

    def __init__(
        self,
        words: Words,
        title: str,
        lead: str,
        text: str,
        choices: Mapping[str, str],
        *,
        picked: str = "",
        told: Sequence[str] = (),
    ) -> None:
        """``choices`` are words by their values; ``picked`` is a value."""
        super().__init__(words, title, lead)
        self.values = tuple(choices)
        self.rows.addWidget(self._shown(text))
        options = [
            Option(value, f"{letter}  {word}") for letter, (value, word) in zip(LETTERS, choices.items(), strict=False)
        ]
        self.pick = Pick(options, words.language, text)
        self.pick.show_value(picked)
        self.pick.picked.connect(self.chosen)
        self.rows.addWidget(self.pick)
        for line in told:
            self.rows.addWidget(ScriptText(line, words.language, Role.LEAD))
        self.rows.addStretch(1)

    def _shown(self, text: str) -> QWidget:
        return ScriptText(text, self.words.language, Role.QUESTION)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (value := _of(event, self.values)) is not None:
            self.chosen.emit(value)
        else:
            super().keyPressEvent(event)


class QuizPage(ChoicePage):
    """One short case at a time, with four choices, keys A to D. No name is asked and no mark is given."""


class DrillPage(ChoicePage):
    """A question; which kind is it? Then why, and what could be asked instead."""

    def _shown(self, text: str) -> QWidget:
        card = Card(Ground.PERSON, pads=(20, 16), gap=6)
        card.rows.addWidget(ScriptText(text, self.words.language, Role.TITLE))
        return card


class AgreementPage(PracticePage):
    """How far the room agrees, the least agreed first, with alpha, its interval and what it is worth."""

    row_gap = 2

    def __init__(self, words: Words, view: AgreementView, *, large: bool = False) -> None:
        super().__init__(words, view.title, view.lead)
        language = words.language
        for line in view.told:
            self.rows.addWidget(ScriptText(line, language, Role.LEAD, bold=True))
        card = Card(Ground.STATEMENT, pads=(24, 10), gap=2)
        card.rows.addWidget(ScriptText(view.alpha, language, Role.LEAD, bold=True))
        card.rows.addWidget(ScriptText(view.meaning, language, Role.SMALL))
        for text in view.warnings:
            card.rows.addWidget(IconText("warning", text, language, Role.BODY))
        self.rows.addWidget(card)
        for row in view.rows:
            self.rows.addWidget(AgreeBar(row, language, large=large))
        self.rows.addSpacing(active().gap(8))
        self.rows.addWidget(ScriptText(words.say("class.spread-each"), language, Role.LEAD, bold=True))
        for row in view.rows:
            self.rows.addWidget(MarkRow(row.title, row.marks, row.spoken, language, share=0.44, large=large))
        self.rows.addWidget(KindsLegend(view.legend, language, large=large))
        self.rows.addWidget(ScriptText(words.say("class.no-table"), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)


class CalibrationPage(PracticePage):
    """What the room said the person is, and how right and how sure: by explanation, then by how sure."""

    def __init__(self, words: Words, view: CalibrationView) -> None:
        super().__init__(words, view.title, view.lead)
        language = words.language
        self.rows.addWidget(ScriptText(view.whole, language, Role.LEAD, bold=True))
        table = RowTable(
            [Column(head, share) for head, share in zip(view.heads, (46, 18, 18, 18), strict=True)], language
        )
        table.show_rows([
            TableRow(str(n), tuple(Cell(text, bold=not at) for at, text in enumerate(row)))
            for n, row in enumerate(view.rows)
        ])  # fmt: skip
        self.rows.addWidget(table)
        self.rows.addWidget(ScriptText(words.say("class.brier-meaning"), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)


class LinesCard(PracticePage):
    """Lines to read out or to do, and a field with a button below where there is something to do with a folder."""

    pressed = Signal(str)

    def __init__(
        self,
        words: Words,
        title: str,
        lead: str,
        lines: Sequence[str],
        *,
        act: str = "",
        where: str = "class.stick",
        folder: str = "",
        help: str = "",
    ) -> None:
        """``act`` is the text of the button, ``where`` that of the field, ``folder`` what stands in it."""
        super().__init__(words, title, lead)
        self.folder: PathField | None = None
        self.done = DoneLine(words.language)
        for line in lines:
            card = Card(Ground.SURFACE, pads=(18, 10), gap=0)
            card.rows.addWidget(ScriptText(line, words.language, Role.LEAD))
            self.rows.addWidget(card)
        if act:
            self.folder = PathField(words, words.say(where), help=help, name="folder")
            self.folder.edit.setText(folder)
            self.rows.addWidget(self.folder)
            add_at_start(self.rows, text_button(words, act, "act", self.act, Look.MAIN))
        self.rows.addWidget(self.done)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.folder.edit if self.folder is not None else self.title

    def act(self) -> None:
        """Do what the button does, with the folder that stands in the field."""
        assert self.folder is not None
        self.pressed.emit(self.folder.text().strip())


T = TypeVar("T")


def _of(event: QKeyEvent, choices: Iterable[T]) -> T | None:
    """The choice whose letter was pressed; None for any other key, and for one that is held."""
    letters = dict(zip(LETTERS, choices, strict=False))
    return None if event.isAutoRepeat() else letters.get(event.text().upper())
