"""The way into a class: who sits here, and what a new class is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.qt.frame.page import Headed
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.training.class_pages import page_button
from screening.qt.widgets.buttons import Look
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.choice_buttons import Pick
from screening.qt.widgets.choice_row import Option
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class NewClass:
    """What a new class is made from."""

    folder: str
    passphrase: str
    rounds: tuple[str, ...]
    tables: str


class WayInPage(Headed):
    """Trainer or table; nothing here leads to a record."""

    open_pressed = Signal(str, str)
    entered = Signal(str, str)
    """Return on the passphrase: the folder and the passphrase, whether or not there is a class."""
    new_pressed = Signal()
    table_pressed = Signal(str, str)

    def __init__(self, words: Words, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        say, language = words.say, words.language
        self.head_with(say("class.title"), say("class.lead"))
        trainer = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        trainer.rows.addWidget(ScriptText(say("class.trainer"), language, Role.LEAD, bold=True))
        self.folder = PathField(words, say("class.folder"), help=say("class.folder-help"))
        self.folder.edit.setText(folder)
        self.passphrase = PassphraseField(words, say("page.unlock.passphrase"))
        self.passphrase.edit.setObjectName("class-passphrase")
        self.passphrase.edit.returnPressed.connect(self._enter)
        trainer.rows.addWidget(self.folder)
        trainer.rows.addWidget(self.passphrase)
        row = QHBoxLayout()
        self.open_button = page_button(words, "class.open", "open", self._open, Look.MAIN)
        self.new_button = page_button(words, "class.new", "new", self.new_pressed.emit)
        row.addWidget(self.open_button)
        row.addWidget(self.new_button)
        row.addStretch(1)
        trainer.rows.addLayout(row)
        table = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        table.rows.addWidget(ScriptText(say("class.table"), language, Role.LEAD, bold=True))
        self.plan = LineField(words, say("class.plan"), help=say("class.plan-help"), longest=400)
        self.plan.edit.setObjectName("plan")
        self.number = LineField(words, say("class.table-number"), longest=3)
        self.number.edit.setObjectName("table-number")
        self.number.edit.returnPressed.connect(self._sit)
        table.rows.addWidget(self.plan)
        table.rows.addWidget(self.number)
        sit = QHBoxLayout()
        sit.addWidget(page_button(words, "class.sit", "sit", self._sit, Look.MAIN))
        sit.addStretch(1)
        table.rows.addLayout(sit)
        self.rows.addWidget(trainer)
        self.rows.addWidget(table)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.passphrase.edit

    def _open(self) -> None:
        self.open_pressed.emit(self.folder.text().strip(), self.passphrase.text())

    def _enter(self) -> None:
        self.entered.emit(self.folder.text().strip(), self.passphrase.text())

    def _sit(self) -> None:
        self.table_pressed.emit(self.plan.text().strip(), self.number.text().strip())


class NewClassPage(Headed):
    """A new class: where it is kept, its passphrase, who is played in each round, how many tables."""

    wanted = Signal(object)

    def __init__(
        self,
        words: Words,
        folder: str,
        drawn: str,
        people: Sequence[Option],
        *,
        passphrase: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``passphrase`` is one that was typed before."""
        super().__init__(words.language, parent)
        say, language = words.say, words.language
        self.head_with(say("class.new"), say("class.new-lead"))
        self.folder = PathField(words, say("class.folder"), help=say("class.folder-help"))
        self.folder.edit.setText(folder)
        self.rows.addWidget(self.folder)
        if drawn:
            self.rows.addWidget(ScriptText(drawn, "en", Role.QUESTION, lead=f"{say('page.create.drawn')} "))
        self.passphrase = PassphraseField(words, say("page.create.passphrase"), help=say("page.create.passphrase-help"))
        self.passphrase.edit.setObjectName("new-passphrase")
        self.passphrase.set_text(passphrase)
        self.rows.addWidget(self.passphrase)
        self.picks: list[Pick] = []
        for number in (1, 2):
            self.rows.addWidget(ScriptText(say("class.round", n=number), language, Role.BODY, bold=True))
            pick = Pick(people, language, say("class.round", n=number))
            pick.setObjectName(f"round-{number}")
            self.picks.append(pick)
            self.rows.addWidget(pick)
        self.tables = LineField(words, say("class.tables"), longest=3)
        self.tables.edit.setObjectName("tables-number")
        self.tables.edit.setText("6")
        self.rows.addWidget(self.tables)
        row = QHBoxLayout()
        row.addWidget(page_button(words, "class.make", "make", self._make, Look.MAIN))
        row.addStretch(1)
        self.rows.addLayout(row)
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.passphrase.edit

    def _make(self) -> None:
        rounds = tuple(pick.value for pick in self.picks)
        self.wanted.emit(NewClass(self.folder.text().strip(), self.passphrase.text(), rounds, self.tables.text()))
