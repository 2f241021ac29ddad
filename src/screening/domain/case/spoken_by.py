"""Which answers were given to a computer's voice: one fact, for every page, paper and file."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.answers import How
from screening.domain.events.catalogue import AnsweredAlone, AnswerGiven, Recorded

SYNTHETIC = "synthetic"
"""What the entry of a sitting calls a computer's voice."""


def after_answer(known: frozenset[str], before: tuple[Recorded, ...], recorded: Recorded) -> frozenset[str]:
    """Return the digests of such answers after one more; one that only says the same again, as of a place, stays such.

    ``before`` are the answers to the same item that stood until then.
    """
    new = recorded.event
    if not isinstance(new, AnswerGiven) or new.how is not How.PRIVATE:
        return known
    again = any(
        head.digest in known and head.digest in new.replaces and getattr(head.event, "answer", None) == new.answer
        for head in before
    )
    return known | {recorded.digest} if again else known


def after_sitting(known: frozenset[str], heads: Iterable[tuple[Recorded, ...]], sitting: Recorded) -> frozenset[str]:
    """Return them after a sitting: its answers stand in one row before it, as they were recorded together."""
    if not isinstance(sitting.event, AnsweredAlone):
        return known
    given = {
        head.seq: head.digest
        for each in heads
        for head in each
        if head.strand == sitting.strand and isinstance(head.event, AnswerGiven) and head.event.how is How.PRIVATE
    }
    found, at = set[str](), sitting.seq - 1
    while at in given:
        found.add(given[at])
        at -= 1
    return known | found if sitting.event.sound == SYNTHETIC else known - found
