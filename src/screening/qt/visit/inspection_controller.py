"""What the page of an inspection asks of the open record."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from functools import partial

from screening.casework.record.caseload import minutes_at
from screening.casework.referral import papers
from screening.casework.referral.referral_form import Keeper
from screening.casework.visit import inspection
from screening.domain.case import inspections
from screening.domain.case.case import Case, fold
from screening.domain.events import inspection as sev
from screening.domain.events.catalogue import Event
from screening.errors import NotAccepted, ScreeningError
from screening.qt.platform.printing import print_paper
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.context import PageActs, RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.store import Vault
from screening.wording.catalogue.dates import day_of

MOST_CASES = 500


class SiteActs(PageActs):
    """Makes the page and carries its acts to the record; holds what was read for it."""

    place = RecordPlace.SITE

    def __init__(self, record: RecordContext) -> None:
        super().__init__(record)
        self.cases: tuple[Case, ...] = ()
        self.minutes: tuple[int, ...] = ()

    def page(self) -> NotesPage:
        self.cases, self.minutes = (), ()
        page = NotesPage(self.record.words)
        self._draw(page)
        page.noted.connect(partial(self._noted, page))
        page.chosen.connect(partial(self._seen, page))
        page.pressed.connect(partial(self._act, page))
        page.explained.connect(self.record.notify)
        here = inspections.open_site(self.record.sites)
        if here is not None:
            self.record.ask(minutes_at, here, success=partial(self._took, page), page=page)
        elif self.record.sites:
            self._load(page)
        return page

    def _took(self, page: NotesPage, minutes: tuple[int, ...]) -> None:
        """Of the talks of an inspection that is going on only how long they took is read (BI2, BI3)."""
        self.minutes = minutes
        self._draw(page)

    def _load(self, page: NotesPage) -> None:
        """The talks at inspections that are over; none is read while one is open (BI3)."""
        self.record.ask(_at_sites, success=partial(self._loaded, page), page=page)

    def _loaded(self, page: NotesPage, cases: tuple[Case, ...]) -> None:
        self.cases = cases
        self._draw(page)

    def _draw(self, page: NotesPage) -> None:
        record = self.record
        cases = () if inspections.open_site(record.sites) else self.cases
        page.show_view(
            inspection.site_view(record.content, record.words, record.sites, cases, self.minutes, record.directory)
        )

    def _open(self) -> inspections.Site:
        site = inspections.open_site(self.record.sites)
        if site is None:
            raise NotAccepted("site-not-open")
        return site

    def _noted(self, page: NotesPage, field: str, text: str) -> None:
        if field == "note":
            self._do(page, lambda: sev.SiteNoted(self._open().id, text))
        elif field == "list":
            self._do(page, lambda: inspections.listed(self._open(), text))
        elif field.startswith(inspection.AGAIN):
            site = field.removeprefix(inspection.AGAIN)
            self._do(page, lambda: sev.SiteFollowUp(site, day_of(text, datetime.date.today())))

    def _seen(self, page: NotesPage, field: str, value: str) -> None:
        self._do(page, partial(self._looked, field.removeprefix(inspection.SEEN), value))

    def _looked(self, item: str, value: str) -> Event:
        site = self._open()
        return sev.SiteSeen(site.id, item, "" if site.seen.get(item) == value else value)

    def _act(self, page: NotesPage, name: str) -> None:
        if name == "site-begin":
            self._do(page, partial(inspections.begin, self.record.sites, page.text("place")))
        elif name == "site-draw":
            self._do(page, partial(self._drawn, page))
        elif name.startswith(inspection.PRINT):
            self.record.ask(_keeper, success=partial(self._print, page, name.removeprefix(inspection.PRINT)))
        elif name == "site-close":
            self._do(page, lambda: inspections.close(self._open()))

    def _print(self, page: NotesPage, name: str, keeper: Keeper) -> None:
        """What was seen of a place, on paper; it holds nobody's words."""
        site = next(each for each in self.record.sites if each.id == name)
        try:
            made = papers.make_site(self.record.content, keeper, self.record.directory, site, datetime.date.today())
            print_paper(made.data, page.window())
            self.record.notify(self.record.words.say("page.site.letters", seal=made.seal))
        except ScreeningError as trouble:
            self.record.complain(trouble)

    def _drawn(self, page: NotesPage) -> Event:
        """The lot, from the list as it stands in its field now."""
        most, added = page.text("most"), page.text("added").replace(",", " ").split()
        lines = inspections.listed(self._open(), page.text("list")).lines
        site = dataclasses.replace(self._open(), lines=lines)
        return inspections.draw(site, int(most) if most.isdigit() else 0, added)

    def _do(self, page: NotesPage, make: Callable[[], Event]) -> None:
        self.record.record_service(make, success=partial(self._done, page))

    def _done(self, page: NotesPage) -> None:
        if page is self.record.page:
            self._draw(page)
            if not page.view or inspections.open_site(self.record.sites) is None:
                self._load(page)


# --- in the vault's thread


def _keeper(vault: Vault) -> Keeper:
    """Whose record it is, and how its own log stands."""
    head = vault.log_head()
    return Keeper(vault.officer, vault.organisation, head.fingerprint, head.entries)


def _at_sites(vault: Vault) -> tuple[Case, ...]:
    """The cases of this record that were begun at an inspection."""
    heads = vault.listed_cases(0, MOST_CASES)
    return tuple(case for head in heads if (case := fold(head.case, vault.events(head.case))).site)
