"""A talk with an invented person, as a list of moves: the same moves are the same talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.answers import How, ItemId
from screening.domain.practice.acts import PRESSING, QUESTIONS, Act, ActKind
from screening.domain.practice.person import INTERPRETER, PLACE, Person, arrive, hear
from screening.domain.scenarios.model import Layer, Scenario, TrainingPack
from screening.domain.scenarios.replies import Reply, Turn, presses, reply

GATE, PRIVACY = "gate", "privacy"
CONSENT = ("who", "choice", "notes", "limits", "promise", "talk", "keep", "name")
"""The eight parts of agreeing, in the order of ``consent.toml``."""
CONSENT_LEAST = frozenset({"who", "choice", "notes", "limits", "talk"})
"""Without these nothing has been agreed to."""
OFFERS = ("skip", "break")
CLOSING = ("read-back", "wishes", "must-not-know", "reach", "card", "next")
"""The six parts of the end, in the order of ``closing.toml``."""
STEPS = (GATE, PRIVACY, *CONSENT, *OFFERS, *CLOSING)
EVERY_WORD, MAY_GO = "every-word", "may-go"
MORE = (EVERY_WORD, MAY_GO)
"""What only a talk alone at a laptop has: asking the interpreter for every word; saying that the person may go."""


HEARD: Mapping[str, Act | None] = {
    GATE: None,
    PRIVACY: Act(ActKind.OFFER, "", offers=PLACE),
    **dict.fromkeys(CONSENT, Act(ActKind.EXPLANATION, "")),
    **dict.fromkeys(("choice", "talk", "keep", "name", "skip", MAY_GO), Act(ActKind.CONSENT, "")),
    "break": Act(ActKind.BREAK, ""),
    EVERY_WORD: Act(ActKind.OFFER, "", offers=INTERPRETER),
    **dict.fromkeys(CLOSING, Act(ActKind.CLOSING, "")),
}
"""What is heard when a part of the way of talking is said; looking at the six things of the gate is not heard."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something said or done: one or more acts, and the parts of the way of talking that it was (``STEPS``).

    ``topic`` is the page on which it was said, and the topic of what names none.
    """

    topic: str
    acts: tuple[Act, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One move and what came of it. ``rules`` are those that moved the person, act by act; ``before`` and ``after`` how
    they were."""

    move: Move
    topic: str
    reply: Reply
    rules: tuple[str, ...]
    before: Person
    after: Person

    @property
    def asks(self) -> bool:
        """Whether something was asked, or pressed for."""
        return any(act.kind in QUESTIONS for act in self.move.acts) or presses(self.move.acts)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk so far. The same person, seed and moves are the same talk."""

    scenario: Scenario
    pack: TrainingPack
    seed: int = 0
    moments: tuple[Moment, ...] = ()

    @property
    def person(self) -> Person:
        return self.moments[-1].after if self.moments else arrive(self.scenario.nature)

    @property
    def given(self) -> frozenset[str]:
        """The ids of the facts that came out; what can be seen is out from the beginning."""
        seen = {fact.id for fact in self.scenario.facts if fact.how is not How.TOLD and fact.layer is Layer.AT_ONCE}
        return frozenset(seen.union(*(each.reply.facts for each in self.moments)))

    @property
    def agreed(self) -> frozenset[ItemId]:
        """Items that were answered with a plain yes, to a question that did not suggest it."""
        return frozenset(item for each in self.moments for item in each.reply.yes)

    @property
    def led(self) -> frozenset[ItemId]:
        """Items to which a yes was only ever an answer to a question that put it there."""
        return frozenset(item for each in self.moments for item in each.reply.led) - self.agreed

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step for each in self.moments for step in each.move.steps))

    @property
    def before(self) -> frozenset[str]:
        """The parts of the way of talking that were said before the first question."""
        first = next((n for n, each in enumerate(self.moments) if each.asks), len(self.moments))
        return frozenset(step for each in self.moments[:first] for step in each.move.steps)

    @property
    def kinds(self) -> Mapping[ActKind, int]:
        """What was asked, and what pressed, by kind; what was only said is not counted."""
        counted = QUESTIONS | PRESSING
        return Counter(act.kind for each in self.moments for act in each.move.acts if act.kind in counted)

    def kept_for_later(self) -> int:
        """Return how many things no first talk brings."""
        return sum(fact.layer is Layer.LATER for fact in self.scenario.facts)


def do_step(talk: Talk, step: str, topic: str = "") -> Talk:
    """Return the talk after one part of the way of talking was said or done. Raises LookupError for none of them."""
    if step not in HEARD:
        raise LookupError(step)
    heard = HEARD[step]
    return move(talk, Move(topic, (heard,) if heard else (), (step,)))


def say(talk: Talk, said: tuple[Act, ...], topic: str, parts: tuple[str, ...] = ()) -> Talk:
    """Return the talk after an utterance, made of one or more acts; ``parts`` are those of ``STEPS`` that it was.

    Another place and a break count as the parts that they are, and those of ``parts`` that offer something are heard.
    """
    if not any(act.kind in QUESTIONS | PRESSING for act in said):
        offers = {act.offers for act in said}
        heard = (HEARD.get(part) for part in parts)
        said += tuple(
            replace(each, text=said[-1].text) for each in heard if each and each.offers not in {None, *offers}
        )
    steps = list(parts)
    steps += [PRIVACY for act in said if act.offers == PLACE]
    steps += ["break" for act in said if act.kind is ActKind.BREAK]
    return move(talk, Move(topic, said, tuple(dict.fromkeys(steps))))


def replayed(talk: Talk, upto: int) -> Talk:
    """Return the talk as it was before its move ``upto``, so that another can be tried there."""
    again = Talk(talk.scenario, talk.pack, talk.seed)
    for each in talk.moments[:upto]:
        again = move(again, each.move)
    return again


def move(talk: Talk, made: Move) -> Talk:
    """Return the talk after one move: each act moves the person, and the one that asks most is answered."""
    person = before = talk.person
    moved, heard = [], []
    for act in made.acts:
        act = replace(act, repeated=act.repeated or _asked_before(talk, act))
        person, rule = hear(person, act, talk.pack.rules)
        moved.append(rule)
        heard.append(act)
    made = replace(made, acts=tuple(heard))
    turn = Turn(talk.scenario, talk.pack, person, talk.given, len(talk.moments) + talk.seed)
    topic = _topic(talk, made)
    found = _answer(turn, before, made, topic)
    person = replace(person, not_here=person.not_here or found.shut == "unsafe")
    return replace(talk, moments=(*talk.moments, Moment(made, topic, found, tuple(moved), before, person)))


def _answer(turn: Turn, before: Person, made: Move, topic: str) -> Reply:
    if not made.acts:
        return Reply(())
    if before.here and not turn.person.here:
        return Reply((turn.line("goes"),), shut="gone")
    found = reply(turn, _answered(made), topic)
    if turn.person.here and turn.person.nature.may_go and presses(made.acts):
        return replace(found, said=(*found.said, turn.line("may-i-go")))
    return found


def _answered(made: Move) -> Act:
    """The act that a person answers: the last question, else the last thing offered, else the last thing said."""

    def asks(act: Act) -> int:
        return 2 * (act.kind in QUESTIONS) + (act.kind in (ActKind.OFFER, ActKind.BREAK))

    return max(reversed(made.acts), key=asks)


def _topic(talk: Talk, made: Move) -> str:
    """What a move is about: what it names, else what the talk on this page was about."""
    last_first = made.acts[::-1]
    meant = (*(act for act in last_first if act.item or act.facts), *last_first)
    # What names no item is about its topic only where the card has something on it; else about the page's.
    on_card = {fact.topic for fact in talk.scenario.facts}
    named = next((act.topic for act in meant if act.topic and (act.item or act.facts or act.topic in on_card)), "")
    last = talk.moments[-1] if talk.moments else None
    if last and any(act.kind is ActKind.REFLECTION for act in made.acts) and not any(act.facts for act in made.acts):
        return last.topic  # what was heard is said back, in whatever words
    return named or (last.topic if last and last.move.topic == made.topic else made.topic)


def _asked_before(talk: Talk, act: Act) -> bool:
    """Whether the same thing was asked in the same way before, by whatever words."""
    asked = (act.kind, act.item, act.facts[:1])
    return (
        bool(act.item)
        and act.kind in QUESTIONS
        and any((each.kind, each.item, each.facts[:1]) == asked for moment in talk.moments for each in moment.move.acts)
    )
