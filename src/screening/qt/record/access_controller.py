"""What the page of people and keys asks of the open record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screening.casework.record import access
from screening.casework.record.access import Access
from screening.qt.record.access_page import AccessPage
from screening.store import Vault

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class AccessActs:
    """The desk's page of people and keys."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages

    def page(self) -> AccessPage:
        page = AccessPage(self.pages.words, self.pages.window.front.drawn())
        acts: dict[str, Callable[..., None]] = {
            "passphrase_changed": access.change_passphrase,
            "data_key_changed": access.change_data_key,
            "second_named": access.name,
            "person_let_in": access.let_in,
            "organisation_let_in": access.let_organisation_in,
            "drilled": access.try_recovery,
            "taken_out": access.take_out,
        }
        for name, act in acts.items():
            getattr(page, name).connect(lambda *typed, act=act: self._do(page, lambda vault: act(vault, *typed)))
        page.travel_chosen.connect(
            lambda own: self.pages.desk.ask(
                lambda vault: access.travel(vault, own), lambda _done: self.pages.window.lock()
            )
        )
        page.seal_chosen.connect(lambda: self.pages.window.open_desk_page("seal"))
        self._load(page)
        return page

    def _do(self, page: AccessPage, work: Callable[[Vault], None]) -> None:
        page.show_told(self.pages.words.say("page.keys.wait"))

        def done(_value: object) -> None:
            if page is self.pages.page:
                page.show_told(self.pages.words.say("page.keys.done"))
                self._load(page)

        def failed(trouble: object) -> None:
            page.told.hide()
            self.pages.desk.complained.emit(trouble)

        self.pages.desk.ask(work, done, failed)

    def _load(self, page: AccessPage) -> None:
        def show(view: Access) -> None:
            if page is self.pages.page:
                page.show_view(view)

        self.pages.desk.ask(access.access, show)
