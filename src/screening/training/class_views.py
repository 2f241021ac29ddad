"""What a room is shown of its class, already worded: no table is told from another and no person is named (TR6)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.scenarios.model import FORMS, LABELS, QuizAnswer
from screening.training.agreement import Agreement, UnitAgreement
from screening.training.classroom import AFTER, BEFORE, TableResult, asked_in, calibration, noted_in, process_in
from screening.training.lessons import NOT_ASKED, PROCESS, SURE
from screening.training.practice_views import label_name
from screening.training.trainer_class import ClassDesk
from screening.training.views import FeedbackView, MarksRow, kinds_row, marks_row
from screening.wording.catalogue.translations import Words

ANSWERS = ("yes", "no", "not_known", "declined", NOT_ASKED)
"""In order of the keys of an interview: 1 to 4, then 0."""


@dataclass(frozen=True, slots=True)
class AgreeView:
    """One item or case: how many gave the commonest answer, of how many, and the whole spread."""

    title: str
    agree: int
    of: int
    words: str
    marks: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """The agreement page. ``alpha`` is a sentence; ``warnings`` say what it is worth."""

    title: str
    lead: str
    alpha: str
    meaning: str
    warnings: tuple[str, ...]
    rows: tuple[AgreeView, ...]
    legend: tuple[tuple[str, str], ...]
    told: tuple[str, ...] = ()
    """Sentences that come first: how much of the quiz was right."""


@dataclass(frozen=True, slots=True)
class TableRowView:
    """What has come in from one table: for collecting, not for comparing."""

    table: int
    rounds: tuple[bool, ...]
    before: int
    after: int


def tables_view(desk: ClassDesk) -> tuple[TableRowView, ...]:
    """Return what has come in, table by table: only that it has."""
    room = desk.classroom
    rows = []
    for table in range(1, desk.plan.tables + 1):
        held = tuple((number + 1, table) in room.results for number in range(len(desk.plan.rounds)))
        sheets = [len(room.quiz[table, when].sheets) if (table, when) in room.quiz else 0 for when in (BEFORE, AFTER)]
        rows.append(TableRowView(table, held, sheets[0], sheets[1]))
    return tuple(rows)


def table_feedback(words: Words, desk: ClassDesk, results: Sequence[TableResult]) -> FeedbackView:
    """Return how the rounds of one table went, for that table at its own laptop; results in order of the rounds."""
    say = words.say
    names = tuple(say("class.round-short", n=result.round) for result in results)
    process = []
    for name in PROCESS:
        marks = tuple("done" if name in result.process else "left" for result in results)
        told = ", ".join(f"{head} {say(f'feedback.mark.{mark}')}" for head, mark in zip(names, marks, strict=True))
        process.append(marks_row(words, say(f"process.{name}"), marks, told))
    last = results[-1]
    return FeedbackView(
        title=say("feedback.title"),
        lead=say("feedback.lead"),
        rounds=names,
        process=tuple(process),
        verdict=say("feedback.sound" if last.sound else "feedback.unsound"),
        kinds=tuple(kinds_row(words, say("class.round", n=each.round), each.questions) for each in results),
        spread_title=say("class.noted-here"),
        spread=_spread(words, desk, [last], last.scenario),
        legend=_legend(words),
        talk=_to_talk_about(words, desk, [last], last.scenario, where="-here"),
    )


def class_feedback(words: Words, desk: ClassDesk, number: int) -> FeedbackView:
    """Return how a round went in the whole room, beside the rounds before it."""
    say = words.say
    results = desk.classroom.round(number)
    held = [each for each in desk.classroom.rounds_held() if each <= number]
    rounds = {each: desk.classroom.round(each) for each in held}
    counts = {each: process_in(rounds[each]) for each in held}
    process = []
    for name in PROCESS:
        done = counts[number][name]
        marks = ("done",) * done + ("left",) * (len(results) - done)
        note = "  ".join(
            say("class.round-of", n=each, part=counts[each][name], whole=len(rounds[each])) for each in held
        )
        process.append(marks_row(words, say(f"process.{name}"), marks, note, note))
    sound = sum(result.sound for result in results)
    scenario = desk.plan.rounds[number - 1]
    return FeedbackView(
        title=say("feedback.title"),
        lead=say("class.after-round", n=number, tables=len(results)),
        process=tuple(process),
        verdict=say("class.sound", part=sound, whole=len(results)),
        kinds=tuple(
            kinds_row(words, say("class.round", n=each), asked_in(desk.classroom.round(each))) for each in held
        ),
        spread_title=words.say_count("class.spread", len(results)),
        spread=_spread(words, desk, results, scenario),
        legend=_legend(words),
        legend_note=say("class.no-table"),
        talk=_to_talk_about(words, desk, results, scenario),
    )


def _legend(words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((answer, words.say(f"answer.{answer}")) for answer in ANSWERS)


def _spread(words: Words, desk: ClassDesk, results: Sequence[TableResult], scenario: str) -> tuple[MarksRow, ...]:
    items = desk.pack.scenarios[scenario].key_items()
    rows = []
    for item, marks in noted_in(results, items).items():
        told = ", ".join(f"{words.say(f'answer.{each}')} {marks.count(each)}" for each in ANSWERS if each in marks)
        rows.append(marks_row(words, words.say(f"item.{item}.mark"), marks, told))
    return tuple(rows)


def _to_talk_about(
    words: Words, desk: ClassDesk, results: Sequence[TableResult], scenario: str, where: str = ""
) -> tuple[str, ...]:
    """Items that were invented or missed by tables, then the trap of the card. Process has been said before.

    ``where`` ends the names of the texts: ``-here`` at the table itself, which counts no tables.
    """

    def said(what: str, item: str, n: int) -> str:
        counts = {} if where else {"n": n, "whole": len(results)}
        return words.say(f"class.{what}{where}", mark=words.say(f"item.{item}.mark"), **counts)

    card = desk.pack.scenarios[scenario]
    invented = missed = ""
    most = 0
    for item in card.key_items():
        yes = sum(result.noted.get(item) == "yes" for result in results)
        if item in card.absent and yes:
            invented = invented or said("invented", item, yes)
        elif item not in card.absent and len(results) - yes > most:
            most = len(results) - yes
            missed = said("missed", item, most)
    said_it = any(result.guesses for result in results)
    trap = words.say(f"scenario.{scenario}.key.trap") if said_it or not where else words.say("class.guess-first")
    lines = (invented, missed, trap)
    return tuple(line for line in lines if line)


def items_view(words: Words, desk: ClassDesk, number: int) -> AgreementView:
    """Agreement of the tables on the items of one round."""
    scenario = desk.plan.rounds[number - 1]
    items = desk.pack.scenarios[scenario].key_items()
    marks = noted_in(desk.classroom.round(number), items)
    titles = {item: words.say(f"item.{item}.mark") for item in items}
    found = desk.item_agreement(number)
    return _agreement(
        words, words.say("class.agreement"), words.say("class.agreement-lead", n=number), found, titles, marks,
        _legend(words),
    )  # fmt: skip


def quiz_view(words: Words, desk: ClassDesk, when: str) -> AgreementView:
    """Agreement of the sheets on the twelve short cases."""
    sheets = desk.classroom.sheets(when)
    order = [choice.value for choice in QuizAnswer]
    titles, marks = {}, {}
    for name in FORMS:
        for place, vignette in enumerate(desk.pack.form(name)):
            text = words.say(f"training.quiz.{vignette.id}.text")
            titles[vignette.id] = f"{name.upper()}{place + 1}. {text.split('.')[0]}."
            given = [
                sheet[place] for quiz in desk.classroom.quizzes(when) if quiz.form == name for sheet in quiz.sheets
            ]
            marks[vignette.id] = tuple(sorted((each.value for each in given if each is not None), key=order.index))
    found, told = desk.quiz_agreement(when), right_lines(words, desk, when)
    earlier = {row.unit: row for row in desk.quiz_agreement(BEFORE).units} if when == AFTER else {}
    legend = tuple((choice.value, words.say(f"choice.{choice.value}")) for choice in QuizAnswer)
    return _agreement(
        words, words.say(f"class.quiz-{when}"), words.say_count("class.sheets", len(sheets)), found, titles, marks,
        legend, earlier, told,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """What the room said the person is, and how right: rows of cells under heads, and a sentence for the whole."""

    title: str
    lead: str
    whole: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def calibration_view(words: Words, desk: ClassDesk) -> CalibrationView:
    """Return the page of calibration: by explanation, then by how sure, without names."""
    say, found = words.say, calibration(desk.guessed())
    names = {label: label_name(words, label) for label in LABELS}
    sure = {str(level): say("guess.percent", n=level) for level in SURE}
    rows = []
    for row in (*found.labels, *found.sure):
        right, mean = say("class.of", part=row.right, whole=row.count), say("guess.percent", n=round(row.sure))
        rows.append(({**names, **sure}[row.name], right, mean, f"{row.brier:.2f}"))
    whole = found.whole
    told = say("class.brier", right=whole.right, n=whole.count, figure=f"{whole.brier:.2f}") if whole else ""
    heads = tuple(say(f"class.calibration-{each}") for each in ("said", "right", "sure", "score"))
    return CalibrationView(say("class.calibration"), say("class.calibration-lead"), told, heads, tuple(rows))


def right_lines(words: Words, desk: ClassDesk, when: str) -> tuple[str, ...]:
    """Return how much was right: before, after where that is asked for, and form by form."""
    lines = []
    for each in (BEFORE, AFTER) if when == AFTER else (BEFORE,):
        shares = {form: desk.right(each, form) for form in FORMS}
        whole = desk.right(each)
        if whole[1]:
            forms = ", ".join(f"{form.upper()} {share[0]}/{share[1]}" for form, share in shares.items() if share[1])
            lines.append(
                words.say(
                    "class.right", when=words.say(f"class.quiz-{each}"), part=whole[0], whole=whole[1], forms=forms
                )
            )
    return tuple(lines)


def _agreement(
    words: Words,
    title: str,
    lead: str,
    found: Agreement,
    titles: dict[str, str],
    marks: dict[str, tuple[str, ...]],
    legend: tuple[tuple[str, str], ...],
    earlier: Mapping[str, UnitAgreement] | None = None,
    told_first: tuple[str, ...] = (),
) -> AgreementView:
    say = words.say
    if math.isnan(found.alpha):
        alpha = say("class.no-alpha")
    else:
        low, high = (f"{value:.2f}" for value in (found.low, found.high))
        alpha = say("class.alpha", alpha=f"{found.alpha:.2f}", low=low, high=high)
    rows = []
    for row in found.units:
        told = say("class.of", part=row.agree, whole=row.of)
        if earlier and row.unit in earlier:
            first = earlier[row.unit]
            told = say("class.before-now", first=say("class.of", part=first.agree, whole=first.of), now=told)
        spoken = say("feedback.spoken", title=titles[row.unit], marks=told)
        rows.append(AgreeView(titles[row.unit], row.agree, row.of, told, marks[row.unit], spoken))
    return AgreementView(
        title=title,
        lead=lead,
        alpha=alpha,
        meaning=say("class.alpha-meaning"),
        warnings=tuple(say(f"class.warning.{name}") for name in found.warnings),
        rows=tuple(rows),
        legend=legend,
        told=told_first,
    )
