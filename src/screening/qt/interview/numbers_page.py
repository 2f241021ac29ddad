"""Whom nobody here has rung for this state, and the reason for which the talk begins all the same (GA9)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.casework.interview.readiness import NumbersView
from screening.domain.case.sessions import OVERRIDES
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.style.theme import active, nested
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.choices import ChoiceRow, Option
from screening.qt.widgets.combo_box import RowsChoiceBox
from screening.qt.widgets.fields import LineField

OTHER = "other"


class NumbersPage(Headed):
    """Shows a NumbersView. One figure or one press begins the talk; only ``other`` asks for a short line first."""

    begun = Signal(str, str)
    """The reason, and the line for other."""
    region_chosen = Signal(str)
    contact_pressed = Signal()
    services_pressed = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.region = RowsChoiceBox(say("page.gate.state"), name="region")
        self.region.picked.connect(self.region_chosen)
        label = ScriptText(say("page.gate.state"), language, Role.BODY, wraps=False)
        add_at_start(self.rows, label, self.region)
        self.lines: dict[str, IconText] = {}
        self._lines = nested(self.rows, QVBoxLayout())
        options = [Option(name, say(f"page.numbers.reason.{name}")) for name in OVERRIDES]
        self.reasons = ChoiceRow(words, say("page.numbers.question"), options)
        self.reasons.setObjectName("numbers-reasons")
        self.reasons.chosen.connect(self._chosen)
        help = say("page.numbers.line-help")
        self.line = LineField(words, say("page.numbers.line"), help=help, name="numbers-line")
        self.line.entered.connect(self._other)
        self.keeps("numbers.line", self.line.edit)
        self.begin = text_button(words, "page.numbers.begin", "numbers-begin", self._other)
        asks = nested(self.rows, QVBoxLayout())
        for widget in (self.reasons, self.line, self.begin):
            asks.addWidget(widget)
        self.line.hide()
        self.begin.hide()
        beside = (("page.numbers.services", "services", self.services_pressed),
                  ("page.gate.contact", "contact", self.contact_pressed))  # fmt: skip
        links = (text_button(words, text, f"numbers-{name}", told, Look.QUIET) for text, name, told in beside)
        add_at_start(self.rows, *links)
        self.rows.addStretch(1)

    def show_view(self, view: NumbersView) -> None:
        self.head_with(self.words.say("page.numbers.title"), view.lead)
        self.region.show_choices(view.regions)
        for each in view.lines:
            if each.id not in self.lines:
                self.lines[each.id] = IconText("coming", "", self.words.language)
                self._lines.addWidget(self.lines[each.id])
            self.lines[each.id].set_icon("tick" if each.chosen else "coming")
            self.lines[each.id].set_text(each.text)
        self.reasons.setVisible(view.waits)

    def start(self) -> QWidget:
        """Where large text leaves no room for both, what the page says comes before what it asks for."""
        return self.reasons if self.reasons.isVisibleTo(self) and not active().compact else self.title

    def _chosen(self, reason: str) -> None:
        if reason != OTHER:
            self.begun.emit(reason, "")
            return
        self.reasons.show_picked(OTHER)
        self.line.show()
        self.begin.show()
        self.line.edit.setFocus()

    def _other(self) -> None:
        self.begun.emit(OTHER, self.line.text())
