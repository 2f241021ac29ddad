"""A talk with an invented person, as a list of moves: what each question brings, and why; how it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from screening.domain.answers import Answer, How, ItemId
from screening.domain.scenarios.model import (
    OPEN_KINDS,
    PRESSING_KINDS,
    Fact,
    Kind,
    Layer,
    Scenario,
    TrainingPack,
    answers_of,
)
from screening.training.question_match import QuestionMatch

GATE, PRIVACY = "gate", "privacy"
CONSENT = ("who", "choice", "notes", "limits", "promise", "talk", "keep", "name")
"""The eight parts of agreeing, in the order of ``consent.toml``."""
CONSENT_LEAST = frozenset({"who", "choice", "notes", "limits", "talk"})
"""Without these nothing has been agreed to."""
OFFERS = ("skip", "break")
CLOSING = ("read-back", "wishes", "must-not-know", "reach", "card", "next")
"""The six parts of the end, in the order of ``closing.toml``."""
STEPS = (GATE, PRIVACY, *CONSENT, *OFFERS, *CLOSING)

MOST_TOLD = {Kind.INVITATION: 2, Kind.OPEN: 1, Kind.CLOSED: 1}
"""How many things one question brings at most; the other kinds bring nothing."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it. The question's words are kept nowhere.

    ``said`` are text ids of what the person says; ``facts`` the facts among them. ``unsafe`` says that there was
    something to tell, and that it was not told because it was not safe.
    """

    topic: str
    kind: Kind
    said: tuple[str, ...]
    facts: tuple[str, ...] = ()
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk so far. ``before`` are the steps that were done before the first question."""

    scenario: Scenario
    steps: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    turns: tuple[Turn, ...] = ()

    @property
    def given(self) -> frozenset[str]:
        """The ids of the facts that came out; what can be seen is out from the beginning."""
        seen = {fact.id for fact in self.scenario.facts if fact.how is not How.TOLD and fact.layer is Layer.AT_ONCE}
        return frozenset(seen.union(*(turn.facts for turn in self.turns)))

    @property
    def safe(self) -> bool:
        """Whether the person may feel safe: looked first, alone, and told that they may say no."""
        return {GATE, PRIVACY, *CONSENT_LEAST} <= set(self.steps)

    @property
    def kinds(self) -> Mapping[Kind, int]:
        return Counter(turn.kind for turn in self.turns)

    def kept_for_later(self) -> int:
        """Return how many things no first talk brings."""
        return sum(fact.layer is Layer.LATER for fact in self.scenario.facts)


def do_step(talk: Talk, step: str) -> Talk:
    """Return the talk after one step of the way of talking. Doing a step twice changes nothing."""
    if step not in STEPS:
        raise LookupError(step)
    if step in talk.steps:
        return talk
    before = talk.before if talk.turns else talk.before | {step}
    return replace(talk, steps=(*talk.steps, step), before=before)


def undo_step(talk: Talk, step: str) -> Talk:
    """Return the talk without a step that was ticked by mistake."""
    kept = tuple(each for each in talk.steps if each != step)
    return replace(talk, steps=kept, before=talk.before & set(kept))


def ask(talk: Talk, pack: TrainingPack, asked: QuestionMatch, kind: Kind) -> Talk:
    """Return the talk after a question of this kind; its last turn says what the person answered.

    An open question brings what is told when it is safe, if it is safe. A closed one brings only what is told at
    once. A leading question, a "why" and two questions in one bring nothing (TR2, TR7). What was asked for comes
    first, then the rest of its topic; a question about something else is passed over as people do.
    """
    turn = _turn(talk, pack, asked, kind)
    return replace(talk, turns=(*talk.turns, turn))


def _turn(talk: Talk, pack: TrainingPack, asked: QuestionMatch, kind: Kind) -> Turn:
    topic = asked.topic
    left = [fact for fact in talk.scenario.facts if fact.topic == topic and fact.id not in talk.given]
    left.sort(key=lambda fact: (fact.id not in asked.facts, not {*fact.yes, *fact.no} & set(asked.items)))
    most = MOST_TOLD.get(kind, 0)
    if not most:
        return Turn(topic, kind, (_stock(talk, pack, kind.value),))
    if asked.strange:
        return Turn(topic, kind, (_stock(talk, pack, "elsewhere"),))
    at_once = [fact for fact in left if fact.layer is Layer.AT_ONCE]
    when_safe = [fact for fact in left if fact.layer is Layer.WHEN_SAFE]
    ready = [*at_once, *when_safe] if kind in OPEN_KINDS and talk.safe else at_once
    if ready:
        told = ready[:most]
        return Turn(topic, kind, tuple(_said(talk, fact) for fact in told), tuple(fact.id for fact in told))
    if kind not in OPEN_KINDS:
        return Turn(topic, kind, (_stock(talk, pack, "closed"),))
    if when_safe:
        return Turn(topic, kind, (_stock(talk, pack, "unsafe"),), unsafe=True)
    later = talk.safe and any(fact.layer is Layer.LATER for fact in left)
    return Turn(topic, kind, (_stock(talk, pack, "later" if later else "nothing"),))


def _said(talk: Talk, fact: Fact) -> str:
    return f"scenario.{talk.scenario.id}.fact.{fact.id}"


def _stock(talk: Talk, pack: TrainingPack, name: str) -> str:
    """One of the lines that every person has, in turn."""
    lines = pack.lists[name]
    return f"training.{name}.{lines[len(talk.turns) % len(lines)]}"


PROCESS = ("gate", "privacy", "consent", "choice", "break", "closing", "no-leading")
"""The way of talking, in the order in which it is read back (TR9)."""
NEEDED = frozenset({"gate", "privacy", "consent"})
"""Without these, nothing that was found counts as found well."""
NOT_ASKED = "not_asked"
NOTES = (*(answer.value for answer in Answer), NOT_ASKED)
"""What may be noted for an item."""

Noted = Mapping[ItemId, str]


class Found(StrEnum):
    """What became of one item of the key."""

    HIT = "hit"
    MISSED = "missed"
    INVENTED = "invented"
    """Noted as yes though nobody said it and nothing showed it: the gravest of the four."""
    UNTOLD = "untold"
    """On the card, and never brought out."""
    QUIET = "quiet"
    """Not present, and not noted as present."""


@dataclass(frozen=True, slots=True)
class Questions:
    """How many questions of each kind were asked."""

    kinds: Mapping[Kind, int]

    @property
    def total(self) -> int:
        return sum(self.kinds.values())

    @property
    def open(self) -> int:
        return sum(self.kinds.get(kind, 0) for kind in OPEN_KINDS)

    @property
    def pressing(self) -> int:
        return sum(self.kinds.get(kind, 0) for kind in PRESSING_KINDS)

    @property
    def other(self) -> int:
        return self.total - self.open - self.pressing


@dataclass(frozen=True, slots=True)
class Feedback:
    """``process`` has every line of PROCESS; ``found`` every item of the key."""

    process: Mapping[str, bool]
    consent_parts: int
    closing_parts: int
    questions: Questions
    found: Mapping[ItemId, Found]
    unsafe_topics: tuple[str, ...] = ()
    """Topics on which there was something to tell that was not told because it was not safe."""
    later: int = 0

    @property
    def sound(self) -> bool:
        """Whether the way of talking holds: a right result after a gate that was left out does not pass."""
        return all(self.process[name] for name in NEEDED)

    def count(self, found: Found) -> int:
        return sum(each is found for each in self.found.values())


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


def found_in(scenario: Scenario, out: frozenset[str], noted: Noted) -> dict[ItemId, Found]:
    """Return what became of each item of the key. ``out`` are the ids of the facts that came out."""
    heard = answers_of([fact for fact in scenario.facts if fact.id in out])
    on_card = {item for fact in scenario.facts if fact.layer <= Layer.WHEN_SAFE for item in fact.yes}
    found = {}
    for item in scenario.key_items():
        said_yes = item in heard and heard[item].answer is Answer.YES
        noted_yes = noted.get(item) == Answer.YES.value
        if said_yes:
            found[item] = Found.HIT if noted_yes else Found.MISSED
        elif noted_yes:
            found[item] = Found.INVENTED
        else:
            found[item] = Found.UNTOLD if item in on_card else Found.QUIET
    return found


def feedback(talk: Talk, noted: Noted) -> Feedback:
    """Return the whole feedback, for one officer at one laptop."""
    return Feedback(
        process=process_from(talk.before, set(talk.steps), Questions(talk.kinds)),
        consent_parts=len(set(CONSENT) & set(talk.steps)),
        closing_parts=len(set(CLOSING) & set(talk.steps)),
        questions=Questions(talk.kinds),
        found=found_in(talk.scenario, talk.given, noted),
        unsafe_topics=tuple(dict.fromkeys(turn.topic for turn in talk.turns if turn.unsafe)),
        later=talk.kept_for_later(),
    )
