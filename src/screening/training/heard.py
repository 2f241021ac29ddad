"""An officer's words as acts, for the talk alone at a laptop."""

from __future__ import annotations

from dataclasses import replace

from screening.domain.answers import Answer
from screening.domain.practice.acts import Act, ActKind, TalkSoFar
from screening.domain.protocol.model import Protocol
from screening.domain.scenarios.model import TrainingPack, answers_of
from screening.domain.scenarios.talk import HEARD, Talk
from screening.training.question_match import vocabulary
from screening.training.utterances import understand
from screening.wording.catalogue.translations import Words


def heard(words: Words, protocol: Protocol, talk: Talk, place: str, text: str, language: str) -> tuple[Act, ...]:
    """Return the acts of an utterance after what the talk has brought, none where nothing was understood.

    Raises BadInput as ``understand`` does.
    """
    general = tuple(f"training.follow.{each}" for each in talk.pack.lists["follow"])
    sought = vocabulary(words, protocol, talk.scenario, language, general)
    acts = understand(text, language, sought, told_in(talk, sought.words), place)
    part = next((HEARD[each] for each in parts_in(text, talk.pack)), None)
    if part is None or "?" in text:
        return acts
    # A known part that ends in no question mark asks nothing: "You can go at any time" is said, not asked.
    return tuple(replace(part, text=act.text) if act.kind is ActKind.OPTION_POSING else act for act in acts)


def told_in(talk: Talk, words: Words) -> TalkSoFar:
    """Return what a talk has brought so far, the person's sentences in the language of ``words``."""
    facts = [fact for fact in talk.scenario.facts if fact.id in talk.given]
    yes = {item for item, given in answers_of(facts).items() if given.answer is Answer.YES}
    said = tuple(words.say(f"scenario.{talk.scenario.id}.fact.{fact.id}") for fact in facts)
    return TalkSoFar(frozenset(yes) | talk.agreed, said, tuple(act for each in talk.moments for act in each.move.acts))


def parts_in(text: str, pack: TrainingPack) -> tuple[str, ...]:
    """Return the parts of the way of talking that a typed text is, by words that are data."""
    folded = text.casefold()
    return tuple(name for name, words in pack.parts.items() if any(each in folded for each in words))
