"""Reminders: everything of the record that has a day, group by group."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.record import reminders
from screening.casework.record.desk_views import DueRow
from screening.casework.record.reminders import AT_MOST, Reminders
from screening.qt.frame.page import Headed, remove_widgets
from screening.qt.session import vault_work
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow

SHARES = {"case": 18.0, "label": 16.0, "what": 48.0, "when": 18.0}


class RemindersPage(Headed):
    """Shows the reminders: a table for each group, one stop of Tab each; Enter opens the case of a row."""

    opened = Signal(str, str)
    """A case, and the kind of what is due in it."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.head_with(words.say("page.reminders.title"), words.say("page.reminders.lead"))
        self.tables: dict[str, RowTable] = {}
        self.parts: list[QWidget] = []
        self.rows.addStretch(1)

    def show_reminders(self, found: Reminders, groups: Mapping[str, tuple[DueRow, ...]]) -> None:
        """Show other reminders in place of those before, and that more are being read, or are there."""
        say, language = self.words.say, self.words.language
        remove_widgets(*self.parts)
        self.parts, self.tables = [], {}
        if found.waiting:
            told = self.words.say_count("page.reminders.waiting", found.waiting)
            self._add(ScriptText(told, language, Role.LEAD))
        elif not groups:
            self._add(ScriptText(say("page.reminders.none"), language, Role.LEAD))
        if found.cut:
            self._add(ScriptText(say("page.reminders.cut", n=AT_MOST), language, Role.LEAD))
        for name, rows in groups.items():
            self._add(ScriptText(say(f"page.reminders.{name}"), language, Role.LEAD, bold=True))
            self._add(self._table(name, rows))
        if self.title.hasFocus() and self.tables:
            table = next(iter(self.tables.values()))
            table.set_current(table.current, focus=True)

    def start(self) -> QWidget:
        return self.title

    def _table(self, group: str, due: tuple[DueRow, ...]) -> RowTable:
        columns = [Column(self.words.say(f"page.reminders.heading.{name}"), share) for name, share in SHARES.items()]
        table = self.tables[group] = RowTable(columns, self.words.language, opens_at_once=True, name=f"{group}-")
        rows = {str(number): row for number, row in enumerate(due)}
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
            record, today = self.record, datetime.date.today()
            page.show_reminders(found, reminders.groups(found, record.words, record.directory, today))
            if found.waiting:
                self._read(page)
            else:
                self.record.show_due(found.now)

        self.record.ask(vault_work.read_reminders, self.record.desk.lists, success=read, page=page)
