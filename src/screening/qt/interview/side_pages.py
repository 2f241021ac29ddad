"""Pages beside the talk: the danger card (GA3), finding an item (IN5)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview.view_models import DangerView
from screening.casework.view_models import LinesView
from screening.qt.frame.lines_page import LinesPage
from screening.qt.frame.page import Page
from screening.qt.questions.acts import act_row, number_boxes
from screening.qt.style.tokens import tokens
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.fields import LineField


class DangerPage(Page):
    """Shows a DangerView. Going on and ending are in the bar."""

    urgent_pressed = Signal()

    def __init__(self, words: Says, view: DangerView) -> None:
        super().__init__()
        self.view, language = view, words.language
        card = Card(Ground.INK, pads=(48, 32), gap=12)
        self.setAccessibleName(view.title)
        self.title = ScriptText(view.title, language, Role.TITLE, bold=True)
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        card.rows.addWidget(self.title)
        for lead in view.leads:
            card.rows.addWidget(ScriptText(lead, language, Role.LEAD))
        for number, act in enumerate(view.acts, start=1):
            card.rows.addWidget(act_row(str(number), act, language))
        card.rows.addWidget(number_boxes(view.numbers, language))
        urgent = text_button(words, "urgent.open-page", "urgent", self.urgent_pressed, cap=tokens().key["urgent"])
        card.rows.addWidget(urgent, 0, Qt.AlignmentFlag.AlignLeft)
        card.rows.addStretch(1)
        card.rows.addWidget(ScriptText(words.say("page.danger.foot"), language, Role.BODY))
        self.rows.addWidget(card, 1)

    def start(self) -> QWidget:
        return self.title

    def opening(self) -> str:
        """What was found, and the three things to do: the title says itself."""
        return " ".join((*self.view.leads, *self.view.acts))


class FindPage(LinesPage):
    """A LinesPage with a field above it; ``wanted`` carries what is looked for."""

    wanted = Signal(str)
    above = 2

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.field = LineField(words, words.say("page.find.label"), longest=120, name="find")
        self.field.typed.connect(self.wanted)
        self.rows.addWidget(self.field)

    def show_view(self, view: LinesView) -> None:
        """Show what was found; that nothing was is said to a screen reader as well."""
        super().show_view(view)
        if not view.lines:
            screen_reader.say(self.field.edit, view.empty)

    def start(self) -> QWidget:
        return self.field.edit
