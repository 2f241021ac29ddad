"""How a talk alone went: the answer, the moments that mattered, what was never found, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.errors import ScreeningError
from screening.qt.style.theme import active
from screening.qt.text import screen_reader
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.training.pages import FeedbackPage, PracticePage
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.path_field import PathField
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow
from screening.training.practice_views import CurveView, LessonsView, MomentRow
from screening.training.trainer_class import named_folder, write_to
from screening.training.views import FeedbackView
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words

FIGURES = "practice-figures.json"
FIRST = 3
"""Moments that are shown at once; the others, and the way of talking, stand behind a button."""


class LessonsPage(FeedbackPage):
    """First the answer beside the guess, then three moments; behind a button the rest, as a class has it."""

    again_from = Signal(int)
    """The number of a move to go back to."""

    def __init__(self, words: Words, view: LessonsView) -> None:
        self.view = view
        super().__init__(words, view.rest)

    def fill(self, view: FeedbackView) -> None:
        say, language, whole = self.words.say, self.words.language, self.view
        self.head_with(view.title, say("moment.lead"))
        card = Card(Ground.SURFACE, pads=(18, 12), gap=6)
        for number, line in enumerate(whole.answer):
            card.rows.addWidget(ScriptText(line, language, Role.BODY if number else Role.LEAD, bold=not number))
        self.rows.addWidget(card)
        self.rows.addWidget(ScriptText(view.verdict, language, Role.LEAD))
        for line in whole.changed:
            self.rows.addWidget(ScriptText(line, language, Role.BODY, bold=True))
        if whole.moments:
            self.rows.addWidget(ScriptText(say("moment.title"), language, Role.LEAD, bold=True))
        for row in whole.moments[:FIRST]:
            self.rows.addWidget(self._moment(row))
        self.more = text_button(self.words, "moment.more", "unfold", self.unfold)
        self.rows.addWidget(self.more)
        self.rows.addStretch(1)
        self.restyle()

    def unfold(self) -> None:
        """Show what stands behind the button: the other moments, what was never found, the way of talking."""
        if self.more.isHidden():
            return
        say, language, view = self.words.say, self.words.language, self.view
        self.more.hide()
        self.rows.takeAt(self.rows.count() - 1)
        first: QWidget | None = None
        for row in view.moments[FIRST:]:
            self.rows.addWidget(card := self._moment(row))
            first = first or card
        for line in view.about:
            self.rows.addWidget(ScriptText(line, language, Role.BODY))
        if view.never:
            self.rows.addWidget(title := ScriptText(say("moment.never"), language, Role.LEAD, bold=True))
            first = first or title
        for name, why in view.never:
            self.rows.addWidget(ScriptText(why, language, Role.BODY, lead=f"{name}:"))
        self.rows.addSpacing(active().gap(16))
        self.show_parts(view.rest)
        self.rows.addStretch(1)
        self.restyle()
        again = first.findChild(Button) if first is not None else None
        (again or self.title).setFocus()

    def _moment(self, row: MomentRow) -> QWidget:
        language = self.words.language
        card = Card(Ground.PERSON, pads=(18, 10), gap=4)
        card.rows.addWidget(ScriptText(row.said, language, Role.BODY, lead=f"{row.told[0]}:"))
        for line in row.told[1:]:
            card.rows.addWidget(ScriptText(line, language, Role.BODY, soft=True))
        back_to = partial(self.again_from.emit, row.move)
        card.rows.addWidget(text_button(self.words, "moment.again", f"again-{row.move}", back_to, Look.QUIET))
        return card


class ReplayPage(PracticePage):
    """Everything that was said, to go back to any of it."""

    again_from = Signal(int)

    def __init__(self, words: Words, rows: Sequence[tuple[str, str]]) -> None:
        """``rows`` are what one said and what the person said."""
        say = words.say
        super().__init__(words, say("moment.replay"), say("moment.replay-lead"))
        self.table = RowTable((Column(say("moment.you-said"), 50), Column(say("moment.they-said"), 50)), words.language)
        self.table.opened.connect(lambda name: self.again_from.emit(int(name)))
        self.table.show_rows(
            [TableRow(str(number), (Cell(said), Cell(told, soft=True))) for number, (said, told) in enumerate(rows)]
        )
        self.rows.addWidget(self.table)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.table.rows.get(self.table.current, self.title)


class CurvePage(PracticePage):
    """The figures of one officer over their practice talks, and whom to talk with again."""

    def __init__(self, words: Words, view: CurveView, data: bytes) -> None:
        """``data`` is the file for a trainer: the figures that stand on the page, and nothing else."""
        say, language = words.say, words.language
        super().__init__(words, say("curve.title"), say("curve.lead"))
        heads = say("curve.all"), say("curve.last")
        columns = (Column("", 40), *(Column(head, 30) for head in heads))
        table = RowTable(columns, language)
        table.show_rows(
            [
                TableRow(
                    str(number),
                    tuple(Cell(text, bold=not place) for place, text in enumerate(row)),
                    (
                        Cell(row[0], bold=True),
                        *(Cell(f"{head}: {text}") for head, text in zip(heads, row[1:], strict=True)),
                    ),
                )
                for number, row in enumerate(view.rows)
            ]
        )
        self.rows.addWidget(table)
        self.rows.addWidget(ScriptText(say("curve.brier-means"), language, Role.SMALL, soft=True))
        self.rows.addWidget(ScriptText(say("curve.due"), language, Role.LEAD, bold=True))
        for line in view.again or (say("curve.nobody"),):
            self.rows.addWidget(ScriptText(line, language, Role.BODY))
        self.data = data
        self.folder = PathField(words, say("curve.share-where"), help=say("curve.share-holds"))
        self.rows.addWidget(ScriptText(say("curve.share-title"), language, Role.LEAD, bold=True))
        self.rows.addWidget(self.folder)
        self.share = text_button(words, "curve.share", "share", self.write)
        self.rows.addWidget(self.share)
        self.done = DoneLine(language)
        self.rows.addWidget(self.done)
        self.rows.addStretch(1)

    def write(self) -> None:
        """Write the figures to the folder that was typed, and say so, or why not."""
        try:
            file = write_to(named_folder(self.folder.text()), FIGURES, self.data)
            told = self.words.say("curve.shared", file=file.name)
        except ScreeningError as trouble:
            told = sentence(self.words, trouble)
        self.done.say(told)
        screen_reader.say(self.share, told, alert=True)
