"""What the pages of bundles and people ask of the open record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screening.casework.record import exchange
from screening.casework.record.exchange import ExchangeView
from screening.domain.case.case import fold
from screening.qt.record.bundles_page import BundlesPage
from screening.qt.record.people_page import PeoplePage
from screening.store import Made, Taken, look_into, opened_apart, reading_keys, take_in
from screening.store.crypto.atomic_files import typed_folder

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext

PLACES = ("bundles", "people")


class ExchangeActs:
    """Makes the two pages and carries their acts to the vault's thread."""

    def __init__(self, pages: RecordContext) -> None:
        self.pages = pages

    # --- people

    def people(self) -> PeoplePage:
        page = PeoplePage(self.pages.words)
        page.save_pressed.connect(lambda folder: self._save(page, folder))
        page.add_pressed.connect(lambda text: self._add(page, text))
        page.check_pressed.connect(lambda number, typed: self._check(page, number, typed))
        page.remove_pressed.connect(lambda number: self._remove(page, number))
        self._load(page)
        return page

    def _save(self, page: PeoplePage, folder: str) -> None:
        def done(path: Path) -> None:
            self._tell(page, "page.papers.saved", name=path.name)

        self.pages.desk.ask(lambda vault: exchange.save_own_card(vault, folder), done)

    def _add(self, page: PeoplePage, text: str) -> None:
        def done(_contact: object) -> None:
            if page is self.pages.page:
                page.card.setPlainText("")
                self._tell(page, "exchange.added")
                self._load(page)

        self.pages.desk.ask(lambda vault: exchange.add_card(vault, text), done)

    def _check(self, page: PeoplePage, number: str, typed: str) -> None:
        def done(_contact: object) -> None:
            self._tell(page, "exchange.added-checked")
            self._load(page)

        self.pages.desk.ask(lambda vault: exchange.check_number(vault, number, typed), done)

    def _remove(self, page: PeoplePage, number: str) -> None:
        def done(_value: object) -> None:
            self._tell(page, "exchange.removed")
            self._load(page)

        self.pages.desk.ask(lambda vault: exchange.take_out(vault, number), done)

    # --- bundles

    def bundles(self) -> BundlesPage:
        page = BundlesPage(self.pages.words)
        page.look_pressed.connect(lambda text: self._look(page, text))
        page.take_pressed.connect(lambda text: self._take(page, text))
        page.send_pressed.connect(lambda *wish: self._send(page, *wish))
        page.people_pressed.connect(lambda: self.pages.go("people"))
        self._load(page)
        return page

    def _look(self, page: BundlesPage, text: str) -> None:
        desk = self.pages.desk

        def done(taken: Taken) -> None:
            if page is self.pages.page:
                page.show_found(exchange.taken_lines(taken, self.pages.words), taken=False)

        self._opened(text, lambda bundle: desk.ask(lambda vault: look_into(vault, _path(text), bundle), done))

    def _take(self, page: BundlesPage, text: str) -> None:
        desk = self.pages.desk

        def done(taken: Taken) -> None:
            self._read_again()
            if page is self.pages.page:
                page.show_found(exchange.taken_lines(taken, self.pages.words), taken=True)
                self._tell(page, "page.bundles.taken" if taken.added else "exchange.nothing-new")

        self._opened(text, lambda bundle: desk.ask(lambda vault: take_in(vault, _path(text), bundle), done))

    def _opened(self, text: str, then: Callable[[Any], None]) -> None:
        """Open a bundle beside the vault's thread: a hostile file takes long, and an answer must not wait for it."""
        desk = self.pages.desk
        desk.ask(reading_keys, lambda keys: desk.aside(lambda: opened_apart(_path(text), *keys), then))

    def _send(
        self, page: BundlesPage, cases: tuple[str, ...], people: tuple[str, ...], purpose: str, folder: str, second: str
    ) -> None:
        def done(made: Made) -> None:
            self._tell(page, "page.papers.saved", name=made.path.name)

        self.pages.desk.ask(
            lambda vault: exchange.send(vault, cases, people, typed_folder(folder), purpose=purpose, second=second),
            done,
        )

    def _read_again(self) -> None:
        """A case that is open behind this page may have got something."""
        interview = self.pages.desk.interview
        if interview is None:
            return
        code = interview.case.code

        def show(events: Any) -> None:
            interview.case = fold(code, events)

        self.pages.desk.ask(lambda vault: vault.events(code), show)

    # --- parts

    def _load(self, page: PeoplePage | BundlesPage) -> None:
        def show(view: ExchangeView) -> None:
            if page is self.pages.page:
                page.show_view(view)

        self.pages.desk.ask(lambda vault: exchange.exchange_view(vault, self.pages.words), show)

    def _tell(self, page: PeoplePage | BundlesPage, text_id: str, **fields: str) -> None:
        if page is self.pages.page:
            told = self.pages.words.say(text_id, **fields)
            page.show_told(told)
            self.pages.window.announce(told)


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()
