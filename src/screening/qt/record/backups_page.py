"""Copies of the record: those on this computer, and one on a stick that is kept elsewhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.record import backup_views
from screening.casework.record.backup_views import Copied, Copies
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.path_field import PathField
from screening.wording.catalogue.languages import format_moment
from screening.wording.catalogue.translations import Words


class CopiesPage(Headed):
    """Shows Copies; ``copy_pressed`` carries the folder."""

    copy_pressed = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.head_with(say("page.copies.title"), say("page.copies.lead"))
        here = Card(Ground.SURFACE, pads=(20, 14), gap=6)
        here.rows.addWidget(ScriptText(say("page.copies.here"), language, Role.BODY, bold=True))
        self.here = ScriptText("", language, Role.BODY)
        here.rows.addWidget(self.here)
        here.rows.addWidget(ScriptText(say("page.copies.here-help"), language, Role.SMALL, soft=True))
        self.rows.addWidget(here)
        card = Card(Ground.SURFACE, pads=(20, 14), gap=10)
        card.rows.addWidget(ScriptText(say("page.copies.stick"), language, Role.BODY, bold=True))
        self.newest = IconText("clock", "", language, Role.BODY)
        card.rows.addWidget(self.newest)
        self.folder = PathField(words, say("page.copies.folder"), help=say("page.copies.folder-help"))
        self.folder.edit.setObjectName("copy-folder")
        self.folder.entered.connect(self.save_now)
        card.rows.addWidget(self.folder)
        button = text_button(words, "page.copies.make", "make-copy", self.save_now, Look.MAIN, cap=tokens().key["save"])
        add_at_start(card.rows, button)
        self.done = DoneLine(language)
        card.rows.addWidget(self.done)
        card.rows.addWidget(ScriptText(say("page.copies.back"), language, Role.SMALL, soft=True))
        self.rows.addWidget(card)
        self.rows.addStretch(1)

    def show_view(self, view: Copies) -> None:
        words = self.words
        told = words.say_count("page.copies.count", view.here)
        newest = words.say("page.copies.newest", when=format_moment(view.newest, words.language)) if view.newest else ""
        self.here.set_text(f"{told} {newest}".strip())
        stick = words.say("page.copies.stick-none")
        if view.stick:
            stick = words.say("page.copies.stick-newest", when=format_moment(view.stick, words.language))
        self.newest.set_text(stick)

    def save_now(self) -> None:
        self.copy_pressed.emit(self.folder.text())

    def show_made(self, name: str, *, replaced: bool) -> None:
        """Say that a copy was made."""
        made = self.words.say("page.copies.made", name=name)
        self.done.say(f"{made} {self.words.say('page.copies.replaced')}" if replaced else made)

    def start(self) -> QWidget:
        return self.folder.edit


class CopyActs(PageActs):
    """The page of copies, and what it asks of the open record."""

    place = RecordPlace.COPIES

    def page(self) -> CopiesPage:
        page = CopiesPage(self.record.words)
        page.copy_pressed.connect(partial(self._copy, page))
        self._load(page)
        return page

    def _load(self, page: CopiesPage) -> None:
        self.record.ask(backup_views.copies, success=page.show_view, page=page)

    def _copy(self, page: CopiesPage, folder: str) -> None:
        def made(copied: Copied) -> None:
            page.show_made(copied.path.name, replaced=copied.replaced)
            self._load(page)
            if not copied.noted:
                self.record.notify(self.record.words.say("page.copies.not-noted"))

        self.record.run_long(backup_views.copy_to_stick, folder, success=self.record.while_shown(page, made))
