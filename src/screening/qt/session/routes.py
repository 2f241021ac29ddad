"""How the places of a case, and the pages beside the cases, are shown and left: each controller says it for its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from screening.domain.case.places import Place
from screening.qt.frame.page import Headed, Page
from screening.qt.session.record_places import RecordPlace

Act = Callable[[], object]


def stay() -> None:
    """Next leads nowhere from here."""


@dataclass(frozen=True, slots=True)
class Route:
    """One place: what makes its page, and where it leads."""

    make: Callable[[], Page]
    """Makes the page; the place and the item that were asked for stand in the context."""
    onward: Act | None = None
    """What comes next; None for what the talk's own order says, and for a side page for the page behind it."""
    aside: bool = False
    """Whether it stands beside the way and leads back to where the talk was."""
    back: Act | None = None
    """The way back, where that is not the page before or behind."""
    bar: Mapping[str, Act] = field(default_factory=dict)
    """What the buttons of the bar do other than back and next, by their names."""


Routes = Mapping[Place, Route]


@dataclass(frozen=True, slots=True)
class RecordRoute:
    """One page beside the cases: what makes it, and where it leads back to."""

    make: Callable[[], Headed]
    back: RecordPlace | None = None
    """The page that it was opened from; None for where the pages beside the cases were opened from."""
    row: RecordPlace | None = None
    """The row of the rail that it belongs to, where it has none of its own."""


RecordRoutes = Mapping[RecordPlace, RecordRoute]
