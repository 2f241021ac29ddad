"""Preparing a visit: the checklist, the numbers that were rung, and the same sheet on paper (GA8)."""

from __future__ import annotations

import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal

from screening.casework.referral import papers, referral_form
from screening.casework.visit import preparation
from screening.casework.visit.preparation import PreparingView
from screening.qt.frame.page import Headed
from screening.qt.platform.printing import print_paper
from screening.qt.session.context import PageActs, RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Flow
from screening.qt.widgets.choices import CheckLine


class PreparingPage(Headed):
    """Shows a PreparingView; a tick is told at once."""

    ticked = Signal(str, bool)
    print_pressed = Signal()
    linked = Signal(str)

    def __init__(self, words: Says, view: PreparingView) -> None:
        super().__init__(words)
        language = words.language
        self.head_with(view.title, words.say("page.prepare.lead"))
        sheet = text_button(words, "services.visit", "visit-sheet", self.print_pressed)
        self.head.addWidget(sheet, 0, Qt.AlignmentFlag.AlignBottom)
        self.checks: dict[str, CheckLine] = {}
        for each in view.checks:
            line = CheckLine(each.text, language, name=f"prepare-{each.id}")
            line.setChecked(each.chosen)
            line.toggled.connect(lambda done, name=each.id: self.ticked.emit(name, done))
            self.checks[each.id] = line
            self.rows.addWidget(line)
        self.rows.addWidget(ScriptText(view.numbers_title, language, Role.BODY, bold=True))
        for text in view.numbers or (words.say("form.number.none"),):
            self.rows.addWidget(ScriptText(text, language, Role.BODY, soft=not view.numbers))
        if view.waiting:
            self.rows.addWidget(IconText("warning", view.waiting, language, Role.BODY, bold=True))
        links = Flow(gap=16)
        for place, text_id in (("services", "services.title"), ("blank", "page.blank.rail")):
            press = partial(self.linked.emit, place)
            links.add(text_button(words, text_id, f"prepare-to-{place}", press, Look.QUIET))
        self.rows.addWidget(links)
        self.rows.addStretch(1)


class PreparingActs(PageActs):
    """Holds what was ticked for the next visit, while the record is open."""

    place = RecordPlace.PREPARE

    def __init__(self, record: RecordContext) -> None:
        super().__init__(record)
        self.prepared: set[str] = set()

    def page(self) -> Headed:
        record, today = self.record, datetime.date.today()
        view = preparation.preparing_view(record.directory, self.prepared, today, record.words)
        page = PreparingPage(record.words, view)
        page.ticked.connect(self._tick)
        page.print_pressed.connect(partial(self._print, page))
        page.linked.connect(record.choose_row)
        return page

    def sheet(self) -> bytes:
        """The sheet to prepare a visit, with what was ticked on the page."""
        record, owner = self.record, self.record.owner
        keeper = referral_form.Keeper(owner.officer, owner.organisation, "", 0)
        done, today = frozenset(self.prepared), datetime.date.today()
        return papers.make_visit(record.content, keeper, record.directory, today, record.words, done=done)

    def _tick(self, name: str, done: bool) -> None:
        (self.prepared.add if done else self.prepared.discard)(name)

    def _print(self, page: PreparingPage) -> None:
        self.record.tried(lambda: print_paper(self.sheet(), page.window()))
