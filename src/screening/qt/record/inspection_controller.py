"""What the page of an inspection asks of the open record."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from screening.casework.interview import inspection
from screening.casework.record.caseload import minutes_at
from screening.domain.case import inspections
from screening.domain.case.case import Case, fold
from screening.domain.events import inspection as sev
from screening.domain.events.catalogue import Event
from screening.errors import NotAccepted
from screening.qt.frame.notes_page import NotesPage
from screening.store import Vault

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext

MOST_CASES = 500


class SiteActs:
    """Makes the page and carries its acts to the record. Nothing of it stays here."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages
        self.cases: tuple[Case, ...] = ()
        self.minutes: tuple[int, ...] = ()

    def page(self) -> NotesPage:
        page = NotesPage(self.pages.words)
        self._draw(page)
        page.noted.connect(lambda field, text: self._noted(page, field, text))
        page.chosen.connect(lambda field, value: self._seen(page, field, value))
        page.pressed.connect(lambda name: self._act(page, name))
        page.explained.connect(self.pages.shell.complaints.say)
        here = inspections.open_site(self.pages.desk.sites)
        if here is None and self.pages.desk.sites:
            self._load(page)
        elif here is not None:
            self.pages.desk.ask(lambda vault: minutes_at(vault, here), lambda minutes: self._took(page, minutes))
        return page

    def _took(self, page: NotesPage, minutes: tuple[int, ...]) -> None:
        """Of the talks of an inspection that is going on only how long they took is read (BI2, BI3)."""
        self.minutes = minutes
        if page is self.pages.page:
            self._draw(page)

    def _load(self, page: NotesPage) -> None:
        """The talks at inspections that are over; none is read while one is open (BI3)."""

        def load(vault: Vault) -> tuple[Case, ...]:
            heads = vault.case_heads(0, MOST_CASES)
            return tuple(case for head in heads if (case := fold(head.case, vault.events(head.case))).site)

        def show(cases: tuple[Case, ...]) -> None:
            self.cases = cases
            self._draw(page)

        self.pages.desk.ask(load, show)

    def _draw(self, page: NotesPage) -> None:
        desk = self.pages.desk
        cases = () if inspections.open_site(desk.sites) else self.cases
        page.show_view(inspection.site_view(desk.content, self.pages.words, desk.sites, cases, self.minutes))

    def _record(self, page: NotesPage, event: Event) -> None:
        def then() -> None:
            if page is self.pages.page:
                self._draw(page)
                if not page.view or inspections.open_site(self.pages.desk.sites) is None:
                    self._load(page)

        self.pages.desk.record_services(lambda: event, then)

    def _open(self) -> inspections.Site:
        site = inspections.open_site(self.pages.desk.sites)
        if site is None:
            raise NotAccepted("site-not-open")
        return site

    def _noted(self, page: NotesPage, field: str, text: str) -> None:
        if field == "note":
            self._try(page, lambda: sev.SiteNoted(self._open().id, text))
        elif field == "list":
            self._try(page, lambda: inspections.listed(self._open(), text))

    def _seen(self, page: NotesPage, field: str, value: str) -> None:
        item = field.removeprefix(inspection.SEEN)

        def make() -> Event:
            site = self._open()
            return sev.SiteSeen(site.id, item, "" if site.seen.get(item) == value else value)

        self._try(page, make)

    def _act(self, page: NotesPage, name: str) -> None:
        if name == "site-begin":
            place = page.text("place")
            self._try(page, lambda: inspections.begin(self.pages.desk.sites, place))
        elif name == "site-draw":
            self._try(page, lambda: self._drawn(page))
        elif name == "site-close":
            self._try(page, lambda: inspections.close(self._open()))

    def _drawn(self, page: NotesPage) -> Event:
        """The lot, from the list as it stands in its field now."""
        most, added = page.text("most"), page.text("added").replace(",", " ").split()
        lines = inspections.listed(self._open(), page.text("list")).lines
        site = dataclasses.replace(self._open(), lines=lines)
        return inspections.draw(site, int(most) if most.isdigit() else 0, added)

    def _try(self, page: NotesPage, make: Callable[[], Event]) -> None:
        try:
            event = make()
        except NotAccepted as refusal:
            self.pages.desk.complained.emit(refusal)
            return
        self._record(page, event)
