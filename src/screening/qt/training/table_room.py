"""A table's laptop in a class: its rounds, its quiz sheets, the drill. What is written is kept at once, encrypted."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent

from screening.errors import StoreTrouble
from screening.qt.frame.frame import BarButton, BarView, RailView
from screening.qt.frame.page import Page
from screening.qt.training.class_pages import LinesCard
from screening.qt.training.pages import FeedbackPage
from screening.qt.training.rounds import DRILL, NO_SHEETS, PARTS, ClassRoom, Quiz, Rounds
from screening.qt.widgets.buttons import Look
from screening.training.class_kit import certificates, write_kit
from screening.training.class_views import table_feedback
from screening.training.classroom import AFTER, BEFORE, Entry, QuizSheets, form_of
from screening.training.table_drafts import Draft, keep_draft, keep_sheets, read_kept
from screening.training.trainer_class import ClassDesk, write_result
from screening.wording.catalogue.translations import Words

FEEDBACK, STICK, GUESS, CERTIFICATE = "feedback", "stick", ".guess", "certificate"


class TableRoom(ClassRoom):
    """One table of a class. Its book holds everything until the results are on the stick and the window is closed."""

    name = "class-table"

    def __init__(self, words: Words, desk: ClassDesk, table: int, stick: str = "") -> None:
        super().__init__(words, desk)
        self.table, self.stick = table, stick
        drafts, sheets = read_kept(desk.book)
        self.rounds = Rounds(words, desk, table, self._keep, self.show_kept)
        self.rounds.drafts |= {number: draft for number, draft in drafts.items() if number in self.rounds.drafts}
        self.quiz = {
            when: Quiz(
                words, desk.pack.form(form_of(table, when)), when, self._show,
                partial(keep_sheets, desk.book), self.show_kept, kept=sheets.get(when, NO_SHEETS),
            )
            for when in (BEFORE, AFTER)
        }  # fmt: skip
        self.on_stick: tuple[Entry, ...] = ()
        """What the stick has of this table."""
        self.asked = False
        """Whether somebody wanted to close and was asked about what is not on the stick."""
        self.kept_here = False
        """Whether somebody said to close and go on later."""

    def begin(self) -> None:
        self.go("1.tally")

    def _keep(self, number: int, draft: Draft) -> None:
        keep_draft(self.desk.book, number, draft)
        self.shell.set_rail(self._rail())

    def go(self, place: str) -> None:
        """Show a place: a part of a round, the feedback, a quiz, the drill, the stick."""
        self.place, self.asked = place, False
        if place in self.quiz:
            self.quiz[place].draw()
        elif place == DRILL:
            self.drill.draw()
        elif place == STICK:
            self._stick()
        elif place == CERTIFICATE:
            self._certificate()
        elif place == FEEDBACK:
            self._feedback()
        else:
            number, part = place.split(".")
            self._show(self.rounds.page(int(number), part))

    def _feedback(self) -> None:
        say, held = self.words.say, self.rounds.held()
        if held:
            self._show(FeedbackPage(self.words, table_feedback(self.words, self.desk, held)))
        else:
            self._show(LinesCard(self.words, say("feedback.title"), "", [say("class.nothing-held")]))

    def _stick(self) -> None:
        say = self.words.say
        page = LinesCard(
            self.words, say("class.to-stick"), say("class.table-n", n=self.table), [say("class.no-names")],
            act="class.write", folder=self.stick, help=say("class.stick-help"),
        )  # fmt: skip
        page.pressed.connect(lambda folder: self.write(page, folder))
        assert page.folder is not None
        page.folder.entered.connect(page.act)
        self._show(page)

    def _certificate(self) -> None:
        say = self.words.say
        page = LinesCard(
            self.words, say("class.certificate"), say("class.table-n", n=self.table),
            [say("class.certificate-lead")], act="class.certificate-act", where="class.certificate-folder",
            help=say("class.certificate-help"),
        )  # fmt: skip
        page.pressed.connect(partial(self._write_certificates, page))
        self._show(page)

    def _write_certificates(self, page: LinesCard, folder: str) -> None:
        """What was shown in each round held here, as papers: somebody wished it."""
        papers = certificates(self.words, self.desk.pack, self.rounds.held())
        self.in_folder(
            page, folder, lambda path: self.words.say_count("class.kit-written", len(write_kit(path, papers)))
        )

    def entries(self) -> tuple[Entry, ...]:
        """Everything that was written down here."""
        quizzes = [
            QuizSheets(self.table, when, quiz.sheets, form_of(self.table, when))
            for when, quiz in self.quiz.items()
            if quiz.sheets
        ]
        return (*self.rounds.held(), *quizzes)

    def waits(self) -> bool:
        """Whether something is not on a stick yet."""
        begun = any(quiz.answers and not quiz.between for quiz in self.quiz.values())
        return begun or self.entries() != self.on_stick

    def lock(self) -> None:
        """Hide what is not on a stick yet."""
        if self.waits():
            self.cover_up()
        else:
            super().lock()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first about what is not on a stick yet; under the cover page only once it is lifted."""
        if self.kept_here or not self.waits():
            self._leave()
            super().closeEvent(event)
            return
        event.ignore()
        if self.stack.currentWidget() is self.cover:
            self.asked = True
        else:
            self.ask()

    def uncover(self) -> None:
        super().uncover()
        if self.asked:
            self.ask()

    def ask(self) -> None:
        """Where the results are written, with a way to close without them."""
        self.help.close_help()
        self.place, self.asked = STICK, True
        self._stick()
        self.shell.complaints.say(self.words.say("class.close-asks"), "class-close-asks")

    def leave_here(self) -> None:
        """Close, and keep what is not on a stick in the book of this table."""
        self.kept_here = True
        self.close()

    def _leave(self) -> None:
        """Erase the book once all of it is on the stick."""
        book = self.desk.book
        if self.waits():
            book.close()
            return
        with suppress(StoreTrouble):
            book.erase()

    def write(self, page: LinesCard, folder: str) -> None:
        """Everything that was written down here, on the stick."""
        entries = self.entries()

        def written(path: Path) -> str:
            for each in entries:
                write_result(path, self.desk.plan, each)
            self.stick, self.on_stick = folder, entries
            self.asked = False
            self.shell.set_bar(self._bar())
            return self.words.say_count("class.written", len(entries))

        self.in_folder(page, folder, written)

    # --- the frame

    def _show(self, page: Page) -> None:
        self.show_page(page, where=self.words.say("class.table-n", n=self.table), rail=self._rail(), bar=self._bar())

    def _rail(self) -> RailView:
        words = self.words
        rows = []
        for number, draft in self.rounds.drafts.items():
            for part in PARTS:
                title = words.say("class.part-title", n=number, part=words.say(f"class.part.{part}"))
                rows.append(self.row(f"{number}.{part}", title, done=draft.done(part)))
        rows.append(self.row(FEEDBACK, words.say("class.how-it-went")))
        foot = (
            self.row(BEFORE, words.say("class.quiz-before"), done=bool(self.quiz[BEFORE].sheets)),
            self.row(AFTER, words.say("class.quiz-after"), done=bool(self.quiz[AFTER].sheets)),
            self.row(DRILL, words.say("kit.drill")),
            self.row(CERTIFICATE, words.say("class.certificate")),
            self.row(STICK, words.say("class.to-stick")),
        )
        return self.rail(words.say("class.title"), rows, foot)

    def _bar(self) -> BarView:
        note = self.words.say("class.not-kept")
        back = self.button("back", "shell.back")
        if self.place in self.quiz:
            if self.quiz[self.place].between:
                return BarView(note=note, buttons=(self.button("next", "class.next-sheet", Look.MAIN),))
            leave = self.button("leave", "class.leave-out")
            return BarView(note=note, buttons=(back, leave))
        if self.place.endswith(GUESS):
            hand_in = self.button("hand-in", "class.hand-in")
            return BarView(note=note, buttons=(back, hand_in, self.button("next", "shell.next", Look.MAIN)))
        follows = {STICK: "", CERTIFICATE: "", DRILL: "class.next-question"}.get(self.place, "shell.next")
        buttons: tuple[BarButton, ...] = (back,)
        if self.asked:
            buttons = (back, self.button("leave-here", "class.close-without"))
        if follows:
            buttons = (back, self.button("next", follows, Look.MAIN))
        return BarView(note=note, buttons=buttons)

    # --- acts

    def sheets_here(self) -> Quiz | None:
        return self.quiz.get(self.place)

    def step(self, by: int) -> None:
        order = [f"{number}.{part}" for number in self.rounds.drafts for part in PARTS] + [FEEDBACK, STICK]
        at = order.index(self.place if self.place in order else STICK) + by
        if 0 <= at < len(order):
            self.go(order[at])

    def bar(self, name: str) -> None:
        if name == "leave":
            self.leave_out()
        elif name == "hand-in":
            number = int(self.place.removesuffix(GUESS))
            if self.rounds.hand_in(number):
                self.go(self.place)
                self.announce(self.words.say("class.guess-lead", n=len(self.rounds.drafts[number].guesses)))
        elif name == "leave-here":
            self.leave_here()
