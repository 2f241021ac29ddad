"""What a talk teaches: its moments by name, what was never found and why, the guess beside the label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening.domain.answers import ItemId
from screening.domain.practice.acts import PRESSING, QUESTIONS, Act, ActKind
from screening.domain.scenarios.model import LABELS, Fact, Layer
from screening.domain.scenarios.talk import CLOSING, CONSENT, Moment, Talk
from screening.training.talk import NEEDED, ItemOutcome, Noted, Questions, found_in, process_from

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
