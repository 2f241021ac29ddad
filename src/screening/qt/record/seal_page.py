"""Sealing the record and removing it here: what happens, where the copy goes, and one confirmation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from screening.casework.record import sealing
from screening.casework.record.access import Access, access
from screening.errors import ScreeningError
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.platform import drives
from screening.qt.session.context import PageActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.confirmation import Agree
from screening.qt.widgets.path_field import PathField
from screening.wording.catalogue.translations import Words


class SealPage(Headed):
    """Shows whether anybody could open a sealed record; ``seal_pressed`` carries a stick's folder, "" for here."""

    seal_pressed = Signal(str)
    keys_pressed = Signal()

    def __init__(self, words: Words, stick: str) -> None:
        """``stick`` stands in the field at first: where a stick was found; "" for none."""
        super().__init__(words)
        say, language = words.say, words.language
        self.head_with(say("page.seal.title"), say("page.seal.lead"))
        self.working = IconText("clock", "", language, Role.BODY, bold=True)
        self.working.hide()
        self.rows.addWidget(self.working)
        self.card = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        for name in ("what", "goes", "papers", "traces", "lawful"):
            self.card.rows.addWidget(ScriptText(say(f"page.seal.{name}"), language, Role.BODY, soft=name != "what"))
        self.folder = PathField(words, say("page.seal.folder"), help=say("page.seal.folder-help"), name="seal-folder")
        self.folder.edit.setText(stick)
        self.card.rows.addWidget(self.folder)
        self.agree = Agree(
            words, "seal", act=say("page.seal.act"), sure=say("page.seal.sure"), yes=say("page.seal.yes"),
            no=say("page.seal.no"), passphrase=False,
        )  # fmt: skip
        self.agree.agreed.connect(lambda _own, _second: self._seal())
        self.card.rows.addWidget(self.agree)
        self.card.hide()
        self.rows.addWidget(self.card)
        self.first = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        self.first_told = IconText("warning", say("page.seal.first"), language, Role.BODY, bold=True)
        self.first.rows.addWidget(self.first_told)
        self.to_keys = text_button(words, "page.seal.to-keys", "seal-to-keys", self.keys_pressed, Look.MAIN)
        add_at_start(self.first.rows, self.to_keys)
        self.first.hide()
        self.rows.addWidget(self.first)
        self.rows.addStretch(1)

    def show_view(self, view: Access) -> None:
        """The act with its button in focus; or why there is nothing to seal for."""
        if view.practice:
            self.first_told.set_text(self.words.say("error.practice-has-no-copy"))
        self.to_keys.setVisible(not view.practice)
        self.card.setVisible(view.recoverable)
        self.first.setVisible(not view.recoverable)
        (self.agree.act if view.recoverable else self.title if view.practice else self.to_keys).setFocus()

    def _seal(self) -> None:
        self.working.set_text(self.words.say("page.seal.working"))
        self.working.show()
        self.card.setEnabled(False)
        self.seal_pressed.emit(self.folder.text())

    def show_undone(self) -> None:
        """Nothing was sealed: the page is as it was."""
        self.working.hide()
        self.card.setEnabled(True)
        self.agree.act.setFocus()


class SealActs(PageActs):
    """The page of sealing, and what it asks of the open record."""

    def routes(self) -> RecordRoutes:
        return {RecordPlace.SEAL: RecordRoute(self.page, row=RecordPlace.KEYS)}

    def page(self) -> SealPage:
        page = SealPage(self.record.words, stick())
        page.keys_pressed.connect(partial(self.record.open_record_page, RecordPlace.KEYS))
        page.seal_pressed.connect(partial(self._seal, page))
        self.record.ask(access, success=page.show_view, page=page)
        return page

    def _seal(self, page: SealPage, place: str) -> None:
        """Everything typed is in the record before it; afterwards the program starts anew on what is left."""

        def undone(trouble: ScreeningError) -> None:
            if page is self.record.page:
                page.show_undone()
            self.record.complain(trouble)

        self.record.ask(sealing.seal, place, success=lambda _sealed: self.record.lock(), failure=undone)


def stick() -> str:
    """Return the folder of a stick that is in this computer and can be written; "" where none is found."""
    return next((drive.root for drive in drives.removable()), "")
