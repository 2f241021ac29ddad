"""The officer's cases without names, and the way into a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.views import CaseloadView, CaseRow
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.fields import LineField
from screening.qt.inputs.table import Cell, Column, Table, TableRow
from screening.qt.label import Says
from screening.qt.pages.page import Headed
from screening.qt.script_text import Role, ScriptText
from screening.qt.theme import active

WIDTHS = (18, 42, 24, 16)


class CasesPage(Headed):
    """Shows a CaseloadView."""

    new_pressed = Signal()
    open_pressed = Signal(str)
    find_pressed = Signal(str)
    """A code, as it was typed."""
    part_pressed = Signal(int)
    """+1 for the older cases, -1 for the newer ones."""

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.new = Button(words.say("page.cases.new"), Look.MAIN, cap="Ctrl+N", language=words.language)
        self.new.setObjectName("new-screening")
        self.new.chosen.connect(self.new_pressed)
        self.head.addWidget(self.new)
        self.table: Table | None = None

    def show_view(self, view: CaseloadView) -> None:
        self.head_with(view.title, view.lead if view.rows else "")
        if not view.rows:
            self.rows.addWidget(ScriptText(view.empty, self.words.language, Role.LEAD))
            self.rows.addStretch(1)
            return
        self.rows.addWidget(self._search())
        columns = [Column(title, share) for title, share in zip(view.headings, WIDTHS, strict=True)]
        self.table = Table(columns, self.words.language, opens_at_once=True, name="case-")
        self.table.opened.connect(self.open_pressed)
        self.table.show_rows([self._row(row) for row in view.rows])
        self.rows.addWidget(self.table)
        self.rows.addStretch(1)
        if view.newer or view.older:
            self.rows.addLayout(self._parts(view))

    def _search(self) -> QWidget:
        """A case by the code that stands on its papers."""
        say, language = self.words.say, self.words.language
        field = LineField(self.words, say("page.cases.find"), longest=20, language="en")
        field.edit.setObjectName("case-code")
        find = Button(say("page.cases.open"), Look.OTHER, language=language)
        find.setObjectName("find-case")
        field.line.addWidget(find)
        field.line.addStretch(2)
        for pressed in (field.entered, find.chosen):
            pressed.connect(lambda: self.find_pressed.emit(field.text()))
        return field

    def _parts(self, view: CaseloadView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(active().gap(16))
        for there, by, name in ((view.newer, -1, "newer"), (view.older, 1, "older")):
            if there:
                button = Button(self.words.say(f"page.cases.{name}"), Look.OTHER, language=self.words.language)
                button.setObjectName(f"{name}-cases")
                button.chosen.connect(lambda by=by: self.part_pressed.emit(by))
                row.addWidget(button)
        row.addStretch(1)
        return row

    def _row(self, row: CaseRow) -> TableRow:
        stands = " · ".join(part for part in (row.state, row.where) if part)
        code = Cell(row.code, bold=True, language="en")
        return TableRow(row.code, (code, Cell(stands), Cell(row.next, bold=True), Cell(row.opened, soft=True)))

    def start(self) -> QWidget:
        return self.new
