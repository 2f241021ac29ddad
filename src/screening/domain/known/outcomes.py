"""Say what became of a case: what bodies decided about the person, and when needs were met.

This is the one place that reads the later entries of a case. That nothing is known is never "no", and what a body
decided is quoted as its decision: the program decides nothing about anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.case import formal_decisions
from screening.domain.case.case import Case
from screening.domain.case.formal_decisions import FINAL
from screening.domain.events.allowed_values import IDENTIFICATION, MATTERS
from screening.domain.events.catalogue import Recorded
from screening.domain.events.later import FormalDecisionLearned, NeedMet

DECIDED = {"identified": True, "not_identified": False}


@dataclass(frozen=True, slots=True)
class FormalDecision:
    """One decision as it was entered: ``body`` is an id in the data of the country, ``day`` an ISO day, ``reference``
    free text that stands on no list and in no log. ``contested``: another laptop's contradicts it, and nobody has
    settled them.
    """

    matter: str
    result: str
    body: str
    day: str
    reference: str
    amount: str
    digest: str
    contested: bool = False

    @property
    def final(self) -> bool:
        """Whether formal identification has ended with it: identified, not identified, without a decision, closed."""
        return self.result in FINAL


@dataclass(frozen=True, slots=True)
class Met:
    """Whether and when a need was met. ``result``: met, partly or not_met; ``by`` a recipient's id, or ""."""

    need: str
    result: str
    day: str
    by: str
    digest: str
    contested: bool = False


def identification(case: Case) -> FormalDecision | None:
    """Return how formal identification stands: the step of the latest day. None where nothing is known of it.

    Final steps that two laptops entered and that contradict count for nothing until a person settles them.
    """
    known = [each for each in decisions(case, IDENTIFICATION) if not each.contested]
    return known[-1] if known else None


def identified(case: Case) -> bool | None:
    """Return whether a body identified the person, by its latest decision; None where none decided: never a no."""
    known = [each.result for each in decisions(case, IDENTIFICATION) if not each.contested and each.result in DECIDED]
    return DECIDED[known[-1]] if known else None


def decisions(case: Case, matter: str) -> tuple[FormalDecision, ...]:
    """Return what was decided on one of ``MATTERS``, by day; on one day as the steps follow each other."""
    against = {each.digest for each in formal_decisions.contested(case, matter)}
    found = [_decision(each, each.digest in against) for each in formal_decisions.standing(case, matter)]
    order = MATTERS[matter]
    return tuple(sorted(found, key=lambda each: (each.day, order.index(each.result))))


def every_decision(case: Case) -> tuple[FormalDecision, ...]:
    """Return what was decided on every matter, in the order of ``MATTERS``."""
    return tuple(each for matter in MATTERS for each in decisions(case, matter))


def needs_met(case: Case) -> Mapping[str, tuple[Met, ...]]:
    """Return by need what was entered of its being met, by day; a need of which nothing is known is not there."""
    names = dict.fromkeys(each.event.need for each in case.later if isinstance(each.event, NeedMet))
    found = {}
    for name in names:
        matter = f"need:{name}"
        against = {each.digest for each in formal_decisions.contested(case, matter)}
        if entries := [_met(each, each.digest in against) for each in formal_decisions.standing(case, matter)]:
            found[name] = tuple(sorted(entries, key=lambda each: each.day))
    return found


def contested(case: Case) -> tuple[str, ...]:
    """Return the matters, and needs as "need:NAME", on which entries of two laptops contradict."""
    matters = dict.fromkeys(formal_decisions.about(each.event) for each in case.later)
    return tuple(each for each in matters if formal_decisions.contested(case, each))


def _decision(recorded: Recorded, against: bool) -> FormalDecision:
    event = recorded.event
    assert isinstance(event, FormalDecisionLearned)
    return FormalDecision(
        event.matter, event.result, event.body, event.day, event.reference, event.amount, recorded.digest,
        against,
    )  # fmt: skip


def _met(recorded: Recorded, against: bool) -> Met:
    event = recorded.event
    assert isinstance(event, NeedMet)
    return Met(event.need, event.result, event.day, event.by, recorded.digest, against)
