"""How a talk went: first how it was led, then what was noted. No figure about a person who practises is kept."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from screening.domain.answers import Answer, ItemId
from screening.domain.scenarios.model import OPEN_KINDS, PRESSING_KINDS, Kind, Layer, Scenario, answers_of
from screening.training.talk import CLOSING, CONSENT, CONSENT_LEAST, GATE, PRIVACY, Talk

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
