"""What the page of the log asks of the open record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.casework.record import audit_log, verification
from screening.qt.record.log_page import LogPage

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class LogActs:
    """The desk's log."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages

    def page(self) -> LogPage:
        words = self.pages.words
        page = LogPage(words)
        page.check_pressed.connect(lambda *typed: self._check(page, *typed))
        self.pages.desk.ask(
            lambda vault: audit_log.log(vault, words),
            lambda lines: page.show_lines(lines) if page is self.pages.page else None,
        )
        return page

    def _check(self, page: LogPage, head: str, code: str, entries: str, log: str, acts: str) -> None:
        words, case = self.pages.words, code.strip().upper()
        number, done = (int(each) if each.strip().isdecimal() else 0 for each in (entries, acts))
        self.pages.desk.ask(
            lambda vault: verification.check_now(vault, words, head, case=case, entries=number, log=log, acts=done),
            lambda report: page.show_report(report) if page is self.pages.page else None,
        )
