"""The way into a class: the trainer's store is opened or made, or a table sits down with the plan from a stick."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening import settings
from screening.casework.content.edition import Content, open_content
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import TrainingPack
from screening.errors import BadInput, ScreeningError
from screening.qt.frame.frame import BarButton, BarView, RailView
from screening.qt.frame.page import Page, add_at_start
from screening.qt.platform.preload import NO_WINDOW, read_ahead
from screening.qt.style import icons
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.training.pages import PracticePage
from screening.qt.training.practice_window import Room, started
from screening.qt.training.table_room import TableRoom
from screening.qt.training.trainer_room import TrainerRoom
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.choices import Option, Pick
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.settings import OWN, Installation
from screening.store import drawn
from screening.store.classbook import create_classbook, is_classbook, open_classbook, open_table_book
from screening.training.class_file import read_plan
from screening.training.class_kit import class_language
from screening.training.classroom import MOST_TABLES
from screening.training.trainer_class import at_table, begin, resume
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class NewClass:
    """What a new class is made from."""

    folder: str
    passphrase: str
    rounds: tuple[str, ...]
    tables: str


class WayInPage(PracticePage):
    """Trainer or table; nothing here leads to a record."""

    open_pressed = Signal(str, str)
    entered = Signal(str, str)
    """Return on the passphrase: the folder and the passphrase, whether or not there is a class."""
    new_pressed = Signal()
    table_pressed = Signal(str, str)

    def __init__(self, words: Words, folder: str) -> None:
        say, language = words.say, words.language
        super().__init__(words, say("class.title"), say("class.lead"))
        trainer = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        trainer.rows.addWidget(ScriptText(say("class.trainer"), language, Role.LEAD, bold=True))
        self.folder = PathField(words, say("class.folder"), help=say("class.folder-help"))
        self.folder.edit.setText(folder)
        self.passphrase = PassphraseField(words, say("page.unlock.passphrase"), name="class-passphrase")
        self.passphrase.edit.returnPressed.connect(self._enter)
        trainer.rows.addWidget(self.folder)
        trainer.rows.addWidget(self.passphrase)
        self.open_button = text_button(words, "class.open", "open", self._open, Look.MAIN)
        self.new_button = text_button(words, "class.new", "new", self.new_pressed.emit)
        add_at_start(trainer.rows, self.open_button, self.new_button)
        table = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        table.rows.addWidget(ScriptText(say("class.table"), language, Role.LEAD, bold=True))
        self.plan = LineField(words, say("class.plan"), help=say("class.plan-help"), longest=400, name="plan")
        self.number = LineField(words, say("class.table-number"), longest=3, name="table-number")
        self.number.edit.returnPressed.connect(self._sit)
        table.rows.addWidget(self.plan)
        table.rows.addWidget(self.number)
        add_at_start(table.rows, text_button(words, "class.sit", "sit", self._sit, Look.MAIN))
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


class NewClassPage(PracticePage):
    """A new class: where it is kept, its passphrase, who is played in each round, how many tables."""

    wanted = Signal(object)

    def __init__(
        self, words: Words, folder: str, drawn: str, people: Sequence[Option], *, passphrase: str = ""
    ) -> None:
        """``passphrase`` is one that was typed before."""
        say, language = words.say, words.language
        super().__init__(words, say("class.new"), say("class.new-lead"))
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
        self.tables = LineField(words, say("class.tables"), longest=3, name="tables-number")
        self.tables.edit.setText("6")
        self.rows.addWidget(self.tables)
        add_at_start(self.rows, text_button(words, "class.make", "make", self._make, Look.MAIN))
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.passphrase.edit

    def _make(self) -> None:
        rounds = tuple(pick.value for pick in self.picks)
        self.wanted.emit(NewClass(self.folder.text().strip(), self.passphrase.text(), rounds, self.tables.text()))


class DoorRoom(Room):
    """The first page of a class. It opens nothing but class stores and class plans."""

    name = "class-door"

    def __init__(self, words: Words, content: Content, pack: TrainingPack, folder: Path) -> None:
        super().__init__(words)
        self.content, self.pack, self.folder = content, pack, folder
        self.room: Room | None = None

    def begin(self) -> None:
        page = WayInPage(self.words, str(self.folder))
        page.open_pressed.connect(self.open)
        page.entered.connect(self.enter)
        page.new_pressed.connect(self.new)
        page.table_pressed.connect(self.sit)
        self._show(page)

    def enter(self, folder: str, passphrase: str) -> None:
        """Open the class of a folder; where there is none, go on to the form for a new one with what was typed."""
        if is_classbook(Path(folder).expanduser()):
            self.open(folder, passphrase)
        else:
            self.new(folder, passphrase)

    def new(self, folder: str = "", passphrase: str = "") -> None:
        """The form for a new class."""
        people = [Option(name, self.words.say(f"scenario.{name}.title")) for name in self.pack.scenarios]
        page = NewClassPage(
            self.words, folder or str(self.folder), drawn(self.words.language), people, passphrase=passphrase
        )
        page.wanted.connect(self.make)
        self._show(page, self.button("back", "shell.back"))

    def make(self, wanted: NewClass) -> None:
        """Make the store and open the class."""
        try:
            if not all(wanted.rounds) or len(set(wanted.rounds)) < len(wanted.rounds):
                raise BadInput("class-rounds-missing")
            tables = _number(wanted.tables, MOST_TABLES)
            book = create_classbook(Path(wanted.folder).expanduser(), wanted.passphrase)
            self._enter(TrainerRoom(self.words, begin(book, self.content, self.pack, wanted.rounds, tables)))
        except ScreeningError as trouble:
            self.shell.refuse(trouble)

    def open(self, folder: str, passphrase: str) -> None:
        """Open a class that was made before."""
        try:
            book = open_classbook(Path(folder).expanduser(), passphrase)
            desk = resume(book, self.content, self.pack)
            if desk is None:
                book.close()
                raise BadInput("class-not-begun", folder=Path(folder).name)
            self._enter(TrainerRoom(self.words, desk))
        except ScreeningError as trouble:
            self.shell.refuse(trouble)

    def sit(self, plan_path: str, number: str) -> None:
        """Sit down at a table with the plan of the class."""
        try:
            path = Path(plan_path).expanduser()
            plan = read_plan(path, self.pack, self.content.protocol.id)
            table = _number(number, plan.tables)
            book = open_table_book(self.folder.with_name(f"class-{plan.code}-table-{table}"), plan.key)
            desk = at_table(plan, self.content, self.pack, book)
            self._enter(TableRoom(self.words, desk, table, str(path.parent)))
        except ScreeningError as trouble:
            self.shell.refuse(trouble)

    def back(self) -> None:
        if self.room is None:
            self.begin()

    def _enter(self, room: TrainerRoom | TableRoom) -> None:
        self.room = room
        room.resize(self.size())
        room.closed.connect(self.close)
        room.show()
        room.begin()
        self.hide()

    def _show(self, page: Page, *buttons: BarButton) -> None:
        title = self.words.say("class.title")
        bar = BarView(note=self.words.say("class.store-note"), buttons=buttons)
        self.shell.complaints.solved()  # no class is open yet: nothing that was refused outlasts its page
        self.show_page(page, where=title, rail=RailView(compact_title=title), bar=bar)


def _number(text: str, most: int) -> int:
    """A number of a table or of tables. Raises BadInput("class-number")."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= most):
        raise BadInput("class-number", most=most)
    return int(text)


def default_folder() -> Path:
    """Where a class is kept unless told otherwise: beside no record."""
    import platformdirs

    return Path(platformdirs.user_data_dir("notes", appauthor=False)) / "class"


def class_wish(arguments: list[str]) -> tuple[Path, str]:
    """The folder and the language in ``[--folder FOLDER] [--language TAG]``.

    Raises BadInput("class-not-understood"), ("class-language").
    """
    folder, language = default_folder(), "en"
    rest = list(arguments)
    while rest:
        name, *rest = rest
        if name not in ("--folder", "--language") or not rest:
            raise BadInput("class-not-understood")
        value, *rest = rest
        if name == "--folder":
            folder = Path(value)
        else:
            language = class_language(value)
    return folder, language


def run_class(arguments: list[str], here: Installation = OWN) -> int:
    """``screening class``: a practice class, until its window closes. Returns the exit code."""
    try:
        folder, language = class_wish(arguments)
        content = open_content(here=here)
        pack = open_training(settings.indicators_root(), content.protocol)
    except ScreeningError as trouble:
        sys.stderr.write(f"{sentence(Words('en'), trouble)}\n")
        return 2
    application = started()
    room = DoorRoom(Words(language, here), content, pack, folder)
    room.show()
    room.begin()
    read_ahead(icons.read_all, but=NO_WINDOW)
    return application.exec()
