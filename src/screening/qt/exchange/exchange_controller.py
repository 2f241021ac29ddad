"""What the pages of bundles and people ask of the open record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from screening import store
from screening.casework.content.edition import open_content
from screening.casework.record import exchange
from screening.casework.record.exchange import Sending
from screening.domain.events.contacts import ContactCard
from screening.qt.exchange.bundles_page import BundlesPage
from screening.qt.exchange.people_page import PeoplePage
from screening.qt.session.context import RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.store import Made, Taken, Vault, add_contact, look_into, opened_apart, reading_keys, take_in, trust
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.translations import Words


class ExchangeActs:
    """Makes the two pages and carries their acts to the vault's thread."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        return {RecordPlace.BUNDLES: RecordRoute(self.bundles), RecordPlace.PEOPLE: RecordRoute(self.people)}

    # --- people

    def people(self) -> PeoplePage:
        """Make the page of people and their keys."""
        page = PeoplePage(self.record.words)
        page.save_pressed.connect(partial(self._save, page))
        page.add_pressed.connect(partial(self._add, page))
        page.check_pressed.connect(partial(self._check, page))
        page.remove_pressed.connect(partial(self._remove, page))
        page.trust_pressed.connect(partial(self._trust, page))
        page.publisher_pressed.connect(partial(self._save, page, publisher=True))
        self._load(page)
        return page

    def _save(self, page: PeoplePage, folder: str, *, publisher: bool = False) -> None:
        def saved(path: Path) -> None:
            self._tell(page, "page.papers.saved", name=path.name)

        self.record.ask(partial(exchange.save_own_card, publisher=publisher), folder, success=saved, page=page)

    def _add(self, page: PeoplePage, text: str) -> None:
        def added(_contact: object) -> None:
            page.card.setPlainText("")
            self._tell_changed(page, "exchange.added")

        def read(card: ContactCard) -> None:  # its file may lie on a stick that hangs
            self.record.ask(add_contact, card, success=added, page=page)

        self.record.run_outside_vault(exchange.card_in, text, success=read)

    def _check(self, page: PeoplePage, number: str, typed: str) -> None:
        self._change(page, "exchange.number-checked", exchange.check_number, number, typed)

    def _remove(self, page: PeoplePage, number: str) -> None:
        self._change(page, "exchange.removed", store.remove_contact, number)

    def _trust(self, page: PeoplePage, number: str, content: bool, updates: bool) -> None:
        self._change(page, "exchange.trust-noted", partial(trust, content=content, updates=updates), number)

    def _change(self, page: PeoplePage, text_id: str, work: Callable[..., object], *given: str) -> None:
        self.record.ask(work, *given, success=lambda _changed: self._tell_changed(page, text_id), page=page)

    def _tell_changed(self, page: PeoplePage, text_id: str) -> None:
        self._tell(page, text_id)
        self._load(page)

    # --- bundles

    def bundles(self) -> BundlesPage:
        """Make the page of bundles."""
        page = BundlesPage(self.record.words)
        page.look_pressed.connect(partial(self._look, page))
        page.take_pressed.connect(partial(self._take, page))
        page.send_pressed.connect(partial(self._send, page))
        page.accept_pressed.connect(partial(self._accept, page))
        page.people_pressed.connect(partial(self.record.go, RecordPlace.PEOPLE))
        self._load(page)
        return page

    def _look(self, page: BundlesPage, text: str) -> None:
        def looked(taken: Taken) -> None:
            if page is self.record.page:
                page.show_found(exchange.taken_lines(taken, self.record.words), taken=False)

        self._with_bundle(look_into, text, looked)

    def _take(self, page: BundlesPage, text: str) -> None:
        def took(taken: Taken) -> None:
            self.record.read_again()
            if page is self.record.page:
                page.show_found(exchange.taken_lines(taken, self.record.words), taken=True)
                self._tell(page, "page.bundles.taken" if taken.added else "exchange.nothing-new")
                self._load(page)

        self._with_bundle(take_in, text, took)

    def _with_bundle(self, work: Callable[..., Taken], text: str, success: Callable[[Taken], None]) -> None:
        """Open a bundle beside the vault's thread: a hostile file takes long, and an answer must not wait for it."""
        path = Path(text.strip()).expanduser()

        def opened(bundle: Any) -> None:
            self.record.run_long(work, path, bundle, success=success)

        def known(keys: Any) -> None:
            self.record.run_outside_vault(opened_apart, path, *keys, success=opened)

        self.record.ask(reading_keys, success=known)

    def _send(self, page: BundlesPage, sending: Sending, folder: str, second: str) -> None:
        def sent(made: Made) -> None:
            self.record.read_again()
            self._tell(page, "page.papers.saved", name=made.path.name)

        self.record.run_long(_send, sending, folder, second, self.record.words, success=sent)

    def _accept(self, page: BundlesPage, case: str, number: str, second: str, phrase: str) -> None:
        def accepted(count: int) -> None:
            self.record.read_again()
            if page is self.record.page:
                told = self.record.words.say_count("exchange.accepted", count)
                page.done.say(told)
                self.record.announce(told)
                self._load(page)

        accept = partial(exchange.accept_apart, second=second, phrase=phrase)
        self.record.ask(accept, case, number, success=accepted)

    # --- parts

    def _load(self, page: PeoplePage | BundlesPage) -> None:
        self.record.ask(exchange.exchange_view, self.record.words, success=page.show_view, page=page)

    def _tell(self, page: PeoplePage | BundlesPage, text_id: str, **fields: str) -> None:
        if page is self.record.page:
            told = self.record.words.say(text_id, **fields)
            page.done.say(told)
            self.record.announce(told)


def _send(vault: Vault, sending: Sending, folder: str, second: str, words: Words) -> Made:
    out = typed_folder(folder)
    if sending.said_yes:
        exchange.said_to(
            vault, open_content(here=words.installation), words, sending.cases[0], sending.people[0], "yes"
        )
    return exchange.send(
        vault, sending.cases, sending.people, out, purpose=sending.purpose, second=second, duty=sending.duty
    )
