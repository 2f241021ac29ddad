"""The officer's cases without names, and the way into a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.views import CaseloadView, CaseRow
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.card import Card, Ground
from screening.qt.label import Says
from screening.qt.pages.page import Headed
from screening.qt.script_text import Role, ScriptText
from screening.qt.theme import active

WIDTHS = (2, 4, 3, 2)


class CasesPage(Headed):
    """Shows a CaseloadView."""

    new_pressed = Signal()
    open_pressed = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.new = Button(words.say("page.cases.new"), Look.MAIN, cap="Ctrl+N", language=words.language)
        self.new.setObjectName("new-screening")
        self.new.chosen.connect(self.new_pressed)
        self.head.addWidget(self.new)

    def show_view(self, view: CaseloadView) -> None:
        self.head_with(view.title, view.lead if view.rows else "")
        if not view.rows:
            self.rows.addWidget(ScriptText(view.empty, self.words.language, Role.LEAD))
            self.rows.addStretch(1)
            return
        table = Card(Ground.PLAIN, pads=(0, 0), gap=0)
        table.rows.addLayout(
            self._line([ScriptText(t, self.words.language, Role.SMALL, bold=True) for t in view.headings])
        )
        for row in view.rows:
            table.rows.addWidget(self._row(row))
        table.rows.addStretch(1)
        self.rows.addWidget(table, 1)

    def _row(self, row: CaseRow) -> QWidget:
        card = Card(Ground.SURFACE, pads=(16, 4), gap=0)
        open_ = Button(row.code, Look.QUIET, language="en", name=f"{row.code}, {row.state}, {row.next}")
        open_.setObjectName(f"case-{row.code}")
        open_.chosen.connect(lambda: self.open_pressed.emit(row.code))
        stands = " · ".join(part for part in (row.state, row.where) if part)
        texts = [
            open_,
            ScriptText(stands, self.words.language, Role.BODY),
            ScriptText(row.next, self.words.language, Role.BODY, bold=True),
            ScriptText(row.opened, self.words.language, Role.BODY, soft=True),
        ]
        card.rows.addLayout(self._line(texts))
        return card

    def _line(self, cells: Sequence[QWidget]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(active().gap(16))
        for cell, share in zip(cells, WIDTHS, strict=True):
            line.addWidget(cell, share, Qt.AlignmentFlag.AlignVCenter)
        return line

    def start(self) -> QWidget:
        return self.new
