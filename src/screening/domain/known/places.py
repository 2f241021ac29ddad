"""Where a fact of a case can be recorded, and which place wins: the table that ``known`` reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from screening.domain.case import child_and_shelter, interpreter

PAPER, CLOSING = "paper", "closing"
"""What was typed for the papers, and the lines of the closing; every other page is one of notes."""


class At(NamedTuple):
    """A field of a page. ``says`` names the texts that word a choice of it; "" for words as they were written."""

    page: str
    name: str
    says: str = ""


CHILD = child_and_shelter.CHILD
ARRIVAL = child_and_shelter.ARRIVAL

PLACES: Mapping[str, tuple[At, ...]] = {
    "wishes": (At(CLOSING, "wishes"), At(CHILD, "wishes"), At("refused", "next")),
    "must-not-know": (At(CLOSING, "must-not-know"), At(ARRIVAL, "must-not-know")),
    "reach": (At(CLOSING, "reach"), At("later", "where"), At("later", "when")),
    "child-wishes": (At(PAPER, "child-wishes"), At(CHILD, "wishes"), At(CLOSING, "wishes")),
    "wishes-not-asked": (At(PAPER, "wishes-not-asked"), At(CHILD, "wishes-not-asked", "child.not-asked")),
    "with": (At(PAPER, "with"), At(CHILD, "item-with")),
    "adult": (At(PAPER, "adult"), At(CHILD, "adult", "child.adult")),
    "best-interest": (At(PAPER, "best-interest"), At(CHILD, "best-interest")),
    "earlier": (At(PAPER, "earlier"), At(CHILD, "asked-before", "form.said")),
    "whereabouts": (At(PAPER, "whereabouts"),),
    "interim-order": (At(PAPER, "interim-order"), At("dates", "interim")),
    "hearing": (At(PAPER, "hearing"), At("dates", "hearing")),
    "order-end": (At(PAPER, "order-end"), At("dates", "order-end")),
    "prefers": (At(PAPER, "prefers"), At(interpreter.PAGE, "officer", "wish")),
    "interpreter": (At(PAPER, "interpreter"), At(interpreter.PAGE, "interpreter", "wish")),
}
"""The first place in which something stands wins. A field that is not here has one place: what was typed for papers."""

TOGETHER = frozenset({"must-not-know", "reach"})
"""Fields of which every place counts: what is said in one place takes nothing back in another."""

CLOSING_LINES = ("wishes", "must-not-know", "reach", "promised")
"""Lines of the closing that papers speak of, in the order of a sheet; they are written there, and not for a paper."""
CHILD_ONLY = frozenset({"child-wishes", "wishes-not-asked", "with", "adult", "best-interest"})
"""Fields that mean nothing of a grown person."""


def places(field: str) -> tuple[At, ...]:
    """Return where a field can be recorded, the place that wins first."""
    return PLACES.get(field, (At(PAPER, field),))
