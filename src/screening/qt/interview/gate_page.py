"""The safety gate (GA1-GA5): six lines that the officer answers from what they see, before any question."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from screening.casework.interview.readiness import MindingView
from screening.casework.referral_view_models import Choice
from screening.casework.view_models import GateView, OfferView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Flow
from screening.qt.widgets.choice_row import ChoiceRow, Option
from screening.qt.widgets.combo_box import ListBox

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class PlaceList(ListBox):
    """A list that keeps its letters and arrows from the window's keys, open or closed; figures answer the page."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.activated.connect(lambda at: self.picked.emit(str(self.itemData(at))))

    def show_choices(self, choices: Iterable[tuple[str, str]], current: str) -> None:
        """The choices, each an id and a text."""
        self.clear()
        for name, title in choices:
            self.addItem(title, name)
        self.setCurrentIndex(max(0, self.findData(current)))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def _own(self, event: QKeyEvent) -> bool:
        free = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        return free and (event.key() in _ARROWS or event.text().isalpha())


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

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
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
        self.place, self.region = PlaceList(words.say("page.gate.where")), PlaceList(words.say("page.gate.state"))
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
            for each in (self.place, self.region):
                each.setMinimumHeight(active().size("target"))

    def show_settings(self, settings: list[tuple[str, str]], current: str) -> None:
        """The places to choose from (GA13)."""
        self.place.show_choices(settings, current)

    def show_regions(self, regions: Iterable[Choice]) -> None:
        """The states to choose from (GA9)."""
        show_regions(self.region, regions)

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

    def _offer(self, offers: tuple[OfferView, ...]) -> None:
        """The ways on where somebody may hear, each with what it does beside it."""
        while (taken := self._offers.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
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


def show_regions(box: PlaceList, regions: Iterable[Choice]) -> None:
    """The states, the chosen one shown."""
    found = tuple(regions)
    box.show_choices(((each.id, each.text) for each in found), next((each.id for each in found if each.chosen), ""))
