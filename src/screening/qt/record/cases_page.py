"""The officer's cases without names, and the way into a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.view_models import CaseloadView, CaseRow
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Flow
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.table import Cell, Column, Table, TableRow

WIDTHS = (18, 42, 24, 16)


class CasesPage(Headed):
    """Shows a CaseloadView."""

    new_pressed = Signal()
    open_pressed = Signal(str)
    find_pressed = Signal(str)
    """A code, as it was typed."""
    delete_pressed = Signal(str)
    """The key for it on a case of the list."""
    delete_agreed = Signal(str)
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
        self.asking: QWidget | None = None
        """The sentence that asks before a case is deleted."""
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete.setAutoRepeat(False)
        delete.activated.connect(self._delete)

    def ask_delete(self, code: str) -> None:
        """Ask once, in the place of the list's search; keeping it is the safe choice and has the keyboard."""
        self._put_away()
        say, language = self.words.say, self.words.language
        asking = Flow(gap=12)
        asking.add(ScriptText(say("page.cases.delete", code=code), language, Role.BODY, bold=True, wraps=False))
        keep = Button(say("page.cases.delete-keep"), Look.OTHER, language=language)
        keep.setObjectName("keep-case")
        keep.chosen.connect(lambda: self._kept(code))
        delete = Button(say("page.cases.delete-yes"), Look.OTHER, language=language)
        delete.setObjectName("delete-case")
        delete.chosen.connect(lambda: self.delete_agreed.emit(code))
        asking.add(keep)
        asking.add(delete)
        self.asking = asking
        self.rows.insertWidget(1, asking)
        asking.show()
        keep.setFocus()

    def _delete(self) -> None:
        if self.table is not None and any(row.hasFocus() for row in self.table.rows.values()):
            self.delete_pressed.emit(self.table.current)

    def _kept(self, code: str) -> None:
        if self.table is not None:
            self.table.set_current(code, focus=True)
        self._put_away()

    def _put_away(self) -> None:
        if self.asking is not None:
            self.asking.hide()
            self.asking.deleteLater()
            self.asking = None

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
