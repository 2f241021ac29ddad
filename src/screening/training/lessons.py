"""How a talk with an invented person went and what it teaches: the way of talking, the questions, the moments by name,
what was found of what is so and what never was, the guess beside the label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from screening.domain.answers import Answer, ItemId
from screening.domain.practice.acts import PRESSING, QUESTIONS, Act, ActKind
from screening.domain.scenarios.model import LABELS, OPEN_KINDS, PRESSING_KINDS, Fact, Layer, answers_of
from screening.domain.scenarios.talk import CLOSING, CONSENT, CONSENT_LEAST, GATE, PRIVACY, Moment, Talk

PROCESS = ("gate", "privacy", "consent", "choice", "break", "closing", "no-leading")
"""The way of talking, in the order in which it is read back (TR9)."""
NEEDED = frozenset({"gate", "privacy", "consent"})
"""Without these, nothing that was found counts as found well."""
NOT_ASKED = "not_asked"
NOTES = (*(answer.value for answer in Answer), NOT_ASKED)
"""What may be noted for an item."""

Noted = Mapping[ItemId, str]


class ItemOutcome(StrEnum):
    """What became of one item of the key."""

    HIT = "hit"
    MISSED = "missed"
    INVENTED = "invented"
    """Noted as yes though nobody said it and nothing showed it: the gravest of the four."""
    UNTOLD = "untold"
    """On the card, and never brought out."""
    LED = "led"
    """Noted as yes, and said only because a question put it there: it is worth nothing, true or not."""
    QUIET = "quiet"
    """Not present, and not noted as present."""


@dataclass(frozen=True, slots=True)
class Questions:
    """How many questions of each kind were asked."""

    kinds: Mapping[Any, int]
    """By the kinds of a class, or by those of a talk alone."""

    @property
    def total(self) -> int:
        return sum(self.kinds.values())

    @property
    def open(self) -> int:
        return sum(self.kinds.get(kind, 0) for kind in OPEN_KINDS)

    @property
    def pressing(self) -> int:
        return sum(self.kinds.get(kind, 0) for kind in PRESSING_KINDS | PRESSING)

    @property
    def other(self) -> int:
        return self.total - self.open - self.pressing


def process_from(before: Set[str], steps: Set[str], questions: Questions) -> dict[str, bool]:
    """Return which lines of PROCESS hold. ``before`` are the steps done before the first question: only there gate,
    privacy and agreement count."""
    return {
        "gate": GATE in before,
        "privacy": PRIVACY in before,
        "consent": before >= CONSENT_LEAST,
        "choice": "skip" in steps,
        "break": "break" in steps,
        "closing": "next" in steps and "read-back" in steps,
        "no-leading": bool(questions.total) and not questions.pressing,
    }


def found_in(talk: Talk, noted: Noted) -> dict[ItemId, ItemOutcome]:
    """Return what became of each item of the key, and of each that was noted as yes though only a question said it."""
    scenario = talk.scenario
    heard = answers_of([fact for fact in scenario.facts if fact.id in talk.given])
    said = {item for item, given in heard.items() if given.answer is Answer.YES} | talk.agreed
    on_card = {item for fact in scenario.facts if fact.layer <= Layer.WHEN_SAFE for item in fact.yes}
    found = {}
    for item in dict.fromkeys((*scenario.key_items(), *talk.led)):
        noted_yes = noted.get(item) == Answer.YES.value
        if item in said:
            found[item] = ItemOutcome.HIT if noted_yes else ItemOutcome.MISSED
        elif noted_yes:
            found[item] = ItemOutcome.LED if item in talk.led else ItemOutcome.INVENTED
        else:
            found[item] = ItemOutcome.UNTOLD if item in on_card else ItemOutcome.QUIET
    return found


SURE = (50, 70, 90)
"""How sure an officer can say they are, in percent."""
MOST_MOMENTS = 8
NOT_ASKED_ABOUT, ONLY_YES_OR_NO = "not-asked", "not-open"


@dataclass(frozen=True, slots=True)
class Guess:
    """What an officer thinks it is before the label is shown: one of ``LABELS``, and how sure, in percent."""

    label: str
    sure: int

    def __post_init__(self) -> None:
        if self.label not in LABELS or self.sure not in SURE:
            raise ValueError(f"{self.label} {self.sure}")

    def brier(self, label: str) -> float:
        """Return the squared distance between how sure one was and what was so: 0 is best, 1 worst (Brier 1950)."""
        return round((self.sure / 100 - (self.label == label)) ** 2, 4)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One moment that mattered: which act of which move, what it did, and what would have opened.

    ``rule`` names what it did to the person, ``shut`` why something was kept back, ``opened`` how much was told.
    """

    move: int
    act: Act
    rule: str
    shut: str
    opened: int
    led: bool
    denied: bool


@dataclass(frozen=True, slots=True)
class Never:
    """A fact of a first talk that never came out, and why."""

    fact: Fact
    why: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """``process`` has every line of PROCESS; ``found`` every item of the key."""

    process: Mapping[str, bool]
    consent_parts: int
    closing_parts: int
    questions: Questions
    found: Mapping[ItemId, ItemOutcome]
    lessons: tuple[Lesson, ...]
    never: tuple[Never, ...]
    later: int
    guess: Guess | None

    @property
    def safe(self) -> bool:
        """Whether gate, privacy and agreement came before the first question."""
        return all(self.process[name] for name in NEEDED)

    @property
    def sound(self) -> bool:
        """Whether the way of talking holds: nothing left out, and nothing that pressed. A right result does not mend
        it."""
        return self.safe and not self.questions.pressing

    @property
    def invented(self) -> tuple[ItemId, ...]:
        """Items that were noted as yes and that nobody said, or only because they were put to them."""
        return tuple(item for item, each in self.found.items() if each in (ItemOutcome.INVENTED, ItemOutcome.LED))

    def count(self, found: ItemOutcome) -> int:
        return sum(each is found for each in self.found.values())


def feedback(talk: Talk, noted: Noted, guess: Guess | None = None) -> Feedback:
    """Return the whole feedback, for one officer at one laptop: everything as it was done in the talk itself."""
    questions = Questions(talk.kinds)
    return Feedback(
        process=process_from(talk.before, set(talk.steps), questions),
        consent_parts=len(set(CONSENT) & set(talk.steps)),
        closing_parts=len(set(CLOSING) & set(talk.steps)),
        questions=questions,
        found=found_in(talk, noted),
        lessons=lessons(talk),
        never=tuple(_never(talk)),
        later=talk.kept_for_later(),
        guess=guess,
    )


def lessons(talk: Talk) -> tuple[Lesson, ...]:
    """Return the moments that mattered most, in their order: what pressed, what was kept back, what opened."""
    every = [_lesson(number, moment) for number, moment in enumerate(talk.moments) if moment.move.acts]
    told = [each for each in every if weight(each)]
    first: dict[tuple[ActKind, str], int] = {}
    for each in told:  # of several alike the first one says it
        first.setdefault((each.act.kind, each.shut), each.move)
    chosen = sorted(told, key=lambda each: (-weight(each), first[each.act.kind, each.shut] != each.move, each.move))
    return tuple(sorted(chosen[:MOST_MOMENTS], key=lambda each: each.move))


def _lesson(number: int, moment: Moment) -> Lesson:
    pairs = list(zip(moment.move.acts, moment.rules, strict=True))
    act, rule = next((pair for pair in pairs if pair[0].kind in PRESSING), None) or next(
        (pair for pair in reversed(pairs) if pair[0].kind in QUESTIONS), pairs[-1]
    )
    found = moment.reply
    return Lesson(number, act, rule, found.shut, len(found.facts), bool(found.led), bool(found.denied))


def weight(lesson: Lesson) -> int:
    """Return how much a moment has to teach; 0 for nothing."""
    if lesson.act.kind in (ActKind.THREAT, ActKind.PROMISE, ActKind.ACCUSATION):
        return 5
    if lesson.act.kind in PRESSING or lesson.led or lesson.denied:
        return 4
    if lesson.shut:
        return 3
    return 2 if lesson.opened else 0


def _never(talk: Talk) -> Iterator[Never]:
    """Yield what was never found: the last time that it was kept back says why."""
    for fact in talk.scenario.facts:
        if fact.layer is Layer.LATER or fact.id in talk.given:
            continue
        kept = [each.reply for each in talk.moments if fact.id in each.reply.kept]
        yield Never(fact, kept[-1].shut or ONLY_YES_OR_NO if kept else NOT_ASKED_ABOUT)
