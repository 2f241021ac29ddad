"""What the page of content packs asks of the open record. A pack is examined beside the vault's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screening.qt.exchange.content_page import ContentPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.store import Vault
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from screening.content_packs.packs import Examined, Packs
    from screening.domain.events.contacts import Card
    from screening.qt.session.context import RecordContext


class ContentActs:
    """Looks into a pack, puts it in, and rolls back."""

    def __init__(self, record: RecordContext, changed: Callable[[], None]) -> None:
        self.record = record
        self.changed = changed
        """Reads edition and services anew, once another pack is in use, or none."""
        self.examined: Examined | None = None

    def routes(self) -> RecordRoutes:
        return {RecordPlace.CONTENT: RecordRoute(self.page)}

    def page(self) -> ContentPage:
        page = ContentPage(self.record.words)
        page.look_pressed.connect(partial(self._look, page))
        page.take_pressed.connect(partial(self._take, page))
        page.back_pressed.connect(partial(self._back, page))
        page.people_pressed.connect(partial(self.record.go, RecordPlace.PEOPLE))
        self.examined = None
        self._load(page)
        return page

    def _load(self, page: ContentPage) -> None:
        self.record.ask(partial(_packs, self.record.words), success=partial(self._show, page))

    def _show(self, page: ContentPage, packs: Packs) -> None:
        if page is self.record.page:
            page.show_packs(packs.lines, can_go_back=packs.in_use)

    # --- looking into a file: first whose it is, and what is in it only where they are believed

    def _look(self, page: ContentPage, text: str) -> None:
        self.examined = None
        file = Path(text.strip()).expanduser()
        self.record.apart(partial(_signer, file), success=partial(self._known, page, file))

    def _known(self, page: ContentPage, file: Path, who: Card) -> None:
        self.record.ask(_packs_of_record, success=partial(self._whose, page, file, who))

    def _whose(self, page: ContentPage, file: Path, who: Card, packs: Packs) -> None:
        if page is not self.record.page:
            return
        if who.signing not in packs.believed:
            words = self.record.words
            lines = (
                words.say("content.signed", name=who.name, number=who.number),
                words.say("content.not-believed"),
            )
            page.show_found(lines, can_take=False, believed=False)
            self.record.announce(lines[1])
            return
        examining = partial(_examined, file, self.record.words, packs, who)
        self.record.apart(examining, success=partial(self._found, page))

    def _found(self, page: ContentPage, examined: Examined) -> None:
        from screening.content_packs import packs as content_packs

        if page is not self.record.page:
            return
        words, who = self.record.words, examined.file.signer
        told = tuple(content_packs.lines(examined, words))
        signed = words.say("content.signed", name=who.name, number=who.number)
        self.examined = None if examined.problems else examined
        page.show_found((signed, words.say("content.believed"), *told), can_take=not examined.problems, believed=True)
        self.record.announce(told[-1])

    # --- what changes the record

    def _take(self, page: ContentPage) -> None:
        """Write its files beside the vault's thread, and note it there when they are written."""
        if self.examined is not None:
            self.record.ask(partial(_may_be_put_in, self.examined), success=partial(self._put, page))
            self.examined = None

    def _put(self, page: ContentPage, examined: Examined) -> None:
        self.record.apart(partial(_put, examined), success=partial(self._note, page, examined))

    def _note(self, page: ContentPage, examined: Examined, _place: Path) -> None:
        self.record.ask(partial(_note_put_in, examined), success=partial(self._changed, page, "content.put-in"))

    def _back(self, page: ContentPage) -> None:
        self.record.ask(_roll_back, success=partial(self._changed, page, "content.rolled-back"))

    def _changed(self, page: ContentPage, text_id: str, _value: object) -> None:
        self.changed()
        if page is self.record.page:
            told = self.record.words.say(text_id)
            page.show_done(told)
            self.record.announce(told)
            self._load(page)


# --- in the vault's thread, and apart from it


def _packs(words: Words, vault: Vault) -> Packs:
    from screening.content_packs import packs as content_packs

    return content_packs.packs_here(vault, words)


def _packs_of_record(vault: Vault) -> Packs:
    from screening.content_packs import packs as content_packs

    return content_packs.packs_here(vault)


def _signer(file: Path) -> Card:
    from screening.content_packs import packs as content_packs

    return content_packs.signer(file)


def _examined(file: Path, words: Words, packs: Packs, who: Card) -> Examined:
    from screening.content_packs import packs as content_packs

    return content_packs.examine_file(file, words, packs.known, [who], packs.today)


def _may_be_put_in(examined: Examined, vault: Vault) -> Examined:
    from screening.content_packs import packs as content_packs

    content_packs.may_be_put_in(vault, examined)
    return examined


def _put(examined: Examined) -> Path:
    from screening.content_packs import packs as content_packs

    return content_packs.put(examined)


def _note_put_in(examined: Examined, vault: Vault) -> None:
    from screening.casework.content import in_use as content_in_use
    from screening.content_packs import packs as content_packs

    content_packs.note_put_in(vault, examined)
    content_in_use.use_of(vault)


def _roll_back(vault: Vault) -> None:
    from screening.content_packs import packs as content_packs

    content_packs.roll_back(vault)
