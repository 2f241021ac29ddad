"""What the record says of its store of names, against the store that is there."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.events.catalogue import IdentityHandled
from screening.errors import StoreTrouble
from screening.store.bundles.exchange_tables import ExchangeTables
from screening.store.database.tables import Tables
from screening.store.folder.identity_db import Identity


@dataclass(frozen=True, slots=True)
class Names:
    """Codes of cases whose names are ``lacking`` although they were kept, or ``back`` although they were erased."""

    damaged: bool = False
    older: bool = False
    """Whether the store is one from before an erasing that the record tells of."""
    lacking: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()

    @property
    def state(self) -> str:
        """``damaged``, ``older``, ``lacking``, or "" for a store that is as the record says."""
        if self.damaged:
            return "damaged"
        return "older" if self.older or self.back else "lacking" if self.lacking else ""


def compared(tables: Tables, identity: Identity) -> Names:
    """Compare the store of names with this laptop's own events. Writes nothing. Raises the driver's errors.

    A name that was written just before a kill stands in no event: it is none that came back.
    """
    own = ExchangeTables(tables).own_strands()
    last: dict[str, str] = {}
    marks: list[str] = []
    for row in tables.of_names():
        event = row.recorded().event
        if row.link.strand not in own or not isinstance(event, IdentityHandled) or event.act not in ("kept", "erased"):
            continue
        last.setdefault(row.link.case, event.act)
        marks += [event.store] if event.store else []
    try:
        mark, there = identity.look()
    except StoreTrouble as trouble:
        return Names(damaged=trouble.code == "identity-damaged")
    current = bool(marks) and mark == marks[0]
    back = frozenset() if current else frozenset(case for case in there if last.get(case) == "erased")
    lacking = frozenset(case for case, act in last.items() if act == "kept" and case not in there)
    return Names(older=not current and mark in marks, lacking=lacking, back=back)
