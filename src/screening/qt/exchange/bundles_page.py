"""Bundles: taking one in, after a look at what it holds, and writing one for people whose number was checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.casework.content.edition import open_content
from screening.casework.record import exchange
from screening.casework.record.exchange import ExchangeView, Sending
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Flow, Ground, Halves
from screening.qt.widgets.choices import CheckLine
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.store import Made, Taken, Vault, look_into, opened_apart, reading_keys, take_in
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.translations import Words


class BundlesPage(Headed):
    """Shows an ExchangeView."""

    look_pressed = Signal(str)
    take_pressed = Signal(str)
    send_pressed = Signal(object, str, str)
    """What is to be sent, the folder, and the second person's passphrase."""
    accept_pressed = Signal(str, str, str, str)
    """Case and sender of what is kept apart, and the second person's passphrase or the person's safe phrase."""
    people_pressed = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        say = words.say
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        self.file = PathField(words, say("page.bundles.file"), help=say("page.bundles.file-help"), file=True)
        self.file.edit.setObjectName("bundle-file")
        self.file.entered.connect(self.look)
        self.found = Card(Ground.OPEN, pads=(16, 10), gap=6)
        self.file.typed.connect(lambda _text: self.found.hide())
        self._found_lines: list[QWidget] = []
        self._take = text_button(
            words, "page.bundles.take", "take-in", lambda: self.take_pressed.emit(self.file.text()), Look.MAIN
        )
        self.purpose = LineField(words, say("page.bundles.purpose"), help=say("page.bundles.purpose-help"))
        self.purpose.edit.setObjectName("bundle-purpose")
        self.asked = CheckLine(say("page.bundles.asked"), words.language, sub=say("page.bundles.asked-help"))
        self.asked.setObjectName("bundle-asked")
        self.duty = LineField(words, say("page.bundles.duty"), help=say("page.bundles.duty-help"), name="bundle-duty")
        self.folder = PathField(words, say("page.bundles.folder"), name="bundle-folder")
        self.folder.entered.connect(self.send)
        self.second = PassphraseField(words, say("agree.second-unnamed"), help=say("page.bundles.second-help"))
        self.second.edit.setObjectName("bundle-second")
        self.apart = Card(Ground.SURFACE, pads=(20, 14), gap=10)
        self.apart_second = PassphraseField(words, say("agree.second-unnamed"), name="apart-second")
        self.phrase = PassphraseField(words, say("page.bundles.phrase"), help=say("page.bundles.phrase-help"))
        self.phrase.edit.setObjectName("apart-phrase")
        self._apart_rows: list[QWidget] = []
        self.cases: dict[str, CheckLine] = {}
        self.people: dict[str, CheckLine] = {}
        self._practice = False
        self._waiting: frozenset[str] = frozenset()
        self._built = False

    def show_view(self, view: ExchangeView) -> None:
        self.head_with(self.words.say("page.bundles.title"), self.words.say("page.bundles.lead"))
        if self._built:
            self._show_apart(view)
            return
        self._built = True
        self._practice, self._waiting = view.practice, view.waiting
        if view.second:
            self.second.label.set_text(self.words.say("agree.second", name=view.second))
        both = Halves(self._taking(), self._sending(view))
        self._lay_apart()
        self.rows.addWidget(both, 1)
        self._show_apart(view)
        both.show()

    def look(self) -> None:
        """Ask what the bundle holds."""
        self.look_pressed.emit(self.file.text())

    def send(self) -> None:
        """Ask to write a bundle of what is ticked."""
        cases = tuple(code for code, box in self.cases.items() if box.isChecked())
        people = tuple(number for number, box in self.people.items() if box.isChecked())
        second = self.second.text()
        self.second.hide_text()
        yes = self.asked.isVisibleTo(self) and self.asked.isChecked()
        sending = Sending(cases, people, self.purpose.text(), self.duty.text(), said_yes=yes)
        self.send_pressed.emit(sending, self.folder.text(), second)

    def show_found(self, lines: tuple[str, ...], *, taken: bool) -> None:
        """What the bundle holds, before it is taken in or afterwards."""
        remove_widgets(*self._found_lines)
        self._found_lines = [ScriptText(line, self.words.language, Role.BODY) for line in lines]
        for at, each in enumerate(self._found_lines):
            self.found.rows.insertWidget(at, each)
        self._take.setVisible(not taken)
        self.found.show()
        if not taken:
            self._take.setFocus()

    def start(self) -> QWidget:
        return self.title

    def _lay_apart(self) -> None:
        """Above the rest, where it cannot be missed; hidden while nothing is kept apart."""
        say, language = self.words.say, self.words.language
        self.apart.rows.addWidget(ScriptText(say("page.bundles.apart"), language, Role.LEAD, bold=True))
        self.apart.rows.addWidget(IconText("warning", say("page.bundles.apart-lead"), language, Role.SMALL))
        for field in (self.apart_second, self.phrase):
            self.apart.rows.addWidget(field)
        self.rows.addWidget(self.apart)
        self.apart.hide()

    def _show_apart(self, view: ExchangeView) -> None:
        remove_widgets(*self._apart_rows)
        self._apart_rows = []
        for at, row in enumerate(view.apart, 1):
            text = ScriptText(f"{row.case}: {row.told}", self.words.language, Role.BODY)
            take = partial(self._accept, row.case, row.number)
            accept = text_button(self.words, "page.bundles.accept", f"accept-{at}", take, of=row.case)
            for widget, side in ((text, Qt.AlignmentFlag(0)), (accept, Qt.AlignmentFlag.AlignLeft)):
                self.apart.rows.insertWidget(2 + len(self._apart_rows), widget, 0, side)
                self._apart_rows.append(widget)
        self.apart.setVisible(bool(view.apart))

    def _accept(self, case: str, number: str) -> None:
        second, phrase = self.apart_second.text(), self.phrase.text()
        for field in (self.apart_second, self.phrase):
            field.set_text("")
            field.hide_text()
        self.accept_pressed.emit(case, number, second, phrase)

    def _taking(self) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 14), gap=10)
        card.rows.addWidget(ScriptText(say("page.bundles.in"), language, Role.LEAD, bold=True))
        card.rows.addWidget(self.file)
        add_at_start(card.rows, text_button(self.words, "page.bundles.look", "look-into", self.look))
        add_at_start(self.found.rows, self._take)
        self.found.hide()
        card.rows.addWidget(self.found)
        card.rows.addStretch(1)
        return card

    def _sending(self, view: ExchangeView) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 14), gap=10)
        card.rows.addWidget(ScriptText(say("page.bundles.out"), language, Role.LEAD, bold=True))
        card.rows.addWidget(IconText("warning", say("page.bundles.agreed"), language, Role.SMALL))
        card.rows.addWidget(ScriptText(say("page.bundles.whom"), language, Role.BODY, bold=True))
        for at, each in enumerate(view.people, 1):
            if each.contact.checked:
                box = CheckLine(each.name, language, sub=each.about, name=f"to-{at}")
                box.toggled.connect(self._several)
                self.people[each.contact.card.number] = box
                card.rows.addWidget(box)
        if not self.people:
            card.rows.addWidget(ScriptText(say("page.bundles.nobody"), language, Role.BODY, soft=True))
        people = text_button(self.words, "page.people.title", "to-people", self.people_pressed, Look.QUIET)
        add_at_start(card.rows, people)
        card.rows.addWidget(ScriptText(say("page.bundles.which"), language, Role.BODY, bold=True))
        beside = Flow(gap=24)
        for code in view.cases:
            tick = CheckLine(code, "en", name=f"send-{code}")
            tick.toggled.connect(self._several)
            self.cases[code] = tick
            beside.add(tick)
        card.rows.addWidget(beside)
        card.rows.addWidget(ScriptText(say("exchange.without-case"), language, Role.SMALL, soft=True))
        for field in (self.asked, self.duty):
            card.rows.addWidget(field)
            field.setHidden(view.practice)
        self._several(False)
        card.rows.addWidget(self.purpose)
        card.rows.addWidget(self.folder)
        self.second.hide()
        card.rows.addWidget(self.second)
        send = text_button(self.words, "page.bundles.write", "write-bundle", self.send, Look.MAIN)
        add_at_start(card.rows, send)
        card.rows.addStretch(1)
        return card

    def _several(self, _ticked: bool) -> None:
        """More than one case needs a second person, and so does one more where enough left one by one.

        One person is asked about one recipient at a time.
        """
        whom = [box for box in self.people.values() if box.isChecked()]
        ticked = {code for code, box in self.cases.items() if box.isChecked()}
        self.second.setVisible((len(ticked) > 1 or bool(ticked & self._waiting)) and not self._practice)
        if not (len(ticked) == len(whom) == 1):
            self.asked.setChecked(False)
        self.asked.setVisible(len(ticked) == len(whom) == 1 and not self._practice)


class BundlesActs(PageActs):
    """Bundles that are looked into, taken in and written, and what was kept apart."""

    place = RecordPlace.BUNDLES

    def page(self) -> BundlesPage:
        page = BundlesPage(self.record.words)
        page.look_pressed.connect(partial(self._look, page))
        page.take_pressed.connect(partial(self._take, page))
        page.send_pressed.connect(partial(self._send, page))
        page.accept_pressed.connect(partial(self._accept, page))
        page.people_pressed.connect(partial(self.record.go, RecordPlace.PEOPLE))
        self._load(page)
        return page

    def _load(self, page: BundlesPage) -> None:
        self.record.ask(exchange.exchange_view, self.record.words, success=page.show_view, page=page)

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
                told = "page.bundles.taken" if taken.added else "exchange.nothing-new"
                self.tell(page.done, self.record.words.say(told))
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
            if page is self.record.page:
                self.tell(page.done, self.record.words.say("page.papers.saved", name=made.path.name))

        self.record.run_long(_send, sending, folder, second, self.record.words, success=sent)

    def _accept(self, page: BundlesPage, case: str, number: str, second: str, phrase: str) -> None:
        def accepted(count: int) -> None:
            self.record.read_again()
            if page is self.record.page:
                self.tell(page.done, self.record.words.say_count("exchange.accepted", count))
                self._load(page)

        accept = partial(exchange.accept_apart, second=second, phrase=phrase)
        self.record.ask(accept, case, number, success=accepted)


def _send(vault: Vault, sending: Sending, folder: str, second: str, words: Words) -> Made:
    out = typed_folder(folder)
    if sending.said_yes:
        exchange.said_to(
            vault, open_content(here=words.installation), words, sending.cases[0], sending.people[0], "yes"
        )
    return exchange.send(
        vault, sending.cases, sending.people, out, purpose=sending.purpose, second=second, duty=sending.duty
    )
