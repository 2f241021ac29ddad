"""The safety gate (GA1-GA5): six lines that the officer answers from what they see, before any question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from screening.casework.interview.readiness import MindingView
from screening.casework.interview.view_models import GateView, WayOn
from screening.casework.view_models import Choice
from screening.qt.frame.page import Headed, stacked
from screening.qt.style.theme import active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, EvenGrid, Flow, Ground, SideBySide, empty
from screening.qt.widgets.choices import ChoiceRow, Option, Pick
from screening.qt.widgets.combo_box import RowsChoiceBox

LEAST = 3 * 146 + 2 * 8
"""Pixels at 100 % that the six lines need beside what stands at the end."""
LOW = 680
"""Height of the window below which all six lines are in sight only without what can be read with F1."""
SNUG = 760
"""Height below which they stand closer: a title bar and a task bar take so much of a screen of 768."""


OPENS = (("warning", "danger"), ("people", "child"), ("ear", "hearing"), ("half_circle", "stop"))
"""What an answer opens, each with its shape."""


class GatePage(Headed):
    """Shows a GateView; one line is open for the figure keys."""

    answers_anew = True
    answered = Signal(str, str)
    setting_chosen = Signal(str)
    region_chosen = Signal(str)
    took_part = Signal(str)
    held = Signal(str)
    contact_pressed = Signal()
    offered = Signal(str)
    """Where somebody may hear: move, later or private was taken."""
    explained = Signal(str)

    def __init__(self, words: Says, view: GateView, places: tuple[Choice, ...], regions: tuple[Choice, ...]) -> None:
        """``places`` are those that a talk may be in (GA13), ``regions`` the states (GA9)."""
        super().__init__(words)
        self.view = view
        say, language = words.say, words.language
        self.lines: dict[str, ChoiceRow] = {}
        self.offers: dict[str, Button] = {}
        self.who: Pick | None = None
        self._low = False
        self._lines, self._side = Card(Ground.PLAIN, pads=(0, 0)), Card(Ground.PLAIN, pads=(0, 0), gap=12)
        self.place = RowsChoiceBox(say("page.gate.where"), name="place")
        self.region = RowsChoiceBox(say("page.gate.state"), name="region")
        self.place.picked.connect(self.setting_chosen)
        self.region.picked.connect(self.region_chosen)
        self.place.show_choices(places)
        self.region.show_choices(regions)
        self._fields = fields = EvenGrid((2, 1), gap=16)
        for name, box in (("where", self.place), ("state", self.region)):
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(RowsChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            fields.add(_labelled(ScriptText(say(f"page.gate.{name}"), language, Role.BODY, wraps=False), box))
        self._heard = Card(Ground.PLAIN, pads=(0, 0), gap=6)
        """What stands in place of what an answer opens, once the first line has opened it."""
        self._opens = Card(Ground.PLAIN, pads=(0, 0), gap=6)
        self.contact = text_button(words, "page.gate.contact", "gate-contact", self.contact_pressed, Look.QUIET)
        self.contact.fit_policy(QSizePolicy.Policy.Preferred)
        self.warning = IconText("eye", "", language, Role.BODY, bold=True)
        options = [Option(name, say(f"answer.{name}")) for name in ("yes", "no")]
        self.raid = ChoiceRow(words, say("page.gate.raid"), options, stacked=True)
        self.raid.setObjectName("gate-raid")
        self.raid.chosen.connect(self.took_part)
        self.is_held = ChoiceRow(words, say("page.gate.held"), options, stacked=True)
        self.is_held.setObjectName("gate-held")
        self.is_held.chosen.connect(self.held)
        self.advice = IconText("warning", "", language, Role.BODY, bold=True)
        self.unrung = IconText("warning", "", language, Role.SMALL, soft=True)
        asked = (self.warning, self.is_held, self.raid, self.advice, self.unrung)
        parts = (fields, self._heard, self._opens, *asked, self.contact)
        for widget in parts:
            self._side.rows.addWidget(widget)
        for widget in (self._heard, *asked):
            widget.hide()
        self._side.rows.addStretch(1)
        self.head_with(say("page.gate.title"), say("page.gate.lead"))
        self._build()
        self.rows.addWidget(SideBySide((self._lines, 574), (self._side, 438), gap=38))
        self.rows.addStretch(1)
        waiting = (line.id for line in view.lines if not any(each.chosen for each in line.choices))
        self.open_line = next(waiting, view.lines[0].id)
        """The line that has the ring, or had it last."""
        self._show_heard()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "open_line"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All six lines stand in a low window too: closer, and without what F1 says."""
        theme = active()
        height = self.window().height()
        low, snug = height < LOW, height < SNUG
        self._lines.setMinimumWidth(0 if theme.compact else theme.target(LEAST))
        self._lines.rows.setSpacing(theme.gap(4 if low else 20))
        self._opens.setVisible(not low and self._heard.isHidden())
        self.rows.setSpacing(theme.gap(4 if low else 6 if snug else 12))
        self.title.set_role(Role.QUESTION if low else Role.TITLE)
        if low != self._low:
            self._low = low
            self._show_heard()
            return
        for row in self.lines.values():
            row.label.set_role(Role.SMALL if low else Role.BODY)
            row.set_gap(2 if low else 4)
        self.warning.set_role(Role.SMALL if low else Role.BODY)
        self.warning.setVisible(bool(self.warning.text()) and not (low and not self._heard.isHidden()))
        self._side.rows.setSpacing(theme.gap(4 if low else 12))
        self._fields.gap = 2 if low else 16
        self._fields.settle()
        self.contact.role = Role.SMALL if low else Role.BODY
        self.contact.restyle()
        self.unrung.setVisible(not low and bool(self.unrung.text()))

    def show_minding(self, view: MindingView) -> None:
        """What to mind in the place of the talk."""
        for widget, text in ((self.warning, view.warning), (self.advice, view.advice), (self.unrung, view.unrung)):
            widget.set_text(text)
            widget.setVisible(bool(text))
        self.raid.setVisible(bool(view.raid))
        self.raid.show_picked(view.took_part)
        self.is_held.setVisible(bool(view.held))
        self.is_held.show_picked(view.is_held)

    def show_view(self, view: GateView) -> None:
        before, self.view = self.view, view
        if (view.who, _ids(view.offers)) != (before.who, _ids(before.offers)):
            self._show_heard()
        for each in view.offers:
            self.offers[each.id].set_look(Look.RESTING if each.why else Look.OTHER, each.why)
        for line in view.lines:
            self.lines[line.id].show_picked(next((each.id for each in line.choices if each.chosen), ""))

    def start(self) -> QWidget:
        return self.lines.get(self.open_line, self.title)

    def _build(self) -> None:
        """The lines, and what an answer to them opens."""
        language = self.words.language
        for line in self.view.lines:
            options = [
                Option(each.id, each.text, answer=means, told=told)
                for each, means, told in zip(line.choices, line.means, line.told, strict=True)
            ]
            row = ChoiceRow(self.words, line.text, options, hint=line.hint, stacked=True)
            row.setObjectName(f"gate-{line.id}")
            row.chosen.connect(lambda choice, name=line.id: self.answered.emit(name, choice))
            row.came.connect(lambda name=line.id: self._came(name))
            self.lines[line.id] = row
            self._lines.rows.addWidget(row)
        self._lines.rows.addStretch(1)
        self._opens.rows.addWidget(ScriptText(self.words.say("page.gate.opens"), language, Role.BODY, bold=True))
        for shape, name in OPENS:
            self._opens.rows.addWidget(IconText(shape, self.words.say(f"page.gate.opens-{name}"), language))
        note = ScriptText(self.words.say("page.gate.opens-note"), language, Role.SMALL, soft=True)
        self._opens.rows.addWidget(note)

    def _show_heard(self) -> None:
        """Who can hear, and the ways on then, each with what it does beside it."""
        say, language, view = self.words.say, self.words.language, self.view
        empty(self._heard.rows)
        self.offers, self.who = {}, None
        ways = Flow(gap=6)
        """In a low window they stand side by side, and what each does is in its spoken name."""
        if view.who:
            name = say("page.gate.who")
            self.who = Pick([Option(each.id, each.text) for each in view.who], language, name)
            self.who.show_value(next((each.id for each in view.who if each.chosen), ""))
            self.who.picked.connect(lambda choice: self.answered.emit("hearing", choice))
            self._heard.rows.addWidget(_labelled(ScriptText(name, language, Role.BODY, bold=True), self.who))
        for each in view.offers:
            button = Button(each.title, Look.OTHER, language=language)
            button.explained.connect(self.explained)
            self.offers[each.id] = wired(button, f"gate-offer-{each.id}", lambda name=each.id: self.offered.emit(name))
            if self._low:
                button.set_words(each.title, name=f"{each.title}. {each.text}")
                ways.add(button)
            else:
                self._heard.rows.addWidget(
                    SideBySide((button, 1), (ScriptText(each.text, language, Role.SMALL), 2), gap=10)
                )
        self._heard.rows.addWidget(ways)
        ways.setVisible(self._low and bool(view.offers))
        self._heard.setVisible(bool(view.who or view.offers))
        for each in view.offers:
            self.offers[each.id].set_look(Look.RESTING if each.why else Look.OTHER, each.why)
        self._fit()

    def _came(self, line: str) -> None:
        self.open_line = line


def _ids(ways: tuple[WayOn, ...]) -> list[str]:
    return [each.id for each in ways]


def _labelled(label: ScriptText, part: QWidget) -> QWidget:
    """A field with its label above; whoever brings the field into view brings the label too."""
    holder = stacked(label, part)
    holder.labelled = True  # type: ignore[attr-defined]
    return holder
