"""A class of tables: its plan, what came back from the tables, and what a room is shown of it. No person is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from screening.domain.answers import ItemId
from screening.domain.scenarios.model import FORMS, LABELS, QuestionKind, QuizAnswer
from screening.training.lessons import NEEDED, NOT_ASKED, NOTES, PROCESS, SURE, Guess, Questions

MOST_TABLES = 40
MOST_ROUNDS = 6
BEFORE, AFTER = "before", "after"
WHENS = (BEFORE, AFTER)
"""The quiz is answered twice, by the same people, with nothing that says who is who."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a class does. ``code`` names it, ``key`` seals what its tables send; ``rounds`` are scenario ids.

    The key keeps a result of another class, and a file that something else changed, from being taken; it is on
    every stick of the class and is no secret from the people in it.
    """

    code: str
    key: bytes
    edition: str
    rounds: tuple[str, ...]
    tables: int
    day: str


@dataclass(frozen=True, slots=True)
class TableResult:
    """One table's round, as the observer and the laptop have it. Questions are counts: no words are kept."""

    table: int
    round: int
    scenario: str
    process: frozenset[str]
    """Which lines of PROCESS hold."""
    consent_parts: int
    closing_parts: int
    kinds: Mapping[QuestionKind, int]
    noted: Mapping[ItemId, str]
    guesses: tuple[Guess, ...] = ()
    """What each person at the table said the invented person is, sorted: in no order of people."""

    @property
    def questions(self) -> Questions:
        return Questions(self.kinds)

    @property
    def sound(self) -> bool:
        """Whether the way of talking holds (TR9)."""
        return self.process >= NEEDED


@dataclass(frozen=True, slots=True)
class QuizSheets:
    """Answer sheets of the quiz from one laptop: one row a sheet, one choice or None for each short case of a form."""

    table: int
    when: str
    sheets: tuple[tuple[QuizAnswer | None, ...], ...]
    form: str = FORMS[0]


Entry = TableResult | QuizSheets


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class so far. A later result of the same table and round takes the place of the earlier one."""

    plan: Plan
    results: Mapping[tuple[int, int], TableResult] = field(default_factory=dict)
    quiz: Mapping[tuple[int, str], QuizSheets] = field(default_factory=dict)

    def take(self, entry: Entry) -> Classroom:
        """Return the class with one more entry."""
        if isinstance(entry, TableResult):
            return replace(self, results={**self.results, (entry.round, entry.table): entry})
        return replace(self, quiz={**self.quiz, (entry.table, entry.when): entry})

    def round(self, number: int) -> tuple[TableResult, ...]:
        """Return the results of a round, the first being 1, in order of the tables."""
        found = [(table, result) for (which, table), result in self.results.items() if which == number]
        return tuple(result for _, result in sorted(found, key=lambda pair: pair[0]))

    def rounds_held(self) -> tuple[int, ...]:
        return tuple(sorted({number for number, _ in self.results}))

    def sheets(self, when: str) -> tuple[tuple[QuizAnswer | None, ...], ...]:
        """Return every sheet of the quiz at that time."""
        return tuple(sheet for each in self.quizzes(when) for sheet in each.sheets)

    def quizzes(self, when: str) -> tuple[QuizSheets, ...]:
        """Return the sheets of that time, laptop by laptop."""
        return tuple(each for (_, at), each in sorted(self.quiz.items()) if at == when)


def form_of(table: int, when: str) -> str:
    """Return the form of the quiz that a table answers: odd tables a and then b, even ones the reverse."""
    return FORMS[(table + (when == BEFORE)) % len(FORMS)]


def asked_in(results: Sequence[TableResult]) -> Questions:
    """Return the questions of several tables together."""
    total: Counter[QuestionKind] = Counter()
    for result in results:
        total.update(result.kinds)
    return Questions(total)


def process_in(results: Sequence[TableResult]) -> dict[str, int]:
    """Return how many tables held each line of PROCESS."""
    return {name: sum(name in result.process for result in results) for name in PROCESS}


def noted_in(results: Sequence[TableResult], items: Sequence[ItemId]) -> dict[ItemId, tuple[str, ...]]:
    """Return what the tables noted for each item, in order of the answers and not of the tables."""
    return {
        item: tuple(sorted((result.noted.get(item, NOT_ASKED) for result in results), key=NOTES.index))
        for item in items
    }


Guessed = Sequence[tuple[Guess, str]]
"""What was said, and the label of the card."""


@dataclass(frozen=True, slots=True)
class CalibrationGroup:
    """People who said the same: how many, how many of them right, how sure on average in percent, their mean score."""

    name: str
    count: int
    right: int
    sure: float
    brier: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """``whole`` is None where nobody said anything; a row stands only where somebody did."""

    whole: CalibrationGroup | None
    labels: tuple[CalibrationGroup, ...]
    sure: tuple[CalibrationGroup, ...]


def calibration(guessed: Guessed) -> Calibration:
    """Return how sure people were and how right: the figures of a whole class.

    The score is that of G. W. Brier, "Verification of forecasts expressed in terms of probability" (1950), of the
    chosen explanation alone: 0 is best, 1 worst; 0.25 is what 50 % gives, whatever is so.
    """
    labels = [(label, [each for each in guessed if each[0].label == label]) for label in LABELS]
    sure = [(str(level), [each for each in guessed if each[0].sure == level]) for level in SURE]
    return Calibration(next(_said([("", guessed)]), None), tuple(_said(labels)), tuple(_said(sure)))


def _said(groups: Sequence[tuple[str, Guessed]]) -> Iterator[CalibrationGroup]:
    for name, group in groups:
        if group:
            count = len(group)
            right = sum(guess.label == label for guess, label in group)
            sure = sum(guess.sure for guess, _ in group) / count
            yield CalibrationGroup(
                name, count, right, round(sure, 1), round(sum(g.brier(label) for g, label in group) / count, 3)
            )
