"""What the pages of keeping and erasing ask of the open record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.record import retention
from screening.casework.record.retention import Keeping
from screening.domain.case.places import Place
from screening.domain.policy.retention import Due
from screening.qt.record.retention_page import ErasingPage, KeepingPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.qt.session.routes import Route, Routes
from screening.store import Vault, second_named

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext, RecordContext


class KeepingActs:
    """The page of keeping and erasing, for all cases."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record
        self.view: Keeping | None = None

    def routes(self) -> RecordRoutes:
        return {RecordPlace.KEEPING: RecordRoute(self.page)}

    def page(self) -> KeepingPage:
        self.view = None
        page = KeepingPage(self.record.words)
        page.erase_agreed.connect(partial(self._erase, page))
        page.clocks_agreed.connect(partial(self._set, page))
        self._load(page)
        return page

    def _load(self, page: KeepingPage) -> None:
        self.record.ask(partial(_keeping, datetime.date.today()), success=partial(self._show, page))

    def _show(self, page: KeepingPage, view: Keeping) -> None:
        self.view = view
        if page is self.record.page:
            page.show_view(view)

    def _erase(self, page: KeepingPage, own: str, second: str) -> None:
        shown, code = self.view.due if self.view is not None else (), self.record.case_code

        def done(erased: tuple[int, bool]) -> None:
            count, gone = erased
            if gone and self.record.case_code == code:
                self.record.drop_case()
            self._done(page, self.record.words.say_count("page.keeping.done", count))

        self.record.long(partial(_erase_due, shown, code, own, second), success=done)

    def _set(self, page: KeepingPage, days: Mapping[str, int], own: str, second: str) -> None:
        def done(_value: object) -> None:
            self._done(page, self.record.words.say("page.keeping.set-done"))

        self.record.ask(partial(_set_clocks, days, own, second), success=done)

    def _done(self, page: KeepingPage, told: str) -> None:
        if page is self.record.page:
            page.done.say(told)
            self._load(page)


class ErasingActs:
    """Erasing the case in hand, after its person withdrew."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case
        self._second: str | None = None
        """The name of who else must agree, "" where nobody is named, None where nobody must."""

    def routes(self) -> Routes:
        return {Place.ERASING: Route(self.page, aside=True)}

    def ask(self) -> None:
        """Show the page once it is known who must agree."""
        self.case.ask(_who_agrees, success=self._show)

    def _show(self, name: str | None) -> None:
        self._second = name
        if self.case.open:
            self.case.go(Place.ERASING)

    def page(self) -> ErasingPage:
        page = ErasingPage(self.case.words, self._second, passphrase=not self.case.practice)
        page.keep_pressed.connect(self.case.back)
        page.erase_agreed.connect(self._erase)
        return page

    def _erase(self, own: str, second: str) -> None:
        self.case.long(partial(_withdraw, self.case.case_code, own, second), success=self._erased)

    def _erased(self, _count: int) -> None:
        self.case.drop_case()
        self.case.show_cases()


# --- in the vault's thread


def _keeping(today: datetime.date, vault: Vault) -> Keeping:
    return retention.keeping(vault, today)


def _erase_due(shown: tuple[Due, ...], code: str, own: str, second: str, vault: Vault) -> tuple[int, bool]:
    """How many were erased, and whether the case in hand is one of them."""
    count = retention.erase_due(vault, shown, own, second)
    return count, bool(code) and not vault.knows(code)


def _set_clocks(days: Mapping[str, int], own: str, second: str, vault: Vault) -> None:
    retention.set_clocks(vault, days, own, second)


def _who_agrees(vault: Vault) -> str | None:
    if not retention.needs_second(vault.role, "withdrawn", practice=vault.folder is None):
        return None
    named = second_named(vault)
    return named.name if named else ""


def _withdraw(code: str, own: str, second: str, vault: Vault) -> int:
    return retention.withdraw(vault, code, own, second)
