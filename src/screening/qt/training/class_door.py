"""The way into a class: the trainer's store is opened or made, or a table sits down with the plan from a stick."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from screening import settings
from screening.casework.content.edition import Content, open_content
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import TrainingPack
from screening.errors import BadInput, ScreeningError
from screening.qt.frame.frame import BarButton, BarView, RailView
from screening.qt.frame.page import Page, lead_to_field
from screening.qt.platform.crash_handler import catch
from screening.qt.platform.hardening import NAME
from screening.qt.platform.preload import read_practice_ahead
from screening.qt.style.theme import Theme, wear
from screening.qt.text.accessible_roles import use_roles
from screening.qt.training.class_start import NewClass, NewClassPage, WayInPage
from screening.qt.training.practice_window import Room
from screening.qt.training.table_room import TableRoom
from screening.qt.training.trainer_room import TrainerRoom
from screening.qt.widgets.choice_row import Option
from screening.store import drawn
from screening.store.classbook import create_classbook, is_classbook, open_classbook
from screening.training.class_file import read_plan
from screening.training.classroom import MOST_TABLES
from screening.training.trainer_class import at_table, begin, resume
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words


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
            self._tell(trouble)

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
            self._tell(trouble)

    def sit(self, plan_path: str, number: str) -> None:
        """Sit down at a table with the plan of the class."""
        try:
            path = Path(plan_path).expanduser()
            plan = read_plan(path, self.pack, self.content.protocol.id)
            table = _number(number, plan.tables)
            self._enter(TableRoom(self.words, at_table(plan, self.content, self.pack), table, str(path.parent)))
        except ScreeningError as trouble:
            self._tell(trouble)

    def _tell(self, trouble: ScreeningError) -> None:
        """Say what was refused, and put the caret where it is mended."""
        self.shell.complaints.tell(trouble)
        lead_to_field(self.shell.page(), trouble.code)

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

    Raises BadInput("class-not-understood").
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
        elif value in {pack.tag for pack in officer_languages()}:
            language = value
        else:
            raise BadInput("class-not-understood")
    return folder, language


def run_class(arguments: list[str]) -> int:
    """``screening class``: a practice class, until its window closes. Returns the exit code."""
    try:
        folder, language = class_wish(arguments)
        content = open_content()
        pack = open_training(settings.indicators_root(), content.protocol)
    except ScreeningError as trouble:
        sys.stderr.write(f"{sentence(Words('en'), trouble)}\n")
        return 2
    application = QApplication([NAME])
    application.setApplicationName("Workplace notes")
    wear(Theme())
    catch()
    use_roles()
    room = DoorRoom(Words(language), content, pack, folder)
    room.show()
    room.begin()
    read_practice_ahead()
    return application.exec()
