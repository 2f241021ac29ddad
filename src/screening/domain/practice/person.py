"""What an invented person feels in a talk, and how what is said to them changes it: by rules that are data.

Nothing here is drawn by chance: the same acts, in the same order, leave the same person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from screening.domain.practice.acts import PRESSING, Act, ActKind

FEELINGS = ("trust", "distress", "tiredness", "shame")
"""Each from 0 to 100."""
WHEN = ("closed", "repeated")
"""What a rule may wait for: the person is closed, or the act was there before."""
PLACE, INTERPRETER = "place", "interpreter"
SOFTENS, ADDS, ANSWERS = "softens", "adds", "answers"
INTERPRETERS = (SOFTENS, ADDS, ANSWERS)
"""What an interpreter does until somebody asks for every word: says less, says more, answers in the person's place."""


@dataclass(frozen=True, slots=True)
class Nature:
    """How a person is before the first word; feelings from 0 to 100.

    ``yields`` is how easily they agree with what is put to them, ``through`` what their interpreter does, "" where they
    speak for themselves. ``companion`` stays close until asked twice; ``may_go`` is free to get up and leave.
    """

    trust: int = 30
    distress: int = 35
    tiredness: int = 20
    shame: int = 20
    yields: int = 35
    through: str = ""
    companion: bool = False
    may_go: bool = False


@dataclass(frozen=True, slots=True)
class ActRule:
    """What one kind of act does, at most ``most`` times in a talk (0: always).

    ``closes`` is for how many utterances nothing is told after it; ``reopens`` how many of them it takes away.
    """

    id: str
    act: ActKind
    when: str = ""
    offer: str = ""
    trust: int = 0
    distress: int = 0
    tiredness: int = 0
    shame: int = 0
    closes: int = 0
    reopens: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class FeelingLimits:
    """Where a feeling begins to count, as ``indicators/training/person.toml`` explains them."""

    opens: int
    explained: int
    tired: int
    distressed: int
    yields: int
    denies: int
    goes: int


@dataclass(frozen=True, slots=True)
class Rules:
    """How persons are moved: where feelings begin to count, what is hard to speak of, what each act does."""

    limits: FeelingLimits
    hard: Mapping[str, int]
    """Topics, and the trust that is needed before somebody speaks of them."""
    rules: tuple[ActRule, ...]
    shaming: Mapping[str, int] = field(default_factory=dict)
    """Topics that are not spoken of from so much shame on."""

    def opens(self, topic: str) -> int:
        return self.hard.get(topic, self.limits.opens)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person at one moment of a talk.

    ``moved`` says how often each rule has counted, ``closed`` for how many more utterances nothing is told.
    """

    nature: Nature
    trust: int
    distress: int
    tiredness: int
    shame: int
    closed: int = 0
    private: bool = False
    not_here: bool = False
    """Whether they have said that they do not want to talk in this place."""
    explained: int = 0
    companion: bool = False
    asked_to_wait: int = 0
    interpreted: bool = True
    """Whether what they say arrives as they said it."""
    here: bool = True
    moved: Mapping[str, int] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        """Whether nobody hears them who should not."""
        return self.private and not self.companion


def arrive(nature: Nature) -> Person:
    """Return a person before the first word."""
    return Person(
        nature, nature.trust, nature.distress, nature.tiredness, nature.shame,
        companion=nature.companion, interpreted=not nature.through,
    )  # fmt: skip


def hear(person: Person, act: Act, rules: Rules) -> tuple[Person, str]:
    """Return the person after one act, and the id of the rule that moved them, "" where none did."""
    rule = next((each for each in rules.rules if _fits(each, act, person)), None)
    after = replace(person, closed=max(0, person.closed - (act.kind not in PRESSING)))
    after = _placed(after, act)
    if rule is None:
        return after, ""
    times = person.moved.get(rule.id, 0)
    spent = bool(rule.most) and times >= rule.most
    if not spent:
        after = replace(
            after,
            trust=_bounded(after.trust + rule.trust),
            distress=_bounded(after.distress + rule.distress),
            tiredness=_bounded(after.tiredness + rule.tiredness),
            shame=_bounded(after.shame + rule.shame),
        )
    closed = max(0, after.closed + rule.closes - rule.reopens)
    after = replace(after, closed=closed, moved={**person.moved, rule.id: times + 1})
    gone = person.nature.may_go and after.trust < rules.limits.goes and act.kind in PRESSING
    return replace(after, here=after.here and not gone), "" if spent and not rule.reopens else rule.id


def _fits(rule: ActRule, act: Act, person: Person) -> bool:
    if rule.act is not act.kind or (rule.offer and rule.offer != act.offers):
        return False
    return {"": True, "closed": person.closed > 0, "repeated": act.repeated}[rule.when]


def _placed(person: Person, act: Act) -> Person:
    """What an act does beside feelings: another place, a companion who waits outside, an interpreter who says all."""
    if act.kind is ActKind.OFFER and act.offers == PLACE:
        times = person.asked_to_wait + 1
        # A companion stays at the first word, and goes when it is said again or after an explanation.
        stays = person.companion and times + person.explained < 2
        return replace(person, private=not stays, companion=stays, asked_to_wait=times)
    if act.kind is ActKind.OFFER and act.offers == INTERPRETER:
        return replace(person, interpreted=True)
    if act.kind in (ActKind.EXPLANATION, ActKind.CONSENT):
        # "I do not want to talk here" is mended by another place, or by saying who can hear and what happens.
        private = person.private or (person.not_here and not person.companion and act.kind is ActKind.EXPLANATION)
        return replace(person, explained=person.explained + 1, private=private)
    return person


def _bounded(feeling: int) -> int:
    return max(0, min(100, feeling))


def shut_by(person: Person, topic: str, rules: Rules) -> str:
    """Return what keeps the person from telling something hard of this topic, "" where nothing does.

    Trust opens only where it is safe: ``gone``, ``shut``, ``unsafe`` (not alone), ``unexplained``, ``tired``,
    ``distressed``, ``ashamed``, ``wary``, in this order.
    """
    limits = rules.limits
    reasons = {
        "gone": not person.here,
        "shut": person.closed > 0,
        "unsafe": not person.alone,
        "unexplained": person.explained < limits.explained,
        "tired": person.tiredness >= limits.tired,
        "distressed": person.distress >= limits.distressed,
        "ashamed": person.shame >= rules.shaming.get(topic, 101),
        "wary": person.trust < rules.opens(topic),
    }
    return next((name for name, holds in reasons.items() if holds), "")


def gives_in(person: Person, act: Act, rules: Rules) -> bool:
    """Return whether the person agrees with what a suggestive or repeated question puts to them, true or not.

    Fear, tiredness and a question that comes again make it likelier, trust less likely.
    """
    push = person.nature.yields + (person.distress + person.tiredness - person.trust) // 3 + 20 * act.repeated
    return push >= rules.limits.yields
