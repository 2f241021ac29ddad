"""The safety gate (GA1-GA5): six lines that the officer answers from what they see, before any question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from screening.casework.interview.readiness import MindingView
from screening.casework.interview.view_models import GateView, WayOn
from screening.casework.view_models import Choice
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Flow, empty
from screening.qt.widgets.choices import ChoiceRow, Option
from screening.qt.widgets.combo_box import RowsChoiceBox


class GatePage(Headed):
    """Shows a GateView; one line is open for the figure keys."""

    answers_anew = True
    answered = Signal(str, str)
    setting_chosen = Signal(str)
    region_chosen = Signal(str)
    took_part = Signal(str)
    contact_pressed = Signal()
    offered = Signal(str)
    """Where somebody may hear: move, later or private was taken."""
    explained = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__(words.language)
        self.words = words
        self.lines: dict[str, ChoiceRow] = {}
        self.open_line = ""
        """The line that has the ring, or had it last."""
        self.view: GateView | None = None
        self.keys_help = ScriptText("", words.language, Role.SMALL, soft=True)
        self.rows.addWidget(self.keys_help)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.rows.addLayout(self._lines)
        self.offers: dict[str, Button] = {}
        self._offers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.rows.addLayout(self._offers)
        self.note = IconText("warning", "", words.language, Role.SMALL, soft=True)
        self.rows.addWidget(self.note)
        self.place, self.region = (
            RowsChoiceBox(words.say("page.gate.where")),
            RowsChoiceBox(words.say("page.gate.state")),
        )
        self.place.setObjectName("place")
        self.region.setObjectName("region")
        self.place.picked.connect(self.setting_chosen)
        self.region.picked.connect(self.region_chosen)
        self._place = Flow(gap=12)
        for name, box in (("where", self.place), ("state", self.region)):
            self._place.add(ScriptText(words.say(f"page.gate.{name}"), words.language, Role.BODY, wraps=False))
            self._place.add(box)
        self.contact = Button(words.say("page.gate.contact"), Look.QUIET, language=words.language)
        self.contact.setObjectName("gate-contact")
        self.contact.chosen.connect(self.contact_pressed)
        self._place.add(self.contact, end=True)
        self.rows.addWidget(self._place)
        self.warning = IconText("eye", "", words.language, Role.BODY, bold=True)
        options = [Option(name, words.say(f"answer.{name}")) for name in ("yes", "no")]
        self.raid = ChoiceRow(words, words.say("page.gate.raid"), options)
        self.raid.setObjectName("gate-raid")
        self.raid.chosen.connect(self.took_part)
        self.advice = IconText("warning", "", words.language, Role.BODY, bold=True)
        self.unrung = IconText("warning", "", words.language, Role.SMALL, soft=True)
        for widget in (self.warning, self.raid, self.advice, self.unrung):
            widget.hide()
            self.rows.addWidget(widget)
        self.rows.addStretch(1)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_place"):
            self._lay_offers()

    def show_settings(self, settings: tuple[Choice, ...]) -> None:
        """The places to choose from (GA13)."""
        self.place.show_choices(settings)

    def show_regions(self, regions: tuple[Choice, ...]) -> None:
        """The states to choose from (GA9)."""
        self.region.show_choices(regions)

    def show_minding(self, view: MindingView) -> None:
        """What to mind in the place of the talk."""
        for widget, text in ((self.warning, view.warning), (self.advice, view.advice), (self.unrung, view.unrung)):
            widget.set_text(text)
            widget.setVisible(bool(text))
        self.raid.setVisible(bool(view.raid))
        self.raid.show_picked(view.took_part)

    def show_view(self, view: GateView) -> None:
        self.view = view
        self.head_with(view.title, view.lead)
        self.keys_help.set_text(view.keys_help)
        self.note.set_text(view.note)
        if tuple(self.offers) != tuple(each.id for each in view.offers):
            self._offer(view.offers)
        for each in view.offers:
            self.offers[each.id].set_look(Look.RESTING if each.why else Look.OTHER, each.why)
        if not self.lines:
            for line in view.lines:
                row = ChoiceRow(self.words, line.text, [Option(each.id, each.text) for each in line.choices])
                row.setObjectName(f"gate-{line.id}")
                row.chosen.connect(lambda choice, name=line.id: self.answered.emit(name, choice))
                row.came.connect(lambda name=line.id: self._came(name))
                self.lines[line.id] = row
                self._lines.addWidget(row)
        if not self.open_line:
            self.open_line = next((line.id for line in view.lines if not line.answered), view.lines[0].id)
        self._draw()

    def start(self) -> QWidget:
        return self.lines.get(self.open_line, self.title)

    def _offer(self, offers: tuple[WayOn, ...]) -> None:
        """The ways on where somebody may hear, each with what it does beside it."""
        empty(self._offers)
        self.offers = {}
        self._lay_offers()
        for each in offers:
            way = QWidget()
            box = QVBoxLayout(way)
            box.setContentsMargins(0, active().gap(4), 0, 0)
            box.setSpacing(active().gap(4))
            button = Button(each.title, Look.OTHER, language=self.words.language)
            button.setObjectName(f"gate-offer-{each.id}")
            button.chosen.connect(lambda name=each.id: self.offered.emit(name))
            button.explained.connect(self.explained)
            self.offers[each.id] = button
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            box.addWidget(ScriptText(each.text, self.words.language, Role.SMALL))
            box.addStretch(1)
            self._offers.addWidget(way, len(each.text))  # so that all take the same number of lines

    def _lay_offers(self) -> None:
        """Side by side; below each other where text is large."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._offers.setDirection(down if active().compact else across)
        self._offers.setSpacing(active().gap(8 if active().compact else 24))

    def _came(self, line: str) -> None:
        self.open_line = line

    def _draw(self) -> None:
        assert self.view is not None
        for line in self.view.lines:
            chosen = next((each.id for each in line.choices if each.chosen), "")
            self.lines[line.id].show_picked(chosen)
