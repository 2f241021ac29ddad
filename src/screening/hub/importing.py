"""From a bundle's file to rows: whatever cannot be verified is refused, and the same again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.case.case import fold
from screening.domain.case.rules import age_band
from screening.domain.events.catalogue import ReadingOpened as Opened
from screening.domain.events.catalogue import Recorded, ViewWritten
from screening.domain.events.contacts import Card
from screening.domain.events.hash_chain import LogHead
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.statistics.disclosure_control import Attribute, publish
from screening.errors import BadInput
from screening.hub.database import BATCH, Database
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.bundle_format import Bundle, Head, OwnKeys
from screening.store.bundles.strand_ids import Writers
from screening.store.database.rows import Row
from screening.store.exchange.exchange import read_file

ATTRIBUTES = (
    Attribute("setting", open=True),
    Attribute("age_band", frozenset({"adult", "child"})),
    Attribute("path", many=True),
    Attribute("year"),
)
PAIRS = (("path", "age_band"), ("setting", "age_band"))
"""The tables of two dimensions. Paths by setting would close a ring, so that no table could be audited by itself."""
OTHERS = "(all others)"
"""The value under which all stand that are not listed."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file brought."""

    file: str
    sender: str
    cases: int
    events: int
    added: int
    others: int
    """New entries by laptops whose cards are not believed; the sender answers for them."""
    log: LogHead | None = None
    """How the sender's own log stood."""


def import_file(database: Database, path: Path, keys: OwnKeys, believed: Mapping[str, Card]) -> Imported:
    """One bundle, all of it or nothing.

    Raises what ``screening.store.take_in`` raises of bundles, and StoreTrouble("hub-not-saved"), ("hub-newer").
    """
    bundle = bundles.read(read_file(path), keys.identity)
    manifest = bundle.manifest
    if manifest.sender.number not in believed:
        raise BadInput("bundle-unknown-sender")
    known = frozenset(card.signing for card in believed.values())
    with database.transaction():
        database.prepare()
        added, others = _add(database, bundle, known)
    name = manifest.sender.name
    return Imported(path.name, name, len(manifest.cases), manifest.events, added, others, manifest.log)


def erase_case(database: Database, code: str) -> int:
    """Take a case out for good; how many events went. Raises BadInput("hub-no-such-case"), StoreTrouble."""
    with database.transaction():
        database.prepare()
        gone = database.erase(code)
        database.set_totals(totals(database.countable()))
    if not gone:
        raise BadInput("hub-no-such-case")
    return gone


def _add(database: Database, bundle: Bundle, known: frozenset[str]) -> tuple[int, int]:
    """How many events are new, and how many of them by others than those who are ``known``.

    Inside the caller's transaction; what is found wrong with a strand takes all of it back.
    """
    strands = [(head, rows) for head, rows in bundle.strands()]
    gone = {head.case for head, rows in strands if database.was_erased(rows[0].link.digest)}
    news = [(head, _new(database, head, rows)) for head, rows in strands if head.case not in gone]
    added = sum(len(rows) for _, rows in news)
    seen = database.knows(bundle)
    if not seen:
        database.note(bundle, added)
    touched: dict[str, None] = {}
    # A new key of the sender counts once the old card was taken out of the file of those who are believed.
    writers = Writers(bundle.manifest.sender.signing, known, known, lambda key: key not in known)
    for head, new in news:
        here = database.reach(head)[0] > 0
        if writers.may_write(head, pinned=database.key_of(head.strand), here=here):
            if head.signing:
                database.set_key_of(head.strand, head.signing)
        elif new:
            raise BadInput("bundle-not-theirs", case=head.case)
        for start in range(0, len(new), BATCH):
            database.add(new[start : start + BATCH], bundle.manifest.bundle)
        if new:
            touched[head.case] = None
    for case in touched:
        database.set_standing(standing(case, database.events(case)))
    if touched:
        database.set_totals(totals(database.countable()))
    return added, sum(len(new) for head, new in news if head.signing not in known)


def _new(database: Database, head: Head, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    count, last = database.reach(head)
    here = min(last, len(rows))
    if count != last or (here and database.digest_at(head, here) != rows[here - 1].link.digest):
        raise BadInput("bundle-contradicts", case=head.case)
    return rows[here:]


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
    }


def totals(cases: list[dict[str, Any]]) -> list[tuple[str, str, str, str, int | None]]:
    """What may be told of the cases, by at most two dimensions (``screening.domain.statistics.disclosure_control``).

    None stands for a number of cases that is not shown; values that are not shown have no row.
    """
    records = [
        {
            "setting": case["setting"] or "unknown",
            "age_band": case["age_band"] or "unknown",
            "path": frozenset(case["path"]) & frozenset(COUNTED_PATHS),
            "year": case["year"] or "unknown",
        }
        for case in cases
    ]
    told = publish(records, ATTRIBUTES, PAIRS)
    rows: list[tuple[str, str, str, str, int | None]] = [("all", "all", "", "", told.total)]
    for name, margin in told.margins.items():
        rows += [(name, value or OTHERS, "", "", n) for value, n in margin.groups().items()]
    for (first, second), cells in told.tables.items():
        rows += [(first, one or OTHERS, second, other or OTHERS, n) for (one, other), n in sorted(cells.items())]
    return rows
