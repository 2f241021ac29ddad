"""The trainer's laptop: what comes in from the tables, what the room is shown of it, and the end of the class."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut

from screening.errors import BadInput, ScreeningError
from screening.qt.frame.frame import BarView, RailRow, RailView
from screening.qt.frame.page import Page
from screening.qt.style.theme import Theme, active, apply_theme
from screening.qt.style.tokens import tokens
from screening.qt.training.class_pages import AgreementPage, CalibrationPage, ComeInPage, LinesCard
from screening.qt.training.pages import FeedbackPage
from screening.qt.training.practice_window import Room
from screening.qt.training.rounds import PARTS, Drill, Quiz, Rounds
from screening.qt.widgets.buttons import Look
from screening.training.class_figures import figures_files
from screening.training.class_kit import TRAINER_FOLDER, make_kit, write_kit
from screening.training.class_views import calibration_view, class_feedback, items_view, quiz_view, tables_view
from screening.training.classroom import AFTER, BEFORE, QuizSheets, form_of
from screening.training.table_drafts import Sheets
from screening.training.trainer_class import ClassDesk, Ended, named_folder
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words

COME_IN, DRILL, DEBRIEF, END, CALIBRATION = "come-in", "drill", "debrief", "end", "calibration"
PROJECTOR_SCALE = 150


class TrainerRoom(Room):
    """A class at its trainer's. Every result is in the store before anything on a page moves."""

    name = "class-trainer"

    def __init__(self, words: Words, desk: ClassDesk) -> None:
        super().__init__(words)
        self.desk = desk
        self.stick = ""
        self.place = COME_IN
        self.coming_in: ComeInPage | None = None
        self.typing: Rounds | None = None
        self.paper: dict[str, Quiz] = {}
        self.large = False
        self.ended: Ended | None = None
        """What the end of the class did: nothing else is left to show."""
        self.before_large = active()
        self.drill = Drill(words, desk.pack, self._show)
        shortcut = QShortcut(QKeySequence(tokens().key["person_view"]), self)
        shortcut.activated.connect(lambda: self._act("person_view", self.project))

    def begin(self) -> None:
        self.go(COME_IN)

    def go(self, place: str) -> None:
        """Show a place; one that a number stands in belongs to that round."""
        if self.ended:
            self._ended()
            return
        self.place = place
        kind, _, number = place.partition(".")
        if kind == "feedback":
            page = FeedbackPage(self.words, large=self.large)
            page.show_view(class_feedback(self.words, self.desk, int(number)))
            self._show(page)
        elif kind in ("agreement", "quiz"):
            shown = AgreementPage(self.words, large=self.large)
            agree = kind == "agreement"
            shown.show_view(
                items_view(self.words, self.desk, int(number)) if agree else quiz_view(self.words, self.desk, number)
            )
            self._show(shown)
        elif place == CALIBRATION:
            told = CalibrationPage(self.words)
            told.show_view(calibration_view(self.words, self.desk))
            self._show(told)
        elif kind == "sheets" and self.typing is not None:
            self.paper[number].draw()
        elif kind == "type" and self.typing is not None:
            which, part = number.split(".")
            self._show(self.typing.page(int(which), part))
        elif place == DRILL:
            self.drill.draw()
        elif place == DEBRIEF:
            self._debrief()
        elif place == END:
            self._end()
        else:
            self._come_in()

    # --- coming in

    def _come_in(self) -> None:
        self.place, self.typing = COME_IN, None
        page = self.coming_in = ComeInPage(self.words)
        page.show_tables(self.desk.plan.code, tables_view(self.desk), self.stick)
        page.collect_pressed.connect(self.collect)
        page.hand_out_pressed.connect(self.hand_out)
        page.kit_pressed.connect(partial(self.write_kit, trainer=False))
        page.own_kit_pressed.connect(partial(self.write_kit, trainer=True))
        page.type_pressed.connect(lambda table: self.type_for(int(table)))
        self._show(page)

    def collect(self, folder: str) -> None:
        """Take what is on a stick. What cannot be taken is told, one sentence for the first, and how many others."""
        self.stick = folder
        try:
            taken, troubles = self.desk.collect(named_folder(folder))
        except ScreeningError as trouble:
            self._refused(trouble)
            return
        self._come_in()
        self._tell(self.words.say_count("class.taken", taken))
        if troubles:
            more = self.words.say_count("class.more-refused", len(troubles) - 1) if len(troubles) > 1 else ""
            self.shell.complaints.say(f"{sentence(self.words, troubles[0])} {more}".strip(), troubles[0].code)

    def hand_out(self, folder: str) -> None:
        """The plan for the tables, on a stick."""
        self.stick = folder

        def handed(path: Path) -> str:
            if (path / TRAINER_FOLDER).is_dir():
                raise BadInput("class-stick-of-trainer", folder=TRAINER_FOLDER)
            return self.words.say("class.handed-out", file=self.desk.hand_out(path).name)

        self._with_folder(folder, handed)

    def write_kit(self, folder: str, *, trainer: bool) -> None:
        """The printed papers of this class for the tables, or those of the trainer alone, in a folder.

        The trainer's hold the answers to the quiz: they go on no stick that has the plan for the tables.
        """

        def made(path: Path) -> str:
            if trainer and self.desk.handed_out(path):
                raise BadInput("class-stick-of-tables")
            people = tuple(dict.fromkeys(self.desk.plan.rounds))
            papers = [each for each in make_kit(self.words, self.desk.pack, people) if each.trainer is trainer]
            return self.words.say_count("class.kit-written", len(write_kit(path, papers)))

        self.stick = folder
        self._with_folder(folder, made)

    def type_for(self, table: int) -> None:
        """Write a table's rounds and quiz sheets down by hand, as when its stick is lost or it used paper."""
        self.typing = Rounds(self.words, self.desk, table, lambda number, _draft: self._keep(number), self._refuse)
        self.paper = {}
        for when in (BEFORE, AFTER):
            known = self.desk.classroom.quiz.get((table, when))
            form = known.form if known is not None else form_of(table, when)
            kept = Sheets(known.sheets if known is not None else ())
            self.paper[when] = Quiz(
                self.words, self.desk.pack.form(form), when, self._show, partial(self._keep_sheets, table, form),
                self._refuse, kept=kept,
            )  # fmt: skip
        self.go("type.1.tally")

    def _keep(self, number: int) -> None:
        """Keep a round that is being typed, at every change."""
        assert self.typing is not None
        if self.typing.drafts[number].begun:
            self.desk.take(self.typing.result(number))

    def _keep_sheets(self, table: int, form: str, when: str, kept: Sheets) -> None:
        """Keep the whole sheets that were typed; the one that is being filled in counts once it is whole."""
        if kept.sheets:
            self.desk.take(QuizSheets(table, when, kept.sheets, form))

    def _refuse(self, trouble: ScreeningError) -> None:
        """Show what is kept, and say what could not be."""
        self.go(self.place)
        self.shell.complaints.tell(trouble)

    # --- debrief and end

    def _debrief(self) -> None:
        say, pack = self.words.say, self.desk.pack
        page = LinesCard(self.words)
        lines = [say(f"training.debrief.{name}") for name in pack.lists["debrief"]]
        held = self.desk.classroom.rounds_held()
        if held:
            lines.insert(3, say(f"scenario.{self.desk.plan.rounds[held[-1] - 1]}.notes.debrief"))
        page.show_lines(say("kit.debrief"), say("class.debrief-lead"), lines)
        self._show(page)

    def _end(self) -> None:
        page = LinesCard(self.words)
        say = self.words.say
        lines = [say("class.end-keeps"), say("class.end-erases"), say("class.end-sticks")]
        page.show_lines(
            say("class.end"), "", lines, act="class.end-act",
            where="class.end-folder", folder=self.stick, help=say("class.end-help"),
        )  # fmt: skip
        page.pressed.connect(partial(self._ask_end, page))
        self._show(page)

    def _ask_end(self, page: LinesCard, folder: str) -> None:
        say = self.words.say
        page.ask_once(
            self.words, say("class.end-erases"), yes=say("page.identity.erase-yes"), no=say("class.end-keep"),
            then=partial(self.end, folder),
        )  # fmt: skip

    def end(self, folder: str) -> None:
        """Write the figures, erase the class, say so. No folder named, nothing erased."""
        try:
            self.ended = self.desk.end(named_folder(folder), figures_files(self.words, self.desk))
        except ScreeningError as trouble:
            self._refused(trouble)
            return
        self._ended()

    def _ended(self) -> None:
        say, page, title = self.words.say, LinesCard(self.words), self.words.say("class.title")
        assert self.ended is not None
        files = ", ".join(path.name for path in self.ended.files)
        lines = [say("class.ended-figures", file=files), say("class.ended-erased")]
        lines.append(say("class.ended-cleared", n=self.ended.cleared))
        if self.ended.left:
            lines.append(say("class.ended-left", folders=", ".join(self.ended.left)))
        page.show_lines(
            say("class.ended"), "", lines, act="class.clear", folder=self.stick, help=say("class.clear-help")
        )
        page.pressed.connect(partial(self._clear, page))
        self.show_page(page, where=title, rail=RailView(compact_title=title), bar=BarView())

    def _clear(self, page: LinesCard, folder: str) -> None:
        """Erase the files of the class on one more stick."""
        try:
            gone = self.desk.clear(named_folder(folder))
            if gone is None:
                raise BadInput("class-no-folder", folder=Path(folder).name)
        except ScreeningError as trouble:
            self._refused(trouble)
            return
        self.shell.complaints.solved()
        page.done.say(self.words.say("class.ended-cleared", n=gone))
        self.announce(page.done.text())

    def _refused(self, trouble: ScreeningError) -> None:
        """Say what was refused, and put the caret where a folder is named."""
        self.shell.complaints.tell(trouble)
        if self.shown is not None:
            self.shown.start().setFocus()

    # --- the projector

    def project(self) -> None:
        """For the room: larger, without the rail, the whole screen; and back."""
        self.large = not self.large
        if self.large:
            self.before_large = active()
            apply_theme(Theme(active().name, PROJECTOR_SCALE))
            self.showFullScreen()
        else:
            apply_theme(self.before_large)
            self.showNormal()
        self.go(self.place)

    # --- the frame

    def _show(self, page: Page) -> None:
        self.show_page(page, where=self.words.say("class.title"), rail=self._rail(), bar=self._bar())

    def _rail(self) -> RailView:
        words, room = self.words, self.desk.classroom
        rows = [self._row(COME_IN, words.say("class.come-in"))]
        if self.typing is not None:
            for number in self.typing.drafts:
                for part in PARTS:
                    title = words.say("class.part-title", n=number, part=words.say(f"class.part.{part}"))
                    rows.append(self._row(f"type.{number}.{part}", title))
            rows += [self._row(f"sheets.{when}", words.say(f"class.quiz-{when}")) for when in self.paper]
        else:
            held = [when for when in (BEFORE, AFTER) if room.sheets(when)]
            rows += [self._row(f"quiz.{when}", words.say(f"class.quiz-{when}")) for when in held]
            for number in room.rounds_held():
                rows.append(self._row(f"feedback.{number}", words.say("class.round-how", n=number)))
                rows.append(self._row(f"agreement.{number}", words.say("class.round-agree", n=number)))
            if any(result.guesses for result in room.results.values()):
                rows.append(self._row(CALIBRATION, words.say("class.calibration")))
        foot = (
            self._row(DRILL, words.say("kit.drill")),
            self._row(DEBRIEF, words.say("kit.debrief")),
            self._row(END, words.say("class.end")),
        )
        current = next((row.title for row in (*rows, *foot) if row.id == self.place), "")
        return RailView(words.say("class.title"), tuple(rows), foot, self.place, compact_title=current)

    def _row(self, name: str, title: str) -> RailRow:
        return RailRow(name, title, "arrow" if name == self.place else "ring", name == self.place)

    def _bar(self) -> BarView:
        if self.place.startswith("sheets."):
            between = self.paper[self.place.removeprefix("sheets.")].between
            middle = self.button("next", "class.next-sheet") if between else self.button("leave", "class.leave-out")
            back, keep = self.button("back", "shell.back"), self.button("keep", "class.keep", Look.MAIN)
            return BarView(buttons=(back, middle, keep))
        if self.place.startswith("type."):
            hand_in = (self.button("hand-in", "class.hand-in"),) if self.place.endswith(".guess") else ()
            back, keep = self.button("back", "shell.back"), self.button("keep", "class.keep", Look.MAIN)
            return BarView(buttons=(back, *hand_in, keep))
        project = self.button("project", "class.unproject" if self.large else "class.project")
        if self.place == DRILL:
            return BarView(
                buttons=(
                    self.button("back", "shell.back"),
                    project,
                    self.button("next", "class.next-question", Look.MAIN),
                )
            )
        return BarView(
            note=self.words.say("class.store-note"), buttons=(project, self.button("next", "shell.next", Look.MAIN))
        )

    def next(self) -> None:
        if self.place == DRILL:
            self.drill.move(1)
        elif self.place.startswith("sheets."):
            self.paper[self.place.removeprefix("sheets.")].next_sheet()
        else:
            self._step(1)

    def back(self) -> None:
        if self.place == DRILL:
            self.drill.move(-1)
        elif self.place.startswith("sheets."):
            self.paper[self.place.removeprefix("sheets.")].back()
        else:
            self._step(-1)

    def _step(self, by: int) -> None:
        view = self._rail()
        order = [row.id for row in (*view.rows, *view.foot)]
        at = (order.index(self.place) + by) if self.place in order else 0
        if 0 <= at < len(order):
            self.go(order[at])

    def bar(self, name: str) -> None:
        if name == "project":
            self.project()
        elif name == "keep":
            self._come_in()
        elif name == "hand-in" and self.typing is not None:
            if self.typing.hand_in(int(self.place.split(".")[1])):
                self.go(self.place)
        elif name == "leave" and self.place.startswith("sheets."):
            self.paper[self.place.removeprefix("sheets.")].answer(None)

    def rail(self, name: str) -> None:
        self.go(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.large:
            apply_theme(self.before_large)
        self.desk.book.close()
        super().closeEvent(event)

    def _with_folder(self, folder: str, act: Callable[[Path], str]) -> None:
        try:
            told = act(named_folder(folder))
        except ScreeningError as trouble:
            self._refused(trouble)
            return
        self.shell.complaints.solved()
        self._tell(told)

    def _tell(self, text: str) -> None:
        if self.coming_in is not None and self.shell.page() is self.coming_in:
            self.coming_in.done.say(text)
            self.announce(text)
