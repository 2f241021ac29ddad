"""What the page of people and keys asks of the open record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.record import access
from screening.casework.record.access import Access
from screening.errors import ScreeningError
from screening.qt.record.access_page import AccessPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.store import Vault

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext

ACTS: dict[str, Callable[..., None]] = {
    "passphrase_changed": access.change_passphrase,
    "data_key_changed": access.change_data_key,
    "second_named": access.name,
    "person_let_in": access.let_in,
    "organisation_let_in": access.let_organisation_in,
    "drilled": access.try_recovery,
    "taken_out": access.take_out,
}
"""What each signal of the page does to the record, with what was typed."""


class AccessActs:
    """The page of people and keys."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        return {RecordPlace.KEYS: RecordRoute(self.page)}

    def page(self) -> AccessPage:
        page = AccessPage(self.record.words, self.record.drawn_words())
        for name, act in ACTS.items():
            getattr(page, name).connect(partial(self._do, page, act))
        page.travel_chosen.connect(self._travel)
        page.seal_chosen.connect(partial(self.record.open_desk_page, RecordPlace.SEAL))
        self._load(page)
        return page

    def _travel(self, own: str) -> None:
        self.record.ask(partial(_travel, own), success=self._lock)

    def _lock(self, _done: object) -> None:
        self.record.lock()

    def _do(self, page: AccessPage, act: Callable[..., None], *typed: str) -> None:
        page.done.say(self.record.words.say("page.keys.wait"))

        def done(_value: object) -> None:
            if page is self.record.page:
                page.done.say(self.record.words.say("page.keys.done"))
                self._load(page)

        def failed(trouble: ScreeningError) -> None:
            page.done.hide()
            self.record.complain(trouble)

        self.record.long(partial(_act, act, typed), success=done, failure=failed)

    def _load(self, page: AccessPage) -> None:
        self.record.ask(access.access, success=partial(self._show, page))

    def _show(self, page: AccessPage, view: Access) -> None:
        if page is self.record.page:
            page.show_view(view)


# --- in the vault's thread


def _act(act: Callable[..., None], typed: tuple[str, ...], vault: Vault) -> None:
    act(vault, *typed)


def _travel(own: str, vault: Vault) -> None:
    access.travel(vault, own)
