"""What the pages of practice show, already worded: plain data, no case and no name."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from screening.domain.answers import How
from screening.domain.scenarios.model import SAID, SELF, Scenario, TrainingPack
from screening.domain.scenarios.talk import CLOSING, CONSENT, GATE, OFFERS, PRIVACY
from screening.training.lessons import PROCESS, Feedback, ItemOutcome, Questions
from screening.wording.catalogue.languages import name_in
from screening.wording.catalogue.packs import SOURCE
from screening.wording.catalogue.translations import Words

MOST_ITEMS = 2
"""Closed items of the questionnaire that are offered on each topic."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A question to pick. ``language`` is the language it is worded in; its kind is not told beforehand."""

    id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """Something to do in the way of talking, ticked when it is done."""

    id: str
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class MarksRow:
    """A line of the way of talking with a mark for each round or table, or an item with one for each table.

    Marks of tables are in order of kind, not of table. ``note`` says them in words beside them.
    """

    title: str
    marks: tuple[str, ...]
    spoken: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KindsRow:
    """The questions of one round in three groups."""

    title: str
    open: int
    other: int
    pressing: int
    spoken: str


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """First how, then what. ``rounds`` head the marks of ``process``; ``legend`` explains the marks of ``spread``."""

    title: str
    lead: str
    process: tuple[MarksRow, ...]
    verdict: str
    kinds: tuple[KindsRow, ...]
    spread_title: str
    spread: tuple[MarksRow, ...]
    legend: tuple[tuple[str, str], ...]
    talk: tuple[str, ...]
    rounds: tuple[str, ...] = ()
    asked: str = ""
    instead: str = ""
    legend_note: str = ""


BEFORE, DURING, AFTER = (GATE, PRIVACY, *CONSENT), OFFERS, CLOSING
"""What is done before the first question, what is offered on the way, and the six parts of the end."""


def steps(words: Words, done: Container[str], names: Iterable[str]) -> tuple[StepLine, ...]:
    """Return these steps of the way of talking."""
    return tuple(StepLine(name, words.say(f"play.step.{name}"), name in done) for name in names)


def spoken_language(words: Words, tag: str, text_id: str) -> str:
    """Return the language a line of practice can be had in: the one wanted, else the officer's, else English."""
    for each in (tag, words.language):
        if each == SOURCE or words.within(each).state(text_id).value != "source":
            return each
    return SOURCE


def talk_language(words: Words, tag: str, scenario: Scenario, pack: TrainingPack) -> str:
    """Return the language in which a person can be played from the first line to the last: the one wanted, else the
    officer's, else English. Languages do not mix in one talk."""
    lines = [f"training.{name}.{line}" for name in SAID for line in pack.lists[name]]
    lines += [f"scenario.{scenario.id}.person.{name}" for name in SELF]
    lines += [f"scenario.{scenario.id}.fact.{fact.id}" for fact in scenario.facts if fact.how is How.TOLD]
    for each in (tag, words.language):
        if each == SOURCE or all(words.within(each).state(line).value != "source" for line in lines):
            return each
    return SOURCE


def fallback_note(words: Words, tag: str, scenario: Scenario, pack: TrainingPack) -> str:
    """Says in which language the talk is when it is not the one that was asked for; "" when it is."""
    found = talk_language(words, tag, scenario, pack)
    if tag in (found, SOURCE):
        return ""
    names = {"wanted": name_in(tag, words.language), "said": name_in(found, words.language)}
    return words.say("play.falls-back-whole", **names)


def offered(words: Words, tag: str, topic: str, items: tuple[str, ...], follow: tuple[str, ...]) -> tuple[Offered, ...]:
    """Questions on a topic in mixed order: its invitation, closed items, and those that fit every topic."""
    asked = words.within(tag)
    names = [f"topic.{topic}.invitation", *(f"item.{name}.text" for name in items[:MOST_ITEMS])]
    found = [Offered(name, asked.say(name), _language(words, tag, name)) for name in names]
    for name in (f"training.follow.{each}" for each in follow):
        language = spoken_language(words, tag, name)
        found.append(Offered(name, words.within(language).say(name), language))
    # The invitation stands in the middle, so that the first button is not the right one every time.
    return (*found[1:4], found[0], *found[4:])


def _language(words: Words, tag: str, text_id: str) -> str:
    return tag if words.within(tag).state(text_id).value != "source" else SOURCE


def kinds_row(words: Words, title: str, asked: Questions) -> KindsRow:
    """Return the questions of a round in three groups."""
    counts = {"open": asked.open, "other": asked.other, "pressing": asked.pressing}
    return KindsRow(title, **counts, spoken=words.say("feedback.kinds-spoken", title=title, **counts))


def marks_row(words: Words, title: str, marks: tuple[str, ...], told: str, note: str = "") -> MarksRow:
    """Return a line with its marks; ``told`` are the marks in words."""
    return MarksRow(title, marks, words.say("feedback.spoken", title=title, marks=told), note)


def own_feedback(words: Words, told: Feedback, asked: str, instead: str) -> FeedbackView:
    """Return the page of one officer at one laptop. ``asked`` is a question of theirs that pressed, ``instead`` an open
    one."""
    say = words.say
    marks = {name: "done" if told.process[name] else "left" for name in PROCESS}
    return FeedbackView(
        title=say("feedback.title"),
        lead=say("feedback.lead"),
        process=tuple(
            marks_row(words, say(f"process.{name}"), (mark,), say(f"feedback.mark.{mark}"))
            for name, mark in marks.items()
        ),
        verdict=say(_verdict(told)),
        kinds=(kinds_row(words, say("feedback.questions"), told.questions),),
        asked=asked,
        instead=instead,
        spread_title=say("feedback.noted-own"),
        spread=tuple(
            marks_row(words, say(f"item.{item}.mark"), (outcome,), say(f"found.{outcome}"))
            for item, outcome in told.found.items()
        ),
        legend=tuple((found.value, say(f"found.{found.value}")) for found in ItemOutcome),
        talk=tuple(_to_talk_about(words, told)),
    )


def _verdict(told: Feedback) -> str:
    """Pressing is never sound, and nothing left out is."""
    if not told.safe:
        return "feedback.unsound"
    return "feedback.sound" if told.sound else "feedback.pressed"


def _to_talk_about(words: Words, told: Feedback) -> list[str]:
    lines = [
        words.say_count(f"feedback.{name}", count)
        for name, count in (("invented", told.count(ItemOutcome.INVENTED)), ("led", told.count(ItemOutcome.LED)))
        if count
    ]
    lines.append(words.say("feedback.parts", consent=told.consent_parts, closing=told.closing_parts))
    lines.append(words.say_count("feedback.later", told.later))
    return lines
