"""The quiz and the drill as they go on: which case or question is next, and what was answered."""

from __future__ import annotations

from collections.abc import Callable

from screening.domain.scenarios.model import Choice, TrainingPack
from screening.qt.frame.page import Page
from screening.qt.training.class_pages import DrillPage, LinesCard, QuizPage
from screening.wording.catalogue.translations import Words
from screening.wording.lint.question_style import classify


class Quiz:
    """Sheets of twelve answers, one after the other at one laptop. Between two sheets nothing of the first is shown."""

    def __init__(self, words: Words, pack: TrainingPack, when: str, show: Callable[[Page], None]) -> None:
        self.words, self.pack, self.when, self.show = words, pack, when, show
        self.sheets: list[tuple[Choice | None, ...]] = []
        self.answers: list[Choice | None] = []

    @property
    def between(self) -> bool:
        """Whether the last sheet is whole and the next has not begun."""
        return len(self.answers) == len(self.pack.vignettes)

    def draw(self) -> None:
        """Show the case that is next, or that the sheet is whole."""
        say, total = self.words.say, len(self.pack.vignettes)
        title = say(f"class.quiz-{self.when}")
        if self.between:
            done = LinesCard(self.words)
            lead = self.words.say_count("class.sheets", len(self.sheets))
            done.show_lines(title, lead, [say("class.sheet-kept")])
            self.show(done)
            return
        page = QuizPage(self.words)
        vignette = self.pack.vignettes[len(self.answers)]
        lead = say("class.case-of", n=len(self.answers) + 1, total=total)
        page.show_case(title, lead, say(f"training.quiz.{vignette.id}.text"), "")
        page.chosen.connect(lambda value: self.answer(Choice(value)))
        self.show(page)

    def answer(self, choice: Choice | None) -> None:
        """An answer to the case that is shown; None leaves it out. The last one makes the sheet whole."""
        if self.between:
            return
        self.answers.append(choice)
        if self.between:
            self.sheets.append(tuple(self.answers))
        self.draw()

    def next_sheet(self) -> None:
        """The next person's sheet."""
        if self.between:
            self.answers = []
        self.draw()

    def back(self) -> None:
        """The case before, while the sheet is not whole."""
        if self.answers and not self.between:
            self.answers.pop()
        self.draw()


class Drill:
    """Spot the leading question: the kind as the program reads it, by which word, and what to ask instead."""

    def __init__(self, words: Words, pack: TrainingPack, show: Callable[[Page], None]) -> None:
        self.words, self.pack, self.show = words, pack, show
        self.at = 0
        self.guess = ""

    def draw(self) -> None:
        words, each = self.words, self.pack.drill[self.at]
        page = DrillPage(words)
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
        page.show_question(words.say("kit.drill"), lead, text, self.guess, told)
        page.guessed.connect(self.take)
        self.show(page)

    def take(self, guess: str) -> None:
        self.guess = guess
        self.draw()

    def move(self, by: int) -> None:
        self.at = (self.at + by) % len(self.pack.drill)
        self.guess = ""
        self.draw()
