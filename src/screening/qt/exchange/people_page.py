"""Own card and those of other laptops: whose keys are known, and whose number was read aloud and checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.casework.record import exchange
from screening.casework.record.exchange import ContactRow, ExchangeView
from screening.domain.events.contacts import ContactCard, may_publish
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.theme import unpadded
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Ground, Group, Halves
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.path_field import PathField
from screening.qt.widgets.qr import QrCode
from screening.qt.widgets.text_area import WordsEdit
from screening.store import add_contact, remove_contact, trust


class PeoplePage(Headed):
    """Shows an ExchangeView."""

    save_pressed = Signal(str)
    """The folder for one's own card."""
    add_pressed = Signal(str)
    """A card's text, or the name of its file."""
    check_pressed = Signal(str, str)
    """The card's number, and what was typed as it was read aloud."""
    remove_pressed = Signal(str)
    trust_pressed = Signal(str, bool, bool)
    """The card's number, and whether it is trusted for content and for updates from now on."""
    publisher_pressed = Signal(str)
    """The folder for the card under which this record signs packs and updates."""

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        self.folder = PathField(words, words.say("page.people.folder"), name="card-folder")
        self.folder.entered.connect(self._save)
        self.card = WordsEdit(words, "en", longest=4000)
        self.card.setObjectName("card-text")
        self.card.setAccessibleName(words.say("page.people.card"))
        self.card.setAccessibleDescription(words.say("page.people.card-help"))
        self._list = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        self._people: list[QWidget] = []
        self._built = False

    def show_view(self, view: ExchangeView) -> None:
        self.head_with(self.words.say("page.people.title"), self.words.say("page.people.lead"))
        if not self._built:
            self._built = True
            right = Card(Ground.PLAIN, pads=(0, 0), gap=12)
            right.rows.addWidget(self._adding())
            right.rows.addWidget(self._list)
            right.rows.addStretch(1)
            both = Halves(self._own(view), right)
            self.rows.addWidget(both, 1)
            both.show()
        focused = self.focusWidget()
        kept = focused.objectName() if focused is not None else ""
        remove_widgets(*self._people)
        self._people = [self._person(row, at) for at, row in enumerate(view.people, 1)]
        if not view.people:
            self._people = [ScriptText(self.words.say("exchange.nobody"), self.words.language, Role.BODY, soft=True)]
        for each in self._people:
            self._list.rows.addWidget(each)
            each.show()
        if kept:
            again = self.findChild(QWidget, kept)
            (again or self.title).setFocus()

    def start(self) -> QWidget:
        return self.title

    def _own(self, view: ExchangeView) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        card.rows.addWidget(ScriptText(say("page.people.own"), language, Role.BODY, bold=True))
        card.rows.addWidget(ScriptText(say("page.people.own-lead"), language, Role.SMALL))
        card.rows.addWidget(ScriptText(view.own.number, "en", Role.QUESTION, bold=True))
        card.rows.addWidget(self.folder)
        save = text_button(self.words, "page.people.save", "save-card", self._save)
        told = say("page.people.publisher-help", number=view.publisher)
        publisher = text_button(
            self.words, "page.people.save-publisher", "save-publisher-card",
            lambda: self.publisher_pressed.emit(self.folder.text()), Look.QUIET,
        )  # fmt: skip
        publisher.setAccessibleDescription(told)
        add_at_start(card.rows, save, publisher)
        card.rows.addWidget(ScriptText(told, language, Role.SMALL, soft=True))
        card.rows.addWidget(QrCode(view.own.text(), say("page.people.qr")))
        as_text = Group()
        as_text.setAccessibleName(say("page.people.as-text"))
        unpadded(QVBoxLayout(as_text)).addWidget(ScriptText(view.own.text().strip(), "en", Role.SMALL, soft=True))
        card.rows.addWidget(as_text)
        card.rows.addStretch(1)
        return card

    def _save(self) -> None:
        self.save_pressed.emit(self.folder.text())

    def _adding(self) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        card.rows.addWidget(ScriptText(say("page.people.card"), language, Role.BODY, bold=True))
        card.rows.addWidget(ScriptText(say("page.people.card-help"), language, Role.SMALL, soft=True))
        card.rows.addWidget(self.card)
        add = text_button(
            self.words, "page.people.add", "add-card", lambda: self.add_pressed.emit(self.card.toPlainText()), Look.MAIN
        )
        add_at_start(card.rows, add)
        return card

    def _person(self, row: ContactRow, at: int) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 12), gap=6)
        card.rows.addWidget(ScriptText(row.name, language, Role.LEAD, bold=True))
        card.rows.addWidget(ScriptText(row.about, language, Role.SMALL, soft=True))
        card.rows.addWidget(
            IconText("tick" if row.contact.checked else "warning", row.state, language, Role.BODY, bold=True)
        )
        whose = row.contact.card.number
        out = partial(self.remove_pressed.emit, whose)
        buttons = [text_button(self.words, "page.people.remove", f"remove-{at}", out, Look.QUIET, of=row.name)]
        if row.contact.checked:
            card.rows.addWidget(ScriptText(whose, "en", Role.BODY))
        else:
            number = LineField(self.words, say("page.people.number"), help=say("page.people.number-help"), longest=60)
            number.edit.setObjectName(f"number-{at}")
            card.rows.addWidget(number)

            def check() -> None:
                self.check_pressed.emit(whose, number.text())

            number.entered.connect(check)
            buttons.insert(0, text_button(self.words, "page.people.check", f"check-{at}", check, Look.MAIN))
        add_at_start(card.rows, *buttons)
        if may_publish(row.contact):
            add_at_start(card.rows, *self._trusts(row, at))
        return card

    def _trusts(self, row: ContactRow, at: int) -> list[Button]:
        """Content and updates, each given and taken back by itself."""
        buttons = []
        for what, holds in (("content", row.contact.content), ("updates", row.contact.updates)):
            text_id = f"page.people.{'untrust' if holds else 'trust'}-{what}"
            content, updates = (
                (not holds, row.contact.updates) if what == "content" else (row.contact.content, not holds)
            )
            trust = partial(self.trust_pressed.emit, row.contact.card.number, content, updates)
            buttons.append(text_button(self.words, text_id, f"trust-{what}-{at}", trust, of=row.name))
        return buttons


class PeopleActs(PageActs):
    """Cards of this record and of other laptops, and whose number was checked."""

    place = RecordPlace.PEOPLE

    def page(self) -> PeoplePage:
        page = PeoplePage(self.record.words)
        page.save_pressed.connect(partial(self._save, page))
        page.publisher_pressed.connect(partial(self._save, page, publisher=True))
        page.add_pressed.connect(partial(self._add, page))
        page.check_pressed.connect(partial(self._change, page, "exchange.number-checked", exchange.check_number))
        page.remove_pressed.connect(partial(self._change, page, "exchange.removed", remove_contact))
        page.trust_pressed.connect(partial(self._trust, page))
        self._load(page)
        return page

    def _load(self, page: PeoplePage) -> None:
        self.record.ask(exchange.exchange_view, self.record.words, success=page.show_view, page=page)

    def _save(self, page: PeoplePage, folder: str, *, publisher: bool = False) -> None:
        def saved(path: Path) -> None:
            self.tell(page.done, self.record.words.say("page.papers.saved", name=path.name))

        self.record.ask(partial(exchange.save_own_card, publisher=publisher), folder, success=saved, page=page)

    def _add(self, page: PeoplePage, text: str) -> None:
        def added(_contact: object) -> None:
            page.card.setPlainText("")
            self._changed(page, "exchange.added")

        def read(card: ContactCard) -> None:  # its file may lie on a stick that hangs
            self.record.ask(add_contact, card, success=added, page=page)

        self.record.run_outside_vault(exchange.card_in, text, success=read)

    def _trust(self, page: PeoplePage, number: str, content: bool, updates: bool) -> None:
        self._change(page, "exchange.trust-noted", partial(trust, content=content, updates=updates), number)

    def _change(self, page: PeoplePage, text_id: str, work: Callable[..., object], *given: str) -> None:
        self.record.ask(work, *given, success=lambda _changed: self._changed(page, text_id), page=page)

    def _changed(self, page: PeoplePage, text_id: str) -> None:
        self.tell(page.done, self.record.words.say(text_id))
        self._load(page)
