"""What the pages of bundles and people ask of the open record."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screening.casework.content.edition import open_content
from screening.casework.record import exchange
from screening.casework.record.exchange import ExchangeView, Sending
from screening.domain.events.contacts import Card
from screening.qt.exchange.bundles_page import BundlesPage
from screening.qt.exchange.people_page import PeoplePage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.store import Made, Taken, Vault, add_contact, looking_into, opened_apart, reading_keys, taking_in, trust
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class ExchangeActs:
    """Makes the two pages and carries their acts to the vault's thread."""

    def __init__(self, record: RecordContext, read_again: Callable[[], None]) -> None:
        self.record = record
        self.read_again = read_again
        """Reads the case in hand anew: something of it may have come in."""

    def routes(self) -> RecordRoutes:
        return {RecordPlace.BUNDLES: RecordRoute(self.bundles), RecordPlace.PEOPLE: RecordRoute(self.people)}

    # --- people

    def people(self) -> PeoplePage:
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

        self.record.ask(partial(_save_card, folder, publisher), success=saved)

    def _add(self, page: PeoplePage, text: str) -> None:
        def added(_contact: object) -> None:
            if page is self.record.page:
                page.card.setPlainText("")
                self._changed(page, "exchange.added", _contact)

        def read(card: Card) -> None:  # its file may lie on a stick that hangs
            self.record.ask(partial(_add_card, card), success=added)

        self.record.apart(partial(exchange.card_in, text), success=read)

    def _check(self, page: PeoplePage, number: str, typed: str) -> None:
        checking = partial(_check_number, number, typed)
        self.record.ask(checking, success=partial(self._changed, page, "exchange.number-checked"))

    def _remove(self, page: PeoplePage, number: str) -> None:
        self.record.ask(partial(_take_out, number), success=partial(self._changed, page, "exchange.removed"))

    def _trust(self, page: PeoplePage, number: str, content: bool, updates: bool) -> None:
        trusting = partial(_trust, number, content, updates)
        self.record.ask(trusting, success=partial(self._changed, page, "exchange.trust-noted"))

    def _changed(self, page: PeoplePage, text_id: str, _value: object) -> None:
        self._tell(page, text_id)
        self._load(page)

    # --- bundles

    def bundles(self) -> BundlesPage:
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

        self._opened(text, partial(self._with_bundle, _look_into, text, looked))

    def _take(self, page: BundlesPage, text: str) -> None:
        def took(taken: Taken) -> None:
            self.read_again()
            if page is self.record.page:
                page.show_found(exchange.taken_lines(taken, self.record.words), taken=True)
                self._tell(page, "page.bundles.taken" if taken.added else "exchange.nothing-new")
                self._load(page)

        self._opened(text, partial(self._with_bundle, _take_in, text, took))

    def _opened(self, text: str, then: Callable[[Any], None]) -> None:
        """Open a bundle beside the vault's thread: a hostile file takes long, and an answer must not wait for it."""
        self.record.ask(reading_keys, success=partial(self._open_apart, text, then))

    def _open_apart(self, text: str, then: Callable[[Any], None], keys: Any) -> None:
        self.record.apart(partial(opened_apart, _path(text), *keys), success=then)

    def _with_bundle(
        self, work: Callable[[str, Any, Vault], Any], text: str, then: Callable[[Taken], None], bundle: Any
    ) -> None:
        """In short steps: what is saved meanwhile goes on between them."""
        self.record.long(partial(work, text, bundle), success=then)

    def _send(self, page: BundlesPage, sending: Sending, folder: str, second: str) -> None:
        def sent(made: Made) -> None:
            self.read_again()
            self._tell(page, "page.papers.saved", name=made.path.name)

        self.record.long(partial(_send, sending, folder, second, self.record.words), success=sent)

    def _accept(self, page: BundlesPage, case: str, number: str, second: str, phrase: str) -> None:
        def accepted(count: int) -> None:
            self.read_again()
            if page is self.record.page:
                told = self.record.words.say_count("exchange.accepted", count)
                page.done.say(told)
                self.record.announce(told)
                self._load(page)

        self.record.ask(partial(_accept, case, number, second, phrase), success=accepted)

    # --- parts

    def _load(self, page: PeoplePage | BundlesPage) -> None:
        self.record.ask(partial(_view, self.record.words), success=partial(self._show, page))

    def _show(self, page: PeoplePage | BundlesPage, view: ExchangeView) -> None:
        if page is self.record.page:
            page.show_view(view)

    def _tell(self, page: PeoplePage | BundlesPage, text_id: str, **fields: str) -> None:
        if page is self.record.page:
            told = self.record.words.say(text_id, **fields)
            page.done.say(told)
            self.record.announce(told)


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()


# --- in the vault's thread


def _view(words: Words, vault: Vault) -> ExchangeView:
    return exchange.exchange_view(vault, words)


def _save_card(folder: str, publisher: bool, vault: Vault) -> Path:
    return exchange.save_own_card(vault, folder, publisher=publisher)


def _trust(number: str, content: bool, updates: bool, vault: Vault) -> object:
    return trust(vault, number, content=content, updates=updates)


def _add_card(card: Card, vault: Vault) -> object:
    return add_contact(vault, card)


def _check_number(number: str, typed: str, vault: Vault) -> object:
    return exchange.check_number(vault, number, typed)


def _take_out(number: str, vault: Vault) -> None:
    exchange.take_out(vault, number)


def _look_into(text: str, bundle: Any, vault: Vault) -> Generator[None, None, Taken]:
    return looking_into(vault, _path(text), bundle)


def _take_in(text: str, bundle: Any, vault: Vault) -> Generator[None, None, Taken]:
    return taking_in(vault, _path(text), bundle)


def _accept(case: str, number: str, second: str, phrase: str, vault: Vault) -> int:
    return exchange.accept_apart(vault, case, number, second=second, phrase=phrase)


def _send(sending: Sending, folder: str, second: str, words: Words, vault: Vault) -> Made:
    out = typed_folder(folder)
    if sending.said_yes:
        exchange.said_to(vault, open_content(), words, sending.cases[0], sending.people[0], "yes")
    return exchange.send(
        vault, sending.cases, sending.people, out, purpose=sending.purpose, second=second, duty=sending.duty
    )
