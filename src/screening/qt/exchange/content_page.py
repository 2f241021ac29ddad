"""Content packs of the record: who signed a file and what it changes, putting it in, and rolling back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from screening.content_packs import packs
from screening.content_packs.packs import ExaminedContent, Packs
from screening.domain.events.contacts import ContactCard as Contact
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.session.context import PageActs, RecordContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.style.theme import active
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground, Halves
from screening.qt.widgets.path_field import PathField
from screening.qt.widgets.text_area import WordsEdit

FEW = 15
"""Lines that stand each by itself; where a new edition changes a thousand values, all stand in a field to scroll in."""
ROWS_HIGH = 420


class ContentPage(Headed):
    """One file is looked into, then put in; beside it the packs of this record."""

    look_pressed = Signal(str)
    take_pressed = Signal()
    back_pressed = Signal()
    people_pressed = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        say = words.say
        self.done = DoneLine(words.language)
        self.rows.addWidget(self.done)
        self.found = Card(Ground.OPEN, pads=(16, 10), gap=6)
        self.file = PathField(words, say("content.page.file"), help=say("content.page.file-help"), file=True)
        self.file.edit.setObjectName("pack-file")
        self.file.entered.connect(self.look)
        self.file.typed.connect(lambda _text: self.found.hide())
        self._found_lines: list[QWidget] = []
        self._take = text_button(words, "content.page.take", "put-in", self.take_pressed, Look.MAIN)
        self._people = text_button(words, "page.people.title", "to-people", self.people_pressed)
        self._here = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        self._rows: list[QWidget] = []
        self._back = text_button(words, "content.page.back", "roll-back", self.back_pressed)
        self._back.setAccessibleDescription(say("content.page.back-sure"))
        self._sure = ScriptText(say("content.page.back-sure"), words.language, Role.SMALL, soft=True)
        self._built = False

    def show_packs(self, rows: Iterable[str], *, can_go_back: bool) -> None:
        """Show the packs of this record, the newest first; none where the program's own content is all there is."""
        say = self.words.say
        if not self._built:
            self._built = True
            self.head_with(say("content.title"), say("content.lead"))
            both = Halves(self._taking(), self._listing())
            self.rows.addWidget(both, 1)
            both.show()
        lines = [*rows] if can_go_back else [say("content.own"), *rows]
        self._rows = self._replaced(self._here, self._rows, lines, 1)
        self._back.setVisible(can_go_back)
        self._sure.setVisible(can_go_back)
        if not can_go_back and self._back.hasFocus():
            self.title.setFocus()

    def show_found(self, lines: Iterable[str], *, can_take: bool, believed: bool) -> None:
        """Show who signed the file, and what it changes where somebody believed signed it."""
        self._found_lines = self._replaced(self.found, self._found_lines, lines, 0)
        self._take.setVisible(can_take)
        self._people.setVisible(not believed)
        self.found.show()
        target = self._take if can_take else self._people if not believed else None
        if target is not None:
            target.setFocus()

    def look(self) -> None:
        """Ask what the pack holds."""
        self.look_pressed.emit(self.file.text())

    def start(self) -> QWidget:
        return self.title

    # --- parts

    def _taking(self) -> QWidget:
        card = Card(Ground.SURFACE, pads=(20, 14), gap=10)
        card.rows.addWidget(self._heading("content.page.in"))
        card.rows.addWidget(self.file)
        add_at_start(card.rows, text_button(self.words, "content.page.look", "look-into", self.look))
        add_at_start(self.found.rows, self._take, self._people)
        self.found.hide()
        card.rows.addWidget(self.found)
        card.rows.addStretch(1)
        return card

    def _listing(self) -> QWidget:
        self._here.rows.addWidget(self._heading("content.page.here"))
        add_at_start(self._here.rows, self._back)
        self._here.rows.addWidget(self._sure)
        self._here.rows.addStretch(1)
        return self._here

    def _long(self, lines: list[str]) -> QWidget:
        """Lines to be read in a field of their own: by keyboard too, and copied out of by nobody."""
        field = WordsEdit(self.words, self.words.language, longest=1 << 24)
        field.setObjectName("all-changes")
        field.setReadOnly(True)
        field.setPlainText("\n".join(lines))
        field.moveCursor(QTextCursor.MoveOperation.Start)
        field.setAccessibleName(self.words.say("content.page.all-changes"))
        field.setFixedHeight(active().gap(ROWS_HIGH))
        return field

    def _heading(self, text_id: str) -> QWidget:
        return ScriptText(self.words.say(text_id), self.words.language, Role.LEAD, bold=True)

    def _replaced(self, card: Card, before: list[QWidget], lines: Iterable[str], at: int) -> list[QWidget]:
        remove_widgets(*before)
        every = [*lines]
        few = every if len(every) <= FEW else [*every[: FEW - 1], every[-1]]
        made: list[QWidget] = [ScriptText(line, self.words.language, Role.BODY) for line in few]
        if few is not every:
            made.insert(FEW - 1, self._long(every[FEW - 1 : -1]))
        for index, widget in enumerate(made):
            card.rows.insertWidget(at + index, widget)
            widget.show()
        return made


class ContentActs(PageActs):
    """Looks into a pack beside the vault's thread, puts it in, and rolls back."""

    place = RecordPlace.CONTENT

    def __init__(self, record: RecordContext) -> None:
        super().__init__(record)
        self.examined: ExaminedContent | None = None

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
        def show(here: Packs) -> None:
            page.show_packs(here.lines, can_go_back=here.in_use)

        self.record.ask(packs.packs_here, self.record.words, success=show, page=page)

    def _look(self, page: ContentPage, text: str) -> None:
        """Look first whose a file is, and what is in it only where they are believed."""
        self.examined = None
        file, words = Path(text.strip()).expanduser(), self.record.words

        def signed(who: Contact) -> None:
            def known(here: Packs) -> None:
                if who.signing in here.believed:
                    self.record.run_outside_vault(
                        packs.examine_file, file, words, here.known, [who], here.today,
                        success=self.record.while_shown(page, partial(self._found, page)),
                    )  # fmt: skip
                    return
                named = words.say("content.signed", name=who.name, number=who.number)
                told = words.say("content.not-believed")
                page.show_found((named, told), can_take=False, believed=False)
                self.record.announce(told)

            self.record.ask(packs.packs_here, success=known, page=page)

        self.record.run_outside_vault(packs.signer, file, success=signed)

    def _found(self, page: ContentPage, examined: ExaminedContent) -> None:
        words, who = self.record.words, examined.file.signer
        told = tuple(packs.lines(examined, words))
        signed = words.say("content.signed", name=who.name, number=who.number)
        self.examined = None if examined.problems else examined
        page.show_found((signed, words.say("content.believed"), *told), can_take=not examined.problems, believed=True)
        self.record.announce(told[-1])

    # --- what changes the record

    def _take(self, page: ContentPage) -> None:
        """Write its files beside the vault's thread, and note it there when they are written."""
        examined, self.examined = self.examined, None
        if examined is None:
            return
        changed = partial(self._changed, page, "content.put-in")

        def written(_place: Path) -> None:
            self.record.ask(packs.note_put_in, examined, success=changed)

        def may(_nothing: None) -> None:
            self.record.run_outside_vault(packs.put, examined, success=written)

        self.record.ask(packs.may_be_put_in, examined, success=may)

    def _back(self, page: ContentPage) -> None:
        self.record.ask(packs.roll_back, success=partial(self._changed, page, "content.rolled-back"))

    def _changed(self, page: ContentPage, text_id: str, _value: object) -> None:
        """Read edition and services anew: another pack is in use now, or none."""
        self.record.content_changed()
        if page is self.record.page:
            page.found.hide()
            self.tell(page.done, self.record.words.say(text_id))
            self._load(page)
