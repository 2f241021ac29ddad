"""Simulated officers: five styles of talking, held against every invented person, so that no card rewards pressing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screening.domain.content.problems import Problem
from screening.domain.practice.acts import Act, ActKind
from screening.domain.practice.person import INTERPRETER, PLACE
from screening.domain.scenarios.model import Layer, Scenario, TrainingPack
from screening.domain.scenarios.talk import CONSENT, GATE, PRIVACY, Talk, do_step, say

OPEN, CAREFUL, HURRIED, SUGGESTING, THREATENING = "open", "careful", "hurried", "suggesting", "threatening"
GOOD, PRESSING_STYLES = (OPEN, CAREFUL), (SUGGESTING, THREATENING)
STYLES = (*GOOD, HURRIED, *PRESSING_STYLES)
"""Open questions with breaks; many kind words; yes-or-no questions at once; what is wanted put first; threats."""
TIMES = 2
"""How much more a good style finds than one that presses, at least."""


def talk_as(style: str, scenario: Scenario, pack: TrainingPack, topics: tuple[str, ...]) -> Talk:
    """Return the whole talk of one simulated officer. Raises LookupError for a style that is none of STYLES."""
    talk = Talk(scenario, pack)
    if style in GOOD:
        talk = _begun(talk)
    return {OPEN: _open, CAREFUL: _open, HURRIED: _hurried, SUGGESTING: _suggesting, THREATENING: _threatening}[style](
        talk, topics, style
    )


def _begun(talk: Talk) -> Talk:
    talk = say(talk, (Act(ActKind.GREETING, ""), Act(ActKind.SMALL_TALK, "")), "")
    for step in (GATE, PRIVACY, *CONSENT):
        talk = do_step(talk, step)
    if talk.person.companion:
        talk = say(talk, (Act(ActKind.OFFER, "", offers=PLACE),), "")
    if not talk.person.interpreted:
        talk = say(talk, (Act(ActKind.OFFER, "", offers=INTERPRETER),), "")
    return talk


def _open(talk: Talk, topics: tuple[str, ...], style: str) -> Talk:
    for number, topic in enumerate((*topics, *topics)):
        if number % 3 == 0 or talk.person.tiredness > 60:
            talk = say(talk, (Act(ActKind.BREAK, ""),), topic)
        kind = ActKind.KINDNESS if style == CAREFUL or number % 2 else ActKind.REFLECTION
        talk = say(talk, (Act(kind, ""), Act(ActKind.INVITATION, "", topic=topic)), topic)
        talk = say(talk, (Act(ActKind.FACILITATOR, ""),), topic)
        talk = say(talk, (Act(ActKind.INVITATION, "", topic=topic),), topic)
    return talk


def _each_item(scenario: Scenario, topics: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for topic in topics:
        yield from ((topic, item) for fact in scenario.facts if fact.topic == topic for item in fact.yes[:1])


def _hurried(talk: Talk, topics: tuple[str, ...], style: str) -> Talk:
    for topic, item in _each_item(talk.scenario, topics):
        talk = say(talk, (Act(ActKind.OPTION_POSING, "", topic=topic, item=item),), topic)
    return talk


def _suggesting(talk: Talk, topics: tuple[str, ...], style: str) -> Talk:
    for topic, item in _each_item(talk.scenario, topics):
        talk = say(talk, (Act(ActKind.LEADING, "", topic=topic, item=item),), topic)
        talk = say(talk, (Act(ActKind.WHY, "", topic=topic),), topic)
        talk = say(talk, (Act(ActKind.INVITATION, "", topic=topic),), topic)
    return talk


def _threatening(talk: Talk, topics: tuple[str, ...], style: str) -> Talk:
    for topic in topics:
        talk = say(talk, (Act(ActKind.ACCUSATION, ""),), topic)
        talk = say(talk, (Act(ActKind.THREAT, ""), Act(ActKind.INVITATION, "", topic=topic)), topic)
        talk = say(talk, (Act(ActKind.PROMISE, ""), Act(ActKind.INVITATION, "", topic=topic)), topic)
    return talk


def found_by_style(scenario: Scenario, pack: TrainingPack, topics: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Return the ids of the facts that each style brings out, without what can be seen before the first word."""
    seen = Talk(scenario, pack).given
    return {style: talk_as(style, scenario, pack, topics).given - seen for style in STYLES}


def reach_problems(pack: TrainingPack, topics: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each card on which a decent talk does not reach everything, or a pressing one finds much."""
    for scenario in pack.scenarios.values():
        file = f"indicators/training/scenarios/{scenario.id}.toml"
        found = found_by_style(scenario, pack, topics)
        due = {fact.id for fact in scenario.facts if fact.layer is not Layer.LATER}
        reached = frozenset().union(*(found[style] for style in GOOD)) | Talk(scenario, pack).given
        for name in sorted(due - reached):
            what = "No decent talk brings this out."
            yield Problem(file, f"fact {name}", what, "Lower what it asks, in [person] or in person.toml.")
        most = max(len(found[style]) for style in PRESSING_STYLES)
        least = min(len(found[style]) for style in GOOD)
        if least < TIMES * most:
            what = f"A pressing talk finds {most}, and a decent one {least}."
            yield Problem(file, "the file", what, "Tell less at once, or more when it is safe.")
