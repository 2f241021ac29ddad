"""How a talk went, for one officer or for a room: first how, then what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.training.charts import KindsBar, KindsLegend, MarkHeads, MarkRow
from screening.qt.widgets.card import Card, Ground
from screening.training.views import FeedbackView
from screening.wording.catalogue.translations import Words


class FeedbackPage(Headed):
    """Shows a FeedbackView. ``large`` is for a projector."""

    def __init__(self, words: Words, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.large = large

    def show_view(self, view: FeedbackView) -> None:
        self.head_with(view.title, view.lead)
        self._halves: list[QBoxLayout] = []
        wide = any(row.note for row in view.process)
        left = 7 if wide else 5
        self._pair((self._process(view), left), (self._kinds(view), 6))
        self._pair((self._spread(view), left), (self._talk(view), 6))
        self.rows.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        for layout in getattr(self, "_halves", []):
            stacked = active().compact or self.large
            layout.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
            layout.setSpacing(active().gap(16 if stacked else 40))

    def _pair(self, *parts: tuple[QWidget, int]) -> None:
        layout = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part, share in parts:
            layout.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        self._halves.append(layout)
        self.rows.addLayout(layout)

    def _column(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(ScriptText(title, self.words.language, Role.LEAD, bold=True))
        return holder, rows

    def _process(self, view: FeedbackView) -> QWidget:
        language, say = self.words.language, self.words.say
        holder, rows = self._column(say("feedback.process"))
        if view.rounds:
            rows.addWidget(MarkHeads(view.rounds, language, share=0.8, large=self.large))
        for row in view.process:
            share = 0.4 if row.note else 0.8
            rows.addWidget(
                MarkRow(
                    row.title, row.marks, row.spoken, language, share=share, rule=True, large=self.large, note=row.note
                )
            )
        legend = [(name, say(f"feedback.mark.{name}")) for name in ("done", "left")]
        rows.addWidget(KindsLegend(legend, language, large=self.large))
        rows.addWidget(ScriptText(view.verdict, language, Role.BODY, bold=True))
        return holder

    def _kinds(self, view: FeedbackView) -> QWidget:
        language, say = self.words.language, self.words.say
        holder, rows = self._column(say("feedback.kinds"))
        most = max((row.open + row.other + row.pressing for row in view.kinds), default=1)
        for row in view.kinds:
            rows.addWidget(KindsBar(row, most, language, large=self.large))
        legend = [(name, say(f"feedback.look.{name}")) for name in ("open", "other", "pressing")]
        rows.addWidget(KindsLegend(legend, language, large=self.large))
        for row in view.kinds[-1:]:
            total = row.open + row.other + row.pressing
            share = say("feedback.share", open=row.open, pressing=row.pressing, total=total)
            rows.addWidget(ScriptText(share, language, Role.LEAD if self.large else Role.BODY, bold=True))
        if view.asked:
            card = Card(Ground.SURFACE, pads=(18, 10), gap=2)
            card.rows.addWidget(ScriptText(view.asked, language, Role.BODY, lead=say("feedback.you-asked")))
            card.rows.addWidget(ScriptText(view.instead, language, Role.BODY, bold=True, lead=say("feedback.instead")))
            rows.addSpacing(active().gap(8))
            rows.addWidget(card)
        return holder

    def _spread(self, view: FeedbackView) -> QWidget:
        language = self.words.language
        holder, rows = self._column(view.spread_title)
        for row in view.spread:
            rows.addWidget(MarkRow(row.title, row.marks, row.spoken, language, share=0.56, large=self.large))
        rows.addWidget(KindsLegend(view.legend, language, large=self.large))
        if view.legend_note:
            rows.addWidget(ScriptText(view.legend_note, language, Role.SMALL, soft=True))
        return holder

    def _talk(self, view: FeedbackView) -> QWidget:
        holder, rows = self._column(self.words.say("feedback.talk"))
        for text in view.talk:
            rows.addWidget(ScriptText(text, self.words.language, Role.LEAD if self.large else Role.BODY))
            rows.addSpacing(active().gap(6))
        return holder
