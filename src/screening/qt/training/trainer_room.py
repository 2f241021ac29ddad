"""The trainer's laptop: what comes in from the tables, what the room is shown of it, and the end of the class."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut

from screening.errors import BadInput, ScreeningError
from screening.qt.frame.frame import BarView, RailView
from screening.qt.frame.page import Page
from screening.qt.style.theme import Theme, active, apply_theme
from screening.qt.style.tokens import tokens
from screening.qt.training.class_pages import AgreementPage, CalibrationPage, ComeInPage, LinesCard
from screening.qt.training.pages import FeedbackPage
from screening.qt.training.rounds import DRILL, PARTS, ClassRoom, Quiz, Rounds
from screening.qt.widgets.buttons import Look
from screening.training.class_figures import figures_files
from screening.training.class_kit import TRAINER_FOLDER, make_kit, write_kit
from screening.training.class_views import calibration_view, class_feedback, items_view, quiz_view, tables_view
from screening.training.classroom import AFTER, BEFORE, QuizSheets, form_of
from screening.training.table_drafts import Sheets
from screening.training.trainer_class import ClassDesk, Ended, named_folder
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words

COME_IN, DEBRIEF, END, CALIBRATION = "come-in", "debrief", "end", "calibration"
PROJECTOR_SCALE = 150


class TrainerRoom(ClassRoom):
    """A class at its trainer's."""

    name = "class-trainer"

    def __init__(self, words: Words, desk: ClassDesk) -> None:
        super().__init__(words, desk)
        self.stick = ""
        self.place = COME_IN
        self.typing: Rounds | None = None
        self.paper: dict[str, Quiz] = {}
        self.large = False
        self.ended: Ended | None = None
        """What the end of the class did: nothing else is left to show."""
        self.before_large = active()
        shortcut = QShortcut(QKeySequence(tokens().key["person_view"]), self)
        shortcut.activated.connect(partial(self.unless_covered, self.project))

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
            feedback = class_feedback(self.words, self.desk, int(number))
            self._show(FeedbackPage(self.words, feedback, large=self.large))
        elif kind == "agreement":
            self._show(AgreementPage(self.words, items_view(self.words, self.desk, int(number)), large=self.large))
        elif kind == "quiz":
            self._show(AgreementPage(self.words, quiz_view(self.words, self.desk, number), large=self.large))
        elif place == CALIBRATION:
            self._show(CalibrationPage(self.words, calibration_view(self.words, self.desk)))
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

    def _come_in(self) -> ComeInPage:
        self.place, self.typing = COME_IN, None
        page = ComeInPage(self.words, self.desk.plan.code, tables_view(self.desk), self.stick)
        page.collect_pressed.connect(self.collect)
        page.hand_out_pressed.connect(partial(self.hand_out, page))
        page.kit_pressed.connect(partial(self.write_kit, page, trainer=False))
        page.own_kit_pressed.connect(partial(self.write_kit, page, trainer=True))
        page.type_pressed.connect(lambda table: self.type_for(int(table)))
        self._show(page)
        return page

    def collect(self, folder: str) -> None:
        """Take what is on a stick. What cannot be taken is told, one sentence for the first, and how many others."""
        self.stick = folder
        try:
            taken, troubles = self.desk.collect(named_folder(folder))
        except ScreeningError as trouble:
            self.refuse(trouble)
            return
        taken_line = self._come_in().done
        taken_line.say(self.words.say_count("class.taken", taken))
        self.announce(taken_line.text())
        if troubles:
            more = self.words.say_count("class.more-refused", len(troubles) - 1) if len(troubles) > 1 else ""
            self.shell.complaints.say(f"{sentence(self.words, troubles[0])} {more}".strip(), troubles[0].code)

    def hand_out(self, page: ComeInPage, folder: str) -> None:
        """The plan for the tables, on a stick."""
        self.stick = folder

        def handed(path: Path) -> str:
            if (path / TRAINER_FOLDER).is_dir():
                raise BadInput("class-stick-of-trainer", folder=TRAINER_FOLDER)
            return self.words.say("class.handed-out", file=self.desk.hand_out(path).name)

        self.in_folder(page, folder, handed)

    def write_kit(self, page: ComeInPage, folder: str, *, trainer: bool) -> None:
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
        self.in_folder(page, folder, made)

    def type_for(self, table: int) -> None:
        """Write a table's rounds and quiz sheets down by hand, as when its stick is lost or it used paper."""
        self.typing = Rounds(self.words, self.desk, table, lambda number, _draft: self._keep(number), self.show_kept)
        self.paper = {}
        for when in (BEFORE, AFTER):
            known = self.desk.classroom.quiz.get((table, when))
            form = known.form if known is not None else form_of(table, when)
            kept = Sheets(known.sheets if known is not None else ())
            self.paper[when] = Quiz(
                self.words, self.desk.pack.form(form), when, self._show, partial(self._keep_sheets, table, form),
                self.show_kept, kept=kept,
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

    # --- debrief and end

    def _debrief(self) -> None:
        say, pack = self.words.say, self.desk.pack
        lines = [say(f"training.debrief.{name}") for name in pack.lists["debrief"]]
        held = self.desk.classroom.rounds_held()
        if held:
            lines.insert(3, say(f"scenario.{self.desk.plan.rounds[held[-1] - 1]}.notes.debrief"))
        self._show(LinesCard(self.words, say("kit.debrief"), say("class.debrief-lead"), lines))

    def _end(self) -> None:
        say = self.words.say
        lines = [say("class.end-keeps"), say("class.end-erases"), say("class.end-sticks")]
        page = LinesCard(
            self.words, say("class.end"), "", lines, act="class.end-act",
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
            self.refuse(trouble)
            return
        self._ended()

    def _ended(self) -> None:
        say, title = self.words.say, self.words.say("class.title")
        assert self.ended is not None
        files = ", ".join(path.name for path in self.ended.files)
        lines = [say("class.ended-figures", file=files), say("class.ended-erased")]
        lines.append(say("class.ended-cleared", n=self.ended.cleared))
        if self.ended.left:
            lines.append(say("class.ended-left", folders=", ".join(self.ended.left)))
        page = LinesCard(
            self.words, say("class.ended"), "", lines, act="class.clear", folder=self.stick,
            help=say("class.clear-help"),
        )  # fmt: skip
        page.pressed.connect(partial(self._clear, page))
        self.show_page(page, where=title, rail=RailView(compact_title=title), bar=BarView())

    def _clear(self, page: LinesCard, folder: str) -> None:
        """Erase the files of the class on one more stick."""

        def cleared(path: Path) -> str:
            gone = self.desk.clear(path)
            if gone is None:
                raise BadInput("class-no-folder", folder=path.name)
            return self.words.say("class.ended-cleared", n=gone)

        self.in_folder(page, folder, cleared)

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
        rows = [self.row(COME_IN, words.say("class.come-in"))]
        if self.typing is not None:
            for number in self.typing.drafts:
                for part in PARTS:
                    title = words.say("class.part-title", n=number, part=words.say(f"class.part.{part}"))
                    rows.append(self.row(f"type.{number}.{part}", title))
            rows += [self.row(f"sheets.{when}", words.say(f"class.quiz-{when}")) for when in self.paper]
        else:
            held = [when for when in (BEFORE, AFTER) if room.sheets(when)]
            rows += [self.row(f"quiz.{when}", words.say(f"class.quiz-{when}")) for when in held]
            for number in room.rounds_held():
                rows.append(self.row(f"feedback.{number}", words.say("class.round-how", n=number)))
                rows.append(self.row(f"agreement.{number}", words.say("class.round-agree", n=number)))
            if any(result.guesses for result in room.results.values()):
                rows.append(self.row(CALIBRATION, words.say("class.calibration")))
        foot = (
            self.row(DRILL, words.say("kit.drill")),
            self.row(DEBRIEF, words.say("kit.debrief")),
            self.row(END, words.say("class.end")),
        )
        return self.rail(words.say("class.title"), rows, foot)

    def _bar(self) -> BarView:
        back, keep = self.button("back", "shell.back"), self.button("keep", "class.keep", Look.MAIN)
        if (quiz := self.sheets_here()) is not None:
            next_sheet, leave = self.button("next", "class.next-sheet"), self.button("leave", "class.leave-out")
            return BarView(buttons=(back, next_sheet if quiz.between else leave, keep))
        if self.place.startswith("type."):
            hand_in = (self.button("hand-in", "class.hand-in"),) if self.place.endswith(".guess") else ()
            return BarView(buttons=(back, *hand_in, keep))
        project = self.button("project", "class.unproject" if self.large else "class.project")
        if self.place == DRILL:
            return BarView(buttons=(back, project, self.button("next", "class.next-question", Look.MAIN)))
        return BarView(
            note=self.words.say("class.store-note"), buttons=(project, self.button("next", "shell.next", Look.MAIN))
        )

    def sheets_here(self) -> Quiz | None:
        kind, _, when = self.place.partition(".")
        return self.paper.get(when) if kind == "sheets" else None

    def step(self, by: int) -> None:
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
        elif name == "leave":
            self.leave_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.large:
            apply_theme(self.before_large)
        self.desk.book.close()
        super().closeEvent(event)
