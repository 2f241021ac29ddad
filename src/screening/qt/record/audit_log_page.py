"""The log, and the check of the record against itself and against a printed head."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.record import audit_log, verification
from screening.casework.record.audit_log import LogLine
from screening.casework.record.verification import Report
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.theme import active, nested
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.fields import LineField
from screening.wording.catalogue.translations import Words


class LogPage(Headed):
    """Shows log lines; ``check_pressed`` carries what was typed.

    That is a head, a case code and a number of entries, and the log's head and number.
    """

    check_pressed = Signal(str, str, str, str, str)

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.head_with(say("page.log.title"), say("page.log.lead"))
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        card.rows.addWidget(ScriptText(say("page.log.check-title"), language, Role.BODY, bold=True))
        self.head_field = LineField(words, say("page.log.head"), help=say("page.log.head-help"), longest=60)
        self.head_field.edit.setObjectName("printed-head")
        card.rows.addWidget(self.head_field)
        of_paper = nested(card.rows, QHBoxLayout(), spacing=active().gap(16))
        self.code = LineField(words, say("page.log.code"), longest=20, name="printed-code")
        self.entries = LineField(words, say("page.log.entries"), longest=6, name="printed-entries")
        of_paper.addWidget(self.code)
        of_paper.addWidget(self.entries)
        of_log = nested(card.rows, QHBoxLayout(), spacing=active().gap(16))
        self.log_head = LineField(words, say("page.log.log"), longest=60, name="printed-log")
        self.acts = LineField(words, say("page.log.acts"), longest=6, name="printed-acts")
        of_log.addWidget(self.log_head, 2)
        of_log.addWidget(self.acts, 1)
        add_at_start(card.rows, text_button(words, "page.log.check", "check-record", self._check, Look.MAIN))
        self.result = IconText("tick", "", language, Role.BODY, bold=True)
        self.result.hide()
        card.rows.addWidget(self.result)
        self.rows.addWidget(card)
        self.lines = Card(Ground.PLAIN, pads=(0, 0), gap=2)
        self.rows.addWidget(self.lines)
        self.rows.addStretch(1)

    def show_lines(self, lines: Sequence[LogLine]) -> None:
        """Show what was done with the record."""
        for each in lines:
            text = " · ".join(part for part in (each.at, each.case, each.text, each.by) if part)
            label = ScriptText(text, self.words.language, Role.SMALL)
            self.lines.rows.addWidget(label)
            label.show()

    def show_report(self, report: Report) -> None:
        """Show what a printed fingerprint says of the record."""
        self.result.set_text(" ".join(report.lines))
        self.result.show()

    def start(self) -> QWidget:
        return self.title

    def _check(self) -> None:
        fields = (self.head_field, self.code, self.entries, self.log_head, self.acts)
        self.check_pressed.emit(*(field.text() for field in fields))


class LogActs(PageActs):
    """The log of what was done with the record, and what a printed fingerprint says of it."""

    place = RecordPlace.LOG

    def page(self) -> LogPage:
        page = LogPage(self.record.words)
        page.check_pressed.connect(partial(self._check, page))
        self.record.ask(audit_log.log, self.record.words, success=page.show_lines, page=page)
        return page

    def _check(self, page: LogPage, head: str, code: str, entries: str, log: str, acts: str) -> None:
        number, done = (int(each) if each.strip().isdecimal() else 0 for each in (entries, acts))
        check = partial(verification.check_now, case=code.strip().upper(), entries=number, log=log, acts=done)
        self.record.run_long(check, self.record.words, head, success=self.record.while_shown(page, page.show_report))
