"""Invented cases for practice: the role card in three layers, the key, the quiz and the drill. Nothing here is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from screening.domain.answers import Answer, Answers, Given, How, ItemId, Where
from screening.domain.practice.person import Nature, Rules
from screening.domain.scoring.weights import EXPLANATIONS

LABELS = (*EXPLANATIONS, "no_concern")
"""What an invented case may be: one of the explanations that scoring knows, or none of them."""


SELF = ("age", "home", "afraid", "wish")
"""What everybody can say of themselves, ``scenario.<id>.person.<name>``; none of it is a fact of the card."""

MORE_TOLD = "more"
"""A question for whatever comes next: "What else?", "Tell me everything"."""


class Layer(IntEnum):
    """When the player gives a fact away (TR2)."""

    AT_ONCE = 1
    WHEN_SAFE = 2
    """Told when it is safe and the question was open."""
    LATER = 3
    """Told in no first talk."""


class QuestionKind(StrEnum):
    """How a question was asked, as an observer ticks it (TR7)."""

    INVITATION = "invitation"
    OPEN = "open"
    CLOSED = "closed"
    LEADING = "leading"
    MULTIPLE = "multiple"
    WHY = "why"


OPEN_KINDS = frozenset({QuestionKind.INVITATION, QuestionKind.OPEN})
PRESSING_KINDS = frozenset({QuestionKind.LEADING, QuestionKind.WHY})


FORMS = ("a", "b")
"""Parallel forms of the quiz: nobody answers a case twice."""


class QuizAnswer(StrEnum):
    """What someone does with a short case of the quiz (JU4): the keys A to D."""

    IDENTIFY = "identify"
    LABOUR = "labour"
    PROTECT = "protect"
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing on a role card. ``yes`` and ``no`` are the items that hearing or seeing it answers.

    ``how`` is how it reaches the officer: told, seen or read in a document. ``where`` is where the harm of ``placed``
    happened, those of ``yes`` that take a place; None where the card leaves that open.
    """

    id: str
    layer: Layer
    topic: str
    yes: tuple[ItemId, ...] = ()
    no: tuple[ItemId, ...] = ()
    how: How = How.TOLD
    where: Where | None = None
    placed: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One invented case. Its texts are said by ``wording`` as ``scenario.<id>.…``."""

    id: str
    label: str
    age_band: str
    malaysian: bool
    child_interviewers: bool
    basis: str
    paths: tuple[str, ...]
    """Paths that the whole of a first talk leads to, as the key has them."""
    indicators: tuple[str, ...]
    """The indicators that a first talk can bring to light."""
    facts: tuple[Fact, ...]
    absent: tuple[ItemId, ...]
    """Items that the role card does not carry: noting a yes to one is an invention."""
    unknown: tuple[ItemId, ...] = ()
    """Items of which the person does not know whether they are so."""
    sector: str = ""
    difficulty: int = 2
    """From 1 to 3."""
    nature: Nature = field(default_factory=Nature)

    @property
    def trafficking(self) -> bool:
        return self.label == "trafficking"

    def answers(self, layer: Layer = Layer.WHEN_SAFE) -> Answers:
        """Return what is answered once every fact up to ``layer`` is out. A yes stands before a no."""
        return answers_of([fact for fact in self.facts if fact.layer <= layer])

    def key_items(self) -> tuple[ItemId, ...]:
        """Return the items that tables are compared on: those of a first talk, then those that are not present."""
        of_card = [item for fact in self.facts if fact.layer <= Layer.WHEN_SAFE for item in fact.yes]
        return tuple(dict.fromkeys((*of_card, *self.absent)))


def answers_of(facts: list[Fact]) -> Answers:
    """Return the answers that these facts amount to."""
    found: dict[ItemId, Given] = {}
    for fact in facts:
        for item in fact.yes:
            found[item] = Given(Answer.YES, fact.how, fact.where if item in fact.placed else None)
    for fact in facts:
        for item in fact.no:
            found.setdefault(item, Given(Answer.NO, fact.how))
    return found


@dataclass(frozen=True, slots=True)
class Vignette:
    """A short case of the quiz; its text is ``training.quiz.<id>.text``. ``difficulty`` is from 1 to 3."""

    id: str
    choice: QuizAnswer
    form: str
    difficulty: int


@dataclass(frozen=True, slots=True)
class Drilled:
    """A question of the drill. ``better`` says that there is a better wording, ``training.drill.<id>.instead``."""

    id: str
    kind: QuestionKind
    better: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """The finished case to look at: which invented person, where and how long ago, and the officer's own view."""

    person: str
    setting: str
    language: str
    begun: int
    """Days ago."""
    again: int
    """Days ago, the second session."""
    views: tuple[str, ...]
    sureness: str


@dataclass(frozen=True, slots=True)
class TrainingPack:
    """Everything a class is made from."""

    sample: Sample
    scenarios: Mapping[str, Scenario]
    vignettes: tuple[Vignette, ...]
    drill: tuple[Drilled, ...]
    rules: Rules
    statements: Mapping[str, str]
    """By label, or "child": the statement of law that speaks to it."""
    turned: tuple[str, ...]
    """Words that turn a yes-or-no question round: the answer is to the opposite of its item."""
    barred: tuple[str, ...]
    """Words that turn a question round whose item speaks for a free person: "Does anyone stop you?"."""
    parts: Mapping[str, tuple[str, ...]]
    """Words by which a part of the way of talking is known where it is typed."""
    own: Mapping[str, tuple[str, ...]]
    """Words by which a question about the person themselves is known: ``SELF``, "more", or a list of lines."""
    refresh: tuple[int, ...]
    """Days after which a person is proposed again: after the first talk with them, after the second, and so on."""
    protective: frozenset[ItemId]
    """Items to which a yes speaks for another explanation: of them silence on the card is no "no"."""
    lists: Mapping[str, tuple[str, ...]]
    """Ids of the lines that every class shares: what players keep to, what observers tick, the debrief, …"""

    def form(self, name: str) -> tuple[Vignette, ...]:
        """Return the short cases of one form of the quiz, in order."""
        return tuple(each for each in self.vignettes if each.form == name)


STATES = (
    "greeted", "chat", "explained", "agreed", "must-i", "offered", "moved", "stays", "told-all", "rested", "thanked",
    "accused", "promised", "threatened", "parted", "shut", "unexplained", "tired", "distressed", "wary", "gone", "goes",
    "may-i-go", "unknown", "not-so", "none", "nods", "companion", "answered-for", "softened", "added", "ashamed",
    "usual", "detail", "hiding", "asks-back",
)  # fmt: skip
"""What a person says by how they feel, and to what is no question; what a companion and an interpreter say."""

SAID = (
    "follow", "leading", "why", "multiple", "closed", "unsafe", "later", "nothing", "elsewhere", "yes", "no", *STATES,
)  # fmt: skip
"""Lists that are said aloud in a practice talk, so in its language; the others are read by officers."""

LISTS = (
    "player", "observer", "process", "debrief", "exercise", "slide", "trauma", "safety", "groups", "interpreter",
    "script", *SAID,
)  # fmt: skip
"""What every class shares: rules for players, lines to tick, the debrief, questions that fit every topic, and what a
person says who says nothing of the matter."""
