"""Answers of two laptops side by side; a person takes one of them, or leaves it as not known."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.interview import conflicts
from screening.casework.interview.conflicts import DifferingRow, VersionView
from screening.domain.case.places import Place
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.session.case_context import CaseContext
from screening.qt.session.routes import Route, Routes
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, EvenGrid, Ground


class DifferingPage(Headed):
    """Shows what differs, one card each."""

    settled = Signal(str, str)
    """Item and the digest of the answer that stands, "" for not known."""
    place_pressed = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__(words)

    def show_rows(self, rows: tuple[DifferingRow, ...]) -> None:
        """Show these in place of those before."""
        say = self.words.say
        self.head_with(say("page.differing.title"), say("page.differing.lead") if rows else "")
        self.clear(1)
        if not rows:
            self.rows.addWidget(ScriptText(say("page.differing.empty"), self.words.language, Role.LEAD))
        for number, row in enumerate(rows, 1):
            self.rows.addWidget(self._card(row, number))
        self.rows.addStretch(1)

    def _card(self, row: DifferingRow, number: int) -> QWidget:
        say, language = self.words.say, self.words.language
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        card.rows.addWidget(ScriptText(row.text, language, Role.LEAD, bold=True))
        beside = EvenGrid((3, 2, 1))
        for at, version in enumerate(row.versions, 1):
            beside.add(self._version(row, version, f"{number}-{at}"))
        card.rows.addWidget(beside)
        acts = []
        if row.item:
            unknown = partial(self.settled.emit, row.item, "")
            acts.append(text_button(self.words, "page.differing.not-known", f"settle-{number}-unknown", unknown))
        else:
            card.rows.addWidget(IconText("warning", say("page.differing.ask-again"), language, Role.BODY))
        there = partial(self.place_pressed.emit, row.place)
        acts.append(text_button(self.words, "page.differing.to-page", f"differing-{number}-page", there, Look.QUIET))
        add_at_start(card.rows, *acts)
        return card

    def _version(self, row: DifferingRow, version: VersionView, name: str) -> QWidget:
        language = self.words.language
        card = Card(Ground.PLAIN, pads=(16, 10), gap=4)
        card.rows.addWidget(ScriptText(version.answer, language, Role.LEAD, bold=True))
        if version.how:
            card.rows.addWidget(ScriptText(version.how, language, Role.BODY))
        card.rows.addWidget(ScriptText(version.by, language, Role.SMALL, soft=True))
        if row.item:
            take, of = partial(self.settled.emit, row.item, version.digest), f"{version.answer}, {version.by}"
            card.rows.addWidget(text_button(self.words, "page.differing.take", f"settle-{name}", take, of=of))
        card.rows.addStretch(1)
        return card


class SettlingActs:
    """Makes the page; what is settled is one event like any answer."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case

    def routes(self) -> Routes:
        return {Place.DIFFERING: Route(self.page, aside=True)}

    def page(self) -> DifferingPage:
        page = DifferingPage(self.case.words)
        page.show_rows(conflicts.differing(self.case.interview))
        page.settled.connect(partial(self._settle, page))
        page.place_pressed.connect(self.case.go_to_line)
        return page

    def _settle(self, page: DifferingPage, item: str, digest: str) -> None:
        interview = self.case.interview

        def settled() -> None:
            if page is self.case.page:
                page.show_rows(conflicts.differing(interview))
                page.start().setFocus()
                self.case.refresh_frame()
                self.case.announce(self.case.words.say("page.differing.settled"))

        self.case.record(partial(conflicts.settle, interview, item, digest), success=settled)
