"""The assessment: next steps and the five explanations, the evidence by element, the limits, the ILO's eleven."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.assessment.assessment import BAND_WORDS
from screening.casework.assessment.view_models import AssessmentView, ElementView, ElevenView, NextStep, ReasonLine
from screening.qt.assessment.bands import BandChart
from screening.qt.frame.page import Headed
from screening.qt.style import icons
from screening.qt.style.theme import Themed, active
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Flow, Ground, Rule, Sides
from screening.qt.widgets.text_area import WordsEdit

STATE_SHAPE = {
    "shown": ("circle", True),
    "indicated": ("partly", False),
    "not_shown": ("square", False),
    "not_asked": ("ring", False),
    "not_needed": ("bar", False),
}
"""The state of an element as a shape, and whether it is filled."""


class ElementCard(Card):
    """One element: its name, its state as shape and word, the facts and how each came, and what speaks against."""

    def __init__(
        self, view: ElementView, language: str, *, most: int = 6, more: Callable[[int], str] | None = None
    ) -> None:
        """At most ``most`` facts are drawn; ``more`` says how many there are besides."""
        super().__init__(Ground.SURFACE, pads=(14, 6), gap=1)
        shape, filled = STATE_SHAPE[view.state]
        head = Flow(gap=8, line_gap=0)
        head.add(ScriptText(view.title, language, Role.LEAD, bold=True))
        head.add(ScriptText(view.term, language, Role.SMALL, soft=True, wraps=False))
        state = IconText(shape, view.state_word, language, Role.BODY, bold=True, filled=filled, wraps=False)
        head.add(state, end=True)
        self.rows.addWidget(head)
        self.rows.addWidget(Rule())
        for line in view.lines[:most]:
            self.rows.addWidget(FactLine(line, language))
        if more is not None and len(view.lines) > most:
            self.rows.addWidget(ScriptText(more(len(view.lines) - most), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)
        self.rows.addWidget(Rule(dashed=True))
        self.rows.addWidget(ScriptText(view.against, language, Role.SMALL, soft=True))
        if view.change:
            self.rows.addWidget(ScriptText(view.change, language, Role.SMALL, soft=True))
        told = "; ".join(f"{line.text}, {line.how_word}" for line in view.lines)
        parts = (f"{view.title}: {view.state_word}", told, view.against, view.change)
        self.setAccessibleName(spoken(". ".join(each for each in parts if each)))

    def minimumSizeHint(self) -> QSize:
        """A fact and how it came need room beside each other."""
        least = super().minimumSizeHint()
        return QSize(max(least.width(), active().type("body") * 15), least.height())


class ElevenCard(Card):
    """Some of the ILO's eleven, each with its state as shape and word, and the facts that were recorded for it."""

    def __init__(self, views: Sequence[ElevenView], language: str) -> None:
        super().__init__(Ground.SURFACE, pads=(16, 8), gap=2)
        for view in views:
            shape, filled = STATE_SHAPE[view.state]
            told = f"{view.name}: {view.state_word}"
            shown = view.state == "shown"
            self.rows.addWidget(IconText(shape, told, language, Role.BODY, bold=shown, filled=filled))
            if view.facts:
                self.rows.addWidget(ScriptText(view.facts, language, Role.SMALL, soft=True))
        self.rows.addStretch(1)


class FactLine(Themed, QWidget):
    """A fact and, at the end of the line, how it came."""

    def __init__(self, fact: ReasonLine, language: str) -> None:
        super().__init__()
        self.text = ScriptText(fact.text, language, Role.SMALL)
        self.how = IconText(icons.HOW_ICON[fact.how], fact.how_word, language, Role.SMALL, soft=True, wraps=False)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.how)
        self.wear_active()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, active().gap(1))
        self._row.setSpacing(active().gap(12))
        super().restyle()


MOST_STEPS = 3
"""Steps that are shown; the rest opens below them."""
MOST_SIGNS = 8
"""Signs of one element that are drawn; the record has all."""
TOP = 52
"""The width that steps and plot need side by side, in sizes of the text."""


class Steps(Card):
    """What to do next: numbered, each a verb and one reason."""

    def __init__(self, words: Says, title: str, steps: Sequence[NextStep], parent: QWidget | None = None) -> None:
        super().__init__(Ground.STATEMENT, pads=(18, 8), gap=2, parent=parent)
        self.words = words
        head = Flow(gap=12, line_gap=0)
        head.add(ScriptText(title, words.language, Role.LEAD, bold=True))
        self.rule = Button(
            words.say("page.reading.rule"), Look.QUIET, cap=tokens().key["explain"], language=words.language,
            role=Role.SMALL,
        )  # fmt: skip
        self.rule.setObjectName("rule")
        head.add(self.rule, end=True)
        self.rows.addWidget(head)
        self.lines = [self._line(number, step) for number, step in enumerate(steps, 1)]
        for line in self.lines:
            self.rows.addWidget(line)
        self.later = self.lines[MOST_STEPS:]
        self.more = Button("", Look.QUIET, language=words.language, role=Role.SMALL)
        self.more.setObjectName("later-steps")
        self.more.chosen.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.rows.addStretch(1)
        for line in self.later:
            line.hide()
        self.more.setVisible(bool(self.later))
        self.more.set_words(words.say_count("page.reading.later", len(self.later)))

    def _line(self, number: int, step: NextStep) -> QWidget:
        language = self.words.language
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(active().gap(12))
        figure = ScriptText(str(number), language, Role.BODY, bold=True, wraps=False)
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(ScriptText(step.text, language, Role.BODY, bold=True))
        said.addWidget(ScriptText(step.reason, language, Role.SMALL))
        row.addLayout(said, 1)
        holder.setAccessibleName(spoken(f"{number}. {step.text} {step.reason}"))
        return holder

    def _open(self) -> None:
        """Show the later steps, or put them away."""
        opened = self.later[0].isHidden()
        for line in self.later:
            line.setVisible(opened)
        self.more.set_words(
            self.words.say("page.reading.fewer")
            if opened
            else self.words.say_count("page.reading.later", len(self.later))
        )


class AssessmentPage(Headed):
    """Shows a AssessmentView. "I see it differently" opens below it (JU9)."""

    differed = Signal(bool, str)

    def __init__(self, words: Says) -> None:
        super().__init__(words.language)
        self.words = words
        self.view: AssessmentView | None = None
        self.rule = Card(Ground.SURFACE, pads=(18, 10), gap=4)
        self.rule.hide()
        self.differ = Card(Ground.SURFACE, pads=(18, 12), gap=8)
        self.differ.hide()
        self.reason = WordsEdit(words)

    def show_view(self, view: AssessmentView) -> None:
        language = self.words.language
        self.view = view
        self.head_with(self.words.say("page.reading.title"), view.view_note)
        steps = Steps(self.words, self.words.say("page.reading.steps"), view.steps)
        steps.rule.chosen.connect(self.toggle_rules)
        self.rows.addWidget(Sides((steps, 1), (self._bands(view), 2), gap=24, room=TOP))
        for text in view.rules:
            self.rule.rows.addWidget(ScriptText(text, language, Role.SMALL))
        self.rows.addWidget(self.rule)
        self._differ_card()
        self.rows.addWidget(self.differ)
        elements = [(ElementCard(each, language, most=MOST_SIGNS, more=self._more), 1) for each in view.elements]
        self.rows.addWidget(Sides(*elements, gap=12))
        if view.change:
            self.rows.addWidget(ScriptText(view.change, language, Role.SMALL))
        self.rows.addWidget(
            ScriptText(f"{view.limits} {view.decides}", language, Role.SMALL, lead=self.words.say("limits.title"))
        )
        self.rows.addWidget(ScriptText(self.words.say("ilo11.title"), language, Role.BODY, bold=True))
        half = (len(view.eleven) + 1) // 2
        self.rows.addWidget(
            Sides(*((ElevenCard(part, language), 1) for part in (view.eleven[:half], view.eleven[half:])))
        )
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

    def _bands(self, view: AssessmentView) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        say, title = self.words.say, self.words.say("page.reading.bands")
        rows.addWidget(ScriptText(title, self.words.language, Role.BODY, bold=True))
        words = tuple(say(f"band.{name}") for name in BAND_WORDS)
        rows.addWidget(BandChart(view.bands, words, self.words.language, name=title, told=view.bands_spoken))
        rows.addWidget(
            ScriptText(self.words.say("page.reading.bands-note"), self.words.language, Role.SMALL, soft=True)
        )
        if view.short:
            rows.addWidget(ScriptText(view.short, self.words.language, Role.SMALL, bold=True))
        rows.addStretch(1)
        return holder

    def _differ_card(self) -> None:
        language = self.words.language
        self.differ.rows.addWidget(ScriptText(self.words.say("page.reading.differ"), language, Role.BODY, bold=True))
        self.reason.setAccessibleName(self.words.say("page.reading.differ-reason"))
        told = ScriptText(self.words.say("page.reading.differ-reason"), language, Role.SMALL, soft=True)
        self.differ.rows.addWidget(told)
        self.differ.rows.addWidget(self.reason)
        self.keeps("differ.reason", self.reason)
        row = QHBoxLayout()
        for raised, text in ((True, "page.reading.raise"), (False, "page.reading.lower")):
            button = Button(self.words.say(text), Look.OTHER, language=language)
            button.chosen.connect(lambda raised=raised: self.differed.emit(raised, self.reason.toPlainText()))
            row.addWidget(button)
        row.addStretch(1)
        self.differ.rows.addLayout(row)
