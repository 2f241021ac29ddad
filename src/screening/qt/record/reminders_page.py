"""Reminders: everything of the record that has a day, group by group."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.record import reminders
from screening.casework.record.reminders import Reminders
from screening.casework.record.view_models import DueGroup, DueRow, RemindersView
from screening.qt.frame.page import Headed, remove_widgets
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.table import Cell, Column, Table, TableRow

SHARES = {"case": 18.0, "label": 16.0, "what": 48.0, "when": 18.0}


class RemindersPage(Headed):
    """Shows a RemindersView: a table for each group, one stop of Tab each; Enter opens the case of a row."""

    opened = Signal(str, str)
    """A case, and the kind of what is due in it."""

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.head_with(words.say("page.reminders.title"), words.say("page.reminders.lead"))
        self.tables: dict[str, Table] = {}
        self.parts: list[QWidget] = []
        self.rows.addStretch(1)

    def show_view(self, view: RemindersView) -> None:
        """Show other reminders in place of those before."""
        remove_widgets(*self.parts)
        self.parts, self.tables = [], {}
        for text in (view.waiting, view.none, view.cut):
            if text:
                self._add(ScriptText(text, self.words.language, Role.LEAD))
        for group in view.groups:
            self._add(ScriptText(group.title, self.words.language, Role.LEAD, bold=True))
            self._add(self._table(group))
        if self.title.hasFocus() and self.tables:
            table = next(iter(self.tables.values()))
            table.set_current(table.current, focus=True)

    def start(self) -> QWidget:
        return self.title

    def _table(self, group: DueGroup) -> Table:
        columns = [Column(self.words.say(f"page.reminders.heading.{name}"), share) for name, share in SHARES.items()]
        table = self.tables[group.id] = Table(columns, self.words.language, opens_at_once=True, name=f"{group.id}-")
        rows = {str(number): row for number, row in enumerate(group.rows)}
        table.show_rows([_row(name, row) for name, row in rows.items()])
        table.opened.connect(lambda name: self.opened.emit(rows[name].case, rows[name].kind))
        return table

    def _add(self, part: QWidget) -> None:
        self.rows.insertWidget(self.rows.count() - 1, part)
        part.show()
        self.parts.append(part)


def _row(name: str, row: DueRow) -> TableRow:
    cells = (
        Cell(row.case, bold=True, language="en"),
        Cell(row.label, soft=True),
        Cell(row.text, row.icon),
        Cell(row.when, bold=True),
    )
    marked = " · ".join(part for part in (row.case, row.label) if part)
    brief = (Cell(marked, bold=True), Cell(row.text, row.icon), *((Cell(row.when, bold=True),) if row.when else ()))
    return TableRow(name, cells, brief)


class RemindersActs(PageActs):
    """Reads the reminders anew each time that the page is shown, and opens the case of one."""

    place = RecordPlace.REMINDERS

    def page(self) -> Headed:
        page = RemindersPage(self.record.words)
        page.opened.connect(self.record.open_due)
        self._read(page)
        return page

    def _read(self, page: RemindersPage) -> None:
        def read(found: Reminders) -> None:
            page.show_view(reminders.view_of(found, self.record.words, self.record.directory, datetime.date.today()))
            if found.waiting:
                self._read(page)
            else:
                self.record.show_due(found.now)

        self.record.read_reminders(self.record.while_shown(page, read))
