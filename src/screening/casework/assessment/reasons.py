"""The reasons of a reading as sentences: the fact, whether it was affirmed, how it came, and where the sign is from."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.protocol.model import Protocol
from screening.domain.scoring import explanation
from screening.domain.scoring.assessment import Assessment
from screening.domain.scoring.explanation import Reason
from screening.wording.catalogue.answer_labels import came
from screening.wording.catalogue.translations import Words

MOST = 5
"""Of each side; the rest is in the JSON."""
OWN = frozenset({"harmonised-set", "own-wording", "strength-likelihood"})
"""Sources that are this edition itself: named only where there is no other."""


def strongest(protocol: Protocol, assessment: Assessment, name: str) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return the weightiest reasons for and against one explanation, one for each item."""
    reasons = explanation.by_item(explanation.reasons(protocol, assessment, name))
    sides = [[each for each in reasons if each.direction == side] for side in (explanation.FOR, explanation.AGAINST)]
    return tuple(sides[0][:MOST]), tuple(sides[1][:MOST])


def fact(words: Words, reason: Reason) -> str:
    """Return the fact in plain words; a denial says that it is one."""
    mark = words.say(f"item.{reason.item}.mark")
    return mark if reason.present else words.say("reason.said-no", fact=mark)


def sentence(words: Words, protocol: Protocol, reason: Reason) -> str:
    """One reason as a sentence."""
    return words.say(
        f"reason.{reason.direction}",
        fact=fact(words, reason),
        how=came(words.say, reason.how.value, reason.where or ""),
        source=_source(words, protocol, reason.source),
    )


def sentences(words: Words, protocol: Protocol, assessment: Assessment, name: str) -> tuple[str, ...]:
    """Return the strongest reasons for and then those against one explanation."""
    return tuple(sentence(words, protocol, each) for side in strongest(protocol, assessment, name) for each in side)


def _source(words: Words, protocol: Protocol, names: Iterable[str]) -> str:
    """Return where a sign is from: a source that was seen before one that was not, this edition itself last."""
    known = [protocol.sources[name] for name in names if name in protocol.sources]
    first = min(known, key=lambda source: (source.id in OWN, not source.verified), default=None)
    if first is None:
        return ""
    told = f"{first.title}, {first.year}" if first.year else first.title
    return told if first.verified else words.say("reason.unverified", source=told)
