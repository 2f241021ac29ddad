"""The ILO's eleven indicators of forced labour (2012) on the same answers: which have a sign, which were not asked."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.answers import Answers, ItemId
from screening.domain.protocol.model import Protocol, Sort

ELEVEN = tuple(f"ILO-{number:02d}" for number in range(1, 12))
COLUMN = "ilo11"
STATES = ("shown", "not_shown", "not_asked")


@dataclass(frozen=True, slots=True)
class OfEleven:
    """One of the eleven. ``state``: shown, not_shown (asked, and no sign of it was recorded) or not_asked."""

    id: str
    state: str
    items: tuple[ItemId, ...] = ()
    """The items whose yes speaks for it, in the order of the talk."""

    @property
    def number(self) -> int:
        return ELEVEN.index(self.id) + 1


def eleven(protocol: Protocol, answers: Answers) -> tuple[OfEleven, ...]:
    """Return all eleven, in the order of the list. An item that nobody asked never counts as a no."""
    found = []
    for name in ELEVEN:
        items = [item.id for item in protocol.items.values() if name in _bears(protocol, item.yes)]
        shown = tuple(item for item in items if item in answers and answers[item].answer.holds)
        state = "shown" if shown else "not_shown" if any(item in answers for item in items) else "not_asked"
        found.append(OfEleven(name, state, shown))
    return tuple(found)


def _bears(protocol: Protocol, signs: tuple[str, ...]) -> set[str]:
    known = [protocol.indicators[name] for name in signs]
    return {each for sign in known if sign.sort is Sort.INDICATOR for each in sign.crosswalk.get(COLUMN, ())}
