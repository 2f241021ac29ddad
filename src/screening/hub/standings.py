"""What the events of a case come to, as rows for queries; made anew when the program knows more than it did."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterable
from typing import Any

from screening.domain.case.case import fold
from screening.domain.case.rules import age_band
from screening.domain.events.catalogue import EVENTS, Recorded, ViewWritten
from screening.domain.events.catalogue import ReadingOpened as Opened
from screening.hub.database import Database
from screening.hub.migrations import must_be_current

READS = 1
"""Goes up with each change of what is read off a case here."""
BATCH = 500
"""Cases that are read anew in one transaction."""


@functools.cache
def derivation() -> str:
    """A mark of what this program reads off events: another one makes older rows stale."""
    known = sorted(
        f"{kind}:{','.join(sorted(each.name for each in dataclasses.fields(cls)))}" for kind, cls in EVENTS.items()
    )
    return hashlib.sha256("\n".join([str(READS), *known]).encode()).hexdigest()[:16]


def standing(code: str, recorded: Iterable[Recorded]) -> dict[str, Any]:
    """What the events of a case come to, as the columns of ``screening.standing``."""
    events = tuple(recorded)
    case = fold(code, events)
    view = case.view.event if case.view else None
    reading = case.reading.event if case.reading else None
    return {
        "case_code": code,
        "edition": case.edition,
        "setting": case.setting,
        "profile": case.profile,
        "practice": case.practice,
        "opened_at": case.opened_at or None,
        "last_at": max(each.at for each in events),
        "events": len(events),
        "laptops": len({each.strand for each in events}),
        "officers": sorted({each.by for each in events}),
        "age_band": age_band(case),
        "language": case.language.language if case.language else "",
        "stopped": case.stopped,
        "agreed_talk": case.consented("talk"),
        "agreed_notes": case.consented("notes"),
        "agreed_count": case.consented("count"),
        "answers": len(case.answers),
        "contested": sorted(case.contested),
        "own_view": list(view.explanations) if isinstance(view, ViewWritten) else [],
        "sureness": view.sureness if isinstance(view, ViewWritten) else "",
        "paths": list(reading.paths) if isinstance(reading, Opened) else [],
        "papers": len(case.forms),
        "newer_events": len(case.unknown),
        "derivation": derivation(),
    }


def rebuild(database: Database, *, everything: bool = False) -> int:
    """Read anew the cases that another version of the program read, or all of them; how many.

    A batch is one transaction, and what is done stays done: it may be stopped and run again. Raises StoreTrouble.
    """
    if everything:
        with database.transaction():
            must_be_current(database)
            database.forget_derivations()
    done = 0
    while True:
        with database.transaction():
            must_be_current(database)
            codes = database.stale(derivation(), BATCH)
            if not codes:
                return done
            found = database.events(codes)
            database.set_standings([standing(code, found[code]) for code in codes])
        done += len(codes)
