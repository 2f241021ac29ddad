"""From a bundle's file to rows: whatever cannot be verified is refused, and the same again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.domain.events.catalogue import Recorded
from screening.domain.events.contacts import Card
from screening.domain.events.hash_chain import LogHead
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.domain.statistics.disclosure_control import Attribute, publish
from screening.errors import BadInput, ScreeningError
from screening.hub.database import Database, Place, connected, place_of
from screening.hub.migrations import must_be_current, prepare
from screening.hub.standings import rebuild, standing
from screening.store.bundles import bundle_format as bundles
from screening.store.bundles.bundle_format import Bundle, Head, OwnKeys
from screening.store.bundles.strand_ids import Writers
from screening.store.database.rows import Row
from screening.store.exchange.exchange import read_file
from screening.store.integrity.erasure_markers import mark_of

ATTRIBUTES = (
    Attribute("setting", open=True),
    Attribute("age_band", frozenset({"adult", "child"})),
    Attribute("path", many=True),
    Attribute("year"),
)
PAIRS = (("path", "age_band"), ("setting", "age_band"))
"""The tables of two dimensions. Paths by setting would close a ring, so that no table could be audited by itself."""
BATCH = 5000
"""Events that are read, checked and put in at a time."""
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

    Raises what ``screening.store.take_in`` raises of bundles, and StoreTrouble as ``Database.transaction`` does.
    """
    bundle = bundles.read(read_file(path), keys.identity)
    manifest = bundle.manifest
    if manifest.sender.number not in believed:
        raise BadInput("bundle-unknown-sender")
    known = frozenset(card.signing for card in believed.values())
    prepare(database)
    rebuild(database)
    with database.transaction():
        must_be_current(database)
        added, others = (0, 0) if database.knows(bundle) else _add(database, bundle, known)
    name = manifest.sender.name
    return Imported(path.name, name, len(manifest.cases), manifest.events, added, others, manifest.log)


def import_files(
    url: str, files: Iterable[Path], keys: OwnKeys, believed: Mapping[str, Card]
) -> Iterator[tuple[Path, Imported | ScreeningError]]:
    """What came of each file; one that is refused does not keep the others out.

    Where the connection is lost, it is made anew and the file tried once more. Raises what ``connected`` raises.
    """
    left, again = list(files), False
    while left:
        with connected(url) as database:
            while left:
                done = _outcome(database, left[0], keys, believed)
                lost = isinstance(done, ScreeningError) and done.code == "hub-lost"
                if not lost or again:
                    yield left.pop(0), done
                again = lost and not again
                if lost:
                    break


def _outcome(database: Database, path: Path, keys: OwnKeys, believed: Mapping[str, Card]) -> Imported | ScreeningError:
    try:
        return import_file(database, path, keys, believed)
    except ScreeningError as trouble:
        return trouble


def erase_case(database: Database, code: str) -> int:
    """Take a case out for good; how many events went. Raises BadInput("hub-no-such-case"), StoreTrouble."""
    prepare(database)
    with database.transaction():
        must_be_current(database)
        gone = database.erase(code)
        database.set_totals(totals(database.countable()))
    if not gone:
        raise BadInput("hub-no-such-case")
    return gone


def _add(database: Database, bundle: Bundle, known: frozenset[str]) -> tuple[int, int]:
    """How many events are new, and how many of them by others than those who are ``known``.

    Inside the caller's transaction; what is found wrong with a strand takes all of it back.
    """
    database.note(bundle)
    # A new key of the sender counts once the old card was taken out of the file of those who are believed.
    writers = Writers(bundle.manifest.sender.signing, known, known, lambda key: key not in known)
    added = others = 0
    for batch in _batches(bundle.strands()):
        found = _Batch(database, batch, writers)
        database.add(found.rows(), bundle.manifest.bundle)
        database.set_standings([standing(case, recorded) for case, recorded in found.changed()])
        added += sum(len(rows) for _, rows in found.news)
        others += sum(len(rows) for head, rows in found.news if head.signing not in known)
    database.note_added(bundle.manifest.bundle, added)
    if added:
        database.set_totals(totals(database.countable()))
    return added, others


Strand = tuple[Head, tuple[Row, ...]]


def _batches(strands: Iterable[Strand]) -> Iterator[list[Strand]]:
    """Strands in pieces of some ``BATCH`` events; those of one case, which follow each other, stay together."""
    held: list[Strand] = []
    events = 0
    for head, rows in strands:
        if events >= BATCH and head.case != held[-1][0].case:
            yield held
            held, events = [], 0
        held.append((head, rows))
        events += len(rows)
    if held:
        yield held


class _Batch:
    """What is new in some strands. Raises BadInput("bundle-not-theirs"), ("bundle-contradicts") (``case``)."""

    def __init__(self, database: Database, strands: list[Strand], writers: Writers) -> None:
        self.database = database
        marks = {mark_of(rows[0].link.digest): head.case for head, rows in strands}
        gone = {marks[mark] for mark in database.erased(marks)}
        strands = [each for each in strands if each[0].case not in gone]
        reaches = database.reaches([place_of(head) for head, _ in strands])
        self.here = {case for case, _ in reaches}
        news = _news(database, strands, reaches)
        pinned = database.keys_of(head.strand for head, _ in strands)
        keys = {}
        for head, new in news:
            if writers.may_write(head, pinned=pinned.get(head.strand, ""), here=place_of(head) in reaches):
                if head.signing:
                    keys[head.strand] = pinned[head.strand] = head.signing
            elif new:
                raise BadInput("bundle-not-theirs", case=head.case)
        database.set_keys_of(keys)
        self.news = [(head, new) for head, new in news if new]

    def rows(self) -> Iterator[Row]:
        return (row for _, rows in self.news for row in rows)

    def changed(self) -> Iterator[tuple[str, Iterable[Recorded]]]:
        """The cases that got something, with all their events; those that were not here are not read back."""
        cases = dict.fromkeys(head.case for head, _ in self.news)
        older = [case for case in cases if case in self.here]
        found = self.database.events(older) if older else {}
        new: dict[str, list[Row]] = {case: [] for case in cases if case not in self.here}
        for row in self.rows():
            if row.link.case in new:
                new[row.link.case].append(row)
        for case in cases:
            yield case, found[case] if case in found else [row.recorded() for row in sorted(new[case], key=_order)]


def _order(row: Row) -> tuple[int, str, int]:
    return row.link.lamport, row.link.strand, row.link.seq


def _news(database: Database, strands: list[Strand], reaches: Mapping[Place, tuple[int, int]]) -> list[Strand]:
    """The rows of each strand that are not here yet."""
    here = {}
    for head, rows in strands:
        count, last = reaches.get(place_of(head), (0, 0))
        if count != last:
            raise BadInput("bundle-contradicts", case=head.case)
        if last:
            here[place_of(head)] = min(last, len(rows))
    digests = database.digests(here) if here else {}
    for head, rows in strands:
        at = here.get(place_of(head))
        if at and digests.get(place_of(head)) != rows[at - 1].link.digest:
            raise BadInput("bundle-contradicts", case=head.case)
    return [(head, rows[here.get(place_of(head), 0) :]) for head, rows in strands]


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
