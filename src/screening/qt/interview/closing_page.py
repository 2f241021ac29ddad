"""The closing: the same lines for everyone, the person's wishes, the decisions for each recipient, spoken help."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.view_models import ClosingView, Pair
from screening.qt.frame.page import Headed
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText, Side
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Flow, Ground, Halves
from screening.qt.widgets.choice_row import DecisionRow
from screening.qt.widgets.fields import WordsEdit

NOTED = ("wishes", "must-not-know", "card", "promised")
"""Lines with a field: what the person said, and what the officer said they would do."""

APART = "reach"
"""How to reach the person is written apart from the notes (DM1), on the page of name and contact."""


READ_BACK = "read-back"


class ClosingPage(Headed):
    """Shows a ClosingView; a field is handed over when it is left."""

    noted = Signal(str, str)
    decided = Signal(str, str)
    identity_pressed = Signal()
    linked = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.fields: dict[str, WordsEdit] = {}
        self.kept: dict[str, str] = {}
        self.decisions: dict[str, DecisionRow] = {}
        self.first = ""
        """The decision that has the keyboard when the page is shown."""

    def show_view(self, view: ClosingView) -> None:
        self.head_with(view.title, view.lead)
        if not self.fields:
            self._build(view)
        for line in view.lines:
            if line.id in self.fields:
                self.kept[line.id] = line.noted
        for each in view.decisions:
            self.decisions[each.id].show_picked(each.value)
            self.decisions[each.id].show_note(each.before)

    def show_drafts(self, drafts: Mapping[str, str]) -> None:
        """Show what was typed and is not on disk, line to text; "" leaves what stands there."""
        for name, text in drafts.items():
            if text:
                self.fields[name].setPlainText(text)

    def not_saved(self) -> None:
        """What stands on disk is what counts as kept."""
        self.refresh()

    def flush(self) -> None:
        """Hand over every field that differs from what is on disk."""
        for name in self.fields:
            self._left(name)

    def _build(self, view: ClosingView) -> None:
        language = self.words.language
        for line in view.lines:
            own, theirs = self._halves(line.text, view.person_tag)
            self.rows.addWidget(Halves(own, theirs) if theirs is not None else own)
            if line.id in NOTED and not line.closed:
                edit = WordsEdit(self.words, view.person_tag)
                edit.setObjectName(f"closing-{line.id}")
                edit.setAccessibleName(line.title.own)
                edit.setPlainText(line.noted)
                edit.left.connect(lambda name=line.id: self._left(name))
                self.fields[line.id] = edit
                self.kept[line.id] = line.noted
                self.rows.addWidget(ScriptText(line.title.own, language, Role.SMALL, soft=True))
                self.rows.addWidget(edit)
            elif line.id == READ_BACK:
                self._read_back(view)
            elif line.id == APART:
                beside = QHBoxLayout()
                apart = Button(self.words.say("page.closing.apart"), Look.OTHER, icon="people", language=language)
                apart.setObjectName("to-identity")
                apart.chosen.connect(self.identity_pressed)
                beside.addWidget(apart)
                beside.addStretch(1)
                self.rows.addLayout(beside)
        asks = Flow(gap=16)
        for place, text in view.asks:
            ask = Button(text, Look.OTHER, language=language)
            ask.setObjectName(f"closing-{place}")
            ask.chosen.connect(lambda name=place: self.linked.emit(name))
            asks.add(ask)
        self.rows.addWidget(asks)
        for each in view.decisions:
            row = DecisionRow(self.words, each.title.own, each.title.theirs, view.person_tag)
            row.setObjectName(f"decision-{each.id}")
            row.chosen.connect(lambda value, name=each.id: self.decided.emit(name, value))
            self.decisions[each.id] = row
            self.rows.addWidget(row)
        self.rows.addWidget(ScriptText(self.words.say("page.closing.information"), language, Role.BODY, bold=True))
        for pair in view.information:
            own, theirs = self._halves(pair, view.person_tag)
            self.rows.addWidget(Halves(own, theirs) if theirs is not None else own)
        self.rows.addStretch(1)

    def _read_back(self, view: ClosingView) -> None:
        """What was written stands below the words that ask what is wrong or missing in it."""
        language = self.words.language
        if not view.read_back:
            self.rows.addWidget(ScriptText(self.words.say("page.closing.nothing"), language, Role.SMALL, soft=True))
        for line in view.read_back:
            card = Card(Ground.PLAIN, pads=(16, 4), gap=0)
            card.rows.addWidget(ScriptText(line.about, language, Role.SMALL, soft=True))
            card.rows.addWidget(ScriptText(line.text, line.language, Role.BODY))
            self.rows.addWidget(card)

    def _halves(self, pair: Pair, tag: str) -> tuple[Card, Card | None]:
        own = Card(Ground.SURFACE, pads=(16, 8))
        own.rows.addWidget(ScriptText(pair.own, self.words.language, Role.BODY))
        if not pair.theirs:
            return own, None
        theirs = Card(Ground.PERSON, pads=(16, 8))
        theirs.rows.addWidget(ScriptText(pair.theirs, tag, Role.BODY, side=Side.PERSON))
        return own, theirs

    def _left(self, name: str) -> None:
        text = self.fields[name].toPlainText()
        if text != self.kept[name]:
            self.kept[name] = text
            self.noted.emit(name, text)

    def start(self) -> QWidget:
        """The decision that was just asked for by name; else the title."""
        return self.decisions.get(self.first, self.title)
