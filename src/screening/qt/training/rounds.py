"""What a class does as it goes on: a round that is written down, the quiz, the drill, and the window around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from screening.domain.scenarios.model import QuestionKind, QuizAnswer, TrainingPack, Vignette
from screening.domain.scenarios.talk import STEPS
from screening.errors import ScreeningError
from screening.qt.frame.page import Page
from screening.qt.training.class_pages import ComeInPage, DrillPage, LinesCard, QuizPage, TallyPage
from screening.qt.training.pages import NotedPage, StepsPage
from screening.qt.training.practice_window import Room
from screening.qt.training.talk_page import GuessPage
from screening.training.classroom import TableResult
from screening.training.lessons import Guess
from screening.training.table_drafts import Draft, Sheet, Sheets
from screening.training.trainer_class import ClassDesk, named_folder, table_result
from screening.training.views import steps
from screening.wording.catalogue.translations import Words
from screening.wording.lint.question_style import classify

PARTS = ("tally", "way", "noted", "guess")
DRILL = "drill"
NO_SHEETS = Sheets()
Refuse = Callable[[ScreeningError], None]
"""Told what could not be kept; what was there before is there again."""


class Rounds:
    """The drafts of one table, and the pages that fill them. A change is kept before the page shows it."""

    def __init__(
        self, words: Words, desk: ClassDesk, table: int, keep: Callable[[int, Draft], None], refuse: Refuse
    ) -> None:
        self.words, self.desk, self.table, self.keep, self.refuse = words, desk, table, keep, refuse
        self.drafts = {number: Draft() for number in range(1, len(desk.plan.rounds) + 1)}
        for number in self.drafts:
            known = desk.classroom.results.get((number, table))
            if known is not None:
                self.drafts[number] = Draft(dict(known.kinds), frozenset(), dict(known.noted), known.guesses, known)
        self.guess: Guess | None = None
        """What stands on the page of guesses and was not handed in."""

    def result(self, number: int) -> TableResult:
        draft = self.drafts[number]
        made = table_result(self.desk, self.table, number, draft.kinds, draft.steps, draft.noted, draft.guesses)
        if draft.known is None or draft.steps:
            return made
        known, leading = draft.known, frozenset({"no-leading"})
        return replace(
            made,
            process=(known.process - leading) | (made.process & leading),
            consent_parts=known.consent_parts,
            closing_parts=known.closing_parts,
        )

    def held(self) -> list[TableResult]:
        """The rounds that something was written down of here."""
        return [self.result(number) for number, draft in self.drafts.items() if draft.begun and draft.changed]

    def page(self, number: int, part: str) -> Page:
        """A page of a round, one of PARTS."""
        self.guess = None
        words, draft = self.words, self.drafts[number]
        title = words.say("class.part-title", n=number, part=words.say(f"class.part.{part}"))
        if part == "tally":
            tally = TallyPage(words, title, draft.kinds)
            tally.counted.connect(lambda kinds: self._change(number, kinds=kinds))
            return tally
        if part == "way":
            page = StepsPage(words, title, words.say("class.way-lead"), steps(words, draft.steps, STEPS))
            page.ticked.connect(lambda name, on: self._step(number, name, on))
            return page
        if part == "guess":
            asked = GuessPage(words, title, words.say("class.guess-lead", n=len(draft.guesses)))
            asked.guessed.connect(self._guessed)
            return asked
        scenario = self.desk.pack.scenarios[self.desk.plan.rounds[number - 1]]
        items = sorted(scenario.key_items(), key=list(self.desk.content.protocol.items).index)
        noted = NotedPage(words, title, items, draft.noted)
        noted.noted.connect(lambda name, value: self._note(number, name, value))
        return noted

    def _guessed(self, label: str, sure: int) -> None:
        self.guess = Guess(label, sure)

    def hand_in(self, number: int) -> bool:
        """Keep what one person said. Returns whether anything stood there and was kept."""
        if self.guess is None:
            return False
        before = self.drafts[number]
        self._change(number, guesses=(*before.guesses, self.guess))
        return self.drafts[number] is not before

    def _step(self, number: int, name: str, on: bool) -> None:
        done = self.drafts[number].steps
        self._change(number, steps=done | {name} if on else done - {name})

    def _note(self, number: int, name: str, value: str) -> None:
        self._change(number, noted={**self.drafts[number].noted, name: value})

    def _change(self, number: int, **changed: Any) -> None:
        before = self.drafts[number]
        self.drafts[number] = replace(before, changed=True, **changed)
        try:
            self.keep(number, self.drafts[number])
        except ScreeningError as trouble:
            self.drafts[number] = before
            self.refuse(trouble)


class Quiz:
    """Sheets of twelve answers, one after the other at one laptop. A whole one is shown with what is right and why; the
    next shows nothing of it."""

    def __init__(
        self,
        words: Words,
        cases: Sequence[Vignette],
        when: str,
        show: Callable[[Page], None],
        keep: Callable[[str, Sheets], None],
        refuse: Refuse,
        *,
        kept: Sheets = NO_SHEETS,
    ) -> None:
        """``keep`` is called with the sheets before anything of them is shown; ``kept`` are those of before."""
        self.words, self.when, self.show, self.cases = words, when, show, cases
        self.keep, self.refuse, self.kept = keep, refuse, kept

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.kept.sheets

    @property
    def answers(self) -> Sheet:
        return self.kept.answers

    @property
    def between(self) -> bool:
        """Whether the last sheet is whole and the next has not begun."""
        return len(self.answers) == len(self.cases)

    def draw(self) -> None:
        """Show the case that is next, or that the sheet is whole."""
        say, total = self.words.say, len(self.cases)
        title = say(f"class.quiz-{self.when}")
        if self.between:
            lead = self.words.say_count("class.sheets", len(self.sheets))
            self.show(LinesCard(self.words, title, lead, [say("class.sheet-kept"), *self._solved()]))
            return
        vignette = self.cases[len(self.answers)]
        lead = say("class.case-of", n=len(self.answers) + 1, total=total)
        choices = {each.value: say(f"choice.{each.value}") for each in QuizAnswer}
        page = QuizPage(self.words, title, lead, say(f"training.quiz.{vignette.id}.text"), choices)
        page.chosen.connect(lambda value: self.answer(QuizAnswer(value)))
        self.show(page)

    def _solved(self) -> Iterator[str]:
        """Each case of the sheet that was handed in: what was chosen, what is right, and why."""
        say = self.words.say
        for number, (case, choice) in enumerate(zip(self.cases, self.answers, strict=True), 1):
            right = say("class.was-right" if choice is case.choice else "class.was-other")
            chosen = say(f"choice.{choice.value}") if choice is not None else say("class.left-out")
            yield say(
                "class.solved", n=number, text=say(f"training.quiz.{case.id}.text"), mark=right, chosen=chosen,
                right=say(f"choice.{case.choice.value}"), why=say(f"training.quiz.{case.id}.why"),
            )  # fmt: skip

    def answer(self, choice: QuizAnswer | None) -> None:
        """An answer to the case that is shown; None leaves it out. The last one makes the sheet whole."""
        if self.between:
            return
        answers = (*self.answers, choice)
        whole = (answers,) if len(answers) == len(self.cases) else ()
        self._change(Sheets((*self.sheets, *whole), answers))

    def next_sheet(self) -> None:
        """The next person's sheet."""
        if self.between:
            self._change(Sheets(self.sheets))

    def back(self) -> None:
        """The case before, while the sheet is not whole."""
        if self.answers and not self.between:
            self._change(Sheets(self.sheets, self.answers[:-1]))

    def _change(self, kept: Sheets) -> None:
        before, self.kept = self.kept, kept
        try:
            self.keep(self.when, kept)
        except ScreeningError as trouble:
            self.kept = before
            self.refuse(trouble)
            return
        self.draw()


class Drill:
    """Spot the leading question: the kind as the program reads it, by which word, and what to ask instead."""

    def __init__(self, words: Words, pack: TrainingPack, show: Callable[[Page], None]) -> None:
        self.words, self.pack, self.show = words, pack, show
        self.at = 0
        self.guess = ""

    def draw(self) -> None:
        words, each = self.words, self.pack.drill[self.at]
        text = words.say(f"training.drill.{each.id}.text")
        told = []
        if self.guess:
            found = classify(text, words.language)
            fields = {"word": found.word} if found.word else {}
            right = "class.drill-right" if self.guess == each.kind.value else "class.drill-other"
            told = [
                words.say(right, kind=words.say(f"kind.{each.kind.value}")),
                words.say(f"asked.{found.reason}", **fields),
            ]
            if each.better:
                told.append(words.say("class.instead", text=words.say(f"training.drill.{each.id}.instead")))
        lead = words.say("class.case-of", n=self.at + 1, total=len(self.pack.drill))
        kinds = {kind.value: words.say(f"kind.{kind.value}") for kind in QuestionKind}
        page = DrillPage(words, words.say("kit.drill"), lead, text, kinds, picked=self.guess, told=told)
        page.chosen.connect(self.take)
        self.show(page)

    def take(self, guess: str) -> None:
        self.guess = guess
        self.draw()

    def move(self, by: int) -> None:
        self.at = (self.at + by) % len(self.pack.drill)
        self.guess = ""
        self.draw()


class ClassRoom(Room):
    """A window of a class, the trainer's or a table's. What was written is kept before anything on a page moves."""

    def __init__(self, words: Words, desk: ClassDesk) -> None:
        super().__init__(words)
        self.desk = desk
        self.drill = Drill(words, desk.pack, self._show)

    # --- what a subclass answers

    def sheets_here(self) -> Quiz | None:
        """Return the quiz that is shown, if one is."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Show the place before or after."""
        raise NotImplementedError

    def _show(self, page: Page) -> None:
        raise NotImplementedError

    # --- the way

    def next(self) -> None:
        if (quiz := self.sheets_here()) is not None:
            quiz.next_sheet()
        elif self.place == DRILL:
            self.drill.move(1)
        else:
            self.step(1)

    def back(self) -> None:
        if (quiz := self.sheets_here()) is not None:
            quiz.back()
        elif self.place == DRILL:
            self.drill.move(-1)
        else:
            self.step(-1)

    def leave_out(self) -> None:
        """Leave the case of the quiz that is shown out."""
        if (quiz := self.sheets_here()) is not None:
            quiz.answer(None)

    # --- what was done, and what was not

    def show_kept(self, trouble: ScreeningError) -> None:
        """Show what is kept, and say what could not be."""
        self.go(self.place)
        self.shell.complaints.tell(trouble)

    def refuse(self, trouble: ScreeningError) -> None:
        """Say what was refused, and put the caret where a folder is named."""
        self.shell.complaints.tell(trouble)
        if self.shown is not None:
            self.shown.start().setFocus()

    def in_folder(self, page: ComeInPage | LinesCard, folder: str, act: Callable[[Path], str]) -> None:
        """Do something in the folder that was typed on a page, which says what ``act`` returns; or why it was not."""
        try:
            done = act(named_folder(folder))
        except ScreeningError as trouble:
            self.refuse(trouble)
            return
        self.shell.complaints.solved()
        page.done.say(done)
        self.announce(done)
