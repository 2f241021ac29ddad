"""The reading: which paths hold and why, the three elements, the five explanations, what is missing, the limits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.view_models import ReadingView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.bands import BandChart
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Ground, Sides
from screening.qt.widgets.elements import ElementCard, ElevenCard
from screening.qt.widgets.fields import WordsEdit


class ReadingPage(Headed):
    """Shows a ReadingView. "I see it differently" opens below it (JU9)."""

    differed = Signal(bool, str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.view: ReadingView | None = None
        self.rule = Card(Ground.SURFACE, pads=(18, 10), gap=4)
        self.rule.hide()
        self.differ = Card(Ground.SURFACE, pads=(18, 12), gap=8)
        self.differ.hide()
        self.reason = WordsEdit(words)

    def show_view(self, view: ReadingView) -> None:
        language = self.words.language
        self.view = view
        self.head_with(view.title, view.view_note)
        statement = Card(Ground.STATEMENT, pads=(24, 8), gap=0)
        row = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(ScriptText(view.statement, language, Role.BODY, bold=True))
        said.addWidget(ScriptText(view.because, language, Role.SMALL))
        row.addLayout(said, 1)
        rule = Button(self.words.say("page.reading.rule"), Look.OTHER, cap=tokens().key["help"], language=language)
        rule.chosen.connect(self.toggle_rules)
        row.addWidget(rule, 0, Qt.AlignmentFlag.AlignVCenter)
        statement.rows.addLayout(row)
        self.rows.addWidget(statement)
        for text in view.rules:
            self.rule.rows.addWidget(ScriptText(text, language, Role.SMALL))
        self.rows.addWidget(self.rule)
        elements = [(ElementCard(each, language, most=4, more=self._more), 1) for each in view.elements]
        self.rows.addWidget(Sides(*elements))
        self.rows.addWidget(Sides((self._bands(view), 5), (self._missing(view), 3)))
        self.rows.addWidget(ScriptText(view.eleven_title, language, Role.BODY, bold=True))
        half = (len(view.eleven) + 1) // 2
        self.rows.addWidget(
            Sides(*((ElevenCard(part, language), 1) for part in (view.eleven[:half], view.eleven[half:])))
        )
        self._differ_card()
        self.rows.addWidget(self.differ)
        self.rows.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        self.rows.setSpacing(active().space("s"))

    def explain(self) -> bool:
        self.toggle_rules()
        return True

    def toggle_rules(self) -> None:
        """The rule in words, on the page and nowhere else."""
        self.rule.setVisible(not self.rule.isVisible())
        if self.rule.isVisible() and self.view is not None:
            screen_reader.say(self.rule, " ".join(self.view.rules))

    def ask_differ(self) -> None:
        """Show the two ways of seeing it differently."""
        self.differ.show()
        self.reason.setFocus()

    def differ_kept(self) -> None:
        self.differ.hide()
        self.lead.set_text(self.words.say("page.reading.differ-kept"))

    def _more(self, count: int) -> str:
        return self.words.say_count("page.reading.more", count)

    def _bands(self, view: ReadingView) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(ScriptText(view.bands_title, self.words.language, Role.BODY, bold=True))
        rows.addWidget(BandChart(view.bands, view.band_words, self.words.language))
        rows.addWidget(ScriptText(view.bands_note, self.words.language, Role.SMALL, soft=True))
        rows.addStretch(1)
        return holder

    def _missing(self, view: ReadingView) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(ScriptText(view.change_title, self.words.language, Role.BODY, bold=True))
        for text in view.change:
            rows.addWidget(ScriptText(text, self.words.language, Role.SMALL))
        rows.addSpacing(active().gap(8))
        rows.addWidget(ScriptText(view.limits_title, self.words.language, Role.SMALL, bold=True))
        rows.addWidget(ScriptText(view.limits, self.words.language, Role.SMALL, soft=True))
        rows.addWidget(ScriptText(view.decides, self.words.language, Role.SMALL, bold=True))
        rows.addStretch(1)
        return holder

    def _differ_card(self) -> None:
        language = self.words.language
        self.differ.rows.addWidget(ScriptText(self.words.say("page.reading.differ"), language, Role.BODY, bold=True))
        self.reason.setAccessibleName(self.words.say("page.reading.differ-reason"))
        told = ScriptText(self.words.say("page.reading.differ-reason"), language, Role.SMALL, soft=True)
        self.differ.rows.addWidget(told)
        self.differ.rows.addWidget(self.reason)
        row = QHBoxLayout()
        for raised, text in ((True, "page.reading.raise"), (False, "page.reading.lower")):
            button = Button(self.words.say(text), Look.OTHER, language=language)
            button.chosen.connect(lambda raised=raised: self.differed.emit(raised, self.reason.toPlainText()))
            row.addWidget(button)
        row.addStretch(1)
        self.differ.rows.addLayout(row)
