"""Counts without persons: plain bars that say their numbers in words, printed or saved as they stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from screening.casework.statistics.counts import BarView, StatsView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import Themed, active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.fields import LineField


class Bar(Themed, QWidget):
    """A bar in one ink. It has no name of its own: the words beside it say its number."""

    def __init__(self, share: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().gap(200), active().gap(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        width = round(self.width() * self.share)
        left = self.width() - width if self.isRightToLeft() else 0
        QPainter(self).fillRect(QRectF(left, 2, width, self.height() - 4), active().color("accent"))


class StatisticsPage(Headed):
    """Shows a StatsView."""

    print_pressed = Signal()
    save_pressed = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.folder = LineField(words, words.say("stats.folder"))
        self.folder.edit.setObjectName("stats-folder")
        self.saved = IconText("tick", "", words.language, Role.BODY, bold=True)
        self.saved.hide()

    def show_view(self, view: StatsView) -> None:
        language = self.words.language
        self.head_with(view.title, view.lead)
        self.rows.addWidget(ScriptText(view.cases, language, Role.LEAD))
        if view.unread:
            self.rows.addWidget(ScriptText(view.unread, language, Role.BODY))
        for chart in view.charts:
            card = Card(Ground.SURFACE, pads=(18, 10), gap=4)
            card.rows.addWidget(ScriptText(chart.title, language, Role.BODY, bold=True))
            for bar in chart.bars:
                card.rows.addLayout(self._line(bar))
            if chart.note:
                card.rows.addWidget(ScriptText(chart.note, language, Role.SMALL, soft=True))
            self.rows.addWidget(card)
        if view.charts:
            out = Card(Ground.SUNK, pads=(18, 10), gap=8)
            out.rows.addWidget(self.folder)
            row = QHBoxLayout()
            for name, text, act in (
                ("print-stats", "stats.print", self.print_pressed.emit),
                ("save-stats", "stats.save", self.save_now),
            ):
                button = Button(self.words.say(text), Look.OTHER, language=language)
                button.setObjectName(name)
                button.chosen.connect(act)
                row.addWidget(button)
            row.addStretch(1)
            out.rows.addLayout(row)
            out.rows.addWidget(self.saved)
            self.rows.addWidget(out)
        self.rows.addStretch(1)

    def save_now(self) -> None:
        self.save_pressed.emit(self.folder.text())

    def show_saved(self, name: str) -> None:
        self.saved.set_text(self.words.say("stats.saved", name=name))
        self.saved.show()

    def start(self) -> QWidget:
        return self.title

    def _line(self, bar: BarView) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(active().gap(12))
        text = ScriptText(bar.label, self.words.language, Role.BODY)
        line.addWidget(text, 4)
        line.addWidget(Bar(bar.share), 5)
        line.addWidget(ScriptText(bar.count, self.words.language, Role.BODY, bold=True), 2)
        return line
