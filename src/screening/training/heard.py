"""An officer's words as acts, for the talk alone at a laptop."""

from __future__ import annotations

from screening.domain.practice.acts import Act, Kind
from screening.domain.protocol.model import Protocol
from screening.domain.scenarios.model import Kind as Ticked
from screening.domain.scenarios.model import Scenario
from screening.training.question_match import about
from screening.wording.catalogue.translations import Words
from screening.wording.lint.question_style import classify

KINDS = {Ticked.OPEN: Kind.DIRECTIVE, Ticked.CLOSED: Kind.OPTION_POSING}


def heard(
    words: Words, protocol: Protocol, scenario: Scenario, place: str, text: str, language: str, general: tuple[str, ...]
) -> tuple[Act, ...]:
    """Return the acts of an utterance, none where nothing was understood."""
    kind = classify(text, language).kind
    if kind is None:
        return ()
    found = about(words, protocol, scenario, place, text, language, general)
    item = next(iter(found.items), None)
    return (
        Act(KINDS.get(kind) or Kind(kind.value), text, found.topic, item, facts=found.facts, strange=found.strange),
    )
