"""Say what became of a case: what bodies decided about the person, and when needs were met.

This is the one place that reads the later entries of a case. That nothing is known is never "no", and what a body
decided is quoted as its decision: the program decides nothing about anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from screening.domain.case import formal_decisions
from screening.domain.case.case import Case
from screening.domain.events.allowed_values import IDENTIFICATION, MATTERS
from screening.domain.events.later import FormalDecisionLearned, NeedMet

DECIDED = {"identified": True, "not_identified": False}
Entered = TypeVar("Entered", FormalDecisionLearned, NeedMet)


@dataclass(frozen=True, slots=True)
class Learned(Generic[Entered]):
    """One entry as it was made. ``contested``: another laptop's contradicts it, and nobody has settled them."""

    event: Entered
    digest: str
    contested: bool = False


def identification(case: Case) -> FormalDecisionLearned | None:
    """Return how formal identification stands: the step of the latest day. None where nothing is known of it.

    Final steps that two laptops entered and that contradict count for nothing until a person settles them.
    """
    known = [each.event for each in decisions(case, IDENTIFICATION) if not each.contested]
    return known[-1] if known else None


def identified(case: Case) -> bool | None:
    """Return whether a body identified the person, by its latest decision; None where none decided: never a no."""
    known = [each.event.result for each in decisions(case, IDENTIFICATION) if not each.contested]
    decided = [result for result in known if result in DECIDED]
    return DECIDED[decided[-1]] if decided else None


def decisions(case: Case, matter: str) -> tuple[Learned[FormalDecisionLearned], ...]:
    """Return what was decided on one of ``MATTERS``, by day; on one day as the steps follow each other."""
    order = MATTERS[matter]
    found = _learned(case, matter, FormalDecisionLearned)
    return tuple(sorted(found, key=lambda each: (each.event.day, order.index(each.event.result))))


def every_decision(case: Case) -> tuple[Learned[FormalDecisionLearned], ...]:
    """Return what was decided on every matter, in the order of ``MATTERS``."""
    return tuple(each for matter in MATTERS for each in decisions(case, matter))


def needs_met(case: Case) -> Mapping[str, tuple[Learned[NeedMet], ...]]:
    """Return by need what was entered of its being met, by day; a need of which nothing is known is not there."""
    names = dict.fromkeys(each.event.need for each in case.later if isinstance(each.event, NeedMet))
    found = {name: sorted(_learned(case, f"need:{name}", NeedMet), key=lambda each: each.event.day) for name in names}
    return {name: tuple(entries) for name, entries in found.items() if entries}


def contested(case: Case) -> tuple[str, ...]:
    """Return the matters, and needs as "need:NAME", on which entries of two laptops contradict."""
    matters = dict.fromkeys(formal_decisions.about(each.event) for each in case.later)
    return tuple(each for each in matters if formal_decisions.contested(case, each))


def _learned(case: Case, matter: str, sort: type[Entered]) -> Iterator[Learned[Entered]]:
    against = {each.digest for each in formal_decisions.contested(case, matter)}
    for each in formal_decisions.standing(case, matter):
        if isinstance(each.event, sort):
            yield Learned(each.event, each.digest, each.digest in against)
