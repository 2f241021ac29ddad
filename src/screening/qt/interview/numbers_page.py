"""Whom nobody here has rung for this state, and the reason for which the talk begins all the same (GA9)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.interview.readiness import NumbersView
from screening.domain.case.sessions import OVERRIDES
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
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
        super().__init__(words.language)
        self.words = words
        self.reasons: ChoiceRow | None = None
        self.region = RowsChoiceBox(words.say("page.gate.state"))
        self.region.setObjectName("region")
        self.region.picked.connect(self.region_chosen)
        line = QHBoxLayout()
        line.addWidget(ScriptText(words.say("page.gate.state"), words.language, Role.BODY, wraps=False))
        line.addWidget(self.region)
        line.addStretch(1)
        self.rows.addLayout(line)
        self.lines: dict[str, IconText] = {}
        self._lines = QVBoxLayout()
        self.rows.addLayout(self._lines)
        self._asks = QVBoxLayout()
        self.rows.addLayout(self._asks)
        self.line: LineField | None = None
        self.begin: Button | None = None
        foot = QHBoxLayout()
        self.contact = Button(words.say("page.gate.contact"), Look.QUIET, language=words.language)
        self.contact.setObjectName("numbers-contact")
        self.contact.chosen.connect(self.contact_pressed)
        self.services = Button(words.say("page.numbers.services"), Look.QUIET, language=words.language)
        self.services.setObjectName("numbers-services")
        self.services.chosen.connect(self.services_pressed)
        for button in (self.services, self.contact):
            foot.addWidget(button)
        foot.addStretch(1)
        self.rows.addLayout(foot)
        self.rows.addStretch(1)

    def show_view(self, view: NumbersView) -> None:
        self.head_with(self.words.say("page.numbers.title"), view.lead)
        self.region.show_choices(view.regions)
        for each in view.lines:
            if each.id not in self.lines:
                self.lines[each.id] = IconText("coming", "", self.words.language)
                self._lines.addWidget(self.lines[each.id])
            self.lines[each.id].set_icon("tick" if each.rung else "coming")
            self.lines[each.id].set_text(each.text)
        if self.reasons is None:
            self._ask()
        assert self.reasons is not None
        self.reasons.setVisible(view.waits)

    def start(self) -> QWidget:
        """Where large text leaves no room for both, what the page says comes before what it asks for."""
        asks = self.reasons is not None and self.reasons.isVisibleTo(self) and not active().compact
        return self.reasons if asks and self.reasons is not None else self.title

    def _ask(self) -> None:
        say = self.words.say
        options = [Option(name, say(f"page.numbers.reason.{name}")) for name in OVERRIDES]
        self.reasons = ChoiceRow(self.words, say("page.numbers.question"), options)
        self.reasons.setObjectName("numbers-reasons")
        self.reasons.chosen.connect(self._chosen)
        self.line = LineField(self.words, say("page.numbers.line"), help=say("page.numbers.line-help"))
        self.line.edit.setObjectName("numbers-line")
        self.line.entered.connect(self._other)
        self.keeps("numbers.line", self.line.edit)
        self.begin = Button(say("page.numbers.begin"), Look.OTHER, language=self.words.language)
        self.begin.setObjectName("numbers-begin")
        self.begin.chosen.connect(self._other)
        for widget in (self.reasons, self.line, self.begin):
            self._asks.addWidget(widget)
        self.line.hide()
        self.begin.hide()

    def _chosen(self, reason: str) -> None:
        if reason != OTHER:
            self.begun.emit(reason, "")
            return
        assert self.reasons is not None
        assert self.line is not None
        assert self.begin is not None
        self.reasons.show_picked(OTHER)
        self.line.show()
        self.begin.show()
        self.line.edit.setFocus()

    def _other(self) -> None:
        if self.line is not None:
            self.begun.emit(OTHER, self.line.text())
