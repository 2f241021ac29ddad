"""What the pages of a talk alone show: its moments, the guess, what was never found, the people to choose from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.practice.acts import PRESSING
from screening.domain.scenarios.model import LABELS, Scenario, TrainingPack
from screening.domain.scenarios.talk import EVERY_WORD, MAY_GO, PRIVACY, Talk
from screening.training.curve import LAST, Curve, Result, curve, refreshers
from screening.training.lessons import SURE, Feedback, Guess, Lesson, weight
from screening.training.views import AFTER, BEFORE, DURING, FeedbackView, StepLine, own_feedback
from screening.training.views import steps as lines
from screening.wording.catalogue.languages import format_date
from screening.wording.catalogue.translations import Words


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One moment of the talk: ``said`` in quotation marks, ``told`` what it was, what it did and what would have
    opened."""

    move: int
    said: str
    told: tuple[str, ...]
    presses: bool


@dataclass(frozen=True, slots=True)
class LessonsView:
    """The whole page of one officer: the answer beside the guess, the moments, what was never found, then the rest."""

    answer: tuple[str, ...]
    about: tuple[str, ...]
    """The trap of the card, and what the person fears, hides and believes to be normal."""
    changed: tuple[str, ...]
    """What another word at a moment did, where the talk went back to one."""
    moments: tuple[MomentRow, ...]
    never: tuple[tuple[str, str], ...]
    rest: FeedbackView


def to_say(words: Words, talk: Talk, place: str) -> tuple[StepLine, ...]:
    """Return what can be said and done on a page beside questions: all that comes before on the first one."""
    names = {"before": BEFORE, "closing": AFTER}.get(place, (*DURING, PRIVACY))
    nature = talk.scenario.nature
    more = ((EVERY_WORD,) if nature.through else ()) + ((MAY_GO,) if nature.may_go else ())
    return lines(words, talk.steps, (*names, *(more if place != "closing" else ())))


def label_name(words: Words, label: str) -> str:
    return words.say("kit.no-concern" if label == "no_concern" else f"explanation.{label}")


def guesses(words: Words) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return what one may think it is, with the program's words, and how sure."""
    sure = tuple((str(each), words.say("guess.percent", n=each)) for each in SURE)
    return tuple((label, label_name(words, label)) for label in LABELS), sure


def lessons_view(
    words: Words, talk: Talk, told: Feedback, asked: str, instead: str, before: Talk | None = None
) -> LessonsView:
    """Return the feedback page. ``asked`` is an utterance that pressed, ``instead`` an open question about the same.

    ``before`` is the talk as it was before it went back to a moment. The moments come with the gravest first.
    """
    return LessonsView(
        answer=tuple(_answer(words, talk, told.guess)),
        about=tuple(_about(words, talk)),
        changed=() if before is None else tuple(_changed(words, before, talk)),
        moments=tuple(_moment(words, talk, each) for each in sorted(told.lessons, key=weight, reverse=True)),
        never=tuple(_never(words, talk, told)),
        rest=own_feedback(words, told, asked, instead),
    )


def _answer(words: Words, talk: Talk, guess: Guess | None) -> Iterator[str]:
    """The label, the guess beside it, the law in one line."""
    scenario = talk.scenario
    yield words.say("guess.label", label=label_name(words, scenario.label))
    if guess is not None:
        right = guess.label == scenario.label
        name = "guess.right" if right else "guess.wrong"
        yield words.say(name, label=label_name(words, guess.label), n=guess.sure)
        if right is not (guess.sure > 50):
            yield words.say("guess.too-unsure" if right else "guess.too-sure")
    statement = talk.pack.statements.get("child" if scenario.age_band == "child" else scenario.label, "")
    if statement and words.has(f"statute.{statement}.text"):
        yield words.say(
            "guess.law", place=words.say(f"statute.{statement}.place"), text=words.say(f"statute.{statement}.text")
        )
    elif words.has(text_id := f"guess.law-{scenario.label.replace('_', '-')}"):
        yield words.say(text_id)


def _about(words: Words, talk: Talk) -> Iterator[str]:
    card = f"scenario.{talk.scenario.id}"
    yield words.say(f"{card}.key.trap")
    for name in ("fears", "hides", "normal"):
        if words.has(text_id := f"{card}.person.{name}"):
            yield words.say(f"guess.{name}", text=words.say(text_id))


def _changed(words: Words, before: Talk, talk: Talk) -> Iterator[str]:
    """What was told, what pressed and how far one was trusted, before going back to a moment and now."""
    pressed = [sum(each.kinds.get(kind, 0) for kind in PRESSING) for each in (before, talk)]
    yield words.say("changed.title")
    yield words.say("changed.told", was=len(before.given), now=len(talk.given))
    yield words.say("changed.pressed", was=pressed[0], now=pressed[1])
    yield words.say("changed.trust", was=before.person.trust, now=talk.person.trust)


def _moment(words: Words, talk: Talk, lesson: Lesson) -> MomentRow:
    moment = talk.moments[lesson.move]
    said = " ".join(act.text for act in moment.move.acts if act.text)
    said = said or " ".join(words.say(f"play.step.{step}") for step in moment.move.steps)
    told = [words.say(f"act.{lesson.act.kind}")]
    if lesson.rule:
        told.append(words.say(f"training.rule.{lesson.rule}"))
    if lesson.led:
        told.append(words.say("moment.led"))
    if lesson.denied:
        told.append(words.say("moment.denied"))
    if lesson.shut:
        told.append(words.say(f"opens.{lesson.shut}"))
    if lesson.opened:
        told.append(words.say_count("moment.opened", lesson.opened))
    return MomentRow(lesson.move, words.say("feedback.quoted", text=said), tuple(told), lesson.act.kind in PRESSING)


def _never(words: Words, talk: Talk, told: Feedback) -> Iterator[tuple[str, str]]:
    for each in told.never:
        marks = [words.say(f"item.{item}.mark") for item in each.fact.yes]
        yield ", ".join(marks) or words.say(f"topic.{each.fact.topic}.title"), words.say(f"opens.{each.why}")


@dataclass(frozen=True, slots=True)
class CurveView:
    """Rows of a name, the figure of all talks and of the latest; people to talk with again."""

    rows: tuple[tuple[str, str, str], ...]
    again: tuple[str, ...]


def curve_view(words: Words, results: Sequence[Result], pack: TrainingPack, today: datetime.date) -> CurveView:
    """Return the learning curve of one officer, worded."""
    both = [_figures(words, curve(results)), _figures(words, curve(results[-LAST:]))]
    names = [words.say(f"curve.{name}") for name in both[0]]
    rows = tuple(zip(names, both[0].values(), both[1].values(), strict=True))
    due = [each for each in refreshers(results, pack.refresh) if each.person in pack.scenarios and each.day <= today]
    again = []
    for each in due:
        person, day = words.say(f"scenario.{each.person}.title"), format_date(each.day, words.language)
        again.append(words.say("curve.again", person=person, day=day))
    return CurveView(rows, tuple(again))


def _figures(words: Words, told: Curve) -> dict[str, str]:
    def share(part: float | None) -> str:
        return words.say("curve.none") if part is None else words.say("guess.percent", n=round(100 * part))

    of = {"whole": told.guessed}
    return {
        "talks": str(told.talks),
        "open": share(told.open),
        "pressing": share(told.pressing),
        "found": share(told.found),
        "over": words.say("curve.of", n=told.over, **of),
        "under": words.say("curve.of", n=told.under, **of),
        "brier": words.say("curve.none") if told.brier is None else f"{told.brier:.2f}",
    }


def person_note(words: Words, scenario: Scenario) -> str:
    """Return what one knows of a person before choosing: sector, how hard, through whom."""
    parts = [words.say(f"sector.{scenario.sector.replace(' ', '-')}"), words.say(f"hard.{scenario.difficulty}")]
    if scenario.nature.through:
        parts.append(words.say("play.through"))
    if scenario.child_interviewers:
        parts.append(words.say("play.child-only"))
    return " · ".join(parts)
