"""People and keys: every way into the record, and each act on them with its consequences."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.record import access
from screening.casework.record.access import Access
from screening.errors import ScreeningError
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.confirmation import Agree
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.store import KeySlot
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words


class AccessPage(Headed):
    """Shows an Access; each signal carries the officer's passphrase first."""

    passphrase_changed = Signal(str, str, str)
    data_key_changed = Signal(str)
    second_named = Signal(str, str, str, str)
    person_let_in = Signal(str, str, str, str)
    organisation_let_in = Signal(str, str, str)
    """Of these two the second person's passphrase is the second; "" where nobody was named."""
    drilled = Signal(str)
    travel_chosen = Signal(str)
    seal_chosen = Signal()
    taken_out = Signal(str, object)

    def __init__(self, words: Words, drawn: str) -> None:
        super().__init__(words)
        self.drawn = drawn
        self.head_with(words.say("page.keys.title"), words.say("page.keys.lead"))
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        self.parts: list[QWidget] = []

    def show_view(self, view: Access) -> None:
        remove_widgets(*self.parts)
        makers: list[Callable[[Access], QWidget]] = [self._ways]
        if not view.practice:
            makers += [self._change, self._second, self._organisation]
            if any(way.kind == "recovery" for way in view.ways):
                makers += [self._drill]
            if view.recoverable:
                makers += [self._travel, self._seal]
            makers += [self._rotate, self._person]
        self.parts = [make(view) for make in makers]
        for part in self.parts:
            self.rows.addWidget(part)
            part.show()

    # --- parts

    def _ways(self, view: Access) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.PLAIN, pads=(0, 0), gap=6)
        card.rows.addWidget(ScriptText(say("page.keys.ways"), language, Role.BODY, bold=True))
        for way in view.ways:
            card.rows.addWidget(IconText("people" if way.known else "warning", self._named(way), language, Role.BODY))
            if way.kind == "recovery" or (way.kind == "passphrase" and way.name):
                out = Agree(
                    self.words, f"take-out-{way.id}", act=say("page.keys.out.act"),
                    sure=say("page.keys.out.sure", name=way.name[:20]), yes=say("page.keys.out.yes"),
                    no=say("page.keys.out.no"),
                )  # fmt: skip
                out.agreed.connect(lambda own, _second, way=way: self.taken_out.emit(own, way))
                card.rows.addWidget(out)
        if not view.practice and not view.recoverable:
            card.rows.addWidget(IconText("warning", say("page.keys.no-recovery"), language, Role.SMALL))
        return card

    def _named(self, way: KeySlot) -> str:
        say = self.words.say
        if way.kind == "recovery":
            text = "page.keys.recovery" if way.known else "page.keys.stranger"
            return say(text, recipient=f"{way.name[:12]}…{way.name[-6:]}")
        if way.kind == "second":
            return say("page.keys.second", name=way.name)
        return say("page.keys.person", name=way.name) if way.name else say("page.keys.own")

    def _change(self, _view: Access) -> QWidget:
        say = self.words.say
        new = self._secret("page.keys.change.new", "new-passphrase")
        again = self._secret("page.keys.change.again", "new-again")
        drawn = ScriptText(say("page.keys.change.drawn", words=self.drawn), self.words.language, Role.BODY)
        fields: list[QWidget] = [drawn, new, again] if self.drawn else [new, again]
        card, agree = self._act("change", "change-passphrase", fields)
        agree.agreed.connect(lambda own, _second: self.passphrase_changed.emit(own, new.text(), again.text()))
        return card

    def _second(self, view: Access) -> QWidget:
        name = LineField(self.words, self.words.say("page.keys.name.name"), longest=60, name="second-name")
        theirs = self._secret("page.keys.name.passphrase", "second-passphrase")
        former = self._secret("page.keys.name.former", "second-former")
        fields: list[QWidget] = [name, theirs, former] if view.second else [name, theirs]
        card, agree = self._act("name", "name-second", fields)
        agree.agreed.connect(
            lambda own, _second: self.second_named.emit(own, name.text(), theirs.text(), former.text())
        )
        return card

    def _organisation(self, view: Access) -> QWidget:
        recipient = LineField(self.words, self.words.say("page.keys.organisation.recipient"), longest=80)
        recipient.edit.setObjectName("recovery-recipient")
        card, agree = self._act("organisation", "let-organisation-in", [recipient], second=view.second)
        agree.agreed.connect(lambda own, second: self.organisation_let_in.emit(own, second, recipient.text()))
        return card

    def _drill(self, view: Access) -> QWidget:
        say, language = self.words.say, self.words.language
        card = self._card(say("page.keys.organisation.drill-title"), say("page.keys.organisation.drill-note"))
        told = say("page.keys.never-drilled")
        if view.drilled:
            told = say("page.keys.drilled", day=format_date(datetime.date.fromisoformat(view.drilled), language))
        card.rows.addWidget(IconText("clock", told, language, Role.BODY))
        file = PathField(self.words, say("page.keys.organisation.file"), file=True, name="recovery-file")
        card.rows.addWidget(file)
        agree = Agree(
            self.words, "try-recovery", act=say("page.keys.organisation.drill"),
            sure=say("page.keys.organisation.drill-sure"), yes=say("page.keys.organisation.drill"),
            no=say("page.keys.out.no"), passphrase=False,
        )  # fmt: skip
        agree.agreed.connect(lambda _own, _second: self.drilled.emit(file.text()))
        card.rows.addWidget(agree)
        return card

    def _travel(self, _view: Access) -> QWidget:
        card, agree = self._act("travel", "close-for-travel", [])
        agree.agreed.connect(lambda own, _second: self.travel_chosen.emit(own))
        return card

    def _seal(self, _view: Access) -> QWidget:
        say = self.words.say
        card = self._card(say("page.keys.seal.title"), say("page.keys.seal.note", key=tokens().key["seal"]))
        button = text_button(self.words, "page.keys.seal.act", "to-seal", self.seal_chosen, cap=tokens().key["seal"])
        add_at_start(card.rows, button)
        return card

    def _person(self, view: Access) -> QWidget:
        name = LineField(self.words, self.words.say("page.keys.name.name"), longest=60, name="person-name")
        theirs = self._secret("page.keys.name.passphrase", "person-passphrase")
        card, agree = self._act("person-in", "let-person-in", [name, theirs], second=view.second)
        agree.agreed.connect(lambda own, second: self.person_let_in.emit(own, second, name.text(), theirs.text()))
        return card

    def _rotate(self, _view: Access) -> QWidget:
        card, agree = self._act("rotate", "change-data-key", [])
        agree.agreed.connect(lambda own, _second: self.data_key_changed.emit(own))
        return card

    def _act(self, part: str, name: str, fields: Sequence[QWidget], *, second: str = "") -> tuple[QWidget, Agree]:
        say = self.words.say
        card = self._card(say(f"page.keys.{part}.title"), say(f"page.keys.{part}.note"))
        for field in fields:
            card.rows.addWidget(field)
        agree = Agree(
            self.words, name, act=say(f"page.keys.{part}.act"), sure=say(f"page.keys.{part}.sure"),
            yes=say(f"page.keys.{part}.yes"), no=say("page.keys.out.no"), second=second or None,
        )  # fmt: skip
        card.rows.addWidget(agree)
        return card, agree

    def _card(self, title: str, note: str) -> Card:
        card = Card(Ground.PLAIN, pads=(0, 0), gap=6)
        card.rows.addWidget(ScriptText(title, self.words.language, Role.BODY, bold=True))
        card.rows.addWidget(ScriptText(note, self.words.language, Role.SMALL, soft=True))
        return card

    def _secret(self, label: str, name: str) -> PassphraseField:
        return PassphraseField(self.words, self.words.say(label), name=name)


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


class AccessActs(PageActs):
    """The page of people and keys, and what it asks of the open record."""

    place = RecordPlace.KEYS

    def page(self) -> AccessPage:
        page = AccessPage(self.record.words, self.record.drawn_words())
        for name, act in ACTS.items():
            getattr(page, name).connect(partial(self._do, page, act))
        page.travel_chosen.connect(self._travel)
        page.seal_chosen.connect(partial(self.record.open_record_page, RecordPlace.SEAL))
        self._load(page)
        return page

    def _travel(self, own: str) -> None:
        self.record.ask(access.travel, own, success=lambda _done: self.record.lock())

    def _do(self, page: AccessPage, work: Callable[..., None], *typed: str) -> None:
        page.done.say(self.record.words.say("page.keys.wait"))

        def done(_value: object) -> None:
            page.done.say(self.record.words.say("page.keys.done"))
            self._load(page)

        def failed(trouble: ScreeningError) -> None:
            page.done.hide()
            self.record.complain(trouble)

        self.record.run_long(work, *typed, success=self.record.while_shown(page, done), failure=failed)

    def _load(self, page: AccessPage) -> None:
        self.record.ask(access.access, success=page.show_view, page=page)
