"""Keeping and erasing: what is due, and the organisation's clocks (SX4)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.record import retention
from screening.casework.record.retention import Keeping
from screening.domain.case.places import Place
from screening.domain.policy.retention import KINDS, KeepingDue
from screening.domain.statistics.disclosure_control import shown
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.session.case_context import CaseContext
from screening.qt.session.context import PageActs, RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import Route, Routes
from screening.qt.style.theme import active, nested
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.confirmation import Agree
from screening.qt.widgets.fields import LineField
from screening.store import Vault, second_named
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words


class KeepingPage(Headed):
    """Shows a Keeping; says what was agreed to."""

    words: Words
    erase_agreed = Signal(str, str)
    clocks_agreed = Signal(object, str, str)
    """Kind to days, and the passphrases."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.head_with(words.say("page.keeping.title"), words.say("page.keeping.lead"))
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        self.parts: list[QWidget] = []
        self.days: dict[str, LineField] = {}

    def show_view(self, view: Keeping) -> None:
        remove_widgets(*self.parts)
        second = None if view.practice else view.second
        self.parts = [self._due(view, second), self._clocks(view, second)]
        for part in self.parts:
            self.rows.addWidget(part)
            part.show()

    def _due(self, view: Keeping, second: str | None) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        card.rows.addWidget(ScriptText(say("page.keeping.due"), language, Role.BODY, bold=True))
        if shown(view.erased) is not None:
            erased = self.words.say_count("page.keeping.erased", view.erased)
            card.rows.addWidget(ScriptText(erased, language, Role.SMALL, soft=True))
        if not view.due:
            card.rows.addWidget(ScriptText(say("page.keeping.nothing"), language, Role.BODY))
            return card
        for each in view.due:
            line = Card(Ground.SURFACE, pads=(16, 6), gap=0)
            row = nested(line.rows, QHBoxLayout(), spacing=active().gap(16))
            row.addWidget(self._whose(each.case))
            day = format_date(datetime.date.fromisoformat(each.last), language)
            why = say(f"page.keeping.why.{each.kind}", day=day)
            row.addWidget(ScriptText(why, language, Role.BODY), 1)
            card.rows.addWidget(line)
        act = self.words.say_count("page.keeping.erase", len(view.due))
        agree = _erasing(self.words, "erase-due", act, second=second, passphrase=not view.practice)
        agree.agreed.connect(self.erase_agreed)
        card.rows.addWidget(agree)
        return card

    def _whose(self, case: str) -> ScriptText:
        """The code of a case, or what else it is."""
        if case:
            return ScriptText(case, "en", Role.BODY, bold=True, wraps=False)
        return ScriptText(self.words.say("page.keeping.log"), self.words.language, Role.BODY, bold=True, wraps=False)

    def _clocks(self, view: Keeping, second: str | None) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        card.rows.addWidget(ScriptText(say("page.keeping.clocks"), language, Role.BODY, bold=True))
        card.rows.addWidget(ScriptText(say("page.keeping.clocks-help"), language, Role.SMALL, soft=True))
        self.days = {}
        for kind in KINDS:
            field = LineField(self.words, say(f"page.keeping.clock.{kind}"), longest=4, name=f"days-{kind}")
            field.set_text(str(view.clocks[kind]))
            self.days[kind] = field
            card.rows.addWidget(field)
        card.rows.addWidget(IconText("clock", say("page.keeping.training"), language, Role.SMALL, soft=True))
        agree = Agree(
            self.words, "set-clocks", act=say("page.keeping.set"), sure=say("page.keeping.set-sure"),
            yes=say("page.keeping.set-yes"), no=say("page.keeping.set-no"), second=second or None,
            passphrase=not view.practice,
        )  # fmt: skip
        agree.agreed.connect(self._set)
        card.rows.addWidget(agree)
        return card

    def _set(self, own: str, second: str) -> None:
        days = {
            kind: int(text) if (text := field.text().strip()).isdecimal() else -1 for kind, field in self.days.items()
        }
        self.clocks_agreed.emit(days, own, second)


class ErasingPage(Headed):
    """After the person withdrew: keep it with permission, or erase it now (CO8)."""

    erase_agreed = Signal(str, str)
    keep_pressed = Signal()

    def __init__(self, words: Words, second: str | None, *, passphrase: bool) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.head_with(say("page.erasing.title"), say("page.erasing.lead"))
        self.keep = text_button(words, "page.erasing.keep", "erase-case-keep", self.keep_pressed, Look.MAIN)
        add_at_start(self.rows, self.keep)
        self.rows.addWidget(ScriptText(say("page.erasing.keep-help"), language, Role.SMALL, soft=True))
        act, sent = say("page.erasing.erase"), say("page.erasing.sent")
        agree = _erasing(words, "erase-case", act, sent, second=second, passphrase=passphrase)
        agree.agreed.connect(self.erase_agreed)
        self.rows.addWidget(agree)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.keep


def _erasing(words: Words, name: str, act: str, *more: str, second: str | None, passphrase: bool) -> Agree:
    """What erasing does, with ``more`` of it, and the act."""
    say = words.say
    return Agree(
        words, name, act=act, sure=say("page.keeping.erase-sure"), yes=say("page.identity.erase-yes"),
        no=say("page.identity.erase-no"), second=second, passphrase=passphrase,
        consequences=(say("page.keeping.gone"), say("page.keeping.sticks"), *more),
    )  # fmt: skip


class KeepingActs(PageActs):
    """The page of keeping and erasing, for all cases."""

    place = RecordPlace.KEEPING

    def __init__(self, record: RecordContext) -> None:
        super().__init__(record)
        self.view: Keeping | None = None

    def page(self) -> KeepingPage:
        self.view = None
        page = KeepingPage(self.record.words)
        page.erase_agreed.connect(partial(self._erase, page))
        page.clocks_agreed.connect(partial(self._set, page))
        self._load(page)
        return page

    def _load(self, page: KeepingPage) -> None:
        def show(view: Keeping) -> None:
            self.view = view
            page.show_view(view)

        self.record.ask(retention.keeping, datetime.date.today(), success=show, page=page)

    def _erase(self, page: KeepingPage, own: str, second: str) -> None:
        due, code = self.view.due if self.view is not None else (), self.record.case_code

        def done(erased: tuple[int, bool]) -> None:
            count, gone = erased
            if gone and self.record.case_code == code:
                self.record.drop_case()
            self._done(page, self.record.words.say_count("page.keeping.done", count))

        self.record.run_long(_erase_due, due, code, own, second, success=done)

    def _set(self, page: KeepingPage, days: Mapping[str, int], own: str, second: str) -> None:
        def done(_value: object) -> None:
            self._done(page, self.record.words.say("page.keeping.set-done"))

        self.record.ask(retention.set_clocks, days, own, second, success=done)

    def _done(self, page: KeepingPage, told: str) -> None:
        if page is self.record.page:
            page.done.say(told)
            self._load(page)


class ErasingActs:
    """Erasing the case in hand, after its person withdrew."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case
        self._second: str | None = None
        """The name of who else must agree, "" where nobody is named, None where nobody must."""

    def routes(self) -> Routes:
        return {Place.ERASING: Route(self.page, aside=True)}

    def ask(self) -> None:
        """Show the page once it is known who must agree."""
        self.case.ask(_who_agrees, success=self._show)

    def _show(self, name: str | None) -> None:
        self._second = name
        if self.case.open:
            self.case.go(Place.ERASING)

    def page(self) -> ErasingPage:
        page = ErasingPage(self.case.words, self._second, passphrase=not self.case.practice)
        page.keep_pressed.connect(self.case.back)
        page.erase_agreed.connect(self._erase)
        return page

    def _erase(self, own: str, second: str) -> None:
        self.case.run_long(retention.withdraw, self.case.case_code, own, second, success=self._erased)

    def _erased(self, _count: int) -> None:
        self.case.drop_case()
        self.case.show_cases()


# --- in the vault's thread


def _erase_due(vault: Vault, shown: tuple[KeepingDue, ...], code: str, own: str, second: str) -> tuple[int, bool]:
    """How many were erased, and whether the case in hand is one of them."""
    count = retention.erase_due(vault, shown, own, second)
    return count, bool(code) and not vault.knows(code)


def _who_agrees(vault: Vault) -> str | None:
    if not retention.needs_second(vault.role, "withdrawn", practice=vault.folder is None):
        return None
    named = second_named(vault)
    return named.name if named else ""
