"""What the pages of keeping and erasing ask of the open record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from screening.casework.record import retention
from screening.casework.record.retention import Keeping
from screening.qt.record.retention_page import ErasingPage, KeepingPage
from screening.store import Vault, second_named

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext, RecordContext


class KeepingActs:
    """The desk's page of keeping and erasing."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages
        self.view: Keeping | None = None

    def page(self) -> KeepingPage:
        page = KeepingPage(self.pages.words)
        page.erase_agreed.connect(lambda own, second: self._erase(page, own, second))
        page.clocks_agreed.connect(lambda days, own, second: self._set(page, days, own, second))
        self._load(page)
        return page

    def _load(self, page: KeepingPage) -> None:
        def show(view: Keeping) -> None:
            self.view = view
            if page is self.pages.page:
                page.show_view(view)

        self.pages.desk.ask(lambda vault: retention.keeping(vault, datetime.date.today()), show)

    def _erase(self, page: KeepingPage, own: str, second: str) -> None:
        shown = self.view.due if self.view is not None else ()
        desk = self.pages.desk
        code = desk.case_code

        def erase(vault: Vault) -> tuple[int, bool]:
            count = retention.erase_due(vault, shown, own, second)
            return count, bool(code) and not vault.knows(code)

        def done(erased: tuple[int, bool]) -> None:
            count, gone = erased
            if gone and desk.case_code == code:
                self.pages.window.drop_case()
            if page is self.pages.page:
                page.show_told(self.pages.words.say_count("page.keeping.done", count))
                self._load(page)

        desk.ask(erase, done)

    def _set(self, page: KeepingPage, days: Mapping[str, int], own: str, second: str) -> None:
        def done(_value: object) -> None:
            if page is self.pages.page:
                page.show_told(self.pages.words.say("page.keeping.set-done"))
                self._load(page)

        self.pages.desk.ask(lambda vault: retention.set_clocks(vault, days, own, second), done)


class ErasingActs:
    """Erasing the case in hand, after its person withdrew."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages

    def ask(self) -> None:
        """Show the page once it is known who must agree."""

        def second(vault: Vault) -> str | None:
            if not retention.needs_second(vault.role, "withdrawn", practice=vault.folder is None):
                return None
            named = second_named(vault)
            return named.name if named else ""

        def show(name: str | None) -> None:
            self._second = name
            if self.pages.desk.interview is not None:
                self.pages.go("erasing")

        self.pages.desk.ask(second, show)

    def page(self) -> ErasingPage:
        page = ErasingPage(self.pages.window.words, self._second, passphrase=not self.pages.desk.practice)
        page.keep_pressed.connect(self.pages.back)
        page.erase_agreed.connect(self._erase)
        return page

    def _erase(self, own: str, second: str) -> None:
        code = self.pages.interview.case.code

        def done(_count: int) -> None:
            self.pages.window.drop_case()
            self.pages.window.show_cases()

        self.pages.desk.ask(lambda vault: retention.withdraw(vault, code, own, second), done)

    _second: str | None = None
