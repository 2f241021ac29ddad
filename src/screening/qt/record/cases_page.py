"""The desk: what is due, a filter, and the officer's cases without names in the order asked for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from screening.casework.record.desk_views import CaseloadView, CaseRow, DueRow
from screening.qt.frame.page import Headed, remove_widgets
from screening.qt.style.shortcut_table import in_text_field
from screening.qt.style.theme import active
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, Flow, Ground
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.table import Cell, Column, RowTable, TableRow

SHARES = {"code": 14.5, "label": 13.5, "place": 15.0, "state": 22.5, "next": 15.0, "changed": 11.5, "kept": 9.0}
LEAST = {"kept": 900, "place": 760}
"""Tables that are narrower drop these columns: both stay in the filter and in what is spoken of a row."""
LONGEST_LABEL = 24
DOORS = ("sample", "led", "people")
"""What somebody who has no case yet may look at or try first."""
PARTS = (("first", -2), ("newer", -1), ("older", 1), ("last", 2))
"""The buttons under the list, and where each turns to."""


class CasesPage(Headed):
    """Shows a CaseloadView."""

    new_pressed = Signal()
    open_pressed = Signal(str)
    due_pressed = Signal(str, str)
    """A case, and the kind of what is due in it."""
    more_due_pressed = Signal()
    typed = Signal(str)
    """What stands in the filter."""
    entered = Signal()
    """Enter in the filter."""
    sort_pressed = Signal(str)
    label_kept = Signal(str, str)
    """A case, and its private label."""
    delete_pressed = Signal(str)
    """The key or the button for it on a case of the list."""
    delete_agreed = Signal(str)
    services_pressed = Signal()
    door_pressed = Signal(str)
    """One of ``DOORS``."""
    part_pressed = Signal(int)
    """+1 for the next page, -1 for the one before, -2 for the first and +2 for the last."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.new = text_button(
            words, "page.cases.new", "new-screening", self.new_pressed, Look.MAIN, cap=tokens().key["new_screening"]
        )
        self.head.addWidget(self.new)
        self.view: CaseloadView | None = None
        self.due: QWidget | None = None
        self.asking: QWidget | None = None
        """The sentence that asks before a case is deleted, or the field of a private label."""
        self.table: RowTable | None = None
        self.filter = LineField(words, say("page.cases.filter"), help=say("page.cases.filter-help"), longest=60)
        self.filter.edit.setObjectName("filter-cases")
        self.filter.typed.connect(self.typed)
        self.filter.entered.connect(self.entered)
        self.clear_filter = text_button(words, "page.cases.clear", "clear-filter", self._clear)
        self.edit = text_button(words, "page.cases.label-edit", "edit-label", self._edit_current, cap="F2")
        self.filter.line.addWidget(self.clear_filter)
        self.found = ScriptText("", language, Role.SMALL, soft=True)
        self.filter.line.addWidget(self.edit)
        if not active().compact:  # the cases are what the page is for: label, field and words stand in one line
            self.filter.line.insertWidget(0, self.filter.label)
            self.filter.line.insertWidget(3, self.found, 1)
            self.filter.help.setMaximumHeight(0)
        self.nothing = ScriptText("", language, Role.LEAD)
        self.none = ScriptText(words.say("page.cases.empty"), language, Role.LEAD)
        self.services = Card(Ground.SURFACE, pads=(18, 8), gap=2)
        """At the first start: what an office must still fill in. It stays until the first case and holds up nothing."""
        self.services_told = IconText("ring", "", language, Role.BODY)
        self.to_services = text_button(words, "page.cases.services", "to-services", self.services_pressed)
        self.services.rows.addWidget(self.services_told)
        self.services.rows.addWidget(self.to_services, 0, Qt.AlignmentFlag.AlignLeading)
        self.doors = Card(Ground.SURFACE, pads=(18, 12), gap=8)
        """At the first start: three ways to begin that touch no record. They stay until the first case."""
        self.doors.rows.addWidget(ScriptText(say("door.title"), language, Role.LEAD, bold=True))
        for name in DOORS:
            door = text_button(words, f"door.{name}", f"door-{name}", partial(self.door_pressed.emit, name))
            self.doors.rows.addWidget(door, 0, Qt.AlignmentFlag.AlignLeading)
            self.doors.rows.addWidget(ScriptText(say(f"door.{name}-help"), language, Role.SMALL, soft=True))
        self.parts = Flow(gap=12)
        self.turns: dict[str, Button] = {}
        for name, by in PARTS:
            button = text_button(words, f"page.cases.{name}", f"{name}-cases", lambda by=by: self.part_pressed.emit(by))
            self.turns[name] = button
            self.parts.add(button)
        for part in (self.none, self.doors, self.services, self.filter, self.nothing, self.parts):
            part.hide()
            self.rows.addWidget(part)
        if active().compact:
            self.rows.insertWidget(self.rows.indexOf(self.nothing), self.found)
        self.rows.addStretch(1)
        slash = QShortcut(QKeySequence("/"), self)
        slash.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        slash.activated.connect(self._to_filter)

    def show_view(self, view: CaseloadView) -> None:
        """Show the list, or another part or order of it; what is typed in the filter and the focus stay."""
        self.view = view
        there = bool(view.rows) or bool(view.total)
        self.head_with(self.words.say("page.cases.title"), view.lead if there else "")
        self.show_due(view)
        self.none.setVisible(not there)
        self.doors.setVisible(not there)
        self.services_told.set_text(view.services)
        self.services.setVisible(not there and bool(view.services))
        for part in (self.filter, self.found):
            part.setVisible(there)
        self.filter.edit.setEnabled(not view.waiting)
        self.clear_filter.setVisible(bool(self.filter.text().strip()))
        words = (self.words.say("page.cases.filter-help"), view.count_and_order)
        self.found.set_text(view.waiting or (view.count_and_order if active().compact else ". ".join(words)))
        self.nothing.set_text(view.nothing)
        self.nothing.setVisible(bool(view.nothing))
        self._show_rows(view)
        shown = {"first": view.newer, "newer": view.newer, "older": view.older, "last": view.older}
        self.parts.setVisible(view.newer or view.older)
        for name, button in self.turns.items():
            button.setVisible(shown[name] and not (view.waiting and name == "last"))
        self.edit.setVisible(bool(view.rows) and not view.waiting)

    # --- what is due

    def show_due(self, view: CaseloadView) -> None:
        """Show what is due, as much of it as the view has."""
        before, self.due = self.due, None
        if before is not None:
            remove_widgets(before)
        language = self.words.language
        if not view.due:
            if view.due_day:
                self.due = ScriptText(self.words.say("page.cases.due-none"), language, Role.BODY, soft=True)
        else:
            card = Card(Ground.SURFACE, pads=(18, 8), gap=2)
            top = Flow(gap=14)
            top.add(ScriptText(self.words.say("page.cases.due"), language, Role.BODY, bold=True, wraps=False))
            top.add(ScriptText(view.due_day, language, Role.SMALL, soft=True, wraps=False))
            if view.due_more:
                more = Button(view.due_more, Look.PLAIN, language=language, role=Role.SMALL)
                top.add(wired(more, "more-due", self.more_due_pressed), end=True)
            card.rows.addWidget(top)
            for number, row in enumerate(view.due):
                card.rows.addWidget(self._due_row(row, number))
            self.due = card
        if self.due is not None:
            self.rows.insertWidget(1, self.due)
            self.due.show()

    def _due_row(self, row: DueRow, number: int) -> QWidget:
        language, line = self.words.language, Flow(gap=12)
        line.add(IconText(row.icon, row.case, "en", Role.BODY, bold=True, wraps=False))
        if row.label:
            line.add(ScriptText(row.label, language, Role.SMALL, soft=True, wraps=False))
        line.add(ScriptText(row.text, language, Role.BODY, wraps=False))
        if row.when:
            line.add(ScriptText(row.when, language, Role.SMALL, bold=True, wraps=False), end=True)
        text = self.words.say("page.cases.due-open")
        said = ", ".join(part for part in (text, row.case, row.text) if part)
        button = Button(text, Look.OTHER, language=language, role=Role.SMALL, name=said)
        line.add(wired(button, f"due-{number}", partial(self.due_pressed.emit, row.case, row.kind)), end=True)
        return line

    # --- the list

    def _show_rows(self, view: CaseloadView) -> None:
        say = self.words.say
        focused = self.table is not None and any(row.hasFocus() for row in self.table.rows.values())
        current = self.table.current if self.table is not None else ""
        if self.table is None or len(self.table.columns) != len(view.columns):
            if self.table is not None:
                remove_widgets(self.table)
            sorts = bool(view.column)
            columns = [
                Column(
                    title, SHARES[name], name if sorts else "", say("page.cases.sort", column=title) if sorts else "",
                    LEAST.get(name, 0),
                )
                for name in view.columns
                for title in [say(f"page.cases.heading.{name}")]
            ]  # fmt: skip
            self.table = RowTable(columns, self.words.language, opens_at_once=True, name="case-")
            self.table.opened.connect(self.open_pressed)
            self.table.sorted.connect(self.sort_pressed)
            self.table.edited.connect(self.edit_label)
            self.table.acted.connect(self.delete_pressed)
            self.rows.insertWidget(self.rows.indexOf(self.parts), self.table)
        self.table.show_rows([self._row(row, view) for row in view.rows], current)
        self.table.show_sorted(view.column, up=view.turned == (view.column == "changed"), sentence=view.count_and_order)
        self.table.setVisible(bool(view.rows))
        if focused and self.table.current:
            self.table.set_current(self.table.current, focus=True)

    def _row(self, row: CaseRow, view: CaseloadView) -> TableRow:
        cells = {
            "code": Cell(row.code, bold=True, language="en"),
            "label": Cell(row.label or self.words.say("page.cases.no-label"), soft=not row.label),
            "place": Cell(row.where),
            "state": Cell(row.state, row.icon),
            "next": Cell(row.next, bold=True),
            "changed": Cell(row.changed, soft=True, small=True),
            "kept": Cell(row.kept, soft=True, small=True),
        }
        marked = " · ".join(part for part in (row.code, row.label) if part)
        brief = (
            Cell(marked, bold=True),
            Cell(" · ".join(part for part in (row.state, row.where) if part), row.icon),
            Cell(" · ".join(part for part in ("" if row.empty else row.next, row.changed) if part), bold=True),
        )
        act = self.words.say("page.cases.delete-act") if row.empty else ""
        place = view.columns.index("next") if act else 0
        return TableRow(row.code, tuple(cells[name] for name in view.columns), brief, act, place)

    def current(self) -> str:
        """The code of the row that is marked, "" for none."""
        return self.table.current if self.table is not None and self.view is not None and self.view.rows else ""

    # --- what is asked in the place of the filter

    def ask_delete(self, code: str) -> None:
        """Ask once, above the list; keeping it is the safe choice and has the keyboard."""
        say, language = self.words.say, self.words.language
        asking = Flow(gap=12)
        asking.add(ScriptText(say("page.cases.delete", code=code), language, Role.BODY, bold=True, wraps=False))
        keep = text_button(self.words, "page.cases.delete-keep", "keep-case", lambda: self.put_away_question(code))
        delete = text_button(self.words, "page.cases.delete-yes", "delete-case", lambda: self.delete_agreed.emit(code))
        asking.add(keep)
        asking.add(delete)
        self._put_up(asking, keep)

    def edit_label(self, code: str) -> None:
        """A field for the private label of a case; Enter keeps it."""
        say, rows = self.words.say, self.view.rows if self.view is not None else ()
        row = next((row for row in rows if row.code == code), None)
        if row is None:
            return
        field = LineField(
            self.words, say("page.cases.label", code=code), help=say("page.cases.label-help", n=LONGEST_LABEL),
            longest=LONGEST_LABEL, name="private-label",
        )  # fmt: skip
        field.set_text(row.label)

        def keep() -> None:
            self.label_kept.emit(code, field.text())

        field.entered.connect(keep)
        field.line.addWidget(text_button(self.words, "page.cases.label-save", "save-label", keep))
        field.line.addStretch(1)
        self._put_up(field, field.edit)

    def _put_up(self, asking: QWidget, focus: QWidget) -> None:
        self._put_away()
        self.asking = asking
        self.rows.insertWidget(self.rows.indexOf(self.filter), asking)
        asking.show()
        focus.setFocus()

    def put_away_question(self, code: str) -> None:
        """Take away what was asked, and go back to the case that it was about."""
        if self.table is not None:
            self.table.set_current(code, focus=True)
        self._put_away()

    def _put_away(self) -> None:
        if self.asking is not None:
            remove_widgets(self.asking)
            self.asking = None

    def _edit_current(self) -> None:
        self.edit_label(self.current())

    def _to_filter(self) -> None:
        if not in_text_field(self.focusWidget()):
            self.filter.setFocus()

    def _clear(self) -> None:
        self.filter.set_text("")
        self.filter.setFocus()
        self.typed.emit("")

    def start(self) -> QWidget:
        return self.new
