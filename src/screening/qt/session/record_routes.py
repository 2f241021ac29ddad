"""How the pages beside the cases are shown and left: each controller says it for its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from screening.qt.frame.page import Headed
from screening.qt.session.record_places import RecordPlace


@dataclass(frozen=True, slots=True)
class RecordRoute:
    """One page beside the cases: what makes it, and where it leads back to."""

    make: Callable[[], Headed]
    back: RecordPlace | None = None
    """The page that it was opened from; None for where the pages beside the cases were opened from."""
    row: RecordPlace | None = None
    """The row of the rail that it belongs to, where it has none of its own."""


RecordRoutes = Mapping[RecordPlace, RecordRoute]
