"""What an invented person answers to one act: from their card, and from how they feel at that moment."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from screening.domain.answers import How, ItemId
from screening.domain.practice.acts import PRESSING, QUESTIONS, Act, ActKind
from screening.domain.practice.person import ADDS, ANSWERS, INTERPRETER, PLACE, Person, gives_in, shut_by
from screening.domain.scenarios.model import MORE_TOLD, SELF, Fact, Layer, Scenario, TrainingPack

MOST_TOLD = {ActKind.INVITATION: 2}
"""How many things an open question brings at most; every other act brings one."""
SUGGESTIVE = frozenset({ActKind.LEADING, ActKind.PRESUMPTIVE})
SHORT = {
    ActKind.GREETING: "greeted",
    ActKind.SMALL_TALK: "chat",
    ActKind.EXPLANATION: "explained",
    ActKind.CONSENT: "agreed",
    ActKind.BREAK: "rested",
    ActKind.KINDNESS: "thanked",
    ActKind.ACCUSATION: "accused",
    ActKind.PROMISE: "promised",
    ActKind.THREAT: "threatened",
    ActKind.CLOSING: "parted",
    ActKind.WHY: "why",
    ActKind.MULTIPLE: "multiple",
}
"""What is answered with a line that every person has."""
COMPANION, BY_INTERPRETER, NOT_TODAY = "companion", "interpreter", "later"
"""Why something was kept back, beside what ``person.shut_by`` names."""


@dataclass(frozen=True, slots=True)
class Reply:
    """``said`` are text ids; ``facts`` what was told of the card.

    ``yes`` was said to an item without an account, ``led`` only because a question put it there, ``denied`` are things
    that are so and were answered no. ``kept`` facts were kept back, and ``shut`` says why.
    """

    said: tuple[str, ...]
    facts: tuple[str, ...] = ()
    yes: tuple[ItemId, ...] = ()
    led: tuple[ItemId, ...] = ()
    denied: tuple[ItemId, ...] = ()
    kept: tuple[str, ...] = ()
    shut: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one answer is made of. ``out`` are the facts that came out before, ``turn`` the number of the utterance."""

    scenario: Scenario
    pack: TrainingPack
    person: Person
    out: Set[str]
    turn: int

    def line(self, name: str) -> str:
        """One of the lines that every person has, in turn."""
        lines = self.pack.lists[name]
        return f"training.{name}.{lines[self.turn % len(lines)]}"

    def shut(self, topic: str) -> str:
        return shut_by(self.person, topic, self.pack.rules)

    def ready(self, fact: Fact) -> bool:
        """Whether the person would tell this now."""
        if fact.layer is Layer.AT_ONCE:
            return self.person.here and not self.person.closed
        return fact.layer is Layer.WHEN_SAFE and not self.shut(fact.topic)

    def fact(self, fact: Fact) -> str:
        return f"scenario.{self.scenario.id}.fact.{fact.id}"


def reply(turn: Turn, act: Act, topic: str) -> Reply:
    """Return the answer to one act; ``topic`` is what it is about, or what the talk was about before."""
    if not turn.person.here:
        return Reply((turn.line("gone"),), shut="gone")
    asks = act.kind in QUESTIONS
    if asks and turn.person.companion:
        return Reply((turn.line("companion"),), kept=_on(turn, topic), shut=COMPANION)
    spoken_for = not turn.person.interpreted and turn.person.nature.through == ANSWERS
    if asks and spoken_for and act.kind is not ActKind.INVITATION:
        return Reply((turn.line("answered-for"),), kept=_on(turn, topic), shut=BY_INTERPRETER)
    if act.kind in QUESTIONS - PRESSING | {ActKind.CLOSING} and (own := _of_self(turn, act)) is not None:
        return own
    if act.kind is ActKind.OFFER:
        return Reply((turn.line(_offered(turn, act)),))
    if act.kind is ActKind.CONSENT and turn.person.trust < turn.pack.rules.limits.denies:
        return Reply((turn.line("must-i"),))
    if asks and act.strange:
        return Reply((turn.line("elsewhere"),))
    if act.kind in SHORT:
        return Reply((turn.line(SHORT[act.kind]),))
    if act.kind in (ActKind.INVITATION, ActKind.DIRECTIVE):
        found = _account(turn, act, topic)
    elif act.kind in QUESTIONS:
        found = _yes_or_no(turn, act, topic)
    else:
        found = _goes_on(turn, topic)
    return _through(turn, act, found)


def _of_self(turn: Turn, act: Act) -> Reply | None:
    """To a question about the person themselves, or for whatever comes next; None to any other question.

    What they fear, and that they keep something back, is said only where something hard could be told.
    """
    text = act.text.casefold()
    name = next((name for name, words in turn.pack.own.items() if any(each in text for each in words)), "")
    if not name or (turn.person.closed and act.kind is not ActKind.CLOSING):
        return None
    if name == MORE_TOLD:
        told = [each for each in turn.scenario.facts if each.id not in turn.out and turn.ready(each)]
        return Reply((turn.fact(told[0]),), (told[0].id,)) if told else None
    if name in ("afraid", "hiding") and (why := turn.shut("needs")):
        return Reply((turn.line(why),), shut=why)
    return Reply((f"scenario.{turn.scenario.id}.person.{name}" if name in SELF else turn.line(name),))


def _offered(turn: Turn, act: Act) -> str:
    if act.offers == PLACE:
        return "stays" if turn.person.companion else "moved"
    return "told-all" if act.offers == INTERPRETER and turn.person.nature.through else "offered"


def _on(turn: Turn, topic: str) -> tuple[str, ...]:
    """The facts of a first talk that are still to be told on a topic."""
    return tuple(each.id for each in _left(turn, topic) if each.layer is not Layer.LATER)


def _left(turn: Turn, topic: str) -> list[Fact]:
    return [fact for fact in turn.scenario.facts if fact.topic == topic and fact.id not in turn.out]


def _carry(turn: Turn, item: ItemId) -> list[Fact]:
    """The facts that say yes to an item, on whatever topic."""
    return [fact for fact in turn.scenario.facts if item in fact.yes]


def _account(turn: Turn, act: Act, topic: str) -> Reply:
    """To what can be answered in one's own words: what was asked for, then the rest of its topic."""
    meant = [fact for fact in turn.scenario.facts if fact.id in act.facts[:1]]
    named = [fact for fact in turn.scenario.facts if act.item and act.item in (*fact.yes, *fact.no)]
    asked = [fact for fact in dict.fromkeys((*meant, *named)) if fact.id not in turn.out]
    rest = [fact for fact in _left(turn, topic) if fact not in asked]
    told = [fact for fact in (*asked, *rest) if turn.ready(fact)][: MOST_TOLD.get(act.kind, 1)]
    if told and (not asked or asked[0] in told or act.kind is ActKind.INVITATION):
        return Reply(tuple(map(turn.fact, told)), tuple(fact.id for fact in told))
    kept = [fact for fact in (*asked, *rest) if fact.layer is not Layer.LATER and not turn.ready(fact)]
    if kept:
        return _shut(turn, kept)
    if told:
        return Reply(tuple(map(turn.fact, told)), tuple(fact.id for fact in told))
    if any(fact.layer is Layer.LATER for fact in (*asked, *rest)):
        return _not_today(turn, topic)
    if act.item and act.kind is ActKind.DIRECTIVE:
        known = [fact for fact in named if fact.id in turn.out]
        return Reply((turn.fact(known[0]),) if known else (turn.line("unknown"),))
    on_topic = [fact for fact in turn.scenario.facts if fact.topic == topic and fact.how is How.TOLD]
    before = any(fact.id in turn.out for fact in on_topic)
    if act.kind is ActKind.INVITATION:
        return Reply((turn.line("nothing" if before else "none"),))
    nothing = "detail" if before else "unknown"
    return Reply((turn.line(nothing),))


def _goes_on(turn: Turn, topic: str) -> Reply:
    """To "go on", and to what was heard said back: what comes next, if it may; else a nod."""
    told = [fact for fact in _left(turn, topic) if turn.ready(fact)][:1]
    if not told:
        return Reply((turn.line("nods"),))
    return Reply(tuple(map(turn.fact, told)), tuple(fact.id for fact in told))


def _shut(turn: Turn, kept: list[Fact]) -> Reply:
    why = turn.shut(kept[0].topic) or "shut"
    return Reply((turn.line(why),), kept=tuple(fact.id for fact in kept), shut=why)


def _not_today(turn: Turn, topic: str) -> Reply:
    why = turn.shut(topic)
    return Reply((turn.line(why or "later"),), shut=why or NOT_TODAY)


def _item(turn: Turn, act: Act) -> ItemId | None:
    """What a yes or a no would be said to: the item that was named, else that of the fact that was meant."""
    meant = [fact for fact in turn.scenario.facts if fact.id in act.facts[:1]]
    return act.item or next((item for fact in meant for item in (*fact.yes, *fact.no)), None)


def _open_to_both(turn: Turn, item: ItemId) -> bool:
    """Whether the card is silent on something that speaks for a free person, and they are not trafficked: no "no"."""
    spoken = any(item in fact.no for fact in turn.scenario.facts)
    return item in turn.pack.protective and not spoken and not turn.scenario.trafficking


def _yes_or_no(turn: Turn, act: Act, topic: str) -> Reply:
    """To what a yes or a no answers. What is not so is answered no, what is not known "I do not know"."""
    person, item, suggests = turn.person, _item(turn, act), act.kind in SUGGESTIVE
    if person.closed:
        return Reply((turn.line("shut"),), kept=_on(turn, topic), shut="shut")
    yields = (suggests or act.repeated) and gives_in(person, act, turn.pack.rules)
    if not item:
        return _about_nothing(turn, act, topic, yields)
    carry = _carry(turn, item)
    yes, no = ("no", "yes") if _turned(turn, act, item) else ("yes", "no")
    if any(fact.id in turn.out for fact in carry):
        return Reply((turn.line(yes),))
    if yields:
        return Reply((turn.line("leading"),), led=(item,), kept=tuple(fact.id for fact in carry))
    if not carry:
        return _not_so(turn, act, item, topic)
    fact = carry[0]
    if not turn.ready(fact):
        return _hidden(turn, fact, item, no)
    if suggests:
        return Reply((turn.line(yes),), led=(item,), kept=(fact.id,))
    if fact.layer is Layer.AT_ONCE:
        # Where the question only means what the card tells, a bare yes before it may say the opposite.
        return Reply((*([turn.line(yes)] if act.item else ()), turn.fact(fact)), (fact.id,))
    return Reply((turn.line(yes),), yes=(item,), kept=(fact.id,))


def _turned(turn: Turn, act: Act, item: ItemId) -> bool:
    """Whether the question asks after the opposite of its item, as "Can you go out?" does of being locked in."""
    text = act.text.casefold()
    turned = turn.pack.barred if item in turn.pack.protective else turn.pack.turned
    return any(words in text for words in turned)


def _not_so(turn: Turn, act: Act, item: ItemId, topic: str) -> Reply:
    """To what the card does not carry: what it says against it, else a no; of what nobody knows, that."""
    if item in turn.scenario.unknown or _open_to_both(turn, item):
        return Reply((turn.line("unknown"),))
    if not turn.person.interpreted and turn.person.nature.through == ADDS:
        return Reply((turn.line("added"),), led=(item,), shut=BY_INTERPRETER)
    if act.kind in SUGGESTIVE:
        return Reply((turn.line("not-so"),))
    meant = [fact for fact in turn.scenario.facts if fact.id in act.facts[:1] and fact.topic == act.topic]
    if any(set(fact.yes) - turn.pack.protective for fact in meant):
        # Something near it is so: a plain no would be taken for more than it says.
        return Reply((turn.line("closed"),), kept=tuple(fact.id for fact in meant))
    against = [fact for fact in turn.scenario.facts if item in fact.no and turn.ready(fact)]
    told = [fact for fact in against if fact.id not in turn.out]
    turned = _turned(turn, act, item)
    if told:
        first = () if turned else (turn.line("no"),)
        return Reply((*first, turn.fact(told[0])), (told[0].id,))
    if not turned:
        return Reply((turn.line("no"),))
    # "Were you paid?": of somebody who has something hard to tell about pay neither yes nor no would be true.
    harm = [fact for fact in turn.scenario.facts if fact.topic == topic and set(fact.yes) - turn.pack.protective]
    if not against and harm and turn.ready(harm[0]):
        new = (harm[0].id,) if harm[0].id not in turn.out else ()
        return Reply((turn.fact(harm[0]),), new)
    return _shut(turn, harm[:1]) if not against and harm else Reply((turn.line("yes"),))


def _about_nothing(turn: Turn, act: Act, topic: str, yields: bool) -> Reply:
    """To a yes-or-no question that names nothing of the questionnaire: to one that suggests, a vague yes."""
    if yields or act.kind in SUGGESTIVE:
        return Reply((turn.line("leading"),), kept=_on(turn, topic))
    told = [fact for fact in _left(turn, topic) if fact.layer is Layer.AT_ONCE and turn.ready(fact)][:1]
    if told:
        return Reply(tuple(map(turn.fact, told)), (told[0].id,))
    return Reply((turn.line("closed"),), kept=_on(turn, topic))


def _hidden(turn: Turn, fact: Fact, item: ItemId, no: str) -> Reply:
    """What is so and is not told now: denied where there is no trust at all, else passed over."""
    if fact.layer is Layer.LATER:
        return _not_today(turn, fact.topic)
    why = turn.shut(fact.topic)
    if turn.person.trust < turn.pack.rules.limits.denies:
        return Reply((turn.line(no),), denied=(item,), kept=(fact.id,), shut=why)
    # What one believes to be normal is how one puts off somebody whom one does not trust yet.
    says = "usual" if why == "wary" and turn.turn % 2 else why
    return Reply((turn.line(says),), kept=(fact.id,), shut=why)


def _through(turn: Turn, act: Act, found: Reply) -> Reply:
    """An interpreter of whom nobody asked every word lets what is hard through as less than it is."""
    hard = [fact for fact in turn.scenario.facts if fact.id in found.facts and fact.layer is Layer.WHEN_SAFE]
    if turn.person.interpreted or not hard:
        return found
    return replace(Reply((turn.line("softened"),)), kept=found.facts, shut=BY_INTERPRETER)


def presses(acts: tuple[Act, ...]) -> bool:
    """Return whether any of these acts presses."""
    return any(act.kind in PRESSING for act in acts)
