"""What the page of the log asks of the open record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screening.casework.record import audit_log, verification
from screening.casework.record.audit_log import LogLine
from screening.casework.record.verification import Report
from screening.qt.record.audit_log_page import LogPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.store import Vault
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class LogActs:
    """The log of what was done with the record, and what a printed fingerprint says of it."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        return {RecordPlace.LOG: RecordRoute(self.page)}

    def page(self) -> LogPage:
        page = LogPage(self.record.words)
        page.check_pressed.connect(partial(self._check, page))
        self.record.ask(partial(_log, self.record.words), success=partial(self._show, page))
        return page

    def _show(self, page: LogPage, lines: tuple[LogLine, ...]) -> None:
        if page is self.record.page:
            page.show_lines(lines)

    def _check(self, page: LogPage, head: str, code: str, entries: str, log: str, acts: str) -> None:
        number, done = (int(each) if each.strip().isdecimal() else 0 for each in (entries, acts))
        checking = partial(_check, self.record.words, head, code.strip().upper(), number, log, done)
        self.record.long(checking, success=partial(self._report, page))

    def _report(self, page: LogPage, report: Report) -> None:
        if page is self.record.page:
            page.show_report(report)


# --- in the vault's thread


def _log(words: Words, vault: Vault) -> tuple[LogLine, ...]:
    return audit_log.log(vault, words)


def _check(words: Words, head: str, case: str, entries: int, log: str, acts: int, vault: Vault) -> Report:
    return verification.check_now(vault, words, head, case=case, entries=entries, log=log, acts=acts)
