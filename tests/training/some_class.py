"""A class whose tables answer by rule, for tests and for the benchmark."""

from __future__ import annotations

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.scenarios.loader import open_training
from screening.domain.scenarios.model import QuestionKind, QuizAnswer
from screening.training.classroom import Plan, QuizSheets, TableResult, form_of
from screening.training.lessons import NOT_ASKED, PROCESS, Guess

CONTENT = open_content()
PACK = open_training(settings.indicators_root(), CONTENT.protocol)
ROUNDS = ("sorting-yard", "order-book")
PASSPHRASE = "violin harbour quiet lemon seventeen"


def result(plan: Plan, table: int, number: int, *, noted: dict[str, str] | None = None) -> TableResult:
    """What a table brings: in the second round it asks more openly and leaves less out."""
    scenario = PACK.scenarios[plan.rounds[number - 1]]
    answers = ("yes", "yes", "yes", "no", "not_known", NOT_ASKED)
    made_up = {
        item: answers[(table * place) % len(answers)] if place % 3 else "yes"
        for place, item in enumerate(scenario.key_items())
    }
    process = frozenset(PROCESS[: 3 + number]) if table % 3 else frozenset(PROCESS[:1])
    kinds = {
        QuestionKind.INVITATION: number,
        QuestionKind.OPEN: 3 + 4 * number,
        QuestionKind.CLOSED: 8 - 3 * number,
        QuestionKind.LEADING: 5 - 2 * number,
    }
    return TableResult(
        table, number, scenario.id, process, 4 + number, 2 + number, kinds, made_up if noted is None else noted,
        (Guess("labour_violation" if table % 3 else "no_concern", 90), Guess(scenario.label, 50 + 20 * (table % 2))),
    )  # fmt: skip


def sheets(table: int, when: str, count: int = 4) -> QuizSheets:
    """Four sheets a table: before, every third case splits the room; after, all but one agree."""
    rows = []
    for sheet in range(count):
        row: list[QuizAnswer | None] = []
        for place, vignette in enumerate(PACK.form(form_of(table, when))):
            astray = (place + sheet + table) % 3 == 0 if when == "before" else place == sheet == table
            row.append(list(QuizAnswer)[(place + sheet) % 4] if astray else vignette.choice)
        rows.append(tuple(row))
    return QuizSheets(table, when, tuple(rows), form_of(table, when))
