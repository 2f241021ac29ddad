"""What is learned of a case after the talk: what a body decided about the person, and when a need was met.

``day`` is the ISO day on which it was decided or happened. ``knew`` are the digests of the entries on the same matter
that were known when this one was written, ``corrects`` those of them that it takes away; ``result`` is "" where it does
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.events.event import KnownEvent, event_of_kind


@dataclass(frozen=True, slots=True)
class LaterEvent(KnownEvent):
    """What is learned after the talk."""


@event_of_kind("formal-decision-learned")
class FormalDecisionLearned(LaterEvent):
    """A body decided something about the person, or was asked to; or it is known where the person went.

    ``matter`` and ``result`` are of ``allowed_values.MATTERS``, ``body`` an id in the data of the country, "" where
    nobody decided it; ``reference`` stands on the body's paper; ``amount`` is of an award, in whole units of the
    country's currency.
    """

    matter: str
    result: str
    body: str = ""
    day: str = ""
    reference: str = ""
    amount: str = ""
    knew: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()


@event_of_kind("need-met")
class NeedMet(LaterEvent):
    """A need was met, in part, or not. ``by`` is a recipient's id in the directory, "" where nobody said who did it."""

    need: str
    result: str
    day: str = ""
    by: str = ""
    knew: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()
