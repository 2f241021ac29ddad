"""The assessment: next steps and the five explanations, the evidence by element, the limits, the ILO's eleven."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.assessment.assessment import BAND_WORDS
from screening.casework.assessment.view_models import (
    AssessmentView,
    ElementView,
    ElevenView,
    NextStep,
    ReasonLine,
)
from screening.casework.view_models import SecondTalk
from screening.qt.assessment.bands import BandChart
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.style import icons
from screening.qt.style.theme import Themed, active, nested, unpadded
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.widgets.buttons import Button, Look, wired
from screening.qt.widgets.card import Card, Ground, Hairline, SideBySide, height_at
from screening.qt.widgets.fields import LineField
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
        self.head = nested(self.rows, QBoxLayout(QBoxLayout.Direction.LeftToRight))
        names = (
            ScriptText(view.title, language, Role.BODY, bold=True),
            ScriptText(view.term, language, Role.SMALL, soft=True, wraps=False),
        )
        row = nested(self.head, QHBoxLayout(), spacing=active().gap(8))
        for name in names:
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.state = IconText(shape, view.state_word, language, Role.BODY, bold=True, filled=filled, wraps=False)
        self.head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignBottom)
        self.head.setSpacing(active().gap(4))
        self.names = names
        self.rows.addWidget(Hairline())
        self.facts = [FactLine(line, language) for line in view.lines[:most]]
        for fact in self.facts:
            self.rows.addWidget(fact)
        self.count, self.more = len(view.lines), more
        self.rest = ScriptText("", language, Role.SMALL, soft=True)
        self.rows.addWidget(self.rest)
        self.show_facts(most)
        self.rows.addStretch(1)
        self.rows.addWidget(Hairline(dashed=True))
        self.rows.addWidget(ScriptText(view.against, language, Role.SMALL, soft=True))
        if view.change:
            self.rows.addWidget(ScriptText(view.change, language, Role.SMALL, soft=True))
        told = "; ".join(f"{line.text}, {line.how_word}" for line in view.lines)
        parts = (f"{view.title}: {view.state_word}", told, view.against, view.change)
        self.setAccessibleName(spoken(". ".join(each for each in parts if each)))

    def show_facts(self, most: int) -> None:
        """Draw so many of the facts, and say how many there are besides."""
        self.most = most
        for at, fact in enumerate(self.facts):
            fact.setVisible(at < most)
        left = self.count - min(most, len(self.facts))
        self.rest.setVisible(bool(left and self.more))
        if left and self.more is not None:
            self.rest.set_text(self.more(left))

    @property
    def one_line(self) -> int:
        """The width that the name and the state need beside each other."""
        words = sum(each.sizeHint().width() for each in (*self.names, self.state))
        return words + active().gap(20) + 2 * active().gap(self.pads[0])

    def state_below(self, below: bool) -> None:
        """Let the state stand under the name, or beside it."""
        ways = QBoxLayout.Direction
        self.head.setDirection(ways.TopToBottom if below else ways.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """A fact and how it came need room beside each other; the state stands under the name where it has none."""
        return QSize(active().type("body") * 15, super().minimumSizeHint().height())


class ElementCards(SideBySide):
    """The three cards; their states stand in one line across, beside the names or under all of them."""

    def __init__(self, cards: Sequence[ElementCard]) -> None:
        self.cards = cards
        super().__init__(*((card, 1) for card in cards), gap=12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() if self.stacked else (self.width() - 2 * active().gap(self.gap)) // len(self.cards)
        for card in self.cards:
            card.state_below(any(each.one_line > room for each in self.cards))

    def fit(self, room: int) -> bool:
        """Draw as many facts as leave what speaks against and what would change it in sight, two at least.

        Returns whether they are others than before.
        """
        card = max(self.cards, key=lambda each: each.count)
        if not card.facts:
            return False
        now, line = card.most, card.facts[0].sizeHint().height() + active().gap(card.gap)
        over = max(height_at(each, each.width()) for each in self.cards) - room
        most = now - math.ceil(over / line)
        if now == MOST_SIGNS > most:
            most -= 1  # how many more there are takes a line of its own
        most = max(LEAST_SIGNS, min(MOST_SIGNS, most))
        for each in self.cards:
            each.show_facts(most)
            each.updateGeometry()
        return most != now


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
    """A fact and, at the end of the line, how it came; under it where that is longer than half a line."""

    def __init__(self, fact: ReasonLine, language: str) -> None:
        super().__init__()
        self.text = ScriptText(fact.short or fact.text, language, Role.SMALL)
        self.how = IconText(icons.HOW_ICON[fact.how], fact.how_word, language, Role.SMALL, soft=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.how)
        self.wear_active()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, active().gap(1))
        self._stand()
        super().restyle()

    def _stand(self) -> None:
        below = self.how.sizeHint().width() > self.width() // 2
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(active().gap(1 if below else 12))


MOST_STEPS = 3
"""Steps that are shown, at large text one; the rest opens below them."""
MOST_SIGNS, LEAST_SIGNS = 8, 2
"""Signs of one element that are drawn, and how many at least; the record has all."""
TOP = 52
"""The width that steps and plot need side by side, in sizes of the text."""


class NextSteps(Card):
    """What to do next: numbered, each a verb and one reason."""

    def __init__(self, words: Says, title: str, steps: Sequence[NextStep]) -> None:
        super().__init__(Ground.STATEMENT, pads=(18, 8), gap=2)
        self.words = words
        head = nested(self.rows, QHBoxLayout())
        head.addWidget(ScriptText(title, words.language, Role.BODY, bold=True), 1)
        self.rule = Button(words.say("page.reading.rule"), Look.QUIET, language=words.language, role=Role.SMALL)
        self.rule.setObjectName("rule")
        head.addWidget(self.rule)
        self.lines = [self._line(number, step) for number, step in enumerate(steps, 1)]
        for line in self.lines:
            self.rows.addWidget(line)
        self.later = self.lines[1 if active().compact else MOST_STEPS :]
        more = Button("", Look.QUIET, language=words.language, role=Role.SMALL)
        self.more = wired(more, "later-steps", self._open)
        add_at_start(self.rows, self.more)
        self.rows.addStretch(1)
        for line in self.later:
            line.hide()
        self.more.setVisible(bool(self.later))
        self.more.set_words(words.say_count("page.reading.later", len(self.later)))

    def _line(self, number: int, step: NextStep) -> QWidget:
        language = self.words.language
        holder = QWidget()
        row = unpadded(QHBoxLayout(holder), active().gap(12))
        figure = ScriptText(str(number), language, Role.BODY, bold=True, wraps=False)
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        said = nested(row, QVBoxLayout(), 1, spacing=0)
        said.addWidget(ScriptText(step.text, language, Role.BODY, bold=True))
        said.addWidget(ScriptText(step.reason, language, Role.SMALL))
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

    row_gap = 8
    differed = Signal(bool, str)
    dated = Signal(str)
    """The day of a second talk, as it was typed."""

    def __init__(self, words: Says, view: AssessmentView) -> None:
        super().__init__(words)
        self.view = view
        language = words.language
        self.head_with(words.say("page.reading.title"), view.view_note)
        limits = ScriptText(view.limits, language, Role.SMALL, lead=words.say("limits.title"))
        limits.setObjectName("limits")
        self.put_under_head(limits)
        steps = NextSteps(words, words.say("page.reading.steps"), view.steps)
        steps.rule.chosen.connect(self.toggle_rules)
        self.rows.addWidget(SideBySide((steps, 1), (self._bands(view), 2), gap=24, room=TOP))
        self.day: LineField | None = None
        self.day_told = ScriptText("", language, Role.SMALL, bold=True)
        self.day_shown = ""
        """The day of the second talk as it was handed over."""
        if view.second_talk is not None:
            self._second_talk(view.second_talk)
        self.rule = Card(Ground.SURFACE, pads=(18, 10), gap=4)
        for text in view.rules:
            self.rule.rows.addWidget(ScriptText(text, language, Role.SMALL))
        self.rule.hide()
        self.rows.addWidget(self.rule)
        self.reason = WordsEdit(words)
        self.differ = self._differ_card()
        self.differ.hide()
        self.rows.addWidget(self.differ)
        more = partial(words.say_count, "page.reading.more")
        self.cards = ElementCards([ElementCard(each, language, most=MOST_SIGNS, more=more) for each in view.elements])
        self.rows.addWidget(self.cards)
        if view.change:
            self.rows.addWidget(ScriptText(view.change, language, Role.SMALL))
        self.rows.addWidget(ScriptText(view.decides, language, Role.SMALL))
        self.rows.addWidget(ScriptText(words.say("ilo11.title"), language, Role.BODY, bold=True))
        half = (len(view.eleven) + 1) // 2
        self.rows.addWidget(
            SideBySide(*((ElevenCard(part, language), 1) for part in (view.eleven[:half], view.eleven[half:])))
        )
        self.rows.addStretch(1)
        self.restyle()

    def _second_talk(self, talk: SecondTalk) -> None:
        """The day of the second talk, which is a reminder; how it was read stands below."""
        self.day = LineField(self.words, self.words.say("page.dates.second-talk"), help=talk.help, longest=40)
        self.day.edit.setObjectName("second-talk")
        self.day.set_text(talk.typed)
        self.keeps("reading.second-talk", self.day.edit)
        self.day_told.set_text(talk.told)
        self.day_shown = talk.typed
        self.day.edit.editingFinished.connect(self._day_left)
        for widget in (self.day, self.day_told):
            self.rows.addWidget(widget)

    def _day_left(self) -> None:
        if self.day is not None and self.day.text() != self.day_shown:
            self.day_shown = self.day.text()
            self.dated.emit(self.day.text())

    def flush(self) -> None:
        """Hand over the day that stands in its field."""
        self._day_left()

    def day_kept(self, talk: SecondTalk | None) -> None:
        """Say how the day that is on disk now was read."""
        if talk is not None:
            self.day_told.set_text(talk.told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_cards)

    def _fit_cards(self) -> None:
        """Leave the foot of the cards in sight where they stand side by side."""
        holder = self.parentWidget()
        port = holder.parentWidget() if holder is not None else None
        if holder is None or port is None or self.cards.stacked or self.rule.isVisible() or self.differ.isVisible():
            return
        if self.cards.fit(port.height() - self.cards.mapTo(holder, QPoint(0, 0)).y()):
            self.cards.updateGeometry()
            self.rows.invalidate()

    def explain(self) -> bool:
        self.toggle_rules()
        return True

    def toggle_rules(self) -> None:
        """The rule in words, on the page and nowhere else."""
        self.rule.setVisible(not self.rule.isVisible())
        if self.rule.isVisible():
            screen_reader.say(self.rule, " ".join(self.view.rules))

    def ask_differ(self) -> None:
        """Show the two ways of seeing it differently."""
        self.differ.show()
        self.reason.setFocus()

    def differ_kept(self) -> None:
        self.differ.hide()
        self.lead.set_text(self.words.say("page.reading.differ-kept"))

    def _bands(self, view: AssessmentView) -> QWidget:
        holder = QWidget()
        rows = unpadded(QVBoxLayout(holder), 2)
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

    def _differ_card(self) -> Card:
        language, why = self.words.language, self.words.say("page.reading.differ-reason")
        card = Card(Ground.SURFACE, pads=(18, 12), gap=8)
        card.rows.addWidget(ScriptText(self.words.say("page.reading.differ"), language, Role.BODY, bold=True))
        self.reason.setAccessibleName(why)
        card.rows.addWidget(ScriptText(why, language, Role.SMALL, soft=True))
        card.rows.addWidget(self.reason)
        self.keeps("differ.reason", self.reason)
        buttons = [Button(self.words.say(f"page.reading.{way}"), language=language) for way in ("raise", "lower")]
        for button, raised in zip(buttons, (True, False), strict=True):
            button.chosen.connect(lambda raised=raised: self.differed.emit(raised, self.reason.toPlainText()))
        add_at_start(card.rows, *buttons)
        return card
