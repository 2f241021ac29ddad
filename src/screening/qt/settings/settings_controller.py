"""The page of settings: what is set now, and what each choice does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screening.casework.content import country, directory
from screening.domain.policy.roles import SERVICES, may
from screening.qt.frame.page import Headed
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_rail import open_places, page_title
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.qt.settings.settings_page import Link, SettingsPage, SettingsView
from screening.wording.catalogue.languages import interface_packs

if TYPE_CHECKING:
    from screening.qt.session.context import LooksContext, RecordContext

ELSEWHERE = (RecordPlace.KEYS, RecordPlace.COPIES, RecordPlace.KEEPING)
"""Pages that hold settings of their own, which need a passphrase: linked here, not repeated."""


class SettingsActs:
    """Carries each choice to where it is kept."""

    def __init__(self, record: RecordContext, looks: LooksContext) -> None:
        self.record, self.looks = record, looks

    def routes(self) -> RecordRoutes:
        return {RecordPlace.SETTINGS: RecordRoute(self.page)}

    def page(self) -> Headed:
        record = self.record
        page = SettingsPage(record.words, self._view())
        page.theme_chosen.connect(self.looks.theme)
        page.scale_chosen.connect(self.looks.scale)
        page.language_chosen.connect(partial(self._speak, page))
        page.pin_pressed.connect(partial(record.go, RecordPlace.SAFETY))
        page.pin_removed.connect(partial(self._remove_pin, page))
        page.idle_chosen.connect(self._choose_idle)
        page.office_left.connect(partial(self._keep_office, page))
        page.linked.connect(record.choose_row)
        return page

    def _view(self) -> SettingsView:
        record, owner, kept = self.record, self.record.owner, self.record.guard.kept
        there = open_places(practice=record.practice, role=owner.role)
        office = record.directory.office
        said = (owner.organisation, "") if office is None else (office.organisation, office.telephone)
        return SettingsView(
            languages=tuple(pack.tag for pack in interface_packs()),
            pin=bool(kept.pin),
            minutes=0 if record.practice else kept.idle_minutes,
            office=said if may(owner.role, SERVICES) else None,
            code=owner.officer,
            country=self._country(),
            links=tuple(Link(each, page_title(record.words, each)) for each in ELSEWHERE if each in there),
        )

    def _country(self) -> tuple[str, str]:
        """The country of the record, whichever case is in hand."""
        words, here = self.record.words, country.one(self.record.country)
        lines, count, read = len(here.lines), len(here.statements), len(here.read)
        known = words.say(
            "settings.country-known", known=lines - len(here.not_known), lines=lines, count=count, verified=read
        )
        return words.say(f"nation.{here.id}.name"), known

    def _speak(self, page: SettingsPage, tag: str) -> None:
        """One that is not complete is not spoken, and its choice is not filled."""
        self.looks.speak(tag)
        page.language.show_value(self.record.words.language)

    def _remove_pin(self, page: SettingsPage) -> None:
        self.record.guard.remove_pin(partial(page.show_pin, False))

    def _choose_idle(self, minutes: int) -> None:
        self.record.guard.choose_idle(minutes, _nothing)

    def _keep_office(self, page: SettingsPage, organisation: str, telephone: str) -> None:
        written = partial(directory.write_office, organisation, telephone)
        self.record.record_service(written, success=partial(self._office_kept, page, organisation, telephone))

    def _office_kept(self, page: SettingsPage, organisation: str, telephone: str) -> None:
        if page is self.record.page:
            page.show_office_kept(organisation, telephone)


def _nothing() -> None:
    """The pick already stands on the page."""
